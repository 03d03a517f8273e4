//! Which files there is a reader for, by their names: what is linted where a folder is named and not
//! the files in it. A file that is named itself is read in any case.

use crate::input::Input;
use std::ffi::OsStr;
use std::path::Path;

/// Whether a file of this name is likely to hold replies.
///
/// ```
/// use jinyu_formats::reads;
/// use std::path::Path;
/// assert!(reads(Path::new("replies/refunds.TXT")));
/// assert!(!reads(Path::new("replies/logo.png")));
/// assert!(!reads(Path::new("txt")));
/// ```
#[must_use]
pub fn reads(path: &Path) -> bool {
    let is_text = |extension: &OsStr| extension.eq_ignore_ascii_case("txt");
    path.extension().is_some_and(is_text)
        || path.to_str().is_some_and(|name| Input::of_name(name).is_some())
}

/// What files with transcripts are called.
const TRANSCRIPTS: [&str; 10] =
    ["jsonl", "ndjson", "json", "csv", "tsv", "txt", "log", "xlsx", "srt", "vtt"];
/// What stands behind that where they are packed.
const PACKED: [&str; 2] = ["gz", "zst"];

/// Whether a file of this name is likely to be a transcript, packed or not.
///
/// ```
/// use jinyu_formats::reads_transcript;
/// use std::path::Path;
/// assert!(reads_transcript(Path::new("2026-05/calls.VTT")));
/// assert!(reads_transcript(Path::new("chats.jsonl.gz")));
/// assert!(!reads_transcript(Path::new("photos.tar.gz")));
/// ```
#[must_use]
pub fn reads_transcript(path: &Path) -> bool {
    let is_one = |path: &Path, known: &[&str]| {
        let extension = path.extension().and_then(OsStr::to_str);
        extension.is_some_and(|it| known.iter().any(|known| it.eq_ignore_ascii_case(known)))
    };
    let inner = path.file_stem().map(Path::new).filter(|_| is_one(path, &PACKED));
    is_one(inner.unwrap_or(path), &TRANSCRIPTS)
}
