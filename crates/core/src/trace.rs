//! What became of a possible finding, in words: the answer to "why was this (not) reported?".

use crate::rule::{Actor, Language, Rule};
use crate::span::{InTurn, Span};

/// The judgement on one candidate. Each names what decided, as it stands folded in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It is a finding.
    Found,
    /// The rule does not speak to this role or channel.
    OutOfScope,
    /// A literal of the phrase stands here, the rest of the phrase does not.
    NotThere,
    /// The phrase must be the whole of the clause or message, and more stands beside it.
    NotWhole,
    /// It is part of this longer, innocent wording.
    Inside(String),
    /// This stands directly before it.
    After(String),
    /// This stands directly behind it.
    Before(String),
    /// This stands in the same clause.
    InClause(String),
    /// This stands in the same sentence.
    InSentence(String),
    /// This stands in the same message.
    InMessage(String),
    /// This negates it.
    Negated(String),
    /// It depends on a condition.
    Conditional(String),
    /// It asks or offers.
    Question(String),
    /// An exact amount or time stands with it.
    Number(String),
    /// It stands between quotation marks or in a quoted line.
    Quoted,
    /// It is what somebody else said.
    Reported(String),
    /// It is the act of somebody else, named by this.
    Whose(Actor, String),
    /// Its edge falls into this word.
    NotWords(String),
    /// Help follows.
    Rescued(String),
    /// It lies in this placeholder, or begins or ends inside of it.
    Placeholder(String),
    /// A longer finding, of this rule, covers it.
    Covered(String),
}

impl Verdict {
    /// Whether it is a finding.
    #[must_use]
    pub fn is_found(&self) -> bool {
        matches!(self, Verdict::Found)
    }

    /// A stable name, for machines and documentation.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Found => "found",
            Verdict::OutOfScope => "out-of-scope",
            Verdict::NotThere => "not-there",
            Verdict::NotWhole => "not-whole",
            Verdict::Inside(_) => "inside",
            Verdict::After(_) => "after",
            Verdict::Before(_) => "before",
            Verdict::InClause(_) => "clause",
            Verdict::InSentence(_) => "sentence",
            Verdict::InMessage(_) => "message",
            Verdict::Negated(_) => "negated",
            Verdict::Conditional(_) => "conditional",
            Verdict::Question(_) => "question",
            Verdict::Number(_) => "number",
            Verdict::Quoted => "quoted",
            Verdict::Reported(_) => "reported",
            Verdict::Whose(..) => "whose",
            Verdict::NotWords(_) => "words",
            Verdict::Rescued(_) => "rescued",
            Verdict::Placeholder(_) => "placeholder",
            Verdict::Covered(_) => "covered",
        }
    }

    /// The judgement as a sentence.
    #[must_use]
    pub fn describe(&self, language: Language) -> String {
        match language {
            Language::Zh => self.in_chinese(),
            Language::En => self.in_english(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Verdict::Found => "报告".into(),
            Verdict::OutOfScope => "不报告：规则不管这个角色或渠道".into(),
            Verdict::NotThere => "不报告：只有字面相同，整句式不符".into(),
            Verdict::NotWhole => "不报告：不是单独成句".into(),
            Verdict::Inside(what) => format!("不报告：是“{what}”的一部分"),
            Verdict::After(what) => format!("不报告：紧跟在“{what}”后面"),
            Verdict::Before(what) => format!("不报告：后面紧接“{what}”"),
            Verdict::InClause(what) => format!("不报告：同一分句里有“{what}”"),
            Verdict::InSentence(what) => format!("不报告：同一句里有“{what}”"),
            Verdict::InMessage(what) => format!("不报告：同一条消息里有“{what}”"),
            Verdict::Negated(what) => format!("不报告：被“{what}”否定"),
            Verdict::Conditional(what) => format!("不报告：是“{what}”引出的条件"),
            Verdict::Question(what) => format!("不报告：是询问或提议（{what}）"),
            Verdict::Number(what) => format!("不报告：旁边有确切数字“{what}”"),
            Verdict::Quoted => "不报告：是引用的话".into(),
            Verdict::Reported(what) => format!("不报告：是转述（{what}）"),
            Verdict::Whose(actor, what) => {
                let who = match actor {
                    Actor::Oneself => "自己",
                    Actor::Customer => "客户",
                    Actor::Other => "别人",
                    Actor::Thing => "事物",
                };
                format!("不报告：说的是{who}（{what}）")
            }
            Verdict::NotWords(what) => format!("不报告：边界落在词语“{what}”里面"),
            Verdict::Rescued(what) => format!("不报告：随后给了帮助（{what}）"),
            Verdict::Placeholder(what) => format!("不报告：落在占位符“{what}”里"),
            Verdict::Covered(rule) => format!("不报告：被更长的一处盖住（{rule}）"),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Verdict::Found => "reported".into(),
            Verdict::OutOfScope => {
                "not reported: the rule does not speak to this role or channel".into()
            }
            Verdict::NotThere => "not reported: only a part of the phrase stands here".into(),
            Verdict::NotWhole => "not reported: not a clause or message of its own".into(),
            Verdict::Inside(what) => format!("not reported: part of “{what}”"),
            Verdict::After(what) => format!("not reported: directly after “{what}”"),
            Verdict::Before(what) => format!("not reported: directly before “{what}”"),
            Verdict::InClause(what) => format!("not reported: “{what}” in the same clause"),
            Verdict::InSentence(what) => format!("not reported: “{what}” in the same sentence"),
            Verdict::InMessage(what) => format!("not reported: “{what}” in the same message"),
            Verdict::Negated(what) => format!("not reported: negated by “{what}”"),
            Verdict::Conditional(what) => format!("not reported: a condition (“{what}”)"),
            Verdict::Question(what) => format!("not reported: a question or offer (“{what}”)"),
            Verdict::Number(what) => format!("not reported: an exact amount beside it (“{what}”)"),
            Verdict::Quoted => "not reported: quoted".into(),
            Verdict::Reported(what) => format!("not reported: somebody's words retold (“{what}”)"),
            Verdict::Whose(actor, what) => {
                format!("not reported: the act of {} (“{what}”)", actor.name())
            }
            Verdict::NotWords(what) => {
                format!("not reported: its edge falls into the word “{what}”")
            }
            Verdict::Rescued(what) => format!("not reported: help follows (“{what}”)"),
            Verdict::Placeholder(what) => {
                format!("not reported: in the placeholder “{what}”, or cuts it in two")
            }
            Verdict::Covered(rule) => format!("not reported: covered by a longer finding ({rule})"),
        }
    }
}

