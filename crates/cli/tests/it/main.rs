//! The program, run as its users run it. One program, since each takes long to link.
//! `commands.rs` stands beside it: it works in another folder.

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
