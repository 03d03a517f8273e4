//! Whether one speaker says the same sentence again and again, or nearly the same.

use super::holds::{Outcome, Place};
use super::scene::Scene;
use super::similar::Kinds;
use super::trace::Reason;
use crate::rule::Repeated;
use crate::turn::Role;
use std::collections::BTreeMap;

/// Whether a sentence is repeated so often; the place is the last repetition of the one that is first
/// repeated often enough.
pub(super) fn repeated(scene: &Scene<'_, '_>, repeated: &Repeated) -> Outcome {
    let turns = scene.turns_of(repeated.by);
    let (times, only) = (repeated.times as usize, &repeated.only);
    let counts_all = only.slots.is_empty();
    if turns.len() < times || !(counts_all || scene.hits.has(only)) {
        return Outcome::fails(Reason::Repeated { times: 0 });
    }
    let mut speakers: BTreeMap<(Role, Option<&str>), Kinds> = BTreeMap::new();
    let (mut most, mut enough) = (0, None);
    for &at in turns {
        let Some(turn) = scene.turns.get(at) else { continue };
        let speaker = (turn.role(), turn.speaker());
        let kinds = speakers.entry(speaker).or_insert_with(|| Kinds::new(repeated.similar));
        for sentence in scene.sentences(at) {
            let stands = |cues| scene.hits.stand_in(cues, at, sentence.bytes.clone());
            let counts = sentence.characters >= repeated.characters as usize
                && (counts_all || stands(only))
                && !stands(&repeated.unless);
            let Some((kind, times)) = counts.then(|| kinds.count(sentence, at)).flatten() else {
                continue;
            };
            most = most.max(times);
            let this = (speaker, kind);
            if enough.is_none() && times >= repeated.times {
                enough = Some((this, at));
            } else if let Some((_, last)) = enough.as_mut().filter(|(first, _)| *first == this) {
                *last = at;
            }
        }
    }
    let reason = Reason::Repeated { times: most };
    enough.map_or(Outcome::fails(reason), |(_, last)| Outcome::holds(Place::whole(last), reason))
}
