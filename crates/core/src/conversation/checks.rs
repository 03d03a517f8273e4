//! The rules of a linter that are about conversations, with the names that they ask for made into places
//! where hits are kept. Made once, when the linter is.

use crate::rule::{Report, Rule};
use crate::turn::Roles;
use std::collections::BTreeMap;

/// A rule about conversations.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    /// Its place among all rules of the linter.
    pub(super) rule: usize,
    id: String,
    pub(super) report: Report,
}

/// All of a linter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    all: Vec<Check>,
    /// Where the hits of each name that is asked for are kept, and whose words count.
    slots: BTreeMap<String, (u32, Roles)>,
}

impl Checks {
    /// Adds a rule by its place among all rules of the linter; nothing if it is about wordings.
    pub(crate) fn add(&mut self, place: usize, rule: &Rule) {
        let Some(report) = &rule.report else { return };
        let mut report = report.clone();
        report.each_cues(&mut |cues, by| {
            for name in &cues.names {
                let next = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
                let known = self.slots.entry(name.clone()).or_insert((next, Roles::NONE));
                known.1 = known.1.and(by.roles());
                cues.slots.push(known.0);
            }
        });
        self.all.push(Check { rule: place, id: rule.id().to_owned(), report });
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Check> {
        self.all.iter()
    }

    /// Where the hits of a cue or rule are kept, and in whose turns it is listened for, if anything asks
    /// for it.
    pub(crate) fn slot(&self, name: &str) -> Option<(u32, Roles)> {
        self.slots.get(name).copied()
    }

    /// How many slots there are.
    pub(crate) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// Every name that is asked for, with the id of the rule that asks.
    pub(crate) fn asked(&self) -> impl Iterator<Item = (&str, String)> {
        let names = |check: &'_ Check| check.report.names();
        self.all.iter().flat_map(move |check| {
            names(check).into_iter().map(move |name| (check.id.as_str(), name))
        })
    }
}
