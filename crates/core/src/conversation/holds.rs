//! Whether a condition holds, and at which place: what joins tests. What each test looks at stands in a
//! module of its own.

use super::answer::answer;
use super::hits::Hit;
use super::language::spoken;
use super::mentions::test_trace;
use super::pauses::{silence, unanswered};
use super::repeated::repeated;
use super::said::said;
use super::scene::Scene;
use super::trace::{ConditionPart, ConditionTrace, Join, Reason};
use crate::linter::Linter;
use crate::rule::{Condition, Cues, Said, Test, To};
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
    /// The turns that it measured between, where it measures time; of one that waits for ever the first.
    pub(super) between: (Option<usize>, Option<usize>),
    /// The wording that excuses.
    pub(super) excuse: Option<Hit>,
}

impl Outcome {
    pub(super) fn holds(place: Place, reason: Reason) -> Outcome {
        Outcome { place: Some(place), holds: true, ..Outcome::fails(reason) }
    }

    pub(super) fn fails(reason: Reason) -> Outcome {
        Outcome { holds: false, place: None, reason, between: (None, None), excuse: None }
    }

    /// The same, measured between these turns.
    pub(super) fn between(self, first: usize, second: Option<usize>) -> Outcome {
        Outcome { between: (Some(first), second), ..self }
    }
}

/// The judgement on one conversation, and what became of it, if somebody wants to know.
pub(super) struct Judgement<'j, 'c, 's, 'l> {
    pub(super) scene: &'j Scene<'c, 's>,
    pub(super) tracing: Option<Tracing<'l>>,
}

/// What conditions came to, those of one level at a time.
pub(super) struct Tracing<'l> {
    pub(super) linter: &'l Linter,
    pub(super) traces: Vec<ConditionTrace<'l>>,
}

/// Whether a condition holds, and the place that it is about.
type Held = Option<Option<Place>>;

impl<'l> Judgement<'_, '_, '_, 'l> {
    /// `None` if the condition does not hold.
    pub(super) fn of(&mut self, condition: &'l Condition) -> Held {
        match condition {
            Condition::Test(leaf) => {
                let outcome = test(self.scene, &leaf.test);
                if let Some(tracing) = &mut self.tracing {
                    let trace = test_trace(self.scene, tracing.linter, leaf, &outcome);
                    let part = ConditionPart::Test(trace);
                    tracing.traces.push(ConditionTrace { holds: outcome.holds, part });
                }
                outcome.holds.then_some(outcome.place)
            }
            Condition::All(of) => self.joined(of, Join::All),
            Condition::Any(of) => self.joined(of, Join::AtLeast(1)),
            Condition::AtLeast(n, of) => self.joined(of, Join::AtLeast(*n)),
            Condition::FewerThan(n, of) => self.joined(of, Join::FewerThan(*n)),
            Condition::NoneOf(of) => self.joined(of, Join::FewerThan(1)),
            Condition::Not(inner) => self.joined(std::slice::from_ref(inner), Join::FewerThan(1)),
        }
    }

    fn joined(&mut self, of: &'l [Condition], join: Join) -> Held {
        let above = self.tracing.as_mut().map(|tracing| std::mem::take(&mut tracing.traces));
        let held = match join {
            Join::All => self.enough(of, of.len(), false),
            Join::AtLeast(n) => self.enough(of, n as usize, false),
            Join::FewerThan(n) => self.enough(of, n as usize, true),
        };
        if let Some((tracing, above)) = self.tracing.as_mut().zip(above) {
            let inner = std::mem::replace(&mut tracing.traces, above);
            let part = ConditionPart::Joined(join, inner);
            tracing.traces.push(ConditionTrace { holds: held.is_some(), part });
        }
        held
    }

    /// Whether so many of some conditions hold, or, `turned`, do not; the place is that of the first that
    /// is about one, or none. Looks no further than it must, unless somebody wants to know.
    fn enough(&mut self, of: &'l [Condition], n: usize, turned: bool) -> Held {
        let (mut held, mut place) = (0, None);
        for (at, condition) in of.iter().enumerate() {
            let decided = held >= n || held + of.len() - at < n;
            if decided && self.tracing.is_none() {
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

/// Whether it is plain that a condition does not hold: what it asks for first was said by nobody. Looks at
/// no turn.
pub(super) fn is_out(scene: &Scene<'_, '_>, condition: &Condition) -> bool {
    let out = |condition: &Condition| is_out(scene, condition);
    match condition {
        Condition::Test(leaf) => fails(scene, &leaf.test),
        Condition::All(of) => of.iter().any(out),
        Condition::Any(of) => of.iter().all(out),
        Condition::AtLeast(n, of) => {
            of.iter().filter(|condition| !out(condition)).count() < *n as usize
        }
        Condition::FewerThan(..) | Condition::NoneOf(_) | Condition::Not(_) => false,
    }
}

fn fails(scene: &Scene<'_, '_>, test: &Test) -> bool {
    let unsaid = |cues: &Cues| !scene.hits.has(cues);
    let no_anchor = |said: &Said| said.anchor.as_ref().is_some_and(|it| unsaid(&it.cues));
    match test {
        Test::Said(said) => unsaid(&said.cues) || no_anchor(said),
        Test::Missing(said) => no_anchor(said),
        Test::Answer(answer) => matches!(&answer.to, To::Promise(cues) if unsaid(cues)),
        Test::Repeated(what) => !what.only.slots.is_empty() && unsaid(&what.only),
        Test::Silence(_) | Test::Unanswered { .. } => false,
        Test::Spoken(what) => !spoken(scene, *what).holds,
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
        Test::Spoken(what) => spoken(scene, *what),
    }
}
