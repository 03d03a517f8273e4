//! What single values of a record mean: times in the commonest form, yes and no, kinds of records, numbers
//! of people. Apart from what is told of a turn as a whole; knows no key.

use super::names::Yes;
use super::told::Told;
use jinyu::{Clock, Moment, Role};

/// The moment of a time in the form that most tables and records have: `2024-05-01 10:02:33`.
pub(super) fn plain_moment(said: &str) -> Option<Moment> {
    let (date, clock) = said.split_at_checked(10)?;
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = date.as_bytes() else { return None };
    let &[b' ' | b'T', h0, h1, b':', n0, n1, b':', s0, s1] = clock.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        let digit =
            |sum: i64, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'));
        digits.iter().try_fold(0, digit)
    };
    let year = number(&[y0, y1, y2, y3])?;
    let (month, day) = (number(&[m0, m1])?, number(&[d0, d1])?);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let (hour, minute, second) = (number(&[h0, h1])?, number(&[n0, n1])?, number(&[s0, s1])?);
    if !(1900..2200).contains(&year) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Moment::on(year, month, day, ((hour * 60 + minute) * 60 + second) * 1000)
}

/// A place in a recording: milliseconds, or seconds with a fraction. A number that is too small to be
/// a time since 1970 is one.
pub(super) fn recorded(said: &str) -> Option<Moment> {
    const LONGEST: usize = 8;
    let (whole, fraction) = said.split_once('.').unwrap_or((said, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > LONGEST || !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let millis = if said.contains('.') {
        let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
        whole.checked_mul(1000)?.checked_add(fraction.parse().ok()?)?
    } else {
        whole
    };
    Some(Moment::new(Clock::Recording, millis))
}

/// Yes or no.
pub(super) fn flag(said: &str) -> Option<bool> {
    match said.trim() {
        "1" | "true" | "True" | "TRUE" | "yes" | "Yes" | "Y" | "y" | "是" => Some(true),
        "0" | "false" | "False" | "FALSE" | "no" | "No" | "N" | "n" | "否" => Some(false),
        _ => None,
    }
}

/// Who speaks where a flag, or a way that a message goes, is all that says it.
pub(super) fn of_flag(said: &str, yes: Yes) -> Role {
    const OUT: [&str; 7] = ["out", "outgoing", "outbound", "sent", "send", "发送", "发出"];
    const IN: [&str; 7] = ["in", "incoming", "inbound", "received", "receive", "接收", "收到"];
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(said.trim()));
    match (flag(said), yes) {
        (Some(true), Yes::Agent) | (Some(false), Yes::Customer) => Role::Agent,
        (Some(false), Yes::Agent) | (Some(true), Yes::Customer) => Role::Customer,
        (None, _) if is(&OUT) => Role::Agent,
        (None, _) if is(&IN) => Role::Customer,
        (None, _) => Role::Unknown,
    }
}

/// Who speaks, by numbers: in archives of WeCom customers begin with `wm` or `wo` and programs with
/// `wb`; elsewhere the customer is who asked.
pub(super) fn of_ids(told: &Told<'_>) -> Option<Role> {
    let speaker = told.speaker.as_deref()?.trim();
    if told.to.is_some() {
        return Some(match speaker.get(..2) {
            Some("wm" | "wo") => Role::Customer,
            Some("wb") => Role::Bot,
            _ => Role::Agent,
        });
    }
    let requester = told.requester.as_deref()?.trim();
    Some(if speaker == requester { Role::Customer } else { Role::Agent })
}

/// What a record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    #[default]
    Message,
    /// It tells of something that happened.
    Notice,
    /// Nobody wrote it for this conversation.
    Automatic,
    /// It is for colleagues alone.
    Note,
}

impl Kind {
    pub(super) fn of(name: &str) -> Kind {
        const NOTICES: &str = "service system notice notification event channel_join channel_leave \
             channel_topic channel_purpose channel_name group_join group_leave 10000 系统消息 \
             系统通知 系统提示 系统";
        const NOTES: &str =
            "note internal_note private_note note_and_reopen whisper 内部备注 内部消息";
        let is = |names: &str| names.split_ascii_whitespace().any(|known| known == name.trim());
        match () {
            () if is(NOTICES) => Kind::Notice,
            () if is(NOTES) => Kind::Note,
            () if matches!(name.trim(), "bot_message" | "自动回复") => Kind::Automatic,
            () => Kind::Message,
        }
    }
}
