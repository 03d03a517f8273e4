//! Any text, written in each style by a writer of this file and read again, is the same text, and
//! each of its characters stands where it was written.

use super::options;
use jinyu::{Source, Span};
use jinyu_formats::{Input, read};
use proptest::prelude::*;

/// A file that holds one reply, and where each character of that was written.
struct Written {
    file: String,
    places: Vec<(usize, usize)>,
}

impl Written {
    fn new(before: &str) -> Self {
        Written { file: before.into(), places: Vec::new() }
    }

    /// Writes the next character of the text as `form`.
    fn character(&mut self, form: &str) {
        let start = self.file.len();
        self.file.push_str(form);
        self.places.push((start, self.file.len()));
    }
}

/// Reads the file again: the text is `text`, and all its pieces are where they were written.
fn same(input: Input, written: &Written, text: &str) {
    let source = Source::new("f", written.file.as_str());
    let options = options(input, &[]);
    let turn = match read(&source, &options).next() {
        Some(turn) => turn.unwrap(),
        None => return assert_eq!(text.trim(), "", "{:?}", written.file),
    };
    assert_eq!(turn.text(), text, "{:?}", written.file);
    let ends = text.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    let ends: Vec<_> = ends.zip(&written.places).collect();
    for (((start, _), (from, _)), to) in ends.iter().zip(0..) {
        for ((_, end), (_, until)) in ends.iter().skip(to).step_by(3) {
            let span = turn.in_file(Span::new(*start, *end));
            assert_eq!(span, Span::new(*from, *until), "{:?} {text:?}", written.file);
        }
    }
}

fn json(text: &str, escaped: &[bool]) -> Written {
    let mut written = Written::new("{\"a\": 1, \"text\": \"");
    for (c, escaped) in text.chars().zip(escaped.iter().cycle()) {
        let mut units = [0; 2];
        let form = match c {
            '"' | '\\' => format!("\\{c}"),
            '\n' if *escaped => "\\n".into(),
            _ if *escaped || c < ' ' => {
                c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04X}")).collect()
            }
            _ => c.to_string(),
        };
        written.character(&form);
    }
    written.file.push_str("\"}");
    written
}

fn double_quoted(text: &str, escaped: &[bool]) -> Written {
    let mut written = Written::new("- a: 1\n  text: \"");
    for (c, escaped) in text.chars().zip(escaped.iter().cycle()) {
        let form = match c {
            '"' | '\\' => format!("\\{c}"),
            '\n' => "\\n".into(),
            '\t' => "\\t".into(),
            _ if *escaped || c.is_control() || c == '\u{feff}' => {
                format!("\\U{:08X}", u32::from(c))
            }
            _ => c.to_string(),
        };
        if *escaped && c.is_alphabetic() {
            // Goes on in the next line, with nothing between.
            written.file.push_str("\\\n    ");
        }
        written.character(&form);
    }
    written.file.push_str("\"\n");
    written
}

fn single_quoted(text: &str) -> Written {
    let mut written = Written::new("text: '");
    for c in text.chars() {
        written.character(&if c == '\'' { "''".into() } else { c.to_string() });
    }
    written.file.push_str("' # '\n");
    written
}

/// A block: each line indented by some spaces, `|` or, with an empty line behind each, `>`.
fn block(text: &str, indent: usize, folded: bool, crlf: bool) -> Written {
    let end = if crlf { "\r\n" } else { "\n" };
    let style = if folded { ">" } else { "|" };
    let mut written = Written::new(&format!("text: {style}{indent}-{end}"));
    let lines: Vec<&str> = text.split('\n').collect();
    for (at, line) in lines.iter().enumerate() {
        written.file.push_str(&" ".repeat(indent));
        line.chars().for_each(|c| written.character(c.encode_utf8(&mut [0; 4])));
        if at + 1 < lines.len() {
            written.character(&if folded { end.repeat(2) } else { end.into() });
        }
    }
    written.file.push_str(end);
    written.file.push_str("z: 1");
    written.file.push_str(end);
    written
}

fn csv(text: &str, before: &str) -> Written {
    let mut written = Written::new(&format!("a,text,b\n{before},\""));
    for c in text.chars() {
        written.character(&if c == '"' { "\"\"".into() } else { c.to_string() });
    }
    written.file.push_str("\",z\r\n");
    written
}

/// Any text without what YAML and JSON allow as an escape only.
fn printable() -> impl Strategy<Value = String> {
    "[ -~您好不清楚，。“é😀 \u{3000}'\"\\\\{}#:,&*|>%@`-]{0,24}"
}

fn line() -> impl Strategy<Value = String> {
    "[a-z您好不清楚，。😀'\"#:&*\\\\]([a-z您好不清楚，。😀 '\"#:&*\\\\]{0,8}[a-z您好，'\"])?"
}

proptest! {
    #[test]
    fn json_strings(text in any::<String>(), escaped in prop::collection::vec(any::<bool>(), 1..5)) {
        same(Input::Json, &json(&text, &escaped), &text);
    }

    #[test]
    fn yaml_double_quotes(
        text in any::<String>(),
        escaped in prop::collection::vec(any::<bool>(), 1..5),
    ) {
        same(Input::Yaml, &double_quoted(&text, &escaped), &text);
    }

    #[test]
    fn yaml_single_quotes(text in printable()) {
        same(Input::Yaml, &single_quoted(&text), &text);
    }

    #[test]
    fn yaml_blocks(
        lines in prop::collection::vec(line(), 1..5),
        indent in 1..5_usize,
        folded in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let text = lines.join("\n");
        same(Input::Yaml, &block(&text, indent, folded, crlf), &text);
    }

    #[test]
    fn csv_fields(text in any::<String>(), before in "[a-z\u{4e00}-\u{4e10}]{0,3}") {
        same(Input::Csv, &csv(&text, &before), &text);
    }

    #[test]
    fn nothing_panics(text in "[-\\[\\]{}:,\"'|>&*!?#% \n\r\ta-c您\u{feff}0-2]{0,60}") {
        for input in Input::ALL {
            let source = Source::new("f", text.as_str());
            let options = options(input, &[]);
            for turn in read(&source, &options).flatten() {
                let whole = turn.in_file(Span::new(0, turn.text().len()));
                prop_assert!(whole.cut(&text).is_some());
            }
        }
    }
}
