//! Which marks stand near a place of a coded text, and how far away. Distances are counted so that
//! a mark is never thought farther away than it is to a phrase held against the folded text.

use super::codes::{BREAK, Coded};
use super::literal::Spelling;
use super::needs::MARK_LETTERS;
use crate::flat::{Number, Numbers};

/// How far from its literal a phrase may need something, in ideographs and words.
pub(crate) const REACH: usize = 96;

/// How many codes are looked at for the first letters of a word that is spelled out.
const LONGEST_REPETITION: usize = 64;

/// How many slots of a set there are for each of its marks.
const SLOTS_A_MARK: usize = 4;
/// How many slots a set may have: enough for every mark that there is.
const MOST_SLOTS: u32 = 1 << 20;
/// What stands in a slot without a mark.
pub(crate) const EMPTY: u16 = 0;

/// The number of a mark: the hash of the first letters of a word.
fn number(codes: impl Iterator<Item = u16>) -> u16 {
    let mut spelling = Spelling::EMPTY;
    codes.for_each(|code| spelling.then(code));
    spelling.mark()
}

/// The marks of a word that begins some codes: by one letter, by two and by three, where it has so
/// many. Repeated letters count once.
pub(crate) fn word_marks(codes: &[u16]) -> [u16; MARK_LETTERS] {
    let mut marks = [EMPTY; MARK_LETTERS];
    let (mut spelling, mut last, mut length) = (Spelling::EMPTY, BREAK, 0);
    // Where a letter is repeated for longer, the last of them have the marks.
    for &code in codes.iter().take(LONGEST_REPETITION).take_while(|&&code| code != BREAK) {
        if code != last {
            spelling.then(code);
            last = code;
            let Some(mark) = marks.get_mut(length) else { break };
            *mark = spelling.mark();
            length += 1;
        }
    }
    marks
}

/// The numbers of marks that are written with spaces between.
pub(crate) fn numbers(marks: &str) -> impl Iterator<Item = u16> {
    marks.split(' ').map(|mark| match mark.chars().next() {
        Some(first) if !first.is_ascii() => u16::try_from(u32::from(first)).unwrap_or(BREAK),
        _ => number(mark.bytes().map(u16::from)),
    })
}

/// Marks of which one must stand near a literal: where the slots of their set are, and from how
/// many units behind the literal's first to how many; before it, where negative. An ideograph is a
/// unit, and so are a word and a break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Need {
    /// A bit for the lowest six bits of each mark.
    bits: u64,
    /// The set's first slot.
    start: u32,
    /// What is left of a hash of 32 bits is a slot of the set.
    shift: u8,
    away: (i8, i8),
}

impl Number for Need {
    const SIZE: usize = 16;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let (bits, rest) = bytes.split_at(8);
        let rest = u64::read(rest);
        let [shift, least, most, _] = ((rest >> 32) as u32).to_le_bytes();
        let away = (least.cast_signed(), most.cast_signed());
        Need { bits: u64::read(bits), start: rest as u32, shift, away }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.bits.write(bytes);
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
    /// A need of a set whose slots are written behind those of the others.
    pub(crate) fn new(marks: &str, away: (i8, i8), slots: &mut Vec<u16>) -> Need {
        let marks: Vec<u16> = numbers(marks).collect();
        let size = (marks.len() * SLOTS_A_MARK).next_power_of_two();
        let shift = u8::try_from(32 - size.ilog2()).unwrap_or(0);
        let start = slots.len();
        slots.resize(start + size, EMPTY);
        let bits = marks.iter().fold(0, |bits, mark| bits | 1 << (mark % 64));
        let own = slots.get_mut(start..).unwrap_or_default();
        for mark in marks {
            let mut place = place(mark, shift);
            while own.get(place).is_some_and(|&held| held != EMPTY && held != mark) {
                place = (place + 1) % size;
            }
            if let Some(slot) = own.get_mut(place) {
                *slot = mark;
            }
        }
        Need { bits, start: u32::try_from(start).unwrap_or(u32::MAX), shift, away }
    }

    /// The same set at another distance.
    pub(crate) fn at(self, away: (i8, i8)) -> Need {
        Need { away, ..self }
    }

    /// Whether its set stands in the slots, and a search of it ends.
    pub(crate) fn is_sound(self, slots: &Numbers<u16>) -> bool {
        if !(32 - MOST_SLOTS.ilog2()..32).contains(&u32::from(self.shift)) {
            return false;
        }
        let (start, size) = (self.start as usize, 1 << (32 - u32::from(self.shift)));
        let end = start.saturating_add(size);
        end <= slots.count() && slots.range(start..end).any(|mark| mark == EMPTY)
    }

    /// Whether one of the marks stands where it must, for a literal at a place of a text.
    #[inline]
    pub(crate) fn is_met(self, slots: &Numbers<u16>, text: &Coded<'_>, at: usize) -> bool {
        let set = Set { slots, need: self };
        let (least, most) = (isize::from(self.away.0), isize::from(self.away.1));
        let codes = text.codes();
        let first = at.saturating_add_signed(least);
        let end = (at + 1).saturating_add_signed(most).min(codes.len());
        // As long as there is no letter in between, every code is a unit.
        if text.has_letters(first.min(at)..end.max(at + 1)) {
            return set.stands_in_units(text, at);
        }
        codes.get(first..end).unwrap_or_default().iter().any(|&code| set.holds(code))
    }
}

#[derive(Clone, Copy)]
struct Set<'b> {
    slots: &'b Numbers<u16>,
    need: Need,
}

impl Set<'_> {
    #[inline]
    fn holds(self, mark: u16) -> bool {
        self.need.bits >> (mark % 64) & 1 == 1 && self.really_holds(mark)
    }

    fn stands_in_units(self, text: &Coded<'_>, at: usize) -> bool {
        let (least, most) = (isize::from(self.need.away.0), isize::from(self.need.away.1));
        let held = |&mark: &u16| mark != EMPTY && self.holds(mark);
        let near = text.units().near(at, least, most);
        near.is_none_or(|near| near.iter().any(|unit| unit.marks.iter().any(held)))
    }

    fn really_holds(self, mark: u16) -> bool {
        let mut place = place(mark, self.need.shift);
        let last = (1 << (32 - u32::from(self.need.shift))) - 1;
        loop {
            match self.slots.get(self.need.start as usize + place) {
                EMPTY => return false,
                held if held == mark => return true,
                _ => place = (place + 1) & last,
            }
        }
    }
}
