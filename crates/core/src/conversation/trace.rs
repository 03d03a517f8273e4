//! What the rules about conversations made of one, test by test: the answer to "why was this (not)
//! reported?".

use crate::rule::{Language, Rule};
use crate::span::{InTurn, Span};

/// What a rule about conversations made of one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConversationTrace<'l> {
    /// The rule.
    pub rule: &'l Rule,
    /// Where it is reported, if it is: the turn, from 0, and the bytes of its text.
    pub place: Option<(usize, Span<InTurn>)>,
    /// Its tests, in the order of the file; none where it does not judge this channel.
    pub tests: Vec<TestTrace<'l>>,
}

/// What one test of a condition came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TestTrace<'l> {
    /// The test as its author wrote it, in one line.
    pub written: &'l str,
    /// Whether it holds, before a `not` or `none` around it turns it round.
    pub holds: bool,
    /// What decided.
    pub reason: Reason,
}

/// What decided about a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// So many hits were found where they count, of so many.
    Heard {
        /// How many were found.
        hits: usize,
        /// From how many on it is said, and no longer missing.
        wanted: usize,
    },
    /// The wording that it must stand before or behind was not said.
    NoAnchor,
    /// It is about time, and the turns have none.
    NoTimes,
    /// Nobody of this role says anything.
    NobodySpoke,
    /// So long was the wait or the silence; where it does not hold, the longest or last one.
    Waited {
        /// Milliseconds.
        millis: i64,
    },
    /// No answer came.
    NeverAnswered,
    /// A wording excuses it.
    Excused,
    /// Nobody waits for an answer.
    NothingAwaited,
    /// So many turns say the sentence that is said most.
    Repeated {
        /// How many.
        times: u32,
    },
}

impl Reason {
    /// The reason as a sentence.
    #[must_use]
    pub fn describe(self, language: Language) -> String {
        match language {
            Language::Zh => self.in_chinese(),
            Language::En => self.in_english(),
        }
    }

    fn in_chinese(self) -> String {
        match self {
            Reason::Heard { hits, wanted: 1 } => format!("说了 {hits} 次"),
            Reason::Heard { hits, wanted } => format!("说了 {hits} 次，要 {wanted} 次"),
            Reason::NoAnchor => "没有说到要对照的话".into(),
            Reason::NoTimes => "没有时间".into(),
            Reason::NobodySpoke => "这个角色没有说话".into(),
            Reason::Waited { millis } => format!("隔了 {}", in_seconds(millis, " 秒")),
            Reason::NeverAnswered => "一直没有人回复".into(),
            Reason::Excused => "有话说明了原因".into(),
            Reason::NothingAwaited => "没有等待回复的消息".into(),
            Reason::Repeated { times } => format!("说得最多的一句说了 {times} 次"),
        }
    }

    fn in_english(self) -> String {
        match self {
            Reason::Heard { hits, wanted: 1 } => format!("hits: {hits}"),
            Reason::Heard { hits, wanted } => format!("hits: {hits} of {wanted}"),
            Reason::NoAnchor => "what it must stand before or after was not said".into(),
            Reason::NoTimes => "there are no times".into(),
            Reason::NobodySpoke => "this role says nothing".into(),
            Reason::Waited { millis } => format!("after {}", in_seconds(millis, " s")),
            Reason::NeverAnswered => "nobody ever answered".into(),
            Reason::Excused => "a wording excuses it".into(),
            Reason::NothingAwaited => "no message waits for an answer".into(),
            Reason::Repeated { times } => {
                format!("turns with the sentence that is said most: {times}")
            }
        }
    }
}

fn in_seconds(millis: i64, unit: &str) -> String {
    if millis % 1_000 == 0 {
        format!("{}{unit}", millis / 1_000)
    } else {
        format!("{:.1}{unit}", millis as f64 / 1_000.0)
    }
}
