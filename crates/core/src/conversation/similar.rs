//! Sentences that are nearly the same. The likeness of two is the share of characters that stand in both
//! in the same order: twice their longest common subsequence, divided by the characters of both. A word
//! more or less, or another number, changes it little. Work is bounded: what was said before in the same
//! words is found by a hash, and anything new is compared with few others, of about its length, by whole
//! words of bits.

use crate::fold::{Class, Folder, Pause, classify};
use ahash::RandomState;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// With how many of the sentences before it a new one is compared, the latest first.
const COMPARED: usize = 64;
/// How many characters of a sentence count: as many as a word has bits.
const LONGEST: usize = u128::BITS as usize;

/// Sentences of one speaker, those that are alike together.
#[derive(Debug)]
pub(super) struct Kinds<'s> {
    similar: u16,
    kinds: Vec<Kind<'s>>,
    /// The kind of every sentence that was met.
    known: HashMap<&'s str, usize, RandomState>,
}

#[derive(Debug)]
struct Kind<'s> {
    sentence: &'s Sentence,
    times: u32,
    last_turn: usize,
}

impl<'s> Kinds<'s> {
    /// None yet; from so many thousandths of likeness on two are alike.
    pub(super) fn new(similar: u16) -> Kinds<'s> {
        Kinds { similar, kinds: Vec::new(), known: HashMap::default() }
    }

    /// Counts a sentence, once a turn: its kind and how many turns have held it; `None` where this turn
    /// has been counted.
    pub(super) fn count(&mut self, sentence: &'s Sentence, turn: usize) -> Option<(usize, u32)> {
        let at = match self.known.get(sentence.folded.as_str()) {
            Some(&at) => at,
            None => {
                let at = self.place(sentence, turn);
                self.known.insert(&sentence.folded, at);
                at
            }
        };
        let kind = self.kinds.get_mut(at)?;
        if kind.times > 0 && kind.last_turn == turn {
            return None;
        }
        kind.times += 1;
        kind.last_turn = turn;
        Some((at, kind.times))
    }

    /// The kind that a new sentence is of.
    fn place(&mut self, sentence: &'s Sentence, turn: usize) -> usize {
        let late = self.kinds.iter().enumerate().rev().take(COMPARED);
        let alike =
            late.into_iter().find(|(_, kind)| sentence.is_like(kind.sentence, self.similar));
        alike.map(|(at, _)| at).unwrap_or_else(|| {
            self.kinds.push(Kind { sentence, times: 0, last_turn: turn });
            self.kinds.len() - 1
        })
    }
}

/// A sentence of a turn.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// Where it stands, in bytes of the turn's text.
    pub(super) bytes: Range<usize>,
    /// Its folded characters without anything between, and how many these are.
    folded: String,
    pub(super) characters: usize,
    /// A bit for each of 64 classes of characters that has one among those that count.
    classes: u64,
    places: OnceLock<Places>,
}

/// The folded characters of a sentence, as far as they count: each that it has, in order, with a bit for
/// every place at which it stands.
type Places = Vec<(char, u128)>;

