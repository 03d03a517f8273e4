//! Whether wordings were said, or are missing: by whom, in which part of the conversation, before or
//! behind which other wording, how often, near what.

use super::hits::Hit;
use super::holds::{Outcome, Place};
use super::scene::{Point, Scene};
use super::trace::Reason;
use crate::rule::{Anchor, By, Near, Said, Side, Which};
use crate::turn::Turn;

/// A part of a conversation, from one point to another.
type Region = (Point, Point);

/// Whether something was said; `missing`: whether it was not.
pub(super) fn said(scene: &Scene<'_, '_>, said: &Said, missing: bool) -> Outcome {
    let Some(look) = Look::new(scene, said, missing) else {
        return Outcome::fails(Reason::NoTimes);
    };
    match &said.anchor {
        Some(anchor) => look.at_anchors(anchor),
        None => look.anywhere(),
    }
}

/// What is looked for, and where.
pub(super) struct Look<'k, 'c, 's> {
    scene: &'k Scene<'c, 's>,
    said: &'k Said,
    missing: bool,
    hits: Vec<Hit>,
    all: Region,
}

impl<'k, 'c, 's> Look<'k, 'c, 's> {
    /// Nothing where it takes times and there are none.
    pub(super) fn new(scene: &'k Scene<'c, 's>, said: &'k Said, missing: bool) -> Option<Self> {
        let all = match said.stretch {
            None => 0..scene.turns.len(),
            Some(stretch) => scene.stretch(stretch, said.by)?,
        };
        let mut hits = scene.heard(&said.cues, said.by);
        if let Some(near) = &said.near {
            hits = near_ones(scene, hits, near);
        }
        Some(Look { scene, said, missing, hits, all: ((all.start, 0), (all.end, 0)) })
    }

    /// Whether a wording counts: behind or before one of these anchors, where there must be one.
    pub(super) fn counts(&self, hit: &Hit, anchors: &[Hit]) -> bool {
        let within = |&(start, end): &Region| {
            (start.max(self.all.0)..end.min(self.all.1)).contains(&hit.start())
        };
        self.hits.contains(hit)
            && match &self.said.anchor {
                None => within(&self.all),
                Some(anchor) => {
                    let regions = anchors.iter().filter_map(|&at| self.regions(anchor, at));
                    regions.flatten().any(|region| within(&region))
                }
            }
    }
}

impl Look<'_, '_, '_> {
    fn anywhere(&self) -> Outcome {
        let (hits, decisive) = self.count(&[self.all]);
        let reason = Reason::Heard { hits, wanted: self.said.times as usize };
        match (decisive, self.missing) {
            (Some(hit), false) => Outcome::holds(at(hit), reason),
            (None, true) => {
                // Who never spoke has left nothing out.
                let own = self.scene.turns_of(self.said.by);
                let last = self.said.stretch.is_none_or(|stretch| stretch.last);
                let turn = if last { own.last() } else { own.first() };
                turn.map_or(Outcome::fails(Reason::NobodySpoke), |&turn| {
                    Outcome::holds(Place::whole(turn), reason)
                })
            }
            _ => Outcome::fails(reason),
        }
    }

    /// Looks at the anchor that is meant, or at each until the condition holds at one.
    fn at_anchors(&self, anchor: &Anchor) -> Outcome {
        let mut outcome = Outcome::fails(Reason::NoAnchor);
        for hit in meant(self.scene, anchor) {
            outcome = self.at_anchor(anchor, hit);
            if outcome.holds {
                break;
            }
        }
        outcome
    }

    /// Where is looked around an anchor; nothing where that takes times and there are none.
    fn regions(&self, anchor: &Anchor, hit: Hit) -> Option<Vec<Region>> {
        let by = self.said.by;
        let before = || Some((self.scene.reach_before(hit, anchor.within, by)?, hit.start()));
        let after = || Some((hit.end(), self.scene.reach_after(hit, anchor.within, by)?));
        match anchor.side {
            Side::Before => before().map(|region| vec![region]),
            Side::After => after().map(|region| vec![region]),
            Side::Around => before().zip(after()).map(|(before, after)| vec![before, after]),
        }
    }

    fn at_anchor(&self, anchor: &Anchor, hit: Hit) -> Outcome {
        let Some(regions) = self.regions(anchor, hit) else {
            return Outcome::fails(Reason::NoTimes);
        };
        let (hits, decisive) = self.count(&regions);
        let reason = Reason::Heard { hits, wanted: self.said.times as usize };
        match (decisive, self.missing) {
            (Some(said), false) => Outcome::holds(at(said), reason),
            (None, true) => Outcome::holds(at(hit), reason),
            _ => Outcome::fails(reason),
        }
    }

    /// How many hits begin in some regions, one behind the other, and the one that makes it enough.
    fn count(&self, regions: &[Region]) -> (usize, Option<Hit>) {
        let wanted = self.said.times as usize;
        let (mut count, mut decisive) = (0, None);
        for &(start, end) in regions {
            let (start, end) = (start.max(self.all.0), end.min(self.all.1));
            let first = self.hits.partition_point(|hit| hit.start() < start);
            let behind = self.hits.partition_point(|hit| hit.start() < end).max(first);
            if count < wanted && count + (behind - first) >= wanted {
                decisive = self.hits.get(first + (wanted - count) - 1).copied();
            }
            count += behind - first;
        }
        (count, decisive)
    }
}

/// The anchors that are meant.
pub(super) fn meant(scene: &Scene<'_, '_>, anchor: &Anchor) -> Vec<Hit> {
    let mut anchors = scene.heard(&anchor.cues, anchor.by);
    let one = match anchor.which {
        Which::Each => return anchors,
        Which::First => Some(0),
        Which::Last => anchors.len().checked_sub(1),
        Which::Number(n) => (n as usize).checked_sub(1),
    };
    let one = one.and_then(|at| anchors.get(at).copied());
    anchors.clear();
    anchors.extend(one);
    anchors
}

fn at(hit: Hit) -> Place {
    Place { turn: hit.turn, span: Some(hit.span) }
}

/// The hits beside which, in the same turn, another wording stands with so few characters between.
fn near_ones(scene: &Scene<'_, '_>, hits: Vec<Hit>, near: &Near) -> Vec<Hit> {
    let others = scene.heard(&near.cues, By::Anyone);
    let close = |one: &Hit, other: &Hit| {
        if one.turn != other.turn || one == other {
            return false;
        }
        let (first, second) = if one.span.start() <= other.span.start() {
            (one.span, other.span)
        } else {
            (other.span, one.span)
        };
        let between = first.end()..second.start();
        let text = scene.turns.get(one.turn).map_or("", Turn::text);
        let text = text.get(between).unwrap_or_default();
        text.chars().take(near.characters as usize + 1).count() <= near.characters as usize
    };
    let is_near = |hit: &Hit| {
        let behind = others.partition_point(|other| other.start() < hit.start());
        let neighbours = others.iter().skip(behind.saturating_sub(1)).take(3);
        neighbours.into_iter().any(|other| close(hit, other))
    };
    hits.into_iter().filter(is_near).collect()
}
