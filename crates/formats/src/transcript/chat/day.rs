//! Which day a time is of that says none or no whole date: 昨天, 星期二, `5/1`, a clock alone. Worked out
//! from the times before it, in the order of the log; where no date stands near, days are numbered, so
//! that what lies between two of them is known all the same. Reads no text.

use super::super::time::{NUMBERED_YEAR, Unclear, When, is_numbered, numbered};
use super::{DAY, MIDNIGHT};
use jinyu::{Clock, Moment};

/// The number of the first day of which nothing is known; days before it can be told of.
const FIRST: i64 = 8;
/// How far a clock goes back within one day at most: messages that overtook each other.
const OVERTAKEN: i64 = 600_000;

/// The days of a log so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// What the last line about a day or a time said.
    mark: Option<Moment>,
    /// How many milliseconds the last clock behind that line was behind the midnight before that line.
    clock: i64,
    /// The last time of all.
    last: Option<Moment>,
    /// How the day of that was said, where it was no date.
    label: Option<Unclear>,
}

impl Days {
    /// What the last line about a time said.
    pub(super) fn marked(&self) -> Option<Moment> {
        self.mark
    }

    /// A line says the day of what stands behind it; `near` is a date that is near, if one is known.
    pub(super) fn mark(&mut self, when: When, near: Option<Moment>) {
        if let Some(moment) = self.resolved(when, near) {
            (self.mark, self.clock) = (Some(moment), 0);
        }
    }

    /// What a line said of time holds no longer for clocks going back.
    pub(super) fn begin_anew(&mut self) {
        self.clock = 0;
    }

    /// The moment of a message; nothing where its day is of no calendar.
    pub(super) fn moment(&mut self, when: When, near: Option<Moment>) -> Option<Moment> {
        match (when, self.mark) {
            (When::At(moment), Some(day)) if moment.clock() == Clock::Day => {
                Some(self.behind_mark(day, moment))
            }
            _ => self.resolved(when, near),
        }
    }

    /// A clock on the day that a line before it said, and on the next one when it goes far back.
    fn behind_mark(&mut self, day: Moment, moment: Moment) -> Moment {
        let midnight = day.millis() - day.millis().rem_euclid(DAY);
        let days = self.clock.div_euclid(DAY) * DAY;
        let mut clock = moment.millis() + days;
        if clock < self.clock - MIDNIGHT {
            clock += DAY;
        }
        self.clock = clock;
        let moment = Moment::new(day.clock(), midnight + clock);
        self.last = Some(moment);
        moment
    }

    fn resolved(&mut self, when: When, near: Option<Moment>) -> Option<Moment> {
        let (moment, label) = match when {
            When::At(moment) if moment.clock() == Clock::Day => {
                return Some(self.clock_alone(moment));
            }
            When::At(moment) => (moment, None),
            When::On(day, of_day) => {
                let moment = match day {
                    Unclear::MonthDay(month, day) => self.month_day(month, day, of_day, near)?,
                    Unclear::Weekday(day) => self.weekday(day, of_day),
                    Unclear::Ago(days) => self.ago(days, of_day),
                };
                (moment, Some(day))
            }
        };
        (self.last, self.label) = (Some(moment), label);
        Some(moment)
    }

    /// A clock alone: programs write none but that for what was said on the day of the copy.
    fn clock_alone(&mut self, moment: Moment) -> Moment {
        let Some(label) = self.label else { return moment };
        let when = match label {
            Unclear::Ago(_) => self.ago(0, moment.millis()),
            Unclear::Weekday(_) | Unclear::MonthDay(..) => self.later(1, moment.millis()),
        };
        (self.last, self.label) = (Some(when), Some(Unclear::Ago(0)));
        when
    }

    /// The year in which the day is nearest to the last date, or to one that is near.
    fn month_day(&self, month: u8, day: u8, of_day: i64, near: Option<Moment>) -> Option<Moment> {
        let number = Unclear::MonthDay(month, day).number()?;
        let dated = |moment: &Moment| moment.clock() == Clock::Calendar;
        if let Some(base) = self.last.filter(dated).or(near) {
            let (year, ..) = base.day()?;
            let years = [year, year + 1, year - 1].into_iter();
            let near = years.filter_map(|year| Moment::on(year, month, day, of_day));
            return near.min_by_key(|moment| moment.millis().abs_diff(base.millis()));
        }
        let last = self.last.filter(|last| is_numbered(*last)).map(|last| last.millis() / DAY);
        let Some(last) = last else { return Some(numbered(number, of_day)) };
        let years = (last - 1) / NUMBERED_YEAR;
        let years = (years - 1).max(0)..=years + 1;
        let near = years.map(|years| number + years * NUMBERED_YEAR);
        near.min_by_key(|day| day.abs_diff(last)).map(|day| numbered(day, of_day))
    }

