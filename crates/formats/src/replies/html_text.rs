//! What a row of characters of HTML stands for: spaces that collapse, character references, and
//! everything else as it is. Says which bytes became what, which html5gum does not; asks it what a
//! reference means, and knows no element.

use super::html::{events, utf8};
use super::prose::{Prose, Space};
use html5gum::emitters::callback::CallbackEvent;
use std::ops::Range;

/// A part of a text, and the bytes it stands at.
#[derive(Debug)]
pub(crate) enum Piece<'t> {
    /// As it is written.
    Plain(usize, &'t str),
    /// What a character reference stands for.
    Meant(Range<usize>, String),
    /// Spaces and line ends.
    Blank(Range<usize>, Space),
}

/// Adds a piece of a text that starts at byte `base` of the file.
pub(super) fn add(prose: &mut Prose, base: usize, piece: Piece<'_>) {
    match piece {
        Piece::Plain(at, text) => prose.copy(base + at, text),
        Piece::Meant(at, text) => prose.rewrite(base + at.start..base + at.end, &text),
        Piece::Blank(at, space) => prose.space(base + at.start..base + at.end, space),
    }
}

/// What the bytes `at` of a text are made of, which were read as `value`. One piece where it cannot
/// be seen what became of what.
pub(crate) fn pieces<'t>(text: &'t str, at: Range<usize>, value: &str) -> Vec<Piece<'t>> {
    let raw = text.get(at.clone()).unwrap_or_default();
    let mut pieces = Vec::new();
    let mut left = value;
    let mut from = 0;
    while let Some(rest) = raw.get(from..).filter(|rest| !rest.is_empty()) {
        let start = at.start + from;
        let (length, meant) = if rest.starts_with(is_blank) {
            let length = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
            let blank = rest.get(..length).unwrap_or_default();
            let wraps = blank.contains(['\n', '\r']);
            let space = if wraps { Space::Wrap } else { Space::Blank };
            pieces.push(Piece::Blank(start..start + length, space));
            (length, blank.replace("\r\n", "\n").replace('\r', "\n"))
        } else if let Some((length, meant)) = reference(rest, left) {
            pieces.push(Piece::Meant(start..start + length, meant.clone()));
            (length, meant)
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let more = rest.get(first..).unwrap_or_default();
            let length = first + more.find(|c| c == '&' || is_blank(c)).unwrap_or(more.len());
            let plain = rest.get(..length).unwrap_or_default();
            pieces.push(Piece::Plain(start, plain));
            (length, plain.to_owned())
        };
        let Some(more) = left.strip_prefix(meant.as_str()) else {
            return vec![Piece::Meant(at, value.to_owned())];
        };
        left = more;
        from += length;
    }
    pieces
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The bytes of the character reference that a text begins with, and what it stands for, if that is
/// what `value` begins with.
fn reference(text: &str, value: &str) -> Option<(usize, String)> {
    let named = text.strip_prefix('&')?;
    let name = named.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(named.len());
    let semicolon = named.get(name..).is_some_and(|behind| behind.starts_with(';'));
    let written = text.get(..1 + name + usize::from(semicolon))?;
    let mut meant = String::new();
    events(written, |event, _| {
        if let CallbackEvent::String { value } = event {
            meant = utf8(value);
        }
    });
    if meant == written || !value.starts_with(&meant) {
        return None;
    }
    // Of `&notit;` only `&not` is a reference.
    let same_end = written.bytes().rev().zip(meant.bytes().rev()).take_while(|(a, b)| a == b);
    let same_end = if semicolon && !meant.ends_with(';') { 0 } else { same_end.count() };
    let same_end = same_end.min(meant.len().saturating_sub(1));
    meant.truncate(meant.len() - same_end);
    Some((written.len() - same_end, meant))
}
