//! Own packs as they were compiled in an earlier run, in the user's cache folder, so that their YAML is not
//! parsed anew for every reply. An entry is used only if it is the user's own, whole, and made by this very
//! program from these very texts; everything else is as if there were no cache. Nothing here is ever an error:
//! what cannot be kept is worked out again. Holds rules, and never a text that was linted.

mod own;
mod place;
mod room;

use jinyu::{CompiledPacks, Source};
use sha2::{Digest, Sha256};
use std::env;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::Builder;

/// Changes with the layout of an entry.
const FORM: &str = concat!("jinyu cache ", env!("CARGO_PKG_VERSION"), " 2");
/// How long a digest is, in bytes.
const DIGEST: usize = 32;
/// How large an entry may be, in bytes.
const LARGEST: u64 = 64 << 20;
/// How the name of an entry ends.
const ENTRY: &str = ".packs";
/// How the name of an entry begins while it is written.
const UNFINISHED: &str = ".new-";
/// How old the time of an entry may be before its use is noted.
const NOTED: Duration = Duration::from_secs(24 * 60 * 60);

/// Where own packs are kept, compiled.
///
/// ```
/// use jinyu_project::Cache;
/// let linter = Cache::none().linter(&["zh-core".into()], &[])?;
/// assert!(linter.rules().count() > 0);
/// # Ok::<(), jinyu_project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cache {
    /// The folder of the entries; they are kept nowhere if it is none.
    folder: Option<PathBuf>,
}

/// What an entry is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key([u8; DIGEST]);

impl Cache {
    /// Nothing is kept, and nothing that was kept is used.
    #[must_use]
    pub fn none() -> Cache {
        Cache::default()
    }

    /// The folder `jinyu` in the user's cache folder: `XDG_CACHE_HOME`, or that of the system. None if the
    /// variable `JINYU_NO_CACHE` holds anything.
    #[must_use]
    pub fn of_user() -> Cache {
        let off = env::var_os("JINYU_NO_CACHE").is_some_and(|value| !value.is_empty());
        Cache { folder: place::user().filter(|_| !off).map(|home| home.join("jinyu")) }
    }

    /// A folder, which is made when something is kept. It must be the user's own.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Cache {
        Cache { folder: Some(folder.into()) }
    }

    /// The key of packs that were read from some texts; none if nothing is kept, or for no packs.
    pub(crate) fn key<'s>(&self, texts: impl ExactSizeIterator<Item = &'s Source>) -> Option<Key> {
        if self.folder.is_none() || texts.len() == 0 {
            return None;
        }
        let mut digest = Sha256::new();
        let mut add = |part: &[u8]| {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        };
        add(FORM.as_bytes());
        add(&program().unwrap_or_default());
        texts.for_each(|text| add(text.text().as_bytes()));
        Some(Key(digest.finalize().into()))
    }

    /// The packs of a key, if they were kept.
    pub(crate) fn get(&self, key: Key) -> Option<CompiledPacks> {
        let folder = self.folder.as_deref().filter(|folder| own::is_own_folder(folder))?;
        let file = own::open(&folder.join(key.name()))?;
        let mut bytes = Vec::new();
        (&file).take(LARGEST).read_to_end(&mut bytes).ok()?;
        let packs = unsealed(bytes, key)?;
        note_use(&file);
        Some(packs)
    }

    /// Keeps packs under their key, if that is possible.
    pub(crate) fn keep(&self, key: Key, packs: &CompiledPacks) {
        let Some(folder) = self.folder.as_deref().filter(|folder| own::make_folder(folder)) else {
            return;
        };
        let entry = sealed(packs, key);
        if entry.len() as u64 <= LARGEST && write(folder, key, &entry).is_ok() {
            room::make(folder);
        }
    }
}

impl Key {
    fn name(self) -> String {
        let hex = self.0.iter().take(DIGEST / 2).map(|byte| format!("{byte:02x}"));
        hex.chain([ENTRY.to_owned()]).collect()
    }
}

