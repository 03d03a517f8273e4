//! What a pack says, as plain values: rules, what they look for, where it is innocent. Data only.

use crate::phrase::Seq;
use jinyu::{Actor, Channel, Role};
use regex::Regex;
use std::collections::BTreeMap;

/// Word lists by name: those of the language with what the pack adds to them.
pub(crate) type Lists = BTreeMap<String, Vec<Seq>>;

/// A file of rules.
#[derive(Debug)]
pub(crate) struct Pack {
    pub(crate) lists: Lists,
    pub(crate) rules: Vec<Rule>,
}

/// A rule about wordings.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) category: String,
    pub(crate) roles: Vec<Role>,
    /// None named: all.
    pub(crate) channels: Vec<Channel>,
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) innocent: Innocence,
    pub(crate) word_edges: bool,
}

/// How much of a text a phrase must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    Anything,
    Clause,
    Message,
}

/// A forbidden wording.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) written: String,
    pub(crate) parts: Seq,
    pub(crate) whole: Whole,
    pub(crate) innocent: Option<Innocence>,
}

/// A regular expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) written: String,
    pub(crate) expression: Regex,
    pub(crate) checksum: Option<String>,
    pub(crate) as_written: bool,
}

/// Where a wording is innocent.
#[derive(Debug, Default)]
pub(crate) struct Innocence {
    pub(crate) inside: Vec<Wording>,
    pub(crate) after: Vec<Wording>,
    pub(crate) before: Vec<Wording>,
    pub(crate) clause: Vec<Wording>,
    pub(crate) sentence: Vec<Wording>,
    pub(crate) message: Vec<Wording>,
    pub(crate) whose: Vec<Actor>,
    pub(crate) question: bool,
    pub(crate) conditional: bool,
    pub(crate) quoted: bool,
    pub(crate) rescued: bool,
    pub(crate) number: bool,
    pub(crate) negated: bool,
}

/// An innocent wording.
#[derive(Debug)]
pub(crate) struct Wording {
    pub(crate) written: String,
    pub(crate) parts: Seq,
}
