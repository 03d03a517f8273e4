//! Days put together so that a chart has room for them. Days on which nobody talked are there, and empty.

use crate::scan::Tally;
use crate::vocabulary::either;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};
use jinyu::Language;
use std::collections::BTreeMap;

/// How many bars a chart has room for.
const MOST: i64 = 92;

/// What one bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Day,
    Week,
    Month,
    Year,
}

/// Some days in a row.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) sum: Sum,
}

/// What the conversations of these days come to.
#[derive(Debug, Default)]
pub(super) struct Sum {
    pub(super) conversations: u64,
    pub(super) flagged: u64,
    pub(super) severities: [u64; 3],
    pub(super) categories: BTreeMap<String, u64>,
}

impl Sum {
    fn add(&mut self, tally: &Tally) {
        self.conversations += tally.conversations;
        self.flagged += tally.flagged;
        for (sum, count) in self.severities.iter_mut().zip(tally.severities) {
            *sum += count;
        }
        for (category, count) in &tally.categories {
            *self.categories.entry(category.clone()).or_default() += count;
        }
    }
}

impl Step {
    /// The finest one of which there are not too many between two days.
    fn between(first: Date, last: Date) -> Step {
        let days = first.duration_until(last).as_hours() / 24;
        // Whole weeks and months may begin before the first day.
        let finest = [(1, Step::Day), (7, Step::Week), (30, Step::Month)];
        let room = finest.into_iter().find(|(length, _)| days / length < MOST);
        room.map_or(Step::Year, |(_, step)| step)
    }

    fn begin(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => {
                let back = i64::from(day.weekday().since(Weekday::Monday));
                day.checked_sub(back.days()).unwrap_or(day)
            }
            Step::Month => day.first_of_month(),
            Step::Year => day.first_of_year(),
        }
    }

    fn span(self) -> Span {
        match self {
            Step::Day => 1.day(),
            Step::Week => 1.week(),
            Step::Month => 1.month(),
            Step::Year => 1.year(),
        }
    }

    /// What is in one bar, in words.
    pub(super) fn name(self, language: Language) -> &'static str {
        match self {
            Step::Day => either(language, "按日", "by day"),
            Step::Week => either(language, "按周", "by week"),
            Step::Month => either(language, "按月", "by month"),
            Step::Year => either(language, "按年", "by year"),
        }
    }
}

impl Bucket {
    /// A short name, for an axis.
    pub(super) fn label(&self, step: Step) -> String {
        let day = self.first;
        match step {
            Step::Day | Step::Week => format!("{:02}-{:02}", day.month(), day.day()),
            Step::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Step::Year => format!("{:04}", day.year()),
        }
    }

    /// The whole name.
    pub(super) fn name(&self, step: Step, language: Language) -> String {
        match step {
            Step::Day => format!("{} {}", self.first, weekday(self.first, language)),
            Step::Week => format!("{} – {}", self.first, self.last),
            Step::Month | Step::Year => self.label(step),
        }
    }
}

fn weekday(day: Date, language: Language) -> &'static str {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    zh.iter().zip(en).nth(at).map_or("", |(zh, en)| either(language, zh, en))
}

/// All days from the first to the last, by the finest step that has room; of very many years, the last ones.
pub(super) fn buckets(days: &BTreeMap<String, Tally>) -> (Step, Vec<Bucket>) {
    let days: Vec<(Date, &Tally)> =
        days.iter().filter_map(|(day, tally)| Some((day.parse::<Date>().ok()?, tally))).collect();
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else {
        return (Step::Day, Vec::new());
    };
    let step = Step::between(*first, *last);
    let mut buckets: Vec<Bucket> = Vec::new();
    let mut begin = step.begin(*first);
    let mut rest = days.iter().peekable();
    while begin <= *last {
        let next = begin.checked_add(step.span()).ok();
        let end = next.and_then(|next| next.yesterday().ok()).unwrap_or(Date::MAX);
        let mut sum = Sum::default();
        while let Some((_, tally)) = rest.next_if(|(day, _)| *day <= end) {
            sum.add(tally);
        }
        buckets.push(Bucket { first: begin, last: end, sum });
        let Some(next) = next else { break };
        begin = next;
    }
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let surplus = buckets.len().saturating_sub(most);
    (step, buckets.split_off(surplus))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(days: &[&str]) -> (Step, usize, u64) {
        let tally = Tally { conversations: 1, ..Tally::default() };
        let days = days.iter().map(|day| ((*day).to_owned(), tally.clone())).collect();
        let (step, buckets) = buckets(&days);
        let sum = buckets.iter().map(|bucket| bucket.sum.conversations).sum();
        (step, buckets.len(), sum)
    }

    #[test]
    fn a_step_that_has_room() {
        let table = [
            (&[][..], (Step::Day, 0, 0)),
            (&["2026-02-28"], (Step::Day, 1, 1)),
            (&["2026-02-27", "2026-03-02"], (Step::Day, 4, 2)),
            (&["2026-01-01", "2026-04-02"], (Step::Day, 92, 2)),
            (&["2026-01-01", "2026-04-03"], (Step::Week, 14, 2)),
            (&["2024-01-07", "2025-10-11"], (Step::Week, 92, 1)),
            (&["2020-01-31", "2026-01-01"], (Step::Month, 73, 2)),
            (&["1970-01-01", "2026-01-01"], (Step::Year, 57, 2)),
            (&["0001-01-01", "9999-12-31"], (Step::Year, 92, 1)),
            (&["no day", "2026-01-01"], (Step::Day, 1, 1)),
        ];
        for (days, wanted) in table {
            assert_eq!(bars(days), wanted, "{days:?}");
        }
    }
}
