//! Numbers that prove themselves: the check digit tells a card from any row of digits. Looks at the
//! digits only; where they stand is for others to say.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What the digits of a match must satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Checksum {
    /// The mod 10 algorithm of ISO/IEC 7812-1, which bank cards carry.
    Luhn,
    /// The ISO 7064 MOD 11-2 character of a Chinese identity number (GB 11643-1999), and a date of
    /// birth that exists.
    ChineseId,
}

impl Checksum {
    /// The names used in packs.
    pub(crate) const NAMES: [&str; 2] = ["luhn", "chinese-id"];

    /// Whether the digits in a text, and an X at its end, satisfy it. Everything else in the text is
    /// passed over.
    pub(crate) fn holds(self, text: &str) -> bool {
        let digit = |c: char| c.to_digit(10).or((matches!(c, 'x' | 'X')).then_some(10));
        let digits: Vec<u32> = text.chars().filter_map(digit).collect();
        match self {
            Checksum::Luhn => luhn(&digits),
            Checksum::ChineseId => chinese_id(&digits),
        }
    }
}

impl FromStr for Checksum {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "luhn" => Ok(Checksum::Luhn),
            "chinese-id" => Ok(Checksum::ChineseId),
            _ => Err(()),
        }
    }
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let odd = |at: usize| at % 2 == 1;
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(at, &d)| if odd(at) { doubled(d) } else { d }).sum();
    let one_digit_each = digits.iter().all(|&digit| digit < 10);
    let all_equal = digits.iter().all(|digit| digits.first() == Some(digit));
    one_digit_each && !all_equal && sum.is_multiple_of(10)
}

/// 2 to the power of 17 down to 0, mod 11.
const WEIGHTS: [u32; 18] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];

fn chinese_id(digits: &[u32]) -> bool {
    let Ok(digits) = <&[u32; WEIGHTS.len()]>::try_from(digits) else { return false };
    if digits[..17].contains(&10) {
        return false;
    }
    let number = |digits: &[u32]| digits.iter().fold(0, |sum, digit| sum * 10 + digit);
    let [year, month, day] = [&digits[6..10], &digits[10..12], &digits[12..14]].map(number);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (1..=days).contains(&day) && sum % 11 == 1
}

#[cfg(test)]
mod tests {
    use super::Checksum;

    #[test]
    fn numbers_that_are_right_and_wrong() {
        for (checksum, text, holds) in [
            (Checksum::Luhn, "4111 1111 1111 1111", true),
            (Checksum::Luhn, "4111-1111-1111-1112", false),
            (Checksum::Luhn, "0000000000000000", false),
            (Checksum::Luhn, "411111111111111x", false),
            (Checksum::ChineseId, "11010519491231002X", true),
            (Checksum::ChineseId, "110105 19491231 002x", true),
            (Checksum::ChineseId, "110105194912310021", false),
            (Checksum::ChineseId, "11010519490231002X", false),
            (Checksum::ChineseId, "1101051949123100", false),
            (Checksum::ChineseId, "", false),
        ] {
            assert_eq!(checksum.holds(text), holds, "{checksum:?} {text}");
        }
    }
}
