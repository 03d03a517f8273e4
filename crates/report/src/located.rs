//! A finding in its file, and what was decided about it before. Decides nothing itself.

use crate::visible::one_line;
use jinyu::{Finding, Fingerprint, InFile, Position, Positions, SheetCell, Source, Span, Turn};

/// A finding and its place in the file that its turn was read from.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a, 'l> {
    /// What was found.
    pub finding: &'a Finding<'l>,
    /// Where its wording stands, in bytes of the decoded file.
    pub span: Span<InFile>,
    /// Where its wording begins in the file: line and column from 1, in characters.
    pub start: Position,
    /// The place behind its wording, likewise.
    pub end: Position,
    /// What it is recognised by in a later run.
    pub fingerprint: Fingerprint,
    /// What was decided about it.
    pub standing: Standing<'a>,
}

/// Whether somebody has decided to live with a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nobody has.
    #[default]
    New,
    /// It was there when the baseline was written.
    Known {
        /// The day on which it was first written down, as `2026-01-31`.
        since: &'a str,
    },
    /// The text itself says that it may stay.
    Suppressed {
        /// Why.
        reason: &'a str,
    },
}

impl<'a, 'l> Located<'a, 'l> {
    /// The findings of a turn at their places, each of them new. Costs the distance from the last
    /// place that `positions` was asked for.
    #[must_use]
    pub fn all(
        turn: &Turn<'_>,
        findings: &'a [Finding<'l>],
        positions: &mut Positions<'_>,
    ) -> Vec<Located<'a, 'l>> {
        if findings.is_empty() {
            return Vec::new();
        }
        let fingerprints = Fingerprint::all(turn, findings);
        let located = |(finding, fingerprint): (&'a Finding<'l>, _)| {
            let span = turn.in_file(finding.span);
            let start = positions.at(span.start());
            let end = positions.clone().at(span.end());
            Located { finding, span, start, end, fingerprint, standing: Standing::New }
        };
        findings.iter().zip(fingerprints).map(located).collect()
    }

    /// The cell it begins in, where its source is a workbook.
    #[must_use]
    pub fn cell<'s>(&self, source: &'s Source) -> Option<&'s SheetCell> {
        source.cell(self.span.start())
    }

    /// The place as people read it behind a file's name: `3:5`, or `话术!B3` in a workbook.
    #[must_use]
    pub fn place(&self, source: &Source) -> String {
        match self.cell(source) {
            Some(cell) => one_line(&cell.to_string()),
            None => format!("{}:{}", self.start.line, self.start.column),
        }
    }

    /// Whether nobody has decided on it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.standing == Standing::New
    }
}
