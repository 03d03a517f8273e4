//! An input cut into chunks of whole lines that can be linted apart from each other. Keeps no more
//! of it than the chunk that is being made; knows no encoding and no JSON.

use crate::error::ReadError;
use crate::input::Input;
use crate::limit::Limits;
use crate::read::{ReadOptions, Turns};
use crate::stream::StreamError;
use crate::window::Window;
use crate::workbook;
use jinyu::Source;
use std::io::Read;

/// Some lines of an input, or all of it where it is no row of lines, and how they are divided into turns.
#[derive(Debug)]
pub struct Chunk {
    source: Source,
    input: Input,
}

impl Chunk {
    /// The text, with its place in the file.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its turns, as [`read()`](crate::read()) yields them; `options.input` was decided before.
    #[must_use]
    pub fn turns<'c, 'o>(&'c self, options: &'o ReadOptions) -> Turns<'c, 'o> {
        Turns::new(&self.source, self.input, options)
    }

    /// Gives the text away, to be the buffer of another chunk.
    #[must_use]
    pub fn into_text(self) -> String {
        self.source.into_text()
    }
}

/// Reads an input chunk by chunk. Where it is divided into lines, a chunk is the fewest whole lines
/// that are long enough; otherwise it is the whole, which is then held. Of a workbook it is the text
/// that [`workbook()`](crate::workbook()) makes of it.
///
/// ```
/// use jinyu_formats::{Chunks, Input};
/// let mut chunks = Chunks::new("a.txt", "您好\n急什么".as_bytes(), Input::Lines, 1);
/// let mut spare = Vec::new();
/// let mut first_lines = Vec::new();
/// while let Some(chunk) = chunks.next(&mut spare) {
///     first_lines.push(chunk?.source().first_line());
/// }
/// assert_eq!(first_lines, [1, 2]);
/// # Ok::<(), jinyu_formats::StreamError>(())
/// ```
#[derive(Debug)]
pub struct Chunks<R> {
    window: Window<R>,
    input: Input,
    size: usize,
    limits: Limits,
    /// Before this byte of what is decoded, no chunk ends.
    searched: usize,
    begun: bool,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    /// Chunks of at least `size` bytes of decoded text, but for the last one.
    #[must_use]
    pub fn new(name: impl Into<String>, input: R, shape: Input, size: usize) -> Self {
        let window = Window::new(name.into(), input);
        let limits = Limits::default();
        Chunks { window, input: shape, size, limits, searched: 0, begun: false, ended: false }
    }

    /// The same with other limits than the usual ones.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Chunks { limits, ..self }
    }

    /// The next chunk, in a buffer out of `spare` if there is one. Of an input that cannot be read
    /// to its end and is divided into lines, the whole lines before that place come first.
    ///
    /// # Errors
    /// Once, where the input cannot be read further. No chunk follows.
    pub fn next(&mut self, spare: &mut Vec<String>) -> Option<Result<Chunk, StreamError>> {
        if self.ended {
            return None;
        }
        if self.is_workbook() {
            return self.workbook();
        }
        self.settle();
        let end = loop {
            match self.cut() {
                Some(end) => break end,
                None if self.is_too_long() => match self.last_line() {
                    Some(end) => break end,
                    None => return Some(Err(self.refused())),
                },
                None if self.window.read_more() => {}
                None => break self.window.text().len(),
            }
        };
        let nothing_left =
            if self.input.is_whole() { self.begun || self.window.failed() } else { end == 0 };
        self.begun = true;
        self.searched = 0;
        if nothing_left {
            return self.window.failure().map(Err);
        }
        let source = self.window.cut(end, spare.pop().unwrap_or_default());
        Some(Ok(Chunk { source, input: self.input }))
    }

    /// Whether more is held than is taken at once.
    fn is_too_long(&self) -> bool {
        let Limits { record, .. } = self.limits;
        let most = match self.is_held() {
            true => self.limits.whole(self.input).bytes(),
            false => record.bytes().saturating_add(self.size),
        };
        self.window.text().len() > most
    }

    /// Whether the input is held as a whole: so it is divided, or no number of bytes is enough for a chunk.
    fn is_held(&self) -> bool {
        self.input.is_whole() || self.size == usize::MAX
    }

    /// Behind the last whole line that is held, of an input that is divided into lines.
    fn last_line(&self) -> Option<usize> {
        let lines = Some(self.window.text()).filter(|_| !self.is_held())?;
        memchr::memrchr(b'\n', lines.as_bytes()).map(|at| at + 1)
    }

    fn refused(&mut self) -> StreamError {
        self.ended = true;
        let problem = match self.is_held() {
            true => self.limits.of_whole(self.input),
            false => self.limits.of_line(),
        };
        ReadError::at(self.window.name(), self.window.position(), problem).into()
    }

    /// Whether the input is no text: so it was said, or its name says so.
    fn is_workbook(&self) -> bool {
        let input = match self.input {
            Input::Auto => Input::of_name(self.window.name()),
            said => Some(said),
        };
        input == Some(Input::Xlsx)
    }

    /// The one chunk of a workbook.
    fn workbook(&mut self) -> Option<Result<Chunk, StreamError>> {
        if std::mem::replace(&mut self.begun, true) {
            return None;
        }
        let bytes = self.window.bytes(workbook::LONGEST + 1);
        let source = bytes.map_err(StreamError::from).and_then(|bytes| {
            workbook::workbook(self.window.name(), &bytes).map_err(StreamError::from)
        });
        Some(source.map(|source| Chunk { source, input: Input::Xlsx }))
    }

    /// Decides what `Auto` means here, for which the first line that is not blank must be there.
    /// Looks again whenever the text has doubled, so that a long first line takes linear time.
    fn settle(&mut self) {
        let mut looked_at = 0;
        while self.input == Input::Auto {
            let text = self.window.text();
            // Whatever a record may be, since that is not known before.
            let whole = self.window.has_all() || text.len() > Limits::default().record.bytes();
            if whole || text.len() > 2 * looked_at {
                looked_at = text.len();
                let said = Input::of_beginning(self.window.name(), text, whole);
                self.input = said.unwrap_or(Input::Auto);
            }
            if self.input == Input::Auto {
                self.window.read_more();
            }
        }
    }

    /// Where in the text the next chunk ends, if that is known.
    fn cut(&mut self) -> Option<usize> {
        if self.input.is_whole() {
            return None;
        }
        let text = self.window.text();
        let mut from = self.searched.max(self.size.saturating_sub(1));
        loop {
            let rest = text.as_bytes().get(from..)?;
            let Some(at) = memchr::memchr(b'\n', rest) else {
                self.searched = text.len();
                return None;
            };
            from += at + 1;
            if self.input != Input::Lines || !ends_with_comment(text, from) {
                return Some(from);
            }
        }
    }
}

/// Whether the last line before `end`, which is behind a line end, may be about the next one.
fn ends_with_comment(text: &str, end: usize) -> bool {
    let lines = text.get(..end).and_then(|lines| lines.strip_suffix('\n')).unwrap_or_default();
    let last = lines.rsplit('\n').next().unwrap_or_default();
    last.trim_ascii_start().starts_with('#')
}
