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
    let excuse = |turn: usize| scene.hits.first_in(&silence.unless, turn, 0..usize::MAX);
    let people = (0..scene.turns.len()).filter(|&turn| scene.role(turn) != Role::System);
    let (mut before, mut served) = (None::<usize>, None);
    let (mut longest, mut excused) = (Outcome::fails(Reason::Waited { millis: 0 }), None);
    let mut most = 0;
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
        let reason = Reason::Waited { millis: pause };
        if pause <= silence.longer_than {
            if pause > most {
                most = pause;
                longest = Outcome::fails(reason).between(last, Some(turn));
            }
        } else if let Some(excuse) = served.into_iter().chain([last]).find_map(excuse) {
            let outcome = Outcome::fails(Reason::Excused).between(last, Some(turn));
            excused = Some(Outcome { excuse: Some(excuse), ..outcome });
        } else {
            return Outcome::holds(Place::whole(turn), reason).between(last, Some(turn));
        }
    }
    excused.unwrap_or(longest)
}

/// Whether the customer has the last word, and it is none that ends a conversation.
pub(super) fn unanswered(scene: &Scene<'_, '_>, unless: &Cues) -> Outcome {
    let last = (0..scene.turns.len()).rev().find(|&turn| scene.role(turn) != Role::System);
    let Some(turn) = last.filter(|&turn| scene.role(turn) == Role::Customer) else {
        return Outcome::fails(Reason::NothingAwaited);
    };
    match scene.hits.first_in(unless, turn, 0..usize::MAX) {
        Some(excuse) => Outcome { excuse: Some(excuse), ..Outcome::fails(Reason::Excused) },
        None => Outcome::holds(Place::whole(turn), Reason::NeverAnswered),
    }
    .between(turn, None)
}
