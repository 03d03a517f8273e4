//! How one transcript is divided into turns, once its beginning was looked at: where its stretches may
//! be cut, and who reads them. Every shape that a transcript can have is named here once.

use super::captions::Captions;
use super::sheet::Sheet;
use super::table::Table;
use super::time::Times;
use super::told::Reading;
use super::{
    CallForm, Carry, ChatForm, Said, TranscriptOptions, TranscriptShape, UnreadTime, json, jsonl,
    shape,
};
use crate::error::ReadError;
use jinyu::Source;
use std::sync::Arc;

const NO_HEADS: &str = "no turns are recognised: hardly any line begins a message with a name or a time, \
     and it is no table, JSON or row of captions; say which shape it has, or what its columns hold";
/// How many bytes of text are looked at first for the order of dates.
const FEW: usize = 1 << 12;

/// What the beginning of a transcript says of all of it.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) layout: Layout,
    pub(super) times: Times,
    /// What is wrong with what was said of its keys.
    map_fault: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Layout {
    Jsonl,
    Json,
    Table(Table),
    Sheet(Sheet),
    Captions(Captions),
    Chat(ChatForm),
    Call,
}

impl Form {
    /// What a transcript of this name is that begins like this; `whole` says whether that is all of it.
    ///
    /// # Errors
    /// Why no turn can be read of it.
    pub(super) fn of_beginning(
        name: &str,
        head: &str,
        whole: bool,
        options: &TranscriptOptions,
    ) -> Result<Form, ReadError> {
        let shape = match options.shape {
            TranscriptShape::Auto => shape::of_text(name, head, whole, options),
            said => said,
        };
        let layout = Layout::of(shape, head, whole, options)
            .map_err(|fault| nothing(&Source::new(name, head), fault, options))?;
        let times = Times::new(options.date_order);
        let lines = matches!(layout, Layout::Jsonl);
        let map_fault = if lines { jsonl::map_fault(head, options) } else { None };
        let mut form = Form { layout, times, map_fault };
        form.learn_times(head, whole, options);
        Ok(form)
    }

    /// What a workbook is.
    ///
    /// # Errors
    /// Why no turn can be read of it.
    pub(super) fn of_workbook(
        source: &Arc<Source>,
        options: &TranscriptOptions,
    ) -> Result<Form, ReadError> {
        let sheet = Sheet::of(source, options).map_err(|fault| nothing(source, fault, options))?;
        let times = Times::new(options.date_order);
        let mut form = Form { layout: Layout::Sheet(sheet), times, map_fault: None };
        form.sample(source, options);
        Ok(form)
    }

