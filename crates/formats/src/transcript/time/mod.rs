//! Times as logs write them, in many tools and several languages. Apart from the readers, which know
//! where a time stands and not how it is written. Reads no clock, and changes no zone: what counts is
//! the wall clock of whoever kept the log.

mod order;
mod parse;
mod scan;
#[cfg(test)]
mod tests;

pub use order::OrderBasis;

use super::DateOrder;
use jinyu::{Clock, Moment};
use order::{Decided, MARKS, Sample};
use parse::{Date, Written};
use scan::{DayPart, Token, Tokens};
use std::fmt;
use std::ops::Range;

/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;

/// Years that a log can be of; `0001-01-01` is how some tools write that there is no date.
const YEARS: Range<i64> = 1900..2200;

/// How much the number of a day grows from one year to the next where days have numbers.
pub(super) const NUMBERED_YEAR: i64 = 366;

/// When something was said, as far as the text alone says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    At(Moment),
    /// On a day that has no date, at so many milliseconds of it.
    On(Unclear, i64),
}

/// A day that is no date by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    /// A month and a day of it.
    MonthDay(u8, u8),
    /// A day of the week, Monday as 1.
    Weekday(u8),
    /// So many days before the one on which the log was written down.
    Ago(u8),
}

impl Unclear {
    /// The number of the day in a year that has all days; nothing for a day of no month.
    pub(super) fn number(self) -> Option<i64> {
        let Unclear::MonthDay(month, day) = self else { return None };
        let first = Moment::on(2024, 1, 1, 0)?;
        Moment::on(2024, month, day, 0)?.since(first).map(|passed| passed / DAY + 1)
    }
}

/// A moment of a day that has a number and no date: days of one log can be told apart and are so far
/// from each other, and nobody knows which they are.
pub(super) fn numbered(day: i64, of_day: i64) -> Moment {
    Moment::new(Clock::Day, day.saturating_mul(DAY).saturating_add(of_day))
}

/// Whether a moment is that of a numbered day.
pub(super) fn is_numbered(moment: Moment) -> bool {
    moment.clock() == Clock::Day && moment.millis() >= DAY
}

/// Reads the times of one file.
///
/// ```
/// use jinyu_formats::{DateOrder, OrderBasis, Times};
/// let times = Times::of_sample(None, ["5/1/24, 10:02 AM", "5/13/24, 1:00 PM"]);
/// let orders: Vec<_> = times.orders().collect();
/// assert_eq!(orders, [('/', DateOrder::MonthDayYear, OrderBasis::Fits)]);
/// assert_eq!(times.read("5/13/24, 1:00 PM").map(|time| time.day()), Ok(Some((2024, 5, 13))));
/// let shape = times.read("Tuesday, 1:00 PM").unwrap_err();
/// assert_eq!(shape.to_string(), "a, 0:00 a");
/// ```
#[derive(Clone, Debug)]
pub struct Times {
    orders: [Decided; 3],
}

/// What of a time a text has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) date: bool,
    pub(super) clock: bool,
    /// Whether its day is no whole date.
    pub(super) unclear: bool,
}

/// What an unreadable time looks like, so that times of one kind are told of once: each digit as 0,
/// each run of letters of any script as one a.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeShape(Box<str>);

impl Times {
    /// Reads dates in this order or, without one, in the usual order of their marks: year first with
    /// `-`, else day first.
    #[must_use]
    pub fn new(order: Option<DateOrder>) -> Times {
        Times::of_sample(order, [])
    }

