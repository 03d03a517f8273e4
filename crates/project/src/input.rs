//! Paths to texts, and a text to a path: a file as a whole, or the inputs of a run chunk by chunk. The
//! only place where the bytes of an input are read, and where a file is written; one that is there
//! is never written to.

use crate::error::{Kind, ProjectError};
use jinyu::Source;
use jinyu_formats::{Chunk, Chunks, Input, StreamError};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::slice;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// How many times as long as an ordinary chunk a buffer may be that is used again.
const OUTSIZE: usize = 4;

/// Reads and decodes the whole of a file, or of standard input for `-`.
///
/// # Errors
/// A folder, a file that cannot be read, or bytes in no encoding that is known.
pub fn load(path: &str) -> Result<Source, ProjectError> {
    let mut bytes = Vec::new();
    open(path)?
        .read_to_end(&mut bytes)
        .map_err(|error| Kind::Unreadable { path: path.into(), error })?;
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

fn open(path: &str) -> Result<Box<dyn Read>, ProjectError> {
    if path == STANDARD_INPUT {
        return Ok(Box::new(io::stdin().lock()));
    }
    if Path::new(path).is_dir() {
        return Err(Kind::Folder { path: path.trim_end_matches('/').into() }.into());
    }
    let file = File::open(path).map_err(|error| Kind::Unreadable { path: path.into(), error })?;
    Ok(Box::new(file))
}

/// The chunks of all inputs of a run, in order. Holds one input open, and no text but that of the
/// next chunk.
pub(crate) struct Inputs<'p> {
    paths: slice::Iter<'p, String>,
    opened: Option<(&'p str, Chunks<Box<dyn Read>>)>,
    shape: Input,
    size: usize,
    spare: Vec<String>,
}

impl<'p> Inputs<'p> {
    /// Inputs that are divided as `shape` says, in chunks of some `size` bytes.
    pub(crate) fn new(paths: &'p [String], shape: Input, size: usize) -> Self {
        Inputs { paths: paths.iter(), opened: None, shape, size, spare: Vec::new() }
    }

    /// The next chunk. An input that cannot be opened, or read further, is an error in its place.
    pub(crate) fn next(&mut self) -> Option<Result<Chunk, ProjectError>> {
        loop {
            if let Some((path, chunks)) = &mut self.opened {
                match chunks.next(&mut self.spare) {
                    Some(chunk) => return Some(chunk.map_err(|error| unread(path, error))),
                    None => self.opened = None,
                }
            }
            let path = self.paths.next()?;
            match open(path) {
                Ok(input) => {
                    let chunks = Chunks::new(path.as_str(), input, self.shape, self.size);
                    self.opened = Some((path, chunks));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// Takes back the buffer of a chunk, to be used again.
    pub(crate) fn reuse(&mut self, buffer: String) {
        if (1..=self.size.saturating_mul(OUTSIZE)).contains(&buffer.capacity()) {
            self.spare.push(buffer);
        }
    }
}

fn unread(path: &str, error: StreamError) -> ProjectError {
    let path = path.into();
    match error {
        StreamError::Unreadable(error) => Kind::Unreadable { path, error }.into(),
        StreamError::Undecodable(error) => Kind::Undecodable { path, error }.into(),
    }
}
