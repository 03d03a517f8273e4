//! Folding: what makes 烦*不*烦, 煩不煩 and 烦不烦 the same to a rule. A character is folded to what
//! it means to a search, or to nothing; the text itself is never rewritten.

mod class;
mod script_table;
mod view;

pub(crate) use class::{Class, Pause, classify};
pub(crate) use view::{Cell, Gap, Kind, View, is_wordy};

use unicode_normalization::char::decompose_compatible;

/// Where the table of unified ideographs begins and ends.
const FIRST_HAN: u32 = 0x3400;
const LAST_HAN: u32 = 0x9FFF;

/// The tables that folding needs, built once for a linter.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Simplified form of every ideograph from `FIRST_HAN` to `LAST_HAN`.
    simplified: Vec<u16>,
}

impl Folder {
    pub(crate) fn new() -> Folder {
        let mut simplified: Vec<u16> =
            (FIRST_HAN..=LAST_HAN).map(|code| u16::try_from(code).unwrap_or(u16::MAX)).collect();
        for &(traditional, simple) in script_table::PAIRS.iter().chain(SAME_TO_A_RULE) {
            if let (Some(slot), Ok(simple)) = (
                han_index(traditional).and_then(|at| simplified.get_mut(at)),
                u16::try_from(u32::from(simple)),
            ) {
                *slot = simple;
            }
        }
        Folder { simplified }
    }

    /// Gives `emit` every folded character of one character that stands in a word: width,
    /// compatibility form, case, script and the forms of "you" are folded. Most give one.
    pub(crate) fn fold(&self, character: char, mut emit: impl FnMut(char)) {
        if character.is_ascii() {
            return emit(character.to_ascii_lowercase());
        }
        if han_index(character).is_some() || is_hangul(character) {
            return emit(self.simplify(character));
        }
        decompose_compatible(character, |part| {
            if matches!(classify(part), Class::Text) {
                part.to_lowercase().for_each(|lower| emit(self.simplify(lower)));
            }
        });
    }

    /// The simplified form of a character, or itself.
    pub(crate) fn simplify(&self, character: char) -> char {
        han_index(character)
            .and_then(|at| self.simplified.get(at))
            .and_then(|&code| char::from_u32(u32::from(code)))
            .unwrap_or(character)
    }
}

/// Characters that a rule's author means by one another: all forms of "you" (a rule that says 您
/// also finds 你), and everyday variants that the script table leaves apart.
const SAME_TO_A_RULE: &[(char, char)] = &[('您', '你'), ('妳', '你'), ('祢', '你'), ('嚒', '么')];

fn han_index(character: char) -> Option<usize> {
    let code = u32::from(character);
    (FIRST_HAN..=LAST_HAN).contains(&code).then(|| (code - FIRST_HAN) as usize)
}

fn is_hangul(character: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&character)
}
