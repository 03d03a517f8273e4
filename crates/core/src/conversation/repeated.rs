//! Whether one speaker says the same sentence again and again, or nearly the same.

use super::holds::{Outcome, Place};
use super::scene::Scene;
use super::similar::{Kinds, sentences};
use super::trace::Reason;
use crate::rule::Repeated;
use crate::turn::{Role, Turn};
use std::collections::BTreeMap;

/// Whether a sentence is repeated so often; the place is the last repetition of the one that is first
/// repeated often enough.
pub(super) fn repeated(scene: &Scene<'_, '_>, repeated: &Repeated) -> Outcome {
    let turns = scene.turns_of(repeated.by);
    if turns.len() < repeated.times as usize {
        return Outcome::fails(Reason::Repeated { times: 0 });
    }
    let mut speakers: BTreeMap<(Role, Option<&str>), Kinds> = BTreeMap::new();
    let (mut most, mut enough) = (0, None);
    for &at in turns {
        let Some(turn) = scene.turns.get(at) else { continue };
        let speaker = (turn.role(), turn.speaker());
        let kinds = speakers.entry(speaker).or_insert_with(|| Kinds::new(repeated.similar));
        for (bytes, folded) in said(scene, turn, repeated.characters as usize) {
            let counts = repeated.only.slots.is_empty()
                || scene.hits.stand_in(&repeated.only, at, bytes.clone());
            if !counts || scene.hits.stand_in(&repeated.unless, at, bytes) {
                continue;
            }
            let Some((kind, times)) = kinds.count(folded, at) else { continue };
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

/// The sentences of a turn that are long enough: where each stands, and its folded characters.
fn said(
    scene: &Scene<'_, '_>,
    turn: &Turn<'_>,
    characters: usize,
) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = sentences(turn.text(), scene.folder);
    found.retain(|(_, folded)| folded.chars().count() >= characters);
    found
}
