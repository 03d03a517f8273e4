//! Logs of conversations: from bytes to [`Utterance`]s. [`Transcript`] cuts an input into stretches,
//! one after the other and at little cost; a [`Stretch`] is read on any thread. [`Sessions`] puts the turns
//! of a file together to conversations, in one place.

mod call;
mod captions;
mod chat;
mod colon;
mod flat;
mod form;
mod gap;
mod json;
mod jsonl;
mod lists;
mod markup;
mod mojibake;
mod names;
mod objects;
mod options;
mod record;
mod roles;
mod sense;
mod session;
mod sessions;
mod shape;
mod sheet;
mod slots;
mod table;
mod time;
mod told;
mod unread;
mod utterance;

pub use call::CallForm;
pub use chat::{Carry, ChatForm, ChatRead, UnreadTime};
pub use gap::Gap;
pub use options::{Column, DateOrder, TranscriptOptions, TranscriptShape};
pub use roles::other_side;
pub use session::Session;
pub use sessions::{SessionLimits, SessionNote, Sessions};
pub use time::{OrderBasis, TimeShape, Times};
pub use unread::UnreadTimes;
pub use utterance::Utterance;

use crate::error::ReadError;
use crate::limit::{Limits, Size};
use crate::stream::StreamError;
use crate::unpack::Unpacked;
use crate::window::Window;
use crate::workbook;
use form::Form;
use jinyu::{Position, Source};
use std::io::Read;
use std::sync::Arc;

/// How many bytes of text are looked at to find out how a transcript is divided into turns.
const HEAD: usize = 1 << 17;

/// Reads an input stretch by stretch, each of which can be read apart from the others. One that is packed
/// (gz, zst) is unpacked while it is read. How it is divided into turns is decided by its beginning, the
/// same for every size of stretches.
///
/// ```
/// use jinyu_formats::{Transcript, TranscriptOptions};
/// let csv = "会话ID,发送人类型,内容\n7,客服,您好\n7,客户,\"在吗\n急\"\n";
/// let options = TranscriptOptions::default();
/// let transcript = Transcript::new("chats.csv", csv.as_bytes(), &options, 1 << 20);
/// let mut said = Vec::new();
/// for stretch in transcript {
///     for utterance in stretch?.read(&options).utterances {
///         said.push(format!("{} {}", utterance.role.name(), utterance.text()));
///     }
/// }
/// assert_eq!(said, ["agent 您好", "customer 在吗\n急"]);
/// # Ok::<(), jinyu_formats::StreamError>(())
/// ```
#[derive(Debug)]
pub struct Transcript<R: Read> {
    window: Window<Unpacked<R>>,
    options: TranscriptOptions,
    size: usize,
    /// Known as soon as the beginning is there.
    form: Option<Arc<Form>>,
    /// Before this byte of what is decoded, no stretch ends.
    searched: usize,
    /// What a chat log said before the next stretch about what stands in it.
    carry: Carry,
    ended: bool,
}

/// Some whole records of a transcript, or all of it where it is no row of records.
#[derive(Clone, Debug)]
pub struct Stretch {
    source: Arc<Source>,
    form: Arc<Form>,
    carry: Carry,
}

/// What a stretch says.
#[derive(Debug, Default)]
pub struct Said {
    /// Its turns, in the order in which they were said: that in which they stand there, but for lists
    /// that begin with the latest.
    pub utterances: Vec<Utterance>,
    /// What of it could not be read. Each is a record that is left out.
    pub errors: Vec<ReadError>,
    /// Times that could not be read, each shape of them once. Their turns are there.
    pub unread_times: Vec<UnreadTimes>,
}

