//! The report about text that is known to be good: every finding in it is a false alarm, so they
//! are gathered by rule, those of the noisiest rule first. Keeps the first places of each rule, by
//! path, line and column, and counts the rest.

use crate::visible::one_line;
use crate::vocabulary::plural;
use crate::window::Window;
use crate::{Located, Reporter, Section, Style, Whole, vocabulary};
use jinyu::{Language, Source, Turn};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// Gathers findings by rule and writes them when the run is over.
#[derive(Debug)]
pub struct Quiet {
    language: Language,
    most: usize,
    rules: Mutex<BTreeMap<String, Alarms>>,
}

/// The findings of one rule.
#[derive(Debug, Default)]
struct Alarms {
    count: u64,
    /// The first places, each a few lines, by path, line and column.
    places: BTreeMap<(String, usize, usize), String>,
}

impl Quiet {
    /// A report that shows at most `most` places of each rule.
    #[must_use]
    pub fn new(most: usize, style: Style) -> Self {
        Quiet { language: style.language, most, rules: Mutex::default() }
    }

    fn place(&self, source: &Source, turn: &Turn<'_>, located: &Located<'_, '_>) -> String {
        let Located { finding, start, .. } = located;
        let line = Window::around(turn.text(), finding.span).text;
        let found = one_line(finding.span.cut(turn.text()).unwrap_or_default());
        let phrase = one_line(finding.phrase);
        let by = match self.language {
            Language::Zh => format!("“{found}”，按“{phrase}”"),
            Language::En => format!("“{found}” by “{phrase}”"),
        };
        let (line, name) = (one_line(line.trim()), one_line(source.name()));
        format!("  {name}:{}:{} {by}\n    {line}\n", start.line, start.column)
    }

    fn rule(&self, id: &str, alarms: &Alarms, out: &mut dyn Write) -> io::Result<()> {
        let Alarms { count, places } = alarms;
        match self.language {
            Language::Zh => writeln!(out, "{id}：{count} 处")?,
            Language::En => writeln!(out, "{id}: {}", plural(*count, "finding"))?,
        }
        for place in places.values() {
            out.write_all(place.as_bytes())?;
        }
        let shown = u64::try_from(places.len()).unwrap_or(u64::MAX);
        match (self.language, count - shown) {
            (_, 0) => Ok(()),
            (Language::Zh, more) => writeln!(out, "  还有 {more} 处"),
            (Language::En, more) => writeln!(out, "  {more} more"),
        }?;
        writeln!(out)
    }
}

impl Reporter for Quiet {
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        _: &mut Section,
    ) -> io::Result<()> {
        for located in findings {
            let at = (source.name().to_owned(), located.start.line, located.start.column);
            let place = self.place(source, turn, located);
            let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
            let alarms = rules.entry(located.finding.rule.id().to_owned()).or_default();
            alarms.count += 1;
            alarms.places.insert(at, place);
            if alarms.places.len() > self.most {
                alarms.places.pop_last();
            }
        }
        Ok(())
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rules: Vec<_> = rules.iter().collect();
        rules.sort_by_key(|(_, alarms)| Reverse(alarms.count));
        for (id, alarms) in &rules {
            self.rule(id, alarms, out)?;
        }
        if rules.is_empty() {
            let turns = whole.summary.turns;
            match self.language {
                Language::Zh => writeln!(out, "查了 {turns} 条，没有误报")?,
                Language::En => writeln!(out, "no finding in {}", plural(turns, "message"))?,
            }
        } else {
            writeln!(out, "{}", vocabulary::summary(&whole.summary, self.language))?;
        }
        Ok(())
    }
}
