//! The score of a conversation: points that are taken away for what was found in it. Finds nothing, and
//! knows no rule but by its name.

use jinyu_report::scan::FindingFacts;
use std::collections::{BTreeMap, BTreeSet};

/// What a conversation has where nothing is found.
pub(crate) const START: f64 = 100.0;

/// How many points are taken away for what. Names are those of rules and of categories; what is said of a
/// rule wins over what is said of its category.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// What a conversation has where nothing is found.
    pub start: f64,
    /// What each finding of a rule or a category takes, as a number below 0.
    pub points: BTreeMap<String, f64>,
    /// What all findings of a rule or a category together take at most, as a number below 0.
    pub caps: BTreeMap<String, f64>,
    /// One finding of these takes everything.
    pub vetoes: BTreeSet<String>,
}

/// What a conversation has left.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// From 0 to the start.
    pub points: f64,
    /// The rule that took everything.
    pub veto: Option<String>,
}

impl Default for Scores {
    fn default() -> Self {
        let (points, caps, vetoes) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Scores { start: START, points, caps, vetoes }
    }
}

impl Scores {
    /// The score of a conversation in which this was found, in reading order.
    #[must_use]
    pub fn of(&self, findings: &[FindingFacts]) -> Score {
        let names = |finding: &FindingFacts| [finding.rule.clone(), finding.category.clone()];
        let vetoed =
            findings.iter().find(|it| names(it).iter().any(|name| self.vetoes.contains(name)));
        if let Some(finding) = vetoed {
            return Score { points: 0.0, veto: Some(finding.rule.clone()) };
        }
        let mut rules: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        for finding in findings {
            let points = self.points.get(&finding.rule).or(self.points.get(&finding.category));
            let taken = rules.entry((&finding.category, &finding.rule)).or_default();
            *taken += points.copied().unwrap_or_default();
        }
        let mut categories: BTreeMap<&str, f64> = BTreeMap::new();
        for ((category, rule), taken) in rules {
            *categories.entry(category).or_default() += self.capped(rule, taken);
        }
        let taken = categories.into_iter().map(|(category, taken)| self.capped(category, taken));
        let points = self.start + taken.sum::<f64>();
        Score { points: points.min(self.start).max(0.0), veto: None }
    }

    fn capped(&self, name: &str, taken: f64) -> f64 {
        self.caps.get(name).map_or(taken, |cap| taken.max(*cap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::{Position, Role, Severity};

    /// Findings by the names of their rules.
    fn findings(rules: &str) -> Vec<FindingFacts> {
        let finding = |rule: &str| FindingFacts {
            turn: 1,
            speaker: None,
            role: Role::Agent,
            begin: None,
            start: Position { line: 1, column: 1 },
            rule: rule.into(),
            message: String::new(),
            category: rule.split('/').next().unwrap().into(),
            severity: Severity::Error,
            phrase: String::new(),
            wording: String::new(),
            say: Vec::new(),
            fingerprint: "0".repeat(32).parse().unwrap(),
        };
        rules.split_whitespace().map(finding).collect()
    }

    #[test]
    fn what_is_left() {
        let named =
            |list: &[(&str, f64)]| list.iter().map(|(name, it)| ((*name).into(), *it)).collect();
        let scores = Scores {
            start: 50.0,
            points: named(&[
                ("vague", -3.0),
                ("vague/perhaps", -1.0),
                ("cold/a", -12.0),
                ("cold", -10.0),
            ]),
            caps: named(&[("vague", -8.0), ("cold/a", -20.0)]),
            vetoes: ["rude/insult".into(), "threat".into()].into(),
        };
        for (found, points, veto) in [
            ("", 50.0, None),
            ("vague/x", 47.0, None),
            ("vague/perhaps vague/perhaps", 48.0, None),
            ("vague/x vague/x vague/perhaps vague/x", 42.0, None),
            ("cold/a cold/a", 30.0, None),
            ("cold/a cold/a cold/b", 20.0, None),
            ("cold/a cold/b cold/b cold/b cold/b", 0.0, None),
            ("other/x", 50.0, None),
            ("vague/x rude/insult threat/y", 0.0, Some("rude/insult")),
            ("threat/y rude/insult", 0.0, Some("threat/y")),
            ("rude/other", 50.0, None),
        ] {
            let score = scores.of(&findings(found));
            assert_eq!(score, Score { points, veto: veto.map(String::from) }, "{found}");
        }
        assert_eq!(Scores::default().of(&findings("vague/x")).points, 100.0);
        for start in [-1.0, f64::NAN] {
            assert_eq!(Scores { start, ..Scores::default() }.of(&[]).points, 0.0);
        }
    }
}
