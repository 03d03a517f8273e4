//! A text as the filter sees it: a number for every character, in one pass and one small array.
//! Nothing is folded yet; the number says what the character would be folded to.

use crate::fold::{Class, Folder, classify};
use std::cell::OnceCell;

/// Between clauses; several in a row are one.
pub(crate) const BREAK: u16 = 0;
/// Cannot be seen: what stands around it stands together.
const INVISIBLE: u16 = 1;
/// Parts words, or may be a pause or nothing.
const PARTING: u16 = 2;
/// Folds to several characters, or is of a script that is not coded.
const SUSPECT: u16 = 3;

/// The code of every character of the Basic Multilingual Plane.
#[derive(Debug)]
pub(crate) struct Codes(Box<[u16; 0x1_0000]>);

impl Codes {
    pub(crate) fn new(folder: &Folder) -> Codes {
        let mut codes = Box::new([0; 0x1_0000]);
        codes.iter_mut().zip(0..=u16::MAX).for_each(|(slot, code)| *slot = code);
        for (variant, simple) in folder.variants() {
            if let (Some(slot), Ok(code)) =
                (codes.get_mut(variant as usize), u16::try_from(simple as u32))
            {
                *slot = code;
            }
        }
        let outside_ideographs = (0..0x3400u32).chain(0xA000..0xAC00).chain(0xD800..0x1_0000);
        for code in outside_ideographs {
            let code_of = |character| code_of(folder, character);
            codes[code as usize] = char::from_u32(code).map_or(PARTING, code_of);
        }
        codes[0xAC00..0xD800].fill(SUSPECT);
        Codes(codes)
    }

    #[inline]
    fn of(&self, character: char) -> u16 {
        match u16::try_from(character as u32) {
            Ok(character) => self.0[usize::from(character)],
            Err(_) => match character as u32 {
                0x1D400..=0x1D7FF | 0x1F100..=0x1F2FF | 0x2F800..=0x2FA1F => SUSPECT,
                0x20000..0xE0000 => BREAK,
                _ if classify(character) == Class::Invisible => INVISIBLE,
                _ => PARTING,
            },
        }
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

/// What stands at a place of a text.
enum Given {
    Code(u16),
    /// A letter or digit that begins a word.
    Beginning(u16),
    /// The code before it again.
    Repetition,
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
    repeats: Vec<usize>,
    /// The places at which words in letters begin; many texts have none.
    words: Vec<usize>,
    /// One bit for each of those places; empty where there is none.
    beginnings: Vec<u64>,
}

impl<'t> Coded<'t> {
    /// `None` if the codes cannot say what a character of the text folds to.
    pub(crate) fn of(text: &'t str, table: &'t Codes) -> Option<Coded<'t>> {
        let mut codes = Vec::with_capacity(text.len() / 2);
        let (mut repeats, mut words) = (Vec::new(), Vec::new());
        let mut clear = true;
        each_code(text, table, |given, _| {
            match given {
                Given::Code(code) => {
                    clear = code != SUSPECT;
                    codes.push(code);
                }
                Given::Beginning(code) => {
                    words.push(codes.len());
                    codes.push(code);
                }
                Given::Repetition => repeats.push(codes.len().saturating_sub(1)),
            }
            clear
        });
        if !clear {
            return None;
        }
        let mut beginnings = Vec::new();
        if !words.is_empty() {
            beginnings.resize(codes.len() / 64 + 1, 0);
            words.iter().for_each(|&at| beginnings[at / 64] |= 1 << (at % 64));
        }
        let starts = OnceCell::new();
        Some(Coded { text, table, codes, starts, repeats, words, beginnings })
    }

    /// The byte at which a code stands.
    pub(crate) fn start(&self, at: usize) -> usize {
        let starts = self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.codes.len());
            each_code(self.text, self.table, |given, start| {
                if !matches!(given, Given::Repetition) {
                    starts.push(start);
                }
                true
            });
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
    pub(crate) fn words(&self) -> &[usize] {
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
    pub(crate) fn repeats(&self) -> &[usize] {
        &self.repeats
    }
}

/// Gives what stands in a text, with the byte that it stands at, until `more` says no.
#[inline]
fn each_code(text: &str, table: &Codes, mut more: impl FnMut(Given, usize) -> bool) {
    let mut last = BREAK;
    let mut parted = true;
    let mut rest = text.chars();
    loop {
        let start = text.len() - rest.as_str().len();
        let Some(character) = rest.next() else { return };
        let code = table.of(character);
        let given = if is_ideograph(code) {
            if code == last { Given::Repetition } else { Given::Code(code) }
        } else {
            match code {
                INVISIBLE => continue,
                PARTING => {
                    parted = true;
                    continue;
                }
                BREAK if last == BREAK => continue,
                BREAK | SUSPECT => Given::Code(code),
                _ if is_wordy(code) && (parted || !is_wordy(last)) => Given::Beginning(code),
                _ if code == last => Given::Repetition,
                _ => Given::Code(code),
            }
        };
        (last, parted) = (code, false);
        if !more(given, start) {
            return;
        }
    }
}
