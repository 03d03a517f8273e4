//! Characters that would act on a terminal instead of being seen, as ones that are seen: a reply
//! must not be able to recolour, move or reverse the report about it.

/// The character to show for `character`: itself, unless it controls the terminal.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        seen => seen,
    }
}

/// A text on one line, with nothing in it that acts on a terminal.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A text on one line, of which no more than its first `most` characters are shown.
pub(crate) fn short(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(most).map(visible).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(one_line("急\u{1b}[31m什\n么\u{202e}\0\u{7f}"), "急␛[31m什␊么\u{fffd}␀␡");
        assert_eq!(one_line("a\u{200b}不"), "a\u{200b}不");
        assert_eq!(short("不清楚\n", 4), "不清楚␊");
        assert_eq!(short("不清楚\n", 3), "不清楚…");
    }
}
