//! The pieces of a time as somebody wrote it: numbers, marks and the words that times are made of, in
//! English, Chinese, Japanese, Korean and Spanish. Knows no order and no grammar.

/// A piece of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A row of digits, with how many they are.
    Number(u64, u8),
    /// One of `- / . : , +`.
    Mark(u8),
    /// A word that a time can hold.
    Word(Word),
}

/// A word that a time can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month's name, as its number.
    Month(u8),
    /// A day of the week, Monday as 1.
    Weekday(u8),
    /// So many days before the one on which the log was written down: today, yesterday.
    Ago(u8),
    /// Which part of the day the hours of a clock are in.
    Part(DayPart),
    Year,
    MonthOfYear,
    Day,
    Hour,
    Minute,
    Second,
    /// `1st`, `2nd`.
    Ordinal,
    /// What stands between a date and a time: `T`, `at`.
    Then,
    /// The name of a time zone.
    Zone,
}

/// Which part of the day the hours of a clock are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    /// `AM` in capitals, as where the month comes first.
    CapitalAm,
    /// `PM` in capitals.
    CapitalPm,
    /// Before noon; twelve is midnight.
    Morning,
    /// Around noon; one to three are after it.
    Noon,
    /// After noon.
    Afternoon,
    /// From five on after noon; twelve is the end of the day.
    Evening,
}

/// The words of other scripts, longest first where one begins another.
const WORDS: [(&str, Word); 71] = [
    ("上午", Word::Part(DayPart::Morning)),
    ("下午", Word::Part(DayPart::Afternoon)),
    ("晚上", Word::Part(DayPart::Evening)),
    ("中午", Word::Part(DayPart::Noon)),
    ("凌晨", Word::Part(DayPart::Morning)),
    ("早上", Word::Part(DayPart::Morning)),
    ("早晨", Word::Part(DayPart::Morning)),
    ("清晨", Word::Part(DayPart::Morning)),
    ("午夜", Word::Part(DayPart::Morning)),
    ("半夜", Word::Part(DayPart::Morning)),
    ("傍晚", Word::Part(DayPart::Afternoon)),
    ("夜里", Word::Part(DayPart::Evening)),
    ("午前", Word::Part(DayPart::Morning)),
    ("午後", Word::Part(DayPart::Afternoon)),
    ("오전", Word::Part(DayPart::Morning)),
    ("오후", Word::Part(DayPart::Afternoon)),
    ("星期一", Word::Weekday(1)),
    ("周一", Word::Weekday(1)),
    ("週一", Word::Weekday(1)),
    ("礼拜一", Word::Weekday(1)),
    ("禮拜一", Word::Weekday(1)),
    ("星期二", Word::Weekday(2)),
    ("周二", Word::Weekday(2)),
    ("週二", Word::Weekday(2)),
    ("礼拜二", Word::Weekday(2)),
    ("禮拜二", Word::Weekday(2)),
    ("星期三", Word::Weekday(3)),
    ("周三", Word::Weekday(3)),
    ("週三", Word::Weekday(3)),
    ("礼拜三", Word::Weekday(3)),
    ("禮拜三", Word::Weekday(3)),
    ("星期四", Word::Weekday(4)),
    ("周四", Word::Weekday(4)),
    ("週四", Word::Weekday(4)),
    ("礼拜四", Word::Weekday(4)),
    ("禮拜四", Word::Weekday(4)),
    ("星期五", Word::Weekday(5)),
    ("周五", Word::Weekday(5)),
    ("週五", Word::Weekday(5)),
    ("礼拜五", Word::Weekday(5)),
    ("禮拜五", Word::Weekday(5)),
    ("星期六", Word::Weekday(6)),
    ("周六", Word::Weekday(6)),
    ("週六", Word::Weekday(6)),
    ("礼拜六", Word::Weekday(6)),
    ("禮拜六", Word::Weekday(6)),
    ("星期日", Word::Weekday(7)),
    ("周日", Word::Weekday(7)),
    ("週日", Word::Weekday(7)),
    ("礼拜日", Word::Weekday(7)),
    ("禮拜日", Word::Weekday(7)),
    ("星期天", Word::Weekday(7)),
    ("周天", Word::Weekday(7)),
    ("週天", Word::Weekday(7)),
    ("礼拜天", Word::Weekday(7)),
    ("禮拜天", Word::Weekday(7)),
    ("今天", Word::Ago(0)),
    ("今日", Word::Ago(0)),
    ("昨天", Word::Ago(1)),
    ("昨日", Word::Ago(1)),
    ("前天", Word::Ago(2)),
    ("前日", Word::Ago(2)),
    ("年", Word::Year),
    ("月", Word::MonthOfYear),
    ("日", Word::Day),
    ("号", Word::Day),
    ("时", Word::Hour),
    ("時", Word::Hour),
    ("点", Word::Hour),
    ("分", Word::Minute),
    ("秒", Word::Second),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// More pieces than any time has.
const MOST: usize = 24;

/// The pieces of a text that may be a time.
pub(super) struct Tokens {
    list: [Token; MOST],
    length: usize,
}

impl Tokens {
    /// Cuts a text; `None` where it holds something that no time does.
    pub(super) fn of(text: &str) -> Option<Tokens> {
        let mut tokens = Tokens { list: [Token::Mark(b','); MOST], length: 0 };
        let mut rest = text;
        while let Some(&first) = rest.as_bytes().first() {
            let (token, length) = match first {
                b'0'..=b'9' => number(rest)?,
                b'-' | b'/' | b'.' | b':' | b',' | b'+' => (Some(Token::Mark(first)), 1),
                b' ' | b'\t' => (None, 1),
                // `GMT+0800 (China Standard Time)`, `+08:00[Asia/Shanghai]`
                b'(' | b'[' if tokens.length > 0 && rest.ends_with([')', ']']) => break,
                b'a'..=b'z' | b'A'..=b'Z' => english(rest)?,
                _ => other(rest)?,
            };
            if let Some(token) = token {
                *tokens.list.get_mut(tokens.length)? = token;
                tokens.length += 1;
            }
            rest = rest.get(length..)?;
        }
        Some(tokens)
    }

    pub(super) fn as_slice(&self) -> &[Token] {
        self.list.get(..self.length).unwrap_or_default()
    }
}

/// A piece, or none where there is but space, and how many bytes it has.
type Cut = (Option<Token>, usize);

/// A row of digits that a number of 64 bits can hold.
fn number(rest: &str) -> Option<Cut> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit);
    let mut value = 0_u64;
    let mut length = 0_u8;
    for digit in digits {
        value = value.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
        length = length.checked_add(1)?;
    }
    Some((Some(Token::Number(value, length)), usize::from(length)))
}

