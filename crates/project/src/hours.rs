//! When somebody is there to answer, as it is written: `mon-fri` and `9:00-18:00`. Counts no hours.

use jinyu::{Clock, Moment};
use std::ops::RangeInclusive;

/// Opening times and holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenHours {
    /// A day of the week, 1 being Monday, and the minutes of the day from and to which somebody is there.
    pub open: Vec<(u8, u16, u16)>,
    /// Days since 1970-01-01 on which nobody is there.
    pub holidays: Vec<i64>,
}

impl OpenHours {
    /// They as a configuration says them, each key with its values.
    pub(crate) fn written(&self) -> Vec<(String, Vec<String>)> {
        let mut written: Vec<(String, Vec<String>)> = Vec::new();
        for (day, [name, ..]) in (1..).zip(DAYS) {
            let times = self.open.iter().filter(|(of, ..)| *of == day);
            let time = |at: u16| format!("{}:{:02}", at / 60, at % 60);
            let times = times.map(|(_, from, to)| format!("{}-{}", time(*from), time(*to)));
            let times: Vec<String> = times.collect();
            written.extend((!times.is_empty()).then(|| (name.to_owned(), times)));
        }
        let day = |days: &i64| {
            let day = Moment::new(Clock::Calendar, days.saturating_mul(86_400_000)).day();
            day.map(jinyu_report::scan::day_name)
        };
        let holidays: Vec<String> = self.holidays.iter().filter_map(day).collect();
        written.extend((!holidays.is_empty()).then(|| ("holidays".to_owned(), holidays)));
        written
    }
}

/// Days of the week, 1 being Monday.
pub(crate) type Weekdays = RangeInclusive<u8>;

/// The days of the week in both languages.
const DAYS: [[&str; 4]; 7] = [
    ["mon", "monday", "周一", "星期一"],
    ["tue", "tuesday", "周二", "星期二"],
    ["wed", "wednesday", "周三", "星期三"],
    ["thu", "thursday", "周四", "星期四"],
    ["fri", "friday", "周五", "星期五"],
    ["sat", "saturday", "周六", "星期六"],
    ["sun", "sunday", "周日", "星期日"],
];

/// The days that `mon`, `mon-fri` or `周一至周五` means.
pub(crate) fn weekdays(written: &str) -> Option<Weekdays> {
    let day = |name: &str| {
        let is = |names: &[&str; 4]| names.iter().any(|it| it.eq_ignore_ascii_case(name.trim()));
        u8::try_from(DAYS.iter().position(is)? + 1).ok()
    };
    let ends = ["-", "–", "至", "到"].iter().find_map(|between| written.split_once(between));
    let (from, to) = match ends {
        Some((from, to)) => (day(from)?, day(to)?),
        None => (day(written)?, day(written)?),
    };
    (from <= to).then_some(from..=to)
}

/// The minutes of the day that `9:00-18:00` means.
pub(crate) fn times(written: &str) -> Option<(u16, u16)> {
    let minute = |time: &str| {
        let (hours, minutes) = time.trim().split_once([':', '：'])?;
        let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
        let time = hours.checked_mul(60)?.checked_add(minutes)?;
        (minutes < 60 && time <= 24 * 60).then_some(time)
    };
    let between = ["-", "–", "至", "到"].iter().find_map(|between| written.split_once(between));
    let (from, to) = between.and_then(|(from, to)| minute(from).zip(minute(to)))?;
    (from < to).then_some((from, to))
}

/// The day `2026-10-01` as days since 1970-01-01.
pub(crate) fn day_of(written: &str) -> Option<i64> {
    let day: jiff::civil::Date = written.parse().ok()?;
    let since = day.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(i64::from(since.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times() {
        assert_eq!(weekdays("mon-fri"), Some(1..=5));
        assert_eq!(weekdays("周六至周日"), Some(6..=7));
        assert_eq!(weekdays("Sunday"), Some(7..=7));
        assert_eq!(weekdays("fri-mon"), None);
        assert_eq!(times("9:00-18:30"), Some((540, 1_110)));
        assert_eq!(times("0:00 - 24:00"), Some((0, 1_440)));
        for bad in ["9-18", "18:00-9:00", "9:60-10:00", "", "9:00-25:00"] {
            assert_eq!(times(bad), None, "{bad}");
        }
        assert_eq!(day_of("1970-01-02"), Some(1));
        assert_eq!(day_of("2026-10-01"), Some(20_727));
        assert_eq!(day_of("2026-02-30"), None);
    }
}
