use super::{seen, under};
use jinyu::{Role, Source, Span};
use jinyu_formats::{Input, ReadOptions, read};

fn yaml(text: &str) -> Vec<String> {
    seen(Input::Yaml, text, &[])
}

fn cut(text: &str, wording: &str) -> String {
    under(Input::Yaml, text, wording)
}

#[test]
fn usual_names_ids_and_paths() {
    assert_eq!(
        yaml("- id: a1\n  text: 您好\n- 标题: 退款\n  话术: 一\n- reply: 二\n  note: 三\n"),
        ["a1: 您好", "退款: 一", "[2].reply: 二"]
    );
    assert_eq!(
        yaml("name: 库\ngroups:\n  退款:\n    replies:\n      - 一\n      - 二\n"),
        ["groups.退款.replies[0]: 一", "groups.退款.replies[1]: 二"]
    );
    assert_eq!(yaml("id: x\nreplies: [一, [二]]\n"), ["x: 一", "x: 二"]);
    assert_eq!(
        yaml("replies:\n  a.b: 一\n  name: 二\n"),
        ["replies.\"a.b\": 一", "replies.name: 二"]
    );
    assert_eq!(
        yaml("replies:\n  - {id: 7, content: {zh: 好, en: Hi}}\n"),
        ["replies[0].content.zh: 好", "replies[0].content.en: Hi"]
    );
    assert_eq!(
        yaml("replies:\n- {text: 一, code: 7}\n- {text: 二, code: true}"),
        ["7: 一", "replies[1].text: 二"]
    );
    assert_eq!(
        yaml("replies:\n- {text: 1, a: x}\n- {text: ~}\n- {text: '2'}\n- {text: ''}"),
        ["replies[2].text: 2"]
    );
}

#[test]
fn a_file_without_usual_names() {
    assert_eq!(yaml("greeting: 您好\nbye:\n  - 再见\n  -\n"), ["greeting: 您好", "bye[0]: 再见"]);
    assert_eq!(yaml("- 您好\n- 再见\n"), ["[0]: 您好", "[1]: 再见"]);
    assert_eq!(yaml("您好"), [": 您好"]);
    assert_eq!(yaml("# 无\n"), Vec::<String>::new());
    assert_eq!(yaml("replies: []\nport: 1\n"), Vec::<String>::new());
    assert_eq!(
        yaml("image: x\nport: 80\n"),
        [
            "1:1 no field has a usual name of a reply (reply, text, content, answer, 话术, 回复, 内容 …); \
          name those that hold replies with --field (it has image, port)"
        ]
    );
}

#[test]
fn fields_that_are_named() {
    let text = "a:\n  - {zh: 一, en: One, text: 不读}\n  - {zh: 二}\nb: {zh: [三, 四]}\n";
    let named = |fields: &[&str]| seen(Input::Yaml, text, fields);
    assert_eq!(named(&["a[*].zh"]), ["a[0].zh: 一", "a[1].zh: 二"]);
    assert_eq!(named(&["b", "a[0].en"]), ["a[0].en: One", "b.zh[0]: 三", "b.zh[1]: 四"]);
    assert_eq!(named(&["ZH"]), ["a[0].zh: 一", "a[1].zh: 二", "b.zh[0]: 三", "b.zh[1]: 四"]);
    assert_eq!(named(&["a"]), ["a[0].text: 不读", "a[1].zh: 二"]);
    assert_eq!(
        named(&["a[*].text_", "x"]),
        ["1:1 “a[*].text_” or “x” leads to nothing in this file; did you mean “text”?"]
    );
    assert_eq!(
        named(&["q"]),
        ["1:1 “q” leads to nothing in this file (it has a, b, en, text, zh)"]
    );
}

#[test]
fn who_speaks_where() {
    let text = "channel: 电话\nreplies:\n  - text: 一\n    role: 客户\n  - {text: 二, 渠道: mail}\n\
                d: &d {role: agent, jinyu_ignore: x y}\nmore:\n  - {<<: *d, text: 三}\n";
    let source = Source::new("f", text);
    let options = ReadOptions { input: Input::Yaml, role: Role::Bot, ..ReadOptions::default() };
    let said: Vec<_> = read(&source, &options)
        .map(|turn| {
            let turn = turn.unwrap();
            let channel = turn.channel().map(|channel| channel.name()).unwrap_or("-");
            format!("{} {channel}", turn.role().name())
        })
        .collect();
    assert_eq!(said, ["customer phone", "bot mail", "agent phone"]);
}

#[test]
fn what_is_accepted_stands_beside() {
    let text = "- text: 一\n  jinyu_ignore: \"negative/unclear \\u6cd5务\"\n- text: 二\n";
    let source = Source::new("f", text);
    let options = ReadOptions { input: Input::Yaml, ..ReadOptions::default() };
    let turns: Vec<_> = read(&source, &options).collect::<Result<_, _>>().unwrap();
    let [directive] = turns[0].directives() else { panic!("one directive") };
    assert_eq!(directive.written(), "negative/unclear 法务");
    assert_eq!(directive.span().cut(text), Some("negative/unclear \\u6cd5务"));
    assert_eq!(turns[1].directives(), []);
    assert_eq!(
        yaml("text: 一\njinyu_ignore: [a]\n"),
        [
            "text: 一",
            "2:15 “jinyu_ignore” is no text; write the rule and the reason after it, not a list"
        ]
    );
}

