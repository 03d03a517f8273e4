//! A conversation written down as an example: one turn a line, with its time, who speaks, and the text.
//! Only for examples of rules; logs of chats and calls have readers of their own.

use crate::moment::{Clock, Moment};
use crate::turn::{Role, Turn};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// How the roles are written.
const ROLES: [(&str, Role); 8] = [
    ("客服", Role::Agent),
    ("客户", Role::Customer),
    ("机器人", Role::Bot),
    ("系统", Role::System),
    ("agent", Role::Agent),
    ("customer", Role::Customer),
    ("bot", Role::Bot),
    ("system", Role::System),
];

/// One turn of a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    role: Role,
    speaker: Option<String>,
    begin: Option<Moment>,
    /// Where its text stands in the text of the example, in bytes.
    pub(crate) text: Range<usize>,
}

impl Line {
    /// The turn that it stands for, out of the text of the example.
    pub(crate) fn turn<'e>(&'e self, example: &'e str) -> Turn<'e> {
        Turn::new(example.get(self.text.clone()).unwrap_or_default())
            .with_role(self.role)
            .with_speaker(self.speaker.as_deref().map(Cow::Borrowed))
            .with_begin(self.begin)
    }
}

/// The turns of a talk from which the marks were taken out.
///
/// # Errors
/// The first line that is no turn: its number from 1, and what it says.
pub(crate) fn lines(talk: &str) -> Result<Vec<Line>, (usize, String)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (number, written) in (1..).zip(talk.split('\n')) {
        if !written.trim().is_empty() {
            let line = line(written, start).ok_or_else(|| (number, written.trim().to_owned()))?;
            lines.push(line);
        }
        start += written.len() + 1;
    }
    if lines.is_empty() { Err((1, String::new())) } else { Ok(lines) }
}

fn line(written: &str, start: usize) -> Option<Line> {
    let trimmed = written.trim_start();
    let (begin, rest) = match trimmed.strip_prefix('[') {
        Some(timed) => {
            let (time, rest) = timed.split_once(']')?;
            (Some(moment(time.trim())?), rest)
        }
        None => (None, trimmed),
    };
    let (head, text) = rest.split_once([':', '：'])?;
    let head = head.trim();
    let &(name, role) = ROLES.iter().find(|(name, _)| head.starts_with(name))?;
    let speaker = head.get(name.len()..)?.trim();
    let text = text.trim();
    // Both are pieces of the line, so one begins so many bytes behind the other.
    let at = start + (written.trim_end().len().checked_sub(text.len())?);
    let speaker = (!speaker.is_empty()).then(|| speaker.to_owned());
    Some(Line { role, speaker, begin, text: at..at + text.len() })
}

/// `09:00`, `09:00:20` or `2026-05-01 09:00:20`.
fn moment(written: &str) -> Option<Moment> {
    let (clock, days, time) = match written.split_once(' ') {
        Some((date, time)) => (Clock::Calendar, days(date)?, time.trim()),
        None => (Clock::Day, 0, written),
    };
    let mut parts = time.split(':');
    let mut part = |most: i64| {
        let part = parts.next()?;
        let value: i64 = part.parse().ok()?;
        (part.len() <= 2 && (0..=most).contains(&value)).then_some(value)
    };
    let (hours, minutes) = (part(23)?, part(59)?);
    let seconds = if time.matches(':').count() > 1 { part(59)? } else { 0 };
    if parts.next().is_some() {
        return None;
    }
    let millis = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000;
    Some(Moment::new(clock, millis))
}

/// How many days a date lies behind 1970-01-01.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let known = parts.next().is_none() && (1970..=9999).contains(&year);
    known.then(|| Moment::days(i64::from(year), month.into(), day.into())).flatten()
}
