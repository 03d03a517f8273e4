//! What a rule looks for: phrases, whole clauses and messages, regular expressions.

use super::{Checksum, Innocence, Template};
use crate::pack::{Decoded, Lazy};
use serde::{Deserialize, Serialize};

/// What a rule looks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LookFor {
    /// Wordings anywhere in a clause.
    pub(crate) phrases: Vec<Lazy<Phrase>>,
    /// Regular expressions over the folded text.
    pub(crate) patterns: Vec<Pattern>,
    /// Wordings that are the whole of a clause, once fillers are set aside.
    pub(crate) whole_clause: Vec<Lazy<Phrase>>,
    /// Wordings that are the whole of a message, once greetings and fillers are set aside.
    pub(crate) whole_message: Vec<Lazy<Phrase>>,
}

/// A regular expression and what must stand in a text that it can match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pattern {
    pub(crate) source: String,
    /// Folded literals, one of which is in every match; empty where there is no such set.
    pub(crate) literals: Vec<String>,
    /// How many digits every match has at least: it is not tried on a text that has fewer.
    pub(crate) digits: usize,
    /// A sign that every match has, of a pattern that is tried on the text as it was written: it is not
    /// tried on a text without it.
    pub(crate) sign: Option<char>,
    /// What the digits of a match must satisfy.
    pub(crate) checksum: Option<Checksum>,
    /// Whether it is tried on the text as it was written, which keeps signs like @ and the case of
    /// letters, and not on the folded one.
    pub(crate) as_written: bool,
}

impl Pattern {
    /// Whether it is tried on every text.
    pub(crate) fn is_unguarded(&self) -> bool {
        self.literals.is_empty() && self.digits == 0 && self.sign.is_none()
    }
}

impl LookFor {
    /// Everything but the regular expressions, in the order of the pack format.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.encoded().map(Lazy::get)
    }

    /// The same, each as it was read.
    pub(crate) fn encoded(&self) -> impl Iterator<Item = &Lazy<Phrase>> {
        self.phrases.iter().chain(&self.whole_clause).chain(&self.whole_message)
    }
}

/// A wording that must not be said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Phrase {
    pub(crate) template: Template,
    /// The contexts in which this one is innocent, beside those of its rule.
    pub(crate) innocent: Option<Box<Innocence>>,
}

impl Decoded for Phrase {
    fn nothing() -> Self {
        Phrase { template: Template::nothing(), innocent: None }
    }
}
