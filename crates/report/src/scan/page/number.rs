//! Numbers as a page shows them. Knows no total and no chart.

use crate::vocabulary::either;
use jinyu::Language;

/// What stands where there is no number.
pub(super) const NONE: &str = "—";

/// `12,345`.
pub(super) fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How many of a hundred; `None` of none at all.
pub(super) fn of_hundred(part: u64, whole: u64) -> Option<f64> {
    // Exact for fewer than 2^53 of them.
    (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}

/// `12.3%`.
pub(super) fn percent(part: u64, whole: u64) -> String {
    of_hundred(part, whole).map_or_else(|| NONE.into(), |share| format!("{share:.1}%"))
}

/// `12.3`: how many there are for each hundred.
pub(super) fn per_hundred(part: u64, whole: u64) -> String {
    of_hundred(part, whole).map_or_else(|| NONE.into(), |share| format!("{share:.1}"))
}

/// `87.5`.
pub(super) fn score(score: Option<f64>) -> String {
    score.map_or_else(|| NONE.into(), |score| format!("{score:.1}"))
}

/// How long something took, by its two largest units.
pub(super) fn duration(millis: i64, language: Language) -> String {
    let seconds = millis.max(0) / 1_000;
    let units = [(86_400, "天", "d"), (3_600, "小时", "h"), (60, "分", "min"), (1, "秒", "s")];
    let largest = units.iter().position(|(length, ..)| seconds >= *length).unwrap_or(3);
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (length, zh, en) in units.iter().skip(largest).take(2) {
        let times = rest / length;
        rest %= length;
        if times > 0 || parts.is_empty() {
            parts.push(format!("{times} {}", either(language, zh, en)));
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let counts = [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")];
        for (number, shown) in counts {
            assert_eq!(count(number), shown);
        }
        assert_eq!(percent(1, 3), "33.3%");
        assert_eq!(percent(0, 0), "—");
        let durations = [
            (-5, "0 秒", "0 s"),
            (59_999, "59 秒", "59 s"),
            (60_000, "1 分", "1 min"),
            (372_000, "6 分 12 秒", "6 min 12 s"),
            (3_605_000, "1 小时", "1 h"),
            (97_200_000, "1 天 3 小时", "1 d 3 h"),
        ];
        for (millis, zh, en) in durations {
            assert_eq!(duration(millis, Language::Zh), zh);
            assert_eq!(duration(millis, Language::En), en);
        }
    }
}
