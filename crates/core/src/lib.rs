//! jinyu finds forbidden phrases in what customer-service agents write and say.
//!
//! Three types matter: a [`Pack`] of rules, read from YAML; a [`Linter`] compiled from packs; and a
//! [`Turn`], one thing somebody said. The linter answers with [`Finding`]s, or with an
//! [`Explanation`] of every phrase that it considered and why it was or was not reported.
//!
//! The library is silent: it reads no files, prints nothing, starts no threads and keeps no
//! globals. Texts come in as strings, spans go out as bytes of those strings.
//!
//! What may grow is `#[non_exhaustive]`; what is not, says why. The module [`yaml`] is for the crates that are
//! released together with this one.
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]
#![cfg_attr(test, allow(clippy::string_slice, reason = "a test may stop where it fails"))]

mod builder;
mod compiled;
mod conversation;
mod digest;
mod engine;
mod finding;
mod fingerprint;
mod flat;
mod fold;
mod linter;
mod memo;
mod moment;
mod offset_map;
mod pack;
mod rule;
mod sheet;
mod source;
mod span;
mod suppress;
mod trace;
mod turn;
mod words;
pub mod yaml;

pub use builder::{BuildError, Level, LinterBuilder};
pub use compiled::CompiledPacks;
pub use conversation::{
    BadHours, ConditionPart, ConditionTrace, Conversation, ConversationTrace, Hours, Join,
    LookedFor, Mention, MentionKind, Reason, TestTrace,
};
pub use finding::Finding;
pub use fingerprint::{Fingerprint, NoFingerprint};
pub use linter::Linter;
pub use memo::Memo;
pub use moment::{Clock, Moment};
pub use offset_map::OffsetMap;
pub use pack::{Checked, Coverage, CueCoverage, DecodeError, Pack, PackError};
pub use rule::{Actor, Bilingual, Example, Language, Rule, Scope, Severity, Wording};
pub use sheet::SheetCell;
pub use source::{Position, Positions, Source};
pub use span::{InFile, InTurn, InView, Space, Span};
pub use suppress::{Directive, Suppressed};
pub use trace::{ExplainedWord, Explanation, Trace, Verdict};
pub use turn::{Channel, Role, Turn};
pub use yaml::Fault;
