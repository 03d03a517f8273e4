//! What verdicts come to: how many findings of each rule are right, how sure that is, and which exceptions
//! would have spared the wrong ones. Pure arithmetic, and the words for it; reads no file.

use super::guess::{Guess, guesses};
use crate::Style;
use crate::table::Table;
use crate::visible::one_line;
use crate::vocabulary::{either, plural};
use jinyu::Language;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What somebody says of a finding, and where it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The rule.
    pub rule: String,
    /// Whether it is right; `None` where nobody says.
    pub right: Option<bool>,
    /// What stands before the wording.
    pub before: String,
    /// The wording.
    pub wording: String,
    /// What stands behind it.
    pub after: String,
}

/// How many findings are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Precision {
    /// Those that somebody calls right.
    pub right: u64,
    /// Those that somebody calls wrong.
    pub wrong: u64,
    /// Those that nobody has judged.
    pub open: u64,
}

/// The quantile of the normal distribution between whose two ends 95 of 100 lie.
const Z: f64 = 1.959_964;

impl Precision {
    /// The share of right ones among those that were judged, from 0 to 1; `None` where there are none.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        let (right, judged) = self.counts()?;
        Some(right / judged)
    }

    /// Between what the share lies with 95 % confidence: the interval of Wilson, which is right for few
    /// findings, too.
    ///
    /// ```
    /// use jinyu_report::scan::Precision;
    /// let (low, high) = Precision { right: 9, wrong: 1, open: 0 }.interval().unwrap();
    /// assert!((low - 0.596).abs() < 0.001 && (high - 0.982).abs() < 0.001);
    /// ```
    #[must_use]
    pub fn interval(self) -> Option<(f64, f64)> {
        let (right, judged) = self.counts()?;
        let (share, square) = (right / judged, Z * Z);
        let middle = share + square / (2.0 * judged);
        let spread = Z * (share * (1.0 - share) / judged + square / (4.0 * judged * judged)).sqrt();
        let whole = 1.0 + square / judged;
        Some((((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0)))
    }

    #[allow(clippy::cast_precision_loss, reason = "nobody judges 2^53 findings")]
    fn counts(self) -> Option<(f64, f64)> {
        let judged = self.right + self.wrong;
        (judged > 0).then_some((self.right as f64, judged as f64))
    }

    fn count(&mut self, right: Option<bool>) {
        match right {
            Some(true) => self.right += 1,
            Some(false) => self.wrong += 1,
            None => self.open += 1,
        }
    }
}

/// What a filled list comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// All of it.
    pub all: Precision,
    /// By rule.
    pub rules: BTreeMap<String, Precision>,
    /// For each rule with wrong findings the exceptions that would have spared some of them.
    pub guesses: BTreeMap<String, Vec<Guess>>,
}

impl Verdicts {
    /// Adds the judgements up.
    #[must_use]
    pub fn of(judgements: &[Judgement]) -> Verdicts {
        let mut verdicts = Verdicts::default();
        let mut by_rule: BTreeMap<&str, Vec<&Judgement>> = BTreeMap::new();
        for judgement in judgements {
            verdicts.all.count(judgement.right);
            verdicts.rules.entry(judgement.rule.clone()).or_default().count(judgement.right);
            by_rule.entry(&judgement.rule).or_default().push(judgement);
        }
        for (rule, judgements) in by_rule {
            if judgements.iter().any(|judgement| judgement.right == Some(false)) {
                verdicts.guesses.insert(rule.to_owned(), guesses(&judgements));
            }
        }
        verdicts
    }

    /// Writes the counts of each rule, those with most wrong findings first, then the exceptions as lines of a
    /// pack.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let language = style.language;
        if self.all.share().is_none() {
            let none = either(language, "还没有人判定", "nobody has judged anything yet");
            return writeln!(out, "{none}");
        }
        self.table(language).write(out)?;
        let mut rules: Vec<_> = self.guesses.iter().collect();
        rules.sort_by_key(|(rule, _)| self.order(rule));
        for (rule, guesses) in rules {
            self.exceptions(out, rule, guesses, language)?;
        }
        Ok(())
    }

    fn order<'r>(&self, rule: &'r str) -> (Reverse<u64>, Reverse<u64>, &'r str) {
        let counts = self.rules.get(rule).copied().unwrap_or_default();
        (Reverse(counts.wrong), Reverse(counts.right), rule)
    }

    fn table(&self, language: Language) -> Table {
        let mut table = Table::new(1);
        let headings = match language {
            Language::Zh => ["规则", "对", "错", "未判", "精确率", "95% 区间"],
            Language::En => ["rule", "right", "wrong", "open", "precision", "95 % interval"],
        };
        table.row(headings.map(String::from));
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(rule, _)| self.order(rule));
        let rules = rules.into_iter().map(|(rule, counts)| (rule.as_str(), counts));
        for (name, counts) in rules.chain([(either(language, "合计", "all"), &self.all)]) {
            let share = counts.share().map_or("–".into(), |share| format!("{share:.2}"));
            let interval = counts.interval();
            let interval =
                interval.map_or("–".into(), |(low, high)| format!("{low:.2}–{high:.2}"));
            let [right, wrong, open] =
                [counts.right, counts.wrong, counts.open].map(|count| count.to_string());
            table.row([one_line(name), right, wrong, open, share, interval]);
        }
        table
    }

    /// The exceptions of a rule, as they stand in a pack.
    fn exceptions(
        &self,
        out: &mut dyn Write,
        rule: &str,
        guesses: &[Guess],
        language: Language,
    ) -> io::Result<()> {
        let counts = self.rules.get(rule).copied().unwrap_or_default();
        let (wrong, right) = (counts.wrong, counts.right);
        let spared: u64 = guesses.iter().map(|guess| guess.spares).sum();
        writeln!(out)?;
        let rule = one_line(rule);
        match language {
            Language::Zh => {
                writeln!(
                    out,
                    "# {rule}：{wrong} 处误报里有 {spared} 处可以排除，{right} 处对的不受影响"
                )?;
            }
            Language::En => {
                let wrong = plural(wrong, "wrong finding");
                writeln!(out, "# {rule}: {spared} of {wrong} spared, none of {right} right ones")?;
            }
        }
        if guesses.is_empty() {
            let none = either(
                language,
                "# 误报前后的字词在对的里也有，或者没有共同之处",
                "# the words around them stand around right ones, too, or have nothing in common",
            );
            return writeln!(out, "{none}");
        }
        writeln!(out, "innocent:")?;
        for key in ["after", "before", "clause"] {
            let words: Vec<String> = guesses
                .iter()
                .filter(|guess| guess.context == key)
                .map(|guess| scalar(&guess.words))
                .collect();
            if !words.is_empty() {
                writeln!(out, "  {key}: [{}]", words.join(", "))?;
            }
        }
        Ok(())
    }
}

/// A text as YAML reads it back.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '\'';
    let begins = text.starts_with(char::is_alphabetic);
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let taken = word.iter().any(|word| word.eq_ignore_ascii_case(text));
    if begins && !taken && text.chars().all(plain) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
