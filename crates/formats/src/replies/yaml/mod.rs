//! A YAML file to a tree. granit-parser reads the grammar; this only listens to its events. What an
//! alias stands for is never copied, so that no file can grow. Never recurses.

mod scalar;

pub(super) use scalar::Scalar;

use super::tree::{Builder, Scalar as Written, TooMany, Value, shown};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads a text that starts at byte `base` of its file into `builder`. Of a broken document all
/// that stands before the break is read, and then the documents behind it.
pub(super) fn read<'s>(text: &'s str, base: usize, builder: &mut Builder<'s>) {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_comments: false,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut reader = Reader { text, base, builder, anchors: BTreeMap::new(), skipped: 0 };
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                if let Err(TooMany) = reader.take(event, span) {
                    let at = reader.place(span);
                    return reader.builder.fault(at, TooMany::message());
                }
            }
            Err(error) => {
                reader.broken(&error);
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    return;
                }
            }
        }
    }
}

struct Reader<'s, 'b> {
    text: &'s str,
    base: usize,
    builder: &'b mut Builder<'s>,
    /// The node of each anchor.
    anchors: BTreeMap<usize, usize>,
    /// How many lists and maps are open inside of a key, which is not read.
    skipped: usize,
}

impl<'s> Reader<'s, '_> {
    fn take(&mut self, event: Event<'s>, span: Span) -> Result<(), TooMany> {
        if self.skipped > 0 {
            self.skip(&event);
            return Ok(());
        }
        let start = self.place(span);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(value, style, anchor, tag.as_deref(), span)?;
            }
            Event::Alias(id) => {
                let target = self.anchors.get(&id).copied();
                let value = target.map_or(Value::Other(Cow::Borrowed("")), Value::Alias);
                self.leaf(value, 0, span)?;
            }
            Event::UnresolvedAlias(name) => {
                let problem = format!(
                    "no anchor “&{name}” stands before this alias; correct its name or write the \
                     text here",
                    name = shown(&name)
                );
                self.builder.fault(start, problem);
                self.leaf(Value::Other(Cow::Borrowed("")), 0, span)?;
            }
            Event::SequenceStart(_, anchor, _) => self.open(Value::List, anchor, start)?,
            Event::MappingStart(_, anchor, _) => self.open(Value::Map, anchor, start)?,
            Event::SequenceEnd | Event::MappingEnd => self.builder.close(),
            _ => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        value: Cow<'s, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), TooMany> {
        if self.builder.wants_key() {
            self.builder.key(value, self.place(span));
            return Ok(());
        }
        let value = if is_text(&value, style, tag) {
            let range = span.byte_range().unwrap_or_default();
            Value::Text(Written::Yaml(Scalar { value, file: self.text, range, style }))
        } else {
            Value::Other(value)
        };
        self.leaf(value, anchor, span)
    }

    fn leaf(&mut self, value: Value<'s>, anchor: usize, span: Span) -> Result<(), TooMany> {
        if self.builder.wants_key() {
            let written = span.slice(self.text).unwrap_or_default();
            self.builder.key(Cow::Borrowed(written), self.place(span));
            return Ok(());
        }
        let node = self.builder.leaf(value, self.place(span))?;
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
        Ok(())
    }

    fn open(&mut self, value: Value<'s>, anchor: usize, start: usize) -> Result<(), TooMany> {
        if self.builder.wants_key() {
            // No name: a key that is a list or map, which no path can lead through.
            self.builder.key(Cow::Owned(format!("? {start}")), start);
            self.skipped = 1;
            return Ok(());
        }
        let node = self.builder.open(value, start)?;
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
        Ok(())
    }

    fn skip(&mut self, event: &Event<'_>) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => self.skipped += 1,
            Event::SequenceEnd | Event::MappingEnd => self.skipped -= 1,
            _ => {}
        }
    }

    fn broken(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let problem = if *error.kind() == ErrorKind::RecursionLimitExceeded {
            "lists and maps stand too deep in each other".into()
        } else {
            format!(
                "not valid YAML: {}; correct it here or shortly before, or put the text between \
                 quotes",
                error.info()
            )
        };
        self.builder.fault(self.base + at.min(self.text.len()), problem);
        self.builder.close_all();
        self.anchors.clear();
        self.skipped = 0;
    }

    fn place(&self, span: Span) -> usize {
        self.base + span.start.byte_offset().unwrap_or(0)
    }
}

/// Whether a scalar is a text rather than a number, a truth value or nothing.
fn is_text(value: &str, style: ScalarStyle, tag: Option<&Tag>) -> bool {
    match tag.and_then(Tag::core_suffix) {
        Some("str") => true,
        Some("binary" | "int" | "float" | "bool" | "null") => false,
        _ => style != ScalarStyle::Plain || !is_plain_data(value),
    }
}

fn is_plain_data(value: &str) -> bool {
    const WORDS: [&str; 4] = ["~", "null", "true", "false"];
    let numeric = value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    let number =
        || value.parse::<f64>().is_ok() || value.starts_with("0x") || value.starts_with("0o");
    value.is_empty()
        || WORDS.iter().any(|word| word.eq_ignore_ascii_case(value))
        || numeric && (number() || matches!(value, ".nan" | ".NaN" | ".inf" | "-.inf" | "+.inf"))
}
