//! Laws of the readers of marked-up libraries: any text, written in any way that its format knows, is
//! read back, and each part of it maps to exactly the bytes that were written for it.

use jinyu::{InTurn, Source, Span};
use jinyu_formats::{Input, ReadOptions, read};
use proptest::prelude::*;
use std::ops::Range;

/// Writes a file, and keeps what each character of the text was written as.
#[derive(Default)]
struct Writer {
    file: String,
    text: String,
    places: Vec<Range<usize>>,
}

impl Writer {
    fn begin(file: &str) -> Writer {
        let mut writer = Writer { file: file.to_owned(), ..Writer::default() };
        writer.put("X", 'X');
        writer
    }

    /// Writes what is read as one character.
    fn put(&mut self, written: &str, meant: char) {
        let start = self.file.len();
        self.file.push_str(written);
        self.text.push(meant);
        self.places.push(start..self.file.len());
    }

    /// Writes what is not read.
    fn skip(&mut self, written: &str) {
        self.file.push_str(written);
    }

    fn last(&self) -> char {
        self.text.chars().next_back().unwrap_or('X')
    }

    /// Ends the file, reads it, and holds every part of the one turn against what was written.
    fn check(mut self, input: Input, end: &str) -> Result<(), TestCaseError> {
        self.file.push_str(end);
        let source = Source::part("-", self.file, 30, 3);
        let options = ReadOptions { input, ..ReadOptions::default() };
        let turns: Vec<_> = read(&source, &options).collect();
        let [Ok(turn)] = turns.as_slice() else {
            return Err(TestCaseError::fail(format!("{:?} is {turns:?}", source.text())));
        };
        prop_assert_eq!(turn.text(), &self.text, "{:?}", source.text());
        let edges: Vec<_> =
            self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        for first in 0..self.places.len() {
            for last in first..self.places.len() {
                let span = turn.in_file(Span::<InTurn>::new(edges[first], edges[last + 1]));
                let written = self.places[first].start + 30..self.places[last].end + 30;
                prop_assert_eq!(span.range(), written, "{:?}", source.text());
            }
        }
        Ok(())
    }
}

