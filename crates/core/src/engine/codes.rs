//! A text as the filter sees it: a number for every character, in one pass and one small array.
//! Nothing is folded yet; the number says what the character would be folded to.

use super::literal::Spelling;
use super::near::EMPTY;
use super::needs::MARK_LETTERS;
use super::units::Units;
use crate::fold::{Class, Folder, Pause, classify};
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::atomic::AtomicU16;
use std::sync::atomic::Ordering::Relaxed;

/// Not worked out yet.
const UNKNOWN: u16 = 0;
/// Between clauses; several in a row are one.
pub(crate) const BREAK: u16 = 1;
/// Cannot be seen: what stands around it stands together.
const INVISIBLE: u16 = 2;
/// May part words, or stand inside one.
const PARTING: u16 = 3;
/// The same, or a pause.
const PAUSING: u16 = 4;
/// Parts words: white space.
const SPACING: u16 = 5;
/// Folds to several characters, or is of a script that is not coded.
const SUSPECT: u16 = 6;

/// How many characters have their codes worked out together.
const BLOCK: usize = 256;

/// The code of every character, worked out when a text first has one of its block.
#[derive(Debug)]
pub(crate) struct Codes {
    folder: Folder,
    known: Box<[AtomicU16]>,
}

impl Codes {
    pub(crate) fn new() -> Codes {
        let known = std::iter::repeat_with(AtomicU16::default).take(0x1_0000).collect();
        Codes { folder: Folder::new(), known }
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    #[inline]
    fn of(&self, character: char) -> u16 {
        match self.known.get(character as usize).map(|code| code.load(Relaxed)) {
            Some(UNKNOWN) => self.block(character),
            Some(code) => code,
            None => outside_the_basic_plane(character),
        }
    }

    /// Works out the codes of a character's block. Two threads that do so write the same.
    #[cold]
    fn block(&self, character: char) -> u16 {
        let first = character as usize / BLOCK * BLOCK;
        for (at, slot) in self.known.iter().enumerate().skip(first).take(BLOCK) {
            let character = u32::try_from(at).ok().and_then(char::from_u32);
            let code = character.map_or(PARTING, |character| code_of(&self.folder, character));
            slot.store(code, Relaxed);
        }
        self.known.get(character as usize).map_or(PARTING, |code| code.load(Relaxed))
    }
}

#[cold]
fn outside_the_basic_plane(character: char) -> u16 {
    match classify(character) {
        Class::Invisible => INVISIBLE,
        Class::Text => SUSPECT,
        _ => PARTING,
    }
}

fn code_of(folder: &Folder, character: char) -> u16 {
    match classify(character) {
        Class::Text => {}
        Class::Invisible => return INVISIBLE,
        Class::Gap if character.is_whitespace() || character.is_control() => return SPACING,
        Class::Gap => return PARTING,
        Class::Ambiguous => return PAUSING,
        Class::Break(Pause::Line) => return PAUSING,
        Class::Break(_) => return BREAK,
    }
    let mut count = 0;
    let mut code = SUSPECT;
    folder.fold(character, |folded| {
        count += 1;
        code = u16::try_from(folded as u32).unwrap_or(SUSPECT);
    });
    let known = code < 0x1000 || is_ideograph(code);
    if count == 1 && known { code } else { SUSPECT }
}

#[inline]
pub(crate) fn is_ideograph(code: u16) -> bool {
    (0x2E80..=0x9FFF).contains(&code)
}

/// Whether a code is that of a letter or digit of any script whose words stand apart.
fn is_wordy(code: u16) -> bool {
    code > SUSPECT && !is_ideograph(code)
}

/// A text as codes: repeats as one, nothing that folding drops.
#[derive(Debug)]
pub(crate) struct Coded<'t> {
    text: &'t str,
    table: &'t Codes,
    codes: Vec<u16>,
    /// The byte at which each stands; only few texts need it.
    starts: OnceCell<Vec<usize>>,
    /// The places of codes that stand there more than once.
    repeats: Vec<u32>,
    /// The words in letters; many texts have none.
    words: Vec<Word>,
    /// The units of a text with words in letters; only few texts need them.
    units: OnceCell<Units>,
}

