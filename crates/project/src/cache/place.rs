//! Where the user's cache folder is. Knows variables of the environment, and nothing of files.

use std::env;
use std::path::PathBuf;

/// The cache folder of whoever runs the program, if anything says where it is.
pub(super) fn user() -> Option<PathBuf> {
    absolute("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            absolute("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            Some(absolute("HOME")?.join("Library/Caches"))
        } else {
            Some(absolute("HOME")?.join(".cache"))
        }
    })
}

/// The path that a variable holds; a relative one would be another in every folder, and is none.
fn absolute(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute())
}
