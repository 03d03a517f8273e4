//! Which marks stand near a place of a coded text, and how far away. Distances are counted so that
//! a mark is never thought farther away than it is to a phrase held against the folded text.

use super::codes::{BREAK, Coded};
use super::needs::MARK_LETTERS;
use crate::flat::{Number, Numbers};

/// How far from its literal a phrase may need something, in cells or words.
pub(crate) const REACH: usize = 96;

/// How many bits of a set there are for each of its marks: one in sixteen strangers passes.
const BITS_A_MARK: usize = 16;

/// The number of a mark: an ideograph's code, or a hash of the first letters of a word.
fn number(codes: impl Iterator<Item = u16>) -> u16 {
    let hash = codes.fold(0u32, |hash, code| {
        (hash ^ u32::from(code)).wrapping_mul(0x9E37_79B1).rotate_left(15)
    });
    (hash >> 16) as u16
}

/// The numbers of marks that are written with spaces between.
fn numbers(marks: &str) -> impl Iterator<Item = u16> {
    marks.split(' ').map(|mark| match mark.chars().next() {
        Some(first) if !first.is_ascii() => u16::try_from(u32::from(first)).unwrap_or(BREAK),
        _ => number(mark.bytes().map(u16::from)),
    })
}

/// Marks of which one must stand near a literal: where the bits of their set are, and from how
/// many units behind the literal's first to how many; before it, where negative. An ideograph is a
/// unit, and so are a word and a break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Need {
    /// The first word of the set's bits.
    start: u32,
    /// What is left of a hash of 32 bits is a bit's place in the set.
    shift: u8,
    away: (i8, i8),
}

impl Number for Need {
    const SIZE: usize = 8;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let word = u64::read(bytes);
        let [shift, least, most, _] = ((word >> 32) as u32).to_le_bytes();
        Need { start: word as u32, shift, away: (least.cast_signed(), most.cast_signed()) }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.start.write(bytes);
        let (least, most) = self.away;
        bytes.extend([self.shift, least.cast_unsigned(), most.cast_unsigned(), 0]);
    }
}

#[inline]
fn place(mark: u16, shift: u8) -> usize {
    (u32::from(mark).wrapping_mul(0x9E37_79B1) >> (shift & 31)) as usize
}

impl Need {
    /// A need of a set whose bits are written behind those of the others.
    pub(crate) fn new(marks: &str, away: (i8, i8), bits: &mut Vec<u64>) -> Need {
        let marks: Vec<u16> = numbers(marks).collect();
        let size = (marks.len() * BITS_A_MARK).next_power_of_two().max(64);
        let shift = u8::try_from(32 - size.ilog2()).unwrap_or(0);
        let start = bits.len();
        bits.resize(start + size / 64, 0);
        for mark in marks {
            let place = place(mark, shift);
            bits[start + place / 64] |= 1 << (place % 64);
        }
        Need { start: u32::try_from(start).unwrap_or(u32::MAX), shift, away }
    }

    /// The same set at another distance.
    pub(crate) fn at(self, away: (i8, i8)) -> Need {
        Need { away, ..self }
    }

    /// Whether one of the marks stands where it must, for a literal at a place of a text.
    #[inline]
    pub(crate) fn is_met(self, bits: &Numbers<u64>, text: &Coded<'_>, at: usize) -> bool {
        let set = Set { bits, need: self };
        let (least, most) = self.away;
        if let Some(units) = text.units() {
            let first = at.saturating_add_signed(isize::from(least));
            let end = (at + 1).saturating_add_signed(isize::from(most)).min(units.len());
            return units.get(first..end).unwrap_or_default().iter().any(|&unit| set.holds(unit));
        }
        (most >= 0 && set.stands_behind(text, at, least.max(0), most))
            || (least < 0 && set.stands_before(text, at, least, most.min(-1)))
    }
}

#[derive(Clone, Copy)]
struct Set<'b> {
    bits: &'b Numbers<u64>,
    need: Need,
}

impl Set<'_> {
    #[inline]
    fn holds(self, mark: u16) -> bool {
        let place = place(mark, self.need.shift);
        self.bits.get(self.need.start as usize + place / 64) >> (place % 64) & 1 == 1
    }

    fn stands_behind(self, text: &Coded<'_>, at: usize, least: i8, most: i8) -> bool {
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

    fn stands_before(self, text: &Coded<'_>, at: usize, least: i8, most: i8) -> bool {
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
    fn stands_at(self, text: &Coded<'_>, at: usize) -> bool {
        if text.begins_word(at) { self.begins_word(text, at) } else { self.holds(text.code(at)) }
    }

    /// Whether a word begins with the letters of one of the marks.
    fn begins_word(self, text: &Coded<'_>, at: usize) -> bool {
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
