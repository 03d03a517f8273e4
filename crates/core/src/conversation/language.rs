//! In which language one side speaks. Counts characters and words and knows no grammar.

use super::holds::Outcome;
use super::scene::Scene;
use super::trace::Reason;
use crate::rule::{By, Language, Spoken};
use crate::turn::Turn;

/// After how many characters and words it is clear enough.
const ENOUGH: usize = 64;
/// How many Chinese characters, and how many of the commonest English words, there must be.
const LEAST_CHARACTERS: usize = 4;
const LEAST_WORDS: usize = 2;
/// Words that stand in nearly everything that is said in English, and hardly ever in another language that is
/// written in letters.
const ENGLISH: [&str; 20] = [
    "the", "your", "you", "is", "are", "please", "can", "it", "for", "have", "what", "how", "my",
    "there", "to", "this", "with", "and", "we", "that",
];

/// What was counted in the turns of one side, from the first on until there was enough.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written {
    /// Chinese characters.
    characters: usize,
    /// Words in letters, and which of these are English.
    words: usize,
    english: usize,
    /// Characters of other scripts, as of Japanese and Korean.
    others: usize,
}

/// Whether one side speaks a language: it has more of it than of others.
pub(super) fn spoken(scene: &Scene<'_, '_>, spoken: Spoken) -> Outcome {
    let written = scene.written(spoken.by);
    let Written { characters, words, english, others } = written;
    let holds = match spoken.language {
        Language::Zh => characters >= LEAST_CHARACTERS && characters > words + others,
        Language::En => english >= LEAST_WORDS && words >= characters + others,
    };
    Outcome { holds, ..Outcome::fails(Reason::Spoken { characters, words }) }
}

impl Written {
    pub(super) fn of(turns: &[Turn<'_>], by: By) -> Written {
        let mut written = Written::default();
        let texts = turns.iter().filter(|turn| by.means(turn.role())).map(Turn::text);
        for text in texts {
            written.add(text);
            if written.characters + written.words + written.others >= ENOUGH {
                break;
            }
        }
        written
    }

    fn add(&mut self, text: &str) {
        let is_letter = |c: char| c.is_ascii_alphabetic() || c == '\'' || c == '’';
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_word = first.is_ascii_alphabetic();
            let behind = match is_word {
                true => rest.find(|c| !is_letter(c)).unwrap_or(rest.len()),
                false => first.len_utf8(),
            };
            let (word, behind) = rest.split_at_checked(behind).unwrap_or((rest, ""));
            rest = behind;
            if is_word {
                self.words += 1;
                self.english += usize::from(ENGLISH.iter().any(|it| word.eq_ignore_ascii_case(it)));
            } else if is_chinese(first) {
                self.characters += 1;
            } else if is_of_another(first) {
                self.others += 1;
            }
        }
    }
}

/// Whether a character is one of the unified ideographs that ordinary text is written with.
fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Whether a character is one of another script: of Japanese or Korean, or a letter outside of ASCII.
fn is_of_another(character: char) -> bool {
    match character {
        '\0'..='\u{7F}' => false,
        '\u{80}'..='\u{2E7F}' => character.is_alphabetic(),
        _ => matches!(character, '\u{3040}'..='\u{30FF}' | '\u{AC00}'..='\u{D7AF}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted() {
        let counted = |text: &str| {
            let Written { characters, words, english, others } =
                Written::of(&[Turn::new(text)], By::Anyone);
            (characters, words, english, others)
        };
        let table = [
            ("", (0, 0, 0, 0)),
            ("您好，iPhone 15 Pro可以退吗？", (6, 2, 0, 0)),
            ("You're welcome, this is your order.", (0, 6, 3, 0)),
            ("ご注文はお届け先", (4, 0, 0, 4)),
            ("¿Cómo está?", (0, 3, 0, 2)),
        ];
        for (text, expected) in table {
            assert_eq!(counted(text), expected, "{text}");
        }
        let long = "好".repeat(10 * ENOUGH);
        let turns = [Turn::new(long.as_str()), Turn::new("okay")];
        assert_eq!(Written::of(&turns, By::Anyone).words, 0);
    }
}
