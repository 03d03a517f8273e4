//! Whether a place in a text is quoted: between quotation marks, or in a line that begins with `>`.

use crate::fold::{Class, class};
use std::ops::Range;

const MARKS: &[(char, char)] = &[
    ('“', '”'),
    ('「', '」'),
    ('『', '』'),
    ('﹁', '﹂'),
    ('《', '》'),
    ('〝', '〞'),
    ('"', '"'),
    ('＂', '＂'),
    ('‘', '’'),
];

/// How far away a quotation mark may stand, and the beginning of a quoted line, in bytes.
const FAR: usize = 600;
const LINE: usize = 4_000;

/// Whether some bytes of a text are quoted. A text that is quoted as a whole is not.
pub(crate) fn is_quoted(text: &str, place: &Range<usize>) -> bool {
    let edge = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    in_quoted_line(text, edge(place.start.saturating_sub(LINE)), place.start)
        || MARKS.iter().any(|&(open, close)| {
            let from = edge(place.start.saturating_sub(FAR));
            let to = edge(text.len().min(place.end + FAR));
            let before = &text[from..place.start];
            let behind = &text[place.end..to];
            let Some(opened) = still_open(before, open, close) else { return false };
            let Some(closed) = behind.find(close) else { return false };
            let rest = &behind[closed + close.len_utf8()..];
            let apostrophe = close == '’' && rest.starts_with(char::is_alphabetic);
            let nothing_else = from == 0
                && to == text.len()
                && before[..opened].chars().all(is_blank)
                && rest.chars().all(is_blank);
            !apostrophe && !nothing_else
        })
}

fn in_quoted_line(text: &str, from: usize, start: usize) -> bool {
    let before = &text[from..start];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let whole = from == 0 || before.contains('\n');
    whole && line.trim_start_matches(is_blank).starts_with(['>', '＞'])
}

/// White space, and what cannot be seen; apostrophes can.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || (class(character) == Class::Nothing && !"'’‘＇ʼ`´".contains(character))
}

/// Where the mark stands that is open at the end of a text.
fn still_open(text: &str, open: char, close: char) -> Option<usize> {
    let mut opened = None;
    for (at, character) in text.char_indices() {
        if character == open && (open != close || opened.is_none()) {
            opened = Some(at);
        } else if character == close {
            opened = None;
        }
    }
    opened
}
