//! For programs: one object. Its keys keep their names and meaning; new ones come at the end.

use super::ExplainedConversation;
use crate::model::{Tool, VERSION};
use crate::scan::page::when;
use jinyu::{
    ConditionPart, ConditionTrace, ConversationTrace, Join, Language, Mention, TestTrace, Turn,
};
use serde::Serialize;
use std::io::{self, Write};

pub(super) fn write(
    of: &ExplainedConversation<'_, '_>,
    out: &mut dyn Write,
    language: Language,
) -> io::Result<()> {
    let maker = Maker { of, language };
    let document = Document {
        version: VERSION,
        tool: Tool::JINYU,
        path: of.path,
        line: of.line,
        session: of.session(),
        channel: of.turns.iter().find_map(Turn::channel).map(|channel| channel.name()),
        turns: of.turns.iter().enumerate().map(|(at, turn)| maker.turn(at, turn)).collect(),
        rules: of.traces().into_iter().map(|trace| maker.rule(trace)).collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    tool: Tool,
    path: &'d str,
    /// From 1.
    line: usize,
    session: Option<String>,
    channel: Option<&'static str>,
    turns: Vec<Said>,
    rules: Vec<Rule<'d>>,
}

#[derive(Serialize)]
struct Said {
    /// From 1.
    turn: usize,
    line: usize,
    role: &'static str,
    speaker: Option<String>,
    begin: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Rule<'d> {
    rule: &'d str,
    category: &'d str,
    message: &'d str,
    reported: bool,
    at: Option<At>,
    /// Nothing where the rule does not judge this channel.
    condition: Option<Condition<'d>>,
}

/// A place: a turn from 1, and bytes of its text as it is shown here.
#[derive(Serialize)]
struct At {
    turn: usize,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Condition<'d> {
    Joined {
        holds: bool,
        /// `all`, `at_least` or `fewer_than`.
        join: &'static str,
        n: Option<u32>,
        of: Vec<Condition<'d>>,
    },
    Test {
        holds: bool,
        test: &'d str,
        says: String,
        reason: String,
        looked_for: Vec<Cue<'d>>,
        mentions: Vec<Mentioned<'d>>,
    },
}

#[derive(Serialize)]
struct Cue<'d> {
    name: &'d str,
    wordings: Vec<&'d str>,
}

#[derive(Serialize)]
struct Mentioned<'d> {
    kind: &'static str,
    name: Option<&'d str>,
    #[serde(flatten)]
    at: At,
}

struct Maker<'m, 'e, 'l> {
    of: &'m ExplainedConversation<'e, 'l>,
    language: Language,
}

impl Maker<'_, '_, '_> {
    fn turn(&self, at: usize, turn: &Turn<'_>) -> Said {
        Said {
            turn: at + 1,
            line: self.of.lines.get(at).copied().unwrap_or(1),
            role: turn.role().name(),
            speaker: self.of.speaker(turn),
            begin: turn.begin().map(|begin| when(begin, true)),
            text: self.of.said(at).into_text(),
        }
    }

    fn rule<'d>(&self, trace: &'d ConversationTrace<'_>) -> Rule<'d> {
        Rule {
            rule: trace.rule.id(),
            category: trace.rule.category(),
            message: trace.rule.message(self.language),
            reported: trace.place.is_some(),
            at: trace.place.map(|(turn, span)| self.at(turn, Some(span))),
            condition: trace.condition.as_ref().map(|it| self.condition(it)),
        }
    }

    fn at(&self, turn: usize, span: Option<jinyu::Span<jinyu::InTurn>>) -> At {
        let (text, range) = self.of.wording(turn, span);
        At { turn: turn + 1, start: range.start, end: range.end, text }
    }

    fn condition<'d>(&self, trace: &'d ConditionTrace<'_>) -> Condition<'d> {
        match &trace.part {
            ConditionPart::Test(test) => self.test(trace.holds, test),
            ConditionPart::Joined(join, of) => {
                let (join, n) = match *join {
                    Join::All => ("all", None),
                    Join::AtLeast(n) => ("at_least", Some(n)),
                    Join::FewerThan(n) => ("fewer_than", Some(n)),
                };
                let of = of.iter().map(|one| self.condition(one)).collect();
                Condition::Joined { holds: trace.holds, join, n, of }
            }
        }
    }

    fn test<'d>(&self, holds: bool, test: &'d TestTrace<'_>) -> Condition<'d> {
        let cue =
            |cue: &'d jinyu::LookedFor<'_>| Cue { name: cue.name, wordings: cue.wordings.clone() };
        let mention = |it: &'d Mention<'_>| Mentioned {
            kind: it.kind.name(),
            name: it.name,
            at: self.at(it.turn, it.span),
        };
        Condition::Test {
            holds,
            test: test.written,
            says: test.describe(self.language),
            reason: test.reason.describe(self.language),
            looked_for: test.looked_for.iter().map(cue).collect(),
            mentions: test.mentions.iter().map(mention).collect(),
        }
    }
}
