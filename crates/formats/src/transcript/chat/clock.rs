//! How far a time goes that a line begins with. Looks at bytes alone and reads no time: whether it is
//! one, [`Times`](super::super::Times) says.

/// The length of a time at the beginning of a text, which has a clock and may have a date before it:
/// `2024-05-01 10:02:33`, `5/1/24, 10:02 AM`, `2024年5月1日 上午10:02`, `10:02`. 0 where there is none.
pub(super) fn length(text: &str) -> usize {
    let mut rest = Rest { bytes: text.as_bytes(), at: 0 };
    if !matches!(rest.bytes.first(), Some(b'0'..=b'9' | 0xE4..=0xEC | b'A'..=b'Z' | b'a'..=b'z')) {
        return 0;
    }
    if rest.day_by_name() {
        rest.one_of(&[",", "，"]);
        if !rest.spaces() && !rest.is_behind_ideograph() {
            return 0;
        }
        rest.one_of(&["at "]);
    } else if rest.date() || rest.short_date() {
        rest.one_of(&[",", "，"]);
        let spaces = rest.spaces();
        if !spaces && !rest.one_of(&["T"]) && !rest.is_behind_ideograph() {
            return 0;
        }
    }
    rest.one_of(&DAY_PARTS);
    rest.spaces();
    if !rest.clock() {
        return 0;
    }
    rest.half();
    rest.zone();
    rest.at
}

/// Where the time begins of which a clock begins here: before it may stand the name of its day, as in
/// `Anna  Yesterday at 10:02 AM`.
pub(super) fn named_day_before(line: &str, clock: usize) -> usize {
    let before = line.get(..clock).unwrap_or_default().trim_end();
    let before = before.strip_suffix(" at").unwrap_or(before).trim_end_matches([' ', ',']);
    let day = DAYS.iter().find_map(|day| before.strip_suffix(day));
    let free = |rest: &&str| rest.ends_with(|c: char| !c.is_alphanumeric());
    day.filter(free).map_or(clock, str::len)
}

/// Which part of the day the hours of a clock are in.
const DAY_PARTS: [&str; 13] = [
    "上午", "下午", "晚上", "中午", "凌晨", "早上", "早晨", "清晨", "傍晚", "午前", "午後", "오전",
    "오후",
];

/// Days that are called by a name, longest first where one begins another.
const DAYS: [&str; 62] = [
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "星期天",
    "礼拜一",
    "礼拜二",
    "礼拜三",
    "礼拜四",
    "礼拜五",
    "礼拜六",
    "礼拜日",
    "礼拜天",
    "禮拜一",
    "禮拜二",
    "禮拜三",
    "禮拜四",
    "禮拜五",
    "禮拜六",
    "禮拜日",
    "禮拜天",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "周天",
    "週一",
    "週二",
    "週三",
    "週四",
    "週五",
    "週六",
    "週日",
    "週天",
    "今天",
    "今日",
    "昨天",
    "昨日",
    "前天",
    "前日",
    "Today",
    "Yesterday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Sat",
    "Sun",
];

