//! What of a page is a reply, and where it stands.

use super::*;
use jinyu::Span;

/// Each turn as `id: text @ what stands in the file`, or the message of an error.
fn read(text: &str) -> Vec<String> {
    let source = Source::part("a.html", text, 40, 2);
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

/// The text of the one turn.
fn text(html: &str) -> String {
    let source = Source::new("a.html", html);
    let turns = turns(&source, &ReadOptions::default());
    let [Ok(turn)] = turns.as_slice() else { panic!("{html:?} is {turns:?}") };
    turn.text().to_owned()
}

#[test]
fn every_block_is_a_reply() {
    let text = "<!DOCTYPE html><title>一</title><body>二<p>三<p>四<ul><li>五<li>六<ul><li>七</ul></ul><table><tr><td>八<td>九</table><select><option>十<option>百</select><button>千</button>万";
    let read = read(text);
    let texts: Vec<_> = read.iter().map(|line| line.split(' ').nth(1).unwrap()).collect();
    assert_eq!(texts.concat(), "一二三四五六七八九十百千万");
    assert_eq!(texts.len(), 13);
}

#[test]
fn inline_elements_join_and_spaces_collapse() {
    for (html, read) in [
        ("<p>不<b>清</b><a href='x'>楚</a></p>", "不清楚"),
        ("<p>不\n  清楚</p>", "不清楚"),
        ("<p>I  do\n\tnot</p>", "I do not"),
        ("<p> 好 <i> 吧 </i> </p>", "好 吧"),
        ("<p>不<!-- 内部 -->清楚</p>", "不清楚"),
        ("<p>不<wbr>清楚</p>", "不清楚"),
        ("<p>不知道<br/>好<br>\n吧</p>", "不知道\n好\n吧"),
        ("<p>按 <code>不知道</code> 键</p>", "按 … 键"),
        ("<p>不<code><code>x</code>y</code>清</p>", "不…清"),
        ("<p>不<img src=x>清</p>", "不…清"),
        ("<p>不<svg><title>x</title></svg>清</p>", "不…清"),
        ("<p>不<svg/>清</p>", "不清"),
        ("<p>不<script>'</p>'</script>清</p>", "不清"),
        ("<textarea>不&amp;<b></textarea>", "不&<b>"),
    ] {
        assert_eq!(text(html), read, "{html:?}");
    }
}

#[test]
fn references_mean_what_browsers_make_of_them() {
    for (html, read) in [
        ("&#19981;&#x6e05;&#X695A;", "不清楚"),
        ("a&amp;b&ampc&am;", "a&b&c&am;"),
        ("a&nbsp;b", "a\u{a0}b"),
        ("a&notit;b&notin;", "a¬it;b∉"),
        ("a&semi;b;", "a;b;"),
        ("a & b && c &; &#; &#x;", "a & b && c &; &#; &#x;"),
        ("a&NotEqualTilde;", "a≂\u{338}"),
        ("a&#0;&#xD800;", "a\u{fffd}\u{fffd}"),
        ("3 < 4 好", "3 < 4 好"),
        ("a</>b", "ab"),
    ] {
        assert_eq!(text(html), read, "{html:?}");
    }
    assert_eq!(read("<p>不&#28165;楚"), ["-: 不清楚 @ 不&#28165;楚"]);
}

#[test]
fn attributes_that_are_seen_are_replies() {
    let html = "<div id=a><img alt=\"不&quot;知\n道\" src='不知道' title='好'></div><input placeholder=请\u{4e00}输入 value='不知道'>";
    assert_eq!(
        read(html),
        ["a: 不\"知道 @ 不&quot;知\n道", "a: 好 @ 好", "a: 请一输入 @ 请一输入"]
    );
}

#[test]
fn the_id_or_the_heading_above_names_a_reply() {
    let html =
        "<p>一</p><h2>退<b>货</b></h2><p>二<h3 id=x>题</h3>三<section id='y'><p>四<h4></h4>五";
    assert_eq!(
        read(html),
        [
            "-: 一 @ 一",
            "-: 退货 @ 退<b>货",
            "退货: 二 @ 二",
            "x: 题 @ 题",
            "x: 三 @ 三",
            "y: 四 @ 四",
            "-: 五 @ 五"
        ]
    );
}

#[test]
fn what_swallows_the_rest_is_told() {
    let never = "because nothing behind it was read";
    assert_eq!(
        read("一\n<p>二<pre>不知道"),
        [
            "-: 一 @ 一".to_owned(),
            "-: 二 @ 二".to_owned(),
            format!("a.html:3:5: this <pre> is never closed; close it with </pre>, {never}"),
        ]
    );
    assert_eq!(
        read("一 <!-- 不知道"),
        [
            "-: 一 @ 一".to_owned(),
            format!("a.html:2:3: this comment is never closed; close it with -->, {never}")
        ]
    );
    assert_eq!(
        read("一<p title=\"不知道</p>"),
        [
            "-: 一 @ 一".to_owned(),
            format!(
                "a.html:2:2: this tag is never closed; close it, and the quotes in it, {never}"
            )
        ]
    );
}
