//! Whether a wording stands at a place, found out by trying every way in which it can. Nothing is
//! looked up, nothing is remembered; a wording stands or does not.

use crate::checksum;
use crate::fold::{self, Cell, Class, Gap, Kind, Pause, Text};
use crate::pack::{Innocence, Lists, Pattern, Rule, Whole};
use crate::phrase::{Letter, Part};
use std::cmp::Reverse;
use std::ops::Range;

/// How far a wording has been followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    /// Behind the last cell.
    pub(crate) at: usize,
    /// How much the gaps took.
    gaps: usize,
    /// Where the variable V stood first, and how long it is.
    variable: Option<(usize, usize)>,
}

/// A wording of a rule that stands in a text.
#[derive(Clone, Debug)]
pub(crate) struct Place<'r> {
    pub(crate) phrase: &'r str,
    pub(crate) whole: Whole,
    pub(crate) innocent: Option<&'r Innocence>,
    pub(crate) cells: Range<usize>,
}

/// A text and the word lists of a pack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand<'s> {
    pub(crate) cells: &'s [Cell],
    pub(crate) lists: &'s Lists,
}

impl<'s> Stand<'s> {
    /// Every place where a wording of a rule stands: for each first cell the best way, which has the
    /// smallest gaps and is the longest of these.
    pub(crate) fn places<'r>(&self, rule: &'r Rule, text: &Text<'_>) -> Vec<Place<'r>> {
        let mut places = Vec::new();
        for phrase in &rule.phrases {
            let best = |start: usize| {
                let ways = self.ways(&phrase.parts, start).into_iter();
                let ways = ways.filter(|way| way.at > start);
                ways.min_by_key(|way| (way.gaps, Reverse(way.at)))
            };
            let mut before = None;
            for start in 0..self.cells.len() {
                let way = best(start);
                // A break before a phrase that begins with a pause belongs to it.
                let again =
                    way.is_some() && way == before && self.cells[start - 1].pause().is_some();
                before = way;
                let Some(way) = way.filter(|way| !again && self.whole_words(&(start..way.at)))
                else {
                    continue;
                };
                places.push(Place {
                    phrase: &phrase.written,
                    whole: phrase.whole,
                    innocent: phrase.innocent.as_ref(),
                    cells: start..way.at,
                });
            }
        }
        for pattern in &rule.patterns {
            places.extend(self.hits(pattern, text).into_iter().map(|cells| Place {
                phrase: &pattern.written,
                whole: Whole::Anything,
                innocent: None,
                cells,
            }));
        }
        places
    }

    /// The cells of every hit of a regular expression.
    fn hits(&self, pattern: &Pattern, text: &Text<'_>) -> Vec<Range<usize>> {
        let spelled = text.spelled(0..self.cells.len());
        let (searched, starts): (String, Vec<usize>) = if pattern.as_written {
            (text.raw.to_owned(), self.cells.iter().map(|cell| cell.start).collect())
        } else {
            let mut starts = Vec::new();
            let mut folded = String::new();
            for (space, written) in spelled {
                starts.push(folded.len() + space);
                folded.push_str(&written);
            }
            (folded, starts)
        };
        let mut hits = Vec::new();
        let all = pattern.expression.find_iter(&searched).filter(|hit| !hit.is_empty());
        for hit in all.filter(|hit| !is_inside_a_word(&searched, hit.start())) {
            // The cell in which it begins, or the first behind a beginning that is in none.
            let start = starts.iter().rposition(|&start| start <= hit.start()).unwrap_or(0);
            let end = starts.iter().filter(|&&start| start < hit.end()).count().max(start + 1);
            let proven =
                pattern.checksum.as_ref().is_none_or(|it| checksum::holds(it, hit.as_str()));
            if proven && end <= self.cells.len() {
                hits.push(start..end);
            }
        }
        hits
    }

    /// Every way in which parts can stand from a place on.
    pub(crate) fn ways(&self, parts: &[Part], from: usize) -> Vec<Way> {
        self.follow(parts, Way { at: from, gaps: 0, variable: None })
    }

    /// The longest way in which parts stand from a place on.
    pub(crate) fn begins_at(&self, parts: &[Part], at: usize) -> Option<usize> {
        let end = self.ways(parts, at).iter().map(|way| way.at).max()?;
        (end > at && self.whole_words(&(at..end))).then_some(end)
    }

    /// The longest way in which parts stand up to a place.
    pub(crate) fn ends_at(&self, parts: &[Part], at: usize) -> Option<usize> {
        let ends = |&start: &usize| self.ways(parts, start).iter().any(|way| way.at == at);
        let start = (0..at).find(ends)?;
        self.whole_words(&(start..at)).then_some(start)
    }

    /// Whether no word in letters is cut by the edges.
    pub(crate) fn whole_words(&self, cells: &Range<usize>) -> bool {
        !self.inside_word(cells.start) && !self.inside_word(cells.end)
    }

