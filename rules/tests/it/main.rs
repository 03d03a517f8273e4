//! The built-in packs, over labelled and ordinary text. One program, since each takes long to link.

#![allow(clippy::expect_used, reason = "a test may stop where it fails")]

mod findings;
mod ordinary;
mod packs;
