//! A quoted string as it stands in a file, to its text and the way back to the exact bytes of each
//! character. Never checks the grammar around it: the parser that found the string has done so.

use jinyu::{InFile, InTurn, OffsetMap};
use std::borrow::Cow;

/// Reads a JSON string literal, quotes included, that starts at byte `start` of its file.
///
/// Borrows where there is no escape. Half of a surrogate pair is read as U+FFFD, as editors show
/// it, because a customer's broken emoji must not hide what the agent said.
///
/// ```
/// use jinyu::Span;
/// let (text, map) = jinyu_formats::json_string(r#""急\u4ec0么""#, 10);
/// assert_eq!(text, "急什么");
/// assert_eq!(map.source(Span::new(3, 6)), Span::new(14, 20));
/// ```
#[must_use]
pub fn json_string(literal: &str, start: usize) -> (Cow<'_, str>, OffsetMap<InTurn, InFile>) {
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut map = OffsetMap::starting_at(start + 1);
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        map.copy(inner.len());
        return (Cow::Borrowed(inner), map);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    let cut = |rest: &'_ str| memchr::memchr(b'\\', rest.as_bytes());
    while let Some((plain, escaped)) = cut(rest).and_then(|at| rest.split_at_checked(at)) {
        text.push_str(plain);
        map.copy(plain.len());
        let (character, length) = escape(escaped);
        text.push(character);
        map.rewrite(character.len_utf8(), length);
        rest = escaped.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    map.copy(rest.len());
    (Cow::Owned(text), map)
}

/// The character that the escape at the start of `rest` stands for, and the escape's bytes.
fn escape(rest: &str) -> (char, usize) {
    let plain = match rest.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'u') => return unicode_escape(rest),
        Some(&other) if other.is_ascii() => char::from(other),
        _ => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (plain, 2)
}

/// Reads `\uXXXX`, or two of them that are the halves of one character: the character, and the bytes
/// of the escape.
pub(crate) fn unicode_escape(rest: &str) -> (char, usize) {
    let Some(unit) = hex_unit(rest) else {
        return (char::REPLACEMENT_CHARACTER, 2);
    };
    if let Some(character) = char::from_u32(unit) {
        return (character, 6);
    }
    let low = rest.get(6..).and_then(hex_unit).filter(|low| (0xDC00..0xE000).contains(low));
    match low {
        Some(low) if unit < 0xDC00 => {
            let joined = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            (char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
        }
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

/// The number that the `\uXXXX` at the start of `rest` holds.
pub(crate) fn hex_unit(rest: &str) -> Option<u32> {
    let digits = rest.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(literal: &str) -> String {
        json_string(literal, 0).0.into_owned()
    }

    #[test]
    fn every_escape_of_json() {
        assert_eq!(text(r#""\"\\\/\b\f\n\r\t\u4f60""#), "\"\\/\u{8}\u{c}\n\r\t你");
        assert_eq!(text(r#""\ud83d\ude00!""#), "😀!");
        assert_eq!(text(r#""""#), "");
    }

    #[test]
    fn half_a_pair_is_a_replacement_character() {
        assert_eq!(text(r#""a\ud800b""#), "a\u{fffd}b");
        assert_eq!(text(r#""\udc00\ud800""#), "\u{fffd}\u{fffd}");
        assert_eq!(text(r#""\ud800\u4f60""#), "\u{fffd}你");
        assert_eq!(text(r#""\ud800\n""#), "\u{fffd}\n");
    }

    #[test]
    fn a_string_without_escapes_is_borrowed() {
        assert!(matches!(json_string(r#""您好""#, 3).0, Cow::Borrowed("您好")));
    }
}
