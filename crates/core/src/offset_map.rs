//! The way back from a text that was made out of another one (a JSON string without its escapes)
//! to the exact place in the original. It never looks at the texts themselves.

use crate::span::{Space, Span};
use std::marker::PhantomData;

/// Maps spans of a derived text (`From`) to the smallest span of the text it was made from (`To`).
///
/// A map is a start and a list of rewritten pieces; everything between two pieces was copied byte
/// for byte. A span that touches part of a rewritten piece maps to the whole of that piece.
///
/// ```
/// use jinyu::{InFile, InTurn, OffsetMap, Span};
/// // The file holds `"a\nb"`: the string starts at byte 1, and `\n` was two bytes.
/// let mut map = OffsetMap::<InTurn, InFile>::starting_at(1);
/// map.copy(1);
/// map.rewrite(1, 2);
/// map.copy(1);
/// assert_eq!(map.source(Span::new(2, 3)), Span::new(4, 5));
/// assert_eq!(map.source(Span::new(1, 2)), Span::new(2, 4));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetMap<From: Space, To: Space> {
    start: usize,
    derived_len: usize,
    source_end: usize,
    rewritten: Vec<Piece>,
    spaces: PhantomData<(From, To)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    derived: usize,
    derived_len: usize,
    source: usize,
    source_len: usize,
}

impl<From: Space, To: Space> OffsetMap<From, To> {
    /// An identity map: the derived text stands unchanged in the source from `start` on.
    #[must_use]
    pub fn starting_at(start: usize) -> Self {
        OffsetMap {
            start,
            derived_len: 0,
            source_end: start,
            rewritten: Vec::new(),
            spaces: PhantomData,
        }
    }

    /// The next `bytes` of the derived text were copied from the source.
    pub fn copy(&mut self, bytes: usize) {
        self.derived_len += bytes;
        self.source_end += bytes;
    }

    /// The next `derived` bytes were made out of the next `source` bytes, as one piece.
    /// With `derived == 0` the source bytes were dropped.
    pub fn rewrite(&mut self, derived: usize, source: usize) {
        self.rewritten.push(Piece {
            derived: self.derived_len,
            derived_len: derived,
            source: self.source_end,
            source_len: source,
        });
        self.derived_len += derived;
        self.source_end += source;
    }

    /// The smallest span of the source that made `span`.
    #[must_use]
    pub fn source(&self, span: Span<From>) -> Span<To> {
        let start = self.source_start(span.start());
        let end = if span.is_empty() { start } else { self.source_end_of(span.end()) };
        Span::new(start, end.max(start))
    }

    fn source_start(&self, offset: usize) -> usize {
        let behind = self.rewritten.partition_point(|p| p.derived + p.derived_len <= offset);
        if let Some(piece) = self.rewritten.get(behind).filter(|p| p.derived <= offset) {
            return piece.source;
        }
        self.after(behind, offset)
    }

    fn source_end_of(&self, offset: usize) -> usize {
        let behind = self.rewritten.partition_point(|p| p.derived + p.derived_len < offset);
        match self.rewritten.get(behind) {
            Some(piece) if piece.derived < offset => piece.source + piece.source_len,
            _ => self.after(behind, offset),
        }
    }

    /// Where a copied `offset` behind the first `pieces` pieces stands in the source.
    fn after(&self, pieces: usize, offset: usize) -> usize {
        match pieces.checked_sub(1).and_then(|last| self.rewritten.get(last)) {
            Some(p) => p.source + p.source_len + (offset - p.derived - p.derived_len),
            None => self.start + offset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetMap;
    use crate::span::{InFile, InTurn, Span};

    /// `ab` copied, three bytes that became `x`, `cd` copied, nothing that became `yz`, two bytes that became nothing,
    /// `e` copied; all from the tenth byte on.
    fn map() -> OffsetMap<InTurn, InFile> {
        let mut map = OffsetMap::starting_at(10);
        map.copy(2);
        map.rewrite(1, 3);
        map.copy(2);
        map.rewrite(2, 0);
        map.rewrite(0, 2);
        map.copy(1);
        map
    }

    #[test]
    fn the_smallest_piece_that_made_a_span() {
        for (derived, source) in [
            ((0, 1), (10, 11)),
            ((0, 2), (10, 12)),
            ((1, 3), (11, 15)),
            ((2, 3), (12, 15)),
            ((3, 4), (15, 16)),
            ((3, 5), (15, 17)),
            ((4, 6), (16, 17)),
            ((5, 6), (17, 17)),
            ((6, 8), (17, 20)),
            ((7, 8), (19, 20)),
            ((0, 0), (10, 10)),
            ((1, 1), (11, 11)),
            ((2, 2), (12, 12)),
            ((3, 3), (15, 15)),
            ((4, 4), (16, 16)),
        ] {
            let span = map().source(Span::new(derived.0, derived.1));
            assert_eq!((span.start(), span.end()), source, "{derived:?}");
        }
    }
}
