//! The engine, from outside. One program, since each takes long to link.
//! `memory.rs` stands beside it: it counts every byte of its process.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

mod bad_packs;
mod conversation_laws;
mod conversations;
mod docs;
mod packs_together;
mod placeholders;
mod properties;
mod schema;
mod tables;
