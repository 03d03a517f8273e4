//! How long nobody must write until a conversation is over, where a file names no sessions. Knows no
//! turn.

use std::fmt;
use std::str::FromStr;

/// A pause that ends a conversation. Written `12h`, `30 min`, `2 d`, or `never`.
///
/// ```
/// use jinyu_formats::Gap;
/// assert_eq!("90 min".parse::<Gap>().map(|gap| gap.to_string()), Ok("90 min".to_owned()));
/// assert_eq!(Gap::default().to_string(), "12 h");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap(Option<i64>);

/// How the units are written, and how many milliseconds each has.
const UNITS: [(&[&str], i64); 4] = [
    (&["d", "天"], 86_400_000),
    (&["h", "小时"], 3_600_000),
    (&["min", "m", "分钟"], 60_000),
    (&["s", "秒"], 1_000),
];
/// The longest pause that can be said: ten years.
const LONGEST: i64 = 3_660 * 86_400_000;

impl Gap {
    /// So many milliseconds; nothing where no pause ends a conversation.
    #[must_use]
    pub fn millis(self) -> Option<i64> {
        self.0
    }
}

impl Default for Gap {
    /// Twelve hours.
    fn default() -> Self {
        Gap(Some(12 * 3_600_000))
    }
}

impl FromStr for Gap {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        const HELP: &str = "write a pause as 12h, 30min or 2d, or never";
        let written = written.trim();
        if written == "never" {
            return Ok(Gap(None));
        }
        let end = written.find(|c: char| !c.is_ascii_digit()).ok_or(HELP)?;
        let (number, unit) = written.split_at_checked(end).ok_or(HELP)?;
        let number: i64 = number.parse().map_err(|_| HELP)?;
        let known = UNITS.iter().find(|(names, _)| names.contains(&unit.trim()));
        let millis = known.and_then(|(_, millis)| number.checked_mul(*millis)).ok_or(HELP)?;
        if !(1..=LONGEST).contains(&millis) {
            return Err(HELP);
        }
        Ok(Gap(Some(millis)))
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(millis) = self.0 else { return f.write_str("never") };
        // Days only where somebody would say days.
        let units = UNITS.iter().filter(|(_, unit)| *unit < 86_400_000 || millis >= 2 * unit);
        let fitting = units.into_iter().find(|(_, unit)| millis % unit == 0);
        let named = fitting.and_then(|(names, unit)| Some((*names.first()?, *unit)));
        let (name, unit) = named.unwrap_or(("s", 1_000));
        write!(f, "{} {name}", millis / unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_gap() {
        let table = [
            ("12h", Ok("12 h")),
            ("30 min", Ok("30 min")),
            ("90分钟", Ok("90 min")),
            ("24 h", Ok("24 h")),
            ("2d", Ok("2 d")),
            ("3天", Ok("3 d")),
            ("45 s", Ok("45 s")),
            ("never", Ok("never")),
            ("0h", Err(())),
            ("12", Err(())),
            ("h", Err(())),
            ("12 weeks", Err(())),
            ("-1h", Err(())),
            ("99999999999999999d", Err(())),
            ("", Err(())),
        ];
        for (written, expected) in table {
            let gap = written.parse::<Gap>().map(|gap| gap.to_string()).map_err(|_| ());
            assert_eq!(gap, expected.map(String::from), "{written}");
        }
    }
}
