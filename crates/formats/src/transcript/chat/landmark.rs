//! Lines between messages that say to which day or session those behind them belong:
//! `———— 2024-05-01 ————`, `会话ID：8831`. Knows one line, and no message.

use super::super::time::{Times, When};
use jinyu::Clock;

/// What such a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Landmark<'l> {
    /// The messages behind it are of this day, or were said at this time.
    Time(When),
    /// The messages behind it are of this session.
    Session(&'l str),
}

/// What stands before the name of a session.
const SESSIONS: [&str; 24] = [
    "会话编号",
    "会话ID",
    "会话id",
    "会话号",
    "会话",
    "对话编号",
    "对话ID",
    "对话id",
    "对话",
    "通话编号",
    "通话ID",
    "工单编号",
    "工单号",
    "工单",
    "聊天编号",
    "聊天ID",
    "conversation id",
    "conversation",
    "session id",
    "session",
    "chat id",
    "call id",
    "ticket id",
    "ticket",
];

/// What stands before a day.
const DAYS: [&str; 16] = [
    "日期",
    "时间",
    "会话时间",
    "会话开始时间",
    "会话开始",
    "开始时间",
    "对话时间",
    "对话开始时间",
    "聊天时间",
    "date",
    "day",
    "time",
    "started",
    "start time",
    "chat started",
    "conversation started",
];

/// The longest line that is looked at, in bytes, and the longest one without a number.
const LONGEST: usize = 160;
const NAMED: usize = 32;

/// What a line says if it is such a line.
pub(super) fn landmark<'l>(line: &'l str, times: &Times) -> Option<Landmark<'l>> {
    if line.len() > LONGEST {
        return None;
    }
    let inner = undecorated(line);
    // A date has a number, and so must the name of a session have; 昨天 and its like are short.
    let has_number = inner.bytes().any(|byte| byte.is_ascii_digit());
    if !has_number && inner.len() > NAMED {
        return None;
    }
    let decorated = inner.len() < line.trim().len();
    let (before, after) = match inner.split_once([':', '：']) {
        Some((before, after)) if !before.ends_with(|c: char| c.is_ascii_digit()) => {
            (before.trim(), after.trim())
        }
        _ => ("", inner),
    };
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(before));
    if before.is_empty() || is(&DAYS) {
        // A mere number can be anything, and so can `1/2`; a day of the week alone is an answer.
        let number = after.bytes().all(|byte| byte.is_ascii_digit());
        let is_day = |when: When, clock: bool| match when {
            When::At(moment) => moment.clock() == Clock::Calendar,
            When::On(..) => {
                let words = after.contains(char::is_alphabetic);
                clock || (words && (decorated || !before.is_empty()))
            }
        };
        let when = times.when(after).filter(|&(when, kind)| is_day(when, kind.clock) && !number);
        if let Some((when, _)) = when {
            return Some(Landmark::Time(when));
        }
    }
    let name = if has_number { session(inner, before, after, decorated) } else { None };
    name.map(Landmark::Session)
}

fn session<'l>(inner: &'l str, before: &str, after: &'l str, decorated: bool) -> Option<&'l str> {
    let is_value = |value: &str| !value.is_empty() && !value.contains(char::is_whitespace);
    if SESSIONS.iter().any(|name| name.eq_ignore_ascii_case(before)) {
        let value = after.trim_start_matches(['#', '＃']);
        return is_value(value).then_some(value);
    }
    let rest = SESSIONS.iter().find_map(|name| {
        let cut = inner.get(..name.len())?;
        cut.eq_ignore_ascii_case(name).then(|| inner.get(name.len()..)).flatten()
    })?;
    let value = rest.trim_start();
    let numbered = value.trim_start_matches(['#', '＃']);
    let parted = value.len() < rest.len() || numbered.len() < value.len();
    let marked = decorated || numbered.len() < value.len();
    (marked && parted && is_value(numbered)).then_some(numbered)
}

/// A line without the rules and brackets around its words.
fn undecorated(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || is_rule(c) || "[]【】()（）".contains(c))
}

/// Whether a line is nothing but a rule: `--------`.
pub(super) fn is_only_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 4 && line.chars().all(is_rule)
}

fn is_rule(c: char) -> bool {
    matches!(c, '-' | '=' | '*' | '_' | '~' | '#' | '—' | '–' | '─' | '━' | '═' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_sessions() {
        let times = Times::new(None);
        let told = |line| match landmark(line, &times) {
            Some(Landmark::Time(When::On(day, _))) => format!("{day:?}"),
            Some(Landmark::Time(When::At(moment))) => {
                let (year, month, day) = moment.day().unwrap_or_default();
                let minutes = moment.of_day().unwrap_or_default() / 60_000;
                format!("{year}-{month}-{day} {}:{:02}", minutes / 60, minutes % 60)
            }
            Some(Landmark::Session(name)) => name.to_owned(),
            None => String::new(),
        };
        let table = [
            ("—————  2024-05-01  —————", "2024-5-1 0:00"),
            ("2024年5月1日 星期三", "2024-5-1 0:00"),
            ("--- May 1, 2024 ---", "2024-5-1 0:00"),
            ("[2024-05-01]", "2024-5-1 0:00"),
            ("日期：2024-05-01", "2024-5-1 0:00"),
            ("Chat started: 2024-05-01 10:02", "2024-5-1 10:02"),
            ("2024-05-01 10:02", "2024-5-1 10:02"),
            ("—— 昨天 ——", "Ago(1)"),
            ("昨天 10:02", "Ago(1)"),
            ("日期：星期二", "Weekday(2)"),
            ("星期二", ""),
            ("5月1日", ""),
            ("--- 5月1日 ---", "MonthDay(5, 1)"),
            ("3/4", ""),
            ("[1/2]", ""),
            ("===== 会话 8831 =====", "8831"),
            ("会话ID：8831", "8831"),
            ("Session: #a-12", "a-12"),
            ("Ticket #4411", "4411"),
            ("Conversation ID: 99", "99"),
            ("会话 8831", ""),
            ("会话ID：我不知道 是哪个", ""),
            ("会话结束", ""),
            ("--------", ""),
            ("10:02", ""),
            ("1714557753", ""),
            ("日期：下周", ""),
            ("Tickets are sold out", ""),
            ("", ""),
        ];
        for (line, expected) in table {
            assert_eq!(told(line), expected, "{line}");
        }
    }
}
