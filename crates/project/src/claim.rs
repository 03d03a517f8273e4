//! A file that one run alone writes to, beside the one that it becomes. Its name can be told beforehand and a lock
//! says whether a run still writes to it, so that what an interrupted run left is taken away by the next
//! one. Follows no link that somebody put there; knows not what is written.

use same_file::Handle;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// How many runs may write to one place at once.
const RUNS: u32 = 32;
/// How many bytes of a name its file beside it is called after; file systems allow 255 in all.
const NAME: usize = 200;

/// A new file beside a place, which is removed unless it is put there. Many runs may have one at once.
pub(crate) fn beside(place: &Path) -> io::Result<NamedTempFile> {
    for run in 0..RUNS {
        let path = name(place, run)?;
        let mut made = File::create_new(&path);
        if made.as_ref().is_err_and(is_there) && is_left(&path) {
            fs::remove_file(&path)?;
            made = File::create_new(&path);
        }
        match made {
            Ok(file) if is_ours(&file, &path) => {
                return Ok(NamedTempFile::from_parts(file, TempPath::try_from_path(path)?));
            }
            Ok(_) => {}
            Err(error) if is_there(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many runs write to it at once, or its folder holds what they left"))
}

/// The file at a path, made if it is not there, with all that is in it; no other run may have it.
pub(crate) fn sole(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        let said = format!("{} is no ordinary file; remove it", path.display());
        return Err(io::Error::other(said));
    }
    let file = File::options().write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let said = format!("another run writes to {}; wait for its end", path.display());
            Err(io::Error::other(said))
        }
        // Where there are no locks, nobody can be asked.
        Err(TryLockError::Error(_)) | Ok(()) => Ok(file),
    }
}

/// What the file beside a place is called that is the `run`th at the same time.
fn name(place: &Path, run: u32) -> io::Result<PathBuf> {
    let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let fits = |&(at, character): &(usize, char)| at + character.len_utf8() <= NAME;
    let shown: String =
        name.char_indices().take_while(fits).map(|(_, character)| character).collect();
    let number = if run == 0 { String::new() } else { format!("-{run}") };
    Ok(place.with_file_name(format!(".{shown}.jinyu-new{number}")))
}

fn is_there(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AlreadyExists
}

/// Whether a file that was just made is locked by us, and still the one at its path: somebody may have
/// taken it for one that was left.
fn is_ours(file: &File, path: &Path) -> bool {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => true,
        Ok(()) => is_at(file, path),
    }
}

/// Whether nobody writes to a file any more that a run has made.
fn is_left(path: &Path) -> bool {
    let ordinary = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
    let file = Some(path).filter(|_| ordinary).and_then(|path| File::open(path).ok());
    file.is_some_and(|file| file.try_lock().is_ok() && is_at(&file, path))
}

fn is_at(file: &File, path: &Path) -> bool {
    let handle = file.try_clone().and_then(Handle::from_file);
    handle.is_ok_and(|handle| Handle::from_path(path).is_ok_and(|there| there == handle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names.into_iter().map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn what_was_left_is_taken_and_what_is_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.txt");
        fs::write(folder.path().join(".a.txt.jinyu-new"), "left").unwrap();
        let mut first = beside(&place).unwrap();
        first.write_all(b"first").unwrap();
        let second = beside(&place).unwrap();
        assert_eq!(names(folder.path()), [".a.txt.jinyu-new", ".a.txt.jinyu-new-1"]);
        drop(second);
        first.persist(&place).unwrap();
        assert_eq!(names(folder.path()), ["a.txt"]);
        assert_eq!(fs::read_to_string(&place).unwrap(), "first");
    }

    #[test]
    fn long_names_stay_within_what_file_systems_allow() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("回".repeat(85));
        beside(&place).unwrap().persist(&place).unwrap();
        assert_eq!(names(folder.path()), ["回".repeat(85)]);
    }

    #[test]
    fn one_run_alone_has_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts");
        let first = sole(&path).unwrap();
        let said = sole(&path).unwrap_err().to_string();
        assert!(said.starts_with("another run writes to "), "{said}");
        drop(first);
        sole(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (place, other) = (folder.path().join("a"), folder.path().join("other"));
        fs::write(&other, "mine").unwrap();
        std::os::unix::fs::symlink("other", folder.path().join(".a.jinyu-new")).unwrap();
        let mut file = beside(&place).unwrap();
        file.write_all(b"new").unwrap();
        file.persist(&place).unwrap();
        assert!(sole(&folder.path().join(".a.jinyu-new")).is_err());
        assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
    }
}
