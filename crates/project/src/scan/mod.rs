//! Scanning transcripts: files to stretches, stretches to turns, turns to conversations, conversations to
//! what is told of them. Nothing here knows a format, a rule or a report.

mod crew;
mod facts;
mod find;
mod judge;
mod keep;
mod note;
mod reading;
mod resume;
mod run;
mod spool;
mod target;

pub use find::{Found, FoundConversation, WhichConversation, find};
pub use keep::Show;
pub use note::ScanNote;
pub use resume::Resume;
pub use run::{Event, Scan, Scanned, Stopped};
pub(crate) use target::Law;
pub use target::ScanTarget;
