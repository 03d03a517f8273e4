//! A text cut into numbered lines. Knows line ends and nothing else.

/// One line, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'s> {
    /// Counted from 1.
    pub(crate) number: usize,
    /// Where it starts in the text, in bytes.
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
    text: &'s str,
    next_start: usize,
    number: usize,
}

impl<'s> Lines<'s> {
    pub(crate) fn of(text: &'s str) -> Self {
        Lines { text, next_start: 0, number: 0 }
    }
}

impl<'s> Iterator for Lines<'s> {
    type Item = Line<'s>;

    fn next(&mut self) -> Option<Line<'s>> {
        let start = self.next_start;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.next_start = start + length + 1;
        self.number += 1;
        let text = &rest[..length];
        Some(Line { number: self.number, start, text: text.strip_suffix('\r').unwrap_or(text) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_line_ends_and_a_missing_last_one() {
        let lines: Vec<_> = Lines::of("一\r\n\n二").map(|l| (l.number, l.start, l.text)).collect();
        assert_eq!(lines, [(1, 0, "一"), (2, 5, ""), (3, 6, "二")]);
        assert_eq!(Lines::of("a\n").count(), 1);
        assert_eq!(Lines::of("").count(), 0);
    }
}
