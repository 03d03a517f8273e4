//! What must not be shown of those who are served: their numbers, addresses and names. Hides what a text
//! itself says to be one, by its shape or by the words beside it, and keeps the way from each byte of the
//! text to where it is shown. Never decides who may see what.

mod mail;
mod name;
mod number;
mod place;
mod shape;
mod speaker;
mod surname;

pub use speaker::mask_speaker;

use std::borrow::Cow;
use std::ops::Range;

/// A text in which private things are hidden.
///
/// ```
/// use jinyu_report::scan::mask;
/// let text = "张先生，13812345678打不通，急什么";
/// let masked = mask(text);
/// assert_eq!(masked.text(), "张**，138****5678打不通，急什么");
/// let wording = text.find("急什么").map(|start| start..text.len()).unwrap();
/// assert_eq!(&masked.text()[masked.range(wording)], "急什么");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked<'t> {
    text: Cow<'t, str>,
    changes: Vec<Change>,
}

/// A piece that is shown as something else: its bytes in the text, and in what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    was: Range<usize>,
    is: Range<usize>,
}

/// Hides what is private in a text. Allocates nothing where nothing is hidden, and hides nothing more in what
/// it has answered with.
#[must_use]
pub fn mask(text: &str) -> Masked<'_> {
    let mut scan = Scan { text, hidden: Vec::new(), done: 0 };
    let mails = mail::all(text);
    let mut mails = mails.iter().peekable();
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        while mails.next_if(|mail| mail.end <= at).is_some() {}
        let mail = mails.peek().map_or(text.len()..text.len(), |mail| (*mail).clone());
        let end = if mail.start <= at && !mail.is_empty() {
            mail::hide(&mut scan, mail)
        } else {
            match character {
                '0'..='9' | '０'..='９' => number::hide(&mut scan, at, mail.start),
                // Titles by their last character, and what numbers and names stand behind.
                '\u{3007}'..='\u{9FFF}' => {
                    let place = place::hide(&mut scan, at, character);
                    let name = place.or_else(|| name::chinese(&mut scan, at, character));
                    name.or_else(|| number::spoken(&mut scan, at, character, mail.start))
                }
                'A'..='Z' | 'a'..='z' => name::english(&mut scan, at, character, mail.start),
                _ => None,
            }
        };
        at = end.unwrap_or(at + character.len_utf8()).max(at + character.len_utf8());
    }
    scan.finish()
}

impl Masked<'_> {
    /// What is shown.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// It as a text of its own.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// Where a range of bytes of the text stands in what is shown. Something that is shown otherwise is in it
    /// as a whole or not at all.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start, |change| change.is.start);
        let end = self.place(range.end, |change| change.is.end);
        start..end.max(start)
    }

    fn place(&self, offset: usize, inside: impl Fn(&Change) -> usize) -> usize {
        let before = self.changes.partition_point(|change| change.was.end <= offset);
        if let Some(change) = self.changes.get(before).filter(|change| change.was.start < offset) {
            return inside(change);
        }
        let last = before.checked_sub(1).and_then(|last| self.changes.get(last));
        last.map_or(offset, |change| change.is.end + (offset - change.was.end))
    }
}

/// A text that is being looked through from its beginning to its end.
struct Scan<'t> {
    text: &'t str,
    /// What is shown instead of which bytes, in order.
    hidden: Vec<(Range<usize>, String)>,
    /// Where what was recognised last ends: nothing before it is looked at again.
    done: usize,
}

impl<'t> Scan<'t> {
    /// What stands before an offset and was not recognised as anything yet.
    fn before(&self, offset: usize) -> &'t str {
        self.text.get(self.done.min(offset)..offset).unwrap_or_default()
    }

    /// What stands from an offset on.
    fn after(&self, offset: usize) -> &'t str {
        self.text.get(offset..).unwrap_or_default()
    }

    /// Shows something else in the place of a range of bytes.
    fn show(&mut self, range: Range<usize>, instead: impl Into<String>) {
        let instead = instead.into();
        self.done = self.done.max(range.end);
        if self.text.get(range.clone()) != Some(instead.as_str()) {
            self.hidden.push((range, instead));
        }
    }

    fn finish(self) -> Masked<'t> {
        if self.hidden.is_empty() {
            return Masked { text: Cow::Borrowed(self.text), changes: Vec::new() };
        }
        let mut shown = String::with_capacity(self.text.len());
        let mut changes = Vec::with_capacity(self.hidden.len());
        let mut from = 0;
        for (was, instead) in self.hidden {
            shown.push_str(self.text.get(from..was.start).unwrap_or_default());
            let start = shown.len();
            shown.push_str(&instead);
            from = was.end;
            changes.push(Change { was, is: start..shown.len() });
        }
        shown.push_str(self.text.get(from..).unwrap_or_default());
        Masked { text: Cow::Owned(shown), changes }
    }
}

#[cfg(test)]
#[path = "mask_tests.rs"]
mod tests;