/// A word in letters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The place of its first code.
    pub(crate) at: u32,
    /// The byte at which that stands.
    start: u32,
    /// Behind the place of its last code.
    pub(crate) end: u32,
    pub(crate) spelling: Spelling,
    /// Its own marks.
    pub(super) marks: [u16; MARK_LETTERS],
    /// Whether a letter stands there more than twice in a row: as often as you like.
    pub(crate) stretched: bool,
    /// Whether white space stands before it.
    spaced: bool,
    /// Whether what may be a pause stands before it, or nothing at all.
    paused: bool,
}

impl Word {
    fn begin(at: u32, start: usize, code: u16) -> Word {
        let mut word = Word {
            at,
            start: place(start),
            end: at,
            spelling: Spelling::EMPTY,
            marks: [EMPTY; MARK_LETTERS],
            stretched: false,
            spaced: false,
            paused: false,
        };
        word.then(code);
        word
    }

    #[inline]
    fn then(&mut self, code: u16) {
        self.spelling.then(code);
        if let Some(mark) = self.marks.get_mut((self.end - self.at) as usize) {
            *mark = self.spelling.mark();
        }
        self.end += 1;
    }

    pub(super) fn is_one_letter(&self) -> bool {
        self.end - self.at == 1
    }
}

impl<'t> Coded<'t> {
    /// `None` if the codes cannot say what a character of the text folds to.
    pub(crate) fn of(text: &'t str, table: &'t Codes) -> Option<Coded<'t>> {
        // An ideograph is three bytes; a word in letters is mostly four and a space.
        let ascii = text.is_ascii();
        let mut codes = Vec::with_capacity(if ascii { text.len() + 1 } else { text.len() / 2 + 1 });
        let mut words = Vec::<Word>::with_capacity(if ascii { text.len() / 4 } else { 0 });
        let mut repeats = Vec::new();
        let (mut last, mut parted, mut paused, mut spaced) = (BREAK, true, false, false);
        for (start, character) in text.char_indices() {
            let code = table.of(character);
            // What most texts are made of, before all else.
            if is_ideograph(code) && code != last {
                codes.push(code);
                (last, parted, paused, spaced) = (code, false, false, false);
                continue;
            }
            match given(code, last, parted) {
                Given::Code if code == BREAK => {}
                Given::Code => {
                    if let Some(word) = words.last_mut() {
                        word.then(code);
                    }
                }
                Given::Beginning => {
                    let word = Word::begin(place(codes.len()), start, code);
                    words.push(Word { spaced, paused: paused || last == BREAK, ..word });
                }
                // Two, or one and the same again? The codes cannot say.
                Given::Repetition if paused => return None,
                Given::Repetition => {
                    let at = place(codes.len().saturating_sub(1));
                    if let Some(word) = words.last_mut().filter(|word| word.end == at + 1) {
                        word.spelling.again(code);
                        word.stretched |= repeats.last() == Some(&at);
                    }
                    repeats.push(at);
                    (parted, spaced) = (false, false);
                    continue;
                }
                Given::Nothing => {
                    parted |= code != INVISIBLE && code != BREAK;
                    paused |= code == PAUSING;
                    spaced |= code == SPACING;
                    continue;
                }
                Given::Suspect => return None,
            }
            codes.push(code);
            (last, parted, paused, spaced) = (code, false, false, false);
        }
        // Whoever looks at a code and the next needs no end to be told of.
        codes.push(BREAK);
        let (starts, units) = (OnceCell::new(), OnceCell::new());
        Some(Coded { text, table, codes, starts, repeats, words, units })
    }

    /// The byte at which a code stands.
    pub(crate) fn start(&self, at: usize) -> usize {
        let word = self.words.binary_search_by_key(&at, |word| word.at as usize);
        if let Some(word) = word.ok().and_then(|word| self.words.get(word)) {
            return word.start as usize;
        }
        let starts = self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.codes.len());
            let (mut last, mut parted) = (BREAK, true);
            for (start, character) in self.text.char_indices() {
                let code = self.table.of(character);
                match given(code, last, parted) {
                    Given::Code | Given::Beginning => starts.push(start),
                    Given::Repetition => {}
                    Given::Nothing | Given::Suspect => {
                        parted |= code != INVISIBLE && code != BREAK;
                        continue;
                    }
                }
                (last, parted) = (code, false);
            }
            starts
        });
        starts.get(at).copied().unwrap_or(self.text.len())
    }

    /// Whether anything that may be a pause stands directly before a code.
    pub(crate) fn paused(&self, at: usize) -> bool {
        let word = self.words.binary_search_by_key(&at, |word| word.at as usize);
        if let Some(word) = word.ok().and_then(|word| self.words.get(word)) {
            return word.paused;
        }
        let before = self.text.get(..self.start(at)).unwrap_or_default();
        let mut codes = before.chars().rev().map(|character| self.table.of(character));
        codes
            .find(|code| !matches!(*code, INVISIBLE | PARTING | SPACING))
            .is_none_or(|code| code <= SUSPECT)
    }

    /// The codes, and a break behind them. All ideographs have greater ones than all letters.
    #[inline]
    pub(crate) fn codes(&self) -> &[u16] {
        &self.codes
    }

    /// The code at a place; a break behind the end.
    #[inline]
    pub(crate) fn code(&self, at: usize) -> u16 {
        self.codes.get(at).copied().unwrap_or(BREAK)
    }

    /// Whether a letter or digit stands among some codes.
    #[inline]
    pub(crate) fn has_letters(&self, range: Range<usize>) -> bool {
        let codes = || self.codes.get(range.start..range.end.min(self.codes.len()));
        !self.words.is_empty() && codes().unwrap_or_default().iter().any(|&code| is_wordy(code))
    }

    /// The units, where words in letters are some of them.
    pub(crate) fn units(&self) -> &Units {
        self.units.get_or_init(|| Units::of(self))
    }

    /// The words in letters.
    #[inline]
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether a word may go on with that of the word before it: `c.a.l.m`, `t o o`.
    #[inline]
    pub(crate) fn joins(&self, word: usize) -> bool {
        let before = word.checked_sub(1).and_then(|before| self.words.get(before));
        let (Some(before), Some(word)) = (before, self.words.get(word)) else { return false };
        let doubles = || {
            before.is_one_letter() && self.code(before.at as usize) == self.code(word.at as usize)
        };
        before.end == word.at && (!word.spaced || word.is_one_letter() || doubles())
    }

    /// The places of codes that stand there more than once.
    pub(crate) fn repeats(&self) -> &[u32] {
        &self.repeats
    }
}

/// What a character is to the codes before it.
enum Given {
    Code,
    /// A letter or digit that begins a word.
    Beginning,
    /// The code before it again.
    Repetition,
    /// Nothing that stays.
    Nothing,
    /// It may be several.
    Suspect,
}

/// What a code is behind the last one that stayed; `parted` if something between may part words.
#[inline]
fn given(code: u16, last: u16, parted: bool) -> Given {
    if is_ideograph(code) {
        return if code == last { Given::Repetition } else { Given::Code };
    }
    match code {
        INVISIBLE | PARTING | PAUSING | SPACING => Given::Nothing,
        BREAK if last == BREAK => Given::Nothing,
        BREAK => Given::Code,
        SUSPECT => Given::Suspect,
        _ if parted || !is_wordy(last) => Given::Beginning,
        _ if code == last => Given::Repetition,
        _ => Given::Code,
    }
}

pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
