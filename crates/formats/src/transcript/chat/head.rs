//! The forms in which a line can begin a message, and what such a line says: when, who, what. Knows one
//! line, and no other one.

use super::super::colon::colons;
use super::clock;
use std::ops::Range;

/// Where the time stands in the head of a message, and where the name does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// `[time] name: text`, with which marks around the time.
    Fenced(&'static str, &'static str),
    /// `time - name: text`, with which mark behind the time.
    Marked(&'static str),
    /// `time name: text`
    Bare,
    /// `name time`, and whatever marks around the time.
    Behind,
    /// `name: text`
    Named,
}

/// Every form, the more particular ones first.
pub(super) const HEADS: [Head; 15] = [
    Head::Fenced("[", "]"),
    Head::Fenced("(", ")"),
    Head::Fenced("【", "】"),
    Head::Fenced("（", "）"),
    Head::Fenced("<", ">"),
    Head::Marked(" - "),
    Head::Marked(" – "),
    Head::Marked(" — "),
    Head::Marked(" | "),
    Head::Marked("|"),
    Head::Marked("｜"),
    Head::Marked("\t"),
    Head::Bare,
    Head::Behind,
    Head::Named,
];

/// Where the words of a message begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// In the line of the head, behind a colon.
    Beside,
    /// In the next line.
    Below,
}

/// What the head of a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts<'l> {
    pub(super) time: Option<&'l str>,
    /// Nothing where a name is missing, or where nobody speaks.
    pub(super) name: Option<&'l str>,
    /// Whether there is a place for a name.
    pub(super) authored: bool,
    /// Where its words begin, in bytes of the line; its end where they are below.
    pub(super) text: usize,
}

/// How far from the beginning of a line a time ends, in bytes.
const TIME: usize = 64;
/// The longest name, in characters.
const NAME: usize = 40;

impl Head {
    /// Takes a line apart, if it can be such a head. Whether its time is one is not said, nor whether
    /// anybody has that name.
    pub(super) fn parts<'l>(self, line: &'l str, body: Body) -> Option<Parts<'l>> {
        let (time, rest) = match self {
            Head::Fenced(open, close) => split(visible(line).strip_prefix(open)?, close)?,
            Head::Marked(mark) => split(visible(line), mark)?,
            Head::Bare => {
                let inner = visible(line);
                inner.split_at_checked(clock::length(inner)).filter(|(time, _)| !time.is_empty())?
            }
            Head::Behind => return behind(line, body),
            Head::Named => return named(line),
        };
        if !time.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let bar = matches!(self, Head::Marked(" | " | "|" | "｜" | "\t"));
        Some(Parts { time: Some(time), ..author(line, rest, body, bar) })
    }
}

/// A line without marks of direction and the like before what is seen of it.
fn visible(line: &str) -> &str {
    // They begin with one of two bytes, and hardly any line does.
    if !matches!(line.as_bytes().first(), Some(0xE2 | 0xEF)) {
        return line;
    }
    line.trim_start_matches(is_invisible)
}

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// What stands on both sides of a mark in the beginning of a line.
fn split<'l>(line: &'l str, mark: &str) -> Option<(&'l str, &'l str)> {
    around(line, find(line, mark)?)
}

/// Where a mark stands in the beginning of a line.
fn find(line: &str, mark: &str) -> Option<Range<usize>> {
    let at = memchr::memmem::find(beginning(line, TIME), mark.as_bytes())?;
    Some(at..at + mark.len())
}

/// What stands on both sides of a mark.
fn around(line: &str, mark: Range<usize>) -> Option<(&str, &str)> {
    Some((line.get(..mark.start)?, line.get(mark.end..)?))
}

/// So many bytes of a line, or all that it has.
fn beginning(line: &str, bytes: usize) -> &[u8] {
    line.as_bytes().get(..bytes).unwrap_or(line.as_bytes())
}

/// Who speaks, in what stands behind the time.
fn author<'l>(line: &'l str, rest: &'l str, body: Body, bar: bool) -> Parts<'l> {
    let rest = rest.trim_start();
    let at = |part: &str| line.len() - part.len();
    let parts = |name: &'l str, text: usize| {
        let name = name.trim();
        Parts { time: None, name: (!name.is_empty()).then_some(name), authored: true, text }
    };
    let nobody = Parts { time: None, name: None, authored: false, text: at(rest) };
    if body == Body::Below {
        let name = rest.trim_end().trim_end_matches([':', '：']);
        return if is_name(name) { parts(name, line.len()) } else { nobody };
    }
    if let Some((name, text)) = bracketed(rest) {
        return parts(name, at(text));
    }
    let colon = colon(rest);
    let bar = if bar { find(rest, "|") } else { None };
    let end = match (colon, bar) {
        (Some(colon), Some(bar)) => Some(if bar.start < colon.start { bar } else { colon }),
        (colon, bar) => colon.or(bar),
    };
    match end.and_then(|end| around(rest, end)) {
        Some((name, text)) if name.is_empty() || is_name(name) => parts(name, at(text)),
        _ => nobody,
    }
}

