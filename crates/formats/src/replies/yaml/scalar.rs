//! A YAML scalar to its text and the way back to the exact bytes of each character: through quotes,
//! escapes, folded lines and the indentation of blocks. The parser says what the text is; this
//! finds it again in the file, and where it cannot, the text is one piece.

use granit_parser::ScalarStyle;
use jinyu::{InFile, InTurn, OffsetMap};
use std::borrow::Cow;
use std::ops::Range;

/// A scalar as the parser gave it.
#[derive(Debug)]
pub(crate) struct Scalar<'s> {
    pub(crate) value: Cow<'s, str>,
    /// The whole text that it stands in, and where in that.
    pub(crate) file: &'s str,
    pub(crate) range: Range<usize>,
    pub(crate) style: ScalarStyle,
}

impl<'s> Scalar<'s> {
    /// The text, and the way back to the file, in which it starts at byte `start`.
    pub(crate) fn read(&self, start: usize) -> (Cow<'s, str>, OffsetMap<InTurn, InFile>) {
        let value = self.value.as_ref();
        let base = start.saturating_sub(self.range.start);
        let found = match self.style {
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                self.flow(start)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => self.block(base),
        };
        let map = found.unwrap_or_else(|| {
            let mut map = OffsetMap::starting_at(start);
            map.rewrite(value.len(), self.range.len());
            map
        });
        (self.value.clone(), map)
    }

    fn flow(&self, start: usize) -> Option<OffsetMap<InTurn, InFile>> {
        let literal = self.file.get(self.range.clone())?;
        let (inner, quote) = match self.style {
            ScalarStyle::SingleQuoted => (unquoted(literal, '\'')?, 1),
            ScalarStyle::DoubleQuoted => (unquoted(literal, '"')?, 1),
            _ => (literal, 0),
        };
        let map = OffsetMap::starting_at(start + quote);
        let mut flow = Flow { rest: inner, text: String::new(), map };
        if inner == self.value {
            flow.map.copy(inner.len());
            return Some(flow.map);
        }
        while !flow.rest.is_empty() {
            flow.step(self.style)?;
        }
        (flow.text == self.value).then_some(flow.map)
    }

    fn block(&self, base: usize) -> Option<OffsetMap<InTurn, InFile>> {
        let before = self.file.get(..self.range.start)?;
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let indent = self.range.start - line_start;
        if self.value.is_empty() || !before.get(line_start..)?.bytes().all(|byte| byte == b' ') {
            return None;
        }
        let leading = self.value.len() - self.value.trim_start_matches('\n').len();
        let first = (0..leading).try_fold(line_start, |at, _| line_before(self.file, at))?;
        let rest = self.file.get(first..self.range.end)?;
        let map = OffsetMap::starting_at(base + first);
        let mut block = Block { rest, wanted: &self.value, indent, map };
        while !block.rest.is_empty() && !block.wanted.is_empty() {
            block.line(self.style == ScalarStyle::Folded)?;
        }
        // The end of the file may stand for the end of the last line.
        block.map.rewrite(block.wanted.len(), 0);
        matches!(block.wanted, "" | "\n").then_some(block.map)
    }
}

fn unquoted(literal: &str, quote: char) -> Option<&str> {
    literal.strip_prefix(quote)?.strip_suffix(quote)
}

/// Where the line starts that ends directly before `at`, the start of a line.
fn line_before(file: &str, at: usize) -> Option<usize> {
    let before = file.get(..at)?;
    let before = before.strip_suffix('\n').map_or(before, |b| b.strip_suffix('\r').unwrap_or(b));
    let before = if before.len() == at { before.strip_suffix('\r')? } else { before };
    Some(before.rfind(['\n', '\r']).map_or(0, |at| at + 1))
}

/// The bytes of the line end that a text begins with; 0 where it does not.
fn line_end(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// A scalar in one of the styles that go on in the next line with a space.
struct Flow<'s> {
    rest: &'s str,
    text: String,
    map: OffsetMap<InTurn, InFile>,
}

