//! A conversation as a whole: what is said in several messages, in which order, when, and what is not
//! said at all. Judges what it is given; reads nothing and sorts nothing.

mod answer;
mod checks;
mod hits;
mod holds;
mod hours;
mod judge;
mod language;
mod mentions;
mod pauses;
mod plain;
mod repeated;
mod row;
mod said;
mod scene;
mod similar;
mod trace;

pub(crate) use checks::Checks;
pub(crate) use hits::Hits;
pub use hours::{BadHours, Hours};
pub(crate) use similar::Spoken;
pub use trace::{
    ConditionPart, ConditionTrace, ConversationTrace, Join, LookedFor, Mention, MentionKind,
    Reason, TestTrace,
};

use crate::turn::{Channel, Turn};

/// The turns of one session, in the order in which they were said.
///
/// ```
/// use jinyu::{Conversation, Linter, Pack, Role, Source, Turn};
/// # let yaml = include_str!("../../tests/demo.yaml");
/// let pack = Pack::parse(&Source::new("demo.yaml", yaml))?;
/// let linter = Linter::builder().pack(pack).build()?;
/// let turns = [
///     Turn::new("在吗").with_role(Role::Customer),
///     Turn::new("这个我也不清楚。").with_role(Role::Agent),
/// ];
/// let findings = linter.memo().judge(&Conversation::new(&turns));
/// assert_eq!((findings[0].len(), findings[1].len()), (0, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Conversation<'c, 's> {
    turns: &'c [Turn<'s>],
    hours: Option<&'c Hours>,
}

impl<'c, 's> Conversation<'c, 's> {
    /// All turns of a session.
    #[must_use]
    pub fn new(turns: &'c [Turn<'s>]) -> Self {
        Conversation { turns, hours: None }
    }

    /// Sets when somebody is there to answer; without it every hour counts.
    #[must_use]
    pub fn with_hours(mut self, hours: &'c Hours) -> Self {
        self.hours = Some(hours);
        self
    }

    /// Its turns.
    #[must_use]
    pub fn turns(&self) -> &'c [Turn<'s>] {
        self.turns
    }

    /// When somebody is there to answer, where that was said.
    #[must_use]
    pub fn hours(&self) -> Option<&'c Hours> {
        self.hours
    }

    /// Where it takes place: as the first turn says that says so.
    #[must_use]
    pub fn channel(&self) -> Option<Channel> {
        self.turns.iter().find_map(Turn::channel)
    }
}
