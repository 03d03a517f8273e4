//! Which words around wrong findings could excuse them: those that stand around several wrong ones, or at least
//! around one, and around no right one. Says nothing that the list does not show.

use super::Judgement;
use std::collections::{BTreeMap, BTreeSet};

/// An exception that would spare some wrong findings and no right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The key under `innocent` of a rule: `after`, `before` or `clause`.
    pub context: &'static str,
    /// The words.
    pub words: String,
    /// How many wrong findings it spares that those before it do not.
    pub spares: u64,
}

/// How many characters of Chinese, or words, an exception has at most.
const UNITS: usize = 6;

/// How many it has where it stands in one wrong finding alone, and nothing says how much of it counts.
const ALONE: usize = 3;

/// How many wrong findings have the words of an exception elsewhere in the clause, at least.
const CLAUSE: usize = 2;

/// How many exceptions are offered for a rule.
const MOST: usize = 12;

/// Where the words of an exception stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// The wording stands directly after them.
    After,
    /// It stands directly before them.
    Before,
    /// They are elsewhere in its clause.
    Clause,
}

impl Side {
    fn key(self) -> &'static str {
        match self {
            Side::After => "after",
            Side::Before => "before",
            Side::Clause => "clause",
        }
    }
}

/// What stands around a wording, as far as its clause goes: units from the wording outwards.
struct Around {
    before: Vec<String>,
    after: Vec<String>,
}

/// A possible exception, as units in reading order.
type Words = Vec<String>;
type Candidates = BTreeSet<(Side, Words)>;

/// Exceptions for the wrong ones among the judgements on one rule, those that spare most first.
pub(super) fn guesses(judgements: &[&Judgement]) -> Vec<Guess> {
    let of = |right: bool| {
        let those = judgements.iter().filter(move |judgement| judgement.right == Some(right));
        those.map(|judgement| Around::of(judgement).candidates())
    };
    let taken: Candidates = of(true).flatten().collect();
    let free = |all: Candidates| all.difference(&taken).cloned().collect::<Candidates>();
    let mut wrong: Vec<Candidates> = of(false).map(free).collect();
    let mut guesses = Vec::new();
    while let Some(((side, words), spares)) = best(&wrong).filter(|_| guesses.len() < MOST) {
        let guess = (side, words);
        wrong.retain(|candidates| !candidates.contains(&guess));
        let (context, words) = (guess.0.key(), joined(&guess.1));
        guesses.push(Guess { context, words, spares: u64::try_from(spares).unwrap_or(u64::MAX) });
    }
    guesses
}

/// The exception that spares most; of several the one that is nearest to the wording, then the longest.
fn best(wrong: &[Candidates]) -> Option<((Side, Words), usize)> {
    let mut counts: BTreeMap<&(Side, Words), usize> = BTreeMap::new();
    for candidate in wrong.iter().flatten() {
        *counts.entry(candidate).or_default() += 1;
    }
    let sure = |&((side, words), spares): &(&(Side, Words), usize)| {
        let few = *side == Side::Clause && spares < CLAUSE;
        !few && (spares > 1 || words.len() <= ALONE)
    };
    let rank = |&((side, words), spares): &(&(Side, Words), usize)| {
        (spares, *side != Side::Clause, words.len())
    };
    let best = counts.into_iter().filter(sure).max_by_key(rank);
    best.map(|(candidate, spares)| (candidate.clone(), spares))
}

impl Around {
    fn of(judgement: &Judgement) -> Around {
        let mut before = units(clause_end(&judgement.before));
        before.reverse();
        Around { before, after: units(clause_start(&judgement.after)) }
    }

    /// Every run of units that could be an exception.
    fn candidates(&self) -> Candidates {
        let mut all = Candidates::new();
        for length in 1..=UNITS {
            if let Some(words) = self.before.get(..length) {
                all.insert((Side::After, words.iter().rev().cloned().collect()));
            }
            if let Some(words) = self.after.get(..length) {
                all.insert((Side::Before, words.to_vec()));
            }
            for words in self.sides().iter().flat_map(|side| side.windows(length)) {
                // One character of Chinese, or a short word, says nothing about a clause.
                if length > 1 || words.iter().all(|unit| unit.len() > 4) {
                    all.insert((Side::Clause, words.to_vec()));
                }
            }
        }
        all
    }