/// Characters, how each is written, and what stands before it.
fn pieces() -> impl Strategy<Value = Vec<(char, u8, u8)>> {
    let character = prop_oneof![
        3 => prop::sample::select("不清楚知道abcYZ19".chars().collect::<Vec<_>>()),
        1 => prop::sample::select(" \t\n\r\"'\\&<>=:#!*_|`-[]{}%。，？\u{0}\u{1b}\u{a0}\u{feff}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec((character, 0..3_u8, 0..6_u8), 0..14)
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '\u{4E00}'..='\u{9FFF}')
}

fn units(character: char) -> String {
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

proptest! {
    #[test]
    fn properties(pieces in pieces()) {
        let mut writer = Writer::begin("# c\nkey = ");
        for (character, style, glue) in pieces {
            if glue == 0 {
                writer.skip("\\\r\n \t");
            }
            match style {
                0 if !character.is_whitespace() && character != '\\' => {
                    writer.put(&character.to_string(), character);
                }
                1 if !matches!(character, 't' | 'n' | 'r' | 'f' | 'u' | '\n' | '\r') => {
                    writer.put(&format!("\\{character}"), character);
                }
                _ => writer.put(&units(character), character),
            }
        }
        writer.check(Input::Properties, "\n# end")?;
    }

    #[test]
    fn po(pieces in pieces()) {
        let mut writer = Writer::begin("msgid \"a\"\nmsgstr \"\"\n\"");
        for (character, style, glue) in pieces {
            if glue == 0 {
                writer.skip("\"\r\n  \"");
            }
            match (style, character) {
                (_, '\n') => writer.put("\\n", '\n'),
                (_, '\r') => writer.put("\\r", '\r'),
                (0, '"' | '\\') => writer.put(&format!("\\{character}"), character),
                (0, _) => writer.put(&character.to_string(), character),
                (style, _) => {
                    let mut bytes = [0; 4];
                    let bytes = character.encode_utf8(&mut bytes).bytes();
                    let escape = |byte| if style == 1 { format!("\\{byte:03o}") } else { format!("\\x{byte:02x}") };
                    writer.put(&bytes.map(escape).collect::<String>(), character);
                }
            }
        }
        writer.check(Input::Po, "\"\n")?;
    }

    #[test]
    fn html(pieces in pieces()) {
        let mut writer = Writer::begin("<h1></h1><p class='不'>");
        for (character, style, glue) in pieces {
            match glue {
                0 => writer.skip("<b>"),
                1 => writer.skip("</b ><!-- 不 --><i title>"),
                2 if writer.last().is_ascii_alphanumeric() => writer.put(" \r\n\t", ' '),
                2 if is_plain(writer.last()) && is_plain(character) && !character.is_ascii() => writer.skip("\n "),
                3 => writer.put("<br/>", '\n'),
                _ => {}
            }
            match style {
                0 if !matches!(character, ' ' | '\u{0}'..='\u{1f}' | '&' | '<') => {
                    writer.put(&character.to_string(), character);
                }
                _ if matches!(character, '\u{0}' | '\u{80}'..='\u{9f}') => writer.put("&#x0;", '\u{fffd}'),
                1 => writer.put(&format!("&#{};", u32::from(character)), character),
                _ => writer.put(&format!("&#x{:X};", u32::from(character)), character),
            }
        }
        writer.check(Input::Html, "</p>\n")?;
    }

    #[test]
    fn markdown(pieces in pieces()) {
        let mut writer = Writer::begin("> - ");
        for (character, style, glue) in pieces {
            match glue {
                0 => writer.skip("<!-- 不 -->"),
                1 if writer.last().is_ascii_alphanumeric() => {
                    writer.put("\n", ' ');
                    writer.skip(">   ");
                }
                1 if is_plain(writer.last()) && is_plain(character) && !character.is_ascii() => writer.skip("\r\n>   "),
                2 if is_plain(writer.last()) => {
                    writer.put("\\\n", '\n');
                    writer.skip(">   ");
                }
                3 => writer.skip("</b>"),
                _ => {}
            }
            match style {
                0 if is_plain(character) => writer.put(&character.to_string(), character),
                1 if character.is_ascii_punctuation() => {
                    writer.skip("\\");
                    writer.put(&character.to_string(), character);
                }
                _ if character == '\u{0}' => writer.put("&#0;", '\u{fffd}'),
                _ => writer.put(&format!("&#x{:x};", u32::from(character)), character),
            }
        }
        writer.check(Input::Markdown, "\n")?;
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_panics(text in "(<!--|-->|</|<pre|<code>|<p title=\"|\">|&#x?|&amp|;|msgid|msgstr\\[0\\]|\"|\\\\|\\\\u|\\\\7|#~?|---|```|~~~|\\| ?|:-|!\\[|\\]\\(|\\[\\^1\\]:?|> |- |\r?\n|\t|不|\\PC){0,40}") {
        for input in Input::ALL {
            let source = Source::part("-", text.clone(), 7, 2);
            let options = ReadOptions { input, ..ReadOptions::default() };
            for turn in read(&source, &options).flatten() {
                let all = turn.in_file(Span::new(0, turn.text().len()));
                prop_assert!(7 <= all.start() && all.end() <= 7 + text.len());
                prop_assert!(text.get(all.start() - 7..all.end() - 7).is_some());
            }
        }
    }
}

/// Nesting and repetition are linear and do not recurse.
#[test]
fn deep_and_long_files_are_read() {
    let cases = [
        (Input::Html, "<div><b><p>".repeat(20_000)),
        (Input::Html, "<p>&amp;不 ".repeat(20_000)),
        (Input::Html, "</div></code>".repeat(20_000)),
        (Input::Html, "<a title='".repeat(20_000)),
        (Input::Markdown, "> ".repeat(20_000)),
        (Input::Markdown, "- a\n".repeat(20_000)),
        (Input::Markdown, "[".repeat(20_000)),
        (Input::Markdown, "![不](a) <b>".repeat(20_000)),
        (Input::Po, "msgid \"a\"\nmsgstr \"\\346\\202\\250\"\n".repeat(20_000)),
        (Input::Properties, format!("a={}", "\\\n".repeat(20_000))),
        (Input::Paragraphs, "您好\n\n".repeat(20_000)),
    ];
    for (input, text) in cases {
        let source = Source::new("-", text);
        let options = ReadOptions { input, ..ReadOptions::default() };
        let _ = read(&source, &options).count();
    }
}
