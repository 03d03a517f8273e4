//! What of a file was touched, held against the replies in it. Does not know how that became known, and
//! looks into no reply.

use jinyu::{Source, Span, Turn};
use std::ops::Range;

/// What of a file was touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// All of it: it is new, or has no lines that could be compared.
    Whole,
    /// These lines, first and last, counted from 1, in order. Where something was taken out, the line
    /// before and the line behind it, of which there may be none.
    Lines(Vec<(usize, usize)>),
}

/// What of a source was touched, in bytes of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Extents {
    /// All of it.
    Whole,
    /// These ranges, whose starts and ends both ascend.
    Ranges(Vec<Range<usize>>),
}

impl Extents {
    /// What was touched of a source. One that was made of cells has no lines of its file, and is whole.
    pub(crate) fn of(source: &Source, touched: &Touched) -> Extents {
        let Touched::Lines(lines) = touched else { return Extents::Whole };
        if source.cells().next().is_some() {
            return Extents::Whole;
        }
        let mut starts = Starts::new(source);
        let ranges = lines.iter().map(|&(first, last)| {
            let start = starts.of(first);
            start..starts.clone().of(last.saturating_add(1))
        });
        Extents::Ranges(ranges.filter(|range| !range.is_empty()).collect())
    }

    /// Whether a reply is among it, or what its file says about the reply.
    pub(crate) fn meet(&self, turn: &Turn<'_>) -> bool {
        let Extents::Ranges(ranges) = self else { return true };
        let text = turn.in_file(Span::new(0, turn.text().len()));
        let mut spans = turn.directives().iter().map(|directive| directive.span()).chain([text]);
        spans.any(|span| {
            let behind = span.end().max(span.start() + 1);
            let next = ranges.partition_point(|range| range.end <= span.start());
            ranges.get(next).is_some_and(|range| range.start < behind)
        })
    }
}

/// Says where lines start, asked in ascending order.
#[derive(Clone)]
struct Starts<'s> {
    source: &'s Source,
    line: usize,
    /// In the text.
    at: usize,
}

impl<'s> Starts<'s> {
    fn new(source: &'s Source) -> Self {
        Starts { source, line: source.first_line(), at: 0 }
    }

    /// The offset in the file at which a line starts: one before the text at its start, one behind it
    /// at its end.
    fn of(&mut self, line: usize) -> usize {
        let text = self.source.text();
        while self.line < line && self.at < text.len() {
            let rest = text.as_bytes().get(self.at..).unwrap_or_default();
            let length = rest.iter().position(|byte| *byte == b'\n').map(|newline| newline + 1);
            self.at += length.unwrap_or(rest.len());
            self.line += 1;
        }
        self.source.offset() + self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu_formats::{Input, ReadOptions, read};

    /// Which replies are met, by the first character of each.
    fn met(input: Input, text: &str, lines: &[(usize, usize)]) -> String {
        let source = Source::part("f", text, 50, 11);
        let lines = lines.iter().map(|(first, last)| (first + 10, last + 10)).collect();
        let extents = Extents::of(&source, &Touched::Lines(lines));
        let options = ReadOptions { input, ..ReadOptions::default() };
        let turns = read(&source, &options).map(|turn| turn.expect("it can be read"));
        turns.filter(|turn| extents.meet(turn)).filter_map(|it| it.text().chars().next()).collect()
    }

    #[test]
    fn replies_are_met_from_their_first_line_to_their_last() {
        let lines = "一\n二\n三\n四";
        let yaml =
            "- text: |\n    一\n    b\n- text: 二\n  note: x\n# jinyu:ignore a 甲\n- text: 三\n";
        for (input, text, touched, expected) in [
            (Input::Lines, lines, vec![(1, 1)], "一"),
            (Input::Lines, lines, vec![(2, 3)], "二三"),
            (Input::Lines, lines, vec![(0, 1), (4, 5)], "一四"),
            (Input::Lines, lines, vec![(1, 2), (2, 3)], "一二三"),
            (Input::Lines, lines, vec![(5, 9)], ""),
            (Input::Lines, lines, vec![], ""),
            (Input::Lines, "", vec![(1, 1)], ""),
            (Input::Text, lines, vec![(3, 3)], "一"),
            (Input::Paragraphs, "一\nb\n\n二\n", vec![(2, 2)], "一"),
            (Input::Yaml, yaml, vec![(3, 3)], "一"),
            (Input::Yaml, yaml, vec![(4, 4)], "二"),
            (Input::Yaml, yaml, vec![(5, 5)], ""),
            (Input::Yaml, yaml, vec![(6, 6)], "三"),
        ] {
            assert_eq!(met(input, text, &touched), expected, "{text:?} {touched:?}");
        }
    }
}
