//! The report for people: each wording underlined in its line, the reason, and what to say
//! instead. Says nothing at all where nothing is wrong.

use crate::graphic::{Excerpt, Picture};
use crate::window::Window;
use crate::{Located, Reporter, Style, Summary, vocabulary};
use jinyu::{Source, Turn};
use std::io::{self, Write};

/// How many wordings to say instead are shown.
const WORDINGS: usize = 3;

#[derive(Debug)]
pub(crate) struct Pretty {
    style: Style,
}

impl Pretty {
    pub(crate) fn new(style: Style) -> Self {
        Pretty { style }
    }

    fn finding(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        located: Located<'_, '_>,
        part: &mut Vec<u8>,
    ) -> io::Result<()> {
        let Located { finding, start, .. } = located;
        let window = Window::around(turn.text(), finding.span);
        let cell = located.cell(source);
        let cell = cell.map(|_| format!("{}:{}", source.name(), located.place(source)));
        let picture = Picture {
            headline: self.headline(located),
            severity: finding.severity,
            excerpt: Excerpt {
                name: cell.as_deref().unwrap_or(source.name()),
                numbered: cell.is_none(),
                text: &window.text,
                first_line: start.line,
                column: Some(start.column),
            },
            underlined: window.wording,
        };
        part.extend_from_slice(picture.draw(self.style.colour).as_bytes());
        self.advice(located, part)?;
        part.push(b'\n');
        Ok(())
    }

    fn headline(&self, located: Located<'_, '_>) -> String {
        let Located { finding, .. } = located;
        let language = self.style.language;
        format!(
            "{} {} {}{}{}",
            vocabulary::severity(finding.severity, language),
            vocabulary::category(finding.rule.category(), language),
            finding.rule.id(),
            vocabulary::either(language, "：", ": "),
            finding.rule.message(language),
        )
    }

    /// The reason, and what to say instead, below the excerpt.
    fn advice(&self, located: Located<'_, '_>, part: &mut Vec<u8>) -> io::Result<()> {
        let rule = located.finding.rule;
        let language = self.style.language;
        let source = match rule.source() {
            "" => String::new(),
            source => vocabulary::either(language, "（{}）", " ({})").replace("{}", source),
        };
        let why = vocabulary::either(language, "为什么：", "why: ");
        writeln!(part, "  {why}{}{source}", rule.why(language))?;
        let say = vocabulary::either(language, "可以说：", "say instead: ");
        let indented = vocabulary::either(language, "        ", "             ");
        for (at, wording) in rule.say().iter().take(WORDINGS).enumerate() {
            writeln!(part, "  {}{}", if at == 0 { say } else { indented }, wording.text)?;
        }
        Ok(())
    }
}

impl Reporter for Pretty {
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        part: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut new = findings.iter().filter(|located| located.is_new());
        new.try_for_each(|&located| self.finding(source, turn, located, part))
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if summary.findings() > 0 {
            writeln!(out, "{}", vocabulary::summary(summary, self.style.language))?;
        }
        Ok(())
    }
}
