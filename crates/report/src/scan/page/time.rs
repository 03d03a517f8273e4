//! Moments as a page shows them: with their day where one is known, in a recording from its start.

use crate::scan::day_name;
use jinyu::Moment;

/// A day, where it is known, and a time; with seconds, or without.
pub(in crate::scan) fn when(moment: Moment, seconds: bool) -> String {
    let day = moment.day().map(|day| day_name(day) + " ");
    format!("{}{}", day.unwrap_or_default(), clock(moment, seconds))
}

/// A time of a day, or how long after the start of a recording.
pub(super) fn clock(moment: Moment, seconds: bool) -> String {
    let all = moment.of_day().unwrap_or_else(|| moment.millis().max(0)) / 1_000;
    let (hours, minutes, rest) = (all / 3_600, all / 60 % 60, all % 60);
    match (moment.of_day(), seconds) {
        (None, _) if hours == 0 => format!("{minutes:02}:{rest:02}"),
        (None, _) => format!("{hours}:{minutes:02}:{rest:02}"),
        (Some(_), true) => format!("{hours:02}:{minutes:02}:{rest:02}"),
        (Some(_), false) => format!("{hours:02}:{minutes:02}"),
    }
}

/// From when to when; the day of the end only where it is another one.
pub(in crate::scan) fn period(begin: Moment, end: Option<Moment>) -> String {
    match end.filter(|end| *end != begin) {
        None => when(begin, false),
        Some(end) if end.day() == begin.day() => {
            format!("{}–{}", when(begin, false), clock(end, false))
        }
        Some(end) => format!("{} – {}", when(begin, false), when(end, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::Clock;

    #[test]
    fn moments() {
        let at = |clock, millis| Moment::new(clock, millis);
        let begin = 1_767_603_600_000;
        assert_eq!(when(at(Clock::Calendar, begin), false), "2026-01-05 09:00");
        assert_eq!(when(at(Clock::Day, 32_633_000), true), "09:03:53");
        assert_eq!(when(at(Clock::Recording, 62_000), false), "01:02");
        assert_eq!(when(at(Clock::Recording, 3_662_000), false), "1:01:02");
        let periods = [
            (0, "2026-01-05 09:00"),
            (600_000, "2026-01-05 09:00–09:10"),
            (86_400_000, "2026-01-05 09:00 – 2026-01-06 09:00"),
        ];
        for (length, shown) in periods {
            let end = at(Clock::Calendar, begin + length);
            assert_eq!(period(at(Clock::Calendar, begin), Some(end)), shown);
        }
    }
}
