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
