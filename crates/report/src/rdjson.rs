//! reviewdog's Diagnostic Format: one document, a diagnostic a line. Columns there are bytes of
//! UTF-8, so this is the one report that counts them.

use crate::fix::replacement;
use crate::json_text;
use crate::model::Tool;
use crate::uri::plain;
use crate::vocabulary::sentence;
use crate::{Keeps, Located, Reporter, Section, Unread, Whole};
use jinyu::{Language, Position, Severity, Source, Turn};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Debug)]
pub(crate) struct Rdjson {
    language: Language,
}

#[derive(Serialize)]
struct Head {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Place>,
}

/// The column may be unknown.
#[derive(Clone, Copy, Serialize)]
struct Place {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

impl Rdjson {
    pub(crate) fn new(language: Language) -> Self {
        Rdjson { language }
    }

    fn diagnostic<'a>(
        &self,
        source: &'a Source,
        turn: &Turn<'_>,
        located: &Located<'_, 'a>,
        columns: &mut ByteColumns<'_>,
    ) -> Diagnostic<'a> {
        let Located { finding, start, end, span, .. } = located;
        let mut place = |position: &Position, offset| Place {
            line: position.line,
            column: Some(columns.at(offset)),
        };
        let (start, end) = (place(start, span.start()), place(end, span.end()));
        let range = Range { start, end: Some(end) };
        let rule = finding.rule;
        let wording = finding.span.cut(turn.text()).unwrap_or_default();
        let instead = rule.say().first().map(|wording| wording.text.as_str());
        let suggestion = replacement(source, turn, located).map(|text| Suggestion { range, text });
        Diagnostic {
            message: sentence(wording, rule.message(self.language), instead, self.language),
            location: Location { path: plain(source.name()), range: Some(range) },
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            code: Some(Code { value: rule.id() }),
            suggestions: suggestion.into_iter().collect(),
        }
    }
}

impl Reporter for Rdjson {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"source\":")?;
        json_text::write(out, &Head { name: Tool::JINYU.name })?;
        out.write_all(b",\"diagnostics\":[\n")
    }

    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        section: &mut Section,
    ) -> io::Result<()> {
        let mut columns = ByteColumns::of(source);
        for located in findings.iter().filter(|located| located.is_new()) {
            if !section.text.is_empty() {
                section.write_all(self.between().as_bytes())?;
            }
            let diagnostic = self.diagnostic(source, turn, located, &mut columns);
            json_text::write(section, &diagnostic)?;
        }
        Ok(())
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn keeps(&self) -> Keeps {
        Keeps::Unread
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let mut begun = whole.summary.findings() > 0;
        for Unread { path, position, message } in &whole.unread {
            if std::mem::replace(&mut begun, true) {
                out.write_all(self.between().as_bytes())?;
            }
            // Its column counts characters, which are no bytes.
            let range = position.map(|Position { line, .. }| Range {
                start: Place { line, column: None },
                end: None,
            });
            let diagnostic = Diagnostic {
                message: message.clone(),
                location: Location { path: plain(path), range },
                severity: "ERROR",
                code: None,
                suggestions: Vec::new(),
            };
            json_text::write(out, &diagnostic)?;
        }
        out.write_all(b"\n]}\n")
    }
}

/// Columns in bytes of ascending places of a text: each costs the distance from the last one.
struct ByteColumns<'s> {
    source: &'s Source,
    /// Up to where the text was looked at.
    seen: usize,
    /// Where the line of that place starts.
    line: usize,
}

impl<'s> ByteColumns<'s> {
    fn of(source: &'s Source) -> Self {
        ByteColumns { source, seen: 0, line: 0 }
    }

    /// The column, from 1, of a byte of the file.
    fn at(&mut self, offset: usize) -> usize {
        let text = self.source.text();
        let at = offset.saturating_sub(self.source.offset()).min(text.len());
        if at < self.seen {
            (self.seen, self.line) = (0, 0);
        }
        let passed = text.as_bytes().get(self.seen..at).unwrap_or_default();
        if let Some(newline) = passed.iter().rposition(|&byte| byte == b'\n') {
            self.line = self.seen + newline + 1;
        }
        self.seen = at;
        at - self.line + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_bytes() {
        let source = Source::part("a.txt", "您好\n急什么\n", 7, 2);
        let mut columns = ByteColumns::of(&source);
        let asked = [7, 10, 14, 17, 17, 7, 99].map(|offset| columns.at(offset));
        assert_eq!(asked, [1, 4, 1, 4, 4, 1, 1]);
    }
}
