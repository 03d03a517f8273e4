//! Names in the fields that say who speaks, and what a session is called. Whose names these are is decided
//! elsewhere: those of people who serve stay, because whoever reads a report must know whom to talk to.

use super::shape::{is_day, mobile};
use super::surname::double_at_start;
use super::{Covered, mask};

/// Names that say a role and no person.
const ROLES: [&str; 14] = [
    "客户",
    "用户",
    "顾客",
    "买家",
    "访客",
    "消费者",
    "customer",
    "user",
    "client",
    "buyer",
    "visitor",
    "guest",
    "caller",
    "consumer",
];

/// What is shown of the name of somebody who is served.
///
/// ```
/// use jinyu_report::scan::mask_speaker;
/// assert_eq!(mask_speaker("王小明").text(), "王**");
/// assert_eq!(mask_speaker("Emily Chen").text(), "E*** C***");
/// ```
#[must_use]
pub fn mask_speaker(name: &str) -> Covered<'_> {
    if ROLES.iter().any(|known| known.eq_ignore_ascii_case(name.trim())) {
        return Covered::of(name, None);
    }
    let masked = mask(name);
    let number = name.contains("***") && !name.contains(char::is_alphabetic);
    if number || masked.is_changed() {
        return masked;
    }
    let mut hidden = Vec::new();
    let mut from = 0;
    for piece in name.split_inclusive(char::is_whitespace) {
        let range = from..from + piece.trim_end().len();
        let shown = word(piece.trim_end());
        if shown != piece.trim_end() {
            hidden.push((range, shown));
        }
        from += piece.len();
    }
    Covered::instead(name, hidden)
}

/// What is shown of the name of a session: all of it, unless it is a mobile, an identity number or an address
/// of e-mail. Other numbers stay, because conversations are found again by them.
///
/// ```
/// use jinyu_report::scan::mask_session;
/// assert_eq!(mask_session("13812345678").text(), "138****5678");
/// assert_eq!(mask_session("20240501000123").text(), "20240501000123");
/// ```
#[must_use]
pub fn mask_session(name: &str) -> Covered<'_> {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let only = name.chars().all(|it| it.is_ascii_digit() || "+- xX".contains(it));
    let home = digits.strip_prefix("0086").or(digits.strip_prefix("86")).unwrap_or(&digits);
    let identity = matches!(digits.len(), 17 | 18) && digits.get(6..14).is_some_and(is_day);
    let private = only && (mobile(home) || identity) || name.contains('@');
    Covered::of(name, private.then_some(mask))
}

/// A word of a name: its first character, and that there is more.
fn word(word: &str) -> String {
    let Some(first) = word.chars().next() else { return String::new() };
    let rest = word.trim_end_matches('*');
    let one = rest.chars().nth(1).is_none() || double_at_start(rest) == Some(rest);
    let hidden = rest.len() + 1 < word.len() && one;
    if hidden {
        return word.to_owned();
    }
    let stars = if first.is_ascii() { "***" } else { "**" };
    format!("{first}{stars}")
}
