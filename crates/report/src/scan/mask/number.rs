//! Numbers by which somebody can be found or charged: phones, identity cards, bank cards, accounts, orders.
//! The last four digits stay, of a mainland mobile the first three as well. Amounts, dates, times and short
//! numbers stay as they are.

use super::Scan;
use super::shape::{abroad, in_groups, is_day, mobile, mobile_head, years};
use std::ops::Range;

/// Fewer digits are no number that says who somebody is.
const SHORTEST: usize = 7;

/// How many digits at the end are shown.
const SHOWN: usize = 4;

/// How many digits at the beginning of a mobile are shown.
const HEAD: usize = 3;

/// How many groups of digits one number may be written in.
const GROUPS: usize = 24;

/// How many characters may part two groups of one number.
const GAP: usize = 2;

/// More digits than this are no amount, whatever stands beside them.
const AMOUNT: usize = 9;

const UNITS: &str = "元块塊圆圓万萬亿億美港欧個个人件次条條%％";
const CURRENCIES: [char; 7] = ['¥', '￥', '$', '＄', '€', '£', '₩'];
const CURRENCY_NAMES: [&str; 7] = ["yuan", "rmb", "usd", "cny", "hkd", "eur", "dollar"];

/// Hides the numbers of the run of digits that begins at `at` and does not go beyond `limit`; answers where
/// the run ends.
pub(super) fn hide(scan: &mut Scan<'_>, at: usize, limit: usize) -> Option<usize> {
    let (end, digits) = extent(scan.text, at, limit);
    let plain = scan.text.get(at..end).is_some_and(|run| is_dated(run, digits));
    if digits >= SHORTEST && !plain {
        let run = Run::read(scan.text, at..end);
        let groups = run.unknown(stars_before(scan.text, at), stars_after(scan.text, end));
        run.hide(scan, groups);
        scan.done = scan.done.max(end);
    }
    Some(end)
}

/// Whether a run is a date like 2024-05-01 and too little behind it to be a number: the usual case, which
/// needs no closer look.
fn is_dated(run: &str, digits: usize) -> bool {
    let part = |range: Range<usize>| {
        run.get(range).is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
    };
    let year = run.starts_with("19") || run.starts_with("20");
    let parted = |at: usize| run.get(at..=at).is_some_and(|it| "-.".contains(it));
    year && digits < 8 + SHORTEST
        && part(0..4)
        && parted(4)
        && part(5..7)
        && parted(7)
        && part(8..10)
        && run.get(10..).is_some_and(|rest| !rest.starts_with(|next| digit(next).is_some()))
}

/// The same for digits that are written as they are spoken, 幺三八.
pub(super) fn spoken(
    scan: &mut Scan<'_>,
    at: usize,
    character: char,
    limit: usize,
) -> Option<usize> {
    digit(character).and_then(|_| hide(scan, at, limit))
}

/// The digit that a character stands for.
fn digit(character: char) -> Option<char> {
    let value = match character {
        '0'..='9' => return Some(character),
        '０'..='９' => u32::from(character) - u32::from('０'),
        '零' | '〇' => 0,
        '一' | '幺' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Whether it may part two groups of one number.
fn parts(character: char) -> bool {
    " \u{A0}\u{3000}-‐‑–—－.()（）".contains(character)
}

/// Where a run of digits ends, and how many it has. A run that a letter of an identity number ends has it
/// in it.
fn extent(text: &str, at: usize, limit: usize) -> (usize, usize) {
    let (mut end, mut digits, mut gap) = (at, 0, 0);
    for (offset, character) in text.get(at..limit).unwrap_or_default().char_indices() {
        if digit(character).is_some() {
            (digits, gap) = (digits + 1, 0);
            end = at + offset + character.len_utf8();
        } else if parts(character) && gap < GAP {
            gap += 1;
        } else {
            let check = gap == 0 && digits == 17 && check_digit(text, at + offset);
            return (end + if check { character.len_utf8() } else { 0 }, digits);
        }
    }
    (end, digits)
}

/// Whether the last sign of an identity number stands here, where it is a letter.
fn check_digit(text: &str, at: usize) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    let letter = rest.next().is_some_and(|first| "xXｘＸ".contains(first));
    letter && !rest.next().is_some_and(|next| next.is_ascii_alphanumeric())
}

/// Whether digits that were hidden before stand directly before.
fn stars_before(text: &str, at: usize) -> bool {
    are_stars(text.get(..at).unwrap_or_default().chars().rev())
}

/// Whether digits that were hidden before stand directly behind.
fn stars_after(text: &str, at: usize) -> bool {
    are_stars(text.get(at..).unwrap_or_default().chars())
}

fn are_stars(characters: impl Iterator<Item = char>) -> bool {
    let hidden = characters.take_while(|&character| character == '*' || parts(character));
    hidden.take(4 * SHORTEST).filter(|&character| character == '*').count() >= SHORTEST - SHOWN
}

/// Digits in groups.
struct Run<'t> {
    text: &'t str,
    /// The digits as ASCII, and an X.
    digits: String,
    /// Where each stands.
    places: Vec<Range<usize>>,
    /// Where each group begins among the digits, and where the last one ends.
    edges: Vec<usize>,
}

