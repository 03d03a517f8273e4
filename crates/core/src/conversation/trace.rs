//! What the rules about conversations made of one, test by test: the answer to "why was this (not)
//! reported?".

use super::plain;
use crate::rule::{Language, Rule, Test};
use crate::span::{InTurn, Span};

/// What a rule about conversations made of one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConversationTrace<'l> {
    /// The rule.
    pub rule: &'l Rule,
    /// Where it is reported, if it is: the turn, from 0, and the bytes of its text.
    pub place: Option<(usize, Span<InTurn>)>,
    /// What its condition came to; nothing where it does not judge this channel.
    pub condition: Option<ConditionTrace<'l>>,
}

impl<'l> ConversationTrace<'l> {
    /// Its tests, in the order of the file; none where it does not judge this channel.
    #[must_use]
    pub fn tests(&self) -> Vec<&TestTrace<'l>> {
        let mut tests = Vec::new();
        self.condition.iter().for_each(|condition| condition.add_tests(&mut tests));
        tests
    }
}

/// What a condition came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConditionTrace<'l> {
    /// Whether it holds.
    pub holds: bool,
    /// What it is made of.
    pub part: ConditionPart<'l>,
}

/// What a condition is made of.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "who shows a condition must show each part of it")]
pub enum ConditionPart<'l> {
    /// One test.
    Test(TestTrace<'l>),
    /// Several conditions.
    Joined(Join, Vec<ConditionTrace<'l>>),
}

impl<'l> ConditionTrace<'l> {
    fn add_tests<'t>(&'t self, tests: &mut Vec<&'t TestTrace<'l>>) {
        match &self.part {
            ConditionPart::Test(test) => tests.push(test),
            ConditionPart::Joined(_, of) => of.iter().for_each(|one| one.add_tests(tests)),
        }
    }
}

/// How many of several conditions must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who shows a condition must show each part of it")]
pub enum Join {
    /// All of them.
    All,
    /// At least so many.
    AtLeast(u32),
    /// Fewer than so many: for 1 none of them.
    FewerThan(u32),
}

impl Join {
    /// It as the words before its conditions.
    #[must_use]
    pub fn describe(self, language: Language) -> String {
        match (language, self) {
            (Language::Zh, Join::All) => "以下都成立".into(),
            (Language::Zh, Join::AtLeast(1)) => "以下至少一条成立".into(),
            (Language::Zh, Join::AtLeast(n)) => format!("以下至少 {n} 条成立"),
            (Language::Zh, Join::FewerThan(1)) => "以下都不成立".into(),
            (Language::Zh, Join::FewerThan(n)) => format!("以下成立的不到 {n} 条"),
            (Language::En, Join::All) => "all of these hold".into(),
            (Language::En, Join::AtLeast(1)) => "at least one of these holds".into(),
            (Language::En, Join::AtLeast(n)) => format!("at least {n} of these hold"),
            (Language::En, Join::FewerThan(1)) => "none of these holds".into(),
            (Language::En, Join::FewerThan(n)) => format!("fewer than {n} of these hold"),
        }
    }
}

/// What one test of a condition came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TestTrace<'l> {
    /// The test as its author wrote it, in one line.
    pub written: &'l str,
    pub(super) test: &'l Test,
    /// Whether it holds, before a `not` or `none` around it turns it round.
    pub holds: bool,
    /// What decided.
    pub reason: Reason,
    /// What it looked for.
    pub looked_for: Vec<LookedFor<'l>>,
    /// What it came upon, in the order of the turns.
    pub mentions: Vec<Mention<'l>>,
}

impl TestTrace<'_> {
    /// The test as a sentence that can be true or false.
    #[must_use]
    pub fn describe(&self, language: Language) -> String {
        plain::sentence(self.test, language)
    }
}

/// A cue or rule that a test asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LookedFor<'l> {
    /// `pack/cue`, or the id of a rule.
    pub name: &'l str,
    /// Its wordings, as their author wrote them.
    pub wordings: Vec<&'l str>,
}

/// Something in a conversation that a test came upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mention<'l> {
    /// What it is to the test.
    pub kind: MentionKind,
    /// The cue or rule that was heard; nothing where it is a whole turn.
    pub name: Option<&'l str>,
    /// The turn, from 0.
    pub turn: usize,
    /// The bytes of its text; nothing where it is the whole turn.
    pub span: Option<Span<InTurn>>,
}

/// What something is to a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MentionKind {
    /// A wording that counts.
    Heard,
    /// A wording that does not: somebody else says it, or not where it is asked for.
    Elsewhere,
    /// The wording that it must stand before or behind.
    Anchor,
    /// The message that waits for an answer.
    Waits,
    /// The answer to it.
    Answers,
    /// A wording that excuses.
    Excuses,
    /// The last turn before a silence.
    Before,
    /// The turn behind it.
    Behind,
    /// The turn that says a sentence once more.
    Repeats,
}

impl MentionKind {
    /// A stable name, for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MentionKind::Heard => "heard",
            MentionKind::Elsewhere => "elsewhere",
            MentionKind::Anchor => "anchor",
            MentionKind::Waits => "waits",
            MentionKind::Answers => "answers",
            MentionKind::Excuses => "excuses",
            MentionKind::Before => "before",
            MentionKind::Behind => "behind",
            MentionKind::Repeats => "repeats",
        }
    }

    /// It in a few words.
    #[must_use]
    pub fn describe(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::Zh, MentionKind::Heard) => "说了",
            (Language::Zh, MentionKind::Elsewhere) => "说了，但不算",
            (Language::Zh, MentionKind::Anchor) => "对照的话",
            (Language::Zh, MentionKind::Waits) => "等回复的消息",
            (Language::Zh, MentionKind::Answers) => "回复",
            (Language::Zh, MentionKind::Excuses) => "说明了原因",
            (Language::Zh, MentionKind::Before) => "停顿之前",
            (Language::Zh, MentionKind::Behind) => "停顿之后",
            (Language::Zh, MentionKind::Repeats) => "又说一遍",
            (Language::En, MentionKind::Heard) => "heard",
            (Language::En, MentionKind::Elsewhere) => "heard, and does not count",
            (Language::En, MentionKind::Anchor) => "looked at from here",
            (Language::En, MentionKind::Waits) => "waits for an answer",
            (Language::En, MentionKind::Answers) => "the answer",
            (Language::En, MentionKind::Excuses) => "excuses it",
            (Language::En, MentionKind::Before) => "before the silence",
            (Language::En, MentionKind::Behind) => "behind the silence",
            (Language::En, MentionKind::Repeats) => "said once more",
        }
    }
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
    /// So much was said in either language, as far as that was looked at.
    Spoken {
        /// Chinese characters.
        characters: usize,
        /// Words in letters.
        words: usize,
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
            Reason::Spoken { characters, words } => {
                format!("汉字 {characters} 个，字母单词 {words} 个")
            }
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
            Reason::Spoken { characters, words } => {
                format!("Chinese characters: {characters}, words in letters: {words}")
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
