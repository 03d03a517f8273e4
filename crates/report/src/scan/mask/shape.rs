//! What digits must look like to be a number of somebody: a phone, an identity, a card. Sees digits and the
//! lengths of their groups; what stands around them decides elsewhere.

use std::ops::Range;

/// Several groups that no shape of its own tells.
pub(super) fn in_groups(digits: &str, shape: &[usize]) -> bool {
    let total = digits.len();
    let first = shape.first().copied().unwrap_or_default();
    let (last, whole) = shape.split_last().unwrap_or((&0, &[]));
    let fours = whole.iter().all(|&length| length == 4) && *last <= 4;
    let spaced = shape.iter().all(|&length| length == 1);
    let area = digits.starts_with('0') && matches!(first, 3 | 4) && (10..=15).contains(&total);
    let free = total == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    let country = ["852", "853", "886"].into_iter().any(|code| digits.starts_with(code));
    let country = country && first == 3 && (11..=12).contains(&total);
    let home = digits.strip_prefix("86").is_some_and(mobile);
    let identity = total == 18 && first == 6;
    let card = (13..=19).contains(&total) && fours;
    spaced || area || free || country || home || identity || card
}

/// A number with the country before it.
pub(super) fn abroad(digits: &str, before: &str) -> bool {
    let plus = before.trim_end_matches(['(', '（']).ends_with(['+', '＋']);
    plus && (8..=15).contains(&digits.len())
        || digits.starts_with("00") && (10..=17).contains(&digits.len())
}

/// A mobile of the mainland.
pub(super) fn mobile(digits: &str) -> bool {
    digits.len() == 11 && mobile_head(digits)
}

/// Whether digits begin as a mobile of the mainland does.
pub(super) fn mobile_head(digits: &str) -> bool {
    let mut first = digits.bytes();
    first.next() == Some(b'1') && first.next().is_some_and(|next| (b'3'..=b'9').contains(&next))
}

/// 20240501.
pub(super) fn is_day(digits: &str) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u16>().ok());
    digits.len() == 8
        && part(0..4).is_some_and(|year| (1900..2100).contains(&year))
        && part(4..6).is_some_and(|month| (1..=12).contains(&month))
        && part(6..8).is_some_and(|day| (1..=31).contains(&day))
}

/// 2024-2025.
pub(super) fn years(digits: &str) -> bool {
    let year = |part: Option<&str>| {
        part.is_some_and(|part| part.starts_with("19") || part.starts_with("20"))
    };
    year(digits.get(..4)) && year(digits.get(4..))
}
