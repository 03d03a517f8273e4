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

/// The directives in comments, in the order of the file. One ends where its line does, or where the next
/// one begins.
fn comments(source: &Source) -> impl Iterator<Item = Directive> {
    let text = source.text();
    let marks = memchr::memmem::find_iter(text.as_bytes(), MARK);
    let mut starts = marks.filter_map(|at| opened(text.get(..at)?)).peekable();
    let pieces = std::iter::from_fn(move || {
        let start = starts.next()?;
        Some(start..starts.peek().copied().unwrap_or(text.len()))
    });
    pieces.filter_map(|piece| {
        let start = piece.start;
        let comment = text.get(piece)?.split('\n').next()?;
        Directive::in_comment(comment, source.offset() + start)
    })
}

/// Where the comment begins that is opened at the end of a text, if one is.
fn opened(text: &str) -> Option<usize> {
    let before = text.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
    let before = OPENERS.into_iter().find_map(|opener| before.strip_suffix(opener))?;
    before.chars().next_back().is_none_or(char::is_whitespace).then_some(before.len())
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
            (Input::Yaml, "- text: 一 # jinyu:ignore a 甲 # jinyu:ignore b 乙\n", vec!["一<甲+乙"]),
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
