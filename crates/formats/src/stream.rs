//! The text of an input block by block, so that a long one need not be held. Recognises encodings by
//! a beginning; knows no line and no turn, and opens nothing.

use crate::decode::{Strict, UnreadableText, decode, decode_unmarked, likely};
use crate::error::ReadError;
use crate::workbook::UnreadableWorkbook;
use encoding_rs::{Encoding, UTF_8};
use std::fmt;
use std::io::{self, Read};

/// How many bytes are looked at to recognise an encoding. A shorter input is decoded as a whole.
const HEAD: usize = 1 << 18;
/// How many bytes are read first: most files are no longer, and are read at one go.
const FIRST: usize = 1 << 13;
/// How many bytes are held to recognise an encoding; then the likely one is taken.
const HELD: usize = 1 << 23;
/// How many bytes are read at once when the encoding is known.
const BLOCK: usize = 1 << 16;

/// Why an input could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// Its bytes could not be had.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// Its bytes are no text.
    #[error(transparent)]
    Undecodable(#[from] UnreadableText),
    /// Its bytes are no workbook, or one that is refused.
    #[error(transparent)]
    NoWorkbook(#[from] UnreadableWorkbook),
    /// Its beginning says that no turn can be read of it: there is no column that holds what was said,
    /// or one that somebody named is missing. Or more of it would have to be held than is taken at once.
    #[error(transparent)]
    Refused(#[from] ReadError),
}

/// Reads UTF-8, and UTF-16 with a byte order mark, block by block. What is in neither is held until
/// its end and decoded as [`decode`] does, because only the whole says which encoding it is in; of one
/// that is longer than 8 MiB those say it.
///
/// Nothing but ASCII is the same text in every encoding but UTF-16, and so is given away before the
/// encoding is known.
pub(crate) struct TextStream<R> {
    input: R,
    /// What was read and is not decoded yet.
    block: Vec<u8>,
    /// Where `block` starts in the input, in bytes.
    offset: usize,
    /// How long `block` is to be now.
    room: usize,
    rooms: Rooms,
    coding: Option<Coding>,
    ended: bool,
    /// Why the input could not be read to its end, until what stands before that is decoded.
    failure: Option<io::Error>,
}

/// How long a block is.
#[derive(Clone, Copy)]
struct Rooms {
    /// While its encoding is to be recognised.
    head: usize,
    /// At most, while it is.
    held: usize,
    /// When that is known. At least 4, so that a character goes in, and at most `head`.
    block: usize,
}

/// What a beginning says.
enum Coding {
    /// Nothing but ASCII: the block is text, and the next one may say more.
    Ascii,
    Utf8,
    /// The encoding that a byte order mark names.
    Marked(Strict),
}

impl<R> fmt::Debug for TextStream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextStream").field("offset", &self.offset).finish_non_exhaustive()
    }
}

impl<R: Read> TextStream<R> {
    pub(crate) fn new(input: R) -> Self {
        TextStream::with_rooms(input, Rooms { head: HEAD, held: HELD, block: BLOCK })
    }

    fn with_rooms(input: R, rooms: Rooms) -> Self {
        let (block, room) = (Vec::with_capacity(FIRST), rooms.head);
        TextStream {
            input,
            block,
            offset: 0,
            room,
            rooms,
            coding: None,
            ended: false,
            failure: None,
        }
    }

    /// Appends some more of the text, perhaps nothing, to `text`; `false` where there is no more.
    /// Where a byte is not in the encoding, what stands before it is appended as far as its encoding was
    /// known by then; where a byte cannot be had, the lines before it are.
    pub(crate) fn read_into(&mut self, text: &mut String) -> Result<bool, StreamError> {
        if self.ended {
            return self.failure.take().map_or(Ok(false), |failure| Err(failure.into()));
        }
        self.ended = self.fill();
        match &mut self.coding {
            None if self.ended => {
                if let Err(error) = self.whole(text) {
                    let failure = self.failure.take().map(StreamError::from);
                    return Err(failure.unwrap_or(error.into()));
                }
            }
            None => self.recognise(),
            Some(Coding::Ascii) => {
                self.utf8(text)?;
                (self.coding, self.room) = (None, self.rooms.head);
            }
            Some(Coding::Utf8) => self.utf8(text)?,
            Some(Coding::Marked(strict)) => {
                strict.decode(&self.block, self.ended && self.failure.is_none(), text)?;
                self.block.clear();
            }
        }
        Ok(true)
    }

