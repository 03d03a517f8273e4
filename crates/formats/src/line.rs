//! A text cut into numbered lines. Knows line ends and nothing else.

use jinyu::Source;

/// One line, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'s> {
    /// Counted from 1, in the file.
    pub(crate) number: usize,
    /// Where it starts in the file, in bytes.
    pub(crate) start: usize,
    pub(crate) text: &'s str,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a text, each found when it is asked for. Lines end with `\n` or `\r\n`.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'s> {
    rest: &'s str,
    start: usize,
    number: usize,
}

impl<'s> Lines<'s> {
    pub(crate) fn of(text: &'s str) -> Self {
        Lines { rest: text, start: 0, number: 1 }
    }

    /// The lines of a text that may start further down in its file.
    pub(crate) fn in_source(source: &'s Source) -> Self {
        Lines { rest: source.text(), start: source.offset(), number: source.first_line() }
    }
}

impl<'s> Iterator for Lines<'s> {
    type Item = Line<'s>;

    fn next(&mut self) -> Option<Line<'s>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', self.rest.as_bytes());
        let length = end.unwrap_or(self.rest.len());
        let text = &self.rest[..length];
        let text = text.strip_suffix('\r').unwrap_or(text);
        let line = Line { number: self.number, start: self.start, text };
        self.rest = self.rest.get(length + 1..).unwrap_or_default();
        self.start += length + 1;
        self.number += 1;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: Lines<'_>) -> Vec<(usize, usize, &str)> {
        lines.map(|line| (line.number, line.start, line.text)).collect()
    }

    #[test]
    fn both_line_ends_and_a_missing_last_one() {
        assert_eq!(seen(Lines::of("一\r\n\n二")), [(1, 0, "一"), (2, 5, ""), (3, 6, "二")]);
        assert_eq!(seen(Lines::of("a\n")), [(1, 0, "a")]);
        assert_eq!(seen(Lines::of("")), []);
    }

    #[test]
    fn lines_further_down_count_on() {
        let part = Source::part("-", "一\n二", 9, 4);
        assert_eq!(seen(Lines::in_source(&part)), [(4, 9, "一"), (5, 13, "二")]);
    }
}
