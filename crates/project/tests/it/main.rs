//! Whole runs, without a command line. One program, since each takes long to link.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

mod baseline;
mod config;
mod fix;
mod output;
mod run;
mod scan;

/// An empty folder of this name, in which nothing of an earlier run is left.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
