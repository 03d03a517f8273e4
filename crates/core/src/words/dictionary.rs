//! jieba's dictionary as an fst map that is read where it lies, and the cutting of one run of text with it.
//! Separate so that the rest of the crate sees words and never the map; never loads the whole dictionary,
//! never guesses words that it does not hold.

use fst::Map;
use jieba_rs::Jieba;

use super::tag_table::{MAX_WORD_CHARS, TAGS, TOTAL};

/// Each word with its frequency, shifted by a byte, and the number of its part of speech.
static WORDS: &[u8] = include_bytes!("../../data/words.fst");

/// The word that carries the frequencies of all words a run does not hold; jieba's words never hold it.
const REST: &str = "\0";

/// jieba's dictionary, embedded and read without parsing.
#[derive(Debug)]
pub(crate) struct Dictionary {
    map: Map<&'static [u8]>,
}

/// A word of a run; the offsets are bytes into the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it starts.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// jieba's part of speech: of a word it does not know `m` for a number, `eng` for letters, else `x`.
    pub(crate) tag: &'static str,
}

impl Dictionary {
    /// The dictionary inside this library; costs nothing.
    #[expect(
        clippy::expect_used,
        reason = "the map is part of the program, and tests read every word of it"
    )]
    pub(crate) fn embedded() -> Dictionary {
        Dictionary { map: Map::new(WORDS).expect("the embedded map is whole") }
    }

    /// Cuts a run of Han, letters and digits exactly as jieba does with its statistical model off, with parts of speech.
    ///
    /// A word weighs its frequency against the total of the dictionary, and no word outside the run
    /// has a say, so a jieba that knows the words of the run and that total cuts as the full one.
    pub(crate) fn cut(&self, run: &str) -> Vec<Word> {
        let mut jieba = Jieba::empty();
        let mut rest = TOTAL;
        for (start, _) in run.char_indices() {
            self.each_word_of(run.get(start..).unwrap_or_default(), |word, value| {
                if !jieba.has_word(word) {
                    rest -= frequency(value);
                    jieba.add_word(word, Some(counted(frequency(value))), None);
                }
            });
        }
        jieba.add_word(REST, Some(counted(rest)), None);
        let word = |token: jieba_rs::Token<'_>| Word {
            start: token.byte_start,
            end: token.byte_end,
            tag: self.tag(token.word),
        };
        jieba.cut(run, false).into_iter().map(word).collect()
    }

    /// Whether some word of the dictionary begins in the first `edge` bytes of `text` and ends
    /// behind them: only then can cutting the text put the edge inside a word.
    pub(crate) fn straddles(&self, text: &str, edge: usize) -> bool {
        let starts = text.char_indices().map(|(at, _)| at).take_while(|&at| at < edge);
        starts.into_iter().any(|start| {
            let (mut reaches, rest) = (false, text.get(start..).unwrap_or_default());
            self.each_word_of(rest, |word, _| reaches |= start + word.len() > edge);
            reaches
        })
    }

    /// Gives every word that `text` starts with, the shortest first, with its value. The map ends the
    /// walk at the longest word, so its cost does not grow with the text.
    fn each_word_of<'text>(&self, text: &'text str, mut found: impl FnMut(&'text str, u64)) {
        let map = self.map.as_fst();
        let mut node = map.root();
        let mut value = 0;
        for (index, byte) in text.bytes().enumerate() {
            let Some(transition) = node.find_input(byte) else { return };
            let transition = node.transition(transition);
            value += transition.out.value();
            node = map.node(transition.addr);
            if node.is_final()
                && let Some(word) = text.get(..=index)
            {
                debug_assert!(word.chars().count() <= MAX_WORD_CHARS);
                found(word, value + node.final_output().value());
            }
        }
    }

    /// The part of speech of a word, in the dictionary or not.
    fn tag(&self, word: &str) -> &'static str {
        let number = self.map.get(word).map(|value| usize::from(value.to_le_bytes()[0]));
        number.and_then(|number| TAGS.get(number)).copied().unwrap_or_else(|| guessed_tag(word))
    }
}

/// What jieba calls a word that is not in the dictionary.
fn guessed_tag(word: &str) -> &'static str {
    let mut signs = word.bytes().filter(u8::is_ascii_alphanumeric).peekable();
    if signs.peek().is_none() {
        "x"
    } else if signs.all(|sign| sign.is_ascii_digit()) {
        "m"
    } else {
        "eng"
    }
}

/// The frequency in a value of the map.
fn frequency(value: u64) -> u64 {
    value >> 8
}

/// A frequency as jieba counts.
fn counted(frequency: u64) -> usize {
    // The total of all words is below 2^32.
    usize::try_from(frequency).unwrap_or(usize::MAX)
}

#[cfg(test)]
#[path = "dictionary_tests.rs"]
mod tests;