    /// The next such day of the week, the day of the last time included.
    fn weekday(&self, weekday: u8, of_day: i64) -> Moment {
        let before = match (self.last, self.label) {
            (Some(last), _) if last.clock() == Clock::Calendar => {
                // 1970 began with a Thursday.
                let days = last.millis().div_euclid(DAY);
                u8::try_from((days + 3).rem_euclid(7) + 1).ok()
            }
            (_, Some(Unclear::Weekday(before))) => Some(before),
            (_, Some(_)) => return self.later(1, of_day),
            (_, None) => None,
        };
        let Some(before) = before else { return self.anew(of_day) };
        let days = (i64::from(weekday) - i64::from(before)).rem_euclid(7);
        let passed = self.last.map_or(0, |last| last.millis().rem_euclid(DAY));
        let goes_back = days == 0 && of_day < passed - OVERTAKEN;
        self.later(if goes_back { 7 } else { days }, of_day)
    }

    /// So many days before the day of the copy.
    fn ago(&self, days: u8, of_day: i64) -> Moment {
        match (self.last, self.label) {
            (Some(_), Some(Unclear::Ago(before))) => {
                self.later(i64::from(before) - i64::from(days), of_day)
            }
            (Some(_), Some(Unclear::Weekday(_))) => self.later(1, of_day),
            (Some(last), Some(Unclear::MonthDay(..))) if is_numbered(last) => self.later(1, of_day),
            _ => self.anew(of_day),
        }
    }

    /// So many days behind the last time.
    fn later(&self, days: i64, of_day: i64) -> Moment {
        let Some(last) = self.last else { return self.anew(of_day) };
        let day = last.millis().div_euclid(DAY) + days;
        match last.clock() {
            Clock::Calendar => Moment::new(Clock::Calendar, day * DAY + of_day),
            Clock::Day | Clock::Recording => numbered(day.max(1), of_day),
        }
    }

    fn anew(&self, of_day: i64) -> Moment {
        numbered(FIRST, of_day)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::time::Times;
    use super::*;

    /// The times of a log, as days and hours.
    fn told(times: &[&str]) -> String {
        let reads = Times::of_sample(None, times.iter().copied());
        let whens = times.iter().map(|time| reads.when(time).unwrap().0);
        let dated = |when: When| match when {
            When::At(moment) if moment.clock() == Clock::Calendar => Some(moment),
            _ => None,
        };
        let near = whens.clone().find_map(dated);
        let mut days = Days::default();
        let shown = whens.map(|when| {
            let moment = days.moment(when, near).unwrap();
            let hour = moment.millis().rem_euclid(DAY) / 3_600_000;
            match moment.day() {
                Some((year, month, day)) => format!("{year}-{month}-{day} {hour}"),
                None => format!("{} {hour}", moment.millis() / DAY),
            }
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn days_without_dates() {
        let table: [(&[&str], &str); 15] = [
            (&["2024-12-31 10:00", "1月1日 9:00"], "2024-12-31 10, 2025-1-1 9"),
            (
                &["12/31 10:00", "1/1 9:00", "2025-01-02 8:00"],
                "2024-12-31 10, 2025-1-1 9, 2025-1-2 8",
            ),
            (&["5/1 10:00", "5/2 9:00"], "122 10, 123 9"),
            (&["12-31 10:00", "01-01 9:00", "12-31 23:59"], "366 10, 367 9, 366 23"),
            (&["5/13 10:00", "6/1 9:00"], "134 10, 153 9"),
            (&["13/5 10:00", "1/6 9:00"], "134 10, 153 9"),
            (&["星期二 10:00", "周三 9:00", "Tuesday 8:00"], "8 10, 9 9, 15 8"),
            (&["周二 10:00", "周二 10:30", "周二 9:00"], "8 10, 8 10, 15 9"),
            // The first of May 2024 was a Wednesday.
            (
                &["2024-05-01 10:00", "星期三 11:00", "星期五 9:00"],
                "2024-5-1 10, 2024-5-1 11, 2024-5-3 9",
            ),
            (&["前天 10:00", "昨天 9:00", "8:00", "7:00"], "8 10, 9 9, 10 8, 10 7"),
            (&["昨天 10:00", "今天 9:00"], "8 10, 9 9"),
            (&["5月1日 10:00", "昨天 9:00", "8:00"], "122 10, 123 9, 124 8"),
            (&["星期一 10:00", "昨天 9:00", "8:00"], "8 10, 9 9, 10 8"),
            (&["2024-05-01 10:00", "Yesterday 9:00"], "2024-5-1 10, 8 9"),
            (&["10:00", "9:00"], "0 10, 0 9"),
        ];
        for (times, expected) in table {
            assert_eq!(told(times), expected, "{times:?}");
        }
    }
}
