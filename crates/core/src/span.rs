//! Byte ranges that remember what they count into, so that offsets of a reply and offsets of the
//! file around it cannot be mixed: that does not compile.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

/// What an offset counts into: one of the three below, and nothing else.
pub trait Space: sealed::Sealed + Copy + Ord + Hash + Debug + 'static {}

mod sealed {
    /// Not to be named outside, so that no other crate can add a space.
    pub trait Sealed {}
    impl Sealed for super::InFile {}
    impl Sealed for super::InTurn {}
    impl Sealed for super::InView {}
}

/// UTF-8 bytes of the decoded file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a mark of a type")]
pub struct InFile;
/// UTF-8 bytes of one turn's text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a mark of a type")]
pub struct InTurn;
/// Cells of the folded view of one turn's text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a mark of a type")]
pub struct InView;
impl Space for InFile {}
impl Space for InTurn {}
impl Space for InView {}

/// A half-open range `start..end`; `start <= end` always holds.
///
/// ```
/// use jinyu::{InTurn, Span};
/// let span = Span::<InTurn>::new(3, 9);
/// assert_eq!(span.len(), 6);
/// assert_eq!(span.cut("很不清楚"), Some("不清"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<S: Space> {
    start: usize,
    end: usize,
    space: PhantomData<S>,
}

impl<S: Space> Span<S> {
    /// The range `start..end`; a range that ends before it starts is empty at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start), space: PhantomData }
    }

    /// The first offset inside.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// The first offset behind.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// How many units it covers.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether every unit of `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The usual range, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

impl Span<InTurn> {
    /// The text under the span; `None` where it does not lie on character edges of `text`.
    #[must_use]
    pub fn cut(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// What stands before the span, the text under it, and what stands behind it; `None` where it
    /// does not lie on character edges of `text`.
    ///
    /// ```
    /// use jinyu::Span;
    /// assert_eq!(Span::new(3, 6).split("很不清"), Some(("很", "不", "清")));
    /// ```
    #[must_use]
    pub fn split(self, text: &str) -> Option<(&str, &str, &str)> {
        let (before, rest) = text.split_at_checked(self.start)?;
        let (under, behind) = rest.split_at_checked(self.len())?;
        Some((before, under, behind))
    }
}

impl Span<InFile> {
    /// The text under the span; `None` where it does not lie on character edges of `text`.
    #[must_use]
    pub fn cut(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

impl<S: Space> Debug for Span<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::{InFile, InTurn, Span};

    #[test]
    fn a_span_is_told_by_its_ends() {
        assert_eq!(format!("{:?}", Span::<InTurn>::new(3, 6)), "3..6");
    }

    #[test]
    fn cut_on_character_edges_only() {
        for (start, end, cut) in [(3, 6, Some("不")), (3, 3, Some("")), (3, 5, None), (6, 12, None)]
        {
            assert_eq!(Span::<InTurn>::new(start, end).cut("很不清"), cut);
            assert_eq!(Span::<InFile>::new(start, end).cut("很不清"), cut);
        }
    }

    #[test]
    fn what_lies_in_what() {
        let span = Span::<InTurn>::new;
        for (a, b, contains, overlaps) in [
            ((2, 5), (2, 5), true, true),
            ((2, 5), (3, 4), true, true),
            ((2, 5), (2, 6), false, true),
            ((2, 5), (1, 5), false, true),
            ((2, 5), (0, 3), false, true),
            ((2, 5), (4, 9), false, true),
            ((2, 5), (5, 6), false, false),
            ((2, 5), (0, 2), false, false),
            ((2, 5), (5, 5), true, false),
            ((2, 5), (3, 3), true, true),
        ] {
            let (one, other) = (span(a.0, a.1), span(b.0, b.1));
            assert_eq!(one.contains(other), contains, "{a:?} contains {b:?}");
            assert_eq!(one.overlaps(other), overlaps, "{a:?} overlaps {b:?}");
            assert_eq!(other.overlaps(one), overlaps, "{b:?} overlaps {a:?}");
            assert_eq!((one.len(), one.is_empty(), one.range()), (3, false, 2..5));
        }
        assert_eq!((span(4, 4).is_empty(), span(4, 4).len()), (true, 0));
        assert_eq!(span(3, 6).split("很不清"), Some(("很", "不", "清")));
        assert_eq!((span(3, 7).split("很不清"), span(1, 3).split("很不清")), (None, None));
    }
}
