use super::{seen, under};
use jinyu::{Channel, Role, Source};
use jinyu_formats::{Input, ReadOptions, read};

fn csv(text: &str) -> Vec<String> {
    seen(Input::Csv, text, &[])
}

#[test]
fn columns_are_found_by_their_names() {
    assert_eq!(csv("编号,话术\nA1,您好\n,再见\n"), ["A1: 您好", "row 3: 再见"]);
    assert_eq!(csv(" Title , Reply_Text \r\nhi,Hello\r\n"), ["hi: Hello"]);
    assert_eq!(csv("name;reply\na;x, y\n"), ["a: x, y"]);
    assert_eq!(csv("name\treply\na\tx, y\n"), ["a: x, y"]);
    assert_eq!(csv("sep=|\nname|reply\na|x\n|y\n"), ["a: x", "row 4: y"]);
    assert_eq!(seen(Input::Tsv, "回复\t备注\n一, \"二\"\tx\n", &[]), ["row 2: 一, \"二\""]);
    assert_eq!(csv("中文内容,Reply\n一,One\n"), ["row 2: One"]);
    assert_eq!(seen(Input::Csv, "中文（主）,Reply\n一,One\n", &["中文（主）"]), ["row 2: 一"]);
    assert_eq!(csv("question,answer,response\nq,一,二\n"), ["q: 一", "q: 二"]);
    assert_eq!(csv(""), Vec::<String>::new());
    assert_eq!(csv("\n\n"), Vec::<String>::new());
}

#[test]
fn rows_are_counted_as_spreadsheets_do() {
    assert_eq!(csv("\n\ntext\n一\n\n\n二\n"), ["row 4: 一", "row 7: 二"]);
    assert_eq!(csv("\r\ntext\r\n一\r\n\r\n二"), ["row 3: 一", "row 5: 二"]);
    assert_eq!(csv("text,x\n一,\n,\n ,\n二,"), ["row 2: 一", "row 5: 二"]);
}

#[test]
fn quotes_keep_their_places() {
    for (text, wording, place) in [
        ("text,a\n我不清楚,1", "不清", "不清"),
        ("text\n\"我\"\"不\"\"清\"", "不\"清", "不\"\"清"),
        ("text\n\"\"\"我不\"\"\"\n", "\"我", "\"\"我"),
        ("a,text\r\n1,\"我\r\n不\"\r\n", "我\r\n不", "我\r\n不"),
        ("text\n我\"不\"清\n", "我\"不\"", "我\"不\""),
        ("text\n 我 \n", " 我 ", " 我 "),
        ("\"text\"\n我不", "我不", "我不"),
    ] {
        assert_eq!(under(Input::Csv, text, wording), place, "{text}");
    }
}

#[test]
fn who_speaks_where_and_what_is_accepted() {
    let text = "text,role,渠道,jinyu_ignore\n一,坐席,电话,\"negative \"\"x\"\"\"\n二,,,\n";
    let source = Source::new("f", text);
    let options = ReadOptions { input: Input::Csv, role: Role::Bot, ..ReadOptions::default() };
    let turns: Vec<_> = read(&source, &options).collect::<Result<_, _>>().unwrap();
    assert_eq!((turns[0].role(), turns[0].channel()), (Role::Agent, Some(Channel::Phone)));
    assert_eq!((turns[1].role(), turns[1].channel()), (Role::Bot, None));
    let [directive] = turns[0].directives() else { panic!("one directive") };
    assert_eq!(directive.written(), "negative \"x\"");
    assert_eq!(directive.span().cut(text), Some("negative \"\"x\"\""));
    assert_eq!(turns[1].directives(), []);
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_read() {
    assert_eq!(
        csv("id,text\na,x\nb,一,二\nc,y\nd\n"),
        [
            "a: x",
            "b: 一",
            "3:5 the row has 3 fields and the header 2; put a text that holds the separator between quotes",
            "c: y",
            "5:1 the row ends before the column “text”, which holds its reply",
        ]
    );
    assert_eq!(csv("text,a\nx,,,\ny\n"), ["row 2: x", "row 3: y"]);
    assert_eq!(
        csv("text\n一\n\"二\n三\n"),
        [
            "row 2: 一",
            "3:1 this quote is never closed; close it where the text ends, and double the quotes inside \
         of the text",
            "row 3: 二\n三",
        ]
    );
    assert_eq!(
        csv("text\n\"一\"二\"\n三\n"),
        [
            "2:1 text stands behind the quote that closes this field; double the quotes inside of the text",
            "row 2: 一二\"",
            "row 3: 三",
        ]
    );
    assert_eq!(
        csv("a,b\nx,y\n"),
        [
            "1:1 no column has a usual name of a reply (reply, text, content, answer, 话术, 回复, 内容 …); \
         the first row must name the columns, and --field names one that holds replies (it has a, b)"
        ]
    );
    assert_eq!(
        seen(Input::Csv, "中文,英文\n", &["英文列"]),
        ["1:1 “英文列” leads to nothing in this file; did you mean “英文”?"]
    );
}

#[test]
fn nothing_found_is_not_the_same_as_broken() {
    let found_nothing = |text| {
        let source = Source::new("f", text);
        let options = ReadOptions { input: Input::Csv, ..ReadOptions::default() };
        let error = read(&source, &options).find_map(Result::err).unwrap();
        error.found_nothing()
    };
    assert!(found_nothing("a,b\n"));
    assert!(!found_nothing("a,text\n1,2,3\n"));
}

#[test]
fn hostile_files_are_survived() {
    let text = format!("text\n\"{}\"\n", "我\"\"\n".repeat(300_000));
    assert_eq!(under(Input::Csv, &text, "\"\n我\"\n我"), "\"\"\n我\"\"\n我");
    assert_eq!(csv(&format!("text\n{}", ",".repeat(100_000))), Vec::<String>::new());
    assert_eq!(csv(&"\"".repeat(100_001)).len(), 1);
}
