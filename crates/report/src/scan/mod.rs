//! What a scan of transcripts comes to, for managers: facts of each conversation, totals, and
//! conversations to be read. Finds nothing and opens nothing.

mod covered;
mod exhibit;
mod explained;
mod facts;
mod mask;
mod overview;
mod page;
mod rank;
mod review;
mod sink;
mod table;
mod totals;

pub use covered::{Cover, Covered, Covers};
pub use exhibit::{Chosen, Exhibit, ExhibitTurn};
pub use explained::ExplainedConversation;
pub use facts::{ConversationFacts, FindingFacts};
pub use mask::{mask, mask_session, mask_speaker};
pub use overview::Overview;
pub use page::{Page, Unread};
pub use rank::Rank;
pub use review::{Guess, Judgement, Precision, Review, ReviewFormat, Verdicts};
pub use sink::Sink;
pub use table::{Table, TableOut, Tables, XLSX_ROWS};
pub use totals::{RuleTotal, Tally, Totals, WAITS, day_name};
