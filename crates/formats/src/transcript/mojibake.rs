//! Text whose UTF-8 bytes were each taken for a character of Latin-1, as Meta's programs export it:
//! `æ\u0082¨` is 您. Puts it right where that is certain, with the way back.

use crate::replies::Prose;
use jinyu::{InFile, InTurn, OffsetMap, Span};
use std::borrow::Cow;

/// What a text was meant to be; `None` where it is as it was meant.
fn repaired(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// A name as it was meant.
pub(super) fn name(name: Cow<'_, str>) -> Cow<'_, str> {
    repaired(&name).map_or(name, Cow::Owned)
}

/// A text as it was meant, and the way back to the file, to which `map` leads from the text as it is.
pub(super) fn text(
    text: &str,
    map: &OffsetMap<InTurn, InFile>,
) -> Option<(String, OffsetMap<InTurn, InFile>)> {
    let meant = repaired(text)?;
    let mut prose = Prose::default();
    let mut written = text.char_indices();
    for c in meant.chars() {
        let (first, last) = (written.next()?, written.by_ref().take(c.len_utf8() - 1).last());
        let (start, end) = (first.0, last.unwrap_or(first));
        let there = map.source(Span::new(start, end.0 + end.1.len_utf8()));
        prose.rewrite(there.start()..there.end(), c.encode_utf8(&mut [0; 4]));
    }
    prose.into_parts()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::json_string;

    #[test]
    fn each_character_leads_to_its_bytes() {
        let literal = r#""a\u00e6\u0082\u00a8!""#;
        let (written, map) = json_string(literal, 0);
        let (meant, map) = text(&written, &map).unwrap();
        assert_eq!(meant, "a您!");
        assert_eq!(map.source(Span::new(1, 4)), Span::new(2, 20));
        assert_eq!(map.source(Span::new(4, 5)), Span::new(20, 21));
        for text in ["plain", "caf\u{e9}", "您"] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
