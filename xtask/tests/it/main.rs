//! The tree, and what is written by tools. One program, since each takes long to link.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop where it fails")]

mod architecture;
mod generated;
mod month;
mod phrases;
mod supply;
