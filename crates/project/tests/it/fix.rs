//! A fix changes the reply that it is for and nothing else in the file, in every format.

use jinyu::{Linter, Pack, Source};
use jinyu_formats::{Input, ReadOptions, read};
use jinyu_project::{Answer, Edited, FailOn, Left, Target, fix, safe};
use proptest::prelude::*;

const PACK: &str = r#"
pack: fix
version: 1.0.0
language: zh
rules:
  - { id: a/dear, category: a, severity: warning, message: &m { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [亲亲], say: [{ text: 您, replaces: true }], examples: [<亲亲>好, 好] }
  - { id: a/quotes, category: b, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [不知道], say: [{ text: '我"马上"查\', replaces: true }, 别的], examples: [<不知道>, 好] }
  - { id: a/worse, category: c, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [包退], say: [{ text: 亲亲, replaces: true }], examples: [<包退>, 好] }
  - { id: a/none, category: d, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [没办法], say: [请稍等], examples: [<没办法>, 好] }
  - { id: a/several, category: e, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [拜拜], say: [{ text: 再见, replaces: true }, { text: 祝好, replaces: true }], examples: [<拜拜>, 好] }
  - { id: a/really, category: f, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [真是说], say: [{ text: 行, replaces: true }], examples: [<真是说>, 好] }
"#;

fn linter() -> Linter {
    let pack = Pack::parse(&Source::new("fix.yaml", PACK)).unwrap();
    Linter::builder().pack(pack).build().unwrap()
}

fn options(input: Input) -> ReadOptions {
    ReadOptions { input, ..ReadOptions::default() }
}

fn fixed(input: Input, text: &str) -> (String, Vec<Left>) {
    let source = Source::new("f", text);
    let safely =
        |source: &Source| fix(source, &linter(), &options(input), usize::MAX, &mut |it| safe(it));
    let fixed = safely(&source);
    let again = safely(&Source::new("f", fixed.text.as_str()));
    assert_eq!(again.applied, [], "{text}");
    assert_eq!(again.text, fixed.text);
    (fixed.text, fixed.left.into_iter().map(|(.., why)| why).collect())
}

/// One by one, and all at once.
fn both(input: Input, text: &str) -> String {
    let source = Source::new("f", text);
    let one = fix(&source, &linter(), &options(input), 1, &mut |offer| safe(offer));
    let (all, _) = fixed(input, text);
    assert_eq!(one.text, all, "{text}");
    all
}

#[test]
fn each_format_is_written_as_it_was() {
    for (input, before, after) in [
        (Input::Text, "亲亲，不知道\r\n", "您，我\"马上\"查\\\r\n"),
        (Input::Lines, "一\r\n亲亲好\r\n", "一\r\n您好\r\n"),
        (Input::Jsonl, "{\"text\":\"不\\u77e5道\"}\n", "{\"text\":\"我\\\"马上\\\"查\\\\\"}\n"),
        (
            Input::Json,
            "[{\"text\": \"亲亲\\n不知道\"}]",
            "[{\"text\": \"您\\n我\\\"马上\\\"查\\\\\"}]",
        ),
        (Input::Yaml, "- text: 不知道 # 备注\n", "- text: 我\"马上\"查\\ # 备注\n"),
        (Input::Yaml, "- text: \"不知道\"\n", "- text: \"我\\\"马上\\\"查\\\\\"\n"),
        (Input::Yaml, "- text: '不知道'\n", "- text: '我\"马上\"查\\'\n"),
        (Input::Yaml, "- text: |\n    一\n    亲亲好\n", "- text: |\n    一\n    您好\n"),
        (
            Input::Yaml,
            "- text: >-\n    一\n    亲亲\n    好\n",
            "- text: >-\n    一\n    您\n    好\n",
        ),
        (Input::Yaml, "# jinyu:ignore a 因\n- text: 亲亲\n", "# jinyu:ignore a 因\n- text: 亲亲\n"),
        (Input::Csv, "text\n\"一,不知道\"\n", "text\n\"一,我\"\"马上\"\"查\\\"\n"),
        (Input::Csv, "text\n亲亲,\r\n", "text\n您,\r\n"),
    ] {
        assert_eq!(both(input, before), after, "{before}");
    }
}

/// Without 真是说, what is left of this GB18030 could as well be Big5.
#[test]
fn a_fix_that_changes_how_the_rest_is_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt").to_string_lossy().into_owned();
    let bytes = b"\xD5\xE6\xCA\xC7\xCB\xB5\xB0\x41\xB0\x42";
    std::fs::write(&path, bytes).unwrap();
    let (linter, options) = (linter(), options(Input::Text));
    let target = Target {
        path: path.clone(),
        linter: &linter,
        options: &options,
        fail_on: FailOn::default(),
        baseline: None,
        named: true,
        touched: None,
    };
    let edited = Edited::of(&target, usize::MAX, &mut |offer| safe(offer)).unwrap();
    assert_eq!(edited.fixed.text, "行癆癇");
    assert!(edited.save().unwrap_err().to_string().contains("encoding"));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

/// What fits is done although its neighbours do not fit, or are written in another way.
#[test]
fn what_does_not_fit_keeps_no_other_from_its_place() {
    for (input, before, after) in [
        (Input::Lines, "亲亲\n包退\n亲亲\n包退\n", "您\n包退\n您\n包退\n"),
        (
            Input::Lines,
            "亲亲包退，亲亲，不知道，包退\n亲亲\n",
            "您包退，您，我\"马上\"查\\，包退\n您\n",
        ),
        (
            Input::Yaml,
            "- text: 不知道\n- text: \"不知道\"\n- text: '不知道'\n- text: \"亲亲\"\n- text: \"不知道\"\n",
            "- text: 我\"马上\"查\\\n- text: \"我\\\"马上\\\"查\\\\\"\n- text: '我\"马上\"查\\'\n\
             - text: \"您\"\n- text: \"我\\\"马上\\\"查\\\\\"\n",
        ),
        (
            Input::Csv,
            "text\n不知道\n\"不知道，亲亲\"\n包退\n",
            "text\n我\"马上\"查\\\n\"我\"\"马上\"\"查\\，您\"\n包退\n",
        ),
        (
            Input::Html,
            "<p title=\"不知道\">不知道</p>\n",
            "<p title=\"我&quot;马上&quot;查\\\">我\"马上\"查\\</p>\n",
        ),
        (Input::Markdown, "亲亲\n\n# 亲亲\n\n不知道\n", "您\n\n# 亲亲\n\n我\"马上\"查\\\n"),
        (
            Input::Markdown,
            "不知道\n\n<p title=\"亲亲\"></p>\n",
            "我\"马上\"查\\\n\n<p title=\"您\"></p>\n",
        ),
    ] {
        assert_eq!(both(input, before), after, "{before}");
    }
}

#[test]
fn what_is_left_alone_says_why() {
    for (text, left) in [
        ("包退", vec![Left::NewFinding]),
        ("没办法，拜拜", vec![Left::NoSafeWording, Left::Several]),
        ("亲亲", vec![]),
        ("# jinyu:ignore a/dear 因\n亲亲", vec![Left::Suppressed]),
    ] {
        assert_eq!(fixed(Input::Lines, text).1, left, "{text}");
    }
}

#[test]
fn who_is_asked_may_stop() {
    let source = Source::new("f", "亲亲\n亲亲\n亲亲\n");
    let mut answers =
        [Answer::Leave(Left::Kept), Answer::Say("好".into()), Answer::Stop].into_iter();
    let fixed =
        fix(&source, &linter(), &options(Input::Lines), 1, &mut |_| answers.next().unwrap());
    assert_eq!(fixed.text, "亲亲\n好\n亲亲\n");
    assert_eq!(fixed.left.len(), 2);
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("亲亲"),
        Just("不知道"),
        Just("包退"),
        Just("没办法"),
        Just("好"),
        Just("，"),
        Just("\""),
        Just("'"),
        Just("\\"),
        Just(","),
        Just("{{name}}"),
        Just(" "),
        Just("#"),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Every other reply stays as it is, and nothing newly wrong is in any.
    #[test]
    fn only_replies_change(texts in prop::collection::vec(pieces(), 1..4), csv in any::<bool>()) {
        let (input, file) = if csv {
            let row = |text: &String| format!("1,\"{}\"\n", text.replace('"', "\"\""));
            (Input::Csv, format!("id,text\n{}", texts.iter().map(row).collect::<String>()))
        } else {
            let reply = |text: &String| format!("- text: {}\n", serde_json::to_string(text).unwrap());
            (Input::Yaml, texts.iter().map(reply).collect())
        };
        let (linter, options) = (linter(), options(input));
        let (after, why) = fixed(input, &file);
        let mut safe = 0;
        let source = Source::new("f", after);
        let now: Vec<_> = read(&source, &options).collect::<Result<_, _>>().unwrap();
        let filled = texts.iter().filter(|text| !text.trim().is_empty());
        prop_assert_eq!(now.len(), filled.clone().count());
        for (turn, text) in now.iter().zip(filled) {
            let old = jinyu::Turn::new(text.as_str()).with_placeholders(jinyu_formats::placeholders(text));
            let before = linter.lint(&old);
            let left = linter.lint(turn);
            prop_assert!(left.len() <= before.len());
            if before.is_empty() {
                prop_assert_eq!(turn.text(), text);
            }
            safe += left.iter().filter(|it| matches!(it.rule.id(), "a/dear" | "a/quotes")).count();
        }
        // A quotation mark of a wording may turn a quoted phrase into a said one.
        let worse = why.iter().filter(|why| matches!(why, Left::NewFinding)).count();
        prop_assert!(safe <= worse, "{safe} stayed, {worse} of them for a reason");
    }
}
