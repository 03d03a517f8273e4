//! An input in chunks is the input as a whole: the same turns at the same places, the same
//! complaints, whatever the size of a chunk.

use jinyu::{InFile, InTurn, Position, Source, Span};
use jinyu_formats::{Chunk, Chunks, Input, ReadOptions, StreamError, Turns, decode, read};
use proptest::prelude::*;
use std::io;

const SIZES: [usize; 4] = [1, 7, 1 << 16, usize::MAX];

/// A turn: its text, its id and where it stands; or what is complained of.
type Seen = Result<(String, Option<String>, Span<InFile>, Position), String>;

fn seen(source: &Source, turns: Turns<'_, '_>) -> Vec<Seen> {
    let mut positions = source.positions();
    let mut seen = Vec::new();
    for turn in turns {
        seen.push(turn.map_err(|error| error.to_string()).map(|turn| {
            let span = turn.in_file(Span::<InTurn>::new(0, turn.text().len()));
            let id = turn.id().map(String::from);
            (turn.text().to_owned(), id, span, positions.at(span.start()))
        }));
    }
    seen
}

fn options(input: Input) -> ReadOptions {
    ReadOptions { input, ..ReadOptions::default() }
}

/// The chunks of an input, and how it ends.
fn chunks(bytes: &[u8], input: Input, size: usize) -> (Vec<Chunk>, Option<StreamError>) {
    let mut reader = Chunks::new("-", bytes, input, size);
    let mut spare = vec!["left over from before".into()];
    let mut chunks = Vec::new();
    while let Some(chunk) = reader.next(&mut spare) {
        match chunk {
            Ok(chunk) => chunks.push(chunk),
            Err(error) => {
                assert!(reader.next(&mut spare).is_none());
                return (chunks, Some(error));
            }
        }
    }
    assert!(reader.next(&mut spare).is_none());
    (chunks, None)
}

fn in_chunks(bytes: &[u8], input: Input, size: usize) -> Vec<Seen> {
    let (chunks, end) = chunks(bytes, input, size);
    assert!(end.is_none());
    let options = options(input);
    chunks.iter().flat_map(|chunk| seen(chunk.source(), chunk.turns(&options))).collect()
}

fn as_a_whole(bytes: &[u8], input: Input) -> Vec<Seen> {
    let source = Source::new("-", decode(bytes).unwrap());
    seen(&source, read(&source, &options(input)))
}

/// Every shape of a text; a workbook is none.
fn texts() -> impl Iterator<Item = Input> {
    Input::ALL.into_iter().filter(|&input| input != Input::Xlsx)
}

fn same(bytes: &[u8]) {
    same_in(bytes, texts());
}

fn same_in(bytes: &[u8], inputs: impl IntoIterator<Item = Input>) {
    for input in inputs {
        let whole = as_a_whole(bytes, input);
        for size in SIZES {
            assert_eq!(in_chunks(bytes, input, size), whole, "{input:?} in chunks of {size}");
        }
    }
}

