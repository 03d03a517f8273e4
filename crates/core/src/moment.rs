//! When something was said, as the log that holds it says. Reads no clock and knows no time zone: a
//! log is kept on one clock, and only distances on that clock count.

use serde::{Deserialize, Serialize};

/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;

/// What a moment counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "a time counts from a calendar, a day or a recording")]
pub enum Clock {
    /// The first instant of 1970 on the wall clock of whoever kept the log.
    Calendar,
    /// The midnight before the conversation, whose day nobody wrote down.
    Day,
    /// The start of a recording.
    Recording,
}

/// When something was said, in milliseconds.
///
/// ```
/// use jinyu::{Clock, Moment};
/// let begin = Moment::new(Clock::Calendar, 1_714_557_753_000);
/// assert_eq!(begin.since(Moment::new(Clock::Calendar, 1_714_557_750_000)), Some(3_000));
/// assert_eq!(begin.since(Moment::new(Clock::Recording, 0)), None);
/// assert_eq!(begin.day(), Some((2024, 5, 1)));
/// assert_eq!(begin.of_day(), Some(10 * 3_600_000 + 2 * 60_000 + 33_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    clock: Clock,
    millis: i64,
}

impl Moment {
    /// So many milliseconds after what the clock counts from.
    #[must_use]
    pub const fn new(clock: Clock, millis: i64) -> Moment {
        Moment { clock, millis }
    }

    /// So many milliseconds after the midnight that begins a day, whose month and day count from 1;
    /// `None` where no calendar has such a day.
    ///
    /// ```
    /// use jinyu::Moment;
    /// let begin = Moment::on(2024, 2, 29, 3_600_000);
    /// assert_eq!(begin.and_then(Moment::day), Some((2024, 2, 29)));
    /// assert_eq!(Moment::on(2023, 2, 29, 0), None);
    /// ```
    #[must_use]
    pub fn on(year: i64, month: u8, day: u8, of_day: i64) -> Option<Moment> {
        let days = days(year, month, day);
        let there = civil(days) == (year, month, day);
        let millis = days.checked_mul(DAY)?.checked_add(of_day)?;
        there.then_some(Moment::new(Clock::Calendar, millis))
    }

    /// What it counts from.
    #[must_use]
    pub const fn clock(self) -> Clock {
        self.clock
    }

    /// How many milliseconds after that.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.millis
    }

    /// How many milliseconds it is behind an earlier moment, negative where that is later; `None` where
    /// they count from different things.
    #[must_use]
    pub fn since(self, earlier: Moment) -> Option<i64> {
        (self.clock == earlier.clock).then(|| self.millis.saturating_sub(earlier.millis))
    }

    /// Year, month and day of the month, both from 1, where the day is known.
    #[must_use]
    pub fn day(self) -> Option<(i64, u8, u8)> {
        (self.clock == Clock::Calendar).then(|| civil(self.millis.div_euclid(DAY)))
    }

    /// How many days a date lies behind 1970-01-01; `None` where there is no such day.
    #[must_use]
    pub fn days(year: i64, month: i64, day: i64) -> Option<i64> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Moment::on(year, month, day, 0).map(|midnight| midnight.millis.div_euclid(DAY))
    }

    /// The day of the week, 1 for Monday to 7 for Sunday, where the day is known.
    #[must_use]
    pub fn weekday(self) -> Option<u8> {
        let days = self.millis.div_euclid(DAY);
        // 1970-01-01 was a Thursday.
        let weekday = u8::try_from((days + 3).rem_euclid(7)).ok()? + 1;
        (self.clock == Clock::Calendar).then_some(weekday)
    }

    /// How many milliseconds of its day have gone by; `None` in a recording.
    #[must_use]
    pub fn of_day(self) -> Option<i64> {
        (self.clock != Clock::Recording).then(|| self.millis.rem_euclid(DAY))
    }
}

/// The date so many days after 1970-01-01. The algorithm `civil_from_days` of Howard Hinnant's
/// "chrono-Compatible Low-Level Date Algorithms": years of 400 begin on the 1st of March.
fn civil(days: i64) -> (i64, u8, u8) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// How many days a date is after 1970-01-01; the way back of [`civil`]. Of what is no date, some day.
fn days(year: i64, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = year.saturating_sub(i64::from(month <= 2));
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era.saturating_mul(146_097).saturating_add(of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let table = [
            (0, (1970, 1, 1), 4),
            (-1, (1969, 12, 31), 3),
            (11_016, (2000, 2, 29), 2),
            (20_787, (2026, 11, 30), 1),
        ];
        for (days, day, weekday) in table {
            let moment = Moment::new(Clock::Calendar, days * DAY + 5);
            assert_eq!((moment.day(), moment.weekday()), (Some(day), Some(weekday)), "{days}");
            assert_eq!(Moment::days(day.0, day.1.into(), day.2.into()), Some(days));
            assert_eq!(Moment::on(day.0, day.1, day.2, 5), Some(moment));
        }
        for (year, month, day) in [
            (2023, 2, 29),
            (1900, 2, 29),
            (2024, 4, 31),
            (2024, 0, 1),
            (2024, 13, 1),
            (2024, 1, 0),
            (i64::MAX, 1, 1),
        ] {
            assert_eq!(Moment::on(year, month, day, 0), None, "{year}-{month}-{day}");
        }
        assert_eq!(Moment::new(Clock::Day, 5).day(), None);
        for extreme in [i64::MIN, i64::MAX] {
            assert!(Moment::new(Clock::Calendar, extreme).day().is_some());
        }
    }
}
