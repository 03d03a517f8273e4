//! Words that are written in markup: messages of help desks in HTML, captions with tags. What is left is
//! what people read, with the way back. Finds no message.

use crate::replies::{Piece, Prose, Space, events, is_block, pieces, utf8};
use html5gum::emitters::callback::CallbackEvent;
use jinyu::{InFile, InTurn, OffsetMap, Span};
use std::ops::Range;

/// Whether a text is a piece of HTML: it begins with an element that pages are made of.
pub(super) fn is_html(text: &str) -> bool {
    const FIRST: [&str; 10] = ["p", "div", "span", "br", "html", "body", "table", "ul", "ol", "b"];
    let Some(rest) = text.trim_start().strip_prefix('<') else { return false };
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let closed = rest.get(name.len()..).is_some_and(|rest| rest.starts_with(['>', ' ', '/']));
    closed && rest.contains('>') && FIRST.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Adds what people read of a text in HTML; `map` leads from the text to the file.
pub(super) fn html(prose: &mut Prose, text: &str, map: &OffsetMap<InTurn, InFile>) {
    let file = |range: Range<usize>| {
        let span = map.source(Span::new(range.start, range.end));
        span.start()..span.end()
    };
    events(text, |event, at| match event {
        CallbackEvent::String { value } => {
            for piece in pieces(text, at, &utf8(value)) {
                match piece {
                    Piece::Plain(start, plain) => {
                        prose.part(text, map, start..start + plain.len());
                    }
                    Piece::Meant(range, meant) => prose.rewrite(file(range), &meant),
                    Piece::Blank(range, space) => prose.space(file(range), space),
                }
            }
        }
        CallbackEvent::OpenStartTag { name } | CallbackEvent::EndTag { name } => {
            let name = utf8(name);
            if name == "br" || is_block(&name) {
                prose.space(file(at), Space::Line);
            }
        }
        _ => {}
    });
}

/// Adds what people read of a line of a caption, which starts at byte `start` of the file: without tags
/// and with the characters that are meant by `&amp;` and its like.
pub(super) fn caption(prose: &mut Prose, line: &str, start: usize) {
    let mut rest = line;
    while !rest.is_empty() {
        let at = start + line.len() - rest.len();
        let length = match tag_length(rest) {
            Some(length) => length,
            None => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let more = rest.get(first..).unwrap_or_default();
                let length = first + more.find(['<', '{']).unwrap_or(more.len());
                let words = rest.get(..length).unwrap_or_default();
                if words.contains('&') {
                    let mut map = OffsetMap::starting_at(at);
                    map.copy(words.len());
                    html(prose, words, &map);
                } else {
                    prose.copy(at, words);
                }
                length
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// How long the tag is that a text begins with: `<i>`, `</c>`, `<00:17.500>`, `{\an8}`.
fn tag_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let close = match (bytes.first()?, bytes.get(1)?) {
        (b'<', b'/' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => '>',
        (b'{', b'\\') => '}',
        _ => return None,
    };
    text.find(close).map(|at| at + 1)
}
