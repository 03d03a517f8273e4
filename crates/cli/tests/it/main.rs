//! The program, run as its users run it. One program, since each takes long to link.
//! `commands.rs` stands beside it: it works in another folder.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

mod accuracy;
mod cache;
mod changed;
mod init;
mod kills;
mod month;
mod new_pack;
mod process;
mod replies;
mod resume;
mod traces;
mod unpacked;

/// An empty folder of this name, in which nothing of an earlier run is left.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
