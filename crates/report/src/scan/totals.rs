//! What many conversations come to, added up one by one. Takes no more memory for more of them, only for
//! more days, agents, rules and phrases; holds no word that was said.

use super::facts::{ConversationFacts, FindingFacts};
use jinyu::Severity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The upper ends of the classes of waits, in seconds; what is longer is in one more class.
pub const WAITS: [i64; 10] = [5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];

/// What some conversations come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many there are.
    pub conversations: u64,
    /// How many of them have a finding.
    pub flagged: u64,
    /// Their turns.
    pub turns: u64,
    /// Those of these by people who serve.
    pub agent_turns: u64,
    /// Findings of each severity, mildest first, as in [`Severity::ALL`].
    pub severities: [u64; 3],
    /// Findings of each category.
    pub categories: BTreeMap<String, u64>,
    /// The sum of their scores, and how many have one.
    pub scores: (f64, u64),
    /// How many were given no points at all because of one rule.
    pub vetoes: u64,
    /// How many answers came within each of [`WAITS`], and how many later.
    pub waits: [u64; WAITS.len() + 1],
    /// The same for the first answers alone.
    pub first_waits: [u64; WAITS.len() + 1],
}

/// What a rule was found for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleTotal {
    /// Its category.
    pub category: String,
    /// What is wrong, in the language of the report.
    pub message: String,
    /// How often.
    pub findings: u64,
    /// In how many conversations.
    pub conversations: u64,
    /// How often by which of its phrases.
    pub phrases: BTreeMap<String, u64>,
    /// What was said where each of these was first found.
    pub said: BTreeMap<String, String>,
}

/// What a run comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// All of it.
    pub all: Tally,
    /// By the day on which a conversation began, as `2026-01-31`; those without a day are in none.
    pub days: BTreeMap<String, Tally>,
    /// By who served first; those in which nobody has a name are in none.
    pub agents: BTreeMap<String, Tally>,
    /// By team.
    pub teams: BTreeMap<String, Tally>,
    /// By channel.
    pub channels: BTreeMap<String, Tally>,
    /// By rule.
    pub rules: BTreeMap<String, RuleTotal>,
}

impl Totals {
    /// Adds a conversation.
    pub fn add(&mut self, conversation: &ConversationFacts) {
        self.all.add(conversation);
        if let Some(day) = conversation.begin.and_then(jinyu::Moment::day) {
            self.days.entry(day_name(day)).or_default().add(conversation);
        }
        if let Some(agent) = conversation.agents.first() {
            self.agents.entry(agent.clone()).or_default().add(conversation);
        }
        if let Some(team) = &conversation.team {
            self.teams.entry(team.clone()).or_default().add(conversation);
        }
        if let Some(channel) = conversation.channel {
            self.channels.entry(channel.name().into()).or_default().add(conversation);
        }
        let mut before: Vec<&str> = Vec::new();
        for finding in &conversation.findings {
            let first = !before.contains(&finding.rule.as_str());
            self.rules.entry(finding.rule.clone()).or_default().add(finding, first);
            before.push(&finding.rule);
        }
    }
}

impl Tally {
    fn add(&mut self, conversation: &ConversationFacts) {
        self.conversations += 1;
        self.flagged += u64::from(!conversation.findings.is_empty());
        self.turns += conversation.turns;
        self.agent_turns += conversation.agent_turns;
        for (count, severity) in self.severities.iter_mut().zip(Severity::ALL) {
            *count += conversation.count(severity);
        }
        for finding in &conversation.findings {
            *self.categories.entry(finding.category.clone()).or_default() += 1;
        }
        if let Some(score) = conversation.score {
            self.scores.0 += score;
            self.scores.1 += 1;
        }
        self.vetoes += u64::from(conversation.veto.is_some());
        for wait in &conversation.waits {
            count(&mut self.waits, *wait);
        }
        if let Some(wait) = conversation.first_wait() {
            count(&mut self.first_waits, wait);
        }
    }

    /// All findings.
    #[must_use]
    pub fn findings(&self) -> u64 {
        self.severities.iter().sum()
    }

    /// The mean of the scores, where there are some.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let (sum, count) = self.scores;
        // Exact for fewer than 2^53 of them.
        #[allow(clippy::cast_precision_loss)]
        (count > 0).then(|| sum / count as f64)
    }
}

impl RuleTotal {
    fn add(&mut self, finding: &FindingFacts, first: bool) {
        if self.findings == 0 {
            self.category.clone_from(&finding.category);
            self.message.clone_from(&finding.message);
        }
        self.findings += 1;
        self.conversations += u64::from(first);
        if !finding.phrase.is_empty() {
            *self.phrases.entry(finding.phrase.clone()).or_default() += 1;
            let first = self.said.entry(finding.phrase.clone());
            first.or_insert_with(|| finding.wording.clone());
        }
    }
}

/// Counts a wait of so many milliseconds in its class of [`WAITS`].
fn count(classes: &mut [u64; WAITS.len() + 1], millis: i64) {
    let class = WAITS.partition_point(|seconds| seconds * 1_000 < millis);
    if let Some(count) = classes.get_mut(class) {
        *count += 1;
    }
}

/// A day as `2026-01-31`.
#[must_use]
pub fn day_name((year, month, day): (i64, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}
