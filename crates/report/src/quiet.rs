//! The report about text that is known to be good: every finding in it is a false alarm, so they
//! are gathered by rule, those of the noisiest rule first. Keeps the first places of each rule and
//! counts the rest.

use crate::visible::one_line;
use crate::vocabulary::plural;
use crate::window::Window;
use crate::{Located, Reporter, Style, Summary, vocabulary};
use jinyu::{Language, Source, Turn};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::{self, Write};

/// Gathers findings by rule and writes them when the run is over.
#[derive(Debug)]
pub struct Quiet<W> {
    out: W,
    language: Language,
    most: usize,
    rules: BTreeMap<String, Alarms>,
}

/// The findings of one rule.
#[derive(Debug, Default)]
struct Alarms {
    count: u64,
    /// The first places, each a few lines.
    places: Vec<String>,
}

impl<W: Write> Quiet<W> {
    /// A report to `out` that shows at most `most` places of each rule.
    pub fn new(out: W, most: usize, style: Style) -> Self {
        Quiet { out, language: style.language, most, rules: BTreeMap::new() }
    }

    fn place(&self, source: &Source, turn: &Turn<'_>, located: &Located<'_, '_>) -> String {
        let Located { finding, position } = located;
        let line = Window::around(turn.text(), finding.span).text;
        let found = one_line(finding.span.cut(turn.text()).unwrap_or_default());
        let phrase = one_line(finding.phrase);
        let by = match self.language {
            Language::Zh => format!("“{found}”，按“{phrase}”"),
            Language::En => format!("“{found}” by “{phrase}”"),
        };
        let (line, name) = (one_line(line.trim()), source.name());
        format!("  {name}:{}:{} {by}\n    {line}\n", position.line, position.column)
    }

    fn rule(&mut self, id: &str, alarms: &Alarms) -> io::Result<()> {
        let Alarms { count, places } = alarms;
        match self.language {
            Language::Zh => writeln!(self.out, "{id}：{count} 处")?,
            Language::En => writeln!(self.out, "{id}: {}", plural(*count, "finding"))?,
        }
        for place in places {
            self.out.write_all(place.as_bytes())?;
        }
        let shown = u64::try_from(places.len()).unwrap_or(u64::MAX);
        match (self.language, count - shown) {
            (_, 0) => Ok(()),
            (Language::Zh, more) => writeln!(self.out, "  还有 {more} 处"),
            (Language::En, more) => writeln!(self.out, "  {more} more"),
        }?;
        writeln!(self.out)
    }
}

impl<W: Write + Debug> Reporter for Quiet<W> {
    fn turn(
        &mut self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
    ) -> io::Result<()> {
        for located in findings {
            let id = located.finding.rule.id();
            let known = self.rules.get(id).map_or(0, |alarms| alarms.places.len());
            let place = (known < self.most).then(|| self.place(source, turn, located));
            let alarms = self.rules.entry(id.to_owned()).or_default();
            alarms.count += 1;
            alarms.places.extend(place);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let mut rules: Vec<_> = std::mem::take(&mut self.rules).into_iter().collect();
        rules.sort_by_key(|(_, alarms)| Reverse(alarms.count));
        for (id, alarms) in &rules {
            self.rule(id, alarms)?;
        }
        if rules.is_empty() {
            let turns = summary.turns;
            match self.language {
                Language::Zh => writeln!(self.out, "查了 {turns} 条，没有误报")?,
                Language::En => writeln!(self.out, "no finding in {}", plural(turns, "message"))?,
            }
        } else {
            writeln!(self.out, "{}", vocabulary::summary(summary, self.language))?;
        }
        self.out.flush()
    }
}