    /// Decides on the order of dates from some that the file holds, for each of the marks `/`, `.` and
    /// `-` alone, where nobody said it: the order in which most of them can be read. Where several
    /// orders fit as many dates, the part that changes least is the year; else the usual order holds,
    /// which with `/` is month first beside `AM` and `PM` in capitals and day first without.
    ///
    /// Dates that begin with a year of four digits, have 年 or name their month need no order.
    #[must_use]
    pub fn of_sample<'t>(
        said: Option<DateOrder>,
        sample: impl IntoIterator<Item = &'t str>,
    ) -> Times {
        let mut samples = MARKS.map(|mark| (mark, Sample::default()));
        for tokens in sample.into_iter().filter_map(Tokens::of) {
            let (numbers, clock) = match parse::read(tokens.as_slice()) {
                Some(Written::Wall { date: Some(Date::Open(numbers)), clock }) => (numbers, clock),
                Some(Written::Wall { date: Some(Date::Short(pair)), .. }) => {
                    let of_mark = samples.iter_mut().find(|(mark, _)| *mark == pair.mark);
                    of_mark.into_iter().for_each(|(_, sample)| sample.add_short(pair));
                    continue;
                }
                _ => continue,
            };
            let part = clock.and_then(|clock| clock.part);
            let capital = matches!(part, Some(DayPart::CapitalAm | DayPart::CapitalPm));
            for (mark, sample) in &mut samples {
                if *mark == numbers.mark {
                    sample.add(numbers, capital);
                }
            }
        }
        let mut orders = samples.map(|(mark, sample)| sample.decide(mark));
        if let Some(order) = said {
            for decided in &mut orders {
                let day_first = order == DateOrder::DayMonthYear;
                *decided = Decided { order, basis: OrderBasis::Said, day_first, ..*decided };
            }
        }
        Times { orders }
    }

    /// What was decided, for each mark that a date of the sample has which leaves its order open.
    pub fn orders(&self) -> impl Iterator<Item = (char, DateOrder, OrderBasis)> + '_ {
        let all = self.orders.iter().zip(MARKS);
        all.filter(|(decided, _)| decided.seen)
            .map(|(decided, mark)| (char::from(mark), decided.order, decided.basis))
    }

    /// The moment that a text says. A clock without a date counts from midnight (`Clock::Day`); a date
    /// without a clock is its midnight. A number is seconds since 1970 where it has 9 or 10 digits,
    /// milli-, micro- or nanoseconds with 13, 16 or 19. A month and a day without a year are a day that
    /// has a number: a moment of `Clock::Day` behind the first day.
    ///
    /// # Errors
    /// What it looks like, where it is no time, is no day of any calendar or a day of the week alone, or
    /// does not fit the order of dates.
    pub fn read(&self, text: &str) -> Result<Moment, TimeShape> {
        self.moment(text).ok_or_else(|| TimeShape::of(text))
    }

    /// As [`Times::read`], where nobody wants to know what else it is.
    pub(crate) fn moment(&self, text: &str) -> Option<Moment> {
        self.moment_of_kind(text).map(|(moment, _)| moment)
    }

    /// The moment that a text says, and what of it the text has.
    pub(super) fn moment_of_kind(&self, text: &str) -> Option<(Moment, Kind)> {
        let (when, kind) = self.when(text)?;
        match when {
            When::At(moment) => Some((moment, kind)),
            When::On(day, of_day) => Some((numbered(day.number()?, of_day), kind)),
        }
    }

    /// When a text says that something was said, and what of a time it has.
    pub(super) fn when(&self, text: &str) -> Option<(When, Kind)> {
        let written = written(text)?;
        let kind = written.kind();
        let (date, clock) = match written {
            Written::Epoch(millis) => {
                return Some((When::At(Moment::new(Clock::Calendar, millis)), kind));
            }
            Written::Wall { date, clock } => (date, clock),
        };
        let of_day = clock.map_or(0, |clock| clock.millis);
        let unclear = |day| Some((When::On(day, of_day), kind));
        let (year, month, day) = match date {
            None => {
                let moment = Moment::new(Clock::Day, clock?.millis.rem_euclid(DAY));
                return Some((When::At(moment), kind));
            }
            Some(Date::Plain(year, month, day)) => (year, month, day),
            Some(Date::Open(numbers)) => numbers.in_order(self.order_of(numbers.mark).order)?,
            Some(Date::Yearless(month, day)) => return unclear(Unclear::MonthDay(month, day)),
            Some(Date::Short(pair)) => {
                let (month, day) = pair.in_order(self.order_of(pair.mark).day_first)?;
                return unclear(Unclear::MonthDay(month, day));
            }
            Some(Date::Weekday(day)) => return unclear(Unclear::Weekday(day)),
            Some(Date::Ago(days)) => return unclear(Unclear::Ago(days)),
        };
        if !YEARS.contains(&year) {
            return None;
        }
        Some((When::At(Moment::on(year, month, day, of_day)?), kind))
    }

    /// What of a time a text has, in whatever order its date stands; `None` where it is no time.
    pub(super) fn kind(text: &str) -> Option<Kind> {
        written(text).map(Written::kind)
    }

    fn order_of(&self, mark: u8) -> Decided {
        let decided = self.orders.iter().zip(MARKS).find(|&(_, known)| known == mark);
        decided.map_or_else(|| Sample::default().decide(mark), |(decided, _)| *decided)
    }
}

impl Written {
    fn kind(self) -> Kind {
        match self {
            Written::Epoch(_) => Kind { date: true, clock: true, unclear: false },
            Written::Wall { date, clock } => {
                let unclear = matches!(
                    date,
                    Some(Date::Yearless(..) | Date::Short(_) | Date::Weekday(_) | Date::Ago(_))
                );
                Kind { date: date.is_some(), clock: clock.is_some(), unclear }
            }
        }
    }
}

fn written(text: &str) -> Option<Written> {
    let tokens = Tokens::of(text)?;
    parse::read(tokens.as_slice()).or_else(|| long_number(tokens.as_slice()))
}

/// A date and a clock as one number: `20240501100233`, `202405011002`.
fn long_number(tokens: &[Token]) -> Option<Written> {
    let &[Token::Number(value, digits @ (12 | 14))] = tokens else { return None };
    let (date, clock) = if digits == 14 {
        (value / 1_000_000, Token::Number(value % 1_000_000, 6))
    } else {
        (value / 10_000, Token::Number(value % 10_000, 4))
    };
    parse::read(&[Token::Number(date, 8), clock])
}

impl TimeShape {
    /// The longest that is kept, in characters.
    const LONGEST: usize = 40;

    pub(super) fn of(text: &str) -> TimeShape {
        let mut shape = String::new();
        let mut letters = false;
        for (count, c) in text.trim().chars().enumerate() {
            if count == TimeShape::LONGEST {
                shape.push('…');
                break;
            }
            let letter = c.is_alphabetic();
            match c {
                _ if letter && letters => {}
                _ if letter => shape.push('a'),
                _ if c.is_numeric() => shape.push('0'),
                _ if scan::is_space(c) || c.is_control() => shape.push(' '),
                _ => shape.push(c),
            }
            letters = letter;
        }
        TimeShape(shape.into())
    }

    /// The same with one 0 for each row of digits: whatever the length of its numbers.
    pub(super) fn outline(&self) -> Box<str> {
        let mut outline = String::new();
        for c in self.0.chars() {
            if c != '0' || !outline.ends_with('0') {
                outline.push(c);
            }
        }
        outline.into()
    }
}

impl fmt::Display for TimeShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
