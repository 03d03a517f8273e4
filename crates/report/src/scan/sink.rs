//! What a scan is told to: tables, pages and lists. The one seam between a run and what is made of it;
//! knows neither.

use super::{ConversationFacts, Exhibit, Totals};
use std::io;

/// Makes something of the conversations of a run. It is told of each of them once, in order, by one
/// thread. A run that goes on after an interruption tells it everything from the beginning, so that it
/// keeps nothing between two runs; it holds no more memory for more conversations.
pub trait Sink {
    /// The next conversation.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn conversation(&mut self, facts: &ConversationFacts) -> io::Result<()>;

    /// The end: what all of them come to, and those to be read: the worst ones, worst first, then those
    /// that were drawn, by who serves in them.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn finish(&mut self, totals: &Totals, exhibits: &[Exhibit]) -> io::Result<()>;
}
