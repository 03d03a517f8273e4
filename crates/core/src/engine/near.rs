//! Which marks stand near a place of a coded text, and how far away. Distances are counted so that
//! a mark is never thought farther away than it is to a phrase held against the folded text.

use super::codes::{BREAK, Coded};
use super::needs::MARK_LETTERS;

/// How far from its literal a phrase may need something, in cells or words.
pub(crate) const REACH: usize = 96;

/// The number of a mark: an ideograph's code, or a hash of the first letters of a word.
fn number(codes: impl Iterator<Item = u16>) -> u16 {
    let hash = codes.fold(0u32, |hash, code| {
        (hash ^ u32::from(code)).wrapping_mul(0x9E37_79B1).rotate_left(15)
    });
    (hash >> 16) as u16
}

/// Marks of which one must be there.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkSet {
    /// A bit for the lowest six bits of each.
    bits: u64,
    sorted: Vec<u16>,
}

impl MarkSet {
    /// Reads marks with spaces between.
    pub(crate) fn parse(marks: &str) -> MarkSet {
        let number = |mark: &str| match mark.chars().next() {
            Some(first) if !first.is_ascii() => u16::try_from(u32::from(first)).unwrap_or(BREAK),
            _ => number(mark.bytes().map(u16::from)),
        };
        let mut sorted: Vec<u16> = marks.split(' ').map(number).collect();
        sorted.sort_unstable();
        let bits = sorted.iter().fold(0, |bits, mark| bits | 1 << (mark % 64));
        MarkSet { bits, sorted }
    }

    #[inline]
    fn holds(&self, mark: u16) -> bool {
        self.bits >> (mark % 64) & 1 == 1 && self.sorted.binary_search(&mark).is_ok()
    }

    /// Whether one of the marks stands in a text from so many units behind the place of a code to
    /// so many; before it, where negative. An ideograph is a unit, and so are a word and a break.
    pub(crate) fn stands_near(&self, text: &Coded<'_>, at: usize, (least, most): (i8, i8)) -> bool {
        if let Some(units) = text.units() {
            let first = at.saturating_add_signed(isize::from(least));
            let end = (at + 1).saturating_add_signed(isize::from(most)).min(units.len());
            return units.get(first..end).unwrap_or_default().iter().any(|&unit| self.holds(unit));
        }
        (most >= 0 && self.stands_behind(text, at, least.max(0), most))
            || (least < 0 && self.stands_before(text, at, least, most.min(-1)))
    }

    fn stands_behind(&self, text: &Coded<'_>, at: usize, least: i8, most: i8) -> bool {
        let mut away = 0;
        for place in at..text.codes().len() {
            if place > at && !text.goes_on(place) {
                away += 1;
            }
            if away > most {
                return false;
            }
            if away >= least && self.stands_at(text, place) {
                return true;
            }
        }
        false
    }

    fn stands_before(&self, text: &Coded<'_>, at: usize, least: i8, most: i8) -> bool {
        let mut away = -1;
        for place in (0..at).rev() {
            if away <= most && self.stands_at(text, place) {
                return true;
            }
            if !text.goes_on(place) {
                away -= 1;
            }
            if away < least {
                return false;
            }
        }
        false
    }

    #[inline]
    fn stands_at(&self, text: &Coded<'_>, at: usize) -> bool {
        if text.begins_word(at) { self.begins_word(text, at) } else { self.holds(text.code(at)) }
    }

    /// Whether a word begins with the letters of one of the marks.
    fn begins_word(&self, text: &Coded<'_>, at: usize) -> bool {
        let mut letters = [BREAK; MARK_LETTERS];
        let (mut length, mut last) = (0, BREAK);
        for place in at.. {
            let code = text.code(place);
            if code == BREAK {
                return false;
            }
            if code != last {
                letters[length] = code;
                length += 1;
                last = code;
                if self.holds(number(letters[..length].iter().copied())) {
                    return true;
                }
            }
            if length == MARK_LETTERS {
                return false;
            }
        }
        false
    }
}