    /// Whether the input begins with these bytes. Nothing may have been decoded before.
    pub(crate) fn begins_with(&mut self, bytes: &[u8]) -> bool {
        self.fill();
        self.block.starts_with(bytes)
    }

    /// The bytes of an input that is no text, `most` of them at most. Nothing may have been decoded before.
    pub(crate) fn bytes(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = std::mem::take(&mut self.block);
        let more = most.saturating_sub(bytes.len()) as u64;
        self.input.by_ref().take(more).read_to_end(&mut bytes)?;
        self.failure.take().map_or(Ok(bytes), Err)
    }

    /// Fills the block; whether the input is at its end. Of one that fails, whole lines are left.
    fn fill(&mut self) -> bool {
        let more = self.room.saturating_sub(self.block.len());
        if self.failure.is_some() {
            return true;
        }
        match self.input.by_ref().take(more as u64).read_to_end(&mut self.block) {
            Ok(read) => read < more,
            Err(error) => {
                if !matches!(self.coding, Some(Coding::Marked(_))) {
                    let last = memchr::memrchr(b'\n', &self.block);
                    self.block.truncate(last.map_or(0, |at| at + 1));
                }
                self.failure = Some(error);
                true
            }
        }
    }

    /// Decides what the block, which is not the last one, is in; or to look at twice as much.
    fn recognise(&mut self) {
        let mark = Encoding::for_bom(&self.block).filter(|_| self.offset == 0);
        if let Some((encoding, length)) = mark {
            self.block.drain(..length);
            self.offset = length;
            let marked = || Coding::Marked(Strict::new(encoding, length));
            self.coding = Some(if encoding == UTF_8 { Coding::Utf8 } else { marked() });
        } else if self.block.is_ascii() && !self.block.contains(&0) {
            self.coding = Some(Coding::Ascii);
        } else if surely_utf8(&self.block) {
            self.coding = Some(Coding::Utf8);
        } else if self.block.len() >= self.rooms.held {
            let encoding = likely(&self.block);
            let strict = || Coding::Marked(Strict::new(encoding, self.offset));
            self.coding = Some(if encoding == UTF_8 { Coding::Utf8 } else { strict() });
        }
        self.room =
            if self.coding.is_some() { self.rooms.block } else { self.room.saturating_mul(2) };
    }

    /// Decodes all that is left, in whatever encoding.
    fn whole(&mut self, text: &mut String) -> Result<(), UnreadableText> {
        let rest = match self.offset {
            0 => decode(&self.block),
            before => decode_unmarked(&self.block).map_err(|error| error.behind(before)),
        };
        self.block = Vec::new();
        if text.is_empty() {
            *text = rest?;
        } else {
            text.push_str(&rest?);
        }
        Ok(())
    }

    fn utf8(&mut self, text: &mut String) -> Result<(), UnreadableText> {
        let whole = if self.ended { self.block.as_slice() } else { before_cut(&self.block) };
        let Ok(read) = simdutf8::basic::from_utf8(whole) else {
            let before = self.block.utf8_chunks().next().map_or("", |chunk| chunk.valid());
            text.push_str(before);
            return Err(UnreadableText::new(self.offset + before.len(), UTF_8));
        };
        text.push_str(read);
        let read = read.len();
        self.block.drain(..read);
        self.offset += read;
        Ok(())
    }
}

/// Whether a beginning is UTF-8 and will not turn out to be anything else: it holds characters of
/// three bytes and up, which other encodings hardly ever make by chance, and is not full of zeros,
/// as UTF-16 is.
fn surely_utf8(head: &[u8]) -> bool {
    let head = before_cut(head);
    let wide = head.iter().filter(|&&byte| byte >= 0xE0).count();
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    wide > zeros && simdutf8::basic::from_utf8(head).is_ok()
}

/// What stands before a UTF-8 character that is cut off at the end.
fn before_cut(bytes: &[u8]) -> &[u8] {
    let cut = |back: usize| {
        let (before, cut) = bytes.split_at_checked(bytes.len().checked_sub(back)?)?;
        cut.first().is_some_and(|&first| width(first) > back).then_some(before)
    };
    (1..=3).find_map(cut).unwrap_or(bytes)
}

/// How many bytes a UTF-8 character has that begins with `first`.
fn width(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0.. => 4,
        _ => 1,
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