/// One candidate and the judgement on it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Trace<'l> {
    /// The rule that it belongs to.
    pub rule: &'l Rule,
    /// The phrase or pattern of the rule, as its author wrote it.
    pub phrase: &'l str,
    /// Where it stands, in UTF-8 bytes of the turn's text.
    pub span: Span<InTurn>,
    /// What became of it.
    pub verdict: Verdict,
}

/// A word as the linter cuts the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedWord {
    /// The word, folded.
    pub text: String,
    /// Its part of speech, as jieba's dictionary names it; `eng` and `m` for letters and digits.
    pub tag: &'static str,
    /// Where it stands, in UTF-8 bytes of the turn's text.
    pub span: Span<InTurn>,
}

/// Everything the linter made of a turn.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation<'l> {
    /// The text as rules see it.
    pub folded: String,
    /// Its words.
    pub words: Vec<ExplainedWord>,
    /// Every candidate, in reading order, with the judgement on it.
    pub traces: Vec<Trace<'l>>,
}

#[cfg(test)]
mod tests {
    use super::Verdict;
    use crate::rule::{Actor, Language};
    use std::collections::BTreeSet;

    #[test]
    fn every_verdict_is_told_apart_from_every_other() {
        let quoting: [fn(String) -> Verdict; 14] = [
            Verdict::Inside,
            Verdict::After,
            Verdict::Before,
            Verdict::InClause,
            Verdict::InSentence,
            Verdict::InMessage,
            Verdict::Negated,
            Verdict::Conditional,
            Verdict::Question,
            Verdict::Number,
            Verdict::Reported,
            Verdict::NotWords,
            Verdict::Rescued,
            Verdict::Placeholder,
        ];
        let mut verdicts = vec![
            Verdict::Found,
            Verdict::OutOfScope,
            Verdict::NotThere,
            Verdict::NotWhole,
            Verdict::Quoted,
        ];
        verdicts.extend(quoting.map(|verdict| verdict("甲乙".into())));
        verdicts.push(Verdict::Covered("甲乙".into()));
        let kinds = verdicts.len();
        let actors = [Actor::Oneself, Actor::Customer, Actor::Other, Actor::Thing];
        verdicts.extend(actors.map(|actor| Verdict::Whose(actor, "甲乙".into())));
        let names: BTreeSet<&str> = verdicts.iter().map(Verdict::name).collect();
        assert_eq!(names.len(), kinds + 1, "{names:?}");
        for language in [Language::Zh, Language::En] {
            let told: BTreeSet<String> =
                verdicts.iter().map(|verdict| verdict.describe(language)).collect();
            assert_eq!(told.len(), verdicts.len(), "{told:?}");
            let quoted = told.iter().filter(|told| told.contains("甲乙")).count();
            assert_eq!(quoted, quoting.len() + 1 + actors.len());
        }
        let found = verdicts.iter().filter(|verdict| verdict.is_found());
        assert_eq!(found.map(Verdict::name).collect::<Vec<_>>(), ["found"]);
        for (language, other) in [(Language::Zh, "不报告"), (Language::En, "not reported")] {
            let hidden = verdicts.iter().filter(|it| it.describe(language).starts_with(other));
            assert_eq!(hidden.count(), verdicts.len() - 1);
        }
    }
}
