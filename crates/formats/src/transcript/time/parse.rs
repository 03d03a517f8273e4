//! From the pieces of a time to the time: which of them are the date, which the clock, which the zone.
//! Decides no order of a date that leaves it open; asks for it.

use super::order::{Numbers, Pair};
use super::scan::{DayPart, Token, Word};

/// The clock of a time: milliseconds of its day, and the part of the day that was written beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfDay {
    pub(super) millis: i64,
    pub(super) part: Option<DayPart>,
}

/// A date as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Date {
    /// Year, month, day: there is no other way to read it.
    Plain(i64, u8, u8),
    /// Month and day.
    Yearless(u8, u8),
    /// Two numbers, the order of which it does not say.
    Short(Pair),
    /// A day of the week, Monday as 1.
    Weekday(u8),
    /// So many days before the one on which the log was written down.
    Ago(u8),
    /// Three numbers, the order of which it does not say.
    Open(Numbers),
}

/// What a text says that was cut into pieces.
#[derive(Clone, Copy, Debug)]
pub(super) enum Written {
    /// Seconds since 1970, in milliseconds.
    Epoch(i64),
    /// A date, a clock, or both.
    Wall { date: Option<Date>, clock: Option<OfDay> },
}

/// Reads the pieces; `None` where they are no time.
pub(super) fn read(tokens: &[Token]) -> Option<Written> {
    if let Some(millis) = epoch(tokens) {
        return Some(Written::Epoch(millis));
    }
    let mut row = Row { rest: tokens };
    let mut date = None;
    let named = row.day_by_name();
    let mut clock = if named.is_some() { None } else { row.attempt(|row| row.clock(false)) };
    if clock.is_none() {
        let compact = matches!(row.rest, [Token::Number(_, 8), ..]);
        // Of a day that has a name and a date, the date counts.
        date = Some(row.attempt(Row::date).or(named)?);
        row.day_by_name();
        let then = row.take(|token| token == Token::Word(Word::Then));
        clock = if compact || then { row.attempt(Row::compact_clock) } else { None };
        clock = clock.or_else(|| row.attempt(|row| row.clock(true)));
    }
    row.zone();
    if date.is_none() {
        row.day_by_name();
        date = row.attempt(Row::date);
    } else if let Some(Date::Yearless(month, day)) = date
        && let Some(year) = row.attempt(Row::long_year)
    {
        // `Wed May  1 10:02:33 2024`
        date = Some(Date::Plain(year, month, day));
    }
    row.rest.is_empty().then_some(Written::Wall { date, clock })
}

/// A moment as a number: seconds with or without a fraction, or milliseconds, micro- and nanoseconds.
fn epoch(tokens: &[Token]) -> Option<i64> {
    let (whole, digits, fraction) = match *tokens {
        [Token::Number(whole, digits)] => (whole, digits, 0),
        [Token::Number(whole, digits), Token::Mark(b'.'), Token::Number(part, places)] => {
            (whole, digits, thousandths(part, places)?)
        }
        _ => return None,
    };
    let whole = i64::try_from(whole).ok()?;
    match digits {
        9 | 10 => Some(whole * 1_000 + fraction),
        13 => Some(whole),
        16 => Some(whole / 1_000),
        19 => Some(whole / 1_000_000),
        _ => None,
    }
}

/// The first three digits behind a point.
fn thousandths(part: u64, places: u8) -> Option<i64> {
    let scale = 10_u64.checked_pow(u32::from(places))?;
    i64::try_from(u128::from(part) * 1_000 / u128::from(scale)).ok()
}

/// What is not read yet.
#[derive(Clone, Copy)]
struct Row<'t> {
    rest: &'t [Token],
}

