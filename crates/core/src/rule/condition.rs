//! When a rule about a whole conversation is reported: a closed set of conditions and what joins them.
//! Data only; whether one holds is found out elsewhere.

use super::Language;
use super::joined::Joined;
use crate::turn::Role;
use crate::turn::Roles;
use serde::{Deserialize, Serialize};

/// What a rule asks of a conversation, and where it is reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// As its author wrote it, without the indentation.
    pub(crate) written: String,
    pub(crate) condition: Condition,
    /// The wording at which it is reported; empty: where the condition says.
    pub(crate) at: Cues,
}

impl Report {
    /// Calls `each` with every list of cues that is asked for, and whose words count.
    pub(crate) fn each_cues(&mut self, each: &mut dyn FnMut(&mut Cues, By)) {
        each(&mut self.at, By::Anyone);
        self.condition.each_cues(each);
    }

    /// The names of all cues and rules that are asked for.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.clone().each_cues(&mut |cues, _| names.append(&mut cues.names));
        names
    }
}

/// Any of some cues or rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cues {
    /// `pack/cue`, or the id of a rule.
    pub(crate) names: Vec<String>,
    /// Where a linter keeps their hits; filled in when it is built.
    #[serde(skip)]
    pub(crate) slots: Vec<u32>,
}

/// A condition: one test, or several joined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Joined", into = "Joined")]
pub(crate) enum Condition {
    Test(Box<Leaf>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    NoneOf(Vec<Condition>),
    AtLeast(u32, Vec<Condition>),
    FewerThan(u32, Vec<Condition>),
    Not(Box<Condition>),
}

/// A test as its author wrote it, in one line, and what it tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Leaf {
    pub(crate) written: String,
    pub(crate) test: Test,
}

/// What one test looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Test {
    Said(Said),
    Missing(Said),
    Answer(Answer),
    Silence(Silence),
    Unanswered { unless: Cues },
    Repeated(Repeated),
    Spoken(Spoken),
}

/// Whose turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum By {
    #[default]
    Agent,
    Customer,
    Bot,
    Anyone,
}

impl By {
    /// The roles whose turns are meant.
    pub(crate) fn roles(self) -> Roles {
        let all = [Role::Agent, Role::Customer, Role::Bot, Role::System];
        Roles::of(all.into_iter().filter(|&role| self.means(role)))
    }

    /// Whether a turn of this role is meant. A turn of unknown role is an agent's, as a draft is.
    pub(crate) fn means(self, role: Role) -> bool {
        match self {
            By::Agent => matches!(role, Role::Agent | Role::Unknown),
            By::Customer => role == Role::Customer,
            By::Bot => role == Role::Bot,
            By::Anyone => true,
        }
    }
}

impl std::str::FromStr for By {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "agent" => Ok(By::Agent),
            "customer" => Ok(By::Customer),
            "bot" => Ok(By::Bot),
            "anyone" => Ok(By::Anyone),
            _ => Err(()),
        }
    }
}

/// How much of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Amount {
    Turns(u32),
    /// Milliseconds.
    Time(i64),
}

/// The beginning or the end of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stretch {
    /// Whether it is the end.
    pub(crate) last: bool,
    pub(crate) amount: Amount,
}

/// Wordings that are said or not, by whom and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) cues: Cues,
    pub(crate) by: By,
    pub(crate) stretch: Option<Stretch>,
    pub(crate) anchor: Option<Anchor>,
    /// How many hits it takes.
    pub(crate) times: u32,
    pub(crate) near: Option<Near>,
}

/// Another wording in the same turn, and how many characters may stand between the two.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Near {
    pub(crate) cues: Cues,
    pub(crate) characters: u32,
}

/// On which side of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Side {
    Before,
    After,
    Around,
}

/// Which of several hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Which {
    #[default]
    First,
    Last,
    /// From 1.
    Number(u32),
    /// Each by itself; it is enough that the condition holds at one.
    Each,
}

/// The wording that something is said before or after, and how far from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Anchor {
    pub(crate) side: Side,
    pub(crate) cues: Cues,
    pub(crate) by: By,
    pub(crate) which: Which,
    pub(crate) within: Option<Amount>,
}

/// To which message an answer is awaited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum To {
    /// The customer's first.
    First,
    /// Each of the customer's that waits for one.
    Any,
    /// A promise of the agent.
    Promise(Cues),
}

/// An answer that comes too late, or never.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) to: To,
    /// Milliseconds.
    pub(crate) later_than: i64,
    pub(crate) unless: Cues,
    /// What the answer itself must not hold: late, but with a word for the wait.
    pub(crate) without: Cues,
    /// Messages of the customer that hold these await nothing.
    pub(crate) ignoring: Cues,
    /// Whether only business hours count.
    pub(crate) hours: bool,
}

/// A pause between two turns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Silence {
    /// Milliseconds.
    pub(crate) longer_than: i64,
    /// Whose turn stands before it.
    pub(crate) after: By,
    pub(crate) unless: Cues,
}

/// A sentence that one speaker says again and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Repeated {
    pub(crate) by: By,
    pub(crate) times: u32,
    /// From how many thousandths of likeness on two sentences are the same.
    pub(crate) similar: u16,
    /// How many characters a sentence has at least.
    pub(crate) characters: u32,
    /// What a sentence must hold to count; empty: every one counts.
    pub(crate) only: Cues,
    pub(crate) unless: Cues,
}

/// In which language one side speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spoken {
    pub(crate) language: Language,
    pub(crate) by: By,
}

impl Condition {
    fn each_cues(&mut self, each: &mut dyn FnMut(&mut Cues, By)) {
        match self {
            Condition::Test(leaf) => leaf.test.each_cues(each),
            Condition::All(of)
            | Condition::Any(of)
            | Condition::NoneOf(of)
            | Condition::AtLeast(_, of)
            | Condition::FewerThan(_, of) => of.iter_mut().for_each(|one| one.each_cues(each)),
            Condition::Not(inner) => inner.each_cues(each),
        }
    }
}

impl Test {
    fn each_cues(&mut self, each: &mut dyn FnMut(&mut Cues, By)) {
        match self {
            Test::Said(said) | Test::Missing(said) => {
                each(&mut said.cues, said.by);
                said.anchor.iter_mut().for_each(|anchor| each(&mut anchor.cues, anchor.by));
                said.near.iter_mut().for_each(|near| each(&mut near.cues, By::Anyone));
            }
            Test::Answer(answer) => {
                if let To::Promise(cues) = &mut answer.to {
                    each(cues, By::Agent);
                }
                each(&mut answer.unless, By::Anyone);
                each(&mut answer.without, By::Anyone);
                each(&mut answer.ignoring, By::Anyone);
            }
            Test::Silence(silence) => each(&mut silence.unless, By::Anyone),
            Test::Unanswered { unless } => each(unless, By::Anyone),
            Test::Repeated(repeated) => {
                each(&mut repeated.only, repeated.by);
                each(&mut repeated.unless, repeated.by);
            }
            Test::Spoken(_) => {}
        }
    }
}
