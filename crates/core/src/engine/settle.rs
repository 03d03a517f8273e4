//! From the matches of one text to those that are reported: one for each act. Looks at places and
//! categories only; what excuses a match has been decided before.

use super::cover::{Place, acts, covered};
use super::hunt::Match;
use super::walk::continues;
use crate::fold::{Cell, Pause, View};
use crate::span::Span;
use crate::trace::Verdict;
use std::ops::Range;

/// How many ideographs, words in letters and marks may stand between two pieces of one act.
const BETWEEN: usize = 8;
/// The same in cells, however long the words are.
const FARTHEST: usize = 96;

/// Sorts matches into reading order, marks those that a longer one covers, and, unless they are to
/// stay `apart`, joins those that are pieces of one act: the longest piece names the rule, the span
/// holds them all.
pub(super) fn settle(view: &View<'_>, found: &mut Vec<Match<'_>>, apart: bool) {
    found.sort_by(|a, b| (a.cells, a.rule.id(), a.phrase).cmp(&(b.cells, b.rule.id(), b.phrase)));
    let mut all = reported(found);
    for (place, by) in covered(&places(&all)) {
        cover(&mut all, place, by);
    }
    if apart {
        return;
    }
    let mut kept = reported(found);
    for pieces in acts(&places(&kept), |between| near(view, between)) {
        join(&mut kept, &pieces, view);
    }
    found.sort_by_key(|found| found.cells);
}

/// Whether what stands between two pieces leaves them one act: few characters of Chinese or words in
/// letters, none of them the end of a sentence.
fn near(view: &View<'_>, between: Range<usize>) -> bool {
    let ends_sentence = |cell: &Cell| cell.pause().is_some_and(|pause| pause >= Pause::Line);
    between.len() <= FARTHEST
        && between.clone().filter(|&at| !continues(&view.cells, at)).count() <= BETWEEN
        && !view.cells.get(between).unwrap_or_default().iter().any(ends_sentence)
}

/// Makes the longest of some pieces hold them all, and marks the others as covered by it.
fn join(kept: &mut [&mut Match<'_>], pieces: &[usize], view: &View<'_>) {
    let cells = |&piece: &usize| kept.get(piece).map_or((0, 0), |piece| piece.cells);
    let length = |piece: &&usize| cells(piece).1 - cells(piece).0;
    let (&[first, .., last], Some(&longest)) = (pieces, pieces.iter().rev().max_by_key(length))
    else {
        return;
    };
    let (start, end) = (cells(&first).0, cells(&last).1);
    for &piece in pieces.iter().filter(|&&piece| piece != longest) {
        cover(kept, piece, longest);
    }
    if let Some(longest) = kept.get_mut(longest) {
        longest.joined = true;
        longest.cells = (start, end);
        longest.span = view.in_turn(Span::new(start, end));
    }
}

fn cover(found: &mut [&mut Match<'_>], covered: usize, by: usize) {
    let by = found.get(by).map(|by| by.rule.id().to_owned());
    if let (Some(covered), Some(by)) = (found.get_mut(covered), by) {
        covered.verdict = Verdict::Covered(by);
    }
}

fn reported<'f, 'r>(found: &'f mut [Match<'r>]) -> Vec<&'f mut Match<'r>> {
    found.iter_mut().filter(|found| found.verdict == Verdict::Found).collect()
}

fn places<'r>(found: &[&mut Match<'r>]) -> Vec<Place<'r>> {
    let place = |found: &&mut Match<'r>| {
        let (start, end) = found.cells;
        Place { start, end, category: found.rule.category() }
    };
    found.iter().map(place).collect()
}