#[test]
fn an_alias_is_read_once_at_its_anchor() {
    assert_eq!(yaml("x: &a 您好\nreplies: [*a, *a, 二]\n"), ["x: 您好", "replies[2]: 二"]);
    assert_eq!(yaml("- text: &a [一, *a]\n- text: *a\n"), ["[0].text[0]: 一"]);
    assert_eq!(
        yaml("- text: *no\n- text: 二\n"),
        [
            "1:9 no anchor “&no” stands before this alias; correct its name or write the text here",
            "[1].text: 二"
        ]
    );
}

#[test]
fn styles_keep_their_places() {
    for (text, wording, place) in [
        ("text: 我不 清楚 # 无", "不 清", "不 清"),
        ("text: 我不\n  清楚", "不 清", "不\n  清"),
        ("text: 一\n\n\n  二", "一\n\n二", "一\n\n\n  二"),
        ("text: 'it''s 不''清'", "不'清", "不''清"),
        ("text: '一\n  二'", "一 二", "一\n  二"),
        ("text: \"急\\u4ec0\\x41\\n么\"", "什A\n", "\\u4ec0\\x41\\n"),
        ("text: \"a\\uD83D\\uDE00b\"", "😀", "\\uD83D\\uDE00"),
        ("text: \"\\U0001F600b\"", "😀b", "\\U0001F600b"),
        ("text: \"不\\\n   清\"", "不清", "不\\\n   清"),
        ("text: \"不\\\n\n   清\"", "不\n清", "不\\\n\n   清"),
        ("text: \"不  \n  清 \"", "不 清 ", "不  \n  清 "),
        ("text: |\n  我\n   不\n\n  清\n", " 不\n\n清", " 不\n\n  清"),
        ("text: |\n  我\n   不\n\n  清\n", "我\n", "我\n"),
        ("text: |-\r\n  我\r\n  不\r\n", "我\n不", "我\r\n  不"),
        ("text: |2\n    我不\n  清\n", "  我不\n清", "  我不\n  清"),
        ("text: |\n\n\n  我不", "\n\n我", "\n\n  我"),
        ("text: >\n  我\n  不\n\n  清\n   楚\n  了", "我 不", "我\n  不"),
        ("text: >\n  我\n  不\n\n  清\n   楚\n  了", "不\n清\n 楚\n了", "不\n\n  清\n   楚\n  了"),
        ("text: >-\n\n  我\n  不\n\n\n", "我 不", "我\n  不"),
        ("text: >+\n  我\n\n\n", "我\n", "我\n\n\n"),
        ("{text: [我\n   不]}", "我 不", "我\n   不"),
        ("text: !!str 123", "123", "123"),
        ("text: &a 您好", "您好", "您好"),
        ("? text\n: 您好", "您好", "您好"),
        ("[a]: x\ntext: 您好", "您好", "您好"),
        ("\"te\\x78t\": 您好", "您好", "您好"),
    ] {
        assert_eq!(cut(text, wording), place, "{text}");
    }
}

#[test]
fn several_documents() {
    assert_eq!(
        yaml("text: 一\n---\ntext: 二\n...\n---\n- text: 三\n"),
        ["text: 一", "text: 二", "[0].text: 三"]
    );
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_read() {
    let seen = yaml("- text: 一\n- text: \"二\n---\n- text: 三\n");
    assert_eq!(
        (seen.len(), seen[0].as_str(), seen[2].as_str()),
        (3, "[0].text: 一", "[0].text: 三")
    );
    assert!(seen[1].contains(" not valid YAML: "), "{}", seen[1]);
    let seen = yaml("a: 1\n b: 2\n");
    assert!(seen[1].starts_with("2:3 not valid YAML: "), "{seen:?}");
    assert_eq!(
        yaml("text: 一\na: {x: 1, x: 2}\ntext: 二\n"),
        [
            "text: 一",
            "2:11 the key “x” stands in this map already, and only one of them is kept by most programs; \
         rename or remove one",
            "3:1 the key “text” stands in this map already, and only one of them is kept by most programs; \
         rename or remove one",
            "text: 二",
        ]
    );
}

#[test]
fn hostile_files_are_survived() {
    let deep = "[".repeat(100_000);
    let too_deep = "lists and maps stand too deep in each other";
    assert_eq!(yaml(&deep), [format!("1:256 {too_deep}")]);
    assert!(yaml(&"- ".repeat(100_000))[0].ends_with(too_deep));
    let mut bomb = String::from("a0: &a0 [您好]\n");
    for level in 1..60 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    assert_eq!(yaml(&bomb), ["a0[0]: 您好"]);
    let huge = format!("text: \"{}\"", "我\\n".repeat(300_000));
    let source = Source::new("f", huge.as_str());
    let options = ReadOptions { input: Input::Yaml, ..ReadOptions::default() };
    let turn = read(&source, &options).next().unwrap().unwrap();
    assert_eq!(turn.text().len(), 4 * 300_000);
    assert_eq!(turn.in_file(Span::new(4 * 7, 4 * 7 + 3)), Span::new(7 + 5 * 7, 7 + 5 * 7 + 3));
    let many = "- text: *a\n".repeat(50_000);
    assert_eq!(yaml(&format!("- text: &a [一, 二]\n{many}")).len(), 2);
    assert_eq!(yaml(&"text: x\n".repeat(20_000)).len(), 2 * 20_000 - 1);
}
