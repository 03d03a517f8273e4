//! Plain text to turns: what stands between blank lines is one. Knows no markup.

use super::prose::{says_something, turn};
use crate::error::ReadError;
use crate::line::{Line, Lines};
use crate::read::ReadOptions;
use jinyu::{OffsetMap, Source, Turn};

/// The turns of a text, in the order of the file. A line end inside of one is a part of it.
pub(crate) fn turns<'s>(
    source: &'s Source,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut turns = Vec::new();
    let mut lines = Lines::in_source(source).peekable();
    while let Some(first) = lines.next() {
        if first.is_blank() {
            continue;
        }
        let mut last = first;
        while let Some(line) = lines.next_if(|line| !line.is_blank()) {
            last = line;
        }
        turns.extend(paragraph(source, first, last, options).map(Ok));
    }
    turns
}

/// The turn from one line to another, without the spaces around it.
fn paragraph<'s>(
    source: &'s Source,
    first: Line<'s>,
    last: Line<'s>,
    options: &ReadOptions,
) -> Option<Turn<'s>> {
    let (start, end) = (first.start, last.start + last.text.len());
    let text = source.text().get(start - source.offset()..end - source.offset())?;
    let spaces = text.len() - text.trim_start().len();
    let text = text.trim();
    let mut map = OffsetMap::starting_at(start + spaces);
    map.copy(text.len());
    says_something(text).then(|| turn(text, map, None, options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::Span;

    #[test]
    fn blank_lines_part_replies_and_line_ends_do_not() {
        let source = Source::part("-", "\n \n  您好\r\n我不清楚 \r\n\t\r\n---\n\nOK\n", 100, 7);
        let turns = turns(&source, &ReadOptions::default());
        let turns: Vec<_> = turns.into_iter().map(Result::unwrap).collect();
        let texts: Vec<_> = turns.iter().map(Turn::text).collect();
        assert_eq!(texts, ["您好\r\n我不清楚", "OK"]);
        assert_eq!(turns[0].in_file(Span::new(11, 20)), Span::new(116, 125));
        assert_eq!(turns[1].in_file(Span::new(0, 2)).start(), 136);
    }
}
