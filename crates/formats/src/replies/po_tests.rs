//! What of a catalogue is a reply, and where it stands.

use super::*;
use jinyu::Span;

/// Each turn as `id: text @ what stands in the file`, or the message of an error.
fn read(text: &str) -> Vec<String> {
    let source = Source::part("a.po", text, 40, 2);
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
fn translations_are_replies() {
    let text = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n#: a.c\nmsgid \"Hi\"\nmsgstr \"您好\"\n\nmsgctxt \"mail\"\nmsgid \"Hi\"\nmsgstr \"\"\n\"不\"\n  \"清楚\"\n#, fuzzy\nmsgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"%d 天\" \"!\"\nmsgstr[1]\"\"\n#~ msgid \"old\"\n#~ msgstr \"不知道\"\n";
    assert_eq!(
        read(text),
        ["Hi: 您好 @ 您好", "mail/Hi: 不清楚 @ 不\"\n  \"清楚", "%d day: %d 天! @ %d 天\" \"!"]
    );
    assert_eq!(read(&text.replace('\n', "\r\n")).len(), 3);
}

#[test]
fn a_context_ends_with_its_entry() {
    assert_eq!(
        read(
            "msgctxt \"a\"\nmsgid \"\"\nmsgstr \"一\"\nmsgid \"b\"\nmsgstr \"二\"\nmsgctxt \"c\"\nmsgid \"d\"\nmsgstr \"三\""
        ),
        ["a/: 一 @ 一", "b: 二 @ 二", "c/d: 三 @ 三"]
    );
}

#[test]
fn every_escape_of_c() {
    let escaped = |inside: &str| {
        let text = format!("msgid \"a\\\"b\"\nmsgstr \"x{inside}\"");
        let source = Source::new("a.po", text);
        let turn = turns(&source, &ReadOptions::default()).remove(0).unwrap();
        assert_eq!(turn.id(), Some("a\"b"));
        turn.text().to_owned()
    };
    assert_eq!(escaped(r#"\n\t\r\\\"\a\b\f\v\?\不"#), "x\n\t\r\\\"\u{7}\u{8}\u{c}\u{b}?不");
    assert_eq!(escaped(r"\101\x42\x4"), "xAB\u{4}");
    assert_eq!(escaped(r"\346\202\250\xe5\xa5\xbd!"), "x您好!");
    assert_eq!(escaped(r"\346\202!\777\xg"), "x\u{fffd}!777xg");
    assert_eq!(read("msgid \"a\"\nmsgstr \"\\346\\202\\250好\""), [r"a: 您好 @ \346\202\250好"]);
}

#[test]
fn faults_are_told_and_the_rest_is_read() {
    let text =
        "\"x\"\nmsgid a\nmsgid \"a\"\nmsgstr \"一\" b\n好\nmsgstr \"二\n  msgid\nmsgstr \"三\\\"\n";
    assert_eq!(
        read(text),
        [
            "a.po:2:1: a text without a keyword; msgid, msgstr or msgctxt stands before it",
            "a.po:3:7: a quote was expected here; a text stands between two of them",
            "a: 一 @ 一",
            "a.po:5:12: a quote was expected here; a text stands between two of them",
            "a.po:6:1: msgid, msgstr, msgctxt or a text between quotes was expected here",
            "a.po:7:8: this quote is never closed; close it on the same line",
            "a.po:8:8: a text between quotes was expected here",
            "a.po:9:8: this quote is never closed; close it on the same line",
        ]
    );
    assert_eq!(
        read("msgstr \"一\""),
        ["a.po:2:1: a msgstr without a msgid before it; write what it translates"]
    );
}
