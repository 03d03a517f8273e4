//! What is told of a place that could not be read: where it is, what is wrong, what to do. Knows no
//! format.

use crate::jsonl::LineFault;
use crate::line::Line;
use jinyu::{Position, Source};

/// A place of an input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{}: {problem}", cell.clone().unwrap_or_else(|| format!("{line}:{column}")))]
pub struct ReadError {
    path: String,
    line: usize,
    column: usize,
    /// The cell of a workbook, as it is called there.
    cell: Option<String>,
    problem: String,
    found_nothing: bool,
}

impl ReadError {
    /// A problem at a place of a document.
    pub(crate) fn at(path: &str, position: Position, problem: impl Into<String>) -> Self {
        let Position { line, column } = position;
        let (path, problem) = (path.into(), problem.into());
        ReadError { path, line, column, cell: None, problem, found_nothing: false }
    }

    /// The same, called after the cell in which a byte of a workbook stands.
    pub(crate) fn in_cell(self, source: &Source, offset: usize) -> Self {
        ReadError { cell: source.cell(offset).map(ToString::to_string), ..self }
    }

    /// A document that is in order and in which nothing is known to be a reply.
    pub(crate) fn nothing(path: &str, problem: impl Into<String>) -> Self {
        let beginning = Position { line: 1, column: 1 };
        ReadError { found_nothing: true, ..ReadError::at(path, beginning, problem) }
    }

    /// The same, where the document may be in order and only hold nothing that is known.
    pub(crate) fn of_nothing(self, found_nothing: bool) -> Self {
        ReadError { found_nothing, ..self }
    }

    /// The same in other words, for whoever must not see all that the input holds.
    #[must_use]
    pub fn told_as(self, tell: impl FnOnce(&str) -> String) -> Self {
        ReadError { problem: tell(&self.problem), ..self }
    }

    /// A fault of one line.
    pub(crate) fn new(path: &str, line: Line<'_>, fault: LineFault) -> Self {
        let before = |&(at, c): &(usize, char)| at + c.len_utf8() <= fault.offset;
        let column = line.text.char_indices().take_while(before).count() + 1;
        ReadError::at(path, Position { line: line.number, column }, fault.problem)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line it is in, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column it was noticed at, from 1, in characters.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// Whether the input is in order, and only nothing in it is known to be a reply. What was named
    /// by hand was meant to hold replies; a file that a walk came by may just be of another kind.
    #[must_use]
    pub fn found_nothing(&self) -> bool {
        self.found_nothing
    }
}
