//! Labelled messages: what a line may say, and what is wrong with one that cannot be used.

use jinyu::{Channel, Source, Span};
use jinyu_formats::{Label, read_labels};

#[test]
fn a_line_is_a_message_and_its_labels() {
    let lines = [
        r#"{"id": 7, "lang": "zh", "text": "您好，\u6025什么，我不清楚", "channel": "电话", "kind": "plain", "labels": [{"category": ["impatient", "combative"], "span": "急什么"}, {"category": "negative", "span": "我不清\u695a", "note": 1}]}"#,
        "",
        r#"{"text": "好的，好的", "labels": []}"#,
    ];
    let source = Source::new("labels.jsonl", lines.join("\n"));
    let labelled: Vec<_> = read_labels(&source).map(Result::unwrap).collect();
    let [first, second] = labelled.as_slice() else { panic!("two messages") };
    assert_eq!((first.turn.id(), first.kind.as_deref()), (Some("7"), Some("plain")));
    assert_eq!(first.turn.channel(), Some(Channel::Phone));
    let label = |categories: &[&str], start, end| Label {
        categories: categories.iter().map(|name| (*name).to_owned()).collect(),
        span: Span::new(start, end),
    };
    let expected = [label(&["impatient", "combative"], 9, 18), label(&["negative"], 21, 33)];
    assert_eq!(first.labels, expected);
    assert_eq!((second.labels.len(), second.kind.as_deref()), (0, None));
}

#[test]
fn a_span_that_stands_twice_is_the_first() {
    let line = r#"{"text": "不行，不行", "labels": [{"category": "negative", "span": "不行"}]}"#;
    let source = Source::new("-", line);
    let labelled = read_labels(&source).next().unwrap().unwrap();
    assert_eq!(labelled.labels[0].span, Span::new(0, 6));
}

#[test]
fn what_is_wrong_is_said_at_its_place_and_hides_no_other_line() {
    let table = [
        ("好的", "1:1: not a JSON object; each line holds a message and its labels"),
        (r#"{"labels": []}"#, "1:1: no field “text”; it holds the message"),
        (r#"{"text": "好"}"#, "1:1: no field “labels”; write [] where nothing must be found"),
        (
            r#"{"text": "好", "labels": {}}"#,
            "1:25: “labels” is no list of labels; write [] or [{\"category\": …, \"span\": …}]",
        ),
        (
            r#"{"text": "好", "labels": [{"span": "好"}]}"#,
            "1:35: a label without a category; name one, or several any of which is right",
        ),
        (
            r#"{"text": "好", "labels": [{"category": [], "span": "好"}]}"#,
            "1:51: a label without a category; name one, or several any of which is right",
        ),
        (
            r#"{"text": "好", "labels": [{"category": "vague"}]}"#,
            "1:25: a label without a span; copy the wording that must be found",
        ),
        (
            r#"{"text": "好", "labels": [{"category": "vague", "span": "吧"}]}"#,
            "1:56: this span does not stand in the text; copy it exactly",
        ),
        (
            r#"{"text": "好", "labels": [], "kind": 1}"#,
            "1:37: “kind” is not a text; put it between quotes",
        ),
        (
            r#"{"text": "好", "labels": [], "labels": []}"#,
            "1:36: not valid JSON: duplicate field `labels`; correct or remove the line",
        ),
    ];
    for (line, said) in table {
        let text = format!("{line}\n{{\"text\": \"好\", \"labels\": []}}\n");
        let source = Source::new("a.jsonl", text);
        let read: Vec<_> = read_labels(&source).collect();
        assert_eq!(read[0].as_ref().unwrap_err().to_string(), format!("a.jsonl:{said}"), "{line}");
        assert!(read[1].is_ok());
    }
}
