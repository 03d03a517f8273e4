//! What a scan of transcripts comes to, for managers: facts of each conversation, totals, and
//! conversations to be read. Finds nothing and opens nothing.

mod exhibit;
mod facts;
mod mask;
mod totals;

pub use exhibit::{Exhibit, ExhibitTurn};
pub use facts::{ConversationFacts, FindingFacts};
pub use mask::{Masked, mask, mask_speaker};
pub use totals::{RuleTotal, Tally, Totals, WAITS, day_name};
