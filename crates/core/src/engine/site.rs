//! The surroundings of one match: its clause, its sentence, and what stands in them. All regions
//! are bounded, so that a text without a full stop costs no more than any other.

use super::walk::{Lists, Walk, Way};
use crate::fold::{Cell, Kind, Pause, View};
use crate::rule::{Choices, Part, Seq, Template};
use std::ops::Range;

/// How far a clause, sentence or message reaches at most, in cells to either side.
const CLAUSE: usize = 100;
const SENTENCE: usize = 200;
const MESSAGE: usize = 400;
/// How much longer than the match a wording around it may be, in cells to either side.
const AROUND: usize = 16;

/// How long a tag behind a clause may be, its comma with it: 对吗, 可以吗, 您看方便吗.
const TAG: usize = 8;

/// A match in a view, and the word lists of the rule's pack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'v> {
    pub(crate) view: &'v View<'v>,
    pub(crate) lists: &'v Lists,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<'v> Site<'v> {
    pub(crate) fn clause(&self) -> Range<usize> {
        self.region(CLAUSE, Pause::Comma)
    }

    pub(crate) fn sentence(&self) -> Range<usize> {
        self.region(SENTENCE, Pause::Line)
    }

    pub(crate) fn message(&self) -> Range<usize> {
        let end = self.view.cells.len().min(self.end + MESSAGE);
        self.start.saturating_sub(MESSAGE)..end
    }

    fn region(&self, most: usize, pause: Pause) -> Range<usize> {
        let cells = &self.view.cells;
        let pause_of = |at: usize| cells.get(at).and_then(Cell::pause);
        let ends = |&at: &usize| pause_of(at).is_some_and(|other| other >= pause);
        let earliest = self.start.saturating_sub(most);
        let start = (earliest..self.start).rev().find(ends).map_or(earliest, |at| at + 1);
        let latest = cells.len().min(self.end + most);
        let end = (self.end..latest).find(ends).unwrap_or(latest);
        start..end
    }

    /// Whether the clause of the match asks: it ends with a question mark, or with a short tag that
    /// does (…，对吗？).
    pub(crate) fn asks(&self) -> bool {
        let end = self.sentence().end;
        let asks =
            self.view.cells.get(end).is_some_and(|cell| cell.pause() == Some(Pause::Question));
        asks && end.saturating_sub(self.clause().end) <= TAG
    }

    /// What stands directly before `at`: the longest of the wordings that ends there.
    pub(crate) fn ends_at(&self, parts: &[Part], at: usize) -> Option<usize> {
        let mut first: Option<usize> = None;
        let mut walk = Walk::new(self.view, self.lists);
        walk.from(parts, Way::Backward, at, |reached| {
            first = Some(first.map_or(reached.at, |first| first.min(reached.at)));
            false
        });
        first.filter(|&start| start < at && walk.whole_words(start, at))
    }

    /// What stands directly at `at`: the longest of the wordings that begins there.
    pub(crate) fn begins_at(&self, parts: &[Part], at: usize) -> Option<usize> {
        let mut last: Option<usize> = None;
        let mut walk = Walk::new(self.view, self.lists);
        walk.from(parts, Way::Forward, at, |reached| {
            last = Some(last.map_or(reached.at, |last| last.max(reached.at)));
            false
        });
        last.filter(|&end| end > at && walk.whole_words(at, end))
    }

    /// What stands directly before `at`: the longest of some alternatives that ends there.
    pub(crate) fn one_ends_at(&self, choices: &Choices, at: usize) -> Option<usize> {
        let last = self.character(at.checked_sub(1)?)?;
        choices.ending(last).filter_map(|parts| self.ends_at(parts, at)).min()
    }

    /// What stands directly at `at`: the longest of some alternatives that begins there.
    pub(crate) fn one_begins_at(&self, choices: &Choices, at: usize) -> Option<usize> {
        let first = self.character(at)?;
        choices.beginning(first).filter_map(|parts| self.begins_at(parts, at)).max()
    }

    /// The character at a cell; a break is no character of any wording.
    fn character(&self, at: usize) -> Option<char> {
        let cell = self.view.cells.get(at)?;
        Some(if cell.pause().is_some() { '\n' } else { cell.character })
    }

    /// The first of some wordings that stands in a region, outside the match.
    pub(crate) fn within<'t>(
        &self,
        region: Range<usize>,
        wordings: impl Iterator<Item = &'t Seq>,
    ) -> Option<Range<usize>> {
        let mut walk = Walk::new(self.view, self.lists);
        for parts in wordings {
            let first = match parts.first() {
                Some(Part::Text(letters)) => letters.first().map(|letter| letter.character),
                _ => None,
            };
            for at in region.clone() {
                let Some(cell) = self.view.cells.get(at) else { break };
                if cell.pause().is_some() || first.is_some_and(|first| first != cell.character) {
                    continue;
                }
                if let Some(end) = self.apart(&mut walk, parts, at, region.end) {
                    return Some(at..end);
                }
            }
        }
        None
    }

    /// The first place in a region, outside the match, where one of some alternatives stands: the longest there.
    pub(crate) fn one_within(
        &self,
        region: Range<usize>,
        choices: &Choices,
    ) -> Option<Range<usize>> {
        let mut walk = Walk::new(self.view, self.lists);
        for at in region.clone() {
            let cell = self.view.cells.get(at)?;
            if cell.pause().is_some() {
                continue;
            }
            let ends = choices
                .beginning(cell.character)
                .filter_map(|parts| self.apart(&mut walk, parts, at, region.end));
            if let Some(end) = ends.max() {
                return Some(at..end);
            }
        }
        None
    }

    /// Where the longest way ends in which a wording stands at `at`, outside the match.
    fn apart(
        &self,
        walk: &mut Walk<'_>,
        parts: &[Part],
        at: usize,
        latest: usize,
    ) -> Option<usize> {
        let mut end = None;
        walk.from(parts, Way::Forward, at, |reached| {
            let apart = reached.at <= self.start || at >= self.end;
            let fits = apart && reached.at > at && reached.at <= latest;
            end = end.max(fits.then_some(reached.at));
            false
        });
        end.filter(|&end| walk.whole_words(at, end))
    }

    /// The first of some wordings that the literal of the match is a part of.
    pub(crate) fn around<'t>(
        &self,
        literal: &Range<usize>,
        wordings: &'t [Template],
    ) -> Option<&'t Template> {
        let earliest = literal.start.saturating_sub(AROUND);
        wordings.iter().find(|wording| {
            let mut walk = Walk::new(self.view, self.lists);
            (earliest..=literal.start).any(|at| {
                walk.from(&wording.parts, Way::Forward, at, |reached| {
                    reached.at >= literal.end && (at != self.start || reached.at != self.end)
                })
            })
        })
    }

    /// Whether nothing but some fillers stands between the match and the edges of a region.
    pub(crate) fn fills(&self, region: Range<usize>, fillers: &Choices) -> bool {
        self.tiled(region.start, self.start, fillers) && self.tiled(self.end, region.end, fillers)
    }

    fn tiled(&self, from: usize, to: usize, fillers: &Choices) -> bool {
        let mut reachable = vec![true];
        reachable.resize(to.saturating_sub(from) + 1, false);
        for at in from..to {
            if reachable.get(at - from) != Some(&true) {
                continue;
            }
            if self.view.cells.get(at).is_some_and(|cell| matches!(cell.kind, Kind::Break(_)))
                && let Some(next) = reachable.get_mut(at - from + 1)
            {
                *next = true;
            }
            let first = self.character(at).unwrap_or('\n');
            for filler in fillers.beginning(first) {
                Walk::new(self.view, self.lists).from(filler, Way::Forward, at, |reached| {
                    if let Some(slot) =
                        reached.at.checked_sub(from).and_then(|at| reachable.get_mut(at))
                    {
                        *slot = true;
                    }
                    false
                });
            }
        }
        reachable.last().copied().unwrap_or(false)
    }
}