#[test]
fn short_inputs() {
    let json = r#"{"id":"a\u4e8c","text":"您\n我\u4e0d清楚"}"#;
    let inputs = [
        String::new(),
        "\n".into(),
        "\r\n \n".into(),
        "您好\r\n\r\n我不清楚\r\n  \nx".into(),
        "\u{feff}您好\n我不清楚\n".into(),
        "\0\n您\0好\n\0".into(),
        format!("\n{json}\r\n{{\"id\":1}}\n{json}\nbroken\n{json}"),
        "{ \"a\":\n1 }\n".into(),
        "  {\"text\":\"a\"}".into(),
    ];
    for input in inputs {
        same(input.as_bytes());
        let marked: Vec<u8> =
            format!("\u{feff}{input}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        same(&marked);
    }
}

/// Longer than what is looked at to recognise an encoding, with a line longer than any chunk.
#[test]
fn long_inputs() {
    let lines = "您好，请问有什么可以帮您？\r\n\r\n我不清楚😀\nok\n".repeat(1_500);
    let long_line = format!("{}\n", "这个 ok ".repeat(15_000));
    let objects =
        format!("{{\"text\":\"很贵的，您买不起\"}}\n{}\nbroken\n", " ".repeat(100)).repeat(2_000);
    for text in [
        format!("{lines}{long_line}{lines}没完"),
        format!("\u{feff}{}", lines.repeat(3)),
        format!("{}{lines}", "ok\n".repeat(100_000)),
        objects,
        format!("{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}", "不".repeat(100_000)),
        "\n".repeat(270_000),
    ] {
        same_in(text.as_bytes(), [Input::Auto, Input::Text, Input::Lines, Input::Jsonl]);
    }
}

#[test]
fn a_chunk_is_the_fewest_whole_lines() {
    let text = "一二三\n四\n\n五六\n七";
    let texts = |size| {
        let (chunks, _) = chunks(text.as_bytes(), Input::Lines, size);
        chunks.into_iter().map(Chunk::into_text).collect::<Vec<_>>()
    };
    assert_eq!(texts(0), ["一二三\n", "四\n", "\n", "五六\n", "七"]);
    assert_eq!(texts(1), texts(0));
    assert_eq!(texts(5), ["一二三\n", "四\n\n", "五六\n", "七"]);
    assert_eq!(texts(11), ["一二三\n四\n", "\n五六\n七"]);
    assert_eq!(texts(usize::MAX), [text]);
}

#[test]
fn lines_before_a_fault_are_read() {
    let good = "您好，我不清楚。\n".repeat(20_000);
    let bytes = [good.as_bytes(), "没完".as_bytes(), b"\xff\n", good.as_bytes()].concat();
    for size in SIZES {
        let (lines, end) = chunks(&bytes, Input::Lines, size);
        let texts: String = lines.into_iter().map(Chunk::into_text).collect();
        assert_eq!(texts, good);
        let said = format!("byte {} is not valid UTF-8; save the text as UTF-8", good.len() + 6);
        assert_eq!(end.unwrap().to_string(), said);
        for input in [Input::Text, Input::Auto] {
            let (whole, end) = chunks(&bytes, input, size);
            assert_eq!((whole.len(), end.unwrap().to_string()), (0, said.clone()));
        }
    }
}

#[test]
fn an_endless_input_gives_chunks() {
    struct Endless(usize);
    impl io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let line = &"您好\n".as_bytes()[self.0 % 7..];
            let length = line.len().min(buffer.len());
            buffer[..length].copy_from_slice(&line[..length]);
            self.0 += length;
            Ok(length)
        }
    }
    let mut chunks = Chunks::new("-", Endless(0), Input::Lines, 1_000);
    let mut first_line = 1;
    for _ in 0..2_000 {
        let chunk = chunks.next(&mut Vec::new()).unwrap().unwrap();
        assert_eq!(chunk.source().text(), "您好\n".repeat(143));
        assert_eq!(
            (chunk.source().first_line(), chunk.source().offset()),
            (first_line, (first_line - 1) * 7)
        );
        first_line += 143;
    }
}

proptest! {
    #[test]
    fn any_lines(
        lines in prop::collection::vec(
            prop_oneof![
                Just(String::new()), Just("\r".into()), Just("我不清楚".into()), Just("{\"text\":\"a\\n\"}".into()),
                "[您a{}\"\u{0}\u{3000} ]{0,9}",
            ],
            0..12,
        ),
        size in 0_usize..40,
    ) {
        let text = lines.join("\n");
        for input in texts() {
            prop_assert_eq!(in_chunks(text.as_bytes(), input, size), as_a_whole(text.as_bytes(), input));
        }
        let (chunks, _) = chunks(text.as_bytes(), Input::Lines, size);
        prop_assert_eq!(chunks.iter().map(|chunk| chunk.source().text()).collect::<String>(), text);
    }
}
