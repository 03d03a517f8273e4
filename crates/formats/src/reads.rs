//! Which files there is a reader for, by their names: what is linted where a folder is named and not
//! the files in it. A file that is named itself is read in any case.

use std::path::Path;

/// The extensions of files that hold replies, in small letters.
const EXTENSIONS: [&str; 3] = ["jsonl", "ndjson", "txt"];

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
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|own| EXTENSIONS.iter().any(|known| own.eq_ignore_ascii_case(known)))
}
