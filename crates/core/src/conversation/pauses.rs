//! Whether there is a silence between two turns, and whether the customer has the last word.

use super::holds::{Outcome, Place};
use super::scene::Scene;
use super::trace::Reason;
use crate::rule::{By, Cues, Silence};
use crate::turn::Role;

/// Whether the first pause that is too long has nothing that excuses it: in the turn before it, or in the
/// agent's last one before it. Notices of the platform are nobody's turn.
pub(super) fn silence(scene: &Scene<'_, '_>, silence: &Silence) -> Outcome {
    let Some(times) = scene.times() else { return Outcome::fails(Reason::NoTimes) };
    let excuses = |turn: usize| scene.hits.stand_in(&silence.unless, turn, 0..usize::MAX);
    let people = (0..scene.turns.len()).filter(|&turn| scene.role(turn) != Role::System);
    let (mut before, mut longest, mut excused) = (None::<usize>, 0, false);
    let mut served = None;
    for turn in people {
        let Some(last) = before.replace(turn) else { continue };
        if By::Agent.means(scene.role(last)) {
            served = Some(last);
        }
        if !silence.after.means(scene.role(last)) {
            continue;
        }
        let (end, begin) = (times.ended.get(last), times.begin.get(turn).copied().flatten());
        let (Some(end), Some(begin)) = (end, begin) else { continue };
        let pause = begin.saturating_sub(*end);
        if pause <= silence.longer_than {
            longest = longest.max(pause);
        } else if served.into_iter().chain([last]).any(excuses) {
            excused = true;
        } else {
            return Outcome::holds(Place::whole(turn), Reason::Waited { millis: pause });
        }
    }
    Outcome::fails(if excused { Reason::Excused } else { Reason::Waited { millis: longest } })
}

/// Whether the customer has the last word, and it is none that ends a conversation.
pub(super) fn unanswered(scene: &Scene<'_, '_>, unless: &Cues) -> Outcome {
    let last = (0..scene.turns.len()).rev().find(|&turn| scene.role(turn) != Role::System);
    match last.filter(|&turn| scene.role(turn) == Role::Customer) {
        None => Outcome::fails(Reason::NothingAwaited),
        Some(turn) if scene.hits.stand_in(unless, turn, 0..usize::MAX) => {
            Outcome::fails(Reason::Excused)
        }
        Some(turn) => Outcome::holds(Place::whole(turn), Reason::NeverAnswered),
    }
}
