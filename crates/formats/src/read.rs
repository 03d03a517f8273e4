//! The one door to every reader: a source and what was asked for, to its turns, one at a time.

use crate::error::ReadError;
use crate::input::Input;
use crate::jsonl::Record;
use crate::line::{Line, Lines};
use crate::replies;
use jinyu::{Channel, OffsetMap, Role, Source, Turn};

/// What is known about an input before it is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// How it is divided into turns.
    pub input: Input,
    /// The key that holds the text of a JSON object.
    pub text_field: String,
    /// The key that holds its id.
    pub id_field: String,
    /// Who speaks, where the input does not say.
    pub role: Role,
    /// Where the talk takes place, where the input does not say.
    pub channel: Option<Channel>,
}

impl Default for ReadOptions {
    /// `Auto`, keys `text` and `id`, nobody in particular nowhere in particular.
    fn default() -> Self {
        ReadOptions {
            input: Input::Auto,
            text_field: "text".into(),
            id_field: "id".into(),
            role: Role::Unknown,
            channel: None,
        }
    }
}

/// Yields the turns of a source in the order in which they stand in it.
///
/// A line that cannot be read is an error; the lines behind it are still read.
#[must_use]
pub fn read<'s, 'o>(source: &'s Source, options: &'o ReadOptions) -> Turns<'s, 'o> {
    Turns::new(source, options.input.detect(source), options)
}

/// The turns of one source; see [`read`].
#[derive(Debug)]
pub struct Turns<'s, 'o> {
    source: &'s Source,
    options: &'o ReadOptions,
    shape: Shape<'s>,
}

#[derive(Debug)]
enum Shape<'s> {
    Text(Option<&'s str>),
    Lines(Lines<'s>),
    Jsonl(Lines<'s>),
    /// The turns of a library of replies, all of which are known before the first is asked for.
    Replies(std::vec::IntoIter<Result<Turn<'s>, ReadError>>),
}

impl<'s> Iterator for Turns<'s, '_> {
    type Item = Result<Turn<'s>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.shape {
            Shape::Text(whole) => {
                whole.take().map(|text| Ok(self.plain(text, self.source.offset())))
            }
            Shape::Lines(lines) => {
                next_filled(lines).map(|line| Ok(self.plain(line.text, line.start)))
            }
            Shape::Jsonl(lines) => next_filled(lines).map(|line| self.record(line)),
            Shape::Replies(turns) => turns.next(),
        }
    }
}

fn next_filled<'s>(lines: &mut Lines<'s>) -> Option<Line<'s>> {
    lines.find(|line| !line.is_blank())
}

impl<'s, 'o> Turns<'s, 'o> {
    /// The turns of a text that is divided as `input` says.
    pub(crate) fn new(source: &'s Source, input: Input, options: &'o ReadOptions) -> Self {
        let shape = match input {
            Input::Lines => Shape::Lines(Lines::in_source(source)),
            Input::Jsonl => Shape::Jsonl(Lines::in_source(source)),
            Input::Text | Input::Auto => Shape::Text(Some(source.text())),
            Input::Paragraphs
            | Input::Markdown
            | Input::Html
            | Input::Po
            | Input::Properties
            | Input::Xlsx => Shape::Replies(replies::turns(source, input, options).into_iter()),
        };
        Turns { source, options, shape }
    }

    fn plain(&self, text: &'s str, start: usize) -> Turn<'s> {
        let mut map = OffsetMap::starting_at(start);
        map.copy(text.len());
        Turn::new(text)
            .with_map(map)
            .with_role(self.options.role)
            .with_channel(self.options.channel)
    }

    fn record(&self, line: Line<'s>) -> Result<Turn<'s>, ReadError> {
        let fields = [self.options.text_field.as_str(), self.options.id_field.as_str()];
        Record::parse(line.text, fields)
            .and_then(|record| record.turn(line, self.options))
            .map_err(|fault| ReadError::new(self.source.name(), line, fault))
    }
}
