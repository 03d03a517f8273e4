//! When somebody is there to answer: hours of the days of the week, and days on which nobody is. Counts
//! how much of such time lies between two moments; what that means is for conditions to say.

use crate::moment::{Clock, Moment};
use std::fmt;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How many minutes a day has.
const MINUTES: u16 = 24 * 60;

/// Business hours.
///
/// ```
/// use jinyu::{Clock, Hours, Moment};
/// // Monday to Friday, nine to six.
/// let hours = Hours::new((1..=5).map(|day| (day, 9 * 60, 18 * 60)), [])?;
/// let at = |day: i64, hour: i64| Moment::new(Clock::Calendar, (day * 24 + hour) * 3_600_000);
/// // 2026-05-08 was a Friday, the 20581st day since 1970.
/// assert_eq!(hours.between(at(20_581, 17), at(20_584, 10)), Some(2 * 3_600_000));
/// # Ok::<(), jinyu::BadHours>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Of each day of the week, Monday first: the opening times in milliseconds of the day, in order.
    week: [Vec<(i64, i64)>; 7],
    /// The days on which nobody is there, counted from 1970-01-01, in order, none twice.
    holidays: Vec<i64>,
    /// How much of the open time of each holiday and of those before it falls out, in milliseconds.
    lost: Vec<i64>,
}

/// Why hours are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadHours {
    /// A day of the week that is not 1 (Monday) to 7 (Sunday).
    NoSuchDay(u8),
    /// Minutes of the day that do not begin before they end, or end behind 1440.
    Minutes(u16, u16),
    /// Nobody is ever there.
    Never,
}

impl fmt::Display for BadHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadHours::NoSuchDay(day) => {
                write!(f, "there is no day {day} of the week; 1 is Monday and 7 is Sunday")
            }
            BadHours::Minutes(from, to) => {
                write!(f, "minutes {from} to {to} are no part of a day; write 0 to 1440 in order")
            }
            BadHours::Never => f.write_str("nobody is ever there; write at least one opening time"),
        }
    }
}

impl std::error::Error for BadHours {}

impl Hours {
    /// Opening times, each a day of the week (1 is Monday), the minute of the day at which it begins and
    /// the one at which it ends; and holidays, each as days since 1970-01-01 (see [`Moment::days`]).
    /// Times that overlap are one.
    ///
    /// # Errors
    /// A day or minutes that do not exist, or no opening time at all.
    pub fn new(
        open: impl IntoIterator<Item = (u8, u16, u16)>,
        holidays: impl IntoIterator<Item = i64>,
    ) -> Result<Hours, BadHours> {
        let mut week: [Vec<(i64, i64)>; 7] = Default::default();
        for (day, from, to) in open {
            let of_day = usize::from(day).checked_sub(1).and_then(|at| week.get_mut(at));
            let of_day = of_day.ok_or(BadHours::NoSuchDay(day))?;
            if from >= to || to > MINUTES {
                return Err(BadHours::Minutes(from, to));
            }
            of_day.push((i64::from(from) * MINUTE, i64::from(to) * MINUTE));
        }
        week.iter_mut().for_each(join);
        if week.iter().all(Vec::is_empty) {
            return Err(BadHours::Never);
        }
        let mut holidays: Vec<i64> = holidays.into_iter().collect();
        holidays.sort_unstable();
        holidays.dedup();
        let mut hours = Hours { week, holidays, lost: Vec::new() };
        let open = |day: &i64| hours.of_weekday(*day).iter().map(|(from, to)| to - from).sum();
        let each: Vec<i64> = hours.holidays.iter().map(open).collect();
        let mut sum = 0;
        hours.lost = each
            .into_iter()
            .map(|open: i64| {
                sum += open;
                sum
            })
            .collect();
        Ok(hours)
    }

