use super::{seen, under};
use jinyu::Source;
use jinyu_formats::{Input, ReadOptions, read};

fn json(text: &str) -> Vec<String> {
    seen(Input::Json, text, &[])
}

#[test]
fn replies_and_their_ids() {
    let text = r#"{"version": 2, "replies": [
        {"key": "a", "text": "一"}, {"code": 12, "answer": ["二", "三"]}, {"text": null}]}"#;
    assert_eq!(json(text), ["a: 一", "12: 二", "12: 三"]);
    assert_eq!(json(r#"{"greeting": "您好", "bye": "再见"}"#), ["greeting: 您好", "bye: 再见"]);
    assert_eq!(seen(Input::Json, r#"{"a": {"b": ["一", "二"]}}"#, &["a.b[1]"]), ["a.b[1]: 二"]);
    assert_eq!(json(" "), Vec::<String>::new());
    assert_eq!(json("[]"), Vec::<String>::new());
}

#[test]
fn escapes_keep_their_places() {
    for (text, wording, place) in [
        (r#"{"text": "急\u4ec0么"}"#, "什么", r"\u4ec0么"),
        (r#"{"te\u0078t": "一\n二"}"#, "\n", r"\n"),
        (r#"{"text":"a\ud83d\ude00b"}"#, "😀b", r"\ud83d\ude00b"),
        (r#"["\\\"", "x"]"#, "\\\"", r#"\\\""#),
    ] {
        assert_eq!(under(Input::Json, text, wording), place, "{text}");
    }
}

#[test]
fn what_is_broken_is_told() {
    for (text, problem) in [
        ("{\"text\": \"一\",}", "1:14 not valid JSON: key must be a string; correct it here"),
        ("{\n \"text\": 您}", "2:10 not valid JSON: expected value; correct it here"),
        ("{\"text\": \"一", "1:11 not valid JSON: EOF while parsing a string; correct it here"),
        (
            "{\"text\": \"一\"}\n{\"text\": \"二\"}",
            "2:1 not valid JSON: trailing characters; one value was expected; if each line is an \
             object, read it with --input jsonl",
        ),
    ] {
        assert_eq!(json(text), [problem]);
    }
    let twice = json("{\"text\": \"一\", \"text\": \"二\"}");
    assert_eq!((twice.len(), &twice[1][..5]), (3, "1:15 "), "{twice:?}");
}

#[test]
fn hostile_files_are_survived() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(json(&deep), ["1:257 lists and maps stand more than 255 deep in each other"]);
    assert!(json(&"{\"a\":".repeat(100_000))[0].contains("not valid JSON"));
    let many = format!("[{}1]", "1,".repeat(2_100_000));
    assert!(json(&many)[0].ends_with("more than 2000000 values; divide the file into several"));
}

#[test]
fn a_part_of_a_file_keeps_its_place() {
    let source = Source::part("f", r#"["急什么"]"#, 100, 9);
    let options = ReadOptions { input: Input::Json, ..ReadOptions::default() };
    let turn = read(&source, &options).next().unwrap().unwrap();
    assert_eq!(turn.in_file(jinyu::Span::new(0, 3)).start(), 102);
}
