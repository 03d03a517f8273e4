//! What a scan of transcripts comes to, for managers: facts of each conversation, totals, and
//! conversations to be read. Finds nothing and opens nothing.

mod exhibit;
mod facts;
mod page;
mod sink;
mod totals;

pub use exhibit::{Chosen, Exhibit, ExhibitTurn};
pub use facts::{ConversationFacts, FindingFacts};
pub use page::{Page, Unread};
pub use sink::Sink;
pub use totals::{RuleTotal, Tally, Totals, WAITS, day_name};
