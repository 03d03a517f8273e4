//! Workflow commands of GitHub Actions, which become annotations of the changed lines. What a
//! command would take for its own syntax is escaped as GitHub's own toolkit does it.

use crate::uri::plain;
use crate::visible::one_line;
use crate::vocabulary::{either, sentence};
use crate::{Keeps, Located, Reporter, Section, Summary, Unread, Whole};
use jinyu::{Language, Severity, Source, Turn};
use std::io::{self, Write};

/// How many annotations of each level GitHub shows of one step.
const SHOWN: u64 = 10;

#[derive(Debug)]
pub(crate) struct Github {
    language: Language,
}

impl Github {
    pub(crate) fn new(language: Language) -> Self {
        Github { language }
    }

    /// Says that GitHub leaves out what is more than it shows; the log has all of it.
    fn limit(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let Summary { errors, warnings, infos, unread, .. } = *summary;
        let hidden = [errors + unread, warnings, infos].map(|count| count.saturating_sub(SHOWN));
        match (hidden.iter().sum::<u64>(), self.language) {
            (0, _) => Ok(()),
            (hidden, Language::Zh) => writeln!(
                out,
                "jinyu：GitHub 每个步骤每一级最多显示 {SHOWN} 条注释，还有 {hidden} 条只在这份日志里"
            ),
            (hidden, Language::En) => writeln!(
                out,
                "jinyu: GitHub shows at most {SHOWN} annotations of each level for a step; \
                 {hidden} more are in this log only"
            ),
        }
    }
}

impl Reporter for Github {
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        section: &mut Section,
    ) -> io::Result<()> {
        for located in findings.iter().filter(|located| located.is_new()) {
            let Located { finding, start, end, .. } = located;
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            write!(
                section,
                "::{level} file={},line={}",
                property(&one_line(&plain(source.name()))),
                start.line
            )?;
            // GitHub drops the columns of a place that has more than one line.
            if start.line == end.line {
                write!(section, ",col={},endColumn={}", start.column, end.column)?;
            } else {
                write!(section, ",endLine={}", end.line)?;
            }
            let rule = finding.rule;
            let wording = finding.span.cut(turn.text()).unwrap_or_default();
            let instead = rule.say().first().map(|wording| wording.text.as_str());
            let words = sentence(wording, rule.message(self.language), instead, self.language);
            writeln!(section, ",title={}::{}", property(rule.id()), data(&words))?;
        }
        Ok(())
    }

    fn keeps(&self) -> Keeps {
        Keeps::Unread
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let title = property(either(self.language, "读不了", "cannot be read"));
        for Unread { path, position, message } in &whole.unread {
            write!(out, "::error title={title}")?;
            if !path.is_empty() {
                write!(out, ",file={}", property(&one_line(&plain(path))))?;
            }
            if let Some(position) = position {
                write!(out, ",line={},col={}", position.line, position.column)?;
            }
            writeln!(out, "::{}", data(&one_line(message)))?;
        }
        self.limit(&whole.summary, out)
    }
}

/// Words behind the second `::` of a command.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{Github, data, property};
    use crate::Summary;
    use jinyu::Language;

    #[test]
    fn a_command_stays_one_command() {
        let hostile = "50%0A\r\n::error::a,b";
        assert_eq!(data(hostile), "50%250A%0D%0A::error::a,b");
        assert_eq!(property(hostile), "50%250A%0D%0A%3A%3Aerror%3A%3Aa%2Cb");
    }

    #[test]
    fn what_github_leaves_out_is_counted() {
        let said = |errors, infos| {
            let mut out = Vec::new();
            let summary = Summary { errors, infos, unread: 1, ..Summary::default() };
            Github::new(Language::En).limit(&summary, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(said(9, 10), "");
        assert!(said(10, 12).contains("; 3 more are in this log only\n"));
    }
}
