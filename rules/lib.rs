//! The rule packs that come with jinyu, embedded: as the YAML people read, and in the compact form
//! that programs start with. Data only; reading and choosing them is done elsewhere.
//!
//! ```
//! let core = jinyu_rules::PACKS.iter().find(|pack| pack.name == "zh-core");
//! assert!(core.is_some_and(|pack| pack.default && !pack.files.is_empty()));
//! ```

/// A pack that comes with jinyu: a directory of YAML files that share its name.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// The name that `--pack` takes.
    pub name: &'static str,
    /// Whether it is chosen where nobody chooses.
    pub default: bool,
    /// Its files, in the order of their names.
    pub files: &'static [BuiltInFile],
}

/// One file of a pack.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInFile {
    /// Its name below `rules/`: `zh-core/negative.yaml`.
    pub name: &'static str,
    /// What people read and edit.
    pub yaml: &'static str,
    /// The same as `Pack::encode` writes it; no faults, no need to parse.
    pub compiled: &'static [u8],
}

/// A profile that comes with jinyu: which packs and levels suit an industry.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInProfile {
    /// The name that `profile` of a configuration takes.
    pub name: &'static str,
    /// Its keys `packs` and `levels`.
    pub yaml: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/packs.rs"));