    /// What stands before and behind, each in reading order.
    fn sides(&self) -> [Words; 2] {
        [self.before.iter().rev().cloned().collect(), self.after.clone()]
    }
}

/// What parts clauses, what shows that a text was cut off, and what stands for something hidden.
fn parts(character: char) -> bool {
    "，。！？；：、,.!?;:…\n\r␊␍()（）[]【】\"“”「」『』*".contains(character)
}

/// The part of a text that is in the clause of what stands behind it.
fn clause_end(text: &str) -> &str {
    text.rsplit(parts).next().unwrap_or_default()
}

/// The part of a text that is in the clause of what stands before it.
fn clause_start(text: &str) -> &str {
    text.split(parts).next().unwrap_or_default()
}

/// A text as characters of Chinese and words of letters, which are small.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut in_word = false;
    for character in text.chars() {
        let is_word = character.is_alphanumeric() && !is_ideograph(character) || character == '\'';
        match units.last_mut() {
            Some(word) if is_word && in_word => word.extend(character.to_lowercase()),
            _ if is_word => units.push(character.to_lowercase().collect()),
            _ if is_ideograph(character) => units.push(character.to_string()),
            _ => {}
        }
        in_word = is_word;
    }
    units
}

fn is_ideograph(character: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&character)
}

/// Units as a text: with spaces between words.
fn joined(units: &[String]) -> String {
    let mut text = String::new();
    for unit in units {
        let ends = text.chars().next_back().is_some_and(|last| !is_ideograph(last));
        if ends && !unit.starts_with(is_ideograph) {
            text.push(' ');
        }
        text.push_str(unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Judgements of `before|wording|after`.
    fn guessed(wrong: &[&str], right: &[&str]) -> Vec<(&'static str, String, u64)> {
        let judgement = |text: &&str, right: bool| {
            let mut parts = text.split('|').map(String::from);
            let mut part = || parts.next().unwrap_or_default();
            let (before, wording, after) = (part(), part(), part());
            Judgement { rule: "a/b".into(), right: Some(right), before, wording, after }
        };
        let wrong = wrong.iter().map(|text| judgement(text, false));
        let all: Vec<Judgement> =
            wrong.chain(right.iter().map(|text| judgement(text, true))).collect();
        let all: Vec<&Judgement> = all.iter().collect();
        guesses(&all).into_iter().map(|it| (it.context, it.words, it.spares)).collect()
    }

    fn some(list: &[(&'static str, &str, u64)]) -> Vec<(&'static str, String, u64)> {
        list.iter().map(|(key, words, spares)| (*key, (*words).into(), *spares)).collect()
    }

    #[test]
    fn what_wrong_ones_have_and_right_ones_have_not() {
        let wrong = ["您有|不清楚|的地方可以问我", "哪里|不清楚|的地方", "有|不清楚|的地方，请说"];
        assert_eq!(
            guessed(&wrong, &["我|不清楚|", "这|不清楚|的"]),
            some(&[("before", "的地方", 3)])
        );
        let wrong = ["给您添麻|烦|了", "不好意思麻|烦|您", "您好，麻|烦|稍等"];
        assert_eq!(guessed(&wrong, &["真|烦|人", "|烦|不烦"]), some(&[("after", "麻", 3)]));
    }

    #[test]
    fn one_wrong_finding_gives_a_short_exception() {
        assert_eq!(guessed(&["页面|没办法|登录的时候"], &[]), some(&[("before", "登录的", 1)]));
        assert_eq!(guessed(&["|不行|"], &["|不行|"]), some(&[]));
        assert_eq!(guessed(&["那|不行|"], &["那|不行|"]), some(&[]));
    }

    #[test]
    fn what_is_elsewhere_in_the_clause() {
        let wrong = ["登录不了账号我也|没办法|看到", "账号一直这样就|没办法|了"];
        let found = guessed(&wrong, &["这|没办法|看到", "我就|没办法|了", "我也|没办法|了"]);
        assert_eq!(found, some(&[("clause", "账号", 2)]));
    }

    #[test]
    fn english_words_are_whole() {
        let wrong = ["please, so you can |calm down| the baby", "to |calm down| the baby, try"];
        assert_eq!(
            guessed(&wrong, &["you must |calm down| now"]),
            some(&[("before", "the baby", 2)])
        );
    }
}
