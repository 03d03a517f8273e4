//! A named, decoded text, and the places in it that people are told. The one module that knows
//! what a line and a column are.

/// A file's name and its text, decoded to UTF-8.
///
/// The name is what a finding reports as its path; standard input is `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A text with the name to report it under.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source { name: name.into(), text: text.into() }
    }

    /// What findings call this text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Turns byte offsets into positions, cheapest when asked in ascending order.
    #[must_use]
    pub fn positions(&self) -> Positions<'_> {
        Positions { text: &self.text, offset: 0, position: Position { line: 1, column: 1 } }
    }
}

/// A place for people: line and column count from 1, columns in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Debug)]
pub struct Positions<'s> {
    text: &'s str,
    offset: usize,
    position: Position,
}

impl Positions<'_> {
    /// The position of a byte offset. An offset behind the text is the text's end; one inside a
    /// character is that character. Costs the distance from the last offset asked for; an offset
    /// before it is counted again from the start of the text.
    pub fn at(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        if offset < self.offset {
            self.offset = 0;
            self.position = Position { line: 1, column: 1 };
        }
        let passed = &self.text.as_bytes()[self.offset..offset];
        let mut column_from = 0;
        let newlines =
            memchr::memchr_iter(b'\n', passed).inspect(|at| column_from = at + 1).count();
        if newlines > 0 {
            self.position.line += newlines;
            self.position.column = 1;
        }
        self.position.column += characters(&passed[column_from..]);
        self.offset = offset;
        self.position
    }
}

/// Counts the characters that start in `bytes`: every byte that is not a continuation byte.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
