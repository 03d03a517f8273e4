//! The crates of the workspace depend on each other only as allowed.

#[test]
fn dependencies_are_allowed() {
    let faults = xtask::arch::check(&xtask::metadata().unwrap());
    assert_eq!(faults, Vec::<String>::new());
}
