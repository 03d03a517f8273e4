//! Reports, as they are read. One program, since each takes long to link.

#![allow(
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

mod hostile;
mod reports;
