//! In which order the numbers of a date stand: decided once for a file, for each of the marks that
//! can part them. Reads no text.

use super::super::DateOrder;

/// The numbers of a date as they were written, none of which is surely the year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) values: [u64; 3],
    /// Whether the last one has four digits.
    pub(super) long_last: bool,
    /// The mark between the first two.
    pub(super) mark: u8,
}

/// The month and the day of a date without a year, in the order in which they were written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) values: [u64; 2],
    /// The mark between them.
    pub(super) mark: u8,
}

impl Pair {
    /// Month and day, where they can be that.
    pub(super) fn in_order(&self, day_first: bool) -> Option<(u8, u8)> {
        let [first, second] = self.values;
        let (month, day) = if day_first { (second, first) } else { (first, second) };
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then_some((u8::try_from(month).ok()?, u8::try_from(day).ok()?))
    }
}

/// What decided the order of the numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBasis {
    /// Somebody said it.
    Said,
    /// More dates of the sample can be read in it than in another one.
    Fits,
    /// The part that stands where the year does changes less than the others.
    Steady,
    /// Several orders fit the whole sample; it is the usual one of such dates.
    Usual,
}

/// The order of dates that are written with one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) order: DateOrder,
    pub(super) basis: OrderBasis,
    /// Whether a date of the sample needed it.
    pub(super) seen: bool,
    /// Whether the day stands first where there is no year.
    pub(super) day_first: bool,
}

/// The marks that part the numbers of a date.
pub(super) const MARKS: [u8; 3] = [b'/', b'.', b'-'];

const ORDERS: [DateOrder; 3] =
    [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

impl Numbers {
    /// Year, month and day in this order, where they can be that.
    pub(super) fn in_order(&self, order: DateOrder) -> Option<(i64, u8, u8)> {
        let [first, second, third] = self.values;
        let (year, month, day) = match order {
            DateOrder::YearMonthDay if self.long_last => return None,
            DateOrder::YearMonthDay => (first, second, third),
            DateOrder::DayMonthYear => (third, second, first),
            DateOrder::MonthDayYear => (third, first, second),
        };
        let year = match year {
            0..70 => year + 2_000,
            70..100 => year + 1_900,
            1_000..10_000 => year,
            _ => return None,
        };
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then_some((
            i64::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        ))
    }
}

/// What dates of one mark say about their order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    dates: usize,
    /// How many can be read in each of the orders.
    fits: [usize; 3],
    /// The least and greatest first number, and the same of the last.
    first: Option<(u64, u64)>,
    last: Option<(u64, u64)>,
    /// How many stand beside `AM` or `PM` in capitals.
    capitals: usize,
    /// Of dates without a year: how many can have the day first, how many the month.
    short_fits: [usize; 2],
    /// The least and greatest of their first numbers, and of their second ones.
    short: [Option<(u64, u64)>; 2],
}

impl Sample {
    pub(super) fn add(&mut self, numbers: Numbers, capital: bool) {
        self.dates += 1;
        self.capitals += usize::from(capital);
        for (count, order) in self.fits.iter_mut().zip(ORDERS) {
            *count += usize::from(numbers.in_order(order).is_some());
        }
        self.first = Some(widen(self.first, numbers.values[0]));
        self.last = Some(widen(self.last, numbers.values[2]));
    }

    pub(super) fn add_short(&mut self, pair: Pair) {
        for (count, day_first) in self.short_fits.iter_mut().zip([true, false]) {
            *count += usize::from(pair.in_order(day_first).is_some());
        }
        for (range, value) in self.short.iter_mut().zip(pair.values) {
            *range = Some(widen(*range, value));
        }
    }

    /// Whether the day stands first in dates without a year: as in those that have one; else as more of
    /// them can be read; else the month is what changes less, or stands where it does with such marks.
    fn day_first(&self, mark: u8, order: DateOrder) -> bool {
        let [day, month] = self.short_fits;
        let [first, second] = self.short.map(width);
        match () {
            () if self.dates > 0 => order == DateOrder::DayMonthYear,
            () if day != month => day > month,
            () if first != second => first > second,
            () => mark == b'.',
        }
    }

    /// The order that most dates can be read in.
    pub(super) fn decide(&self, mark: u8) -> Decided {
        let decided = self.decide_long(mark);
        Decided { day_first: self.day_first(mark, decided.order), ..decided }
    }

    fn decide_long(&self, mark: u8) -> Decided {
        let most = self.fits.iter().copied().max().unwrap_or_default();
        let can = |order: DateOrder| {
            ORDERS.iter().zip(self.fits).any(|(&known, fits)| known == order && fits == most)
        };
        let mut left = ORDERS.into_iter().filter(|&order| can(order));
        let seen = self.dates > 0;
        if let (Some(order), None) = (left.next(), left.next()) {
            return Decided { order, basis: OrderBasis::Fits, seen, day_first: false };
        }
        let (first, last) = (width(self.first), width(self.last));
        let by_year = can(DateOrder::YearMonthDay) && first != last;
        let usual = self.usual(mark).into_iter().filter(|&order| can(order));
        let order = usual
            .clone()
            .find(|&order| !by_year || (order == DateOrder::YearMonthDay) == (first < last))
            .or_else(|| usual.clone().next())
            .unwrap_or(DateOrder::DayMonthYear);
        let basis = if by_year { OrderBasis::Steady } else { OrderBasis::Usual };
        Decided { order, basis, seen, day_first: false }
    }

    /// The orders of such dates, the usual one first.
    fn usual(&self, mark: u8) -> [DateOrder; 3] {
        use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        match mark {
            b'-' => [YearMonthDay, DayMonthYear, MonthDayYear],
            b'/' if 2 * self.capitals > self.dates => [MonthDayYear, DayMonthYear, YearMonthDay],
            _ => [DayMonthYear, MonthDayYear, YearMonthDay],
        }
    }
}

/// A range that holds one more value.
fn widen(range: Option<(u64, u64)>, value: u64) -> (u64, u64) {
    range.map_or((value, value), |(least, most)| (least.min(value), most.max(value)))
}

fn width(range: Option<(u64, u64)>) -> u64 {
    range.map_or(0, |(least, most)| most - least)
}
