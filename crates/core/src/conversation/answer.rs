//! Whether the customer, or a promise, waits for an answer that comes late or never.

use super::hits::Hit;
use super::holds::{Outcome, Place};
use super::scene::{Scene, Times};
use super::trace::Reason;
use crate::moment::Moment;
use crate::rule::{Answer, By, Cues, To};
use crate::turn::Role;

/// Whether an answer is late.
pub(super) fn answer(scene: &Scene<'_, '_>, answer: &Answer) -> Outcome {
    let Some(times) = scene.times() else { return Outcome::fails(Reason::NoTimes) };
    let waits = match &answer.to {
        To::First => waits(scene, &answer.ignoring).take(1).collect(),
        To::Any => waits(scene, &answer.ignoring).collect(),
        To::Promise(cues) => promises(scene, cues),
    };
    let serves = |role: Role| By::Agent.means(role) || By::Bot.means(role);
    let excuses = scene.hits.of(&answer.unless, |hit| serves(scene.role(hit.turn)));
    let mut outcome = Outcome::fails(Reason::NothingAwaited);
    for wait in waits {
        outcome = Judge { scene, times, answer, excuses: &excuses }.outcome(wait);
        if outcome.holds {
            break;
        }
    }
    outcome
}

/// A turn that waits for an answer, and the answer if one comes.
#[derive(Clone, Copy)]
struct Wait {
    turn: usize,
    answer: Option<usize>,
}

/// The customer's messages that wait: of several in a row the first, and of those around the answers of a
/// bot the first behind the last of them. What holds a wording of `ignoring` waits for nothing.
fn waits<'w>(scene: &'w Scene<'_, '_>, ignoring: &'w Cues) -> impl Iterator<Item = Wait> + use<'w> {
    let mut at = 0;
    let is_of = |by: By, turn: usize| by.means(scene.role(turn));
    let waits = move |turn: usize| {
        is_of(By::Customer, turn) && !scene.hits.stand_in(ignoring, turn, 0..usize::MAX)
    };
    std::iter::from_fn(move || {
        let all = scene.turns.len();
        let first = (at..all).find(|&turn| waits(turn))?;
        let answer = (first..all).find(|&turn| is_of(By::Agent, turn));
        at = answer.unwrap_or(all);
        let bot = (first..at).rev().find(|&turn| is_of(By::Bot, turn));
        let behind = bot.and_then(|bot| (bot..at).find(|&turn| waits(turn)));
        Some(Wait { turn: behind.unwrap_or(first), answer })
    })
}

/// The agent's promises, one a turn, each with the next message of an agent.
fn promises(scene: &Scene<'_, '_>, cues: &Cues) -> Vec<Wait> {
    let mut turns: Vec<usize> =
        scene.heard(cues, By::Agent).into_iter().map(|hit| hit.turn).collect();
    turns.dedup();
    let own = scene.turns_of(By::Agent);
    let next = |turn: usize| own.get(own.partition_point(|&other| other <= turn)).copied();
    turns.into_iter().map(|turn| Wait { turn, answer: next(turn) }).collect()
}

/// What waits are held against.
struct Judge<'j, 'c, 's> {
    scene: &'j Scene<'c, 's>,
    times: &'j Times,
    answer: &'j Answer,
    /// What excuses a wait, said by an agent or a bot.
    excuses: &'j [Hit],
}

impl Judge<'_, '_, '_> {
    fn outcome(&self, wait: Wait) -> Outcome {
        self.judgement(wait).between(wait.turn, wait.answer)
    }

    fn judgement(&self, wait: Wait) -> Outcome {
        let Some(from) = self.times.end_of(self.scene.turns, wait.turn) else {
            return Outcome::fails(Reason::NoTimes);
        };
        let to = match wait.answer {
            Some(turn) => self.times.begin.get(turn).copied().flatten(),
            None => Some(self.times.last),
        };
        let Some(to) = to else { return Outcome::fails(Reason::NoTimes) };
        let passed = self.passed(from, to);
        if passed <= self.answer.later_than {
            return Outcome::fails(Reason::Waited { millis: passed });
        }
        let spoken = |turn| self.scene.hits.first_in(&self.answer.without, turn, 0..usize::MAX);
        if let Some(excuse) = wait.answer.and_then(spoken).or_else(|| self.excuse(wait, from)) {
            return Outcome { excuse: Some(excuse), ..Outcome::fails(Reason::Excused) };
        }
        match wait.answer {
            Some(turn) => Outcome::holds(Place::whole(turn), Reason::Waited { millis: passed }),
            None => Outcome::holds(Place::whole(wait.turn), Reason::NeverAnswered),
        }
    }

    /// How long it took, of business hours where only these count.
    fn passed(&self, from: i64, to: i64) -> i64 {
        let moment = |millis| Moment::new(self.times.clock, millis);
        let hours = self.scene.hours.filter(|_| self.answer.hours);
        let open = hours.and_then(|hours| hours.between(moment(from), moment(to)));
        open.unwrap_or_else(|| to.saturating_sub(from))
    }

    /// The excusing wording that was said: in the agent's last message before the wait, in the one
    /// that begins it, or in the time that is allowed.
    fn excuse(&self, wait: Wait, from: i64) -> Option<Hit> {
        let own = self.scene.turns_of(By::Agent);
        let before = own.partition_point(|&turn| turn <= wait.turn).checked_sub(1);
        let first = before.and_then(|at| own.get(at)).copied().unwrap_or(wait.turn);
        let until = wait.answer.unwrap_or(self.scene.turns.len());
        let in_time = |turn: usize| {
            let begin = self.times.begin.get(turn).copied().flatten();
            turn <= wait.turn
                || begin.is_some_and(|at| self.passed(from, at) <= self.answer.later_than)
        };
        let start = self.excuses.partition_point(|hit| hit.turn < first);
        let hits = self.excuses.iter().skip(start).take_while(|hit| hit.turn < until);
        hits.into_iter().find(|hit| in_time(hit.turn)).copied()
    }
}
