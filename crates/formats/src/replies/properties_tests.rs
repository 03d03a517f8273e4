//! What of a properties file is a reply, and where it stands.

use super::*;
use jinyu::Span;

/// Each turn as `id: text @ what stands in the file`, or the message of an error.
fn read(text: &str) -> Vec<String> {
    let source = Source::part("a.properties", text, 40, 2);
    let shown = |turn: Result<Turn<'_>, ReadError>| match turn {
        Ok(turn) => {
            let span = turn.in_file(Span::new(0, turn.text().len()));
            let raw = &text[span.start() - 40..span.end() - 40];
            format!("{}: {} @ {raw}", turn.id().unwrap_or("-"), turn.text())
        }
        Err(error) => error.to_string(),
    };
    turns(&source, &ReadOptions::default()).into_iter().map(shown).collect()
}

#[test]
fn every_way_to_write_a_pair() {
    for (text, pair) in [
        ("a=您好", "a: 您好 @ 您好"),
        (" a : 您好 ", "a: 您好  @ 您好 "),
        ("a\t您好", "a: 您好 @ 您好"),
        ("a= = b", "a: = b @ = b"),
        ("a:=b", "a: =b @ =b"),
        ("a\\ \\=\\:b c", "a =:b: c @ c"),
        ("\\u60a8=好", "您: 好 @ 好"),
        ("a=不\\\n  清\\\r\n\t楚", "a: 不清楚 @ 不\\\n  清\\\r\n\t楚"),
        ("a\\\n  b \\\n = \\\n c", "ab: c @ c"),
        ("a=b#c!d", "a: b#c!d @ b#c!d"),
        ("a=x\\\n\n", "a: x @ x"),
        ("=好", ": 好 @ 好"),
    ] {
        assert_eq!(read(text), [pair], "{text:?}");
    }
}

#[test]
fn comments_and_empty_values_are_no_replies() {
    assert_eq!(
        read("# a=不\\\nb=一\r\n  ! c=不\n\nd\ne=\nf= \\\n\ng=二\rh=三"),
        ["b: 一 @ 一", "g: 二 @ 二", "h: 三 @ 三"]
    );
}

#[test]
fn every_escape_of_java() {
    assert_eq!(
        read("a=x\\t\\n\\r\\f\\\\\\=\\b\\不\\u60A8\\ud83d\\ude00\\udc00"),
        [
            "a: x\t\n\r\u{c}\\=b不您😀\u{fffd} @ x\\t\\n\\r\\f\\\\\\=\\b\\不\\u60A8\\ud83d\\ude00\\udc00"
        ]
    );
    assert_eq!(read("a=x\\"), ["a: x @ x"]);
    assert_eq!(
        read("a=一\\u12\nb=二"),
        [
            "a: 一\u{fffd}12 @ 一\\u12",
            "a.properties:2:4: four hexadecimal digits were expected behind \\u",
            "b: 二 @ 二"
        ]
    );
}
