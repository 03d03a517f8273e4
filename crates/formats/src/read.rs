//! The one door to every reader: a source and what was asked for, to its turns, one at a time.

use crate::directive::alone;
use crate::error::ReadError;
use crate::input::Input;
use crate::jsonl::Record;
use crate::limit::Limits;
use crate::line::{Line, Lines};
use crate::path::Fields;
use crate::replies;
use jinyu::{Channel, Directive, OffsetMap, Role, Source, Span, Turn};

/// What is known about an input before it is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// How it is divided into turns.
    pub input: Input,
    /// The key that holds the text, in each object of JSON Lines.
    pub text_field: String,
    /// The key that holds its id. In a library of replies, the first of those that may.
    pub id_field: String,
    /// Which fields of a library hold replies.
    pub fields: Fields,
    /// Who speaks, where the input does not say.
    pub role: Role,
    /// Where the talk takes place, where the input does not say.
    pub channel: Option<Channel>,
    /// How large a message may be.
    pub limits: Limits,
}

impl Default for ReadOptions {
    /// `Auto`, keys `text` and `id`, the usual fields, nobody in particular nowhere in particular, the usual limits.
    fn default() -> Self {
        ReadOptions {
            input: Input::Auto,
            text_field: "text".into(),
            id_field: "id".into(),
            fields: Fields::default(),
            role: Role::Unknown,
            channel: None,
            limits: Limits::default(),
        }
    }
}

/// Yields the turns of a source in the order in which they stand in it.
///
/// A line, or a place of a library, that cannot be read is an error; what stands behind it is read
/// as far as the format lets it be told apart.
///
/// ```
/// use jinyu::{Source, Span};
/// use jinyu_formats::{ReadOptions, read};
/// let source = Source::new("replies.yaml", "- id: r1\n  text: \"急\\u4ec0么\"\n");
/// let options = ReadOptions::default();
/// let turn = read(&source, &options).next().unwrap()?;
/// assert_eq!((turn.id(), turn.text()), (Some("r1"), "急什么"));
/// assert_eq!(turn.in_file(Span::new(3, 9)).cut(source.text()), Some(r"\u4ec0么"));
/// # Ok::<(), jinyu_formats::ReadError>(())
/// ```
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
        let turn = match &mut self.shape {
            Shape::Text(whole) => {
                whole.take().map(|text| Ok(self.plain(text, self.source.offset())))
            }
            Shape::Lines(_) => self
                .line()
                .map(|turn| self.within(turn.text(), || turn_start(&turn)).map(|()| turn)),
            Shape::Jsonl(lines) => next_filled(lines).map(|line| {
                self.within(line.text, || line.start)?;
                self.record(line)
            }),
            Shape::Replies(turns) => turns.next(),
        };
        turn.map(|turn| turn.and_then(|turn| self.short_enough(turn)))
    }
}

/// Where the text of a turn begins in its file.
fn turn_start(turn: &Turn<'_>) -> usize {
    turn.in_file(Span::new(0, turn.text().len())).start()
}

fn next_filled<'s>(lines: &mut Lines<'s>) -> Option<Line<'s>> {
    lines.find(|line| !line.is_blank())
}

/// The directive that is all of a line.
fn directive_line(line: Line<'_>) -> Option<Directive> {
    let comment = line.text.trim_start().starts_with('#');
    comment.then(|| Directive::in_comment(line.text, line.start)).flatten()
}

impl<'s> Turns<'s, '_> {
    /// The next line that is a turn, with the directives in the lines directly before it.
    fn line(&mut self) -> Option<Turn<'s>> {
        let mut directives = Vec::new();
        while let Shape::Lines(lines) = &mut self.shape {
            let Some(line) = lines.next() else { break };
            if line.is_blank() {
                if !directives.is_empty() {
                    break;
                }
            } else if let Some(directive) = directive_line(line) {
                directives.push(directive);
            } else {
                return Some(self.plain(line.text, line.start).with_directives(directives));
            }
        }
        alone(directives)
    }
}

impl<'s, 'o> Turns<'s, 'o> {
    /// The turns of a text that is divided as `input` says.
    pub(crate) fn new(source: &'s Source, input: Input, options: &'o ReadOptions) -> Self {
        let shape = match input {
            Input::Lines => Shape::Lines(Lines::in_source(source)),
            Input::Jsonl => Shape::Jsonl(Lines::in_source(source)),
            Input::Text | Input::Auto => Shape::Text(Some(source.text())),
            Input::Yaml
            | Input::Json
            | Input::Csv
            | Input::Tsv
            | Input::Paragraphs
            | Input::Markdown
            | Input::Html
            | Input::Po
            | Input::Properties
            | Input::Xlsx => Shape::Replies(replies::turns(source, input, options).into_iter()),
        };
        Turns { source, options, shape }
    }

    /// Whether a line is no longer than one may be.
    fn within(&self, line: &str, start: impl FnOnce() -> usize) -> Result<(), ReadError> {
        if line.len() <= self.options.limits.record.bytes() {
            return Ok(());
        }
        let position = self.source.positions().at(start());
        Err(ReadError::at(self.source.name(), position, self.options.limits.of_line()))
    }

    fn short_enough(&self, turn: Turn<'s>) -> Result<Turn<'s>, ReadError> {
        let Some(problem) = self.options.limits.of_message(turn.text()) else { return Ok(turn) };
        let start = turn_start(&turn);
        Err(ReadError::at(self.source.name(), self.source.positions().at(start), problem))
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
