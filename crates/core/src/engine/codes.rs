//! A text as the filter sees it: a number for every character, in one pass and one small array.
//! Nothing is folded yet; the number says what the character would be folded to.

use crate::fold::{Class, Folder, classify};
use std::cell::OnceCell;
use std::sync::OnceLock;

/// Between clauses; several in a row are one.
pub(crate) const BREAK: u16 = 0;
/// Cannot be seen: what stands around it stands together.
const INVISIBLE: u16 = 1;
/// Parts words, or may be a pause or nothing.
const PARTING: u16 = 2;
/// Folds to several characters, or is of a script that is not coded.
const SUSPECT: u16 = 3;

/// How many characters have their codes worked out together.
const BLOCK: usize = 256;

/// The code of every character, worked out when a text first has one of its block.
#[derive(Debug)]
pub(crate) struct Codes {
    folder: Folder,
    blocks: Box<[OnceLock<Box<[u16; BLOCK]>>]>,
}

impl Codes {
    pub(crate) fn new() -> Codes {
        let blocks = (0..0x1_0000 / BLOCK).map(|_| OnceLock::new()).collect();
        Codes { folder: Folder::new(), blocks }
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    #[inline]
    fn of(&self, character: char) -> u16 {
        let code = character as usize;
        match self.blocks.get(code / BLOCK) {
            Some(block) => block.get_or_init(|| self.block(code / BLOCK))[code % BLOCK],
            None => outside_the_basic_plane(character),
        }
    }

    #[cold]
    fn block(&self, block: usize) -> Box<[u16; BLOCK]> {
        let code_at = |at: usize| {
            let character = u32::try_from(block * BLOCK + at).ok().and_then(char::from_u32);
            character.map_or(PARTING, |character| code_of(&self.folder, character))
        };
        Box::new(std::array::from_fn(code_at))
    }
}

#[cold]
fn outside_the_basic_plane(character: char) -> u16 {
    match character as u32 {
        0x1D400..=0x1D7FF | 0x1F100..=0x1F2FF | 0x2F800..=0x2FA1F => SUSPECT,
        0x20000..0xE0000 => BREAK,
        _ if classify(character) == Class::Invisible => INVISIBLE,
        _ => PARTING,
    }
}

fn code_of(folder: &Folder, character: char) -> u16 {
    match classify(character) {
        Class::Text => {}
        Class::Invisible => return INVISIBLE,
        Class::Gap | Class::Ambiguous => return PARTING,
        Class::Break(_) if character == '\n' || character == '\r' => return PARTING,
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
    /// The places at which words in letters begin; many texts have none.
    words: Vec<u32>,
    /// One bit for each of those places; empty where there is none.
    beginnings: Vec<u64>,
}

impl<'t> Coded<'t> {
    /// `None` if the codes cannot say what a character of the text folds to.
    pub(crate) fn of(text: &'t str, table: &'t Codes) -> Option<Coded<'t>> {
        let mut coded = Coded {
            text,
            table,
            codes: Vec::with_capacity(text.len() / 2),
            starts: OnceCell::new(),
            repeats: Vec::new(),
            words: Vec::new(),
            beginnings: Vec::new(),
        };
        let (mut last, mut parted) = (BREAK, true);
        for character in text.chars() {
            let code = table.of(character);
            match given(code, last, parted) {
                Given::Code => coded.codes.push(code),
                Given::Beginning => {
                    coded.words.push(place(coded.codes.len()));
                    coded.codes.push(code);
                }
                Given::Repetition => coded.repeats.push(place(coded.codes.len().saturating_sub(1))),
                Given::Nothing => {
                    parted |= code == PARTING;
                    continue;
                }
                Given::Suspect => return None,
            }
            (last, parted) = (code, false);
        }
        if !coded.words.is_empty() {
            coded.beginnings.resize(coded.codes.len() / 64 + 1, 0);
            for &at in &coded.words {
                coded.beginnings[at as usize / 64] |= 1 << (at % 64);
            }
        }
        Some(coded)
    }

    /// The byte at which a code stands.
    pub(crate) fn start(&self, at: usize) -> usize {
        let starts = self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.codes.len());
            let (mut last, mut parted) = (BREAK, true);
            for (start, character) in self.text.char_indices() {
                let code = self.table.of(character);
                match given(code, last, parted) {
                    Given::Code | Given::Beginning => starts.push(start),
                    Given::Repetition => {}
                    Given::Nothing | Given::Suspect => {
                        parted |= code == PARTING;
                        continue;
                    }
                }
                (last, parted) = (code, false);
            }
            starts
        });
        starts.get(at).copied().unwrap_or(self.text.len())
    }

    /// Whether anything stands before a code that may be a pause.
    pub(crate) fn parted(&self, at: usize) -> bool {
        let before = self.text.get(..self.start(at)).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| self.table.of(before) <= SUSPECT)
    }

    /// The codes. All ideographs have greater ones than all letters.
    #[inline]
    pub(crate) fn codes(&self) -> &[u16] {
        &self.codes
    }

    /// The code at a place; a break behind the end.
    #[inline]
    pub(crate) fn code(&self, at: usize) -> u16 {
        self.codes.get(at).copied().unwrap_or(BREAK)
    }

    /// The codes, where each of them is a unit.
    #[inline]
    pub(crate) fn units(&self) -> Option<&[u16]> {
        self.words.is_empty().then_some(&self.codes)
    }

    /// The places at which words in letters begin.
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }

    /// Whether a word in letters begins at a place.
    #[inline]
    pub(crate) fn begins_word(&self, at: usize) -> bool {
        self.beginnings.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// Whether a letter at a place goes on with the word of the one before it.
    #[inline]
    pub(crate) fn goes_on(&self, at: usize) -> bool {
        is_wordy(self.code(at)) && !self.begins_word(at)
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
        INVISIBLE | PARTING => Given::Nothing,
        BREAK if last == BREAK => Given::Nothing,
        BREAK => Given::Code,
        SUSPECT => Given::Suspect,
        _ if parted || !is_wordy(last) => Given::Beginning,
        _ if code == last => Given::Repetition,
        _ => Given::Code,
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
