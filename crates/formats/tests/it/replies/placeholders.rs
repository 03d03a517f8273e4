use jinyu::Source;
use jinyu_formats::{Input, ReadOptions, read};

#[test]
fn libraries_have_placeholders_and_messages_have_none() {
    for (input, text, expected) in [
        (Input::Yaml, "text: '{{name}}您好%s'", 2),
        (Input::Json, r#"{"text": "${x}[订单号]"}"#, 2),
        (Input::Csv, "text\n{0}您好", 1),
        (Input::Jsonl, r#"{"text": "{{name}}"}"#, 0),
        (Input::Lines, "{{name}}", 0),
        (Input::Text, "{{name}}", 0),
    ] {
        let source = Source::new("f", text);
        let options = ReadOptions { input, ..ReadOptions::default() };
        let turn = read(&source, &options).next().unwrap().unwrap();
        assert_eq!(turn.placeholders().len(), expected, "{text}");
    }
}
