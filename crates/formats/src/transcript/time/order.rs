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
}

impl Sample {
    pub(super) fn add(&mut self, numbers: Numbers, capital: bool) {
        self.dates += 1;
        self.capitals += usize::from(capital);
        for (count, order) in self.fits.iter_mut().zip(ORDERS) {
            *count += usize::from(numbers.in_order(order).is_some());
        }
        let widen = |range: Option<(u64, u64)>, value: u64| {
            range.map_or((value, value), |(least, most)| (least.min(value), most.max(value)))
        };
        self.first = Some(widen(self.first, numbers.values[0]));
        self.last = Some(widen(self.last, numbers.values[2]));
    }

    /// The order that most dates can be read in.
    pub(super) fn decide(&self, mark: u8) -> Decided {
        let most = self.fits.iter().copied().max().unwrap_or_default();
        let can = |order: DateOrder| {
            ORDERS.iter().zip(self.fits).any(|(&known, fits)| known == order && fits == most)
        };
        let mut left = ORDERS.into_iter().filter(|&order| can(order));
        let seen = self.dates > 0;
        if let (Some(order), None) = (left.next(), left.next()) {
            return Decided { order, basis: OrderBasis::Fits, seen };
        }
        let width = |range: Option<(u64, u64)>| range.map_or(0, |(least, most)| most - least);
        let (first, last) = (width(self.first), width(self.last));
        let by_year = can(DateOrder::YearMonthDay) && first != last;
        let usual = self.usual(mark).into_iter().filter(|&order| can(order));
        let order = usual
            .clone()
            .find(|&order| !by_year || (order == DateOrder::YearMonthDay) == (first < last))
            .or_else(|| usual.clone().next())
            .unwrap_or(DateOrder::DayMonthYear);
        let basis = if by_year { OrderBasis::Steady } else { OrderBasis::Usual };
        Decided { order, basis, seen }
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
