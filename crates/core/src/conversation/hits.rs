//! What was said of all that rules about conversations ask for, in one conversation: by cue or rule, in
//! the order of the turns. Kept from one conversation to the next, so that nothing is built anew.

use crate::engine::Heard;
use crate::rule::Cues;
use crate::span::{InTurn, Span};

/// A wording in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) turn: usize,
    pub(crate) span: Span<InTurn>,
}

impl Hit {
    /// Where it begins: the turn, and the byte there.
    pub(super) fn start(self) -> (usize, usize) {
        (self.turn, self.span.start())
    }

    /// Behind its end.
    pub(super) fn end(self) -> (usize, usize) {
        (self.turn, self.span.end())
    }
}

/// The hits of each slot.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    slots: Vec<Vec<Hit>>,
}

impl Hits {
    /// Forgets all; there are so many slots.
    pub(crate) fn clear(&mut self, slots: usize) {
        self.slots.iter_mut().for_each(Vec::clear);
        self.slots.resize_with(slots, Vec::new);
    }

    /// Adds what was heard in a turn. Turns come in order, and so does what was heard in each.
    pub(crate) fn add(&mut self, turn: usize, heard: &Heard) {
        if let Some(hits) = self.slots.get_mut(heard.slot as usize) {
            hits.push(Hit { turn, span: heard.span });
        }
    }

    /// The hits of any of some cues for which `wanted` says yes, in order.
    pub(super) fn of(&self, cues: &Cues, wanted: impl Fn(Hit) -> bool) -> Vec<Hit> {
        let slots = cues.slots.iter().filter_map(|&slot| self.slots.get(slot as usize));
        let mut hits: Vec<Hit> = slots.flatten().copied().filter(|&hit| wanted(hit)).collect();
        if cues.slots.len() > 1 {
            hits.sort_unstable();
            hits.dedup();
        }
        hits
    }

    /// Whether any of some cues was said at all.
    pub(super) fn has(&self, cues: &Cues) -> bool {
        cues.slots.iter().filter_map(|&slot| self.slots.get(slot as usize)).any(|it| !it.is_empty())
    }

    /// Whether any of some cues was said in a turn, between two bytes of it.
    pub(super) fn stand_in(&self, cues: &Cues, turn: usize, bytes: std::ops::Range<usize>) -> bool {
        cues.slots.iter().filter_map(|&slot| self.slots.get(slot as usize)).any(|hits| {
            let from = hits.partition_point(|hit| hit.turn < turn);
            let of_turn = hits.iter().skip(from).take_while(|hit| hit.turn == turn);
            of_turn
                .into_iter()
                .any(|hit| hit.span.start() < bytes.end && bytes.start < hit.span.end())
        })
    }
}
