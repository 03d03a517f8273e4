//! Paths to texts, and a text to a path: a file as a whole, or the inputs of a run chunk by chunk. The
//! only place where the bytes of an input are read, and where a new file is written; one that is
//! there is never written to.

use crate::claim::beside;
use crate::config::NAMES;
use crate::error::{Kind, ProjectError};
use crate::part::{Piece, Target};
use jinyu::Source;
use jinyu_formats::{Chunks, StreamError};
use jinyu_report::scan::mask;
use std::fs::{File, Metadata};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// How many MiB a file may have that is held as a whole.
const WHOLE: u64 = 256;
/// How many MiB a checkpoint may have: it says how far a run has come, and no more.
const CHECKPOINT: u64 = 1;
/// How many MiB of YAML a pack or a configuration may have in one file.
const YAML: u64 = 16;
/// How many times as long as an ordinary chunk a buffer may be that is used again.
const OUTSIZE: usize = 4;

/// Reads and decodes the whole of a file, or of standard input for `-`.
///
/// # Errors
/// A folder, a file that cannot be read, or bytes in no encoding that is known.
pub fn load(path: &str) -> Result<Source, ProjectError> {
    decoded(path, &bytes_of(path)?)
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn bytes_of(path: &str) -> Result<Vec<u8>, ProjectError> {
    held(open(path)?, path, WHOLE)
}

/// Reads and decodes the YAML of a pack.
pub(crate) fn load_pack(path: &str) -> Result<Source, ProjectError> {
    load_as(Path::new(path), path)
}

/// Reads and decodes a list of known findings.
pub(crate) fn load_known(path: &str) -> Result<Source, ProjectError> {
    decoded(path, &ordinary(Path::new(path), path, WHOLE)?)
}

/// The bytes of a checkpoint.
pub(crate) fn checkpoint_of(path: &str) -> Result<Vec<u8>, ProjectError> {
    ordinary(Path::new(path), path, CHECKPOINT)
}

/// Bytes of which no more than `most` MiB may be there.
fn held(input: impl Read, path: &str, most: u64) -> Result<Vec<u8>, ProjectError> {
    let mut bytes = Vec::new();
    let read = input.take((most << 20) + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| Kind::Unreadable { path: path.into(), error })?;
    if u64::try_from(read).unwrap_or(u64::MAX) > most << 20 {
        return Err(Kind::TooLarge { path: path.into(), most }.into());
    }
    Ok(bytes)
}

/// The same for a file that people know by another name than its path.
pub(crate) fn load_as(path: &Path, name: &str) -> Result<Source, ProjectError> {
    decoded(name, &ordinary(path, name, YAML)?)
}

/// Writes a configuration into a folder that has none, and says at which path.
///
/// # Errors
/// A folder that has one, under either name, or in which nothing can be written.
pub fn create_config(folder: &str, text: &str) -> Result<String, ProjectError> {
    let path = |name| Path::new(folder).join(name).to_string_lossy().into_owned();
    let path = |name| path(name).trim_start_matches("./").to_owned();
    if let Some(there) = NAMES.map(path).into_iter().find(|path| Path::new(path).exists()) {
        return Err(Kind::Configured { path: there }.into());
    }
    let path = path(NAMES[0]);
    create(&path, text)?;
    Ok(path)
}

pub(crate) fn decoded(name: &str, bytes: &[u8]) -> Result<Source, ProjectError> {
    let text = jinyu_formats::decode(bytes)
        .map_err(|error| Kind::Undecodable { path: name.into(), error })?;
    Ok(Source::new(name, text))
}

/// Writes a file that does not exist yet, at once or not at all.
///
/// # Errors
/// A path at which something is, or at which nothing can be written.
pub fn create(path: &str, text: &str) -> Result<(), ProjectError> {
    let written = beside(Path::new(path)).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.persist_noclobber(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Kind::Exists { path: path.into() }.into(),
        _ => Kind::Unwritable { path: path.into(), error }.into(),
    })
}

pub(crate) fn open(path: &str) -> Result<Box<dyn Read>, ProjectError> {
    if path == STANDARD_INPUT {
        return Ok(Box::new(io::stdin().lock()));
    }
    match File::open(path).and_then(Watched::new) {
        Ok(file) => Ok(Box::new(file)),
        Err(_) if Path::new(path).is_dir() => {
            Err(Kind::Folder { path: path.trim_end_matches('/').into() }.into())
        }
        Err(error) => Err(Kind::Unreadable { path: path.into(), error }.into()),
    }
}

