//! Chinese words, and only where a rule asks: the run of characters around a candidate is cut, the
//! rest of the text never is. Loads nothing; the dictionary is read where it lies.

mod dictionary;
mod tag_table;

use crate::fold::{Kind, View};
pub(crate) use dictionary::Dictionary;
use std::ops::Range;
use tag_table::MAX_WORD_CHARS;

/// How far a run is followed from a candidate, in cells to either side. Longer runs are cut
/// there, which can differ from cutting them whole in the words at that far edge.
const REACH: usize = 300;

/// A word in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ViewWord {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// jieba's part of speech: `n` noun, `v` verb, `r` pronoun, …
    pub(crate) tag: &'static str,
}

/// The words of one view, run by run.
#[derive(Debug)]
pub(crate) struct Words<'v> {
    view: &'v View<'v>,
    dictionary: &'v Dictionary,
    /// The run that was asked for last; candidates come in order.
    last: (Range<usize>, Vec<ViewWord>),
}

impl<'v> Words<'v> {
    pub(crate) fn new(view: &'v View<'v>, dictionary: &'v Dictionary) -> Words<'v> {
        Words { view, dictionary, last: (0..0, Vec::new()) }
    }

    /// The words of the run that holds a cell; none if the cell is a break.
    pub(crate) fn around(&mut self, cell: usize) -> &[ViewWord] {
        if !self.last.0.contains(&cell) {
            let run = self.run(cell);
            let words = self.cut(run.clone());
            self.last = (run, words);
        }
        &self.last.1
    }

    /// The word that a place between two cells falls into, if it falls into one. Nothing is cut
    /// where no word of the dictionary could straddle the place.
    pub(crate) fn cut_by(&mut self, edge: usize) -> Option<ViewWord> {
        if !self.may_be_cut(edge) {
            return None;
        }
        self.around(edge).iter().copied().find(|word| word.start < edge && edge < word.end)
    }

    fn may_be_cut(&self, edge: usize) -> bool {
        let cells = &self.view.cells;
        let in_run = |at: &usize| cells.get(*at).is_some_and(|cell| cell.pause().is_none());
        let before = (edge.saturating_sub(MAX_WORD_CHARS)..edge).rev().take_while(in_run).count();
        let behind = (edge..edge + MAX_WORD_CHARS).take_while(in_run).count();
        let (mut text, _) = self.written(edge - before..edge);
        let at = text.len();
        text.push_str(&self.written(edge..edge + behind).0);
        self.dictionary.straddles(&text, at)
    }

    fn run(&self, cell: usize) -> Range<usize> {
        let cells = &self.view.cells;
        let breaks = |at: &usize| cells.get(*at).is_none_or(|c| matches!(c.kind, Kind::Break(_)));
        let earliest = cell.saturating_sub(REACH);
        let latest = cells.len().min(cell + REACH);
        let start = (earliest..cell).rev().find(breaks).map_or(earliest, |at| at + 1);
        let end = (cell..latest).find(breaks).unwrap_or(latest);
        start..end.max(start)
    }

    /// The characters of some cells and the cell that each byte comes from. A character that stood
    /// twice is two, one repeated more often is one: 看看 is a word, 道道道 is a disguise.
    fn written(&self, cells: Range<usize>) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut owners = Vec::new();
        for index in cells {
            let Some(cell) = self.view.cells.get(index) else { break };
            for _ in 0..if cell.run == 2 { 2 } else { 1 } {
                text.push(cell.character);
                owners.resize(text.len(), index);
            }
        }
        (text, owners)
    }

    fn cut(&self, run: Range<usize>) -> Vec<ViewWord> {
        let (text, owners) = self.written(run);
        self.dictionary
            .cut(&text)
            .into_iter()
            .filter_map(|word| {
                let start = *owners.get(word.start)?;
                let end = *owners.get(word.end.checked_sub(1)?)? + 1;
                Some(ViewWord { start, end, tag: word.tag })
            })
            .collect()
    }
}
