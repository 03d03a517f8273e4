//! What is known of a conversation once it was judged: what tables have a row of, and totals are added up
//! from. Holds no word that was said, but what a table shows of a finding.

use jinyu::{Channel, Fingerprint, Moment, Position, Role, Severity};
use serde::{Deserialize, Serialize};

/// A conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConversationFacts {
    /// Which one of the run it is, from 1.
    pub number: u64,
    /// The file it was read from.
    pub path: String,
    /// The line of the file that it begins in, from 1.
    pub line: usize,
    /// What the file calls it.
    pub session: Option<String>,
    /// Who served, in the order in which they first spoke.
    pub agents: Vec<String>,
    /// The team of the first of them, where the configuration knows one.
    pub team: Option<String>,
    /// Where it took place.
    pub channel: Option<Channel>,
    /// When its first turn began.
    pub begin: Option<Moment>,
    /// When its last turn ended.
    pub end: Option<Moment>,
    /// How many turns it has.
    pub turns: u64,
    /// How many of these are by those who serve.
    pub agent_turns: u64,
    /// How many of these are by those who are served.
    pub customer_turns: u64,
    /// How long those who are served waited for each answer, in milliseconds, in order: from their first
    /// message that is without an answer until somebody who serves says something.
    pub waits: Vec<i64>,
    /// Its score, where scores were asked for.
    pub score: Option<f64>,
    /// The rule that took all points away, where one did.
    pub veto: Option<String>,
    /// What was found in it, in reading order.
    pub findings: Vec<FindingFacts>,
}

impl ConversationFacts {
    /// How many findings are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> u64 {
        let of = self.findings.iter().filter(|finding| finding.severity == severity);
        u64::try_from(of.count()).unwrap_or(u64::MAX)
    }

    /// How long they waited for the first answer, in milliseconds.
    #[must_use]
    pub fn first_wait(&self) -> Option<i64> {
        self.waits.first().copied()
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingFacts {
    /// Which turn of the conversation it is in, from 1.
    pub turn: u64,
    /// Who says it.
    pub speaker: Option<String>,
    /// As what they took part.
    pub role: Role,
    /// When.
    pub begin: Option<Moment>,
    /// Where it begins in the file.
    pub start: Position,
    /// The id of the broken rule.
    pub rule: String,
    /// What is wrong, in the language of the report.
    pub message: String,
    /// The rule's category.
    pub category: String,
    /// How grave it is.
    pub severity: Severity,
    /// The phrase of the rule, as its author wrote it; empty where the rule judges the conversation.
    pub phrase: String,
    /// The wording, masked unless somebody asked for the names and numbers in it.
    pub wording: String,
    /// What may be said instead, best first.
    pub say: Vec<String>,
    /// What it is recognised by in a later run.
    pub fingerprint: Fingerprint,
}

#[cfg(test)]
impl FindingFacts {
    /// A finding of a rule, at the beginning of its file.
    pub(crate) fn example(rule: &str, severity: Severity) -> FindingFacts {
        FindingFacts {
            turn: 1,
            speaker: None,
            role: Role::Agent,
            begin: None,
            start: Position { line: 1, column: 1 },
            rule: rule.into(),
            message: format!("what is wrong with {rule}"),
            category: rule.split('/').next().unwrap_or_default().into(),
            severity,
            phrase: String::new(),
            wording: "急什么".into(),
            say: Vec::new(),
            fingerprint: "0".repeat(32).parse().expect("32 digits are a fingerprint"),
        }
    }
}
