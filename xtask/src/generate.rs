//! `cargo xtask gen`: compares derived files with what their sources give, and writes those that differ.
//! Kept apart from the generators, which only compute bytes and never touch a derived file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::{Derived, Fault, docs, root, script, words};

/// A derived file as its source gives it.
#[derive(Debug)]
pub(crate) struct Output {
    /// Its place below the root.
    pub(crate) path: String,
    /// What it should hold.
    pub(crate) bytes: Vec<u8>,
}

/// Makes `wanted` again and gives the files that differed; with `check` nothing is written. A page
/// of a rule that is no more differs, and is taken away.
///
/// # Errors
/// When a source cannot be read or a derived file cannot be written.
pub fn run(wanted: &[Derived], check: bool) -> Result<Vec<PathBuf>, Fault> {
    let mut differing = Vec::new();
    for derived in wanted {
        let (outputs, present) = match derived {
            Derived::Script => (script::generate()?, Vec::new()),
            Derived::Words => (words::generate()?, Vec::new()),
            Derived::Docs => (docs::generate()?, docs::present()?),
        };
        let made: BTreeSet<PathBuf> = outputs.iter().map(|made| root().join(&made.path)).collect();
        for output in &outputs {
            let path = root().join(&output.path);
            if std::fs::read(&path).is_ok_and(|bytes| bytes == output.bytes) {
                continue;
            }
            if !check {
                write(&path, &output.bytes)?;
            }
            differing.push(path);
        }
        for path in present.into_iter().filter(|path| !made.contains(path)) {
            if !check {
                let fault = |source| Fault::File { path: path.clone(), source };
                std::fs::remove_file(&path).map_err(fault)?;
            }
            differing.push(path);
        }
    }
    Ok(differing)
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(path);
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, bytes));
    written.map_err(|source| Fault::File { path: path.to_owned(), source })
}
