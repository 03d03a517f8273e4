//! Where a coded text may hold a literal. It may be wrong about yes and is never wrong about no.
//!
//! Ideographs are looked at by twos and threes: a set of bits answers for nearly every place in a
//! text. Words in letters are looked at where they begin, by their first four letters; less would
//! say yes everywhere. What is left is found in a table by a hash of the whole literal.

use super::anchor::{MOST_CHARACTERS, MOST_LETTERS, REPEATED};
use super::codes::{BREAK, Coded, is_ideograph};

/// How many letters of a word, or ideographs, tell whether it is worth going on.
const HEAD_LETTERS: usize = 4;
const HEAD_CHARACTERS: usize = 3;
/// How many bits of a row lead to a place of the table.
const BUCKETS: u32 = 16;

/// Folded characters one behind the other, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row(u64);

impl Row {
    const EMPTY: Row = Row(0x517C_C1B7_2722_0A95);

    #[inline]
    fn then(self, code: u32) -> Row {
        Row((self.0.rotate_left(25) ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn of(codes: &[u32]) -> Row {
        codes.iter().fold(Row::EMPTY, |row, &code| row.then(code))
    }
}

/// A set of rows, in so many words of 64 bits (a power of two): says yes to all that it holds,
/// and to a few others.
#[derive(Debug)]
struct Rows<const WORDS: usize>(Box<[u64; WORDS]>);

impl<const WORDS: usize> Rows<WORDS> {
    fn new() -> Self {
        Rows(Box::new([0; WORDS]))
    }

    #[inline]
    fn place(row: Row) -> (usize, u32) {
        ((row.0 >> (64 - WORDS.ilog2())) as usize % WORDS, row.0 as u32 >> 13 & 63)
    }

    fn insert(&mut self, row: Row) {
        let (word, bit) = Self::place(row);
        self.0[word] |= 1 << bit;
    }

    #[inline]
    fn may_hold(&self, row: Row) -> bool {
        let (word, bit) = Self::place(row);
        self.0[word] >> bit & 1 == 1
    }
}

/// Needles by their rows.
#[derive(Debug)]
struct Table {
    /// Where the needles of each bucket begin.
    starts: Vec<u32>,
    /// Part of the row behind the bucket, and the needle's place.
    needles: Vec<(u32, u32)>,
}

impl Table {
    fn new(mut rows: Vec<(Row, u32)>) -> Table {
        rows.sort_unstable();
        let mut starts = vec![0; (1 << BUCKETS) + 1];
        for &(row, _) in &rows {
            starts[Table::bucket(row) + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let needles = rows.iter().map(|&(row, needle)| (Table::tag(row), needle)).collect();
        Table { starts, needles }
    }

    fn bucket(row: Row) -> usize {
        (row.0 >> (64 - BUCKETS)) as usize
    }

    fn tag(row: Row) -> u32 {
        (row.0 >> (32 - BUCKETS)) as u32
    }

    #[inline]
    fn get(&self, row: Row) -> impl Iterator<Item = u32> {
        let bucket = Table::bucket(row);
        let bound = |bucket: usize| self.starts.get(bucket).map_or(0, |&start| start as usize);
        let needles = self.needles.get(bound(bucket)..bound(bucket + 1)).unwrap_or_default();
        let tag = Table::tag(row);
        needles.iter().filter(move |&&(other, _)| other == tag).map(|&(_, needle)| needle)
    }
}

/// A needle that may stand in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// The place of its first code.
    pub(crate) at: usize,
    /// Behind the place of its last code.
    pub(crate) end: usize,
    pub(crate) needle: u32,
}

/// Where literals may stand.
#[derive(Debug)]
pub(crate) struct Filter {
    /// Literals of one ideograph or two, and repetitions.
    short: Rows<2048>,
    /// Literals that begin with a letter.
    words: Rows<4096>,
    /// What longer literals begin with: three ideographs, or four letters.
    heads: Rows<8192>,
    table: Table,
}

impl Filter {
    /// A filter for folded needles.
    pub(crate) fn new<'n>(needles: impl Iterator<Item = &'n str>) -> Filter {
        let (short, words, heads) = (Rows::new(), Rows::new(), Rows::new());
        let mut filter = Filter { short, words, heads, table: Table::new(Vec::new()) };
        let rows = (0..).zip(needles).map(|(place, needle)| (filter.add(needle), place));
        let rows = rows.collect();
        Filter { table: Table::new(rows), ..filter }
    }

    fn add(&mut self, literal: &str) -> Row {
        let mut codes: Vec<u32> = literal.chars().map(u32::from).collect();
        codes.dedup();
        let first = codes.first().copied().unwrap_or(0);
        let word = literal.starts_with(|first: char| first.is_ascii());
        let repeated = codes.len() == 1 && literal.chars().count() == REPEATED;
        if repeated {
            // A code stands beside itself in no other row.
            codes.push(first);
        }
        codes.truncate(if word { MOST_LETTERS } else { MOST_CHARACTERS });
        let row = Row::of(&codes);
        if repeated || (!word && codes.len() < HEAD_CHARACTERS) {
            self.short.insert(row);
        } else {
            let head = if word { HEAD_LETTERS } else { HEAD_CHARACTERS };
            self.heads.insert(Row::of(codes.get(..head).unwrap_or(&codes)));
        }
        if word {
            self.words.insert(row);
        }
        row
    }

    /// Tells `hit` of each needle that may stand in the text.
    pub(crate) fn scan(&self, text: &Coded<'_>, mut hit: impl FnMut(Hit)) {
        let mut hit = |at: usize, end: usize, row: Row| {
            self.table.get(row).for_each(|needle| hit(Hit { at, end, needle }));
        };
        let codes = text.codes();
        for (at, &code) in codes.iter().enumerate() {
            if is_ideograph(code) {
                let code_at = |at: usize| codes.get(at).copied().unwrap_or(BREAK);
                self.ideograph(at, code, code_at, &mut hit);
            }
        }
        for &at in text.words() {
            self.word(text, at, &mut hit);
        }
        for &at in text.repeats() {
            let code = u32::from(text.code(at));
            let row = Row::of(&[code, code]);
            if self.short.may_hold(row) {
                hit(at, at + 1, row);
            }
        }
    }

    /// The literals that begin with an ideograph and go on as the text does.
    #[inline]
    fn ideograph(
        &self,
        at: usize,
        code: u16,
        code_at: impl Fn(usize) -> u16,
        hit: &mut impl FnMut(usize, usize, Row),
    ) {
        let one = Row::EMPTY.then(u32::from(code));
        if self.short.may_hold(one) {
            hit(at, at + 1, one);
        }
        let two = one.then(u32::from(code_at(at + 1)));
        if self.short.may_hold(two) {
            hit(at, at + 2, two);
        }
        let three = two.then(u32::from(code_at(at + 2)));
        if self.heads.may_hold(three) {
            hit(at, at + 3, three);
            hit(at, at + 4, three.then(u32::from(code_at(at + 3))));
        }
    }

    /// The literals that a word begins with.
    #[inline]
    fn word(&self, text: &Coded<'_>, at: usize, hit: &mut impl FnMut(usize, usize, Row)) {
        let mut last = text.code(at);
        let (mut row, mut length) = (Row::EMPTY.then(u32::from(last)), 1);
        let mut end = at + 1;
        loop {
            if self.words.may_hold(row) {
                hit(at, end, row);
            }
            if length == MOST_LETTERS || (length == HEAD_LETTERS && !self.heads.may_hold(row)) {
                return;
            }
            // Of `am maybe` the second m repeats the first, as far as a literal can tell.
            while text.code(end) == last {
                end += 1;
            }
            last = text.code(end);
            if last == BREAK {
                return;
            }
            (row, length, end) = (row.then(u32::from(last)), length + 1, end + 1);
        }
    }

    /// The needles that are nothing but the repetition of a folded character.
    pub(crate) fn repeating(&self, folded: char) -> impl Iterator<Item = u32> {
        let code = u32::from(folded);
        self.table.get(Row::of(&[code, code]))
    }

    /// The needles that may begin with the first of some folded characters.
    pub(crate) fn beginning(&self, folded: impl Iterator<Item = char>, mut found: impl FnMut(u32)) {
        let (mut row, mut last) = (Row::EMPTY, None);
        let mut length = 0;
        for character in folded.take_while(|&character| character != '\n') {
            if last == Some(character) {
                continue;
            }
            (row, last) = (row.then(u32::from(character)), Some(character));
            length += 1;
            self.table.get(row).for_each(&mut found);
            if length == MOST_LETTERS {
                return;
            }
        }
    }
}
