//! The decoded text of an input, of which only the part is held that is looked at now. Cuts pieces off
//! its beginning where it is told to; knows no format.

use crate::stream::{StreamError, TextStream};
use jinyu::{Position, Source};
use std::io::Read;

/// What is decoded and not cut off yet, and where it stands in the file.
#[derive(Debug)]
pub(crate) struct Window<R> {
    name: String,
    stream: TextStream<R>,
    text: String,
    /// How many bytes of `text` are cut off already.
    given: usize,
    /// Where what is left starts in the decoded file.
    offset: usize,
    line: usize,
    ended: bool,
    failure: Option<StreamError>,
    ends: Ends,
}

/// With what lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// As the text says: nothing is changed.
    Kept,
    /// To be found out.
    Open,
    /// With `\r` alone, as on old computers of Apple, and in what their spreadsheets still write.
    Returns,
}

/// How much of a text must be without `\n` for its `\r` to be line ends, in bytes.
const UNBROKEN: usize = 1 << 16;

impl<R: Read> Window<R> {
    pub(crate) fn new(name: String, input: R) -> Self {
        Window {
            name,
            stream: TextStream::new(input),
            text: String::new(),
            given: 0,
            offset: 0,
            line: 1,
            ended: false,
            failure: None,
            ends: Ends::Kept,
        }
    }

    /// Reads `\r` as the end of a line where the text begins with lines that end so; every byte stays
    /// in its place.
    pub(crate) fn with_returns(mut self) -> Self {
        self.ends = Ends::Open;
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where what is not cut off begins.
    pub(crate) fn position(&self) -> Position {
        Position { line: self.line, column: 1 }
    }

    /// What is decoded and not cut off.
    pub(crate) fn text(&self) -> &str {
        self.text.get(self.given..).unwrap_or_default()
    }

    /// Whether no text follows behind it.
    pub(crate) fn has_all(&self) -> bool {
        self.ended
    }

    /// Why no text follows, where that is a failure.
    pub(crate) fn failure(&mut self) -> Option<StreamError> {
        self.failure.take()
    }

    pub(crate) fn failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether the input begins with these bytes. Nothing may have been read before.
    pub(crate) fn begins_with(&mut self, bytes: &[u8]) -> bool {
        self.stream.begins_with(bytes)
    }

    /// The bytes of an input that is no text, `most` of them at most. Nothing may have been read before.
    pub(crate) fn bytes(&mut self, most: usize) -> std::io::Result<Vec<u8>> {
        self.stream.bytes(most)
    }

    /// Decodes more; `false` where the end was reached before. Of an input that cannot be read to its
    /// end, the whole lines before that place are left.
    pub(crate) fn read_more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        self.text.drain(..self.given);
        self.given = 0;
        let before = self.text.len();
        let read = self.stream.read_into(&mut self.text);
        self.ended = !matches!(read, Ok(true));
        self.end_lines(before);
        match read {
            Ok(_) => {}
            Err(error) => {
                let last_line = memchr::memrchr(b'\n', self.text.as_bytes());
                self.text.truncate(last_line.map_or(0, |at| at + 1));
                self.failure = Some(error);
            }
        }
        true
    }

    /// Puts line ends as others know them into what was read behind `before` bytes.
    fn end_lines(&mut self, before: usize) {
        let mut from = before;
        if self.ends == Ends::Open {
            let text = self.text.as_bytes();
            let first = memchr::memchr2(b'\n', b'\r', text);
            let returns = memchr::memchr(b'\n', text).is_none()
                && first.is_some_and(|at| at + 1 < text.len() || self.ended);
            match first {
                Some(_) if returns && (text.len() >= UNBROKEN || self.ended) => {
                    (self.ends, from) = (Ends::Returns, 0);
                }
                Some(_) if !returns => self.ends = Ends::Kept,
                _ => return,
            }
        }
        if self.ends == Ends::Returns {
            let read = self.text.split_off(from);
            self.text.push_str(&read.replace('\r', "\n"));
        }
    }

    /// Cuts off the next `length` bytes, in this buffer; all that there is takes the text as it is.
    pub(crate) fn cut(&mut self, length: usize, mut buffer: String) -> Source {
        buffer.clear();
        if self.given == 0 && length == self.text.len() {
            std::mem::swap(&mut buffer, &mut self.text);
        } else {
            let piece = self.text.get(self.given..self.given + length).unwrap_or_default();
            buffer.push_str(piece);
            self.given += piece.len();
        }
        let (offset, line) = (self.offset, self.line);
        self.offset += buffer.len();
        self.line += memchr::memchr_iter(b'\n', buffer.as_bytes()).count();
        Source::part(self.name.as_str(), buffer, offset, line)
    }
}
