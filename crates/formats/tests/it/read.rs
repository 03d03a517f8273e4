//! What each shape of input is divided into, and that a broken line hides no other.

use jinyu::{Channel, Role, Source, Span};
use jinyu_formats::{Input, ReadOptions, read};

fn options(input: Input) -> ReadOptions {
    ReadOptions { input, role: Role::Agent, ..ReadOptions::default() }
}

#[test]
fn text_is_one_turn() {
    let source = Source::new("-", "您好\n\n我不清楚\n");
    let turns: Vec<_> = read(&source, &options(Input::Auto)).map(Result::unwrap).collect();
    assert_eq!(turns.len(), 1);
    assert_eq!(turns[0].text(), source.text());
    assert_eq!(turns[0].role(), Role::Agent);
}

#[test]
fn lines_skip_blank_ones_and_map_to_the_file() {
    let source = Source::new("-", "您好\r\n\r\n我不清楚\r\n  \nx");
    let turns: Vec<_> = read(&source, &options(Input::Lines)).map(Result::unwrap).collect();
    let texts: Vec<_> = turns.iter().map(|turn| turn.text()).collect();
    assert_eq!(texts, ["您好", "我不清楚", "x"]);
    assert_eq!(turns[1].in_file(Span::new(3, 12)).cut(source.text()), Some("不清楚"));
}

#[test]
fn jsonl_reads_its_fields_and_maps_through_escapes() {
    let line = r#"{"id":"a\u4e8c","role":"客服","channel":"电话","n":{"text":0},"text":"您\n我\u4e0d清楚"}"#;
    let text = format!("\n{line}\r\n");
    let source = Source::new("a.jsonl", text);
    let turns: Vec<_> = read(&source, &options(Input::Auto)).map(Result::unwrap).collect();
    let [turn] = turns.as_slice() else { panic!("one turn") };
    assert_eq!((turn.id(), turn.text()), (Some("a二"), "您\n我不清楚"));
    assert_eq!((turn.role(), turn.channel()), (Role::Agent, Some(Channel::Phone)));
    assert_eq!(turn.in_file(Span::new(7, 13)).cut(source.text()), Some(r"\u4e0d清"));
}

#[test]
fn fields_may_have_other_names_and_ids_may_be_numbers() {
    let source = Source::new("-", r#"{"msg":"您好","no":-12,"text":3}"#);
    let options =
        ReadOptions { text_field: "msg".into(), id_field: "no".into(), ..options(Input::Jsonl) };
    let turn = read(&source, &options).next().unwrap().unwrap();
    assert_eq!((turn.text(), turn.id()), ("您好", Some("-12")));
}

#[test]
fn a_broken_line_hides_no_other() {
    let lines = [
        r#"{"text":"一"}"#,
        r#"{"text":"客服" x}"#,
        "您好",
        r#"["text"]"#,
        r#"{"id":1}"#,
        r#"{"id":"好","text":null}"#,
        r#"{"text":"a"} {"text":"b"}"#,
        r#"{"text":"没完"#,
        r#"{"text":"二"}"#,
    ];
    let source = Source::new("chat.jsonl", lines.join("\n"));
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for turn in read(&source, &options(Input::Auto)) {
        match turn {
            Ok(turn) => good.push(turn.text().to_owned()),
            Err(error) => bad.push(error.to_string()),
        }
    }
    assert_eq!(good, ["一", "二"]);
    assert_eq!(
        bad,
        [
            "chat.jsonl:2:14: not valid JSON: expected `,` or `}`; correct or remove the line",
            "chat.jsonl:3:1: not a JSON object; each line must be one, or read the input with --input lines",
            "chat.jsonl:4:1: not a JSON object; each line must be one, or read the input with --input lines",
            "chat.jsonl:5:1: no field “text”; name the field that holds the text with --text-field",
            "chat.jsonl:6:18: the field “text” is not a string; put the text between quotes",
            "chat.jsonl:7:14: not valid JSON: trailing characters; correct or remove the line",
            "chat.jsonl:8:11: not valid JSON: EOF while parsing a string; correct or remove the line",
        ]
    );
}

#[test]
fn a_million_lines_and_one_long_line_take_linear_time() {
    let many = Source::new("-", "好\n".repeat(1_000_000));
    assert_eq!(read(&many, &options(Input::Lines)).count(), 1_000_000);
    let long = format!("{{\"text\":\"{}\"}}", "不\\u6e05".repeat(600_000));
    let source = Source::new("-", long);
    let turn = read(&source, &options(Input::Jsonl)).next().unwrap().unwrap();
    assert_eq!(turn.text().len(), 3_600_000);
    assert_eq!(turn.in_file(Span::new(3_599_997, 3_600_000)).len(), 6);
}
