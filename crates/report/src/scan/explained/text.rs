//! For people: a paragraph for each rule, a line for each condition, what was heard below it.

use super::ExplainedConversation;
use crate::scan::page::period;
use crate::visible::{one_line, short};
use crate::vocabulary::{channel, either, role};
use jinyu::{
    ConditionPart, ConditionTrace, ConversationTrace, Language, Mention, MentionKind, TestTrace,
    Turn,
};
use std::io::{self, Write};

/// How many characters of what was said, and of a wording that was looked for, are shown.
const QUOTED: usize = 60;
/// How many wordings that were looked for, and places that a test came upon, are shown.
const WORDINGS: usize = 6;
const MENTIONS: usize = 6;

pub(super) fn write(
    of: &ExplainedConversation<'_, '_>,
    out: &mut dyn Write,
    language: Language,
) -> io::Result<()> {
    let mut text = Text { of, out, language };
    text.head()?;
    let traces = of.traces();
    let reported = traces.iter().filter(|trace| trace.place.is_some()).count();
    match language {
        Language::Zh => writeln!(text.out, "{} 条规则，报告 {reported} 条", traces.len())?,
        Language::En => writeln!(text.out, "rules: {}, reported: {reported}", traces.len())?,
    }
    traces.into_iter().try_for_each(|trace| text.rule(trace))
}

struct Text<'w, 'e, 'l> {
    of: &'w ExplainedConversation<'e, 'l>,
    out: &'w mut dyn Write,
    language: Language,
}

impl Text<'_, '_, '_> {
    fn head(&mut self) -> io::Result<()> {
        let (of, language) = (self.of, self.language);
        let mut parts = vec![format!("{}:{}", one_line(of.path), of.line)];
        parts.extend(of.session().map(|name| one_line(&name)));
        let place = of.turns.iter().find_map(Turn::channel);
        parts.extend(place.map(|place| channel(place.name(), language).to_owned()));
        let begin = of.turns.first().and_then(Turn::begin);
        parts.extend(begin.map(|begin| period(begin, of.turns.last().and_then(Turn::end))));
        parts.push(match language {
            Language::Zh => format!("{} 条消息", of.turns.len()),
            Language::En => format!("{} messages", of.turns.len()),
        });
        writeln!(self.out, "{}", parts.join(" · "))
    }

    fn rule(&mut self, trace: &ConversationTrace<'_>) -> io::Result<()> {
        let mark = if trace.place.is_some() { "×" } else { "✓" };
        let colon = either(self.language, "：", ": ");
        let message = one_line(trace.rule.message(self.language));
        writeln!(self.out, "\n{mark} {}{colon}{message}", trace.rule.id())?;
        let Some(condition) = &trace.condition else {
            let channels = trace.rule.scope().channels.iter();
            let channels: Vec<_> =
                channels.map(|it| channel(it.name(), self.language).to_owned()).collect();
            let only = either(self.language, "不判断：只管", "not judged: only for ");
            return writeln!(
                self.out,
                "  {only}{}",
                channels.join(either(self.language, "、", ", "))
            );
        };
        match trace.place {
            Some((turn, span)) => {
                let at = either(self.language, "报告在", "reported at ");
                let place = self.place(turn);
                let (wording, _) = self.of.wording(turn, Some(span));
                writeln!(self.out, "  {at}{place}{colon}“{}”", short(&wording, QUOTED))?;
            }
            None => writeln!(self.out, "  {}", either(self.language, "不报告", "not reported"))?,
        }
        self.condition(condition, 1)
    }

    fn condition(&mut self, condition: &ConditionTrace<'_>, depth: usize) -> io::Result<()> {
        let indent = "  ".repeat(depth);
        let holds = match (self.language, condition.holds) {
            (Language::Zh, true) => "成立　",
            (Language::Zh, false) => "不成立",
            (Language::En, true) => "yes",
            (Language::En, false) => "no ",
        };
        match &condition.part {
            ConditionPart::Test(test) => {
                let says = one_line(&test.describe(self.language));
                writeln!(self.out, "{indent}{holds}  {says}")?;
                self.test(test, &format!("{indent}     "))
            }
            ConditionPart::Joined(join, of) => {
                let colon = either(self.language, "：", ":");
                writeln!(self.out, "{indent}{holds}  {}{colon}", join.describe(self.language))?;
                of.iter().try_for_each(|one| self.condition(one, depth + 2))
            }
        }
    }

    /// What decided about a test, what was heard, and what was not.
    fn test(&mut self, test: &TestTrace<'_>, indent: &str) -> io::Result<()> {
        writeln!(self.out, "{indent}{}", test.reason.describe(self.language))?;
        let decides = |it: &&Mention<'_>| it.kind != MentionKind::Elsewhere;
        let (those, others): (Vec<&Mention<'_>>, Vec<&Mention<'_>>) =
            test.mentions.iter().partition(decides);
        let heard = those.iter().any(|it| it.kind == MentionKind::Heard);
        if !heard {
            self.not_heard(test, indent)?;
        }
        let all: Vec<&Mention<'_>> = those.into_iter().chain(others).collect();
        for mention in all.iter().take(MENTIONS) {
            let colon = either(self.language, "：", ": ");
            let (place, kind) = (self.place(mention.turn), mention.kind.describe(self.language));
            let (wording, _) = self.of.wording(mention.turn, mention.span);
            let name = mention.name.map(|name| format!(" [{}]", short_name(name)));
            writeln!(
                self.out,
                "{indent}{place}{colon}{kind}{colon}“{}”{}",
                short(&wording, QUOTED),
                name.unwrap_or_default()
            )?;
        }
        let more = all.len().saturating_sub(MENTIONS);
        match (more, self.language) {
            (0, _) => Ok(()),
            (_, Language::Zh) => writeln!(self.out, "{indent}还有 {more} 处"),
            (_, Language::En) => writeln!(self.out, "{indent}and {more} more"),
        }
    }

    fn not_heard(&mut self, test: &TestTrace<'_>, indent: &str) -> io::Result<()> {
        for cue in &test.looked_for {
            let wordings = cue.wordings.iter().take(WORDINGS);
            let mut wordings: Vec<_> = wordings.map(|it| short(it, QUOTED)).collect();
            if cue.wordings.len() > WORDINGS {
                wordings.push("…".into());
            }
            let not = either(self.language, "没有听到", "not heard: ");
            let name = short_name(cue.name);
            writeln!(self.out, "{indent}{not}“{name}”: {}", wordings.join(" · "))?;
        }
        Ok(())
    }

    /// Which message it is, where it stands and who says it.
    fn place(&self, turn: usize) -> String {
        let line = self.of.lines.get(turn).copied().unwrap_or(1);
        let who = self.of.turns.get(turn).map(|turn| {
            let name = self.of.speaker(turn).map(|name| format!(" {}", one_line(&name)));
            format!("{}{}", role(turn.role(), self.language), name.unwrap_or_default())
        });
        let who = who.unwrap_or_default();
        match self.language {
            Language::Zh => format!("第 {} 条（第 {line} 行）{who}", turn + 1),
            Language::En => format!("message {} (line {line}), {who}", turn + 1),
        }
    }
}

/// The name of a cue without its pack.
fn short_name(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, name)| name)
}
