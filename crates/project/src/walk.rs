//! What is in a folder, as git sees it: without what `.gitignore` and `.jinyuignore` name, without
//! hidden files, following no links. Knows no configuration and opens no file.

use crate::error::{Kind, ProjectError};
use ignore::{DirEntry, WalkBuilder};
use std::fs::FileType;
use std::iter::once;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// The file that says what is left out, in the language of `.gitignore`.
const IGNORE: &str = ".jinyuignore";

/// What says what is left out of a folder, and is read before that.
const READ: [&str; 3] = [IGNORE, ".gitignore", ".git/info/exclude"];

/// A file or folder below the folder that is walked.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its path from there.
    pub(crate) below: PathBuf,
    pub(crate) is_file: bool,
}

/// All that is in a folder, each folder before what is in it, in the order of names. What cannot be
/// read is an error in its place.
pub(crate) fn walk(folder: &str) -> impl Iterator<Item = Result<Entry, ProjectError>> + use<'_> {
    let whole = Path::new(folder).canonicalize().unwrap_or_else(|_| folder.into());
    let pipe = endless(Path::new(folder)).or_else(|| whole.ancestors().find_map(endless));
    let (refuse, refused) = mpsc::channel();
    let walk = pipe.is_none().then(|| {
        WalkBuilder::new(folder)
            .ignore(false)
            .git_global(false)
            .add_custom_ignore_filename(IGNORE)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                let folder = entry.file_type().filter(FileType::is_dir).map(|_| entry.path());
                let pipe = folder.and_then(endless);
                pipe.map(|path| refuse.send(path)).is_none()
            })
            .build()
    });
    let entries = walk.into_iter().flatten().map(Some).chain(once(None));
    let entries = entries.flat_map(move |entry| {
        let refused: Vec<_> = refused.try_iter().map(not_ordinary).map(Err).collect();
        let entry = entry.and_then(|entry| match entry {
            Ok(entry) => below(folder, &entry).map(Ok),
            Err(error) => Some(Err(unreadable(folder, error))),
        });
        refused.into_iter().chain(entry)
    });
    pipe.map(not_ordinary).map(Err).into_iter().chain(entries)
}

/// What would be read of a folder and is no ordinary file, so that its end may never come.
fn endless(folder: &Path) -> Option<PathBuf> {
    let paths = READ.iter().map(|name| folder.join(name));
    let mut there = paths.filter_map(|path| Some((path.metadata().ok()?, path)));
    there.find(|(it, _)| !it.is_file() && !it.is_dir()).map(|(_, path)| path)
}

fn not_ordinary(path: PathBuf) -> ProjectError {
    Kind::NotOrdinary { path: path.to_string_lossy().into_owned() }.into()
}

/// The entry, unless it is the folder itself, a link, or neither file nor folder.
fn below(folder: &str, entry: &DirEntry) -> Option<Entry> {
    let kind = entry.file_type()?;
    let below = entry.path().strip_prefix(folder).ok()?;
    let wanted = entry.depth() > 0 && (kind.is_file() || kind.is_dir());
    wanted.then(|| Entry { below: below.to_owned(), is_file: kind.is_file() })
}

fn unreadable(folder: &str, error: ignore::Error) -> ProjectError {
    let path = path_of(&error).unwrap_or(Path::new(folder)).to_string_lossy().into_owned();
    let said = error.to_string();
    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other(said));
    Kind::Unreadable { path, error }.into()
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}
