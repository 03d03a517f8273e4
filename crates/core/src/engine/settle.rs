//! From the matches of one text to those that are reported: one for each act. Looks at places and
//! categories only; what excuses a match has been decided before.

use super::cover::{Place, acts, covered_by};
use super::hunt::Match;
use crate::fold::{Cell, Pause, View};
use crate::span::Span;
use crate::trace::Verdict;

/// Sorts matches into reading order, marks those that a longer one covers, and, unless they are to
/// stay `apart`, joins those that are pieces of one act: the longest piece names the rule, the span
/// holds them all.
pub(super) fn settle(view: &View<'_>, found: &mut Vec<Match<'_>>, apart: bool) {
    found.sort_by(|a, b| (a.cells, a.rule.id(), a.phrase).cmp(&(b.cells, b.rule.id(), b.phrase)));
    let reported = reported(found);
    for (place, by) in covered_by(&places(found, &reported)).into_iter().enumerate() {
        if let Some(by) = by {
            cover(found, reported[place], reported[by]);
        }
    }
    if apart {
        return;
    }
    let kept = self::reported(found);
    let ends_sentence = |cell: usize| {
        view.cells.get(cell).and_then(Cell::pause).is_some_and(|pause| pause >= Pause::Line)
    };
    let acts = acts(&places(found, &kept), ends_sentence);
    for pieces in acts.iter().filter(|pieces| pieces.len() > 1) {
        let cells = |piece: &usize| found[kept[*piece]].cells;
        let length = |piece: &&usize| cells(piece).1 - cells(piece).0;
        let Some(&longest) = pieces.iter().rev().max_by_key(length) else { continue };
        let start = pieces.iter().map(|piece| cells(piece).0).min().unwrap_or(0);
        let end = pieces.iter().map(|piece| cells(piece).1).max().unwrap_or(0);
        for &piece in pieces.iter().filter(|&&piece| piece != longest) {
            cover(found, kept[piece], kept[longest]);
        }
        found[kept[longest]].joined = true;
        found[kept[longest]].cells = (start, end);
        found[kept[longest]].span = view.in_turn(Span::new(start, end));
    }
    found.sort_by_key(|found| found.cells);
}

fn cover(found: &mut [Match<'_>], covered: usize, by: usize) {
    found[covered].verdict = Verdict::Covered(found[by].rule.id().to_owned());
}

fn reported(found: &[Match<'_>]) -> Vec<usize> {
    (0..found.len()).filter(|&at| found[at].verdict == Verdict::Found).collect()
}

fn places<'r>(found: &[Match<'r>], of: &[usize]) -> Vec<Place<'r>> {
    let place = |&at: &usize| {
        let (start, end) = found[at].cells;
        Place { start, end, category: found[at].rule.category() }
    };
    of.iter().map(place).collect()
}
