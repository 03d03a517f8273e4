//! Names in the field that says who speaks. Those of people who serve stay, because whoever reads a report
//! must know whom to talk to.

use super::mask;
use super::surname::double_at_start;
use jinyu::Role;
use std::borrow::Cow;

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

/// What is shown of a name.
///
/// ```
/// use jinyu::Role;
/// use jinyu_report::scan::mask_speaker;
/// assert_eq!(mask_speaker(Role::Agent, "王小明"), "王小明");
/// assert_eq!(mask_speaker(Role::Customer, "王小明"), "王**");
/// assert_eq!(mask_speaker(Role::Customer, "Emily Chen"), "E*** C***");
/// ```
#[must_use]
pub fn mask_speaker(role: Role, name: &str) -> Cow<'_, str> {
    let stays = matches!(role, Role::Agent | Role::Bot | Role::System);
    if stays || ROLES.iter().any(|known| known.eq_ignore_ascii_case(name.trim())) {
        return Cow::Borrowed(name);
    }
    let masked = mask(name);
    let number = name.contains("***") && !name.contains(char::is_alphabetic);
    if number || masked.text() != name {
        return Cow::Owned(masked.into_text());
    }
    let hidden: Vec<String> = name.split_whitespace().map(word).collect();
    let hidden = hidden.join(" ");
    if hidden == name { Cow::Borrowed(name) } else { Cow::Owned(hidden) }
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
