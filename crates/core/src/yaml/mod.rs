//! YAML files that people write: read into a tree in which every value knows its place, with all that
//! is wrong noted at once. For packs, and for whatever stands beside them; knows the keys of neither.
#![expect(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    reason = "for crates that are released together with this one"
)]

mod fault;
mod fields;
mod node;
mod not_yaml;

pub use fault::Fault;
pub use fields::{Faults, Fields, name, text};
pub use node::{Node, Value};

/// How the faults of one kind of file are called.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// It is not YAML.
    pub yaml: &'static str,
    /// A value of the wrong shape.
    pub shape: &'static str,
    /// A text with a character that is obeyed instead of shown.
    pub character: &'static str,
    /// A key that must be there is not.
    pub missing_key: &'static str,
    /// A key that means nothing.
    pub unknown_key: &'static str,
    /// A value that is none of a few names.
    pub unknown_name: &'static str,
}
