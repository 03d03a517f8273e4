//! A path to its text, and a text to a path. The only place where the bytes of an input are read, and
//! where a file is written; one that is there is never written to.

use crate::error::{Kind, ProjectError};
use jinyu::Source;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// Reads and decodes the whole of a file, or of standard input for `-`.
///
/// # Errors
/// A folder, a file that cannot be read, or bytes in no encoding that is known.
pub fn load(path: &str) -> Result<Source, ProjectError> {
    let unreadable = |error| Kind::Unreadable { path: path.into(), error };
    if path != STANDARD_INPUT && Path::new(path).is_dir() {
        return Err(Kind::Folder { path: path.trim_end_matches('/').into() }.into());
    }
    let bytes = bytes(path).map_err(unreadable)?;
    let text = jinyu_formats::decode(&bytes)
        .map_err(|error| Kind::Undecodable { path: path.into(), error })?;
    Ok(Source::new(path, text))
}

/// Writes a file that does not exist yet.
///
/// # Errors
/// A path at which something is, or at which nothing can be written.
pub fn create(path: &str, text: &str) -> Result<(), ProjectError> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Kind::Exists { path: path.into() }.into(),
        _ => Kind::Unwritable { path: path.into(), error }.into(),
    })
}

fn bytes(path: &str) -> io::Result<Vec<u8>> {
    if path != STANDARD_INPUT {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
