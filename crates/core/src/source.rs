//! A named, decoded text, and the places in it that people are told. The one module that knows
//! what a line and a column are.

use crate::sheet::SheetCell;
use crate::span::{InFile, Span};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A file's name and its text, or some lines of it, decoded to UTF-8.
///
/// The name is what a finding reports as its path; standard input is `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    offset: usize,
    first_line: usize,
    /// Where each cell of a workbook starts, in order; a line end stands behind each.
    cells: Vec<(usize, SheetCell)>,
    marks: Marks,
}

/// The positions of every [`MARK`] bytes of a text from its start on, worked out when somebody first leaps in
/// it. They say nothing that the text does not.
#[derive(Clone, Debug, Default)]
struct Marks(OnceLock<Box<[Position]>>);

impl PartialEq for Marks {
    fn eq(&self, _: &Marks) -> bool {
        true
    }
}

impl Eq for Marks {}

impl Source {
    /// A text with the name to report it under.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source::part(name, text, 0, 1)
    }

    /// Lines of a longer text, which start at its byte `offset` and at its line `first_line`
    /// (from 1). Spans and positions stay those of the longer text.
    ///
    /// ```
    /// use jinyu::{Position, Source};
    /// let part = Source::part("a.txt", "急什么\n", 7, 2);
    /// assert_eq!(part.positions().at(10), Position { line: 2, column: 2 });
    /// ```
    #[must_use]
    pub fn part(
        name: impl Into<String>,
        text: impl Into<String>,
        offset: usize,
        first_line: usize,
    ) -> Self {
        let (name, text) = (name.into(), text.into());
        Source { name, text, offset, first_line, cells: Vec::new(), marks: Marks::default() }
    }

    /// The cells of a workbook, one after the other, as a text. It is not what stands in the file,
    /// so nothing that was found in it can be put right there.
    ///
    /// ```
    /// use jinyu::{SheetCell, Source};
    /// let cell = |row| SheetCell { sheet: "话术".into(), row, column: 2 };
    /// let source = Source::of_cells("a.xlsx", [(cell(1), "您好"), (cell(3), "急\n什么")]);
    /// assert_eq!(source.text(), "您好\n急\n什么\n");
    /// assert_eq!(source.cell(11).map(ToString::to_string).as_deref(), Some("话术!B3"));
    /// ```
    #[must_use]
    pub fn of_cells<T: AsRef<str>>(
        name: impl Into<String>,
        cells: impl IntoIterator<Item = (SheetCell, T)>,
    ) -> Self {
        let mut source = Source::new(name, "");
        for (cell, text) in cells {
            source.cells.push((source.text.len(), cell));
            source.text.push_str(text.as_ref());
            source.text.push('\n');
        }
        source
    }

    /// The last place at or before a byte of the text whose position is kept.
    fn mark(&self, offset: usize) -> (usize, Position) {
        let marks = self.marks.0.get_or_init(|| {
            let (mut passed, mut position) = (0, self.start());
            let mut marks = vec![position];
            while passed + MARK <= self.text.len() {
                position.pass(self.text.as_bytes().get(passed..passed + MARK).unwrap_or_default());
                passed += MARK;
                marks.push(position);
            }
            marks.into()
        });
        let at = offset / MARK;
        (at * MARK, marks.get(at).copied().unwrap_or_else(|| self.start()))
    }

    /// What findings call this text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, all that there is here of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the text away.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Where the text starts in its file, in bytes of the decoded file; 0 for a whole one.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The number of the line, from 1, that the text starts with.
    #[must_use]
    pub fn first_line(&self) -> usize {
        self.first_line
    }

    /// The cells that the text is made of, in order, and where each stands in it; none where it was
    /// not made of cells.
    pub fn cells(&self) -> impl Iterator<Item = (&SheetCell, Span<InFile>)> {
        let ends = self.cells.iter().skip(1).map(|(start, _)| *start);
        let ends = ends.chain([self.text.len()]).map(|end| end.saturating_sub(1));
        self.cells.iter().zip(ends).map(|((start, cell), end)| (cell, Span::new(*start, end)))
    }

    /// The cell that a byte offset is in; `None` where the text was not made of cells.
    #[must_use]
    pub fn cell(&self, offset: usize) -> Option<&SheetCell> {
        self.cell_from(offset).map(|(_, cell)| cell)
    }

    fn cell_from(&self, offset: usize) -> Option<&(usize, SheetCell)> {
        let behind = self.cells.partition_point(|(start, _)| *start <= offset);
        self.cells.get(behind.checked_sub(1)?)
    }

    /// Turns byte offsets in the file into positions, cheapest when asked in ascending order.
    #[must_use]
    pub fn positions(&self) -> Positions<'_> {
        Positions { source: self, offset: 0, position: self.start() }
    }

    fn start(&self) -> Position {
        Position { line: self.first_line, column: 1 }
    }
}

/// A place for people: line and column count from 1, columns in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "a line and a column")]
pub struct Position {
    /// The line, from 1; lines end with `\n`.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// Walks through a text and says where a byte offset is.
///
/// ```
/// use jinyu::{Position, Source};
/// let source = Source::new("a.txt", "您好\n急什么");
/// let mut positions = source.positions();
/// assert_eq!(positions.at(10), Position { line: 2, column: 2 });
/// ```
#[derive(Clone, Debug)]
pub struct Positions<'s> {
    source: &'s Source,
    /// In the text, not in the file.
    offset: usize,
    position: Position,
}

/// How far apart the places are whose positions are kept, in bytes.
const MARK: usize = 4_096;

impl Positions<'_> {
    /// The position of a byte offset in the file. An offset outside the text is the nearest end of
    /// the text; one inside a character is that character. Costs the distance from the last offset
    /// asked for, at most a few thousand bytes; for the first leap in a text, a look at all of it.
    ///
    /// In a text that was made of cells, the line is the row of the sheet, and columns count from the
    /// beginning of the cell.
    pub fn at(&mut self, offset: usize) -> Position {
        let text = &self.source.text;
        let offset = offset.saturating_sub(self.source.offset).min(text.len());
        if let Some((start, cell)) = self.source.cell_from(offset) {
            let before = text.as_bytes().get(*start..offset).unwrap_or_default();
            return Position { line: cell.row, column: 1 + characters(before) };
        }
        if offset < self.offset || offset - self.offset > MARK {
            (self.offset, self.position) = self.source.mark(offset);
        }
        self.position.pass(text.as_bytes().get(self.offset..offset).unwrap_or_default());
        self.offset = offset;
        self.position
    }
}

impl Position {
    /// Goes on behind these bytes.
    fn pass(&mut self, mut passed: &[u8]) {
        if let Some(newline) = memchr::memrchr(b'\n', passed) {
            self.line += memchr::memchr_iter(b'\n', passed).count();
            self.column = 1;
            passed = passed.get(newline + 1..).unwrap_or_default();
        }
        self.column += characters(passed);
    }
}

/// Counts the characters that start in `bytes`: every byte that is not a continuation byte.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
