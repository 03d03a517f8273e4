//! What was said of all that rules about conversations ask for, in one conversation: by cue or rule, in
//! the order of the turns. Kept from one conversation to the next, so that nothing is built anew.

use super::row::Across;
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

    /// Adds what was heard in a turn and the next one, unless some of it was heard in one of them alone.
    pub(super) fn add_across(&mut self, turn: usize, across: &Across) {
        let Some(hits) = self.slots.get_mut(across.slot as usize) else { return };
        let is_near = |hit: &&Hit| {
            let next = hit.turn == turn + 1 && hit.span.start() < across.there.end;
            next || (hit.turn == turn && hit.span.end() > across.here.start())
        };
        let from = hits.partition_point(|hit| hit.turn < turn);
        let near = hits.iter().skip(from).take_while(|hit| hit.turn <= turn + 1);
        if near.into_iter().any(|hit| is_near(&hit)) {
            return;
        }
        let hit = Hit { turn, span: across.here };
        hits.insert(hits.partition_point(|other| *other < hit), hit);
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
        self.first_in(cues, turn, bytes).is_some()
    }

    /// Where any of some cues was said in a turn, between two bytes of it.
    pub(super) fn first_in(
        &self,
        cues: &Cues,
        turn: usize,
        bytes: std::ops::Range<usize>,
    ) -> Option<Hit> {
        let slots = cues.slots.iter().filter_map(|&slot| self.slots.get(slot as usize));
        slots.into_iter().find_map(|hits| {
            let from = hits.partition_point(|hit| hit.turn < turn);
            let of_turn = hits.iter().skip(from).take_while(|hit| hit.turn == turn);
            let within = |hit: &&Hit| hit.span.start() < bytes.end && bytes.start < hit.span.end();
            of_turn.into_iter().find(within).copied()
        })
    }
}
