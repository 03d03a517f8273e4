//! The report for people: each wording underlined in its line, the reason, and what to say
//! instead. Says nothing at all where nothing is wrong.

use crate::graphic::{Excerpt, Picture};
use crate::visible::one_line;
use crate::window::Window;
use crate::{Located, Reporter, Section, Style, Whole, vocabulary};
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
        section: &mut Section,
    ) -> io::Result<()> {
        let Located { finding, start, .. } = located;
        let window = Window::around(turn.text(), finding.span);
        let cell = located.cell(source);
        let cell = cell.map(|_| format!("{}:{}", source.name(), located.place(source)));
        let name = one_line(cell.as_deref().unwrap_or(source.name()));
        let picture = Picture {
            headline: self.headline(located),
            severity: finding.severity,
            excerpt: Excerpt {
                name: &name,
                numbered: cell.is_none(),
                text: &window.text,
                offset: 0,
                first_line: start.line,
                column: Some(start.column),
            },
            underlined: window.wording,
        };
        section.write_all(picture.draw(self.style.colour).as_bytes())?;
        self.advice(located, section)?;
        section.write_all(b"\n")
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
    fn advice(&self, located: Located<'_, '_>, section: &mut Section) -> io::Result<()> {
        let rule = located.finding.rule;
        let language = self.style.language;
        let source = match rule.source() {
            "" => String::new(),
            source => vocabulary::either(language, "（{}）", " ({})").replace("{}", source),
        };
        let why = vocabulary::either(language, "为什么：", "why: ");
        writeln!(section, "  {why}{}{source}", rule.why(language))?;
        let say = vocabulary::either(language, "可以说：", "say instead: ");
        let indented = vocabulary::either(language, "        ", "             ");
        for (at, wording) in rule.say().iter().take(WORDINGS).enumerate() {
            writeln!(section, "  {}{}", if at == 0 { say } else { indented }, wording.text)?;
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
        section: &mut Section,
    ) -> io::Result<()> {
        let mut new = findings.iter().filter(|located| located.is_new());
        new.try_for_each(|&located| self.finding(source, turn, located, section))
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        if whole.summary.findings() > 0 {
            writeln!(out, "{}", vocabulary::summary(&whole.summary, self.style.language))?;
        }
        Ok(())
    }
}
