//! Where a coded text may hold a literal. It may be wrong about yes and is never wrong about no.
//!
//! Ideographs are looked at by twos and threes: a set of bits answers for nearly every place in a
//! text. Words in letters are looked at one by one: a word is a number, and so are several. What passes
//! is a row: the hash of a whole literal that may stand there.

use super::codes::{BREAK, Coded, is_ideograph};
use super::literal::{Form, LONGEST_WORD, Literal, MOST_LETTERS, MOST_WORDS, Row};
use super::rows::{Bits, Rows};
use bytes::Bytes;
use std::ops::Range;

/// How many ideographs, or letters, tell whether it is worth going on.
const HEAD_LETTERS: usize = 4;
const HEAD_CHARACTERS: usize = 3;

/// A place where a literal may stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// The place of its first code.
    pub(crate) at: usize,
    /// Behind the place of its last code.
    pub(crate) end: usize,
    /// The row of its characters.
    pub(crate) row: Row,
    pub(crate) form: Form,
}

/// How many bytes the sets of a front have.
const PAIRS: usize = 1 << 16;
const HEADS: usize = 1 << 16;
const WORD_HEADS: usize = 1 << 17;
const OPEN_HEADS: usize = 1 << 11;
/// How many sets there are.
pub(crate) const SETS: usize = 5;
const WHOLE: usize = 1 << 17;

/// Where literals may stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Front {
    /// What literals in ideographs begin with: one of them where there is no more, or two.
    pairs: Rows<PAIRS>,
    /// What longer literals begin with: three ideographs.
    heads: Rows<HEADS>,
    /// What literals of words begin with: one of them and more.
    word_heads: Rows<WORD_HEADS>,
    /// What literals in letters begin with that may end inside a word: one to four of them.
    open_heads: Rows<OPEN_HEADS>,
    /// All literals.
    whole: Rows<WHOLE>,
}

impl Front {
    /// The front whose [`Front::parts`] are given.
    pub(crate) fn of(
        [pairs, heads, word_heads, open_heads, whole]: [Bytes; SETS],
    ) -> Option<Front> {
        Some(Front {
            pairs: Rows::of(pairs)?,
            heads: Rows::of(heads)?,
            word_heads: Rows::of(word_heads)?,
            open_heads: Rows::of(open_heads)?,
            whole: Rows::of(whole)?,
        })
    }

