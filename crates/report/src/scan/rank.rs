//! Which of two conversations is worse. The one order of lists of the worst; computes no score.

use super::ConversationFacts;
use jinyu::Severity;
use std::cmp::Reverse;

/// How bad a conversation is: what is greater is worse. A lower score comes first, then more grave
/// findings; of those that are alike, the earlier one.
///
/// ```
/// use jinyu_report::scan::{ConversationFacts, Rank};
/// let facts = |number, score| ConversationFacts { number, score: Some(score), ..Default::default() };
/// assert!(Rank::of(&facts(2, 40.0)) > Rank::of(&facts(1, 60.0)));
/// assert!(Rank::of(&facts(1, 60.0)) > Rank::of(&facts(2, 60.0)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Thousandths of a point; those without a score are behind all that have one.
    score: Option<Reverse<i64>>,
    /// Gravest first.
    findings: [u64; 3],
    number: Reverse<u64>,
}

impl Rank {
    /// That of a conversation.
    #[must_use]
    pub fn of(facts: &ConversationFacts) -> Rank {
        // Far beyond any score it is the greatest or least number there is.
        #[allow(clippy::cast_possible_truncation)]
        let thousandths = |score: f64| Reverse((score * 1e3).round() as i64);
        Rank {
            score: facts.score.map(thousandths),
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| facts.count(severity)),
            number: Reverse(facts.number),
        }
    }

    /// Which conversation of the run it is of, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number.0
    }

    /// Whether anything was found.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        self.findings.iter().any(|count| *count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::FindingFacts;

    fn facts(number: u64, severities: &[Severity], score: Option<f64>) -> ConversationFacts {
        let finding = |severity: &Severity| FindingFacts::example("a/b", *severity);
        let findings = severities.iter().map(finding).collect();
        ConversationFacts { number, findings, score, ..ConversationFacts::default() }
    }

    #[test]
    fn grave_findings_weigh_more_than_many() {
        let grave = Rank::of(&facts(2, &[Severity::Error], None));
        let many = Rank::of(&facts(1, &[Severity::Warning; 9], None));
        let clean = Rank::of(&facts(0, &[], None));
        assert!(grave > many && many > clean);
        assert!(many.is_flagged() && !clean.is_flagged());
    }

    #[test]
    fn a_low_score_weighs_more_than_findings() {
        let low = Rank::of(&facts(3, &[], Some(10.0)));
        let high = Rank::of(&facts(2, &[Severity::Error], Some(90.0)));
        assert!(low > high && high > Rank::of(&facts(1, &[Severity::Error], None)));
    }
}
