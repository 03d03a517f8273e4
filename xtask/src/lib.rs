//! The chores of the workspace as functions, so that tests run what `cargo xtask` runs.
//! Nothing here prints, and nothing here reaches the network.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "its input is this workspace, and a chore that stops where that is broken is right"
)]

pub mod arch;
pub mod compare;
mod docs;
pub mod generate;
pub mod month;
pub mod phrases;
mod random;
mod script;
pub mod supply;
mod words;

use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand};

/// What `cargo xtask gen` can make again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// The table of traditional characters.
    Script,
    /// jieba's dictionary as an fst map, and its parts of speech.
    Words,
    /// The pages about rules.
    Docs,
}

impl Derived {
    /// Everything that is derived.
    pub const ALL: [Derived; 3] = [Derived::Script, Derived::Words, Derived::Docs];

    /// The one that the command line calls `name`.
    pub fn named(name: &str) -> Option<Derived> {
        match name {
            "script" => Some(Derived::Script),
            "words" => Some(Derived::Words),
            "docs" => Some(Derived::Docs),
            _ => None,
        }
    }
}

/// Why a chore could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line of a source file is not as its header promises.
    #[error("{}:{line}: {message}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// The dictionary could not be built.
    #[error("the word map: {0}")]
    Map(#[from] fst::Error),
    /// cargo could not describe the workspace.
    #[error(transparent)]
    Metadata(#[from] cargo_metadata::Error),
    /// The policy about dependencies cannot be read.
    #[error("deny.toml: {0}")]
    Policy(toml::de::Error),
    /// A program that is compared, or what it is given, is not as it should be.
    #[error("{0}")]
    Program(String),
    /// The locked dependencies hold no jieba-rs.
    #[error("jieba-rs is not among the dependencies")]
    NoJieba,
}

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// What cargo says of the workspace and of everything it is built from.
///
/// # Errors
/// When cargo cannot describe the workspace.
pub fn metadata() -> Result<Metadata, Fault> {
    Ok(MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec()?)
}

/// Reads a source file of a generator.
fn read(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|source| Fault::File { path: path.to_owned(), source })
}