/// A name in brackets, and what stands behind them and perhaps a colon.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let pairs = [("<", ">"), ("[", "]"), ("【", "】")];
    pairs.into_iter().find_map(|(open, close)| {
        let (name, text) = text.strip_prefix(open)?.split_once(close)?;
        let text = text.strip_prefix([':', '：']).unwrap_or(text);
        (is_name(name) && !text.trim().is_empty()).then_some((name, text))
    })
}

/// The first colon of a text, if a name can end there.
fn colon(text: &str) -> Option<Range<usize>> {
    let colon = colons(beginning(text, NAME * 4)).next()?;
    let is_address = text.get(colon.end..)?.starts_with("//");
    (!is_address).then_some(colon)
}

/// Whether a text can be somebody's name.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let quoted = |c: char| matches!(c, '"' | '“' | '”' | '「' | '」' | '。' | '，' | '？' | '！');
    !text.is_empty()
        && (text.len() <= NAME || text.chars().count() <= NAME)
        && !text.contains(quoted)
        && !text.contains(". ")
        && !text.contains("-->")
}

/// `name: text`
fn named(line: &str) -> Option<Parts<'_>> {
    let inner = visible(line);
    let (name, text) = around(inner, colon(inner)?)?;
    let starts =
        name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '【' | '[' | '@' | '*'));
    let numeric = name.trim().bytes().all(|byte| byte.is_ascii_digit());
    (starts && !numeric && is_name(name)).then(|| Parts {
        time: None,
        name: Some(name.trim()),
        authored: true,
        text: line.len() - text.len(),
    })
}

/// `name time`, `name [time]`, `> name @ time:`, `name (time): text`
fn behind(line: &str, body: Body) -> Option<Parts<'_>> {
    let inner = visible(line);
    let inner = inner.strip_prefix("> ").unwrap_or(inner);
    for start in clocks(inner) {
        let start = clock::named_day_before(inner, start);
        let (name, rest) = inner.split_at_checked(start)?;
        let length = clock::length(rest);
        if length == 0 {
            continue;
        }
        let (time, rest) = rest.split_at_checked(length)?;
        let rest = rest.trim_start_matches([' ', ')', ']', '）', '】']);
        let text = match (rest.trim_end(), body) {
            ("" | ":" | "：", _) => line.len(),
            (_, Body::Below) => continue,
            _ => match rest.strip_prefix([':', '：']) {
                Some(text) => line.len() - text.len(),
                None => continue,
            },
        };
        let name =
            name.trim_end_matches(|c: char| c.is_whitespace() || ",，@—–-|([（【".contains(c));
        let is_head = is_name(name) && !is_phrase(name, time);
        return is_head.then(|| Parts {
            time: Some(time),
            name: Some(name.trim()),
            authored: true,
            text,
        });
    }
    None
}

/// Whether what stands before a time is no name: a date, `时间：`, or words as in `see you all at 10:00`.
fn is_phrase(name: &str, time: &str) -> bool {
    let of_date = |byte: u8| byte.is_ascii_digit() || b"-/.: ".contains(&byte);
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = !digits && name.bytes().all(of_date);
    let is_label = name.ends_with([':', '：']);
    is_date
        || is_label
        || (name.split_ascii_whitespace().count() > 3 && !time.contains(['-', '/', '.', '年']))
}

/// Where a time can begin in a line: digits, or the part of the day, behind what is none of both. None
/// where no clock stands in the beginning of the line.
fn clocks(line: &str) -> impl Iterator<Item = usize> {
    let bytes = beginning(line, NAME * 4);
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let wide = |at: usize| bytes.get(at).is_some_and(|byte| !byte.is_ascii());
    let hours = |at: usize| at > 0 && digit(at - 1) && (digit(at + 1) || wide(at));
    // A colon, or the first bytes of 时 and 点.
    let there = bytes.iter().any(u8::is_ascii_digit)
        && memchr::memchr3_iter(b':', 0xE6, 0xE7, bytes).any(hours);
    let begins = |(pair, at): (&[u8], usize)| {
        let &[before, byte] = pair else { return None };
        let free = !before.is_ascii_alphanumeric() && !b":/.-_#".contains(&before);
        let begins = byte.is_ascii_digit() || (byte >= 0xE4 && before == b' ');
        (free && begins).then_some(at)
    };
    let bytes = if there { bytes } else { &[] };
    bytes.windows(2).zip(1..).filter_map(begins)
}
