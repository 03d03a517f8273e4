//! What every target does: hold the law of its name against what the fuzzer grows.

pub use libfuzzer_sys::fuzz_target;

/// The function of a law.
///
/// # Panics
/// A name that no law has.
pub fn law(name: &str) -> fn(&[u8]) {
    let law = jinyu_laws::LAWS.iter().find(|law| law.name == name);
    law.map(|law| law.holds).unwrap_or_else(|| panic!("no law is called {name}"))
}

/// A target that holds a law against bytes.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        static LAW: std::sync::LazyLock<fn(&[u8])> = std::sync::LazyLock::new(|| $crate::law($name));
        $crate::fuzz_target!(|data: &[u8]| LAW(data));
    };
}
