//! Law of readers: each part of a turn's text, followed back to the file, is the bytes that were
//! decoded to it. And no input panics.

use jinyu::{InTurn, Source, Span};
use jinyu_formats::{Input, ReadOptions, decode, json_string, read};
use proptest::prelude::*;

/// Pieces of the inside of a JSON string: plain, escaped, in pairs, and halves of pairs.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\"\\\\\u{0}-\u{1f}]{0,6}",
        prop::sample::select(vec!["\\n", "\\\"", "\\\\", "\\/", "\\t", "\\r", "\\b", "\\f"])
            .prop_map(String::from),
        any::<char>().prop_map(|c| {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04X}")).collect()
        }),
        (0xD800_u32..0xE000).prop_map(|unit| format!("\\u{unit:04x}")),
    ]
}

proptest! {
    #[test]
    fn a_span_maps_to_what_decodes_to_it(pieces in prop::collection::vec(piece(), 0..12), start in 0_usize..100) {
        let literal = format!("\"{}\"", pieces.concat());
        let (text, map) = json_string(&literal, start);
        let edges: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (from, &first) in edges.iter().enumerate() {
            for &last in edges.iter().skip(from + 1) {
                let raw = map.source(Span::<InTurn>::new(first, last));
                let raw = &literal[raw.start() - start..raw.end() - start];
                let raw = format!("\"{raw}\"");
                prop_assert_eq!(&json_string(&raw, 0).0, &text[first..last]);
            }
        }
    }

    #[test]
    fn the_same_text_as_serde_json(text in any::<String>()) {
        let literal = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(json_string(&literal, 0).0, text);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes) {
            for input in Input::ALL {
                let source = Source::new("-", text.clone());
                let options = ReadOptions { input, ..ReadOptions::default() };
                let _ = read(&source, &options).count();
            }
        }
    }

    #[test]
    fn no_line_panics(line in "[{}\"a-c\\\\u0-9d:,\\[\\] 不]{0,40}") {
        let source = Source::new("-", format!("{{\"text\":\"{line}\"}}\n{line}"));
        let options = ReadOptions { input: Input::Jsonl, ..ReadOptions::default() };
        let _ = read(&source, &options).count();
    }
}
