//! `cargo xtask gen`: compares derived files with what their sources give, and writes those that differ.
//! Kept apart from the generators, which only compute bytes and never touch a derived file.

use std::path::PathBuf;

use crate::{Derived, Fault, root, script, words};

/// A derived file as its source gives it.
#[derive(Debug)]
pub(crate) struct Output {
    /// Its place below the root.
    pub(crate) path: &'static str,
    /// What it should hold.
    pub(crate) bytes: Vec<u8>,
}

/// Makes `wanted` again and gives the files that differed; with `check` nothing is written.
///
/// # Errors
/// When a source cannot be read or a derived file cannot be written.
pub fn run(wanted: &[Derived], check: bool) -> Result<Vec<PathBuf>, Fault> {
    let mut differing = Vec::new();
    for derived in wanted {
        let outputs = match derived {
            Derived::Script => script::generate()?,
            Derived::Words => words::generate()?,
        };
        for output in outputs {
            let path = root().join(output.path);
            if std::fs::read(&path).is_ok_and(|bytes| bytes == output.bytes) {
                continue;
            }
            if !check {
                std::fs::write(&path, &output.bytes)
                    .map_err(|source| Fault::File { path: path.clone(), source })?;
            }
            differing.push(path);
        }
    }
    Ok(differing)
}