impl<'t> Run<'t> {
    fn read(text: &'t str, range: Range<usize>) -> Run<'t> {
        let mut run = Run { text, digits: String::new(), places: Vec::new(), edges: vec![0] };
        for (offset, character) in text.get(range.clone()).unwrap_or_default().char_indices() {
            let start = range.start + offset;
            let digit = digit(character).or((!parts(character)).then_some('X'));
            if let Some(digit) = digit {
                run.digits.push(digit);
                run.places.push(start..start + character.len_utf8());
            } else if run.edges.last().is_some_and(|&edge| edge < run.digits.len()) {
                run.edges.push(run.digits.len());
            }
        }
        run.edges.push(run.digits.len());
        run
    }

    /// The lengths of some groups.
    fn shape(&self, groups: Range<usize>) -> Vec<usize> {
        let edges = self.edges.get(groups.start..=groups.end).unwrap_or_default();
        edges.iter().zip(edges.iter().skip(1)).map(|(start, end)| end - start).collect()
    }

    /// The digits of some groups.
    fn digits(&self, groups: &Range<usize>) -> &str {
        let edge = |group: usize| self.edges.get(group).copied().unwrap_or_default();
        self.digits.get(edge(groups.start)..edge(groups.end)).unwrap_or_default()
    }

    /// The bytes of some groups.
    fn range(&self, groups: &Range<usize>) -> Range<usize> {
        let edge = |group: usize| self.edges.get(group).copied().unwrap_or_default();
        let place = |digit: usize| self.places.get(digit).cloned().unwrap_or_default();
        place(edge(groups.start)).start..place(edge(groups.end).saturating_sub(1)).end
    }

    /// The groups of which nothing is known: those that are the shown end or beginning of a number that was
    /// hidden before are none.
    fn unknown(&self, stars_before: bool, stars_after: bool) -> Range<usize> {
        let groups = self.edges.len() - 1;
        let end_of_number = |&end: &usize| self.digits(&(0..end)).len() == SHOWN;
        let first = (1..=groups.min(SHOWN)).find(end_of_number).filter(|_| stars_before);
        let beginning = |&back: &usize| {
            let digits = self.digits(&(groups.saturating_sub(back)..groups));
            digits.len() == HEAD && mobile_head(digits)
        };
        let last = (1..=groups.min(HEAD)).find(beginning).filter(|_| stars_after);
        first.unwrap_or(0)..groups - last.unwrap_or(0)
    }

    fn hide(&self, scan: &mut Scan<'_>, unknown: Range<usize>) {
        let Range { start: mut group, end: groups } = unknown;
        while group < groups {
            let dated = group..group + 3;
            if dated.end <= groups && self.is_date(&dated) {
                group = dated.end;
                continue;
            }
            let alone = group..group + 1;
            if self.is_amount(&alone, self.digits(&alone)) && self.has_cents(&alone) {
                group += 2;
                continue;
            }
            let last = groups.min(group + GROUPS);
            let number = (group + 1..=last)
                .rev()
                .find_map(|end| self.head(&(group..end)).map(|head| (group..end, head)));
            group = number.as_ref().map_or(group + 1, |(groups, _)| groups.end);
            if let Some((groups, head)) = number {
                self.stars(scan, &groups, head);
            }
        }
    }

    /// Puts a star for each digit between the first `head` and the last four.
    fn stars(&self, scan: &mut Scan<'_>, groups: &Range<usize>, head: usize) {
        let edge = |group: usize| self.edges.get(group).copied().unwrap_or_default();
        let hidden = edge(groups.start) + head..edge(groups.end).saturating_sub(SHOWN);
        let places = self.places.get(hidden).unwrap_or_default();
        for piece in places.chunk_by(|left, right| left.end == right.start) {
            if let (Some(first), Some(last)) = (piece.first(), piece.last()) {
                scan.show(first.start..last.end, "*".repeat(piece.len()));
            }
        }
    }

    /// 2024-05-01 or 01.05.2024.
    fn is_date(&self, groups: &Range<usize>) -> bool {
        let digits = self.digits(groups);
        match self.shape(groups.clone()).as_slice() {
            [4, 1 | 2, 1 | 2] => digits.starts_with("19") || digits.starts_with("20"),
            [1 | 2, 1 | 2, 4] => {
                let year = digits.get(digits.len() - 4..).unwrap_or_default();
                year.starts_with("19") || year.starts_with("20")
            }
            _ => false,
        }
    }

    /// Whether some groups are one number that is to be hidden, and how many of its first digits are shown.
    fn head(&self, groups: &Range<usize>) -> Option<usize> {
        let digits = self.digits(groups);
        if digits.len() < SHORTEST {
            return None;
        }
        let shape = self.shape(groups.clone());
        let range = self.range(groups);
        let between = self.text.get(range.clone()).unwrap_or_default();
        let dotted = between.contains('.');
        let usual = matches!(*shape.as_slice(), [3, 4, 4] | [3, 3, 4] | [1, 3, 3, 4]);
        if dotted && !usual {
            return None;
        }
        let before = self.text.get(..range.start).unwrap_or_default();
        if abroad(digits, before) {
            return Some(0);
        }
        if mobile(digits) {
            return Some(HEAD);
        }
        let hidden = match *shape.as_slice() {
            [_] => !self.is_amount(groups, digits) && !is_day(digits),
            [4, 4] => {
                digits.starts_with(|first: char| "2356789".contains(first))
                    && !years(digits)
                    && !self.is_amount(groups, digits)
            }
            [6, 1] => before.ends_with(|last: char| last.is_ascii_alphabetic()),
            [3, 3, 4] | [4, 3, 3] | [4, 6, 5] | [6, 13] => true,
            [1, 3, 3, 4] => digits.starts_with('1'),
            [2, 4, 4] | [2, 3, 4] | [2, 8] | [2, 7] => digits.starts_with('0'),
            ref shape => in_groups(digits, shape),
        };
        hidden.then_some(0)
    }

    /// Whether the next group is the cents of a group.
    fn has_cents(&self, groups: &Range<usize>) -> bool {
        let cents = groups.end..groups.end + 1;
        let (amount, cents, edges) = (self.range(groups), self.range(&cents), self.edges.len());
        let after = self.text.get(cents.end..).unwrap_or_default();
        groups.end + 1 < edges
            && self.text.get(amount.end..cents.start) == Some(".")
            && (1..=2).contains(&self.digits(&(groups.end..groups.end + 1)).len())
            && !after.starts_with('.')
    }

    /// Whether a group says how much something is.
    fn is_amount(&self, groups: &Range<usize>, digits: &str) -> bool {
        if digits.len() > AMOUNT {
            return false;
        }
        let range = self.range(groups);
        let before = self.text.get(..range.start).unwrap_or_default().trim_end_matches(' ');
        let after = self.text.get(range.end..).unwrap_or_default();
        let after = after.trim_start_matches(' ');
        let named = |part: Option<&str>| {
            part.is_some_and(|part| {
                CURRENCY_NAMES.iter().any(|name| name.eq_ignore_ascii_case(part))
            })
        };
        let name_before = before.len().checked_sub(3).and_then(|start| before.get(start..));
        let name_after = |length| after.get(..length);
        self.has_cents(groups)
            || before.ends_with(CURRENCIES)
            || after.starts_with(|unit: char| UNITS.contains(unit))
            || named(name_before)
            || [3, 4, 6].into_iter().any(|length| named(name_after(length)))
    }
}
