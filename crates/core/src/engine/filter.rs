//! Where a coded text may hold a literal. It may be wrong about yes and is never wrong about no.
//!
//! Ideographs are looked at by twos and threes: a set of bits answers for nearly every place in a
//! text. Words in letters are looked at where they begin, by their first four letters; less would
//! say yes everywhere. What passes is a row: the hash of a whole literal that may stand there.

use super::anchor::{MOST_CHARACTERS, MOST_LETTERS, REPEATED};
use super::codes::{BREAK, Coded, is_ideograph};
use bytes::Bytes;

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

    /// The row of its first codes.
    fn head(&self, length: usize) -> Row {
        Row::of(self.codes.get(..length).unwrap_or(&self.codes))
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

/// A set of rows, in so many bytes (a power of two): says yes to all that it holds, and to a few
/// others.
#[derive(Clone, Debug, Default)]
struct Rows<const SIZE: usize>(Bytes);

impl<const SIZE: usize> Rows<SIZE> {
    /// The set whose bytes are given; `None` if it is not as large.
    fn of(bytes: Bytes) -> Option<Self> {
        (bytes.len() == SIZE).then_some(Rows(bytes))
    }

    #[inline]
    fn bits(&self) -> Bits<'_, SIZE> {
        Bits(self.0.as_ref().try_into().unwrap_or(const { &[0; SIZE] }))
    }

    /// What is in one of some sets.
    fn union<'r>(sets: impl Iterator<Item = &'r Self>) -> Self {
        let mut bits = vec![0; SIZE];
        for set in sets {
            bits.iter_mut().zip(set.bits().0).for_each(|(all, one)| *all |= one);
        }
        Rows(bits.into())
    }
}

impl<const SIZE: usize> FromIterator<Row> for Rows<SIZE> {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Self {
        let mut bits = vec![0; SIZE];
        for row in rows {
            let (byte, bit) = Bits::<SIZE>::place(row);
            bits[byte] |= 1 << bit;
        }
        Rows(bits.into())
    }
}

/// A set of rows at hand.
#[derive(Clone, Copy)]
struct Bits<'r, const SIZE: usize>(&'r [u8; SIZE]);

impl<const SIZE: usize> Bits<'_, SIZE> {
    #[inline]
    fn place(row: Row) -> (usize, u32) {
        ((row.0 >> (64 - SIZE.ilog2())) as usize % SIZE, row.0 as u32 >> 13 & 7)
    }

    #[inline]
    fn may_hold(self, row: Row) -> bool {
        let (byte, bit) = Self::place(row);
        self.0[byte] >> bit & 1 == 1
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

/// How many bytes the sets of a front have.
const PAIRS: usize = 1 << 16;
const HEADS: usize = 1 << 16;
const WORD_HEADS: usize = 1 << 14;
const WHOLE: usize = 1 << 17;

/// Where literals may stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Front {
    /// What literals in ideographs begin with: one of them where there is no more, or two.
    pairs: Rows<PAIRS>,
    /// What longer literals begin with: three ideographs.
    heads: Rows<HEADS>,
    /// What literals in letters begin with where they are longer: four of them.
    word_heads: Rows<WORD_HEADS>,
    /// All literals.
    whole: Rows<WHOLE>,
}

impl Front {
    /// The front whose [`Front::parts`] are given.
    pub(crate) fn of([pairs, heads, word_heads, whole]: [Bytes; 4]) -> Option<Front> {
        Some(Front {
            pairs: Rows::of(pairs)?,
            heads: Rows::of(heads)?,
            word_heads: Rows::of(word_heads)?,
            whole: Rows::of(whole)?,
        })
    }

    pub(crate) fn parts(&self) -> [&[u8]; 4] {
        [&self.pairs.0, &self.heads.0, &self.word_heads.0, &self.whole.0]
    }

    /// The front that answers for all of some fronts.
    pub(crate) fn union(fronts: &[&Front]) -> Front {
        if let [one] = fronts {
            return (*one).clone();
        }
        Front {
            pairs: Rows::union(fronts.iter().map(|front| &front.pairs)),
            heads: Rows::union(fronts.iter().map(|front| &front.heads)),
            word_heads: Rows::union(fronts.iter().map(|front| &front.word_heads)),
            whole: Rows::union(fronts.iter().map(|front| &front.whole)),
        }
    }

    /// The front that looks for some literals.
    pub(crate) fn of_literals<'l>(literals: impl Iterator<Item = &'l str>) -> Front {
        let literals: Vec<Literal> = literals.map(Literal::of).collect();
        let heads = |letters: bool, length: usize| {
            let of_kind = move |literal: &&Literal| literal.word == letters && !literal.repeated;
            literals.iter().filter(of_kind).map(move |literal| literal.head(length))
        };
        let long = literals.iter().filter(|literal| literal.codes.len() >= HEAD_CHARACTERS);
        let long = long.filter(|literal| !literal.word && !literal.repeated);
        Front {
            pairs: heads(false, 2).collect(),
            heads: long.map(|literal| literal.head(HEAD_CHARACTERS)).collect(),
            word_heads: heads(true, HEAD_LETTERS).collect(),
            whole: literals.iter().map(|literal| Row::of(&literal.codes)).collect(),
        }
    }

    /// What is asked of each place of a text.
    #[inline]
    pub(crate) fn sets(&self) -> Sets<'_> {
        Sets {
            pairs: self.pairs.bits(),
            heads: self.heads.bits(),
            word_heads: self.word_heads.bits(),
            whole: self.whole.bits(),
        }
    }
}

/// The sets of a front at hand.
#[derive(Clone, Copy)]
pub(crate) struct Sets<'r> {
    pairs: Bits<'r, PAIRS>,
    heads: Bits<'r, HEADS>,
    word_heads: Bits<'r, WORD_HEADS>,
    whole: Bits<'r, WHOLE>,
}

impl Sets<'_> {
    /// Tells `hit` of each place in the text where a literal may stand.
    #[inline]
    pub(crate) fn scan(self, text: &Coded<'_>, mut hit: impl FnMut(Hit)) {
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
    fn whole(self, at: usize, end: usize, row: Row, hit: &mut impl FnMut(Hit)) {
        if self.whole.may_hold(row) {
            hit(Hit { at, end, row });
        }
    }

    /// The literals that begin with two ideographs and go on as the text does.
    fn ideographs(self, codes: &[u16], at: usize, two: Row, hit: &mut impl FnMut(Hit)) {
        let code_at = |at: usize| u32::from(codes.get(at).copied().unwrap_or(BREAK));
        self.whole(at, at + 2, two, hit);
        let three = two.then(code_at(at + 2));
        if self.heads.may_hold(three) {
            self.whole(at, at + 3, three, hit);
            self.whole(at, at + 4, three.then(code_at(at + 3)), hit);
        }
    }

    /// The literals that a word begins with.
    fn word(self, text: &Coded<'_>, at: usize, hit: &mut impl FnMut(Hit)) {
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