/// What tells this program from one that may read packs otherwise, though its version is the same: one that
/// is being developed. How long its file is, and when that was written.
fn program() -> Option<Vec<u8>> {
    let metadata = env::current_exe().and_then(std::fs::metadata).ok()?;
    let written = metadata.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some([metadata.len().to_le_bytes().as_slice(), &written.as_nanos().to_le_bytes()].concat())
}

/// An entry: the packs, which know whether they are whole, and behind them their key.
fn sealed(packs: &CompiledPacks, key: Key) -> Vec<u8> {
    let mut entry = packs.encode();
    entry.extend(key.0);
    entry
}

/// The packs of an entry, if it is whole and of this key.
fn unsealed(mut entry: Vec<u8>, key: Key) -> Option<CompiledPacks> {
    let length = entry.len().checked_sub(DIGEST).filter(|_| entry.ends_with(&key.0))?;
    entry.truncate(length);
    CompiledPacks::decode(entry).ok()
}

/// Writes an entry beside its place, where nobody sees it until it is whole.
fn write(folder: &Path, key: Key, entry: &[u8]) -> std::io::Result<()> {
    let mut file = Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(entry)?;
    file.persist(folder.join(key.name()))?;
    Ok(())
}

/// Says that an entry was used, so that it is not the first to be removed. Once a day is enough.
fn note_use(file: &File) {
    let Ok(written) = file.metadata().and_then(|it| it.modified()) else { return };
    let now = SystemTime::now();
    if now.duration_since(written).is_ok_and(|age| age > NOTED) {
        // Only how long it is kept depends on it.
        let _ = file.set_modified(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::Pack;

    const PACK: &str = include_str!("../../../../fixtures/cli/files/demo.yaml");

    fn source(text: &str) -> Source {
        Source::new("ours.yaml", text)
    }

    fn compiled() -> CompiledPacks {
        let pack = Pack::parse(&source(PACK)).unwrap();
        CompiledPacks::of(&[pack]).unwrap()
    }

    #[test]
    fn a_key_is_of_all_texts_in_their_order() {
        let cache = Cache::in_folder("nowhere");
        let key = |texts: &[&str]| {
            let sources: Vec<Source> = texts.iter().map(|text| source(text)).collect();
            cache.key(sources.iter())
        };
        let keys = [key(&["ab", "c"]), key(&["a", "bc"]), key(&["c", "ab"]), key(&["ab"])];
        for (at, one) in keys.iter().enumerate() {
            assert!(one.is_some() && !keys[..at].contains(one));
        }
        assert_eq!(key(&["ab", "c"]), keys[0]);
        assert_eq!(key(&[]), None);
        assert_eq!(Cache::none().key([source("a")].iter()), None);
    }

    #[test]
    fn an_entry_that_is_not_whole_or_not_its_own_is_none() {
        let (key, other) = (Key([1; DIGEST]), Key([2; DIGEST]));
        let entry = sealed(&compiled(), key);
        let whole = unsealed(entry.clone(), key).unwrap();
        assert_eq!(whole.encode(), compiled().encode());
        assert!(unsealed(entry.clone(), other).is_none());
        let places = (0..entry.len()).step_by(4_999).chain(entry.len() - DIGEST..entry.len());
        for at in places {
            let mut damaged = entry.clone();
            damaged[at] ^= 1;
            assert!(unsealed(damaged, key).is_none(), "bit of byte {at}");
            assert!(unsealed(entry[..at].to_vec(), key).is_none(), "first {at} bytes");
        }
    }

    #[test]
    fn what_was_kept_is_there_again_until_its_file_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(folder.path().join("kept"));
        let key = cache.key([source(PACK)].iter()).unwrap();
        assert!(cache.get(key).is_none());
        cache.keep(key, &compiled());
        assert_eq!(cache.get(key).unwrap().encode(), compiled().encode());
        let path = folder.path().join("kept").join(key.name());
        let other = sealed(&compiled(), Key([7; DIGEST]));
        std::fs::write(&path, other).unwrap();
        assert!(cache.get(key).is_none());
        cache.keep(key, &compiled());
        assert!(cache.get(key).is_some());
    }
}
