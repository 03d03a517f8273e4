//! The report for people: each wording underlined in its line, the reason, and what to say
//! instead. Says nothing at all where nothing is wrong.

use crate::graphic::{Excerpt, Picture};
use crate::visible::visible;
use crate::{Located, Reporter, Style, Summary, vocabulary};
use jinyu::{InTurn, Source, Span, Turn};
use std::io::{self, Write};

/// How many characters of a line are shown on each side of the wording.
const AROUND: usize = 40;
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
        let Located { finding, position } = located;
        let window = Window::around(turn.text(), finding.span);
        let picture = Picture {
            headline: self.headline(located),
            severity: finding.severity,
            excerpt: Excerpt {
                name: source.name(),
                text: &window.text,
                first_line: position.line,
                column: Some(position.column),
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
        findings.iter().try_for_each(|&located| self.finding(source, turn, located, part))
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if summary.findings() > 0 {
            writeln!(out, "{}", vocabulary::summary(summary, self.style.language))?;
        }
        Ok(())
    }
}

/// The part of a text that is shown: the wording and what stands near it in its line.
struct Window {
    text: String,
    /// The bytes of `text` that are the wording.
    wording: std::ops::Range<usize>,
}

impl Window {
    /// Costs no more than what it shows, however long the text is.
    fn around(text: &str, span: Span<InTurn>) -> Self {
        let on_line = |c: &char| *c != '\n' && *c != '\r';
        let before = text[..span.start()].chars().rev().take_while(on_line);
        let mut before: Vec<char> = before.take(AROUND + 1).collect();
        if before.len() > AROUND {
            before[AROUND] = '…';
        }
        let mut shown: String = before.into_iter().rev().map(seen).collect();
        let start = shown.len();
        shown.extend(text[span.range()].chars().map(seen));
        let wording = start..shown.len();
        let mut after = text[span.end()..].chars().take_while(on_line);
        shown.extend(after.by_ref().take(AROUND).map(seen));
        if after.next().is_some() {
            shown.push('…');
        }
        Window { text: shown, wording }
    }
}

/// What is shown of a character in an excerpt, which has lines and tabs of its own.
fn seen(character: char) -> char {
    if matches!(character, '\n' | '\t') { character } else { visible(character) }
}
