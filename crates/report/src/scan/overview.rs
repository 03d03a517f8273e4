//! What a scan comes to, on a screen: how much there was, what was found by category, the rules that are
//! broken most, and where to look first. Shows no word that was said.

use super::{ConversationFacts, Exhibit, Rank, Sink, Tally, Totals};
use crate::Style;
use crate::table::Table;
use crate::visible::one_line;
use crate::vocabulary::{category, either, plural, severity};
use jinyu::{Language, Severity};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

/// How many conversations and rules are named.
const NAMED: usize = 10;

/// The overview of a run, written at its end.
pub struct Overview<'o> {
    out: &'o mut dyn Write,
    style: Style,
    worst: BTreeMap<Rank, Line>,
}

/// A conversation that is named.
#[derive(Debug)]
struct Line {
    place: String,
    agent: String,
    score: Option<f64>,
    /// Gravest first.
    counts: [u64; 3],
}

impl fmt::Debug for Overview<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overview").field("worst", &self.worst).finish_non_exhaustive()
    }
}

impl<'o> Overview<'o> {
    /// An overview that goes to `out`, which should be buffered.
    #[must_use]
    pub fn new(out: &'o mut dyn Write, style: Style) -> Self {
        Overview { out, style, worst: BTreeMap::new() }
    }

    fn heading(&mut self, zh: &str, en: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", either(self.style.language, zh, en))
    }

    fn categories(&mut self, all: &Tally) -> io::Result<()> {
        self.heading("按类别", "By category")?;
        let mut counts: Vec<_> = all.categories.iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let mut table = Table::new(1);
        for (name, count) in counts {
            let name = category(name, self.style.language).to_owned();
            table.row([format!("  {name}"), count.to_string()]);
        }
        table.write(self.out)
    }

    fn rules(&mut self, totals: &Totals) -> io::Result<()> {
        self.heading("最常违反的规则", "Most frequent rules")?;
        let mut rules: Vec<_> = totals.rules.iter().collect();
        rules.sort_by_key(|(_, total)| std::cmp::Reverse(total.findings));
        let most = rules.first().map_or(0, |(_, total)| total.findings);
        let width = most.to_string().len();
        let mut table = Table::new(3);
        for (id, total) in rules.into_iter().take(NAMED) {
            let count = format!("  {:width$}", total.findings);
            table.row([count, id.clone(), total.message.clone()]);
        }
        table.write(self.out)
    }

    fn conversations(&mut self) -> io::Result<()> {
        self.heading("先看这些对话", "Look at these conversations first")?;
        let language = self.style.language;
        let mut table = Table::new(2);
        for line in self.worst.values().rev() {
            let counts = counts(line.counts, language);
            let score = line.score.map(|score| match language {
                Language::Zh => format!("{score:.0} 分"),
                Language::En => format!("{score:.0} points"),
            });
            let what = score.into_iter().chain([counts]).collect::<Vec<_>>();
            let what = what.join(either(language, "，", ", "));
            let place = format!("  {}", one_line(&line.place));
            table.row([place, format!("{what}  {}", line.agent).trim_end().to_owned()]);
        }
        table.write(self.out)
    }
}

impl Sink for Overview<'_> {
    fn conversation(&mut self, facts: &ConversationFacts) -> io::Result<()> {
        let rank = Rank::of(facts);
        let full = self.worst.len() >= NAMED;
        let least = self.worst.first_key_value().map(|(least, _)| *least);
        if !rank.is_flagged() || (full && least.is_some_and(|least| rank < least)) {
            return Ok(());
        }
        let line = Line {
            place: format!("{}:{}", facts.path, facts.line),
            agent: facts.agents.first().cloned().unwrap_or_default(),
            score: facts.score,
            counts: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| facts.count(severity)),
        };
        self.worst.insert(rank, line);
        if self.worst.len() > NAMED {
            self.worst.pop_first();
        }
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, _: &[Exhibit]) -> io::Result<()> {
        let language = self.style.language;
        let all = &totals.all;
        let (conversations, flagged, turns) = (all.conversations, all.flagged, all.turns);
        let [infos, warnings, errors] = all.severities;
        let found = counts([errors, warnings, infos], language);
        match (language, all.findings()) {
            (Language::Zh, 0) => {
                writeln!(self.out, "看了 {conversations} 段对话，{turns} 条消息，没有问题")?;
            }
            (Language::Zh, _) => writeln!(
                self.out,
                "看了 {conversations} 段对话，{turns} 条消息；{flagged} 段里有问题：{found}"
            )?,
            (Language::En, 0) => writeln!(
                self.out,
                "nothing in {} of {}",
                plural(conversations, "conversation"),
                plural(turns, "message")
            )?,
            (Language::En, _) => writeln!(
                self.out,
                "{found} in {flagged} of {} ({})",
                plural(conversations, "conversation"),
                plural(turns, "message")
            )?,
        }
        if let Some(score) = all.score() {
            writeln!(self.out, "{}{score:.1}", either(language, "平均分：", "mean score: "))?;
        }
        if all.findings() > 0 {
            self.categories(all)?;
            self.rules(totals)?;
            self.conversations()?;
        }
        self.out.flush()
    }
}

/// `2 errors, 1 warning`; gravest first.
fn counts(counts: [u64; 3], language: Language) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let some = counts.into_iter().zip(severities).filter(|(count, _)| *count > 0);
    let words = some.map(|(count, grave)| match language {
        Language::Zh => format!("{count} 处{}", severity(grave, language)),
        Language::En => plural(count, grave.name()),
    });
    words.collect::<Vec<_>>().join(either(language, "，", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::FindingFacts;

    fn overview(language: Language) -> String {
        let mut out = Vec::new();
        let mut overview = Overview::new(&mut out, Style { language, colour: false });
        let mut totals = Totals::default();
        for number in 1..=12 {
            let grave = if number == 7 { Severity::Error } else { Severity::Warning };
            let facts = ConversationFacts {
                number,
                path: "chats.jsonl".into(),
                line: usize::try_from(number).unwrap() * 10,
                agents: vec!["小王".into()],
                turns: 4,
                findings: (number != 2)
                    .then(|| FindingFacts::example("impatient/hurry", grave))
                    .into_iter()
                    .collect(),
                ..ConversationFacts::default()
            };
            totals.add(&facts);
            overview.conversation(&facts).unwrap();
        }
        overview.finish(&totals, &[]).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn in_both_languages() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/reports"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!("overview.zh", overview(Language::Zh));
            insta::assert_snapshot!("overview.en", overview(Language::En));
        });
    }
}
