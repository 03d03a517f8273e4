//! HTML to turns: the text of each block is one, and so is each attribute that readers see or hear.
//! html5gum says what is text, as browsers do; no page is laid out, and styles are not looked at.

use super::html_text::{add, pieces};
use super::prose::{ELSE, Prose, Space};
use super::{Placed, in_order};
use crate::error::ReadError;
use crate::read::ReadOptions;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span as Bytes, Tokenizer};
use jinyu::{Source, Turn};
use std::convert::Infallible;
use std::ops::Range;

/// Elements whose text stands apart from the text around them.
const BLOCKS: &str = "\
    address article aside blockquote body button caption center col colgroup dd details dialog \
    dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header \
    hgroup hr html legend li listing main menu nav noscript ol optgroup option p plaintext pre \
    search section select summary table tbody td template textarea tfoot th thead title tr ul \
    xmp";
/// Elements in which nothing is text.
const SKIPPED: &str = "code kbd math pre samp script style svg var xmp";
/// Those of them that leave no trace.
const UNSEEN: &str = "script style";
/// Elements that show something between words and hold no text.
const SHOWN: &str = "audio canvas embed iframe img input object video";
/// Attributes that readers see or hear.
const SAID: &str = "alt aria-label placeholder title";

/// Whether an element stands apart from the text around it.
pub(crate) fn is_block(name: &str) -> bool {
    is_one_of(BLOCKS, name)
}

fn is_one_of(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// The turns of a page, and what is never closed in it, in the order of the file.
pub(crate) fn turns<'s>(
    source: &'s Source,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut page = Page::new(source.text(), source.offset(), None, options);
    page.read();
    page.complain_of_open();
    in_order(source, page.found)
}

/// The turns of a piece of HTML that stands in another text, from byte `start` of the file on, under
/// the heading `label`. A piece may leave elements open.
pub(super) fn turns_of_piece<'s>(
    text: &str,
    start: usize,
    label: Option<&str>,
    options: &ReadOptions,
) -> Vec<Placed<'s>> {
    let mut page = Page::new(text, start, label, options);
    page.read();
    page.found.retain(|(_, found)| found.is_ok());
    page.found
}

/// Tells of everything in a text, each with its bytes in it.
pub(crate) fn events(text: &str, mut tell: impl FnMut(CallbackEvent<'_>, Range<usize>)) {
    let callback = |event: CallbackEvent<'_>, Bytes { start, end }: Bytes| -> Option<Infallible> {
        tell(event, start..end);
        None
    };
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(callback);
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(text, emitter).for_each(drop);
}

/// A page that is being read.
struct Page<'t, 's, 'o> {
    text: &'t str,
    /// Where the text starts in the file.
    base: usize,
    options: &'o ReadOptions,
    prose: Prose,
    /// The id, or else the heading, that stands above.
    label: Option<String>,
    /// Whether the heading that is being read has an id.
    labelled: bool,
    tag: Tag,
    /// The element in which nothing is text, if any.
    skipped: Option<Skipped>,
    found: Vec<Placed<'s>>,
}

/// The start tag that is being read.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    start: usize,
    attribute: String,
    labelled: bool,
    /// Whether its end was not seen yet.
    open: bool,
}

#[derive(Debug)]
struct Skipped {
    name: String,
    /// How many elements of this name are open.
    depth: usize,
    start: usize,
}

