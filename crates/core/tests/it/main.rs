//! The engine, from outside. One program, since each takes long to link.
//! `memory.rs` stands beside it: it counts every byte of its process.

mod bad_packs;
mod conversation_laws;
mod conversations;
mod docs;
mod packs_together;
mod placeholders;
mod properties;
mod schema;
mod tables;
