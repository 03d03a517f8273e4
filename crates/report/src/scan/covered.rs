//! A text in which names and numbers are covered, and where the places of the text are in it. Knows not
//! what is covered, nor with what.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::borrow::Cow;
use std::ops::Range;

/// Covers what must not be seen in a text; the text itself where there is nothing.
pub type Cover = fn(&str) -> Cow<'_, str>;

/// What covers what must not be seen.
#[derive(Clone, Copy, Debug)]
pub struct Covers {
    /// In what somebody says.
    pub text: Cover,
    /// In the name of somebody who does not serve.
    pub speaker: Cover,
}

/// A text as it may be shown.
///
/// ```
/// use jinyu_report::scan::Covered;
/// let covered = Covered::of("打13800138000，急什么", Some(|text| text.replace("3800138", "*").into()));
/// assert_eq!(covered.text(), "打1*000，急什么");
/// assert_eq!(&covered.text()[covered.range(17..26)], "急什么");
/// ```
#[derive(Clone, Debug)]
pub struct Covered<'t> {
    text: Cow<'t, str>,
    changes: Option<Changes>,
}

/// What became of a text, character by character.
#[derive(Clone, Debug)]
struct Changes {
    /// Where each character begins, and the end.
    before: Vec<usize>,
    after: Vec<usize>,
    ops: Vec<DiffOp>,
}

impl<'t> Covered<'t> {
    /// The text as `cover` leaves it; as it is where there is none.
    #[must_use]
    pub fn of(text: &'t str, cover: Option<Cover>) -> Covered<'t> {
        let covered = cover.map_or(Cow::Borrowed(text), |cover| cover(text));
        let changes = (covered != text).then(|| Changes::between(text, &covered));
        Covered { text: covered, changes }
    }

    /// What may be shown.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether something was covered.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.changes.is_some()
    }

    /// Where a range of the text, in bytes, is in what may be shown; with all of a cover that it touches.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let Some(changes) = &self.changes else { return range };
        let start = changes.place(range.start, false);
        start..changes.place(range.end, true).max(start)
    }
}

impl Changes {
    fn between(before: &str, after: &str) -> Changes {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        let starts =
            |text: &str| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Changes {
            ops: capture_diff_slices(Algorithm::Myers, &characters(before), &characters(after)),
            before: starts(before),
            after: starts(after),
        }
    }

    /// Where an offset, which is the `end` of something or its beginning, has gone.
    fn place(&self, offset: usize, end: bool) -> usize {
        let at = self.before.partition_point(|start| *start < offset);
        let holds = |op: &&DiffOp| {
            let old = op.old_range();
            if end { old.start < at && at <= old.end } else { old.contains(&at) }
        };
        let character = match self.ops.iter().find(holds) {
            Some(op @ DiffOp::Equal { .. }) => op.new_range().start + (at - op.old_range().start),
            Some(op) if end => op.new_range().end,
            Some(op) => op.new_range().start,
            None if end => 0,
            None => self.after.len().saturating_sub(1),
        };
        let last = self.after.last().copied().unwrap_or_default();
        self.after.get(character).copied().unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stars(text: &str) -> Cow<'_, str> {
        text.replace("13800138000", "138****").replace("张三", "某先生").into()
    }

    #[test]
    fn marks_stay_where_they_were() {
        let table = [
            ("找张三，急什么？", "急什么", "急什么"),
            ("急什么？找张三", "急什么", "急什么"),
            ("找张三13800138000急什么", "急什么", "急什么"),
            ("打13800138000", "打13800138000", "打138****"),
            ("打13800138000吧", "0013", "****"),
            ("没有", "没有", "没有"),
        ];
        for (text, mark, shown) in table {
            let covered = Covered::of(text, Some(stars));
            let start = text.find(mark).unwrap();
            let range = covered.range(start..start + mark.len());
            assert_eq!(&covered.text()[range], shown, "{text}");
        }
    }
}
