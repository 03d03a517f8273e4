//! How much the cache holds: what was not used for long is removed, and then what was not used for the
//! longest, until the rest is small and few. Touches entries only, known by their names.

use super::{ENTRY, UNFINISHED};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How many bytes all entries may have together.
const MOST_BYTES: u64 = 128 << 20;
/// How many entries there may be.
const MOST_ENTRIES: usize = 64;
/// After which time without use an entry is removed.
const LONGEST: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// After which time nobody writes at an entry any more.
const LONGEST_WRITING: Duration = Duration::from_secs(60 * 60);

struct Entry {
    age: Duration,
    bytes: u64,
    path: PathBuf,
}

/// Makes room in a folder. Another run may do the same at the same time.
pub(super) fn make(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    let now = SystemTime::now();
    let mut entries = Vec::new();
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let Ok(metadata) = file.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|at| now.duration_since(at).ok());
        let entry =
            Entry { age: age.unwrap_or_default(), bytes: metadata.len(), path: file.path() };
        if name.starts_with(UNFINISHED) {
            remove(&entry, entry.age > LONGEST_WRITING);
        } else if name.ends_with(ENTRY) {
            entries.push(entry);
        }
    }
    entries.sort_by_key(|entry| entry.age);
    let mut bytes = 0;
    for (before, entry) in entries.iter().enumerate() {
        bytes += entry.bytes;
        remove(entry, bytes > MOST_BYTES || before >= MOST_ENTRIES || entry.age > LONGEST);
    }
}

fn remove(entry: &Entry, superfluous: bool) {
    if superfluous {
        // What cannot be removed is there for the next run to try.
        let _ = fs::remove_file(&entry.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn the_oldest_go_first_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, hours: u64, bytes: u64| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_len(bytes).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 60 * 60)).unwrap();
        };
        for (name, hours, bytes) in [
            ("new.packs", 0, MOST_BYTES / 2),
            ("large.packs", 1, MOST_BYTES / 2),
            ("too-much.packs", 2, 1),
            ("too-old.packs", 61 * 24, 0),
            (".new-now", 0, 1),
            (".new-left", 2, 1),
            ("somebody-elses.txt", 9_000, 1),
        ] {
            write(name, hours, bytes);
        }
        make(folder.path());
        let left = || {
            let files = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
            let mut left: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
            left.sort();
            left
        };
        assert_eq!(left(), [".new-now", "large.packs", "new.packs", "somebody-elses.txt"]);
        for number in 0..MOST_ENTRIES {
            write(&format!("{number}.packs"), 0, 0);
        }
        make(folder.path());
        assert_eq!(left().iter().filter(|name| name.ends_with(ENTRY)).count(), MOST_ENTRIES);
        assert!(!left().contains(&"large.packs".to_owned()));
    }
}
