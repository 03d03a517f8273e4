//! What stands between a program and the silent crates: files. Finds configurations, walks folders,
//! chooses and loads packs and keeps own ones compiled, reads inputs, runs over them in order, on several threads. Nothing here prints or decides on an exit status.

mod baseline;
mod cache;
mod changed;
mod claim;
mod config;
mod edit;
mod error;
mod eval;
mod fail_on;
mod fix;
mod hours;
mod input;
mod nearest;
mod origin;
mod output;
mod packs;
mod part;
mod plan;
mod profile;
mod project;
mod review;
mod rows;
mod run;
mod scan;
mod score;
mod settings;
mod tables;
mod touched;
mod walk;

pub use baseline::{BASELINE, Baseline, Day, Entry, Found, day_of};
pub use cache::Cache;
pub use changed::Changed;
pub use config::{CONFIG_SCHEMA, Choice};
pub use edit::Edited;
pub use error::ProjectError;
pub use eval::evaluate;
pub use fail_on::FailOn;
pub use fix::{Answer, Applied, Fixed, Left, Offer, fix, safe};
pub use hours::OpenHours;
pub use input::{STANDARD_INPUT, create, create_config, load};
pub use jinyu_formats::{
    Column, DateOrder, FieldPath, Gap, Input, ReadOptions, SessionLimits, TranscriptShape,
    placeholders,
};
pub use nearest::nearest;
pub use origin::{Origin, Said};
pub use output::Output;
pub use packs::{PackPlace, places};
pub use part::Target;
pub use plan::Plan;
pub use project::{Held, Project};
pub use review::judgements;
pub use rows::{Row, RowValue};
pub use run::{Run, linter};
pub use scan::{
    Event, Found as FoundConversations, FoundConversation, Resume, Scan, ScanNote, ScanTarget,
    Scanned, Show, Stopped, WhichConversation, find as find_conversation,
};
pub use score::{Score, Scores};
pub use settings::{Purpose, Settings, Typed, TypedTranscript};
pub use tables::table_outputs;
pub use touched::Touched;
