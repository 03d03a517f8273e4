//! Markdown to turns: each paragraph, heading, list item, table cell and picture's description is one.
//! pulldown-cmark says what is text; front matter is looked at line by line, and no YAML is parsed.

use super::prose::{ELSE, Prose, Space, turn};
use super::{Placed, html, in_order};
use crate::error::ReadError;
use crate::fields::{Field, field};
use crate::read::ReadOptions;
use jinyu::{OffsetMap, Source, Turn};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Keys of front matter that hold text, besides those that usually hold a reply.
const TEXT_KEYS: &[&str] = &[
    "title",
    "subtitle",
    "subject",
    "summary",
    "description",
    "excerpt",
    "标题",
    "副标题",
    "主题",
    "摘要",
    "描述",
    "简介",
];

/// The turns of a document, in the order of the file.
pub(crate) fn turns<'s>(
    source: &'s Source,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut document = Document {
        text: source.text(),
        base: source.offset(),
        options,
        prose: Prose::default(),
        around: Vec::new(),
        label: None,
        inside: Inside::Text,
        found: Vec::new(),
    };
    for (event, at) in events(source.text()) {
        document.event(event, at);
    }
    document.end_block();
    in_order(source, document.found)
}

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options).into_offset_iter()
}

/// A document that is being read.
struct Document<'s, 'o> {
    text: &'s str,
    /// Where the text starts in the file.
    base: usize,
    options: &'o ReadOptions,
    prose: Prose,
    /// What stands around the picture that is being read, the outermost first.
    around: Vec<Prose>,
    /// The id of the heading above, or else its text.
    label: Option<String>,
    inside: Inside,
    found: Vec<Placed<'s>>,
}

/// What a document's pieces belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    Text,
    /// A heading, and its id.
    Heading(Option<String>),
    FrontMatter,
    /// Code, or HTML that is read on its own.
    NoText,
}

impl<'s> Document<'s, '_> {
    fn event(&mut self, event: Event<'s>, at: Range<usize>) {
        let file = self.base + at.start..self.base + at.end;
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match self.inside {
                Inside::Text | Inside::Heading(_) => self.piece(&text, at),
                Inside::FrontMatter => self.front_matter(at),
                Inside::NoText => {}
            },
            Event::SoftBreak => self.prose.space(file, Space::Wrap),
            Event::HardBreak => self.prose.space(file, Space::Line),
            Event::InlineHtml(tag) if is_line_break(&tag) => self.prose.space(file, Space::Line),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.prose.rewrite(file, ELSE);
            }
            Event::Rule => self.end_block(),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'s>, at: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. } => return,
            Tag::Image { .. } => {
                self.prose.rewrite(self.base + at.start..self.base + at.end, ELSE);
                self.around.push(std::mem::take(&mut self.prose));
                return;
            }
            _ => {}
        }
        self.end_block();
        match tag {
            Tag::Heading { id, .. } => self.inside = Inside::Heading(id.map(String::from)),
            Tag::MetadataBlock(_) => self.inside = Inside::FrontMatter,
            Tag::CodeBlock(_) => self.inside = Inside::NoText,
            Tag::HtmlBlock => {
                self.inside = Inside::NoText;
                let piece = self.text.get(at.clone()).unwrap_or_default();
                let (start, label) = (self.base + at.start, self.label.as_deref());
                self.found.extend(html::turns_of_piece(piece, start, label, self.options));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => {}
            TagEnd::Image => {
                let around = self.around.pop().unwrap_or_default();
                let mut described = std::mem::replace(&mut self.prose, around);
                self.found.extend(described.take(self.label.as_deref(), self.options));
            }
            _ => {
                let inside = std::mem::replace(&mut self.inside, Inside::Text);
                let heading = self.prose.text().to_owned();
                self.end_block();
                if let Inside::Heading(id) = inside {
                    self.label = Some(id.unwrap_or(heading)).filter(|label| !label.is_empty());
                }
            }
        }
    }

    fn piece(&mut self, text: &str, at: Range<usize>) {
        let (start, end) = (self.base + at.start, self.base + at.end);
        if self.text.get(at) == Some(text) {
            self.prose.copy(start, text);
        } else {
            self.prose.rewrite(start..end, text);
        }
    }

    fn end_block(&mut self) {
        self.found.extend(self.prose.take(self.label.as_deref(), self.options));
    }

    /// Reads the values of front matter that are simple: on one line, quoted or not, without escapes.
    fn front_matter(&mut self, at: Range<usize>) {
        let mut start = at.start;
        for line in self.text.get(at).unwrap_or_default().split_inclusive('\n') {
            if let Some((key, value)) = simple_value(line) {
                let from = self.base + start + (value.as_ptr() as usize - line.as_ptr() as usize);
                let mut map = OffsetMap::starting_at(from);
                map.copy(value.len());
                let turn = turn(value, map, Some(key.into()), self.options);
                self.found.push((from, Ok(turn)));
            }
            start += line.len();
        }
    }
}

fn is_line_break(tag: &str) -> bool {
    let inner = tag.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    inner.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}

/// The key of a line and its value, where the key holds text and the value is written as it is.
fn simple_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let known = |key: &str| {
        field(key) == Some(Field::Reply) || TEXT_KEYS.iter().any(|k| k.eq_ignore_ascii_case(key))
    };
    if key.starts_with(char::is_whitespace) || !known(key.trim_end()) {
        return None;
    }
    let value = value.trim();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => {
            let (inner, behind) = value.get(1..)?.split_once(quote)?;
            let clear = behind.trim_start().is_empty() || behind.trim_start().starts_with('#');
            Some(inner).filter(|inner| clear && !behind.starts_with('\'') && !inner.contains('\\'))
        }
        None if value.starts_with(NOT_PLAIN) => None,
        None => Some(value.split(" #").next().unwrap_or(value).trim_end()),
    };
    value.filter(|value| super::prose::says_something(value)).map(|value| (key.trim_end(), value))
}

/// What a YAML value begins with that is not written as it is.
const NOT_PLAIN: [char; 13] = ['|', '>', '&', '*', '!', '[', '{', '%', '@', '`', ',', '#', '?'];

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
