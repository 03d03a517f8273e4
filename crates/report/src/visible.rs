//! Characters that would act on a terminal instead of being seen, as ones that are seen: a reply
//! must not be able to recolour, move or reverse the report about it, nor to give orders to the CI server that
//! shows it.

use std::borrow::Cow;
use std::ops::Range;

/// The character to show for `character`: itself, unless it controls the terminal.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        seen => seen,
    }
}

/// A text on one line, with nothing in it that acts on a terminal or on a CI server.
#[must_use]
pub fn one_line(text: &str) -> String {
    unordered(text.chars().map(visible).collect())
}

/// A text as it is, but for what acts on a terminal. Its lines stay lines.
#[must_use]
pub fn lines(text: &str) -> String {
    let seen = |c| if matches!(c, '\n' | '\t') { c } else { visible(c) };
    text.chars().map(seen).collect()
}

/// The same in as many bytes, so that places in it stay right. Line ends and tabs stay.
pub(crate) fn as_long(text: &str) -> Cow<'_, str> {
    let acts = |c: char| !matches!(c, '\n' | '\t' | '\r') && visible(c) != c;
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let stand_in = |c: char| match c.len_utf8() {
        _ if !acts(c) => c,
        1 => '?',
        2 => '\u{BF}',
        _ => '\u{FFFD}',
    };
    Cow::Owned(text.chars().map(stand_in).collect())
}

fn unordered(line: String) -> String {
    without_orders(line, 0..0).0
}

/// A line in which no CI server finds a command, and where a range of its bytes is in it: servers of GitHub, Azure and
/// TeamCity look for `##[error]`, `##vso[task]` and the like anywhere in a line.
pub(crate) fn without_orders(line: String, range: Range<usize>) -> (String, Range<usize>) {
    let is_order = |behind: &str| {
        behind.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[')
    };
    let pairs = || line.match_indices("##").map(|(at, _)| at + 1);
    if !pairs().any(|second| line.get(second + 1..).is_some_and(is_order)) {
        return (line, range);
    }
    let wider = WIDE.len_utf8() - 1;
    let moved = |edge: usize| edge + wider * pairs().filter(|second| *second < edge).count();
    let range = moved(range.start)..moved(range.end);
    (line.replace("##", &format!("#{WIDE}")), range)
}

/// What is shown of the second of two `#`.
const WIDE: char = '\u{FF03}';

/// How many characters of a message are shown, and how many of them are its beginning.
const MESSAGE: usize = 1_000;
const BEGINNING: usize = 600;

/// A message without its middle, where it quotes more than anybody reads. Its beginning says what is wrong, its
/// end what to do.
#[must_use]
pub fn message(text: &str) -> Cow<'_, str> {
    let edge = |at: usize| text.char_indices().nth(at).map(|(at, _)| at);
    let end = text.char_indices().nth_back(MESSAGE - BEGINNING - 1).map(|(at, _)| at);
    match (edge(BEGINNING), edge(MESSAGE), end) {
        (Some(beginning), Some(_), Some(end)) => {
            let shown = (text.get(..beginning), text.get(end..));
            let (beginning, end) = (shown.0.unwrap_or_default(), shown.1.unwrap_or_default());
            Cow::Owned(format!("{beginning} … {end}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// A text on one line, of which no more than its first `most` characters are shown.
pub(crate) fn short(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(most).map(visible).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    unordered(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(one_line("急\u{1b}[31m什\n么\u{202e}\0\u{7f}"), "急␛[31m什␊么\u{fffd}␀␡");
        assert_eq!(one_line("a\u{200b}不"), "a\u{200b}不");
        assert_eq!(one_line("# ## 急##[error]x##vso[a]"), "# #＃ 急#＃[error]x#＃vso[a]");
        assert_eq!(one_line("# ## 标题 [1]"), "# ## 标题 [1]");
        let (line, wording) = without_orders("###a[急##[x".into(), 5..8);
        assert_eq!((line.get(wording), line.as_str()), (Some("急"), "#＃#a[急#＃[x"));
        assert_eq!(lines("急\u{1b}\n么\u{2028}"), "急␛\n么\u{fffd}");
        assert_eq!(as_long("急\u{1b}[31m\u{85}么\u{202e}\r\n"), "急?[31m¿么\u{fffd}\r\n");
        assert_eq!(short("不清楚\n", 4), "不清楚␊");
        let long = |middle| format!("“{}”; 改", "不".repeat(middle));
        assert_eq!(message(&long(995)), long(995));
        assert_eq!(
            message(&long(996)),
            format!("“{} … {}”; 改", "不".repeat(599), "不".repeat(396))
        );
        assert_eq!(short("不清楚\n", 3), "不清楚…");
    }
}