/// What is not passed over yet.
#[derive(Clone, Copy)]
struct Rest<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Rest<'_> {
    fn left(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn one_of(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find(|word| self.left().starts_with(word.as_bytes()));
        self.at += found.map_or(0, |word| word.len());
        found.is_some()
    }

    /// Spaces and tabs; no-break and narrow ones as well.
    fn spaces(&mut self) -> bool {
        let start = self.at;
        while self.one_of(&[" ", "\t", "\u{a0}", "\u{202f}", "\u{2009}", "\u{3000}"]) {}
        self.at > start
    }

    /// At least one and at most so many digits.
    fn digits(&mut self, most: usize) -> bool {
        let count = self.left().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let fits = (1..=most).contains(&count);
        self.at += if fits { count } else { 0 };
        fits
    }

    fn two_digits(&mut self) -> bool {
        let two = matches!(self.left(), [b'0'..=b'9', b'0'..=b'9', ..]);
        two && self.digits(2)
    }

    /// Takes what `read` passes over, or nothing.
    fn attempt(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.at;
        let there = read(self);
        if !there {
            self.at = before;
        }
        there
    }

    fn date(&mut self) -> bool {
        self.attempt(|rest| {
            if !rest.digits(4) {
                return false;
            }
            if rest.one_of(&["年"]) {
                let whole = rest.digits(2) && rest.one_of(&["月"]) && rest.digits(2);
                rest.one_of(&["日", "号"]);
                return whole;
            }
            for mark in ["/", "-", ".", ". "] {
                if rest.attempt(|rest| {
                    rest.one_of(&[mark]) && rest.digits(2) && rest.one_of(&[mark]) && rest.digits(4)
                }) {
                    rest.one_of(&[".日", "."]);
                    return true;
                }
            }
            false
        })
    }

    fn day_by_name(&mut self) -> bool {
        self.one_of(&DAYS)
    }

    /// A month and a day: `5/1`, `05-01`, `1.5.`, `5月1日`.
    fn short_date(&mut self) -> bool {
        self.attempt(|rest| {
            if !rest.digits(2) {
                return false;
            }
            if rest.one_of(&["月"]) {
                let whole = rest.digits(2);
                rest.one_of(&["日", "号"]);
                return whole;
            }
            let mark = ["/", "-", "."].into_iter().find(|mark| rest.one_of(&[mark]));
            let whole = mark.is_some() && rest.digits(2);
            if mark == Some(".") {
                rest.one_of(&["."]);
            }
            whole
        })
    }

    fn is_behind_ideograph(&self) -> bool {
        self.at
            .checked_sub(1)
            .and_then(|last| self.bytes.get(last))
            .is_some_and(|&byte| byte >= 0x80)
    }

    fn clock(&mut self) -> bool {
        self.attempt(|rest| {
            if !rest.digits(2) {
                return false;
            }
            if rest.one_of(&["点", "时", "時"]) {
                if rest.digits(2) && rest.one_of(&["分"]) && rest.digits(2) {
                    rest.one_of(&["秒"]);
                }
                return true;
            }
            if !(rest.one_of(&[":"]) && rest.two_digits()) {
                return false;
            }
            if rest.attempt(|rest| rest.one_of(&[":"]) && rest.two_digits()) {
                rest.attempt(|rest| rest.one_of(&[".", ","]) && rest.digits(9));
            }
            true
        })
    }

    /// `AM`, `pm`, `a. m.`
    fn half(&mut self) {
        const HALVES: [&str; 12] = [
            "AM",
            "PM",
            "am",
            "pm",
            "Am",
            "Pm",
            "a.m.",
            "p.m.",
            "a. m.",
            "p. m.",
            "a.\u{a0}m.",
            "p.\u{a0}m.",
        ];
        self.attempt(|rest| {
            rest.spaces();
            rest.one_of(&HALVES) && !rest.left().first().is_some_and(u8::is_ascii_alphanumeric)
        });
    }

    fn zone(&mut self) {
        self.attempt(|rest| {
            rest.spaces();
            if rest.one_of(&["Z", "UTC", "GMT"]) {
                return !rest.left().first().is_some_and(u8::is_ascii_alphanumeric);
            }
            rest.one_of(&["+", "-"])
                && rest.left().iter().take_while(|byte| byte.is_ascii_digit()).count() % 2 == 0
                && rest.digits(4)
                && (!rest.one_of(&[":"]) || rest.digits(2))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_end_where_they_end() {
        let table = [
            "2024-05-01 10:02:33",
            "2024-05-01T10:02:33.250+08:00",
            "2024-05-01 10:02:33,250",
            "2024-05-01 10:02:33 +0800",
            "2024/5/1 上午10:02",
            "2024/5/1 下午 10:02",
            "5/1/24, 10:02 AM",
            "5/1/24, 10:02\u{202f}PM",
            "1/5/2024, 10:02 a. m.",
            "01.05.24, 10:02:33",
            "2024. 5. 1. 오후 1:02",
            "2024年5月1日 10:02",
            "2024年5月1日10时2分33秒",
            "10:02:33",
            "10:02",
            "晚上10:02",
            "05-01 10:02:33",
            "5/1 10:02",
            "1.5. 10:02",
            "5月1日 下午3:02",
            "昨天 10:02",
            "昨天10:02",
            "星期二 上午 10:02",
            "Tuesday 10:02 AM",
            "Yesterday at 10:02 AM",
        ];
        for time in table {
            for behind in
                ["", " 小王", " Anna: hi", " 4号: hi", " - Amy: hi", "] x", "：hi", " Amelia"]
            {
                let line = format!("{time}{behind}");
                assert_eq!(line.get(..length(&line)), Some(time), "{line}");
            }
        }
        for line in [
            "",
            "小王 10:02",
            "2024-05-01",
            "10",
            "1234:05",
            "上午好",
            "10:2x",
            "5/1",
            "Monday",
            "Sunny 10:02",
        ] {
            assert_eq!(length(line), 0, "{line}");
        }
    }
}
