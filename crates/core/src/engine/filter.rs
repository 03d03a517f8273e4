//! Where a coded text may hold a literal. It may be wrong about yes and is never wrong about no.
//!
//! Ideographs are looked at by twos and threes: a set of bits answers for nearly every place in a
//! text. Words in letters are looked at where they begin, by their first four letters; less would
//! say yes everywhere. What passes is a row: the hash of a whole literal that may stand there.

use super::anchor::{MOST_CHARACTERS, MOST_LETTERS, REPEATED};
use super::codes::{BREAK, Coded, is_ideograph};
use crate::flat::Number;

/// How many letters of a word, or ideographs, tell whether it is worth going on.
const HEAD_LETTERS: usize = 4;
const HEAD_CHARACTERS: usize = 3;

/// Folded characters one behind the other, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row(pub(crate) u64);

impl Row {
    pub(crate) const EMPTY: Row = Row(0x517C_C1B7_2722_0A95);

    #[inline]
    pub(crate) fn then(self, code: u32) -> Row {
        Row((self.0.rotate_left(25) ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn of(codes: &[u32]) -> Row {
        codes.iter().fold(Row::EMPTY, |row, &code| row.then(code))
    }
}

/// A literal as the filter looks for it.
struct Literal {
    codes: Vec<u32>,
    word: bool,
    repeated: bool,
}

impl Literal {
    fn of(literal: &str) -> Literal {
        let mut codes: Vec<u32> = literal.chars().map(u32::from).collect();
        codes.dedup();
        let first = codes.first().copied().unwrap_or(0);
        let word = !u16::try_from(first).is_ok_and(is_ideograph);
        let repeated = codes.len() == 1 && literal.chars().count() == REPEATED;
        if repeated {
            // A code stands beside itself in no other row.
            codes.push(first);
        }
        codes.truncate(if word { MOST_LETTERS } else { MOST_CHARACTERS });
        Literal { codes, word, repeated }
    }
}

/// The row under which a literal is found.
pub(crate) fn row_of(literal: &str) -> Row {
    Row::of(&Literal::of(literal).codes)
}

/// The row of the literals that are nothing but the repetition of a folded character.
pub(crate) fn repetition_of(folded: char) -> Row {
    Row::of(&[u32::from(folded), u32::from(folded)])
}

/// A set of rows, in so many words of 64 bits (a power of two): says yes to all that it holds,
/// and to a few others.
#[derive(Clone, Debug)]
struct Rows<const WORDS: usize>(Box<[u64; WORDS]>);

impl<const WORDS: usize> Default for Rows<WORDS> {
    fn default() -> Self {
        Rows(Box::new([0; WORDS]))
    }
}

impl<const WORDS: usize> Rows<WORDS> {
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

    fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// The set whose [`Rows::bytes`] are given.
    fn of(bytes: &[u8]) -> Self {
        let mut rows = Rows::default();
        for (word, bytes) in rows.0.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::read(bytes);
        }
        rows
    }

    fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(word, other)| *word |= other);
    }
}

/// A place where a literal may stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// The place of its first code.
    pub(crate) at: usize,
    /// Behind the place of its last code.
    pub(crate) end: usize,
    pub(crate) row: Row,
}

/// Where literals may stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Front {
    /// What literals in ideographs begin with: one of them where there is no more, or two.
    pairs: Rows<8192>,
    /// What longer literals begin with: three ideographs.
    heads: Rows<8192>,
    /// What literals in letters begin with where they are longer: four of them.
    word_heads: Rows<2048>,
    /// All literals.
    whole: Rows<16384>,
}

impl Front {
    /// The front whose [`Front::bytes`] are given.
    pub(crate) fn of([pairs, heads, word_heads, whole]: [&[u8]; 4]) -> Front {
        Front {
            pairs: Rows::of(pairs),
            heads: Rows::of(heads),
            word_heads: Rows::of(word_heads),
            whole: Rows::of(whole),
        }
    }

