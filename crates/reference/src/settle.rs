//! Of the wordings that stand in a text, those that are reported: the longest of what overlaps, and one
//! for each act.

use crate::fold::{Gap, Pause, Text};
use crate::judge::Judge;
use crate::pack::Rule;
use jinyu::Verdict;
use std::cmp::Reverse;
use std::ops::Range;

/// How many ideographs, words in letters and marks may stand between two pieces of one act.
const BETWEEN: usize = 8;
/// The same in cells.
const FARTHEST: usize = 96;

/// A judged wording.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'r> {
    pub(crate) rule: &'r Rule,
    pub(crate) phrase: &'r str,
    cells: Range<usize>,
    pub(crate) span: Range<usize>,
    pub(crate) verdict: Verdict,
    pub(crate) joined: bool,
}

impl<'r> Piece<'r> {
    pub(crate) fn of(judge: &Judge<'r, '_>) -> Piece<'r> {
        let cells = judge.place.cells.clone();
        let span = judge.text.bytes(&cells);
        let (phrase, verdict) = (judge.place.phrase, judge.verdict());
        Piece { rule: judge.rule, phrase, cells, span, verdict, joined: false }
    }
}

/// The pieces in reading order, with those covered that are not to be reported.
pub(crate) fn settle<'r>(text: &Text<'_>, mut pieces: Vec<Piece<'r>>) -> Vec<Piece<'r>> {
    let key = |piece: &Piece<'r>| {
        (piece.cells.start, piece.cells.end, piece.rule.id.clone(), piece.phrase.to_owned())
    };
    pieces.sort_by_key(key);
    pieces.dedup_by_key(|piece| key(piece));
    cover_shorter(&mut pieces);
    join_acts(text, &mut pieces);
    pieces.sort_by_key(|piece| (piece.cells.start, piece.cells.end));
    pieces
}

/// The longest first: what overlaps a longer finding is covered by it.
fn cover_shorter(pieces: &mut [Piece<'_>]) {
    let mut order: Vec<usize> = reported(pieces);
    order.sort_by_key(|&at| (Reverse(pieces[at].cells.len()), at));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let own = pieces[at].cells.clone();
        let overlaps = |&&other: &&usize| {
            pieces[other].cells.start < own.end && own.start < pieces[other].cells.end
        };
        // Several may overlap; the last of them is named.
        match kept.iter().filter(overlaps).max_by_key(|&&other| pieces[other].cells.start) {
            Some(&by) => pieces[at].verdict = Verdict::Covered(pieces[by].rule.id.clone()),
            None => kept.push(at),
        }
    }
}

/// Findings of one category, close by and in one sentence, are one act: the longest is reported, and
/// holds them all.
fn join_acts(text: &Text<'_>, pieces: &mut [Piece<'_>]) {
    let mut acts: Vec<Vec<usize>> = Vec::new();
    for at in reported(pieces) {
        let piece = &pieces[at];
        let last = acts.iter_mut().rfind(|act| pieces[act[0]].rule.category == piece.rule.category);
        let near = last.filter(|act| {
            let between = pieces[act[act.len() - 1]].cells.end..piece.cells.start;
            let ends = |at: usize| text.cells[at].pause().is_some_and(|it| it >= Pause::Line);
            let goes_on = |at: usize| {
                let cell = &text.cells[at];
                at > 0 && cell.gap == Gap::None && cell.is_wordy() && text.cells[at - 1].is_wordy()
            };
            let units = between.clone().filter(|&at| !goes_on(at)).count();
            between.len() <= FARTHEST && units <= BETWEEN && !between.into_iter().any(ends)
        });
        match near {
            Some(act) => act.push(at),
            None => acts.push(vec![at]),
        }
    }
    for act in acts.into_iter().filter(|act| act.len() > 1) {
        let length = |&&at: &&usize| Reverse(pieces[at].cells.len());
        let Some(&longest) = act.iter().min_by_key(length) else { continue };
        let cells = pieces[act[0]].cells.start..pieces[act[act.len() - 1]].cells.end;
        for &at in act.iter().filter(|&&at| at != longest) {
            pieces[at].verdict = Verdict::Covered(pieces[longest].rule.id.clone());
        }
        pieces[longest].span = text.bytes(&cells);
        pieces[longest].cells = cells;
        pieces[longest].joined = true;
    }
}

fn reported(pieces: &[Piece<'_>]) -> Vec<usize> {
    (0..pieces.len()).filter(|&at| pieces[at].verdict.is_found()).collect()
}