    /// How many milliseconds of business hours lie between two moments, none where the second is not
    /// later; `None` where the day of one of them is not known.
    #[must_use]
    pub fn between(&self, from: Moment, to: Moment) -> Option<i64> {
        let known = from.clock() == Clock::Calendar && to.clock() == Clock::Calendar;
        known.then(|| self.until(to.millis()).saturating_sub(self.until(from.millis())).max(0))
    }

    /// The business hours from the Monday of the first week of 1970 to a moment.
    fn until(&self, millis: i64) -> i64 {
        // 1970-01-01 was a Thursday, the fourth day of its week.
        let day = millis.div_euclid(DAY);
        let (week, weekday) = ((day + 3).div_euclid(7), (day + 3).rem_euclid(7));
        let length = |times: &Vec<_>| length(times);
        let weekly: i64 = self.week.iter().map(length).sum();
        let days = usize::try_from(weekday).unwrap_or(0);
        let passed: i64 = self.week.iter().take(days).map(length).sum();
        let holidays = self.holidays.partition_point(|&holiday| holiday < day);
        let lost = holidays.checked_sub(1).and_then(|last| self.lost.get(last)).unwrap_or(&0);
        let mut sum = week.saturating_mul(weekly).saturating_add(passed).saturating_sub(*lost);
        if self.holidays.get(holidays) != Some(&day) {
            let of_day = millis.rem_euclid(DAY);
            let open = self.of_weekday(day).iter();
            let today: i64 = open.map(|&(from, to)| of_day.clamp(from, to) - from).sum();
            sum = sum.saturating_add(today);
        }
        sum
    }

    fn of_weekday(&self, day: i64) -> &[(i64, i64)] {
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0);
        self.week.get(weekday).map_or(&[], Vec::as_slice)
    }
}

fn length(times: &[(i64, i64)]) -> i64 {
    times.iter().map(|(from, to)| to - from).sum()
}

/// Sorts times and joins those that overlap.
fn join(times: &mut Vec<(i64, i64)>) {
    times.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::with_capacity(times.len());
    for &(from, to) in times.iter() {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    *times = joined;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_moments() {
        let holiday = Moment::days(2026, 5, 1).expect("a day");
        let times = [(1, 540, 720), (1, 600, 1080), (5, 540, 1080), (6, 0, 1440)];
        let hours = Hours::new(times, [holiday, holiday]).expect("they are hours");
        let at = |day: (i64, i64, i64), minute: i64| {
            let day = Moment::days(day.0, day.1, day.2).expect("a day");
            Moment::new(Clock::Calendar, day * DAY + minute * MINUTE)
        };
        // 2026-05-04 was a Monday.
        let table = [
            (at((2026, 5, 4), 540), at((2026, 5, 4), 545), 5),
            (at((2026, 5, 4), 0), at((2026, 5, 5), 0), 540),
            (at((2026, 5, 1), 0), at((2026, 5, 2), 10), 10),
            (at((2026, 5, 2), 0), at((2026, 5, 4), 541), 1441),
            (at((2026, 5, 4), 545), at((2026, 5, 4), 540), 0),
            (at((2026, 5, 4), 0), at((2026, 5, 11), 0), 540 + 540 + 1440),
        ];
        for (from, to, minutes) in table {
            assert_eq!(hours.between(from, to), Some(minutes * MINUTE), "{from:?} {to:?}");
        }
        let day = Moment::new(Clock::Day, 0);
        assert_eq!(hours.between(day, day), None);
        let far = Moment::new(Clock::Calendar, i64::MAX);
        assert!(hours.between(Moment::new(Clock::Calendar, i64::MIN), far).is_some());
        assert_eq!(Hours::new([(8, 0, 1)], []), Err(BadHours::NoSuchDay(8)));
        assert_eq!(Hours::new([(1, 5, 5)], []), Err(BadHours::Minutes(5, 5)));
        assert_eq!(Hours::new([], []), Err(BadHours::Never));
    }
}