impl Sentence {
    fn new(bytes: Range<usize>, folded: String) -> Sentence {
        let characters = folded.chars().count();
        let counting = folded.chars().take(LONGEST);
        let classes = counting.fold(0, |all, character| all | 1 << (u32::from(character) % 64));
        Sentence { bytes, folded, characters, classes, places: OnceLock::new() }
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| {
            let counting = self.folded.chars().take(LONGEST).enumerate();
            let mut places: Places = counting.map(|(at, character)| (character, 1 << at)).collect();
            places.sort_unstable();
            places.dedup_by(|later, earlier| {
                let same = later.0 == earlier.0;
                earlier.1 |= if same { later.1 } else { 0 };
                same
            });
            places
        })
    }

    /// How many of its characters count.
    fn counting(&self) -> usize {
        self.characters.min(LONGEST)
    }

    /// Whether two sentences have so many thousandths in common.
    fn is_like(&self, other: &Sentence, similar: u16) -> bool {
        let (own, others) = (self.counting(), other.counting());
        let enough = |common: usize| 2_000 * common >= (own + others) * usize::from(similar);
        // Who has a class of characters that the other one lacks has a character too many for each.
        let lacks = |a: &Sentence, b: &Sentence| (a.classes & !b.classes).count_ones() as usize;
        let most = (own - lacks(self, other).min(own)).min(others - lacks(other, self).min(others));
        enough(most)
            && enough(self.in_any_order(other) as usize)
            && enough(self.in_order(other) as usize)
    }

    /// How many characters both have.
    fn in_any_order(&self, other: &Sentence) -> u32 {
        let mut rest = other.places().iter().peekable();
        let mut common = 0;
        for &(character, places) in self.places() {
            while rest.next_if(|(other, _)| *other < character).is_some() {}
            if let Some((_, others)) = rest.next_if(|(other, _)| *other == character) {
                common += places.count_ones().min(others.count_ones());
            }
        }
        common
    }

    /// The length of the longest common subsequence: Hyyrö, "Bit-parallel LCS-length computation
    /// revisited" (2004).
    fn in_order(&self, other: &Sentence) -> u32 {
        let known = self.places();
        let mut open = u128::MAX;
        for character in other.folded.chars().take(LONGEST) {
            let at = known.binary_search_by_key(&character, |(known, _)| *known);
            let places = at.ok().and_then(|at| known.get(at)).map_or(0, |(_, places)| *places);
            let met = open & places;
            open = open.wrapping_add(met) | (open - met);
        }
        // A place that was met is no longer open; behind the last character all stay so.
        open.count_zeros()
    }
}

/// The sentences of a text, worked out when somebody first asks; shared by all who say the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spoken {
    sentences: Arc<OnceLock<Box<[Sentence]>>>,
    /// How long the text is, in bytes.
    length: usize,
}

impl Spoken {
    pub(crate) fn of(text: &str) -> Spoken {
        Spoken { sentences: Arc::default(), length: text.len() }
    }

    /// How much they may hold, in bytes.
    pub(crate) fn weight(&self) -> usize {
        2 * self.length
    }

    /// The sentences of the text that it is of.
    pub(super) fn sentences(&self, text: &str, folder: &Folder) -> &[Sentence] {
        self.sentences.get_or_init(|| sentences(text, folder).into())
    }
}

/// The sentences of a text.
fn sentences(text: &str, folder: &Folder) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut start, mut folded) = (0, String::new());
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let next = rest.peek().map_or(text.len(), |&(next, _)| next);
        let ends = match classify(character) {
            Class::Text => {
                folder.fold(character, |folded_one| folded.push(folded_one));
                false
            }
            Class::Break(pause) => pause >= Pause::Line,
            Class::Ambiguous => {
                character == '.' && rest.peek().is_none_or(|(_, next)| next.is_whitespace())
            }
            Class::Gap | Class::Invisible => false,
        };
        if (ends || next == text.len()) && !folded.is_empty() {
            let bytes = start..if ends { at } else { next };
            sentences.push(Sentence::new(bytes, std::mem::take(&mut folded)));
        }
        if ends {
            start = next;
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(folded: &str) -> Sentence {
        Sentence::new(0..folded.len(), folded.to_owned())
    }

    #[test]
    fn what_is_alike() {
        let table = [
            ("非常抱歉给您带来不便", "非常抱歉给您带来不便", 1000, true),
            ("非常抱歉给您带来的不便", "非常抱歉给您带来不便", 950, true),
            ("非常抱歉给您带来不便", "带来不便非常抱歉给您", 900, false),
            ("非常抱歉给您带来不便", "请您提供一下订单号码", 500, false),
            ("您的订单号是1234567890", "您的订单号是1234567891", 900, true),
            ("好", "好的好的好的", 500, false),
        ];
        for (a, b, similar, expected) in table {
            let (first, second) = (sentence(a), sentence(b));
            assert_eq!(first.is_like(&second, similar), expected, "{a} {b}");
            assert_eq!(second.is_like(&first, similar), expected, "{b} {a}");
        }
        let long = "天地玄黄宇宙洪荒".repeat(40);
        assert!(sentence(&long).is_like(&sentence(&long), 1000));
    }

    #[test]
    fn what_is_a_sentence() {
        let folder = Folder::new();
        let found = sentences("非常抱歉！請 稍等。v1.2 is here. Bye", &folder);
        let folded: Vec<&str> = found.iter().map(|it| it.folded.as_str()).collect();
        assert_eq!(folded, ["非常抱歉", "请稍等", "v12ishere", "bye"]);
    }
}
