//! How well findings agree with labels: pure arithmetic over spans and names. Finds nothing, reads
//! nothing, shows nothing.
//!
//! - A label is found where a finding of one of its categories overlaps it.
//! - Findings that find a label are right, and count once for each label that they find; all others
//!   are wrong, those of one category that begin at the same place once.
//! - A category is scored if it is one of the five or stands in any label; findings of others are
//!   set aside and counted.

use jinyu::{InTurn, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The categories of the service standard, which are scored whether or not a label names them.
const CORE: [&str; 5] = ["negative", "contemptuous", "impatient", "combative", "vague"];

/// A wording that must be found.
#[derive(Clone, Debug)]
pub struct Wanted<'m> {
    /// The categories that it may be found as; the first is the one that it is counted under.
    pub categories: &'m [String],
    /// Where it stands, in UTF-8 bytes of the message.
    pub span: Span<InTurn>,
}

impl Wanted<'_> {
    /// Whether a finding finds it.
    fn is(&self, found: &Found<'_>) -> bool {
        found.span.overlaps(self.span)
            && self.categories.iter().any(|category| category == found.category)
    }
}

/// A wording that was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'m> {
    /// The rule that found it.
    pub rule: &'m str,
    /// That rule's category.
    pub category: &'m str,
    /// Where it stands, in UTF-8 bytes of the message.
    pub span: Span<InTurn>,
}

/// A finding and its place among those of its message.
type Numbered<'m> = (usize, &'m Found<'m>);

/// One message: what must be found in it, and what was.
#[derive(Clone, Debug, Default)]
pub struct Judged<'m> {
    /// What kind of message it is; empty where nobody says.
    pub kind: &'m str,
    /// What must be found.
    pub wanted: Vec<Wanted<'m>>,
    /// What was found, in reading order.
    pub found: Vec<Found<'m>>,
}

/// Labels and findings of one category, of one kind of message, or all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// What must be found.
    pub labels: u64,
    /// What of it was found.
    pub found: u64,
    /// Findings that found no label.
    pub wrong: u64,
    /// Messages without a label.
    pub clean: u64,
    /// Those of them in which something was found.
    pub alarmed: u64,
}

impl Tally {
    /// How many findings are right, from 0 to 1; `None` where there are none.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.found, self.found + self.wrong)
    }

    /// How many labels are found, from 0 to 1; `None` where there are none.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.labels)
    }

    /// The harmonic mean of both; `None` where one of them is.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let (precision, recall) = (self.precision()?, self.recall()?);
        let sum = precision + recall;
        Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }

    /// In how many of a thousand messages without a label something was found; `None` where there
    /// are no such messages.
    #[must_use]
    pub fn alarms(&self) -> Option<f64> {
        share(self.alarmed, self.clean).map(|share| 1000.0 * share)
    }
}

#[allow(clippy::cast_precision_loss, reason = "nobody labels 2^53 messages")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// What the findings of one rule are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleTally {
    /// Labels that it found.
    pub right: u64,
    /// Findings that found none.
    pub wrong: u64,
}

/// How well findings agree with labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Messages that were judged.
    pub messages: u64,
    /// Everything together.
    pub all: Tally,
    /// By category: labels by their first one, wrong findings by their own.
    pub categories: BTreeMap<String, Tally>,
    /// By kind of message.
    pub kinds: BTreeMap<String, Tally>,
    /// By rule, those that found something.
    pub rules: BTreeMap<String, RuleTally>,
    /// Findings of categories that are not scored.
    pub aside: u64,
    /// The labels that were not found: which message, which of its labels.
    pub missed: Vec<(usize, usize)>,
    /// The wrong findings: which message, which of its findings.
    pub mistaken: Vec<(usize, usize)>,
}

impl Score {
    /// Scores some messages.
    #[must_use]
    pub fn of(messages: &[Judged<'_>]) -> Score {
        let named = messages.iter().flat_map(|message| &message.wanted);
        let mut scored: BTreeSet<&str> = CORE.into_iter().collect();
        scored.extend(named.flat_map(|wanted| wanted.categories).map(String::as_str));
        let mut score = Score::default();
        for (at, message) in messages.iter().enumerate() {
            score.message(at, message, &scored);
        }
        score
    }

    fn message(&mut self, at: usize, message: &Judged<'_>, scored: &BTreeSet<&str>) {
        self.messages += 1;
        let counts = |(_, found): &(usize, &Found<'_>)| scored.contains(found.category);
        let findings: Vec<Numbered<'_>> = message.found.iter().enumerate().filter(counts).collect();
        self.aside += count(message.found.len() - findings.len());
        let mut right = BTreeSet::new();
        for (number, wanted) in message.wanted.iter().enumerate() {
            let by: Vec<_> = findings.iter().filter(|(_, found)| wanted.is(found)).collect();
            right.extend(by.iter().map(|(finding, _)| *finding));
            let rules: BTreeSet<&str> = by.iter().map(|(_, found)| found.rule).collect();
            for rule in rules {
                self.rules.entry(rule.to_owned()).or_default().right += 1;
            }
            let category = wanted.categories.first().map_or("", String::as_str);
            self.count(category, message.kind, |tally| {
                tally.labels += 1;
                tally.found += u64::from(!by.is_empty());
            });
            if by.is_empty() {
                self.missed.push((at, number));
            }
        }
        if message.wanted.is_empty() {
            let alarmed = u64::from(!findings.is_empty());
            for tally in [&mut self.all, self.kinds.entry(message.kind.to_owned()).or_default()] {
                tally.clean += 1;
                tally.alarmed += alarmed;
            }
        }
        self.mistakes(at, message.kind, findings.into_iter().filter(|(it, _)| !right.contains(it)));
    }

    /// Counts the findings that found no label.
    fn mistakes<'m>(&mut self, at: usize, kind: &str, wrong: impl Iterator<Item = Numbered<'m>>) {
        let mut seen = BTreeSet::new();
        for (finding, found) in wrong {
            if seen.insert((found.category, found.span.start())) {
                self.count(found.category, kind, |tally| tally.wrong += 1);
                self.rules.entry(found.rule.to_owned()).or_default().wrong += 1;
                self.mistaken.push((at, finding));
            }
        }
    }

    /// Counts in all that a label or finding belongs to.
    fn count(&mut self, category: &str, kind: &str, add: impl Fn(&mut Tally)) {
        add(&mut self.all);
        add(self.categories.entry(category.to_owned()).or_default());
        add(self.kinds.entry(kind.to_owned()).or_default());
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
