//! A conversation as a page shows it: every turn, with what was found marked in it. Holds words that were
//! said, masked unless somebody asked for the names and numbers in them.

use super::facts::ConversationFacts;
use jinyu::{Moment, Role};
use std::ops::Range;

/// A conversation to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exhibit {
    /// Why it is shown.
    pub chosen: Chosen,
    /// What is known of it; its findings are those that the turns point to.
    pub facts: ConversationFacts,
    /// Its turns, in order.
    pub turns: Vec<ExhibitTurn>,
}

/// Why a conversation is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chosen {
    /// It is one of the worst of the run.
    #[default]
    Worst,
    /// It was drawn from the conversations of whoever served first in it, good and bad.
    Drawn,
}

/// A turn to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ExhibitTurn {
    /// As what the speaker took part.
    pub role: Role,
    /// Who speaks.
    pub speaker: Option<String>,
    /// When it was said.
    pub begin: Option<Moment>,
    /// What was said.
    pub text: String,
    /// What was found in it: bytes of its text, and which of the findings of the conversation.
    pub marks: Vec<(Range<usize>, usize)>,
}
