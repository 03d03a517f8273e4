//! Holds a phrase against the cells of a view, forwards or backwards from a given place. It finds
//! out whether a phrase stands there; where to look is somebody else's business.

use crate::fold::{Cell, Gap, Kind, Pause, View};
use crate::pack::WordList;
use crate::rule::{Choices, Letter, Part};
use std::collections::BTreeSet;

/// How many steps one walk may take: far beyond any sensible phrase, and a bound for all others.
const MOST_STEPS: u32 = 4_000;

/// How many letters of one word a gap passes.
const LONGEST_WORD: usize = 40;

/// The word lists of a pack.
pub(crate) type Lists = [WordList];

/// Which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Forward,
    Backward,
}

/// One end that a walk reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    /// Forwards: behind the last cell. Backwards: the first cell.
    pub(crate) at: usize,
    /// How many cells the gaps took.
    pub(crate) gap: usize,
    same: Option<(usize, usize)>,
}

/// A phrase being held against a view.
#[derive(Debug)]
pub(crate) struct Walk<'w> {
    pub(crate) view: &'w View<'w>,
    pub(crate) lists: &'w Lists,
    steps: u32,
}

/// What is still to be matched: the rest of a sequence, then the rest of the one around it.
#[derive(Clone, Copy)]
struct Todo<'p> {
    parts: &'p [Part],
    outer: Option<&'p Todo<'p>>,
}

