//! Colons, behind which the words of a named speaker stand. Apart because two readers look for them.

use std::ops::Range;

/// The colons of a text, narrow and wide ones.
pub(super) fn colons(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    const WIDE: [u8; 3] = [0xEF, 0xBC, 0x9A];
    // The last byte of a wide one is rarer than its first, which it shares with commas.
    memchr::memchr2_iter(b':', WIDE[2], bytes).filter_map(|last| {
        let length = if bytes.get(last) == Some(&b':') { 1 } else { WIDE.len() };
        let start = (last + 1).checked_sub(length)?;
        (length == 1 || bytes.get(start..)?.starts_with(&WIDE)).then_some(start..last + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_and_wide() {
        let found: Vec<_> = colons("a:您：好，\u{fe1a}：".as_bytes()).collect();
        assert_eq!(found, [1..2, 5..8, 17..20]);
        assert_eq!(colons(&"：".as_bytes()[1..]).count(), 0);
    }
}