impl Row<'_> {
    /// Takes the next piece if it is such a one.
    fn take(&mut self, is: impl Fn(Token) -> bool) -> bool {
        match self.rest {
            [first, rest @ ..] if is(*first) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn mark(&mut self, mark: u8) -> bool {
        self.take(|token| token == Token::Mark(mark))
    }

    fn word(&mut self, word: Word) -> bool {
        self.take(|token| token == Token::Word(word))
    }

    /// A number of at most so many digits.
    fn number(&mut self, most: u8) -> Option<(u64, u8)> {
        match *self.rest {
            [Token::Number(value, digits), ref rest @ ..] if digits <= most => {
                self.rest = rest;
                Some((value, digits))
            }
            _ => None,
        }
    }

    /// Reads something, and takes nothing where that fails.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = *self;
        let said = read(self);
        if said.is_none() {
            *self = before;
        }
        said
    }

    /// Passes over the names of a day, and says which it is: a day of the week, or today and yesterday.
    fn day_by_name(&mut self) -> Option<Date> {
        let mut named = None;
        loop {
            match *self.rest {
                [Token::Word(Word::Weekday(day)), ref rest @ ..] => {
                    named = named.or(Some(Date::Weekday(day)));
                    self.rest = rest;
                }
                [Token::Word(Word::Ago(days)), ref rest @ ..] => {
                    named = Some(Date::Ago(days));
                    self.rest = rest;
                }
                [Token::Mark(b','), ref rest @ ..] => self.rest = rest,
                _ => return named,
            }
        }
    }

    fn part(&mut self) -> Option<DayPart> {
        match *self.rest {
            [Token::Word(Word::Part(part)), ref rest @ ..] => {
                self.rest = rest;
                Some(part)
            }
            _ => None,
        }
    }

    fn month(&mut self) -> Option<u8> {
        match *self.rest {
            [Token::Word(Word::Month(month)), ref rest @ ..] => {
                self.rest = rest;
                Some(month)
            }
            _ => None,
        }
    }

    fn date(&mut self) -> Option<Date> {
        if let Some(month) = self.month() {
            self.mark(b'.');
            let day = self.day_of_month()?;
            self.mark(b',');
            let year = self.attempt(Row::long_year);
            return Some(match year {
                Some(year) => Date::Plain(year, month, day),
                None => Date::Yearless(month, day),
            });
        }
        if let Some(date) = self.attempt(Row::date_with_month_name) {
            return Some(date);
        }
        if let Some(date) = self.attempt(Row::month_and_day) {
            return Some(date);
        }
        let (first, digits) = self.number(8)?;
        if digits == 8 {
            let (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
            return plain(year, month, day);
        }
        let mark = self.part_of_date(&[])?;
        let (second, _) = self.number(2)?;
        let third = self.attempt(|row| Some((row.part_of_date(&[mark])?, row.number(4)?)));
        let Some((same, (third, last_digits))) = third else {
            // `5/1`, `1.5.`
            self.take(|token| mark == b'.' && token == Token::Mark(b'.'));
            let is_short = digits <= 2 && mark != b'y';
            return is_short.then_some(Date::Short(Pair { values: [first, second], mark }));
        };
        if same == b'm' {
            self.word(Word::Day);
        } else if same == b'.' {
            // `2024. 5. 1. 오전 10:02`
            self.mark(b'.');
        }
        if digits == 4 || mark == b'y' {
            let year = if digits == 4 { first } else { first + 2_000 };
            return plain(year, second, third);
        }
        let long_last = last_digits == 4;
        (digits <= 2 && (long_last || last_digits <= 2)).then_some(Date::Open(Numbers {
            values: [first, second, third],
            long_last,
            mark,
        }))
    }

    /// `5月1日`
    fn month_and_day(&mut self) -> Option<Date> {
        let (month, _) = self.number(2)?;
        self.word(Word::MonthOfYear).then_some(())?;
        let (day, _) = self.number(2)?;
        self.word(Word::Day);
        Some(Date::Yearless(u8::try_from(month).ok()?, u8::try_from(day).ok()?))
    }

    /// What parts two numbers of a date, the second time as the first: `/`, `.`, `-`, or `y` and `m`
    /// for 年 and 月.
    fn part_of_date(&mut self, before: &[u8]) -> Option<u8> {
        let mark = match *self.rest.first()? {
            Token::Mark(mark @ (b'/' | b'.' | b'-')) => mark,
            Token::Word(Word::Year) => b'y',
            Token::Word(Word::MonthOfYear) => b'm',
            _ => return None,
        };
        let fits = match before {
            [b'y'] => mark == b'm',
            [known] => mark == *known,
            _ => mark != b'm',
        };
        self.rest = self.rest.get(1..)?;
        fits.then_some(mark)
    }

    /// `1 May 2024`, `01-May-24`.
    fn date_with_month_name(&mut self) -> Option<Date> {
        let day = self.day_of_month()?;
        self.take(|token| matches!(token, Token::Mark(b'-' | b'/' | b'.')));
        let month = self.month()?;
        self.take(|token| matches!(token, Token::Mark(b'-' | b'/' | b'.' | b',')));
        // What stands behind `1 May` may be a clock as well.
        let year = self.attempt(|row| {
            let year = row.number(4)?;
            let clock = row.rest.first() == Some(&Token::Mark(b':'));
            (!clock).then_some(year)
        });
        let Some((year, digits)) = year else { return Some(Date::Yearless(month, day)) };
        plain(if digits == 2 { year + 2_000 } else { year }, u64::from(month), u64::from(day))
    }

    fn day_of_month(&mut self) -> Option<u8> {
        let (day, _) = self.number(2)?;
        self.word(Word::Ordinal);
        u8::try_from(day).ok()
    }

    fn long_year(&mut self) -> Option<i64> {
        let (year, digits) = self.number(4)?;
        if digits < 4 {
            return None;
        }
        i64::try_from(year).ok()
    }

    /// Hours, minutes and seconds with marks or words between them; with a date before them, points
    /// may part them as well.
    fn clock(&mut self, behind_date: bool) -> Option<OfDay> {
        while behind_date && (self.mark(b',') || self.word(Word::Then)) {}
        let before = self.part();
        let (hour, _) = self.number(2)?;
        let mut parts = [hour, 0, 0];
        let mut fraction = 0;
        if self.word(Word::Hour) {
            for (part, word) in parts.iter_mut().skip(1).zip([Word::Minute, Word::Second]) {
                let Some((value, _)) = self.number(2) else { break };
                *part = value;
                self.word(word);
            }
        } else if self.clock_mark(behind_date) {
            parts[1] = self.number(2)?.0;
            if self.clock_mark(behind_date) {
                parts[2] = self.number(2)?.0;
                fraction = self.fraction();
            }
        } else if !matches!(self.rest.first(), Some(Token::Word(Word::Part(_)))) {
            return None;
        }
        let part = before.or_else(|| self.part());
        Some(OfDay { millis: of_day(parts, part)? + fraction, part })
    }

    fn clock_mark(&mut self, behind_date: bool) -> bool {
        self.mark(b':') || (behind_date && self.mark(b'.'))
    }

    /// The fraction of a second, in milliseconds; behind a comma only three digits are one.
    fn fraction(&mut self) -> i64 {
        let said = self.attempt(|row| match *row.rest {
            [Token::Mark(b'.'), Token::Number(part, places), ref rest @ ..]
            | [Token::Mark(b','), Token::Number(part, places @ 3), ref rest @ ..] => {
                row.rest = rest;
                thousandths(part, places)
            }
            _ => None,
        });
        said.unwrap_or(0)
    }

    /// `100233` or `1002`, behind a date.
    fn compact_clock(&mut self) -> Option<OfDay> {
        let (value, digits) = self.number(6)?;
        let parts = match digits {
            6 => [value / 10_000, value / 100 % 100, value % 100],
            4 => [value / 100, value % 100, 0],
            _ => return None,
        };
        let millis = of_day(parts, None)? + self.fraction();
        Some(OfDay { millis, part: None })
    }

    /// A zone, which is left as it is: the clock of whoever kept the log is what counts.
    fn zone(&mut self) {
        while self.word(Word::Zone) {}
        let offset = self.attempt(|row| {
            row.take(|token| matches!(token, Token::Mark(b'+' | b'-'))).then_some(())?;
            let (_, digits) = row.number(4)?;
            if row.mark(b':') {
                row.number(2)?;
            } else if digits == 3 {
                return None;
            }
            Some(())
        });
        if offset.is_some() {
            self.word(Word::Zone);
        }
    }
}

fn plain(year: u64, month: u64, day: u64) -> Option<Date> {
    Some(Date::Plain(i64::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// Milliseconds of the day.
fn of_day([hour, minute, second]: [u64; 3], part: Option<DayPart>) -> Option<i64> {
    let hour = match part {
        Some(DayPart::CapitalAm | DayPart::Morning) if hour == 12 => 0,
        Some(DayPart::CapitalPm | DayPart::Afternoon) if hour < 12 => hour + 12,
        Some(DayPart::Noon) if (1..=3).contains(&hour) => hour + 12,
        Some(DayPart::Evening) if (5..=12).contains(&hour) => hour + 12,
        _ => hour,
    };
    let fits = (hour < 24 && minute < 60 && second <= 60)
        || (hour == 24 && part.is_some() && minute < 60)
        || (hour, minute, second) == (24, 0, 0);
    let seconds = i64::try_from(hour * 3_600 + minute * 60 + second).ok()?;
    fits.then_some(seconds * 1_000)
}