/// A word in Latin letters.
fn english(rest: &str) -> Option<Cut> {
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = rest.get(..length)?;
    if word.len() == 1 && matches!(word, "a" | "A" | "p" | "P") {
        return spaced_half(rest);
    }
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let starts = |name: &str| {
        let cut = name.get(..word.len());
        word.len() >= 3 && cut.is_some_and(|cut| word.eq_ignore_ascii_case(cut))
    };
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let known = if is(&["am"]) {
        Word::Part(if capital { DayPart::CapitalAm } else { DayPart::Morning })
    } else if is(&["pm"]) {
        Word::Part(if capital { DayPart::CapitalPm } else { DayPart::Afternoon })
    } else if is(&["t", "at", "um", "klo"]) {
        Word::Then
    } else if is(&["st", "nd", "rd", "th"]) {
        Word::Ordinal
    } else if let Some(month) = MONTHS.iter().position(|month| starts(month)) {
        Word::Month(u8::try_from(month + 1).ok()?)
    } else if is(&["sept"]) {
        Word::Month(9)
    } else if let Some(day) = WEEKDAYS.iter().position(|day| starts(day)) {
        Word::Weekday(u8::try_from(day + 1).ok()?)
    } else if is(&["today"]) {
        Word::Ago(0)
    } else if is(&["yesterday"]) {
        Word::Ago(1)
    } else if word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Word::Zone
    } else {
        return None;
    };
    Some((Some(Token::Word(known)), length))
}

/// `a.m.`, `p. m.` and the like, whatever space is in them.
fn spaced_half(rest: &str) -> Option<Cut> {
    let behind = rest.get(1..)?.trim_start_matches(|c: char| c == '.' || is_space(c));
    let behind = behind.strip_prefix(['m', 'M'])?;
    let behind = behind.strip_prefix('.').unwrap_or(behind);
    let part = if rest.starts_with(['a', 'A']) { DayPart::Morning } else { DayPart::Afternoon };
    Some((Some(Token::Word(Word::Part(part))), rest.len() - behind.len()))
}

/// What does not begin with a byte of ASCII: a word, a wide colon, or a space of some kind.
fn other(rest: &str) -> Option<Cut> {
    let first = rest.chars().next()?;
    let mark = match first {
        '：' => Some(b':'),
        '，' => Some(b','),
        '－' | '–' | '−' => Some(b'-'),
        '／' => Some(b'/'),
        _ => None,
    };
    if let Some(mark) = mark {
        return Some((Some(Token::Mark(mark)), first.len_utf8()));
    }
    if is_space(first) {
        return Some((None, first.len_utf8()));
    }
    let &(word, known) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    Some((Some(Token::Word(known)), word.len()))
}

/// Spaces, and marks of direction that nobody sees: no-break, narrow and wide ones.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
}
