//! A conversation as a whole: what is said in several messages, in which order, when, and what is not
//! said at all. Judges what it is given; reads nothing and sorts nothing.

use crate::finding::Finding;
use crate::memo::Memo;
use crate::turn::Turn;

/// The turns of one session, in the order in which they were said.
#[derive(Clone, Copy, Debug)]
pub struct Conversation<'c, 's> {
    turns: &'c [Turn<'s>],
}

impl<'c, 's> Conversation<'c, 's> {
    /// All turns of a session.
    #[must_use]
    pub fn new(turns: &'c [Turn<'s>]) -> Self {
        Conversation { turns }
    }

    /// Its turns.
    #[must_use]
    pub fn turns(&self) -> &'c [Turn<'s>] {
        self.turns
    }
}

impl<'l> Memo<'l> {
    /// The findings in each turn of a conversation, in reading order.
    #[must_use]
    pub fn judge(&mut self, conversation: &Conversation<'_, '_>) -> Vec<Vec<Finding<'l>>> {
        conversation.turns().iter().map(|turn| self.lint(turn)).collect()
    }
}
