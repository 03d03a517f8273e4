//! A number for some bytes: tells whether they were damaged, and one piece from another. It is quick, and no help
//! against anybody who means to deceive.

/// How many bytes are taken at once, in words of eight that do not wait for each other.
const BLOCK: usize = 64;
const WORD: usize = size_of::<u64>();
const START: u64 = 0xCBF2_9CE4_8422_2325;
/// An odd number without a pattern.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The number of some bytes.
pub(crate) fn digest(bytes: &[u8]) -> u64 {
    let mut lanes = [START; BLOCK / WORD];
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    for block in blocks {
        let (words, _) = block.as_chunks::<WORD>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = mixed(*lane, u64::from_le_bytes(*word));
        }
    }
    let rest = rest.iter().map(|&byte| u64::from(byte));
    lanes.into_iter().chain(rest).fold(bytes.len() as u64, mixed)
}

fn mixed(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(FACTOR).rotate_left(29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bit_and_the_end_count() {
        let bytes: Vec<u8> = (0..=u8::MAX).take(3 * BLOCK + 5).collect();
        let whole = digest(&bytes);
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut other = bytes.clone();
                other[at] ^= 1 << bit;
                assert_ne!(digest(&other), whole, "bit {bit} of byte {at}");
            }
            assert_ne!(digest(&bytes[..at]), whole, "the first {at} bytes");
        }
        assert_ne!(digest(&[0; BLOCK]), digest(&[0; 2 * BLOCK]));
    }
}