    fn follow(&self, mut parts: &[Part], mut way: Way) -> Vec<Way> {
        // Letters first: they stand in one way or not at all.
        while let [Part::Letter(letter), behind @ ..] = parts {
            if !self.letter(letter, way.at) {
                return Vec::new();
            }
            way.at += 1;
            parts = behind;
        }
        let mut ways = vec![way];
        for part in parts {
            ways = ways.into_iter().flat_map(|way| self.part(part, way)).collect();
            ways.sort_unstable();
            ways.dedup();
            if ways.is_empty() {
                break;
            }
        }
        ways
    }

    fn part(&self, part: &Part, way: Way) -> Vec<Way> {
        match part {
            Part::Letter(letter) => match self.letter(letter, way.at) {
                true => vec![Way { at: way.at + 1, ..way }],
                false => Vec::new(),
            },
            Part::OneOf(alternatives) => {
                alternatives.iter().flat_map(|parts| self.follow(parts, way)).collect()
            }
            Part::List(name) => self.lists.get(name).map_or_else(Vec::new, |items| {
                items.iter().flat_map(|parts| self.follow(parts, way)).collect()
            }),
            Part::Maybe(parts) => {
                let mut ways = self.follow(parts, way);
                ways.push(way);
                ways
            }
            Part::Gap(width) => self.gap(*width, way),
            Part::Variable => (1..=2).filter_map(|length| self.variable(length, way)).collect(),
            Part::Pause => {
                let pauses = self.cells.get(way.at).is_some_and(|cell| cell.pause().is_some());
                vec![Way { at: way.at + usize::from(pauses), ..way }]
            }
            Part::ClauseStart => {
                let before = way.at.checked_sub(1).map(|before| &self.cells[before]);
                if is_clause_edge(before) { vec![way] } else { Vec::new() }
            }
            Part::ClauseEnd => {
                if is_clause_edge(self.cells.get(way.at)) {
                    vec![way]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Whether a letter of a phrase is the cell at a place. Chinese may be repeated more often, a letter
    /// of a word from three times on; a word begins where the phrase says that one does.
    fn letter(&self, letter: &Letter, at: usize) -> bool {
        let Some(cell) = self.cells.get(at) else { return false };
        let wordy_before = at.checked_sub(1).is_some_and(|before| self.cells[before].is_wordy());
        let edges_fit = match cell.gap {
            Gap::None => !(letter.begins && wordy_before),
            Gap::Soft => true,
            Gap::Hard => letter.begins || !wordy_before,
        };
        cell.character == letter.character
            && match cell.kind {
                Kind::Han => cell.times >= letter.times,
                Kind::Letter => {
                    let drawn_out = cell.times > 2 && cell.times > letter.times;
                    (cell.times == letter.times || drawn_out) && edges_fit
                }
                Kind::Digit => edges_fit,
                Kind::Break(_) => false,
            }
    }

    /// Up to so many characters, or whole words in letters; never over the end of a clause.
    fn gap(&self, width: usize, way: Way) -> Vec<Way> {
        if self.inside_word(way.at) {
            return Vec::new();
        }
        let mut ways = vec![way];
        let mut at = way.at;
        for taken in 1..=width {
            let Some(cell) = self.cells.get(at) else { break };
            if cell.pause().is_some_and(|pause| pause > Pause::Light) {
                break;
            }
            at += 1;
            while self.inside_word(at) {
                at += 1;
            }
            ways.push(Way { at, gaps: way.gaps + taken, ..way });
        }
        ways
    }

    /// The variable V with so many characters: ideographs, the same as before.
    fn variable(&self, length: usize, way: Way) -> Option<Way> {
        let cells = self.cells.get(way.at..way.at + length)?;
        let same = match way.variable {
            Some((first, bound)) => {
                let earlier = &self.cells[first..first + bound];
                bound == length
                    && earlier.iter().map(|c| c.character).eq(cells.iter().map(|c| c.character))
            }
            None => cells.iter().all(|cell| cell.kind == Kind::Han),
        };
        let variable = way.variable.or(Some((way.at, length)));
        same.then_some(Way { at: way.at + length, variable, ..way })
    }

    /// Whether a word in letters or digits goes on from the cell before a place to the one behind it.
    fn inside_word(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.cells[before].is_wordy())
            && self.cells.get(at).is_some_and(|cell| cell.is_wordy() && cell.gap == Gap::None)
    }
}

fn is_clause_edge(neighbour: Option<&Cell>) -> bool {
    neighbour.is_none_or(|cell| cell.pause().is_some_and(|pause| pause >= Pause::Comma))
}

/// Whether a letter or digit stands at a place, and another one before it.
fn is_inside_a_word(text: &str, at: usize) -> bool {
    let wordy = |c: &char| fold::class(*c) == Class::Text && fold::kind(*c) != Kind::Han;
    let (before, behind) = text.split_at(at);
    let before = before.chars().rev().find(|c| fold::class(*c) != Class::Nothing);
    before.as_ref().is_some_and(wordy) && behind.chars().next().as_ref().is_some_and(wordy)
}
