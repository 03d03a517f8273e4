//! Where the parts of a rule stand in the YAML, for faults that are found after it was read. Each
//! list is in the order of the rule's own; nothing here knows what is written there.

use std::ops::Range;

/// Where the parts of a rule stand.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The first line of the rule.
    pub(super) head: Range<usize>,
    pub(super) phrases: Vec<Range<usize>>,
    pub(super) whole_clause: Vec<Range<usize>>,
    pub(super) whole_message: Vec<Range<usize>>,
    /// The contexts of each phrase that has its own, then those of the rule.
    pub(super) contexts: Vec<ContextPlaces>,
    pub(super) say: Vec<Range<usize>>,
    pub(super) examples: Vec<Range<usize>>,
}

/// Where the wordings of one set of contexts stand.
#[derive(Debug, Default)]
pub(super) struct ContextPlaces {
    pub(super) inside: Vec<Range<usize>>,
    pub(super) after: Vec<Range<usize>>,
    pub(super) before: Vec<Range<usize>>,
    pub(super) clause: Vec<Range<usize>>,
    pub(super) sentence: Vec<Range<usize>>,
    pub(super) message: Vec<Range<usize>>,
}

impl Places {
    /// Where the phrases stand, in the order in which the rule gives them.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &Range<usize>> {
        self.phrases.iter().chain(&self.whole_clause).chain(&self.whole_message)
    }
}
