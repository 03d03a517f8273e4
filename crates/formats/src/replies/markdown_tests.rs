//! What of a Markdown file is a reply, and where it stands.

use super::*;
use jinyu::Span;

/// Each turn as `id: text @ what stands in the file`, parts that were left out shown by it.
fn read(text: &str) -> Vec<String> {
    shown(text, |turn, raw| format!("{}: {} @ {raw}", turn.id().unwrap_or("-"), turn.text()))
}

fn texts(text: &str) -> Vec<String> {
    shown(text, |turn, _| turn.text().to_owned())
}

fn shown(text: &str, show: impl Fn(&Turn<'_>, &str) -> String) -> Vec<String> {
    let source = Source::part("a.md", text, 40, 2);
    let turns = turns(&source, &ReadOptions::default());
    let shown = |turn: Result<Turn<'_>, ReadError>| {
        let turn = turn.unwrap();
        let span = turn.in_file(Span::new(0, turn.text().len()));
        show(&turn, &text[span.start() - 40..span.end() - 40])
    };
    turns.into_iter().map(shown).collect()
}

#[test]
fn every_block_is_a_reply() {
    let text = "# 退货\n\n您好\n\n- 一\n- 二\n\n  三\n  1. 四\n\n> 五\n>\n> > 六\n\n| 问 | 答 |\n|---|:-:|\n| 七 | 八 |\n\n[^1]: 九\n\n设置\n===\n\n十[^1]\n";
    assert_eq!(
        read(text),
        [
            "-: 退货 @ 退货",
            "退货: 您好 @ 您好",
            "退货: 一 @ 一",
            "退货: 二 @ 二",
            "退货: 三 @ 三",
            "退货: 四 @ 四",
            "退货: 五 @ 五",
            "退货: 六 @ 六",
            "退货: 问 @ 问",
            "退货: 答 @ 答",
            "退货: 七 @ 七",
            "退货: 八 @ 八",
            "退货: 九 @ 九",
            "退货: 设置 @ 设置",
            "设置: 十 @ 十"
        ]
    );
}

#[test]
fn a_heading_may_have_an_id() {
    assert_eq!(read("## 退 *货* {#refund}\n\n好"), ["-: 退 货 @ 退 *货", "refund: 好 @ 好"]);
}

#[test]
fn markup_is_left_out_and_nothing_else() {
    for (text, read) in [
        ("不\n清楚", "不清楚"),
        ("不\r\n清楚", "不清楚"),
        ("> 不\n> 清楚", "不清楚"),
        ("- 不\n  清楚", "不清楚"),
        ("I do not\nknow", "I do not know"),
        ("去 App\n查", "去 App 查"),
        ("不知道。  \n好", "不知道。\n好"),
        ("不知道\\\n好", "不知道\n好"),
        ("不知道<br>好<BR />吧", "不知道\n好\n吧"),
        ("**不**清*楚*", "不清楚"),
        ("~~不~~清楚", "不清楚"),
        ("不<b>清</b>楚", "不清楚"),
        ("不<!-- 内部 -->清楚", "不清楚"),
        ("[不](http://不知道)清楚", "不清楚"),
        ("[不][r]清楚\n\n[r]: http://x '不知道'", "不清楚"),
        ("\\*不\\*", "*不*"),
        ("不&#x6e05;&#26970;&amp;&nbsp;", "不清楚&\u{a0}"),
        ("不&bogus;清", "不&bogus;清"),
        ("<http://不知道.cn> 好", "http://不知道.cn 好"),
        ("请点 `不知道` 设置", "请点 … 设置"),
        ("- [ ] 不\n- [x] 不", "不"),
        ("| a |\n|---|\n| 不\\|清 |", "不|清"),
    ] {
        assert!(texts(text).contains(&read.to_owned()), "{text:?} is {:?}", texts(text));
    }
}

#[test]
fn what_is_no_text_is_no_reply() {
    for text in [
        "```\n不知道\n```",
        "    不知道",
        "~~~html\n不知道",
        "`不知道`",
        "<!-- 不知道 -->",
        "<!--\n不知道\n\n好 -->",
        "<pre>不知道</pre>",
        "---",
        "| |\n|---|\n| ？ |",
        "---\nlayout: 不知道\n---\n",
    ] {
        assert_eq!(texts(text), [""; 0], "{text:?}");
    }
}

#[test]
fn a_picture_is_described_apart() {
    assert_eq!(
        read("不![清 *楚*](a.png '题')楚"),
        ["-: 不…楚 @ 不![清 *楚*](a.png '题')楚", "-: 清 楚 @ 清 *楚"]
    );
}

#[test]
fn html_inside_is_read_as_html() {
    let text = "# 一\n\n<div title=\"二\">三&amp;\n<p>四</p></div>\n\n五\n\n> <p>六\n> 七</p>\n";
    assert_eq!(texts(text), ["一", "二", "三&", "四", "五", "六 > 七"]);
}

#[test]
fn front_matter_has_simple_values() {
    let text = "---\ntitle: 不知道 # 注\nlayout: post\nText: \"好：吧\" # 注\nsummary: 'a''b'\n描述: |\n  不\nsubject : 'x' y\n回复: - 好\ndescription: \"a\\n\"\n  title: 深\n---\n正文";
    assert_eq!(
        read(text),
        ["title: 不知道 @ 不知道", "Text: 好：吧 @ 好：吧", "回复: - 好 @ - 好", "-: 正文 @ 正文"]
    );
    assert_eq!(read("+++\ntitle = \"好\"\n+++\n"), ["title: 好 @ 好"]);
}
