//! What the distance between a literal and what its phrase needs is counted in: ideographs, words in
//! letters and breaks. Only texts with words in letters have units that are not their codes.

use super::codes::{Coded, place};
use super::near::{EMPTY, word_marks};
use super::needs::MARK_LETTERS;
use std::ops::Range;

/// How many units are looked at for one that a phrase needs.
const MOST_NEAR: usize = 512;

/// What distances are counted in: an ideograph, a word in letters, a break.
#[derive(Debug)]
pub(crate) struct Units(Vec<Unit>);

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    /// The place of its first code.
    at: u32,
    /// The number of the group that it is in: words that may be one word.
    group: u32,
    /// The marks that it has.
    pub(crate) marks: [u16; MARK_LETTERS],
}

impl Units {
    /// The units of a text.
    pub(super) fn of(text: &Coded<'_>) -> Units {
        let (words, codes) = (text.words(), text.codes());
        let mut units = Vec::with_capacity(words.len() * 2);
        let (mut behind, mut group) = (0, 0);
        let alone = |units: &mut Vec<Unit>, group: &mut u32, range: Range<usize>| {
            for (at, &code) in range.clone().zip(codes.get(range).unwrap_or_default()) {
                *group += 1;
                units.push(Unit { at: place(at), group: *group, marks: [code, EMPTY, EMPTY] });
            }
        };
        for (number, word) in words.iter().enumerate() {
            alone(&mut units, &mut group, behind..word.at as usize);
            let mut marks = word.marks;
            if (word.end - word.at) < MARK_LETTERS as u32 {
                // What is spelled letter by letter goes on behind it.
                marks = word_marks(codes.get(word.at as usize..).unwrap_or_default());
            }
            group += u32::from(!text.joins(number));
            units.push(Unit { at: word.at, group, marks });
            behind = word.end as usize;
        }
        alone(&mut units, &mut group, behind..codes.len());
        Units(units)
    }

    /// The units that may stand at least and at most so far from the one that a code is of, behind
    /// it where positive. Words that may be one count as one where that brings them nearer; `None`
    /// if these are so many that nobody should look at them all.
    pub(crate) fn near(&self, at: usize, least: isize, most: isize) -> Option<&[Unit]> {
        let Units(units) = self;
        let number = units.partition_point(|unit| unit.at as usize <= at).saturating_sub(1);
        let Some(own) = units.get(number) else { return Some(&[]) };
        let inside = usize::from((own.at as usize) < at);
        let group = |away: isize| (own.group as usize).saturating_add_signed(away);
        let first = match usize::try_from(least) {
            Ok(least) => number + least,
            Err(_) => units.partition_point(|unit| (unit.group as usize) < group(least)),
        };
        let end = if most < 0 {
            (number + 1 + inside).saturating_add_signed(most)
        } else {
            units.partition_point(|unit| unit.group as usize <= group(most))
        };
        let near = units.get(first..end.min(units.len())).unwrap_or_default();
        (near.len() <= MOST_NEAR).then_some(near)
    }
}