type Accept<'a> = &'a mut dyn FnMut(&mut Walk<'_>, Reached) -> bool;

impl<'w> Walk<'w> {
    pub(crate) fn new(view: &'w View<'w>, lists: &'w Lists) -> Walk<'w> {
        Walk { view, lists, steps: 0 }
    }

    /// Tries every way in which `parts` can stand from `at` on and tells `accept` each end, until
    /// it answers true. Returns whether it did.
    pub(crate) fn from(
        &mut self,
        parts: &[Part],
        way: Way,
        at: usize,
        mut accept: impl FnMut(Reached) -> bool,
    ) -> bool {
        self.steps = 0;
        let begin = Reached { at, gap: 0, same: None };
        self.go(Todo { parts, outer: None }, way, begin, &mut |_, reached| accept(reached))
    }

    /// Where a phrase stands in any way that has `parts[split]` begin at `at`: for each first cell
    /// the best way from there, and so the same whichever part the phrase was looked up by. The
    /// best way has the smallest gaps and is the longest of these. Gives the first cell and the
    /// one behind the last.
    pub(crate) fn around(
        &mut self,
        parts: &[Part],
        split: usize,
        at: usize,
    ) -> Vec<(usize, usize)> {
        self.steps = 0;
        let (before, behind) = parts.split_at(split.min(parts.len()));
        if before.is_empty() {
            return self.best_from(parts, at).map(|(_, end)| (at, end)).into_iter().collect();
        }
        let mut starts = BTreeSet::new();
        let begin = Reached { at, gap: 0, same: None };
        self.go(Todo { parts: before, outer: None }, Way::Backward, begin, &mut |walk, left| {
            let turn = Reached { at, ..left };
            let known = starts.contains(&left.at);
            if !known
                && walk.go(
                    Todo { parts: behind, outer: None },
                    Way::Forward,
                    turn,
                    &mut |_, right| right.at > left.at,
                )
            {
                starts.insert(left.at);
            }
            false
        });
        let best =
            starts.into_iter().filter_map(|start| Some((start, self.best_from(parts, start)?)));
        let mut best: Vec<_> = best.collect();
        // A break before a phrase that begins with a pause belongs to it.
        let cells = &self.view.cells;
        let is_break = |at: usize| cells.get(at).is_some_and(|cell| cell.pause().is_some());
        best.dedup_by(|(start, way), (before, same)| {
            *before + 1 == *start && same == way && is_break(*before)
        });
        best.into_iter().map(|(start, (_, end))| (start, end)).collect()
    }

    /// The gaps of the best way in which a phrase stands from `start` on, and where it ends.
    fn best_from(&mut self, parts: &[Part], start: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        self.from(parts, Way::Forward, start, |reached| {
            let better = best.is_none_or(|(gap, end)| {
                reached.gap < gap || (reached.gap == gap && reached.at > end)
            });
            if better && reached.at > start {
                best = Some((reached.gap, reached.at));
            }
            false
        });
        best.filter(|&(_, end)| self.whole_words(start, end))
    }

    /// Whether no word written in letters is cut by the edges.
    pub(crate) fn whole_words(&self, start: usize, end: usize) -> bool {
        !continues(&self.view.cells, start) && !continues(&self.view.cells, end)
    }

    fn go(&mut self, todo: Todo<'_>, way: Way, here: Reached, accept: Accept<'_>) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let next = match way {
            Way::Forward => todo.parts.split_first(),
            Way::Backward => todo.parts.split_last(),
        };
        let Some((part, rest)) = next else {
            return match todo.outer {
                Some(outer) => self.go(*outer, way, here, accept),
                None => accept(self, here),
            };
        };
        let rest = Todo { parts: rest, outer: todo.outer };
        match part {
            Part::Text(letters) => match self.text(letters, way, here.at) {
                Some(at) => self.go(rest, way, Reached { at, ..here }, accept),
                None => false,
            },
            Part::OneOf(alternatives) => self.one_of(alternatives, rest, way, here, accept),
            Part::List(list) => match self.lists.get(usize::from(*list)) {
                Some(list) => self.one_of(list.items.get(), rest, way, here, accept),
                None => false,
            },
            Part::Maybe(inner) => {
                let inner = Todo { parts: inner, outer: Some(&rest) };
                self.go(inner, way, here, accept) || self.go(rest, way, here, accept)
            }
            Part::Gap(width) => self.gap(*width, rest, way, here, accept),
            Part::Same => self.same(rest, way, here, accept),
            Part::Pause => {
                let after = self.step(way, here.at).filter(|&(cell, _)| cell.pause().is_some());
                after.is_some_and(|(_, at)| self.go(rest, way, Reached { at, ..here }, accept))
                    || self.go(rest, way, here, accept)
            }
            Part::ClauseStart => {
                clause_edge(here.at.checked_sub(1).and_then(|before| self.view.cells.get(before)))
                    && self.go(rest, way, here, accept)
            }
            Part::ClauseEnd => {
                clause_edge(self.view.cells.get(here.at)) && self.go(rest, way, here, accept)
            }
        }
    }

    fn one_of(
        &mut self,
        choices: &Choices,
        rest: Todo<'_>,
        way: Way,
        here: Reached,
        accept: Accept<'_>,
    ) -> bool {
        // A break is no character of any alternative.
        let next = self.step(way, here.at).map_or('\n', |(cell, _)| cell.character);
        let outer = Some(&rest);
        match way {
            Way::Forward => choices
                .beginning(next)
                .any(|parts| self.go(Todo { parts, outer }, way, here, accept)),
            Way::Backward => {
                choices.ending(next).any(|parts| self.go(Todo { parts, outer }, way, here, accept))
            }
        }
    }

    /// The next cell on the way and the place behind it.
    fn step(&self, way: Way, at: usize) -> Option<(&'w Cell, usize)> {
        let view = self.view;
        match way {
            Way::Forward => view.cells.get(at).map(|cell| (cell, at + 1)),
            Way::Backward => {
                let before = at.checked_sub(1)?;
                view.cells.get(before).map(|cell| (cell, before))
            }
        }
    }

    fn text(&self, letters: &[Letter], way: Way, at: usize) -> Option<usize> {
        let start = match way {
            Way::Forward => at,
            Way::Backward => at.checked_sub(letters.len())?,
        };
        let cells = self.view.cells.get(start..start + letters.len())?;
        let stands = cells
            .iter()
            .zip(letters)
            .enumerate()
            .all(|(offset, (cell, letter))| self.letter(start + offset, cell, letter));
        stands.then_some(if way == Way::Forward { start + letters.len() } else { start })
    }

    fn letter(&self, index: usize, cell: &Cell, letter: &Letter) -> bool {
        if cell.character != letter.character || matches!(cell.kind, Kind::Break(_)) {
            return false;
        }
        match cell.kind {
            Kind::Letter => {
                let repeats = cell.run == letter.run || (cell.run > 2 && cell.run > letter.run);
                repeats && self.word_edge_fits(index, cell, letter)
            }
            Kind::Digit => self.word_edge_fits(index, cell, letter),
            _ => cell.run >= letter.run,
        }
    }

    fn word_edge_fits(&self, index: usize, cell: &Cell, letter: &Letter) -> bool {
        let attached =
            index.checked_sub(1).and_then(|b| self.view.cells.get(b)).is_some_and(Cell::is_wordy);
        match cell.gap {
            Gap::None => !(letter.begins && attached),
            Gap::Soft => true,
            Gap::Hard => letter.begins || !attached,
        }
    }

    fn gap(
        &mut self,
        width: u8,
        rest: Todo<'_>,
        way: Way,
        here: Reached,
        accept: Accept<'_>,
    ) -> bool {
        // A word in letters belongs to the gap as a whole or not at all.
        if continues(&self.view.cells, here.at) {
            return false;
        }
        let mut at = here.at;
        for taken in 0..=usize::from(width) {
            if taken > 0 {
                match self.unit(way, at) {
                    Some(next) => at = next,
                    None => return false,
                }
            }
            if self.go(rest, way, Reached { at, gap: here.gap + taken, ..here }, accept) {
                return true;
            }
        }
        false
    }

    /// Passes one character, or one word in letters; never a clause break.
    fn unit(&self, way: Way, at: usize) -> Option<usize> {
        let (cell, mut at) = self.step(way, at)?;
        match cell.kind {
            Kind::Break(Pause::Light) | Kind::Han => Some(at),
            Kind::Break(_) => None,
            Kind::Letter | Kind::Digit => {
                for _ in 0..LONGEST_WORD {
                    if !continues(&self.view.cells, at) {
                        break;
                    }
                    at = self.step(way, at)?.1;
                }
                Some(at)
            }
        }
    }

    fn same(&mut self, rest: Todo<'_>, way: Way, here: Reached, accept: Accept<'_>) -> bool {
        let view = self.view;
        (1..=2).any(|length| {
            let (start, at) = match way {
                Way::Forward => (here.at, here.at + length),
                Way::Backward => match here.at.checked_sub(length) {
                    Some(start) => (start, start),
                    None => return false,
                },
            };
            let Some(cells) = view.cells.get(start..start + length) else { return false };
            let fits = match here.same {
                Some((first, bound)) => {
                    bound == length
                        && view.cells.get(first..first + bound).is_some_and(|earlier| {
                            earlier
                                .iter()
                                .map(|c| c.character)
                                .eq(cells.iter().map(|c| c.character))
                        })
                }
                None => cells.iter().all(|cell| cell.kind == Kind::Han),
            };
            let same = here.same.or(Some((start, length)));
            fits && self.go(rest, way, Reached { at, same, gap: here.gap }, accept)
        })
    }
}

/// Whether the cell at `index` goes on with the word of the cell before it.
pub(super) fn continues(cells: &[Cell], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| cells.get(before));
    match (before, cells.get(index)) {
        (Some(before), Some(cell)) => before.is_wordy() && cell.is_wordy() && cell.gap == Gap::None,
        _ => false,
    }
}

fn clause_edge(neighbour: Option<&Cell>) -> bool {
    neighbour.is_none_or(|cell| cell.pause().is_some_and(|pause| pause >= Pause::Comma))
}
