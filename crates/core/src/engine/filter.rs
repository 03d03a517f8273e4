//! One pass over a text that tells whether it can hold any needle at all: no copy, no allocation.
//! It may be wrong about yes and is never wrong about no.
//!
//! Every character has a class: none, transparent (what folding drops), or the folded character it
//! stands for. A bit set over pairs of classes answers for nearly every place in a text; where a
//! needle's first two characters do stand, the rest of the needles that begin so is compared.

use super::anchor::REPEATED;
use crate::fold::{Class, Folder, classify};

/// The class of characters in no needle.
const NEUTRAL: u16 = 0;
/// The class of characters that folding drops, or that may be a pause or nothing.
const TRANSPARENT: u16 = 1;
/// The class of characters that fold to several: a text with one must be looked at.
const SUSPECT: u16 = 2;
/// The first class of a folded character; letters and digits come first.
const FIRST: u16 = 3;
/// Behind the classes of letters and digits.
const LETTERS_END: u16 = FIRST + 36;

/// Which texts must be looked at.
#[derive(Debug)]
pub(crate) struct Filter {
    /// The class of every character of the Basic Multilingual Plane.
    classes: Vec<u16>,
    /// One bit for every pair of classes that begins a needle.
    pairs: Vec<u64>,
    width: usize,
    /// Every needle as classes without repeats, sorted.
    needles: Vec<Vec<u16>>,
    /// Whether a class is a needle by itself.
    single: Vec<bool>,
    /// Whether a class is a needle where it is repeated.
    repeated: Vec<bool>,
}

impl Filter {
    /// A filter for folded needles.
    pub(crate) fn new<'n>(
        folder: &Folder,
        needles: impl Iterator<Item = &'n str> + Clone,
    ) -> Filter {
        let mut classes = vec![NEUTRAL; 0x1_0000];
        for (letter, class) in ('a'..='z').chain('0'..='9').zip(FIRST..) {
            classes[letter as usize] = class;
        }
        let mut next = LETTERS_END;
        for character in needles.clone().flat_map(str::chars) {
            if let Some(class) = classes.get_mut(character as usize).filter(|c| **c == NEUTRAL) {
                *class = next;
                next += 1;
            }
        }
        let width = usize::from(next);
        let mut filter = Filter {
            classes,
            pairs: vec![0; (width * width).div_ceil(64)],
            width,
            needles: Vec::new(),
            single: vec![false; width],
            repeated: vec![false; width],
        };
        for needle in needles {
            filter.add(needle);
        }
        filter.needles.sort_unstable();
        filter.needles.dedup();
        filter.add_variants(folder);
        filter
    }

    fn add(&mut self, needle: &str) {
        let mut classes: Vec<u16> = needle.chars().map(|character| self.class(character)).collect();
        classes.dedup();
        match *classes.as_slice() {
            [] => {}
            [only] if needle.chars().count() == REPEATED => self.repeated[usize::from(only)] = true,
            [only] => {
                self.single[usize::from(only)] = true;
                (0..self.width).for_each(|before| self.set(before, usize::from(only)));
            }
            [first, second, ..] => {
                self.set(usize::from(first), usize::from(second));
                self.needles.push(classes);
            }
        }
    }

    fn set(&mut self, first: usize, second: usize) {
        let bit = first * self.width + second;
        self.pairs[bit / 64] |= 1 << (bit % 64);
    }

    /// Gives every character that folds to another one the class of that one.
    fn add_variants(&mut self, folder: &Folder) {
        for (variant, simple) in folder.variants() {
            let class = self.class(simple);
            if let Some(slot) = self.classes.get_mut(variant as usize) {
                *slot = class;
            }
        }
        let outside_ideographs = (0..0x3400u32).chain(0xA000..0xAC00).chain(0xF900..0x1_0000);
        for character in outside_ideographs.filter_map(char::from_u32) {
            let class = match classify(character) {
                Class::Text => self.class_of_folded(folder, character),
                Class::Invisible | Class::Gap | Class::Ambiguous => TRANSPARENT,
                Class::Break(_) if character == '\n' || character == '\r' => TRANSPARENT,
                Class::Break(_) => NEUTRAL,
            };
            self.classes[character as usize] = class;
        }
    }

    fn class_of_folded(&self, folder: &Folder, character: char) -> u16 {
        let mut count = 0;
        let mut class = NEUTRAL;
        folder.fold(character, |folded| {
            count += 1;
            class = self.class(folded);
        });
        if count == 1 { class } else { SUSPECT }
    }

    #[inline]
    fn class(&self, character: char) -> u16 {
        match self.classes.get(character as usize) {
            Some(&class) => class,
            None => match character as u32 {
                0x1D400..=0x1D7FF | 0x1F100..=0x1F2FF | 0x2F800..=0x2FA1F => SUSPECT,
                0x20000.. => NEUTRAL,
                _ => TRANSPARENT,
            },
        }
    }

    /// Whether some needle may stand in the text.
    pub(crate) fn suspects(&self, text: &str) -> bool {
        let mut before = NEUTRAL;
        // Whether the character before may begin a word in letters, and whether this one may.
        let mut before_begins = true;
        let mut parted = true;
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            let class = self.class(character);
            if class == TRANSPARENT {
                parted = true;
                continue;
            }
            let bit = usize::from(before) * self.width + usize::from(class);
            let pair = self.pairs[bit / 64] >> (bit % 64) & 1 == 1;
            if pair && (before_begins || self.single[usize::from(class)]) && class != before {
                if self.stands(before, class, characters.as_str()) {
                    return true;
                }
            } else if class == SUSPECT {
                return true;
            }
            if class == before {
                // `am maybe`: the second of two words may begin with the letter that ends the first.
                before_begins |= parted;
                if self.repeated[usize::from(class)] {
                    return true;
                }
            } else {
                before_begins = parted || !is_letter(class) || !is_letter(before);
                before = class;
            }
            parted = false;
        }
        false
    }

    /// Whether a needle may begin with these one or two folded characters.
    pub(crate) fn begins(&self, head: &str) -> bool {
        let mut classes = head.chars().map(|character| self.class(character));
        let (first, second) =
            (classes.next().unwrap_or(NEUTRAL), classes.next().unwrap_or(NEUTRAL));
        let bit = usize::from(first) * self.width + usize::from(second);
        let alone = |class: u16| self.single.get(usize::from(class)).copied().unwrap_or(false);
        alone(first) || first == second || self.pairs[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Whether a needle that begins with two classes goes on as the text does.
    #[cold]
    fn stands(&self, first: u16, second: u16, rest: &str) -> bool {
        if self.single[usize::from(second)] {
            return true;
        }
        let from = self.needles.partition_point(|needle| needle.as_slice() < &[first, second][..]);
        let same = |needle: &&Vec<u16>| needle.starts_with(&[first, second]);
        self.needles[from..]
            .iter()
            .take_while(same)
            .any(|needle| self.goes_on(&needle[2..], second, rest))
    }

    fn goes_on(&self, wanted: &[u16], last: u16, rest: &str) -> bool {
        let mut wanted = wanted.iter();
        let mut last = last;
        let Some(mut next) = wanted.next() else { return true };
        for character in rest.chars() {
            let class = self.class(character);
            if class == SUSPECT {
                return true;
            }
            if class == TRANSPARENT || class == last {
                continue;
            }
            if class != *next {
                return false;
            }
            last = class;
            match wanted.next() {
                Some(wanted) => next = wanted,
                None => return true,
            }
        }
        false
    }
}

fn is_letter(class: u16) -> bool {
    (FIRST..LETTERS_END).contains(&class)
}