impl<'t, 'o> Page<'t, '_, 'o> {
    fn new(text: &'t str, base: usize, label: Option<&str>, options: &'o ReadOptions) -> Self {
        Page {
            text,
            base,
            options,
            prose: Prose::default(),
            label: label.map(str::to_owned),
            labelled: false,
            tag: Tag::default(),
            skipped: None,
            found: Vec::new(),
        }
    }

    fn read(&mut self) {
        events(self.text, |event, at| self.event(&event, at));
        self.end_block();
    }

    fn event(&mut self, event: &CallbackEvent<'_>, at: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start_tag(&utf8(name), at.start),
            CallbackEvent::AttributeName { name } => self.tag.attribute = utf8(name),
            CallbackEvent::AttributeValue { value } => self.attribute(&utf8(value), at),
            CallbackEvent::CloseStartTag { self_closing } => self.tag_read(*self_closing, at.end),
            CallbackEvent::EndTag { name } => self.end_tag(&utf8(name), at),
            CallbackEvent::String { value } if self.skipped.is_none() => {
                let value = utf8(value);
                for piece in pieces(self.text, at, &value) {
                    add(&mut self.prose, self.base, piece);
                }
            }
            CallbackEvent::Error(error) => self.error(*error, at.start),
            CallbackEvent::String { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. } => {}
        }
    }

    fn start_tag(&mut self, name: &str, start: usize) {
        if self.skipped.is_none() && is_one_of(BLOCKS, name) {
            self.end_block();
        }
        self.tag = Tag { name: name.to_owned(), start, open: true, ..Tag::default() };
    }

    fn attribute(&mut self, value: &str, at: Range<usize>) {
        if self.skipped.is_some() {
            return;
        }
        let name = self.tag.attribute.as_str();
        if name == "id" && is_one_of(BLOCKS, &self.tag.name) {
            self.label = Some(value.to_owned());
            self.tag.labelled = true;
        } else if is_one_of(SAID, name) {
            let mut prose = Prose::default();
            for piece in pieces(self.text, at, value) {
                add(&mut prose, self.base, piece);
            }
            self.found.extend(prose.take(self.label.as_deref(), self.options));
        }
    }

    fn tag_read(&mut self, self_closing: bool, end: usize) {
        self.tag.open = false;
        let Tag { name, start, .. } = &self.tag;
        let name = name.as_str();
        if is_heading(name) {
            self.labelled = self.tag.labelled;
        }
        let foreign = matches!(name, "svg" | "math");
        match &mut self.skipped {
            Some(skipped) => skipped.depth += usize::from(skipped.name == name),
            None if foreign && self_closing => {}
            None if is_one_of(SKIPPED, name) => {
                self.skipped = Some(Skipped { name: name.to_owned(), depth: 1, start: *start });
            }
            None if name == "br" => {
                self.prose.space(self.base + start..self.base + end, Space::Line);
            }
            None if is_one_of(SHOWN, name) => {
                self.prose.rewrite(self.base + start..self.base + end, ELSE);
            }
            None => {}
        }
    }

    fn end_tag(&mut self, name: &str, at: Range<usize>) {
        if let Some(skipped) = &mut self.skipped {
            skipped.depth -= usize::from(skipped.name == name);
            if skipped.depth > 0 {
                return;
            }
            let start = self.base + skipped.start;
            self.skipped = None;
            if !is_one_of(BLOCKS, name) && !is_one_of(UNSEEN, name) {
                self.prose.rewrite(start..self.base + at.end, ELSE);
            }
        }
        if is_heading(name) && !self.labelled {
            let heading = self.prose.text().to_owned();
            self.end_block();
            self.label = Some(heading).filter(|heading| !heading.is_empty());
        } else if is_one_of(BLOCKS, name) {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.found.extend(self.prose.take(self.label.as_deref(), self.options));
    }

    /// Complains of what swallows everything behind it.
    fn error(&mut self, error: Error, at: usize) {
        let (opening, what) = match error {
            Error::EofInComment => ("<!--", "comment is never closed; close it with -->"),
            Error::EofInTag => ("<", "tag is never closed; close it, and the quotes in it"),
            _ => return,
        };
        let last = || self.text.get(..at).and_then(|before| before.rfind(opening));
        let of_tag = (self.tag.open && error == Error::EofInTag).then_some(self.tag.start);
        let start = of_tag.or_else(last).unwrap_or(at);
        let problem = format!("this {what}, because nothing behind it was read");
        self.found.push((self.base + start, Err(problem)));
    }

    fn complain_of_open(&mut self) {
        if let Some(Skipped { name, start, .. }) = &self.skipped {
            let problem = format!(
                "this <{name}> is never closed; close it with </{name}>, because nothing behind it \
                 was read"
            );
            self.found.push((self.base + start, Err(problem)));
        }
    }
}

pub(crate) fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
