//! Comments that say which findings of a reply may stay: which reply each is meant for. What a
//! directive says is the core's business.

use crate::error::ReadError;
use jinyu::{Directive, OffsetMap, Source, Span, Turn};

/// What a directive in a comment begins with.
const MARK: &str = "jinyu:ignore";
/// What a comment begins with, in the formats that have any.
const OPENERS: [&str; 6] = ["#", "//", "<!--", "/*", "!", ";"];

/// Gives each directive in a comment to the reply that ends on its line, or else to the next one.
/// One behind the last reply comes with an empty turn, so that somebody says that it hides nothing.
/// Linear in the length of the source and the number of turns, which are in the order of the file.
pub(crate) fn attach<'s>(
    source: &'s Source,
    turns: Vec<Result<Turn<'s>, ReadError>>,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut comments = comments(source).peekable();
    if comments.peek().is_none() {
        return turns;
    }
    let mut attached: Vec<Result<Turn<'s>, ReadError>> = Vec::with_capacity(turns.len());
    let mut waiting: Vec<Directive> = Vec::new();
    for turn in turns {
        let Ok(turn) = turn else {
            attached.push(turn);
            continue;
        };
        let whole = turn.in_file(Span::new(0, turn.text().len()));
        while let Some(directive) = comments.next_if(|it| it.span().start() < whole.start()) {
            waiting.push(directive);
        }
        // What stands inside of a reply is said to the customer.
        while comments.next_if(|it| it.span().start() < whole.end()).is_some() {}
        let mut directives = turn.directives().to_vec();
        directives.append(&mut waiting);
        let same_line = |it: &Directive| !between(source, whole.end(), it).contains('\n');
        while let Some(directive) = comments.next_if(same_line) {
            directives.push(directive);
        }
        attached.push(Ok(turn.with_directives(directives)));
    }
    waiting.extend(comments);
    attached.extend(alone(waiting).map(Ok));
    attached
}

/// A turn of no words for directives that no reply stands behind.
pub(crate) fn alone<'s>(directives: Vec<Directive>) -> Option<Turn<'s>> {
    let first = directives.first()?;
    let map = OffsetMap::starting_at(first.span().start());
    Some(Turn::new("").with_map(map).with_directives(directives))
}

fn between<'s>(source: &'s Source, end: usize, directive: &Directive) -> &'s str {
    let range = end - source.offset()..directive.span().start() - source.offset();
    source.text().get(range).unwrap_or_default()
}

/// The directives in comments, in the order of the file.
fn comments(source: &Source) -> impl Iterator<Item = Directive> {
    let text = source.text();
    memchr::memmem::find_iter(text.as_bytes(), MARK).filter_map(move |at| {
        let line = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |newline| newline + 1);
        let before = text.get(line..at)?.trim_end();
        let opener = OPENERS.into_iter().find(|opener| before.ends_with(opener))?;
        let opened = before.len() - opener.len();
        let free = before[..opened].chars().next_back().is_none_or(char::is_whitespace);
        let comment = text.get(line + opened..)?;
        let comment = comment.split('\n').next()?;
        free.then(|| Directive::in_comment(comment, source.offset() + line + opened))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, ReadOptions, read};

    /// What each turn of a text is told, as `text<reason`.
    fn told(input: Input, text: &str) -> Vec<String> {
        let source = Source::new("f", text);
        let options = ReadOptions { input, ..ReadOptions::default() };
        let turns = read(&source, &options).map(|turn| turn.expect("it can be read"));
        let told = |turn: Turn<'_>| {
            let reasons = turn.directives().iter().map(|it| it.reason().to_owned());
            format!("{}<{}", turn.text(), reasons.collect::<Vec<_>>().join("+"))
        };
        turns.map(told).collect()
    }

    #[test]
    fn a_directive_is_for_the_reply_on_its_line_or_the_next() {
        for (input, text, expected) in [
            (Input::Yaml, "# jinyu:ignore a 甲\n- text: 一\n- text: 二\n", vec!["一<甲", "二<"]),
            (Input::Yaml, "- text: 一 # jinyu:ignore a 甲\n- text: 二\n", vec!["一<甲", "二<"]),
            (Input::Yaml, "- text: 'x # jinyu:ignore a 甲'\n", vec!["x # jinyu:ignore a 甲<"]),
            (Input::Yaml, "- text: 一\n  # jinyu:ignore a 甲\n", vec!["一<", "<甲"]),
            (
                Input::Yaml,
                "# jinyu:ignore a 甲\n# jinyu:ignore b 乙\n- text: |\n    一\n    二\n",
                vec!["一\n二\n<甲+乙"],
            ),
            (Input::Yaml, "- text: 一\n  note: see jinyu:ignore a 甲\n", vec!["一<"]),
            (Input::Lines, "# jinyu:ignore a 甲\n一\n二\n", vec!["一<甲", "二<"]),
            (Input::Lines, "# jinyu:ignore a 甲\n\n一\n", vec!["<甲", "一<"]),
            (Input::Lines, "一\n# jinyu:ignore a 甲", vec!["一<", "<甲"]),
            (Input::Lines, "一 # jinyu:ignore a 甲", vec!["一 # jinyu:ignore a 甲<"]),
            (
                Input::Jsonl,
                "{\"text\":\"一\",\"jinyu_ignore\":\"a 甲\"}\n{\"text\":\"二\"}\n",
                vec!["一<甲", "二<"],
            ),
            (Input::Csv, "text,jinyu_ignore\n一,a 甲\n二,\n", vec!["一<甲", "二<"]),
        ] {
            assert_eq!(told(input, text), expected, "{text}");
        }
    }
}
