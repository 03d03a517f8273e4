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
        is_blank(self.text)
    }
}

/// Whether there is nothing to see in a text.
pub(crate) fn is_blank(text: &str) -> bool {
    // Nearly always the first byte says so, and no table of Unicode is asked.
    !text.bytes().next().is_some_and(|byte| byte.is_ascii_graphic()) && text.trim().is_empty()
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
        let cut = end.and_then(|end| self.rest.split_at_checked(end));
        let (whole, rest) = cut.unwrap_or((self.rest, ""));
        let text = whole.strip_suffix('\r').unwrap_or(whole);
        let line = Line { number: self.number, start: self.start, text };
        self.rest = rest.strip_prefix('\n').unwrap_or(rest);
        self.start += whole.len() + 1;
        self.number += 1;
        Some(line)
    }
}

/// The whole lines in the first `most` bytes of a text; of a first line that is longer, that much of it.
pub(crate) fn first_lines(text: &str, most: usize) -> &str {
    let Some(bytes) = text.as_bytes().get(..most) else { return text };
    let last = memchr::memrchr(b'\n', bytes).map(|newline| newline + 1);
    let end = last.or_else(|| (0..=most).rev().find(|&end| text.is_char_boundary(end)));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
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
    fn a_beginning_is_whole_lines() {
        assert_eq!(first_lines("一\n二\n", 6), "一\n");
        assert_eq!(first_lines("一\n二\n", 8), "一\n二\n");
        assert_eq!(first_lines("一二", 4), "一");
        assert_eq!(first_lines("", 4), "");
    }

    #[test]
    fn lines_further_down_count_on() {
        let part = Source::part("-", "一\n二", 9, 4);
        assert_eq!(seen(Lines::in_source(&part)), [(4, 9, "一"), (5, 13, "二")]);
    }
}