    /// Whether it has no place to cut.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.layout, Layout::Json | Layout::Sheet(_))
    }

    /// Whether it is that of a workbook, which is no text.
    pub(super) fn is_workbook(&self) -> bool {
        matches!(self.layout, Layout::Sheet(_))
    }

    /// Decides how times are read from those of the beginning: from a few of them where none leaves the
    /// order of its date open.
    fn learn_times(&mut self, head: &str, whole: bool, options: &TranscriptOptions) {
        for most in [FEW, head.len()] {
            let end = self.cut(head, &mut 0, most.min(head.len()), whole).unwrap_or(head.len());
            let source = Source::new("", head.get(..end).unwrap_or_default());
            self.sample(&Arc::new(source), options);
            if self.times.orders().next().is_none() || end == head.len() {
                break;
            }
        }
    }

    fn sample(&mut self, source: &Arc<Source>, options: &TranscriptOptions) {
        let mut reading = Reading::new(source, options, &self.times).sampling();
        self.layout.read(&mut reading);
        let sample = reading.sample.unwrap_or_default();
        self.times = Times::of_sample(options.date_order, sample.iter().map(AsRef::as_ref));
    }

    /// Where a stretch ends that has at least `at_least` bytes, if that is known. No stretch ends before
    /// `searched`, which is moved on.
    pub(super) fn cut(
        &self,
        text: &str,
        searched: &mut usize,
        at_least: usize,
        whole: bool,
    ) -> Option<usize> {
        match &self.layout {
            Layout::Jsonl | Layout::Call => {
                let from = (*searched).max(at_least.saturating_sub(1));
                let rest = text.as_bytes().get(from..)?;
                let end = memchr::memchr(b'\n', rest).map(|at| from + at + 1);
                *searched = end.unwrap_or(text.len());
                end
            }
            Layout::Table(table) => table.cut(text, searched, at_least, whole),
            Layout::Chat(chat) => {
                let from = (*searched).max(at_least.saturating_sub(1));
                let end = chat.cut(text, from);
                let last_line = memchr::memrchr(b'\n', text.as_bytes());
                *searched = end.or(last_line).unwrap_or(0).max(*searched);
                end
            }
            Layout::Captions(_) => Captions::cut(text, searched, at_least, whole),
            Layout::Json | Layout::Sheet(_) => None,
        }
    }

    /// Takes a stretch into account that stands before the next one.
    pub(super) fn pass(&self, text: &str, carry: &mut Carry) {
        if let Layout::Chat(chat) = &self.layout {
            chat.pass(text, carry);
        }
    }

    /// What a stretch says; `carry` is what those before it left behind.
    pub(super) fn read(
        &self,
        source: &Arc<Source>,
        options: &TranscriptOptions,
        carry: &Carry,
    ) -> Said {
        let mut reading = Reading::new(source, options, &self.times);
        if let Some(fault) = self.map_fault.as_ref().filter(|_| source.offset() == 0) {
            reading.fault(0, fault.as_str());
        }
        match &self.layout {
            Layout::Chat(chat) => {
                let read = chat.read(source, carry);
                for UnreadTime { shape, range } in read.unread {
                    reading.unread(shape, range);
                }
                reading.said.utterances = read.utterances;
            }
            Layout::Call => return CallForm::read(source, options),
            records => records.read(&mut reading),
        }
        reading.said
    }
}

impl Layout {
    fn of(
        shape: TranscriptShape,
        head: &str,
        whole: bool,
        options: &TranscriptOptions,
    ) -> Result<Layout, (usize, String)> {
        Ok(match shape {
            TranscriptShape::Jsonl => Layout::Jsonl,
            TranscriptShape::Json => Layout::Json,
            TranscriptShape::Csv | TranscriptShape::Tsv => {
                let tabs = shape == TranscriptShape::Tsv;
                Layout::Table(Table::of_beginning(head, whole, tabs, options)?)
            }
            TranscriptShape::Srt => Layout::Captions(Captions::Srt),
            TranscriptShape::Vtt => Layout::Captions(Captions::Vtt),
            TranscriptShape::Call => Layout::Call,
            TranscriptShape::Chat | TranscriptShape::Auto | TranscriptShape::Xlsx => {
                let chat = ChatForm::detect(head, options);
                Layout::Chat(chat.ok_or_else(|| (0, NO_HEADS.to_owned()))?)
            }
        })
    }

    /// Reads records. Of chats and calls it reads nothing: they decide on their times themselves.
    fn read(&self, reading: &mut Reading<'_>) {
        match self {
            Layout::Jsonl => jsonl::read(reading),
            Layout::Json => json::read(reading),
            Layout::Table(table) => table.read(reading),
            Layout::Sheet(sheet) => sheet.read(reading),
            Layout::Captions(captions) => captions.read(reading),
            Layout::Chat(_) | Layout::Call => {}
        }
    }
}

/// Why no turn can be read of a text, and at which byte. Where somebody named its columns it was meant to
/// be a transcript.
fn nothing(source: &Source, fault: (usize, String), options: &TranscriptOptions) -> ReadError {
    let (at, problem) = fault;
    let position = source.positions().at(at);
    let error = ReadError::at(source.name(), position, problem).in_cell(source, at);
    error.of_nothing(options.map.is_empty())
}
