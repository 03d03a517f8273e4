//! A value of a table, and what it is in each kind of file. Formats nothing for people.

use jinyu::{Clock, Moment};
use std::borrow::Cow;
use std::fmt;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) enum Kind {
    Text,
    Integer,
    Decimal,
    Day,
    Time,
}

/// A value, or none.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scan) enum Value<'v> {
    None,
    Text(Cow<'v, str>),
    Integer(i64),
    Decimal(f64),
    /// Days since 1970-01-01.
    Day(i32),
    /// Milliseconds since the beginning of 1970, on the clock of whoever kept the log.
    Time(i64),
}

impl<'v> Value<'v> {
    /// A text.
    pub(in crate::scan) fn text(text: impl Into<Cow<'v, str>>) -> Value<'v> {
        Value::Text(text.into())
    }

    /// A text, where there is one.
    pub(in crate::scan) fn some(text: Option<&'v str>) -> Value<'v> {
        text.map_or(Value::None, Value::text)
    }

    /// A count.
    pub(in crate::scan) fn count(count: impl TryInto<i64>) -> Value<'v> {
        Value::Integer(count.try_into().unwrap_or(i64::MAX))
    }

    /// A number with at most two digits behind the point, where there is one.
    pub(in crate::scan) fn decimal(number: Option<f64>) -> Value<'v> {
        number.map_or(Value::None, |number| Value::Decimal((number * 100.0).round() / 100.0))
    }

    /// Milliseconds as seconds.
    #[allow(clippy::cast_precision_loss, reason = "no wait is 2^53 milliseconds long")]
    pub(in crate::scan) fn seconds(millis: Option<i64>) -> Value<'v> {
        millis.map_or(Value::None, |millis| Value::Decimal(millis as f64 / 1_000.0))
    }

    /// When something was, where the day is known.
    pub(in crate::scan) fn time(moment: Option<Moment>) -> Value<'v> {
        let moment = moment.filter(|moment| moment.clock() == Clock::Calendar);
        moment.map_or(Value::None, |moment| Value::Time(moment.millis()))
    }

    /// A day as `2026-01-31`; the text where it is none.
    pub(in crate::scan) fn day(name: &'v str) -> Value<'v> {
        let mut parts = name.rsplitn(3, '-').map(str::parse::<i64>);
        let (day, month, year) = (parts.next(), parts.next(), parts.next());
        match (year, month, day) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
                i32::try_from(days(year, month, day)).map_or(Value::None, Value::Day)
            }
            _ => Value::None,
        }
    }
}

/// The days since 1970-01-01, by `days_from_civil` of Howard Hinnant's "chrono-Compatible Low-Level Date
/// Algorithms".
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// A time as `2026-01-31 10:02:33`, with milliseconds where there are some.
pub(in crate::scan) struct Stamp(pub(in crate::scan) i64);

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = Moment::new(Clock::Calendar, self.0);
        let day = moment.day().map(crate::scan::day_name).unwrap_or_default();
        let millis = moment.of_day().unwrap_or_default();
        let (seconds, millis) = (millis / 1_000, millis % 1_000);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{day} {hour:02}:{minute:02}:{second:02}")?;
        if millis > 0 { write!(f, ".{millis:03}") } else { Ok(()) }
    }
}

/// A day as `2026-01-31`.
pub(in crate::scan) struct Date(pub(in crate::scan) i32);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = Moment::new(Clock::Calendar, i64::from(self.0) * 86_400_000);
        f.write_str(&moment.day().map(crate::scan::day_name).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times() {
        for (name, number) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-30", 20_787)]
        {
            assert_eq!(Value::day(name), Value::Day(number));
            assert_eq!(Date(number).to_string(), name);
        }
        assert_eq!(Value::day("someday"), Value::None);
        assert_eq!(Stamp(1_714_557_753_000).to_string(), "2024-05-01 10:02:33");
        assert_eq!(Stamp(-1).to_string(), "1969-12-31 23:59:59.999");
    }
}