/// The bytes of a file that somebody else may have laid out, of which no more than `most` MiB may be there: of an
/// ordinary one, since whoever reads a pipe or a device may wait for its end for ever.
fn ordinary(path: &Path, name: &str, most: u64) -> Result<Vec<u8>, ProjectError> {
    let unreadable = |error| Kind::Unreadable { path: name.into(), error };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Kind::Folder { path: name.trim_end_matches('/').into() }.into());
    }
    if !metadata.is_file() {
        return Err(Kind::NotOrdinary { path: name.into() }.into());
    }
    if metadata.len() > most << 20 {
        return Err(Kind::TooLarge { path: name.into(), most }.into());
    }
    held(File::open(path).and_then(Watched::new).map_err(unreadable)?, name, most)
}

/// A file that is not to change while it is read: at its end that is an error, because what was read
/// may be half of one version and half of another.
#[derive(Debug)]
struct Watched {
    file: File,
    /// How it was when it was opened; nothing of what is no ordinary file.
    before: Option<(u64, SystemTime)>,
}

impl Watched {
    fn new(file: File) -> io::Result<Watched> {
        Ok(Watched { before: version(&file)?, file })
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        if read == 0 && !buffer.is_empty() && version(&self.file)? != self.before {
            return Err(io::Error::other("it was changed while it was read; lint it again"));
        }
        Ok(read)
    }
}

/// How long an ordinary file is, and when it was written.
fn version(file: &File) -> io::Result<Option<(u64, SystemTime)>> {
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Ok(None);
    }
    Ok(Some((metadata.len(), metadata.modified()?)))
}

/// Something to lint.
#[derive(Debug)]
pub(crate) enum Work<'r> {
    /// A chunk, or why there is none.
    Piece(Result<Piece<'r>, ProjectError>),
    /// A file that is short, to be read by whoever lints it.
    Short {
        /// The file.
        target: Target<'r>,
        /// How long it is, in bytes.
        length: usize,
    },
}

impl<'r> Work<'r> {
    /// How many bytes there are to lint.
    pub(crate) fn length(&self) -> usize {
        match self {
            Work::Piece(piece) => {
                piece.as_ref().map_or(0, |piece| piece.chunk.source().text().len())
            }
            Work::Short { length, .. } => *length,
        }
    }

    /// Hands over its chunks of some `size` bytes in order: one, unless a file has grown.
    ///
    /// # Errors
    /// Those of whoever takes them.
    pub(crate) fn each(
        self,
        size: usize,
        take: &mut dyn FnMut(Result<Piece<'r>, ProjectError>) -> io::Result<()>,
    ) -> io::Result<()> {
        let target = match self {
            Work::Piece(piece) => return take(piece),
            Work::Short { target, .. } => target,
        };
        let mut opened = match Opened::new(target, size) {
            Ok(opened) => opened,
            Err(error) => return take(Err(error)),
        };
        while let Some(piece) = opened.next(&mut Vec::new()) {
            take(piece)?;
        }
        Ok(())
    }
}

/// An input that is being read.
struct Opened<'r> {
    target: Target<'r>,
    chunks: Chunks<Box<dyn Read>>,
}

impl<'r> Opened<'r> {
    fn new(target: Target<'r>, size: usize) -> Result<Self, ProjectError> {
        let Target { path, options, baseline, .. } = &target;
        // Copies of a known finding are counted by file.
        let size = if baseline.is_some() { usize::MAX } else { size };
        let chunks = Chunks::new(path.as_str(), open(path)?, options.input, size)
            .with_limits(options.limits);
        Ok(Opened { target, chunks })
    }

    fn next(&mut self, spare: &mut Vec<String>) -> Option<Result<Piece<'r>, ProjectError>> {
        let &Target { ref path, linter, options, fail_on, baseline, named, touched } = &self.target;
        let chunk = self.chunks.next(spare)?.map_err(|error| unread(path, error));
        let piece = |chunk| Piece { chunk, linter, options, fail_on, baseline, named, touched };
        Some(chunk.map(piece))
    }
}

