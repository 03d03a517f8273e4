//! Readers, over real shapes and broken ones. One program, since each takes long to link.

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
