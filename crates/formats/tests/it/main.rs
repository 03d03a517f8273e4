//! Readers, over real shapes and broken ones. One program, since each takes long to link.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

mod chats;
mod chunks;
mod decode;
mod labels;
mod limits;
mod marked;
mod properties;
mod read;
mod records;
mod replies;
mod workbook;