impl Flow<'_> {
    fn step(&mut self, style: ScalarStyle) -> Option<()> {
        let plain = self.rest.find([' ', '\t', '\n', '\r', '\\', '\'']).unwrap_or(self.rest.len());
        if plain > 0 {
            return self.copy(plain);
        }
        match self.rest.chars().next()? {
            '\\' if style == ScalarStyle::DoubleQuoted => self.escape(),
            '\'' if style == ScalarStyle::SingleQuoted => {
                self.rest.starts_with("''").then(|| self.rewrite("'", 2))?
            }
            ' ' | '\t' | '\n' | '\r' => {
                let (blank, ends) = blanks(self.rest);
                match ends {
                    0 => self.copy(blank),
                    1 => self.rewrite(" ", blank),
                    more => self.rewrite(&"\n".repeat(more - 1), blank),
                }
            }
            _ => self.copy(1),
        }
    }

    fn escape(&mut self) -> Option<()> {
        let behind = self.rest.get(1..)?;
        if line_end(behind) > 0 {
            let (blank, ends) = blanks(behind);
            return self.rewrite(&"\n".repeat(ends - 1), 1 + blank);
        }
        let letter = behind.chars().next()?;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => {
                let meant = named_escape(letter);
                return self.rewrite(meant.encode_utf8(&mut [0; 4]), 1 + letter.len_utf8());
            }
        };
        let unit = hex(behind.get(1..)?, digits)?;
        if let Some(character) = char::from_u32(unit) {
            return self.rewrite(character.encode_utf8(&mut [0; 4]), 2 + digits);
        }
        let low = hex(behind.get(1 + digits..)?.strip_prefix("\\u")?, 4)?;
        let joined = 0x1_0000 + (unit.checked_sub(0xD800)? << 10) + low.checked_sub(0xDC00)?;
        let character = char::from_u32(joined)?;
        self.rewrite(character.encode_utf8(&mut [0; 4]), 2 * (2 + digits))
    }

    fn copy(&mut self, bytes: usize) -> Option<()> {
        let (copied, rest) = self.rest.split_at_checked(bytes)?;
        self.text.push_str(copied);
        self.map.copy(bytes);
        self.rest = rest;
        Some(())
    }

    fn rewrite(&mut self, text: &str, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        self.text.push_str(text);
        self.map.rewrite(text.len(), bytes);
        Some(())
    }
}

/// How many bytes of blanks and line ends a text begins with, and how many line ends are in them.
fn blanks(text: &str) -> (usize, usize) {
    let length = text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let blank = text.get(..length).unwrap_or_default();
    let ends = blank.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    (length, ends - blank.matches("\r\n").count())
}

fn named_escape(letter: char) -> char {
    match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        itself => itself,
    }
}

fn hex(text: &str, digits: usize) -> Option<u32> {
    u32::from_str_radix(text.get(..digits)?, 16).ok()
}

/// A scalar in one of the styles whose lines are indented.
struct Block<'s> {
    rest: &'s str,
    /// What of the text has not been found yet.
    wanted: &'s str,
    indent: usize,
    map: OffsetMap<InTurn, InFile>,
}

impl Block<'_> {
    /// Finds a line of the file, and the line ends behind it, in the text.
    fn line(&mut self, folded: bool) -> Option<()> {
        let indent = self.indentation(self.rest);
        self.drop(indent)?;
        let length = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
        let content = self.rest.get(..length)?;
        self.wanted = self.wanted.strip_prefix(content)?;
        self.map.copy(length);
        self.rest = self.rest.get(length..)?;
        if folded { self.folded_ends() } else { self.end() }
    }

    fn end(&mut self) -> Option<()> {
        let length = line_end(self.rest);
        match self.wanted.strip_prefix('\n').filter(|_| length > 0) {
            Some(wanted) => {
                self.wanted = wanted;
                if length == 1 {
                    self.map.copy(1)
                } else {
                    self.map.rewrite(1, length)
                }
                self.rest = self.rest.get(length..)?;
                Some(())
            }
            None => self.drop(length),
        }
    }

    /// The line ends up to the next line that is not empty: a space, or some line ends.
    fn folded_ends(&mut self) -> Option<()> {
        let mut length = 0;
        loop {
            let rest = self.rest.get(length..)?;
            let end = line_end(rest.get(if length == 0 { 0 } else { self.indentation(rest) }..)?);
            if end == 0 {
                break;
            }
            length += end + if length == 0 { 0 } else { self.indentation(rest) };
        }
        let ends = self.wanted.len() - self.wanted.trim_start_matches('\n').len();
        let made = if ends == 0 { usize::from(self.wanted.starts_with(' ')) } else { ends };
        if length == 0 {
            return Some(());
        }
        self.wanted = self.wanted.get(made..)?;
        self.map.rewrite(made, length);
        self.rest = self.rest.get(length..)?;
        Some(())
    }

    /// How many of the spaces that a line begins with are indentation.
    fn indentation(&self, line: &str) -> usize {
        line.bytes().take(self.indent).take_while(|byte| *byte == b' ').count()
    }

    fn drop(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        if bytes > 0 {
            self.map.rewrite(0, bytes);
        }
        Some(())
    }
}
