//! What programs read: the shape of a finding and of a run as JSON. Fields keep their names, their
//! order and their meaning; new ones are added at the end, here and in `docs/schema/report.json`.

use crate::{Located, Standing, Summary, Unread};
use jinyu::{Language, Source, Turn};
use serde::Serialize;

/// The number of the shape of a whole document, raised when a field changes its meaning.
pub(crate) const VERSION: u32 = 1;

/// One finding.
#[derive(Debug, Serialize)]
pub(crate) struct Record<'a> {
    path: &'a str,
    /// From 1, in the file.
    line: usize,
    /// From 1, in characters, in the file.
    column: usize,
    id: Option<&'a str>,
    role: &'static str,
    rule: &'a str,
    category: &'a str,
    severity: &'static str,
    /// In UTF-8 bytes of the turn's own text.
    start: usize,
    /// The first byte behind the wording, likewise.
    end: usize,
    /// The wording as it stands there.
    text: &'a str,
    message: &'a str,
    suggestions: Vec<&'a str>,
    /// The phrase of the rule that stands there.
    phrase: &'a str,
    /// Of the place behind the wording, as `line`.
    end_line: usize,
    /// Of the place behind the wording, as `column`.
    end_column: usize,
    /// 32 hexadecimal digits.
    fingerprint: String,
    /// `new`, `known` or `suppressed`.
    standing: &'static str,
    /// Why it is suppressed, or since when it is known.
    note: Option<&'a str>,
    /// In a workbook only, the cell: `话术!B3`; `line` is its row, and `column` counts from its
    /// beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

impl<'a> Record<'a> {
    pub(crate) fn new(
        source: &'a Source,
        turn: &'a Turn<'_>,
        located: &'a Located<'_, '_>,
        language: Language,
    ) -> Self {
        let Located { finding, start, end, .. } = located;
        let (standing, note) = match located.standing {
            Standing::New => ("new", None),
            Standing::Known { since } => ("known", Some(since)),
            Standing::Suppressed { reason } => ("suppressed", Some(reason)),
        };
        Record {
            path: source.name(),
            line: start.line,
            column: start.column,
            id: turn.id(),
            role: turn.role().name(),
            rule: finding.rule.id(),
            category: finding.rule.category(),
            severity: finding.severity.name(),
            start: finding.span.start(),
            end: finding.span.end(),
            text: finding.span.cut(turn.text()).unwrap_or_default(),
            message: finding.rule.message(language),
            suggestions: finding.rule.say().iter().map(|wording| wording.text.as_str()).collect(),
            phrase: finding.phrase,
            end_line: end.line,
            end_column: end.column,
            fingerprint: located.fingerprint.to_string(),
            standing,
            note,
            cell: located.cell(source).map(ToString::to_string),
        }
    }
}

/// What a run came to.
#[derive(Debug, Serialize)]
pub(crate) struct Totals {
    turns: u64,
    findings: u64,
    errors: u64,
    warnings: u64,
    infos: u64,
    unread: u64,
    known: u64,
    suppressed: u64,
}

impl From<&Summary> for Totals {
    fn from(summary: &Summary) -> Self {
        let Summary { turns, errors, warnings, infos, unread, known, suppressed, failing: _ } =
            *summary;
        let findings = summary.findings();
        Totals { turns, findings, errors, warnings, infos, unread, known, suppressed }
    }
}

/// An input, or a line of one, that could not be read.
#[derive(Debug, Serialize)]
pub(crate) struct Unreadable<'a> {
    path: &'a str,
    /// From 1, in the file; not known where the whole of it is at fault.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    message: &'a str,
}

impl<'a> From<&'a Unread> for Unreadable<'a> {
    fn from(unread: &'a Unread) -> Self {
        let Unread { path, position, message } = unread;
        let (line, column) = position.map(|at| (at.line, at.column)).unzip();
        Unreadable { path, line, column, message }
    }
}

/// Who wrote a document.
#[derive(Debug, Serialize)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

impl Tool {
    pub(crate) const JINYU: Tool = Tool { name: "jinyu", version: env!("CARGO_PKG_VERSION") };
}
