//! A literal as the filter looks for it. Literals in ideographs are looked at character by character,
//! those in letters word by word: nearly all end where a word does, and a word is one number. Both
//! the index and a coded text are made of these numbers; nothing here looks at a text.
//!
//! A literal is written folded, with a space before each word in letters that begins inside it. A
//! space at its end says that its last word ends there; without one, the word may go on.

use super::codes::is_ideograph;

/// How often a character stands in a literal that is nothing but its repetition.
pub(crate) const REPEATED: usize = 3;
/// How much of a literal is looked for: characters; letters, and words, where it begins with a word.
pub(crate) const MOST_CHARACTERS: usize = 4;
pub(crate) const MOST_LETTERS: usize = 12;
pub(crate) const MOST_WORDS: usize = 8;
/// The longest word that is looked for as a whole, in letters.
pub(crate) const LONGEST_WORD: usize = 24;

/// Before a word in letters, and where it ends.
const EDGE: char = ' ';

/// Folded characters or words one behind the other, hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row(pub(crate) u64);

impl Row {
    pub(crate) const EMPTY: Row = Row(0x517C_C1B7_2722_0A95);
    /// Before the first of several words.
    pub(crate) const WORDS: Row = Row(0x2545_F491_4F6C_DD1D);

    #[inline]
    pub(crate) fn then(self, code: u32) -> Row {
        Row((self.0.rotate_left(25) ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Another row for the same.
    #[inline]
    pub(crate) fn again(self) -> Row {
        Row(self.0.rotate_left(32).wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// What tells literals of words apart that are made of the same letters.
    #[inline]
    pub(crate) fn form(self) -> Form {
        Form((self.0 >> 32) as u32 | 2)
    }
}

/// How a literal is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(pub(crate) u32);

impl Form {
    pub(crate) const CHARACTERS: Form = Form(0);
    /// Letters of which the last may be inside a word.
    pub(crate) const OPEN: Form = Form(1);
}

/// The letters of a word as one number, repeats as one, and whether one stood there twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    hash: u32,
    doubled: bool,
}

impl Spelling {
    pub(crate) const EMPTY: Spelling = Spelling { hash: 0x811C_9DC5, doubled: false };

    #[inline]
    pub(crate) fn then(&mut self, code: u16) {
        self.hash = (self.hash ^ u32::from(code)).wrapping_mul(0x9E37_79B1).rotate_left(15);
    }

    /// The last letter stands there again.
    #[inline]
    pub(crate) fn again(&mut self, code: u16) {
        // Other characters are never counted by those who write literals.
        self.doubled |= u8::try_from(code).is_ok_and(|code| code.is_ascii_alphanumeric());
    }

    /// What tells words by their first letters: never 0.
    #[inline]
    pub(crate) fn mark(self) -> u16 {
        ((self.hash >> 16) as u16).max(1)
    }

    #[inline]
    pub(crate) fn unit(self) -> u32 {
        if self.doubled { !self.hash } else { self.hash }
    }

    /// Whichever letters stood there twice.
    #[inline]
    pub(crate) fn units(self) -> [u32; 2] {
        [self.hash, !self.hash]
    }
}

/// A literal and the numbers it is found by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Literal {
    pub(crate) form: Form,
    /// Whether it is a character and its repetition.
    pub(crate) repeated: bool,
    /// The rows of its first characters, letters or words, by how many.
    heads: [Row; MOST_WORDS],
    length: usize,
    /// The row that says that it may stand there.
    pub(crate) whole: Row,
    /// The row of its characters.
    pub(crate) plain: Row,
}

impl Literal {
    pub(crate) fn of(literal: &str) -> Literal {
        let words = !begins_with_ideograph(literal);
        let closed = words && literal.ends_with(EDGE);
        let characters = || literal.chars().filter(|&character| character != EDGE);
        let most = if words { MOST_LETTERS } else { MOST_CHARACTERS };
        let (mut heads, mut length) = ([Row::EMPTY; MOST_WORDS], 0);
        let (mut plain, mut last) = (Row::EMPTY, None);
        for character in characters() {
            if last != Some(character) && length < most {
                plain = plain.then(u32::from(character));
                if let Some(head) = heads.get_mut(length) {
                    *head = plain;
                }
                (length, last) = (length + 1, Some(character));
            }
        }
        let repeated = !words && length == 1 && characters().count() == REPEATED;
        if repeated {
            // A code stands beside itself in no other row.
            plain = last.map_or(plain, repetition_of);
        }
        let (mut form, mut whole) = (Form::CHARACTERS, plain);
        if closed {
            (length, whole) = (0, Row::WORDS);
            each_unit(literal, &mut |unit| {
                whole = whole.then(unit);
                if let Some(head) = heads.get_mut(length) {
                    *head = whole;
                }
                length += 1;
            });
            form = whole.form();
        } else if words {
            form = Form::OPEN;
        }
        Literal { form, repeated, heads, length, whole, plain }
    }

    /// The row of its first so many characters, letters or words; of all of them if it has no more.
    pub(crate) fn head(&self, length: usize) -> Row {
        let row = |length: usize| self.heads.get(length.wrapping_sub(1)).copied();
        row(length.min(self.length)).unwrap_or(self.whole)
    }

    /// The rows of its beginnings, eight at most.
    pub(crate) fn heads(&self) -> impl Iterator<Item = Row> {
        self.heads.into_iter().take(self.length)
    }

    /// Whether it has at least so many characters, letters or words.
    pub(crate) fn has(&self, length: usize) -> bool {
        self.length >= length
    }
}

/// The row of the literals that are nothing but the repetition of a folded character.
pub(crate) fn repetition_of(folded: char) -> Row {
    Row::EMPTY.then(u32::from(folded)).then(u32::from(folded))
}

fn begins_with_ideograph(literal: &str) -> bool {
    literal.chars().next().is_some_and(stands_alone)
}

/// Whether a character is no part of a word in letters. Ideographs outside the basic plane have no codes: texts that
/// hold any are searched for the literals themselves.
pub(crate) fn stands_alone(character: char) -> bool {
    let code = u32::from(character);
    u16::try_from(code).map_or((0x2_0000..0x4_0000).contains(&code), is_ideograph)
}

/// The words and ideographs of a literal as numbers.
fn each_unit(literal: &str, unit: &mut impl FnMut(u32)) {
    let mut word: Option<(Spelling, char)> = None;
    for character in literal.chars() {
        if character == EDGE || stands_alone(character) {
            word.take().into_iter().for_each(|(word, _)| unit(word.unit()));
            if character != EDGE {
                unit(u32::from(character));
            }
            continue;
        }
        let code = u16::try_from(u32::from(character)).unwrap_or(0);
        let (spelling, last) = word.get_or_insert((Spelling::EMPTY, EDGE));
        if *last == character {
            spelling.again(code);
        } else {
            spelling.then(code);
            *last = character;
        }
    }
    word.into_iter().for_each(|(word, _)| unit(word.unit()));
}

/// How a literal is written of which all is known: as much as tells it apart well enough.
/// `ends` says that a word ends behind it.
pub(crate) fn written(literal: &str, ends: bool) -> String {
    let literal = literal.trim_start_matches(EDGE);
    if literal.is_empty() || begins_with_ideograph(literal) {
        return shortened(literal);
    }
    let (mut text, mut letters, mut words) = (String::new(), 0, 0);
    let mut whole = true;
    for unit in units(literal) {
        whole = words < MOST_WORDS && letters < MOST_LETTERS;
        if !whole {
            break;
        }
        let in_letters = !begins_with_ideograph(unit);
        if !in_letters && text.ends_with(unit) {
            // Repeats of an ideograph are one in a text.
            continue;
        }
        if in_letters && unit.chars().count() > LONGEST_WORD {
            return shortened(literal);
        }
        if in_letters && text.ends_with(|before| !stands_alone(before)) {
            text.push(EDGE);
        }
        text.push_str(unit);
        (letters, words) = (letters + unit.chars().count(), words + 1);
    }
    if whole && !ends {
        return shortened(literal);
    }
    text.push(EDGE);
    text
}

/// The words and ideographs of a literal.
fn units(literal: &str) -> impl Iterator<Item = &str> {
    let words = literal.split(EDGE);
    words.flat_map(|word| word.split_inclusive(stands_alone)).flat_map(|unit| {
        let alone = unit.chars().next_back().filter(|&last| stands_alone(last));
        let (word, alone) = unit.split_at(unit.len() - alone.map_or(0, char::len_utf8));
        [word, alone].into_iter().filter(|unit| !unit.is_empty())
    })
}

/// The beginning of a literal without edges, as it stands in a view: repeats as one. Three and more
/// of one ideograph alone stay three: that is rarer than the character.
pub(crate) fn shortened(literal: &str) -> String {
    let mut plain = plain(literal);
    let first = plain.chars().next().filter(|&first| stands_alone(first));
    let again = |first: char| literal.chars().count() > 2 && literal.chars().all(|c| c == first);
    if let Some(first) = first.filter(|&first| again(first)) {
        return std::iter::repeat_n(first, REPEATED).collect();
    }
    let most = if plain.is_ascii() { MOST_LETTERS } else { MOST_CHARACTERS };
    let end = plain.char_indices().nth(most).map_or(plain.len(), |(end, _)| end);
    plain.truncate(end);
    plain
}

/// A literal as it stands in a view: without edges, a letter of a word and its repetition as one.
pub(crate) fn plain(literal: &str) -> String {
    let mut plain = String::with_capacity(literal.len());
    let mut last = EDGE;
    for character in literal.chars() {
        let again = character == last && !character.is_ascii_digit();
        if character != EDGE && !again {
            plain.push(character);
        }
        last = character;
    }
    plain
}

/// How many cells of a view a literal surely covers.
pub(crate) fn cells(literal: &str) -> usize {
    let plain = plain(literal);
    let most = if plain.is_ascii() { MOST_LETTERS } else { MOST_CHARACTERS };
    plain.chars().count().min(most)
}

/// Whether a literal is sure to be the whole of what it was made of.
pub(crate) fn is_complete(literal: &str) -> bool {
    let characters = literal.chars().filter(|&character| character != EDGE).count();
    let most = if literal.is_ascii() { MOST_LETTERS } else { MOST_CHARACTERS };
    if literal.ends_with(EDGE) {
        return characters < MOST_LETTERS && units(literal).count() < MOST_WORDS;
    }
    characters < most
}

#[cfg(test)]
mod tests {
    use super::{cells, plain, written};

    #[test]
    fn how_literals_are_written() {
        for (literal, ends, expected, covered) in [
            (" of", true, "of ", 2),
            (" off", true, "off ", 2),
            (" off", false, "of", 2),
            (" can not", true, "can not ", 6),
            (" thank you for your patience", true, "thank you for your ", 12),
            (" i do not go out", true, "i do not go out ", 11),
            (" congratulations to", true, "congratulations ", 12),
            ("vip不行", true, "vip不行 ", 4),
            (" too没看看", true, "too没看 ", 4),
            ("你 too", true, "你to", 3),
            ("烦烦烦烦", true, "烦烦烦", 1),
            ("试试看", true, "试看", 2),
            (" am maybe", true, "am maybe ", 7),
            ("110", true, "110 ", 3),
        ] {
            assert_eq!(written(literal, ends), expected, "{literal}");
            assert_eq!(cells(expected), covered, "{literal}");
        }
        assert_eq!(plain("am maybe too "), "ammaybeto");
    }
}
