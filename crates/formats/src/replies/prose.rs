//! Text that is woven into markup: pieces of a file to the one text that its readers see, and the way
//! back. Knows spaces and line ends and no markup.

use super::Placed;
use crate::read::ReadOptions;
use jinyu::{InFile, InTurn, OffsetMap, Span, Turn};
use std::borrow::Cow;
use std::ops::Range;

/// What stands for a piece that is no text between pieces that are: code, a picture. It keeps the
/// words on its two sides apart.
pub(super) const ELSE: &str = "…";

/// A text that is being put together. Pieces come in the order of the file; what stands between two
/// of them in the file is left out.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    text: String,
    /// The way back, from the first piece on; it ends at the file's byte `end`.
    map: Option<OffsetMap<InTurn, InFile>>,
    start: usize,
    end: usize,
    /// Space behind the text, which counts if more text follows.
    space: Option<(Range<usize>, Space)>,
}

/// What space between two pieces is read as; a greater one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Space {
    /// One space.
    Blank,
    /// A line that was broken for its length: one space, and nothing between two characters of
    /// a script that writes none, as in 不⏎清楚.
    Wrap,
    /// A line that ends there on purpose.
    Line,
}

impl Prose {
    /// `text` stands in the file as it is, from byte `at` on.
    pub(crate) fn copy(&mut self, at: usize, text: &str) {
        if let Some(map) = self.reach(at, text) {
            map.copy(text.len());
        }
        self.text.push_str(text);
        self.end = at + text.len();
    }

    /// `text` is what the bytes `at` of the file stand for. Nothing where they stand for nothing.
    pub(crate) fn rewrite(&mut self, at: Range<usize>, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(map) = self.reach(at.start, text) {
            map.rewrite(text.len(), at.len());
        }
        self.text.push_str(text);
        self.end = at.end;
    }

    /// A part of a text that was itself made of the file, which `map` leads back to.
    pub(crate) fn part(&mut self, text: &str, map: &OffsetMap<InTurn, InFile>, part: Range<usize>) {
        let mut run: Option<(Range<usize>, usize)> = None;
        for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
            let at = part.start + at;
            let end = at + c.len_utf8();
            let there = map.source(Span::new(at, end));
            let copied = there.len() == c.len_utf8();
            match &mut run {
                Some((range, start))
                    if copied && start.wrapping_add(range.len()) == there.start() =>
                {
                    range.end = end;
                }
                _ => {
                    self.run(text, run.take());
                    if copied {
                        run = Some((at..end, there.start()));
                    } else {
                        self.rewrite(
                            there.start()..there.end(),
                            text.get(at..end).unwrap_or_default(),
                        );
                    }
                }
            }
        }
        self.run(text, run);
    }

    fn run(&mut self, text: &str, run: Option<(Range<usize>, usize)>) {
        if let Some((range, start)) = run {
            self.copy(start, text.get(range).unwrap_or_default());
        }
    }

    /// The text and the way back; `None` where there is none.
    pub(crate) fn into_parts(self) -> Option<(String, OffsetMap<InTurn, InFile>)> {
        let Prose { text, map, .. } = self;
        map.map(|map| (text, map))
    }

    /// The bytes `at` of the file, which lie behind all pieces, are space of this kind.
    pub(crate) fn space(&mut self, at: Range<usize>, kind: Space) {
        if self.text.is_empty() {
            return;
        }
        match &mut self.space {
            Some((range, known)) => {
                range.end = at.end;
                *known = kind.max(*known);
            }
            none => *none = Some((at, kind)),
        }
    }

    /// What was put together so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The turn, and where it starts; `None` where nothing in it is said. Nothing is left behind.
    pub(super) fn take<'s>(
        &mut self,
        id: Option<&str>,
        options: &ReadOptions,
    ) -> Option<Placed<'s>> {
        let Prose { text, map, start, .. } = std::mem::take(self);
        let map = map.filter(|_| says_something(&text))?;
        let id = id.map(|id| Cow::Owned(id.to_owned()));
        Some((start, Ok(turn(text, map, id, options))))
    }

    /// Settles the space before a piece that starts with `next` at `at`, and leaves out what else
    /// stands there.
    fn reach(&mut self, at: usize, next: &str) -> Option<&mut OffsetMap<InTurn, InFile>> {
        if let Some((range, kind)) = self.space.take() {
            let before = self.text.chars().next_back();
            let unparted = before.is_some_and(is_unspaced) && next.starts_with(is_unspaced);
            let said = match kind {
                Space::Line => "\n",
                Space::Wrap if unparted => "",
                Space::Blank | Space::Wrap => " ",
            };
            self.rewrite(range, said);
        }
        if self.map.is_none() {
            self.map = Some(OffsetMap::starting_at(at));
            (self.start, self.end) = (at, at);
        }
        let map = self.map.as_mut()?;
        let left_out = at.saturating_sub(self.end);
        if left_out > 0 {
            map.rewrite(0, left_out);
        }
        Some(map)
    }
}

/// The turn of a text, by whoever speaks where the file does not say.
pub(super) fn turn<'s>(
    text: impl Into<Cow<'s, str>>,
    map: OffsetMap<InTurn, InFile>,
    id: Option<Cow<'s, str>>,
    options: &ReadOptions,
) -> Turn<'s> {
    Turn::new(text).with_map(map).with_id(id).with_role(options.role).with_channel(options.channel)
}

/// Whether a text holds more than marks.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether a script puts no space beside a character: ideographs, kana, and their punctuation.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF65}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn woven(prose: &mut Prose) -> Option<Turn<'static>> {
        prose.take(None, &ReadOptions::default()).map(|(_, turn)| turn.unwrap())
    }

    #[test]
    fn space_counts_between_two_pieces_only() {
        let mut prose = Prose::default();
        prose.space(0..2, Space::Blank);
        prose.copy(2, "OK");
        prose.space(4..5, Space::Blank);
        prose.space(5..9, Space::Wrap);
        prose.copy(9, "不");
        prose.space(12..13, Space::Wrap);
        prose.copy(15, "清");
        prose.space(18..22, Space::Line);
        prose.copy(22, "楚");
        prose.space(25..26, Space::Line);
        let turn = woven(&mut prose).unwrap();
        assert_eq!(turn.text(), "OK 不清\n楚");
        assert_eq!(turn.in_file(Span::new(3, 9)), Span::new(9, 18));
        assert_eq!(turn.in_file(Span::new(2, 3)), Span::new(4, 9));
        assert_eq!(turn.in_file(Span::new(6, 9)), Span::new(15, 18));
        assert_eq!(prose.text(), "");
    }

    #[test]
    fn marks_alone_say_nothing() {
        let mut prose = Prose::default();
        prose.rewrite(0..9, ELSE);
        assert!(woven(&mut prose).is_none());
    }
}
