//! The lint of one message, written again to be read and not to be fast: every phrase is tried at every
//! place of the whole folded text, the whole text is cut into words, and contexts are looked for where they
//! may stand. Separate because it must share nothing with the engine that could be wrong in both: it
//! reads the YAML of packs itself, folds by itself and segments with the whole dictionary of jieba. Of
//! jinyu it takes the names of things (turns, roles, verdicts), the tree of a YAML file and the
//! table of traditional characters. Never a part of the program; tests and fuzzing compare with it.
//!
//! ```
//! use jinyu::Turn;
//! use jinyu_reference::Reference;
//! let yaml = include_str!("../../core/tests/demo.yaml");
//! let reference = Reference::of(&[yaml])?;
//! let found = reference.lint(&Turn::new("这个我也不清楚。"));
//! assert_eq!(found[0].span, 6..21);
//! # Ok::<(), String>(())
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "never a part of the program: where it is wrong, a test is to stop"
)]

mod amount;
mod checksum;
mod context;
mod fold;
mod judge;
mod pack;
mod phrase;
mod quote;
mod read;
mod settle;
mod short_forms;
mod stand;
mod words;

use fold::{Folding, Text};
use jinyu::{Turn, Verdict};
use judge::Judge;
use pack::Pack;
use stand::Stand;
use std::ops::Range;
use words::Dictionary;

/// Every rule of some packs, as written.
#[derive(Debug)]
pub struct Reference {
    packs: Vec<Pack>,
    folding: Folding,
    dictionary: Dictionary,
}

/// A wording of a rule that stands in a text, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The rule's id.
    pub rule: String,
    /// The phrase or pattern, as its author wrote it.
    pub phrase: String,
    /// Where it stands, in UTF-8 bytes of the turn's text.
    pub span: Range<usize>,
    /// What became of it.
    pub verdict: Verdict,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rule's id.
    pub rule: String,
    /// The phrase or pattern of the longest wording in it, as its author wrote it.
    pub phrase: String,
    /// Where it stands, in UTF-8 bytes of the turn's text.
    pub span: Range<usize>,
    /// Whether it holds several wordings that are pieces of one act.
    pub joined: bool,
}

impl Reference {
    /// Reads packs from their YAML, which `jinyu::Pack::parse` must have accepted. Rules about
    /// whole conversations are left out.
    ///
    /// # Errors
    /// What cannot be read, in a sentence.
    pub fn of(yaml: &[&str]) -> Result<Reference, String> {
        let folding = Folding::new();
        let packs = yaml.iter().map(|yaml| read::pack(yaml, &folding)).collect::<Result<_, _>>()?;
        Ok(Reference { packs, folding, dictionary: Dictionary::whole() })
    }

    /// The findings in a turn, in reading order.
    #[must_use]
    pub fn lint(&self, turn: &Turn<'_>) -> Vec<Found> {
        let found = self.settled(turn).into_iter().filter(|one| one.verdict.is_found());
        found
            .map(|one| Found {
                rule: one.rule.id.clone(),
                phrase: one.phrase.to_owned(),
                span: one.span,
                joined: one.joined,
            })
            .collect()
    }

    /// Every wording that stands in a turn, with the judgement on it, in reading order.
    #[must_use]
    pub fn judge(&self, turn: &Turn<'_>) -> Vec<Judged> {
        let judged = |one: settle::Piece<'_>| Judged {
            rule: one.rule.id.clone(),
            phrase: one.phrase.to_owned(),
            span: one.span,
            verdict: one.verdict,
        };
        self.settled(turn).into_iter().map(judged).collect()
    }

    /// The folded text, as a person would write it.
    #[must_use]
    pub fn folded(&self, text: &str) -> String {
        let text = self.folding.fold(text);
        text.written(0..text.cells.len())
    }

    fn settled(&self, turn: &Turn<'_>) -> Vec<settle::Piece<'_>> {
        let text = self.folding.fold(turn.text());
        let words = self.dictionary.cut(&text);
        let mut pieces = Vec::new();
        for pack in &self.packs {
            let stand = Stand { cells: &text.cells, lists: &pack.lists };
            for rule in &pack.rules {
                for place in stand.places(rule, &text) {
                    let judge = Judge { rule, turn, text: &text, words: &words, stand, place };
                    pieces.push(settle::Piece::of(&judge));
                }
            }
        }
        settle::settle(&text, pieces)
    }
}

impl Text<'_> {
    /// The bytes that some cells came from.
    fn bytes(&self, cells: &Range<usize>) -> Range<usize> {
        self.cells[cells.start].start..self.cells[cells.end - 1].end
    }
}