impl<R: Read> Transcript<R> {
    /// Stretches of at least `size` bytes of decoded text, but for the last one.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        input: R,
        options: &TranscriptOptions,
        size: usize,
    ) -> Self {
        Transcript {
            window: Window::new(name.into(), Unpacked::new(input)).with_returns(),
            options: options.clone(),
            size,
            form: None,
            searched: 0,
            carry: Carry::default(),
            ended: false,
        }
    }

    fn stretch(&mut self) -> Option<Result<Stretch, StreamError>> {
        let form = match self.form.clone() {
            Some(form) => form,
            None if self.is_workbook() => return Some(self.workbook()),
            None => match self.settle()? {
                Ok(form) => Arc::clone(self.form.insert(Arc::new(form))),
                Err(error) => return Some(Err(error)),
            },
        };
        let Limits { record, file, .. } = self.options.limits;
        let (limit, beyond, key) =
            if form.is_whole() { (file, 0, "file") } else { (record, self.size, "record") };
        let most = limit.bytes().saturating_add(beyond);
        let end = loop {
            let (text, whole) = (self.window.text(), self.window.has_all());
            match form.cut(text, &mut self.searched, self.size, whole) {
                Some(end) => break end,
                None if text.len() > most => return Some(Err(self.too_long(limit, key).into())),
                None if self.window.read_more() => {}
                None => break self.window.text().len(),
            }
        };
        self.searched = 0;
        if end == 0 {
            return self.window.failure().map(Err);
        }
        let source = Arc::new(self.window.cut(end, String::new()));
        let carry = self.carry.clone();
        form.pass(source.text(), &mut self.carry);
        Some(Ok(Stretch { source, form, carry }))
    }

    fn too_long(&self, limit: Size, key: &str) -> ReadError {
        let problem = format!(
            "more than {limit} without the end of a record; divide the file, or raise `limits: {key}`"
        );
        ReadError::at(self.window.name(), self.window.position(), problem)
    }

    /// Whether the input is no text: so it was said, or its name or its first bytes say so.
    fn is_workbook(&mut self) -> bool {
        match self.options.shape {
            TranscriptShape::Auto => {
                let named = shape::of_name(self.window.name());
                named == Some(TranscriptShape::Xlsx)
                    || named.is_none() && self.window.begins_with(b"PK\x03\x04")
            }
            said => said == TranscriptShape::Xlsx,
        }
    }

    /// All of a workbook, of which no stretch follows.
    fn workbook(&mut self) -> Result<Stretch, StreamError> {
        let bytes = self.window.bytes(workbook::LONGEST + 1)?;
        let source = Arc::new(workbook::records(self.window.name(), &bytes)?);
        let form = Arc::new(Form::of_workbook(&source, &self.options)?);
        self.form = Some(Arc::clone(&form));
        Ok(Stretch { source, form, carry: Carry::default() })
    }

    /// Decides how the transcript is divided into turns; `None` where there is nothing in it.
    fn settle(&mut self) -> Option<Result<Form, StreamError>> {
        while self.window.text().len() < HEAD && self.window.read_more() {}
        if self.window.text().is_empty() {
            return self.window.failure().map(Err);
        }
        let (text, whole) = (self.window.text(), self.window.has_all());
        let long = text.len() > HEAD;
        let most = text.len().min(HEAD);
        let end = (0..=most).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let head = text.get(..end).unwrap_or_default();
        let form = Form::of_beginning(self.window.name(), head, whole && !long, &self.options);
        Some(form.map_err(StreamError::from))
    }
}

impl<R: Read> Iterator for Transcript<R> {
    type Item = Result<Stretch, StreamError>;

    /// The next stretch. Of an input that cannot be read to its end, what stands before that place comes
    /// first; then, once, the error, which is also what comes of an input whose beginning says that it holds
    /// no turns. No stretch follows.
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let stretch = self.stretch();
        let is_all = self.form.as_ref().is_some_and(|form| form.is_workbook());
        self.ended = is_all || !matches!(stretch, Some(Ok(_)));
        stretch
    }
}

impl Stretch {
    /// The text, with its place in the file.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What it says. A record that cannot be read is an error, and shifts no other.
    #[must_use]
    pub fn read(&self, options: &TranscriptOptions) -> Said {
        let mut said = self.form.read(&self.source, options, &self.carry);
        let errors = &mut said.errors;
        said.utterances.retain(|utterance| {
            let Some(problem) = options.limits.of_message(utterance.text()) else { return true };
            let position = Position { line: utterance.line(), column: 1 };
            errors.push(ReadError::at(self.source.name(), position, problem));
            false
        });
        said
    }
}