/// All that there is to lint in a run, in order. Holds one input open, and no text but that of the next
/// chunk.
pub(crate) struct Inputs<'p, 'r> {
    targets: &'p mut dyn Iterator<Item = Result<Target<'r>, ProjectError>>,
    opened: Option<Opened<'r>>,
    size: usize,
    spare: Vec<String>,
}

impl<'p, 'r> Inputs<'p, 'r> {
    /// Inputs in chunks of some `size` bytes; an ordinary file that is no longer is not read here.
    pub(crate) fn new(
        targets: &'p mut dyn Iterator<Item = Result<Target<'r>, ProjectError>>,
        size: usize,
    ) -> Self {
        Inputs { targets, opened: None, size, spare: Vec::new() }
    }

    /// The next chunk or short file. An input that cannot be opened, or read further, is an error in
    /// its place.
    pub(crate) fn next(&mut self) -> Option<Work<'r>> {
        loop {
            if let Some(opened) = &mut self.opened {
                match opened.next(&mut self.spare) {
                    Some(piece) => return Some(Work::Piece(piece)),
                    None => self.opened = None,
                }
            }
            let target = match self.targets.next()? {
                Ok(target) => target,
                Err(error) => return Some(Work::Piece(Err(error))),
            };
            if let Some(length) = short(&target.path, self.size) {
                return Some(Work::Short { target, length });
            }
            match Opened::new(target, self.size) {
                Ok(opened) => self.opened = Some(opened),
                Err(error) => return Some(Work::Piece(Err(error))),
            }
        }
    }

    /// Takes back the buffer of a chunk, to be used again.
    pub(crate) fn reuse(&mut self, buffer: String) {
        let lengths = 1..=self.size.saturating_mul(OUTSIZE);
        if self.opened.is_some() && lengths.contains(&buffer.capacity()) {
            self.spare.push(buffer);
        }
    }
}

/// How long an ordinary file is, if that is no more than `most` bytes.
pub(crate) fn short(path: &str, most: usize) -> Option<usize> {
    let metadata = if path == STANDARD_INPUT { None } else { std::fs::metadata(path).ok() };
    let length = usize::try_from(metadata.filter(Metadata::is_file)?.len()).ok()?;
    (length <= most).then_some(length)
}

pub(crate) fn unread(path: &str, error: StreamError) -> ProjectError {
    let path = path.into();
    match error {
        StreamError::Unreadable(error) => Kind::Unreadable { path, error }.into(),
        StreamError::Undecodable(error) => Kind::Undecodable { path, error }.into(),
        StreamError::NoWorkbook(error) => Kind::NoWorkbook { path, error }.into(),
        StreamError::Refused(error) => {
            ProjectError::from(Kind::Refused { path, error }).covered(mask)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::OpenOptions;

    #[test]
    fn what_is_held_has_an_end() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        type Load = fn(&str) -> Result<(), ProjectError>;
        let table: [(u64, Load); 4] = [
            (CHECKPOINT, |path| checkpoint_of(path).map(drop)),
            (YAML, |path| load_pack(path).map(drop)),
            (WHOLE, |path| load_known(path).map(drop)),
            (WHOLE, |path| bytes_of(path).map(drop)),
        ];
        for (most, load) in table {
            file.as_file().set_len((most << 20) + 1).unwrap();
            let said = load(path).unwrap_err().to_string();
            assert!(
                said.ends_with(&format!("more than {most} MiB; divide it into several files")),
                "{said}"
            );
        }
        file.as_file().set_len(CHECKPOINT << 20).unwrap();
        assert!(checkpoint_of(path).is_ok());
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_told() {
        let path = std::env::temp_dir().join(format!("jinyu-changing-{}", std::process::id()));
        std::fs::write(&path, "您好").unwrap();
        let mut same = Watched::new(File::open(&path).unwrap()).unwrap();
        assert_eq!(io::read_to_string(&mut same).unwrap(), "您好");
        let mut changed = Watched::new(File::open(&path).unwrap()).unwrap();
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all("您好".as_bytes()).unwrap();
        let error = io::read_to_string(&mut changed).unwrap_err();
        std::fs::remove_file(&path).unwrap();
        assert!(error.to_string().contains("changed while it was read"));
    }
}
