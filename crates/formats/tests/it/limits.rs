//! What is too long is refused with its place and what to do, and never held to its end; what stands before it is read.

use jinyu_formats::{Chunks, Input, Limits, ReadOptions, Size, Transcript, TranscriptOptions};
use std::io::{Cursor, Read, repeat};

const MIB: u64 = 1 << 20;

/// What is read of an input: how many turns, and every error.
fn linted(name: &str, shape: Input, input: impl Read) -> (usize, Vec<String>) {
    linted_within(Limits::default(), name, shape, input)
}

fn linted_within(
    limits: Limits,
    name: &str,
    shape: Input,
    input: impl Read,
) -> (usize, Vec<String>) {
    let options = ReadOptions { input: shape, limits, ..ReadOptions::default() };
    let mut chunks = Chunks::new(name, input, shape, 1 << 18).with_limits(limits);
    let (mut turns, mut errors) = (0, Vec::new());
    while let Some(chunk) = chunks.next(&mut Vec::new()) {
        match chunk {
            Ok(chunk) => chunk.turns(&options).for_each(|turn| match turn {
                Ok(_) => turns += 1,
                Err(error) => errors.push(error.to_string()),
            }),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (turns, errors)
}

/// The same of a transcript.
fn heard(name: &str, input: impl Read) -> (usize, Vec<String>) {
    heard_within(Limits::default(), name, input)
}

fn heard_within(limits: Limits, name: &str, input: impl Read) -> (usize, Vec<String>) {
    let options = TranscriptOptions { limits, ..TranscriptOptions::default() };
    let (mut turns, mut errors) = (0, Vec::new());
    for stretch in Transcript::new(name, input, &options, 1 << 18) {
        match stretch {
            Ok(stretch) => {
                let said = stretch.read(&options);
                turns += said.utterances.len();
                errors.extend(said.errors.iter().map(ToString::to_string));
            }
            Err(error) => errors.push(error.to_string()),
        }
    }
    (turns, errors)
}

/// A text between others.
fn around(before: &'static str, letters: u64, after: &'static str) -> impl Read {
    Cursor::new(before).chain(repeat(b'a').take(letters)).chain(Cursor::new(after))
}

const MESSAGE: &str = "a message of more than 4 MiB; say with --input how the text is divided into messages, divide it, or raise `limits: message`";

#[test]
fn a_message_is_no_longer_than_four_mebibytes() {
    let long = 4 * MIB + 1;
    for (shape, before, after, turns, place) in [
        (Input::Text, "", "", 0, "a:1:1"),
        (Input::Lines, "a\n", "\nb\n", 2, "a:2:1"),
        (Input::Jsonl, "{\"text\":\"a\"}\n{\"text\":\"", "\"}\n{\"text\":\"b\"}\n", 2, "a:2:10"),
        (Input::Yaml, "- text: a b\n- text: ", "\n- text: b c\n", 2, "a:2:9"),
        (Input::Csv, "text\na b\n", "\nb c\n", 2, "a:3:1"),
        (Input::Paragraphs, "a b\n\n", "\n\nb c\n", 2, "a:3:1"),
    ] {
        let (read, errors) = linted("a", shape, around(before, long, after));
        assert_eq!((read, errors), (turns, vec![format!("{place}: {MESSAGE}")]), "{shape:?}");
        let (_, errors) = linted("a", shape, around(before, long - 1, after));
        assert!(errors.is_empty(), "{shape:?}: {errors:?}");
    }
    let before = "{\"role\":\"agent\",\"text\":\"a\"}\n{\"role\":\"agent\",\"text\":\"";
    let (read, errors) =
        heard("a.jsonl", around(before, long, "\"}\n{\"role\":\"agent\",\"text\":\"b\"}\n"));
    assert_eq!((read, errors), (2, vec![format!("a.jsonl:2:1: {MESSAGE}")]));
}

#[test]
fn a_line_without_end_is_not_waited_for() {
    let told = "a line of more than 32 MiB; divide it into lines, one a message, or raise `limits: record`";
    for shape in [Input::Lines, Input::Jsonl] {
        let (_, errors) = linted("a", shape, Cursor::new("\n\n").chain(repeat(b'{')));
        assert_eq!(errors, [format!("a:3:1: {told}")]);
    }
    let (read, errors) = linted("a", Input::Lines, Cursor::new("a\nb\n").chain(repeat(b'a')));
    assert_eq!((read, errors), (2, vec![format!("a:3:1: {told}")]));
    let begun = Cursor::new("{\"role\":\"agent\",\"text\":\"").chain(repeat(b'a'));
    let (_, errors) = heard("a.jsonl", begun);
    assert_eq!(
        errors,
        [
            "a.jsonl:1:1: more than 32 MiB without the end of a record; divide the file, or raise `limits: record`"
        ]
    );
}

#[test]
fn what_is_held_as_a_whole_has_an_end() {
    for (shape, most) in [(Input::Markdown, 32), (Input::Html, 32), (Input::Text, 256)] {
        let (read, errors) = linted("a", shape, repeat(b'a'));
        let page = if shape == Input::Text { "" } else { " (a page may have an eighth of it)" };
        let told = format!(
            "a:1:1: more than {most} MiB, which are held as a whole; divide the file, or raise `limits: file`{page}"
        );
        assert_eq!((read, errors), (0, vec![told]));
    }
}

#[test]
fn somebody_may_want_other_limits() {
    let size = |written: &str| written.parse::<Size>().expect("a size");
    let limits = Limits { message: size("1KiB"), record: size("1MiB"), file: size("64KiB") };
    let many = 3 * MIB;
    for (shape, letters, told) in [
        (Input::Lines, 1_025, Some("a:1:1: a message of more than 1 KiB; ")),
        (Input::Lines, 1_024, None),
        (Input::Lines, many, Some("a:1:1: a line of more than 1 MiB; ")),
        (Input::Lines, MIB + 1, Some("a:1:1: a line of more than 1 MiB; ")),
        (Input::Jsonl, MIB + 1, Some("a:1:1: a line of more than 1 MiB; ")),
        (Input::Text, 66_000, Some("a:1:1: more than 64 KiB, which are held as a whole; ")),
        (Input::Html, 9_000, Some("a:1:1: more than 8 KiB, which are held as a whole; ")),
        (Input::Html, 800, None),
    ] {
        let (_, errors) = linted_within(limits, "a", shape, around("", letters, "\n"));
        assert_eq!(errors.len(), usize::from(told.is_some()), "{shape:?} {letters}: {errors:?}");
        assert!(errors.iter().all(|error| error.starts_with(told.unwrap_or("none"))), "{errors:?}");
    }
    for (name, before, letters, after, told) in [
        (
            "a.jsonl",
            "{\"role\":\"agent\",\"text\":\"",
            1_025,
            "\"}",
            "a.jsonl:1:1: a message of more than 1 KiB; ",
        ),
        (
            "a.jsonl",
            "{\"role\":\"agent\",\"text\":\"",
            many,
            "\"}",
            "a.jsonl:1:1: more than 1 MiB without the end of a record; ",
        ),
        (
            "a.json",
            "[{\"role\":\"agent\",\"text\":\"",
            many,
            "\"}]",
            "a.json:1:1: more than 64 KiB without the end of a record; ",
        ),
    ] {
        let (read, errors) = heard_within(limits, name, around(before, letters, after));
        assert_eq!((read, errors.len()), (0, 1), "{name}: {errors:?}");
        assert!(errors[0].starts_with(told), "{errors:?}");
    }
    let small = Limits { record: size("1KiB"), ..Limits::default() };
    let record = "{\"role\":\"agent\",\"text\":\"a\",\"x\":\"";
    let (read, errors) = linted_within(
        small,
        "a",
        Input::Auto,
        around(record, many / 10, "\"}\n{\"text\":\"b\"}\n"),
    );
    assert_eq!((read, errors.len()), (1, 1), "{errors:?}");
    let mut whole = Chunks::new("a", repeat(b'a'), Input::Lines, usize::MAX).with_limits(limits);
    let refused = whole.next(&mut Vec::new()).expect("an error").expect_err("no chunk");
    assert!(
        refused.to_string().starts_with("a:1:1: more than 64 KiB, which are held as a whole"),
        "{refused}"
    );
    let large = Limits { message: Size::mebibytes(8), ..Limits::default() };
    let (read, errors) = linted_within(large, "a", Input::Lines, around("", 5 * MIB, "\n"));
    assert_eq!((read, errors.len()), (1, 0));
}
