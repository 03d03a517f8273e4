//! Sets of rows as bits, read where they lie: what is asked of each place of a text. A set may be
//! wrong about yes and is never wrong about no; it knows nothing of literals.

use super::literal::Row;
use bytes::Bytes;

/// A set of rows, in so many bytes (a power of two): says yes to all that it holds, and to a few
/// others.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows<const SIZE: usize>(pub(super) Bytes);

impl<const SIZE: usize> Rows<SIZE> {
    /// The set whose bytes are given; `None` if it is not as large.
    pub(super) fn of(bytes: Bytes) -> Option<Self> {
        (bytes.len() == SIZE).then_some(Rows(bytes))
    }

    #[inline]
    pub(super) fn bits(&self) -> Bits<'_, SIZE> {
        Bits(self.0.as_ref().try_into().unwrap_or(const { &[0; SIZE] }))
    }

    pub(super) fn insert(bits: &mut [u8], row: Row) {
        let (byte, bit) = Bits::<SIZE>::place(row);
        if let Some(byte) = bits.get_mut(byte) {
            *byte |= 1 << bit;
        }
    }

    /// The same for a set that [`Bits::surely_may_hold`] is asked of.
    pub(super) fn insert_twice(bits: &mut [u8], row: Row) {
        Self::insert(bits, row);
        Self::insert(bits, row.again());
    }

    /// What is in one of some sets.
    pub(super) fn union<'r>(sets: impl Iterator<Item = &'r Self>) -> Self {
        let mut bits = vec![0; SIZE];
        for set in sets {
            bits.iter_mut().zip(set.bits().0).for_each(|(all, one)| *all |= one);
        }
        Rows(bits.into())
    }
}

/// A set of rows at hand.
#[derive(Clone, Copy)]
pub(super) struct Bits<'r, const SIZE: usize>(&'r [u8; SIZE]);

impl<const SIZE: usize> Bits<'_, SIZE> {
    #[inline]
    fn place(row: Row) -> (usize, u32) {
        ((row.0 >> (64 - SIZE.ilog2())) as usize % SIZE, row.0 as u32 >> 13 & 7)
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "`place` is below SIZE, as the compiler sees too")]
    pub(super) fn may_hold(self, row: Row) -> bool {
        let (byte, bit) = Self::place(row);
        self.0[byte] >> bit & 1 == 1
    }

    /// The same with fewer others: their share is squared. Where the next question depends on the
    /// answer to this one, many others would lead to more and more questions.
    #[inline]
    pub(super) fn surely_may_hold(self, row: Row) -> bool {
        self.may_hold(row) && self.may_hold(row.again())
    }
}
