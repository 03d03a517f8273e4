//! How long and how many, as people write it: `30 s`, `5 min`, `3 turns`, `first 2 turns`.

use crate::rule::{Amount, Stretch};

/// The longest time that a condition may ask for, in milliseconds: 30 days.
const LONGEST: i64 = 30 * 24 * 3_600_000;

/// How the units are written, and how many milliseconds each has.
const UNITS: [(&[&str], i64); 5] = [
    (&["ms"], 1),
    (&["s", "sec", "秒"], 1_000),
    (&["min", "分钟"], 60_000),
    (&["h", "小时"], 3_600_000),
    (&["d", "天"], 24 * 3_600_000),
];

/// A time in milliseconds.
pub(super) fn time(written: &str) -> Option<i64> {
    let (number, unit) = parts(written)?;
    let (_, millis) = UNITS.iter().find(|(names, _)| names.contains(&unit))?;
    let time = i64::from(number).checked_mul(*millis)?;
    (1..=LONGEST).contains(&time).then_some(time)
}

/// A number of turns, or a time.
pub(super) fn amount(written: &str) -> Option<Amount> {
    match parts(written)? {
        (turns, "turn" | "turns" | "条" | "句") => (turns > 0).then_some(Amount::Turns(turns)),
        _ => time(written).map(Amount::Time),
    }
}

/// The beginning or the end of a conversation.
pub(super) fn stretch(written: &str) -> Option<Stretch> {
    let (side, rest) = written.trim().split_once(char::is_whitespace)?;
    let last = match side {
        "first" => false,
        "last" => true,
        _ => return None,
    };
    amount(rest).map(|amount| Stretch { last, amount })
}

/// A number and what stands behind it.
fn parts(written: &str) -> Option<(u32, &str)> {
    let written = written.trim();
    let end = written.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = written.split_at_checked(end)?;
    Some((number.parse().ok()?, unit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_amount() {
        let table = [
            ("30 s", Some(Amount::Time(30_000))),
            ("5min", Some(Amount::Time(300_000))),
            ("2 h", Some(Amount::Time(7_200_000))),
            ("3 turns", Some(Amount::Turns(3))),
            ("0 turns", None),
            ("0 s", None),
            ("31 d", None),
            ("5", None),
            ("s", None),
            ("-3 s", None),
            ("99999999999 s", None),
        ];
        for (written, expected) in table {
            assert_eq!(amount(written), expected, "{written}");
        }
        let last = Stretch { last: true, amount: Amount::Turns(2) };
        assert_eq!(stretch("last 2 turns"), Some(last));
        assert_eq!(stretch("2 turns"), None);
    }
}
