//! What the authors of a file say to each other in it, and no customer reads. Finds comments; knows
//! nothing of what they say.

use crate::input::Input;
use crate::replies::{html, markdown, po, properties};
use jinyu::{InFile, Source, Span};

/// A comment in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// All of it, its marks included, in bytes of the decoded file.
    pub span: Span<InFile>,
    /// What it says, without its marks and the spaces around, likewise.
    pub text: Span<InFile>,
}

/// The comments of a Markdown or HTML file (`<!-- … -->`), of a gettext catalogue (`# …` and `#. …`)
/// or of Java properties (`# …` and `! …`), in the order of the file. None in every other input.
///
/// A comment says something about the turn that starts behind it, or around it: Markdown and HTML
/// let one stand inside of a paragraph, which then goes on behind it.
///
/// ```
/// use jinyu::Source;
/// use jinyu_formats::{Input, comments};
/// let source = Source::new("a.md", "<!-- 法务要求 -->\n这个不清楚。");
/// let comments = comments(&source, Input::Auto);
/// assert_eq!(comments[0].span.start(), 0);
/// assert_eq!(comments[0].text.cut(source.text()), Some("法务要求"));
/// ```
#[must_use]
pub fn comments(source: &Source, input: Input) -> Vec<Comment> {
    let (text, start) = (source.text(), source.offset());
    let (spans, marks): (_, [&[&str]; 2]) = match input.detect(source) {
        Input::Markdown => (markdown::comments(text, start), [&["<!--"], &["-->"]]),
        Input::Html => (html::comments(text, start), [&["<!--"], &["-->"]]),
        Input::Po => (po::comments(source), [&["#.", "#"], &[]]),
        Input::Properties => (properties::comments(source), [&["#", "!"], &[]]),
        _ => return Vec::new(),
    };
    spans.into_iter().map(|span| without_marks(source, span, marks)).collect()
}

fn without_marks(source: &Source, span: Span<InFile>, [opening, closing]: [&[&str]; 2]) -> Comment {
    let from = span.start() - source.offset();
    let whole = source.text().get(from..from + span.len()).unwrap_or_default();
    let said = opening.iter().find_map(|mark| whole.strip_prefix(mark)).unwrap_or(whole);
    let before = whole.len() - said.len();
    let said = closing.iter().find_map(|mark| said.strip_suffix(mark)).unwrap_or(said);
    let spaces = said.len() - said.trim_start().len();
    let start = span.start() + before + spaces;
    Comment { span, text: Span::new(start, start + said.trim().len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, text: &str) -> Vec<(String, String)> {
        let source = Source::part(name, text, 50, 3);
        let cut = |span: Span<InFile>| text[span.start() - 50..span.end() - 50].to_owned();
        let comments = comments(&source, Input::Auto);
        comments.into_iter().map(|comment| (cut(comment.span), cut(comment.text))).collect()
    }

    fn texts(name: &str, text: &str) -> Vec<String> {
        said(name, text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn every_format_has_its_own() {
        let markdown = "<!-- 一 -->\n\n不<!--二-->清楚 `<!-- no -->`\n\n```\n<!-- no -->\n```\n- <div>\n  <!-- 三\n  three -->\n  </div>\n";
        assert_eq!(texts("a.md", markdown), ["一", "二", "三\n  three"]);
        let html = "<p title='<!-- no -->'>a<!-- 一 -->b<!----><!DOCTYPE x><?no?><script><!-- no --></script>";
        assert_eq!(texts("a.html", html), ["一", ""]);
        let po = "# 一\n#. 二\n#: a.c:3\n#, fuzzy\nmsgid \"# no\"\n  #三 \r\n#\n#~ msgid \"no\"\n";
        assert_eq!(texts("a.po", po), ["一", "二", "三", ""]);
        let properties = "# 一\na=b\\\n# no\n  !二\\\r\n#\nc=# no\n";
        assert_eq!(texts("a.properties", properties), ["一", "二\\", ""]);
        assert_eq!(texts("a.txt", "<!-- no -->"), [""; 0]);
    }

    #[test]
    fn the_span_is_the_whole_comment() {
        assert_eq!(said("a.md", "a <!-- b --> c"), [("<!-- b -->".into(), "b".into())]);
        assert_eq!(said("a.po", " # b \n"), [("# b".into(), "b".into())]);
    }
}
