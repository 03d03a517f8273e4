//! Whether a place in a text is somebody else's words: between quotation marks, or in a line that
//! a mail program has marked as quoted. Works on the text as written, where the marks still stand.

use crate::span::{InTurn, Span};

const PAIRS: &[(char, char)] = &[
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
/// How far apart two quotation marks may stand, in bytes: beyond that one of them is a slip.
const LONGEST: usize = 600;

/// How long a quoted line may be, in bytes.
const LONGEST_LINE: usize = 4_000;

/// Whether the span is quoted. A text that is quoted as a whole is the speaker's own.
pub(crate) fn quoted(text: &str, span: Span<InTurn>) -> bool {
    in_quoted_line(text, span) || in_marks(text, span)
}

fn in_quoted_line(text: &str, span: Span<InTurn>) -> bool {
    let from = floor(text, span.start().saturating_sub(LONGEST_LINE));
    let before = &text[from..span.start()];
    let line = match before.rfind('\n') {
        Some(newline) => &before[newline + 1..],
        None if from == 0 => before,
        None => return false,
    };
    line.trim_start().starts_with(['>', '＞'])
}

fn in_marks(text: &str, span: Span<InTurn>) -> bool {
    let from = floor(text, span.start().saturating_sub(LONGEST));
    let to = floor(text, span.end().saturating_add(LONGEST).min(text.len()));
    let before = &text[from..span.start()];
    let behind = &text[span.end()..to];
    PAIRS.iter().any(|&(open, close)| {
        let Some(opened) = opening(before, open, close) else { return false };
        let Some(closed) = behind.find(close) else { return false };
        if close == '’' && behind[closed + close.len_utf8()..].starts_with(char::is_alphabetic) {
            return false;
        }
        let whole = from == 0
            && to == text.len()
            && before[..opened].trim().is_empty()
            && behind[closed + close.len_utf8()..].trim().is_empty();
        !whole
    })
}

/// Where the mark that is still open at the end of `before` stands.
fn opening(before: &str, open: char, close: char) -> Option<usize> {
    if open == close {
        let odd = before.matches(open).count() % 2 == 1;
        return before.rfind(open).filter(|_| odd);
    }
    let opened = before.rfind(open)?;
    (!before[opened..].contains(close)).then_some(opened)
}

/// The greatest character edge that is not behind `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&edge| text.is_char_boundary(edge)).unwrap_or(0)
}