    pub(crate) fn parts(&self) -> [&[u8]; SETS] {
        let Front { pairs, heads, word_heads, open_heads, whole } = self;
        [&pairs.0, &heads.0, &word_heads.0, &open_heads.0, &whole.0]
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
            open_heads: Rows::union(fronts.iter().map(|front| &front.open_heads)),
            whole: Rows::union(fronts.iter().map(|front| &front.whole)),
        }
    }

    /// The front that looks for some literals.
    pub(crate) fn of_literals<'l>(literals: impl Iterator<Item = &'l str>) -> Front {
        let (mut pairs, mut heads) = (vec![0; PAIRS], vec![0; HEADS]);
        let (mut word_heads, mut open_heads) = (vec![0; WORD_HEADS], vec![0; OPEN_HEADS]);
        let mut whole = vec![0; WHOLE];
        for literal in literals.map(Literal::of) {
            Rows::<WHOLE>::insert(&mut whole, literal.whole);
            match literal.form {
                _ if literal.repeated => {}
                Form::CHARACTERS => {
                    Rows::<PAIRS>::insert(&mut pairs, literal.head(2));
                    if literal.has(HEAD_CHARACTERS) {
                        Rows::<HEADS>::insert(&mut heads, literal.head(HEAD_CHARACTERS));
                    }
                }
                Form::OPEN => {
                    let heads = literal.heads().take(HEAD_LETTERS);
                    heads.for_each(|row| Rows::<OPEN_HEADS>::insert(&mut open_heads, row));
                }
                _ => literal
                    .heads()
                    .for_each(|row| Rows::<WORD_HEADS>::insert_twice(&mut word_heads, row)),
            }
        }
        Front {
            pairs: Rows(pairs.into()),
            heads: Rows(heads.into()),
            word_heads: Rows(word_heads.into()),
            open_heads: Rows(open_heads.into()),
            whole: Rows(whole.into()),
        }
    }

    /// What is asked of each place of a text.
    #[inline]
    pub(crate) fn sets(&self) -> Sets<'_> {
        Sets {
            pairs: self.pairs.bits(),
            heads: self.heads.bits(),
            word_heads: self.word_heads.bits(),
            open_heads: self.open_heads.bits(),
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
    open_heads: Bits<'r, OPEN_HEADS>,
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
        for (word, begins) in text.words().iter().enumerate() {
            let at = begins.at as usize;
            self.words(text, at, (at, word), (Row::WORDS, 1), &mut hit);
            self.letters(text, at, &mut hit);
        }
        for &at in text.repeats() {
            let at = at as usize;
            let code = u32::from(text.code(at));
            self.whole(at, at + 1, Row::EMPTY.then(code).then(code), &mut hit);
        }
    }

    #[inline(always)]
    fn whole(self, at: usize, end: usize, row: Row, hit: &mut impl FnMut(Hit)) {
        if self.whole.may_hold(row) {
            hit(Hit { at, end, row, form: Form::CHARACTERS });
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

    /// The literals of words that begin at a place and go on, from a place and the number of the
    /// next word, behind some words already passed.
    fn words(
        self,
        text: &Coded<'_>,
        at: usize,
        here: (usize, usize),
        (row, count): (Row, usize),
        hit: &mut impl FnMut(Hit),
    ) {
        each_unit(text, here, &mut |unit, behind| {
            let row = row.then(unit);
            if !self.word_heads.surely_may_hold(row) {
                return;
            }
            let (end, _) = behind;
            if self.whole.may_hold(row) {
                let plain = plain_row(text, at..end);
                hit(Hit { at, end, row: plain, form: row.form() });
            }
            if count < MOST_WORDS {
                self.words(text, at, behind, (row, count + 1), hit);
            }
        });
    }

    /// The literals in letters that begin at a place and may end inside a word.
    fn letters(self, text: &Coded<'_>, at: usize, hit: &mut impl FnMut(Hit)) {
        let mut last = text.code(at);
        let (mut row, mut length) = (Row::EMPTY.then(u32::from(last)), 1);
        let mut end = at + 1;
        loop {
            if length <= HEAD_LETTERS && !self.open_heads.may_hold(row) {
                return;
            }
            if self.whole.may_hold(row) {
                hit(Hit { at, end, row, form: Form::OPEN });
            }
            if length == MOST_LETTERS {
                return;
            }
            // Of `am maybe` the second m repeats the first, as far as a literal can tell. If the
            // first letter is repeated on and on, one of the last of these is a beginning as well.
            let first = end;
            while text.code(end) == last {
                end += 1;
                if length == 1 && end - first > MOST_LETTERS {
                    return;
                }
            }
            last = text.code(end);
            if last == BREAK {
                return;
            }
            (row, length, end) = (row.then(u32::from(last)), length + 1, end + 1);
        }
    }
}

/// Tells `found` of the ideograph or word in letters at a place, and how it goes on: the place behind
/// it and the number of the next word. A word may be the beginning of a longer one.
#[inline]
fn each_unit(
    text: &Coded<'_>,
    (at, number): (usize, usize),
    found: &mut impl FnMut(u32, (usize, usize)),
) {
    let code = text.code(at);
    if is_ideograph(code) {
        return found(u32::from(code), (at + 1, number));
    }
    let words = text.words();
    let Some(word) = words.get(number).filter(|word| word.at as usize == at) else { return };
    let behind = (word.end as usize, number + 1);
    if word.stretched {
        word.spelling.units().into_iter().for_each(|unit| found(unit, behind));
    } else {
        found(word.spelling.unit(), behind);
    }
    if text.joins(number + 1) {
        each_joined(text, number, found);
    }
}

/// The longer words that a word may be the beginning of.
fn each_joined(text: &Coded<'_>, number: usize, found: &mut impl FnMut(u32, (usize, usize))) {
    let words = text.words();
    let Some(first) = words.get(number) else { return };
    let (mut spelling, mut length) = (first.spelling, (first.end - first.at) as usize);
    let mut last = text.code((first.end as usize).saturating_sub(1));
    for (next, word) in words.iter().enumerate().skip(number + 1) {
        if !text.joins(next) {
            return;
        }
        for at in word.at as usize..word.end as usize {
            let code = text.code(at);
            if code != last {
                spelling.then(code);
                (last, length) = (code, length + 1);
            }
        }
        // A letter that is said again and again is one letter, and the word ends behind the last.
        let again = words.get(next + 1).is_some_and(|word| {
            word.is_one_letter() && text.code(word.at as usize) == last && text.joins(next + 1)
        });
        if again && length > 1 {
            continue;
        }
        if length > LONGEST_WORD {
            return;
        }
        spelling.units().into_iter().for_each(|unit| found(unit, (word.end as usize, next + 1)));
        if length == 1 {
            // What begins with a letter again and again begins with the last of them as well.
            return;
        }
    }
}

/// The row of the characters of some codes, as far as a literal has them.
fn plain_row(text: &Coded<'_>, range: Range<usize>) -> Row {
    let (mut row, mut last, mut length) = (Row::EMPTY, BREAK, 0);
    for &code in text.codes().get(range).unwrap_or_default() {
        if code != last && length < MOST_LETTERS {
            row = row.then(u32::from(code));
            (last, length) = (code, length + 1);
        }
    }
    row
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