    pub(crate) fn bytes(&self) -> [Vec<u8>; 4] {
        [self.pairs.bytes(), self.heads.bytes(), self.word_heads.bytes(), self.whole.bytes()]
    }

    /// Answers for another as well.
    pub(crate) fn join(&mut self, other: &Front) {
        self.pairs.join(&other.pairs);
        self.heads.join(&other.heads);
        self.word_heads.join(&other.word_heads);
        self.whole.join(&other.whole);
    }

    /// Looks for one more literal.
    pub(crate) fn add(&mut self, literal: &str) {
        let Literal { codes, word, repeated } = Literal::of(literal);
        let row = Row::of(&codes);
        let head = |length: usize| Row::of(codes.get(..length).unwrap_or(&codes));
        self.whole.insert(row);
        if word {
            self.word_heads.insert(head(HEAD_LETTERS));
        } else if !repeated {
            self.pairs.insert(head(2));
            if codes.len() >= HEAD_CHARACTERS {
                self.heads.insert(head(HEAD_CHARACTERS));
            }
        }
    }

    /// Tells `hit` of each place in the text where a literal may stand.
    #[inline]
    pub(crate) fn scan(&self, text: &Coded<'_>, mut hit: impl FnMut(Hit)) {
        let codes = text.codes();
        for (at, pair) in codes.windows(2).enumerate() {
            let &[code, next] = pair else { continue };
            if is_ideograph(code) {
                let one = Row::EMPTY.then(u32::from(code));
                let two = one.then(u32::from(next));
                if self.pairs.may_hold(two) {
                    self.ideographs(codes, at, two, &mut hit);
                }
                if self.pairs.may_hold(one) {
                    self.whole(at, at + 1, one, &mut hit);
                }
            }
        }
        for &at in text.words() {
            self.word(text, at as usize, &mut hit);
        }
        for &at in text.repeats() {
            let at = at as usize;
            let code = u32::from(text.code(at));
            self.whole(at, at + 1, Row::of(&[code, code]), &mut hit);
        }
    }

    #[inline(always)]
    fn whole(&self, at: usize, end: usize, row: Row, hit: &mut impl FnMut(Hit)) {
        if self.whole.may_hold(row) {
            hit(Hit { at, end, row });
        }
    }

    /// The literals that begin with two ideographs and go on as the text does.
    fn ideographs(&self, codes: &[u16], at: usize, two: Row, hit: &mut impl FnMut(Hit)) {
        let code_at = |at: usize| u32::from(codes.get(at).copied().unwrap_or(BREAK));
        self.whole(at, at + 2, two, hit);
        let three = two.then(code_at(at + 2));
        if self.heads.may_hold(three) {
            self.whole(at, at + 3, three, hit);
            self.whole(at, at + 4, three.then(code_at(at + 3)), hit);
        }
    }

    /// The literals that a word begins with.
    fn word(&self, text: &Coded<'_>, at: usize, hit: &mut impl FnMut(Hit)) {
        let mut last = text.code(at);
        let (mut row, mut length) = (Row::EMPTY.then(u32::from(last)), 1);
        let mut end = at + 1;
        loop {
            self.whole(at, end, row, hit);
            if length == MOST_LETTERS || (length == HEAD_LETTERS && !self.word_heads.may_hold(row))
            {
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
}

/// The rows of the literals that may begin with the first of some folded characters.
pub(crate) fn rows_beginning(folded: impl Iterator<Item = char>, mut row_found: impl FnMut(Row)) {
    let (mut row, mut last) = (Row::EMPTY, None);
    let mut length = 0;
    for character in folded.take_while(|&character| character != '\n') {
        if last == Some(character) {
            continue;
        }
        (row, last) = (row.then(u32::from(character)), Some(character));
        length += 1;
        row_found(row);
        if length == MOST_LETTERS {
            return;
        }
    }
}
