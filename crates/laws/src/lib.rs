//! What holds for any input. Each law is a function over bytes that panics where it does not hold. A fuzzer grows
//! bytes for it (`fuzz/`); tests hold it against the seeds of that fuzzer, and against random changes of them.
//! No other crate depends on this one.
//!
//! ```
//! for law in jinyu_laws::LAWS {
//!     (law.holds)("您好，我不清楚".as_bytes());
//! }
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a law that does not hold panics; nothing that is installed is made of this"
)]

#[cfg(feature = "project")]
pub mod baselines;
#[cfg(feature = "project")]
pub mod configs;
#[cfg(feature = "project")]
pub mod fixes;
pub mod frames;
pub mod lint;
pub mod lists;
pub mod offsets;
pub mod packs;
pub mod places;
pub mod replies;
#[cfg(feature = "project")]
pub mod resumes;
pub mod small;
pub mod transcripts;
pub mod workbook;

/// A law and the name of the fuzz target that tries it, which is also that of the folder of its seeds.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// The name.
    pub name: &'static str,
    /// Panics where the law does not hold for some bytes.
    pub holds: fn(&[u8]),
}

const fn law(name: &'static str, holds: fn(&[u8])) -> Law {
    Law { name, holds }
}

/// Every law.
pub const LAWS: &[Law] = &[
    law("pack", packs::pack),
    law("compact", packs::compact),
    law("lines", replies::lines),
    law("trees", replies::trees),
    law("tables", replies::tables),
    law("markup", replies::markup),
    law("workbook", workbook::parts),
    law("records", transcripts::records),
    law("rows", transcripts::rows),
    law("chats", transcripts::chats),
    law("captions", transcripts::captions),
    law("packed", transcripts::packed),
    law("labels", lists::labels),
    law("verdicts", lists::verdicts),
    law("suppressions", lists::suppressions),
    law("fold", lint::fold),
    law("offsets", offsets::bytes),
    law("phrases", lint::phrases),
    law("lint", lint::lint),
    law("frames", frames::frames),
    #[cfg(feature = "project")]
    law("config", configs::config),
    #[cfg(feature = "project")]
    law("fix", fixes::file),
    #[cfg(feature = "project")]
    law("baseline", baselines::baseline),
    #[cfg(feature = "project")]
    law("resume", resumes::damaged),
];
