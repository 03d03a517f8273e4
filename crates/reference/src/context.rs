//! What stands around a match: its clause, sentence and message, and whether a wording stands there.
//! How far they reach at most is part of what they mean.

use crate::fold::Pause;
use crate::phrase::Seq;
use crate::stand::Stand;
use std::ops::Range;

const CLAUSE: usize = 100;
const SENTENCE: usize = 200;
const MESSAGE: usize = 400;
/// How many cells a wording around a match may begin before it.
const AROUND: usize = 16;
/// How long the tag of a question may be: 对吗, 您看方便吗.
const TAG: usize = 8;

/// A match in a text.
#[derive(Clone, Debug)]
pub(crate) struct Context<'s> {
    pub(crate) stand: Stand<'s>,
    pub(crate) cells: Range<usize>,
}

impl Context<'_> {
    pub(crate) fn clause(&self) -> Range<usize> {
        self.up_to(Pause::Comma, CLAUSE)
    }

    pub(crate) fn sentence(&self) -> Range<usize> {
        self.up_to(Pause::Line, SENTENCE)
    }

    pub(crate) fn message(&self) -> Range<usize> {
        let end = self.stand.cells.len().min(self.cells.end + MESSAGE);
        self.cells.start.saturating_sub(MESSAGE)..end
    }

    /// The cells around the match up to a pause of at least this length.
    fn up_to(&self, least: Pause, far: usize) -> Range<usize> {
        let ends = |&at: &usize| self.stand.cells[at].pause().is_some_and(|pause| pause >= least);
        let earliest = self.cells.start.saturating_sub(far);
        let latest = self.stand.cells.len().min(self.cells.end + far);
        let start = (earliest..self.cells.start).rfind(ends).map_or(earliest, |at| at + 1);
        start..(self.cells.end..latest).find(ends).unwrap_or(latest)
    }

    /// Whether the clause asks: it ends with a question mark, or with a short tag that does.
    pub(crate) fn asks(&self) -> bool {
        let end = self.sentence().end;
        let behind = self.stand.cells.get(end).and_then(crate::fold::Cell::pause);
        behind == Some(Pause::Question) && end.saturating_sub(self.clause().end) <= TAG
    }

    /// Whether the match is a part of a longer wording.
    pub(crate) fn is_inside(&self, parts: &Seq) -> bool {
        let Range { start, end } = self.cells;
        let earliest = start.saturating_sub(AROUND);
        (earliest..=start).any(|at| {
            let ways = self.stand.ways(parts, at);
            ways.iter().any(|way| way.at >= end && (at..way.at) != self.cells)
        })
    }

    /// Where a wording stands in a region without touching the match: first place, longest way.
    pub(crate) fn elsewhere(&self, parts: &Seq, region: &Range<usize>) -> Option<Range<usize>> {
        region.clone().find_map(|at| {
            if self.stand.cells[at].pause().is_some() {
                return None;
            }
            let apart = |end: usize| end <= self.cells.start || at >= self.cells.end;
            let ways = self.stand.ways(parts, at);
            let ends = ways.iter().map(|way| way.at).filter(|&end| apart(end) && end > at);
            let end = ends.filter(|&end| end <= region.end).max()?;
            self.stand.whole_words(&(at..end)).then_some(at..end)
        })
    }

    /// The first place in a region where an item of a list stands without touching the match; of several
    /// the longest.
    pub(crate) fn listed(&self, list: &str, region: Range<usize>) -> Option<Range<usize>> {
        let found = self.items(list).iter().filter_map(|item| self.elsewhere(item, &region));
        found.min_by_key(|found| (found.start, std::cmp::Reverse(found.end)))
    }

    /// Where the longest item of a list begins that ends at a place.
    pub(crate) fn listed_before(&self, list: &str, at: usize) -> Option<usize> {
        self.items(list).iter().filter_map(|item| self.stand.ends_at(item, at)).min()
    }

    /// Where the longest item of a list ends that begins at a place.
    pub(crate) fn listed_behind(&self, list: &str, at: usize) -> Option<usize> {
        self.items(list).iter().filter_map(|item| self.stand.begins_at(item, at)).max()
    }

    /// Whether nothing but fillers and breaks stands between the match and the edges of a region.
    pub(crate) fn fills(&self, region: &Range<usize>) -> bool {
        self.is_filler(region.start, self.cells.start) && self.is_filler(self.cells.end, region.end)
    }

    fn is_filler(&self, from: usize, to: usize) -> bool {
        let mut reached = vec![from];
        let mut next = 0;
        while let Some(&at) = reached.get(next) {
            next += 1;
            if at == to {
                return true;
            }
            let mut ends: Vec<usize> = Vec::new();
            if self.stand.cells[at].pause().is_some() {
                ends.push(at + 1);
            }
            for filler in self.items("aside") {
                ends.extend(self.stand.ways(filler, at).iter().map(|way| way.at));
            }
            ends.retain(|end| *end <= to && !reached.contains(end));
            ends.sort_unstable();
            ends.dedup();
            reached.extend(ends);
        }
        false
    }

    fn items(&self, list: &str) -> &[Seq] {
        self.stand.lists.get(list).map_or(&[], Vec::as_slice)
    }
}
