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
}

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
        }
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
        match self.stream.read_into(&mut self.text) {
            Ok(more) => self.ended = !more,
            Err(error) => {
                let last_line = memchr::memrchr(b'\n', self.text.as_bytes());
                self.text.truncate(last_line.map_or(0, |at| at + 1));
                self.ended = true;
                self.failure = Some(error);
            }
        }
        true
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
