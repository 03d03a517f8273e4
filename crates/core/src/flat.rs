//! Numbers and texts, each in one piece of memory and read where they lie: a program that starts for
//! one reply must not build what it looks at in a few places only. Knows nothing of what they mean.

use bytes::Bytes;
use std::marker::PhantomData;
use std::ops::Range;

/// What can be written in a fixed number of bytes.
pub(crate) trait Number: Copy + Default {
    /// How many bytes.
    const SIZE: usize;
    /// Reads one from as many bytes.
    fn read(bytes: &[u8]) -> Self;
    /// Writes one behind what is there.
    fn write(self, bytes: &mut Vec<u8>);
}

macro_rules! number {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            const SIZE: usize = size_of::<$kind>();
            #[inline]
            fn read(bytes: &[u8]) -> Self {
                bytes.try_into().map_or(0, <$kind>::from_le_bytes)
            }
            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}
number!(u16, u32, u64);

/// Numbers one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers<T> {
    bytes: Bytes,
    kind: PhantomData<T>,
}

impl<T: Number> Numbers<T> {
    /// The numbers that [`Numbers::bytes`] gave.
    pub(crate) fn of(bytes: Bytes) -> Numbers<T> {
        Numbers { bytes, kind: PhantomData }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// Whether the bytes end with a number.
    pub(crate) fn is_whole(&self) -> bool {
        self.bytes.len().is_multiple_of(T::SIZE)
    }

    /// A number; nothing's own if there is none at that place.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> T {
        let start = at.saturating_mul(T::SIZE);
        self.bytes.get(start..start.saturating_add(T::SIZE)).map_or_else(T::default, T::read)
    }

    #[inline]
    pub(crate) fn range(&self, range: Range<usize>) -> impl Iterator<Item = T> {
        let bytes = self.bytes.get(range.start * T::SIZE..range.end * T::SIZE).unwrap_or_default();
        bytes.chunks_exact(T::SIZE).map(T::read)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        self.bytes.chunks_exact(T::SIZE).map(T::read)
    }
}

impl<T: Number> FromIterator<T> for Numbers<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Self {
        let mut bytes = Vec::new();
        numbers.into_iter().for_each(|number| number.write(&mut bytes));
        Numbers::of(bytes.into())
    }
}

/// Texts one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    text: Bytes,
    ends: Numbers<u32>,
}

impl Texts {
    /// The texts that [`Texts::parts`] gave.
    pub(crate) fn of(text: Bytes, ends: Bytes) -> Texts {
        Texts { text, ends: Numbers::of(ends) }
    }

    pub(crate) fn parts(&self) -> (&[u8], &[u8]) {
        (&self.text, self.ends.bytes())
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.ends.count()
    }

    /// Whether the texts stand one behind the other, each a text.
    pub(crate) fn is_whole(&self) -> bool {
        let Ok(text) = std::str::from_utf8(&self.text) else { return false };
        let mut before = 0;
        self.ends.is_whole()
            && self.ends.iter().all(|end| {
                let follows = end >= before && text.is_char_boundary(end as usize);
                before = end;
                follows
            })
            && before as usize == text.len()
    }

    /// A text; empty if there is none of that number.
    pub(crate) fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends.get(before) as usize);
        let bytes = self.text.get(start..self.ends.get(row) as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl<'t> FromIterator<&'t str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'t str>>(texts: I) -> Self {
        let mut all = String::new();
        let mut ends = Vec::new();
        for text in texts {
            all.push_str(text);
            ends.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
        }
        Texts { text: all.into_bytes().into(), ends: ends.into_iter().collect() }
    }
}
