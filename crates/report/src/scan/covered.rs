//! A text in which names and numbers are covered, and where the places of the text are in it. Knows not
//! what is covered, nor with what.

use super::mask::{mask, mask_session, mask_speaker};
use std::borrow::Cow;
use std::ops::Range;

/// Covers what must not be seen in a text.
pub type Cover = for<'t> fn(&'t str) -> Covered<'t>;

/// What covers what must not be seen.
#[derive(Clone, Copy, Debug)]
pub struct Covers {
    /// In what somebody says.
    pub text: Cover,
    /// In the name of somebody who does not serve.
    pub speaker: Cover,
    /// In what a session is called.
    pub session: Cover,
}

impl Covers {
    /// Covers what [`mask`], [`mask_speaker`] and [`mask_session`] do.
    pub const MASK: Covers = Covers { text: mask, speaker: mask_speaker, session: mask_session };
}

/// A text as it may be shown.
///
/// ```
/// use jinyu_report::scan::{Covered, mask};
/// let covered = Covered::of("打13800138000，急什么", Some(mask));
/// assert_eq!(covered.text(), "打138****8000，急什么");
/// assert_eq!(&covered.text()[covered.range(17..26)], "急什么");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered<'t> {
    text: Cow<'t, str>,
    changes: Vec<Change>,
}

/// A piece that is shown as something else: its bytes in the text, and in what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    was: Range<usize>,
    is: Range<usize>,
}

impl<'t> Covered<'t> {
    /// The text as `cover` leaves it; as it is where there is none.
    #[must_use]
    pub fn of(text: &'t str, cover: Option<Cover>) -> Covered<'t> {
        cover
            .map_or(Covered { text: Cow::Borrowed(text), changes: Vec::new() }, |cover| cover(text))
    }

    /// A text in which something else is shown instead of ranges of bytes, which are in order and share none.
    pub(super) fn instead(text: &'t str, hidden: Vec<(Range<usize>, String)>) -> Covered<'t> {
        if hidden.is_empty() {
            return Covered::of(text, None);
        }
        let mut shown = String::with_capacity(text.len());
        let mut changes = Vec::with_capacity(hidden.len());
        let mut from = 0;
        for (was, instead) in hidden {
            shown.push_str(text.get(from..was.start).unwrap_or_default());
            let start = shown.len();
            shown.push_str(&instead);
            from = was.end;
            changes.push(Change { was, is: start..shown.len() });
        }
        shown.push_str(text.get(from..).unwrap_or_default());
        Covered { text: Cow::Owned(shown), changes }
    }

    /// What may be shown.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// It as a text of its own.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// Whether something was covered.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Where a range of the text, in bytes, is in what may be shown; with all of a cover that it touches.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start, |change| change.is.start);
        let end = self.place(range.end, |change| change.is.end);
        start..end.max(start)
    }

    fn place(&self, offset: usize, inside: impl Fn(&Change) -> usize) -> usize {
        let before = self.changes.partition_point(|change| change.was.end <= offset);
        if let Some(change) = self.changes.get(before).filter(|change| change.was.start < offset) {
            return inside(change);
        }
        let last = before.checked_sub(1).and_then(|last| self.changes.get(last));
        last.map_or(offset, |change| change.is.end + (offset - change.was.end))
    }
}
