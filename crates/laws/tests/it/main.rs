//! The laws, held against seeds and random texts. One program, since each takes long to link.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

mod properties;
mod seeds;
