//! What was really said where a phrase of a rule was found: a phrase is written for a linter, and its wordings
//! are what people know again. Knows those of the conversations that can be read.

use crate::scan::Exhibit;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many wordings of a phrase are shown.
const SHOWN: usize = 3;

/// The wordings of phrases.
#[derive(Debug, Default)]
pub(super) struct Wordings<'e> {
    /// How often each was found, by rule and phrase.
    counts: BTreeMap<(&'e str, &'e str), BTreeMap<&'e str, u64>>,
}

impl<'e> Wordings<'e> {
    pub(super) fn of(exhibits: &'e [Exhibit]) -> Wordings<'e> {
        let mut counts: BTreeMap<_, BTreeMap<_, u64>> = BTreeMap::new();
        for finding in exhibits.iter().flat_map(|exhibit| &exhibit.facts.findings) {
            let of_phrase = counts.entry((finding.rule.as_str(), finding.phrase.as_str()));
            *of_phrase.or_default().entry(finding.wording.as_str()).or_default() += 1;
        }
        Wordings { counts }
    }

    /// The most frequent wordings of a phrase.
    pub(super) fn most_frequent(&self, rule: &str, phrase: &str) -> Vec<&'e str> {
        let counts = self.counts.get(&(rule, phrase)).into_iter().flatten();
        let mut wordings: Vec<(&str, u64)> = counts.map(|(of, count)| (*of, *count)).collect();
        wordings.sort_by_key(|(_, count)| Reverse(*count));
        wordings.into_iter().map(|(wording, _)| wording).take(SHOWN).collect()
    }
}
