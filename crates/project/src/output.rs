//! A file that a report goes to. The only place where a file that is there is written anew: what is
//! written stands beside it until it is whole, and then takes its place at once.

use crate::claim::{beside, sole};
use crate::error::{Kind, ProjectError};
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How much is written at once.
const BUFFER: usize = 1 << 16;

/// A file that is being written. Until [`Output::keep`] what was there before is there; if that is
/// never called nothing has changed.
#[derive(Debug)]
pub struct Output {
    path: String,
    place: PathBuf,
    out: BufWriter<Sink>,
}

#[derive(Debug)]
enum Sink {
    /// Beside the file, under a name that is found again after an interruption.
    Apart(File, PathBuf),
    /// Beside the file.
    Beside(NamedTempFile),
    /// Into a device or a pipe, which nothing can take the place of.
    Into(File),
}

impl Output {
    /// Begins to write a file, which may be there already. A link stays, and what it leads to is
    /// written. Permissions stay, and owner and group where the system lets us keep them.
    ///
    /// # Errors
    /// A folder, a file that may not be written to, a link that leads to nothing, or a place at which nothing can
    /// be written.
    pub fn create(path: &str) -> Result<Output, ProjectError> {
        let (place, sink) =
            open(Path::new(path)).map_err(|error| Kind::Unwritable { path: path.into(), error })?;
        Ok(Output { path: path.into(), place, out: BufWriter::with_capacity(BUFFER, sink) })
    }

    /// Begins to write a file, or goes on with it, so that it can be gone on with once more: what is
    /// written stands beside the file until that is kept, also when nobody keeps it. Its first `written`
    /// bytes stay.
    ///
    /// # Errors
    /// A folder, a device, a place at which nothing can be written; less there than was written.
    pub fn resume(path: &str, written: u64) -> Result<Output, ProjectError> {
        let (place, sink) =
            apart(path, written).map_err(|error| Kind::Unwritable { path: path.into(), error })?;
        Ok(Output { path: path.into(), place, out: BufWriter::with_capacity(BUFFER, sink) })
    }

    /// Waits until what was written is on the disk, so that not even a power cut leaves half of it. For
    /// what cannot be made again.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn settle(&mut self) -> Result<(), ProjectError> {
        let settled = self.out.flush().and_then(|()| match self.out.get_ref() {
            Sink::Beside(file) => file.as_file().sync_all(),
            Sink::Apart(file, _) => file.sync_all(),
            Sink::Into(_) => Ok(()),
        });
        settled.map_err(|error| Kind::Unwritable { path: self.path.clone(), error }.into())
    }

    /// Whether it is the file at a path, by whatever name.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        let path = Path::new(path);
        self.place == path || fs::canonicalize(path).is_ok_and(|place| place == self.place)
    }

    /// Whether both are written to one file.
    #[must_use]
    pub fn is_where(&self, other: &Output) -> bool {
        self.place == other.place
    }

    /// Puts what was written in its place.
    ///
    /// # Errors
    /// Where that cannot be done; what was there before is still there.
    pub fn keep(self) -> Result<(), ProjectError> {
        let Output { path, place, out } = self;
        let kept =
            out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|sink| match sink {
                Sink::Beside(file) => file.persist(&place).map(drop).map_err(|error| error.error),
                Sink::Apart(_, apart) => fs::rename(apart, &place),
                Sink::Into(mut file) => file.flush(),
            });
        kept.map_err(|error| Kind::Unwritable { path, error }.into())
    }

    /// An error that says which file it is about.
    fn named<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", self.path)))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.named(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.named(flushed)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Beside(file) => file.write(bytes),
            Sink::Apart(file, _) => file.write(bytes),
            Sink::Into(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Beside(file) => file.flush(),
            Sink::Apart(file, _) => file.flush(),
            Sink::Into(file) => file.flush(),
        }
    }
}

fn open(path: &Path) -> io::Result<(PathBuf, Sink)> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if there.is_file() => {
            let place = fs::canonicalize(path)?;
            may_be_written(&place, &there)?;
            let file = beside(&place)?;
            keep_access(file.as_file(), &there)?;
            Ok((place, Sink::Beside(file)))
        }
        Ok(_) => Ok((path.into(), Sink::Into(File::options().write(true).open(path)?))),
        Err(_) => {
            let place = vacant(path)?;
            let file = beside(&place)?;
            Ok((place, Sink::Beside(file)))
        }
    }
}

/// A file beside a place that is called after it, cut to what was `written`.
fn apart(path: &str, written: u64) -> io::Result<(PathBuf, Sink)> {
    let there = fs::metadata(path);
    if there.as_ref().is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::other("no ordinary file, which --resume cannot go on with"));
    }
    let path = Path::new(path);
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let place = match &there {
        Ok(_) => fs::canonicalize(path)?,
        Err(_) => vacant(path)?,
    };
    if let Ok(there) = &there {
        may_be_written(&place, there)?;
    }
    let apart = place.with_file_name(format!(".{}.jinyu-part", name.to_string_lossy()));
    let mut file = sole(&apart)?;
    if file.metadata()?.len() < written {
        let gone = format!("{} has lost what was written before", apart.display());
        return Err(io::Error::other(gone));
    }
    if let Ok(there) = &there {
        keep_access(&file, there)?;
    }
    file.set_len(written)?;
    file.seek(SeekFrom::End(0))?;
    Ok((place, Sink::Apart(file, apart)))
}

/// Where a file is to be that is not there.
fn vacant(path: &Path) -> io::Result<PathBuf> {
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink()) {
        return Err(io::Error::other("a link that leads to nothing; remove it"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    Ok(fs::canonicalize(folder.unwrap_or(Path::new(".")))?.join(name))
}

/// Refuses a file that nobody may write to, or not we: another one could take its place all the same.
fn may_be_written(place: &Path, there: &Metadata) -> io::Result<()> {
    if there.permissions().readonly() {
        return Err(io::Error::other(
            "it is read-only; allow to write to it, or name another file",
        ));
    }
    File::options().append(true).open(place).map(drop)
}

/// Lets a new file be read and written by whoever may read and write the one whose place it takes.
#[cfg(unix)]
fn keep_access(file: &File, there: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let (new, mut mode) = (file.metadata()?, there.permissions().mode());
    if new.gid() != there.gid() && fchown(file, None, Some(there.gid())).is_err() {
        // Another group must not see what this one may.
        mode &= !0o070;
    }
    if new.uid() != there.uid() {
        // Only an administrator may give a file away; else it belongs to whoever changed it.
        let _ = fchown(file, Some(there.uid()), None);
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// Lets a new file be read and written by whoever may read and write the one whose place it takes.
#[cfg(not(unix))]
fn keep_access(file: &File, there: &Metadata) -> io::Result<()> {
    file.set_permissions(there.permissions())
}
