//! Whether a place in a text is somebody else's words: between quotation marks, or in a line that
//! a mail program has marked as quoted. Works on the text as written, where the marks still stand.

use crate::fold::{Class, classify};
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
    let before = text.get(from..span.start()).unwrap_or_default();
    let line = match before.rsplit_once('\n') {
        Some((_, line)) => line,
        None if from == 0 => before,
        None => return false,
    };
    line.trim_start_matches(is_blank).starts_with(['>', '＞'])
}

fn in_marks(text: &str, span: Span<InTurn>) -> bool {
    let from = floor(text, span.start().saturating_sub(LONGEST));
    let to = floor(text, span.end().saturating_add(LONGEST).min(text.len()));
    let before = text.get(from..span.start()).unwrap_or_default();
    let behind = text.get(span.end()..to).unwrap_or_default();
    PAIRS.iter().any(|&(open, close)| {
        let Some(ahead) = before_opening(before, open, close) else { return false };
        let Some((_, after)) = behind.split_once(close) else { return false };
        if close == '’' && after.starts_with(char::is_alphabetic) {
            return false;
        }
        let blank = |text: &str| text.chars().all(is_blank);
        let whole = from == 0 && to == text.len() && blank(ahead) && blank(after);
        !whole
    })
}

/// What stands before the mark that is still open at the end of `before`.
fn before_opening(before: &str, open: char, close: char) -> Option<&str> {
    let (ahead, inside) = before.rsplit_once(open)?;
    let is_open =
        if open == close { before.matches(open).count() % 2 == 1 } else { !inside.contains(close) };
    is_open.then_some(ahead)
}

/// White space, and what cannot be seen; folding drops apostrophes as well, but one sees them.
fn is_blank(character: char) -> bool {
    let apostrophe = matches!(character, '\'' | '’' | '‘' | '＇' | 'ʼ' | '`' | '´');
    character.is_whitespace() || (classify(character) == Class::Invisible && !apostrophe)
}

/// The greatest character edge that is not behind `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&edge| text.is_char_boundary(edge)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, quoted};
    use crate::span::Span;

    #[test]
    fn a_line_is_looked_at_so_far_back() {
        for (before, is_quoted) in [
            (String::new(), false),
            ("> ".to_owned(), true),
            (format!("> {}", "a".repeat(LONGEST_LINE - 2)), true),
            (format!("> {}", "a".repeat(LONGEST_LINE - 1)), false),
            (format!("b> {}", "a".repeat(LONGEST_LINE - 2)), false),
            (format!("{}\n> ", "a".repeat(LONGEST_LINE)), true),
        ] {
            let text = format!("{before}no");
            let span = Span::new(before.len(), text.len());
            assert_eq!(quoted(&text, span), is_quoted, "{} bytes before", before.len());
        }
    }
}
