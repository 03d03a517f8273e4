//! Addresses of e-mail: the first character of the name stays, and the domain. Knows no list of domains.

use super::Scan;
use std::ops::Range;

/// What is shown of the rest of a name.
const STARS: &str = "***";

/// Every address of a text, as bytes of it, in order.
pub(super) fn all(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let from = all.last().map_or(0, |last| last.end);
        let before = text.get(from..at).unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let name = before.len() - before.trim_end_matches(of_name).len();
        let name = before.get(before.len() - name..).unwrap_or_default().trim_start_matches('*');
        let domain = after.len() - after.trim_start_matches(of_domain).len();
        let domain = after.get(..domain).and_then(domain_at_start);
        if let Some(length) = domain.filter(|_| !name.is_empty()) {
            all.push(at - name.len()..at + 1 + length);
        }
    }
    all
}

/// Hides the name of an address.
pub(super) fn hide(scan: &mut Scan<'_>, mail: Range<usize>) -> Option<usize> {
    let address = scan.text.get(mail.clone())?;
    let (name, _) = address.rsplit_once('@')?;
    let first = name.chars().next()?;
    scan.show(mail.start..mail.start + name.len(), format!("{first}{STARS}"));
    scan.done = mail.end;
    Some(mail.end)
}

fn of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "._%+-*".contains(character)
}

fn of_domain(character: char) -> bool {
    character.is_ascii_alphanumeric() || ".-".contains(character)
}

/// The bytes of the longest domain that a text begins with: its last part begins with two letters, and what
/// is no letter behind them is not of it.
fn domain_at_start(text: &str) -> Option<usize> {
    let dots = text.match_indices('.').map(|(dot, _)| dot).filter(|dot| *dot > 0);
    let mut ends = dots.filter_map(|dot| {
        let part = text.get(dot + 1..)?;
        let letters = part.bytes().take_while(u8::is_ascii_alphabetic).count();
        (letters > 1).then_some(dot + 1 + letters)
    });
    ends.next_back()
}
