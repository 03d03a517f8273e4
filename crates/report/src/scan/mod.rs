//! What a scan of transcripts comes to, for managers: facts of each conversation, totals, and
//! conversations to be read. Finds nothing and opens nothing.

mod covered;
mod exhibit;
mod facts;
mod overview;
mod rank;
mod sink;
mod totals;

pub use covered::{Cover, Covered, Covers};
pub use exhibit::{Chosen, Exhibit, ExhibitTurn};
pub use facts::{ConversationFacts, FindingFacts};
pub use overview::Overview;
pub use rank::Rank;
pub use sink::Sink;
pub use totals::{RuleTotal, Tally, Totals, WAITS, day_name};
