//! Whether a condition holds, and at which place: what joins tests. What each test looks at stands in a
//! module of its own.

use super::answer::answer;
use super::pauses::{silence, unanswered};
use super::repeated::repeated;
use super::said::said;
use super::scene::Scene;
use super::trace::{Reason, TestTrace};
use crate::rule::{Condition, Test};
use crate::span::{InTurn, Span};

/// Where something is reported: a wording of a turn, or the whole turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) turn: usize,
    pub(super) span: Option<Span<InTurn>>,
}

impl Place {
    pub(super) fn whole(turn: usize) -> Place {
        Place { turn, span: None }
    }
}

/// What a test came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    pub(super) holds: bool,
    /// What it is about, if that is a place and it holds.
    pub(super) place: Option<Place>,
    pub(super) reason: Reason,
}

impl Outcome {
    pub(super) fn holds(place: Place, reason: Reason) -> Outcome {
        Outcome { holds: true, place: Some(place), reason }
    }

    pub(super) fn fails(reason: Reason) -> Outcome {
        Outcome { holds: false, place: None, reason }
    }
}

/// The judgement on one conversation, and what each test came to, if somebody wants to know.
#[derive(Debug)]
pub(super) struct Judgement<'j, 'c, 's, 'l> {
    pub(super) scene: &'j Scene<'c, 's>,
    pub(super) traces: Option<Vec<TestTrace<'l>>>,
}

/// Whether a condition holds, and the place that it is about.
type Held = Option<Option<Place>>;

impl<'l> Judgement<'_, '_, '_, 'l> {
    /// `None` if the condition does not hold.
    pub(super) fn of(&mut self, condition: &'l Condition) -> Held {
        match condition {
            Condition::Test(leaf) => {
                let outcome = test(self.scene, &leaf.test);
                if let Some(traces) = &mut self.traces {
                    let Outcome { holds, reason, .. } = outcome;
                    traces.push(TestTrace { written: &leaf.written, holds, reason });
                }
                outcome.holds.then_some(outcome.place)
            }
            Condition::All(of) => self.enough(of, of.len(), false),
            Condition::Any(of) => self.enough(of, 1, false),
            Condition::AtLeast(n, of) => self.enough(of, *n as usize, false),
            Condition::FewerThan(n, of) => self.enough(of, *n as usize, true),
            Condition::NoneOf(of) => self.enough(of, 1, true),
            Condition::Not(inner) => self.enough(std::slice::from_ref(inner), 1, true),
        }
    }

    /// Whether so many of some conditions hold, or, `turned`, do not; the place is that of the first that
    /// is about one, or none. Looks no further than it must, unless somebody wants to know.
    fn enough(&mut self, of: &'l [Condition], n: usize, turned: bool) -> Held {
        let (mut held, mut place) = (0, None);
        for (at, condition) in of.iter().enumerate() {
            let decided = held >= n || held + of.len() - at < n;
            if decided && self.traces.is_none() {
                break;
            }
            if let Some(about) = self.of(condition) {
                held += 1;
                place = place.or(about);
            }
        }
        match (held >= n, turned) {
            (true, false) => Some(place),
            (false, true) => Some(None),
            _ => None,
        }
    }
}

fn test(scene: &Scene<'_, '_>, test: &Test) -> Outcome {
    match test {
        Test::Said(what) => said(scene, what, false),
        Test::Missing(what) => said(scene, what, true),
        Test::Answer(what) => answer(scene, what),
        Test::Silence(what) => silence(scene, what),
        Test::Unanswered { unless } => unanswered(scene, unless),
        Test::Repeated(what) => repeated(scene, what),
    }
}
