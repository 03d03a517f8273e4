//! Numbers that look drawn by lot and are the same for a seed on every machine and in every version. An
//! own generator of four lines, because a crate may change what it draws. Knows nothing of what is drawn.

/// SplitMix64, by Guy Steele, Doug Lea and Christine Flood.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of a seed; each `stream` of it has numbers of its own.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut random = Random(seed ^ stream.wrapping_mul(0xD134_2543_DE82_EF95));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % (end.max(1) as u64)) as usize
    }

    /// One of `least..=most`.
    pub(crate) fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below((most.saturating_sub(least) + 1) as usize) as u32
    }

    /// Whether something happens that does so this often in a hundred times.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of some.
    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        of.get(self.below(of.len()))
    }

    /// Puts them in another order.
    pub(crate) fn shuffle<T>(&mut self, of: &mut [T]) {
        for end in (1..of.len()).rev() {
            of.swap(end, self.below(end + 1));
        }
    }

    /// So many digits, of which the first is not 0.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|at| char::from(b'0' + self.between(u32::from(at == 0), 9) as u8)).collect()
    }
}
