//! A conversation in the words of a page, with what it can be found by in the list.

use super::{entry, talk};
use crate::scan::{Chosen, Exhibit, day_name};
use jinyu::{Language, Moment};
use std::collections::BTreeSet;

/// A conversation in words.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) chosen: Chosen,
    pub(super) number: u64,
    pub(super) agents: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) rules: Vec<Broken>,
    pub(super) day: Option<String>,
    /// Its line in the list.
    pub(super) entry: String,
    /// All of it.
    pub(super) article: String,
}

/// A rule that a conversation breaks.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Broken {
    pub(super) id: String,
    pub(super) message: String,
}

impl Card {
    pub(super) fn of(exhibit: &Exhibit, language: Language) -> Card {
        let facts = &exhibit.facts;
        let findings = &facts.findings;
        let categories: BTreeSet<&String> = findings.iter().map(|of| &of.category).collect();
        let rules: BTreeSet<Broken> = findings
            .iter()
            .map(|of| Broken { id: of.rule.clone(), message: of.message.clone() })
            .collect();
        Card {
            chosen: exhibit.chosen,
            number: facts.number,
            agents: facts.agents.clone(),
            categories: categories.into_iter().cloned().collect(),
            rules: rules.into_iter().collect(),
            day: facts.begin.and_then(Moment::day).map(day_name),
            entry: entry::entry(exhibit, language),
            article: talk::article(exhibit, language),
        }
    }
}
