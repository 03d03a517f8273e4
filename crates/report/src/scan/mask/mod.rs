//! What must not be shown of those who are served: their numbers, addresses and names. Hides what a text
//! itself says to be one, by its shape or by the words beside it, and keeps the way from each byte of the
//! text to where it is shown. Never decides who may see what.

mod mail;
mod name;
mod number;
mod place;
mod plate;
mod shape;
mod speaker;
mod surname;

pub use speaker::{mask_session, mask_speaker};

use super::Covered;
use std::ops::Range;

/// Hides what is private in a text. Allocates nothing where nothing is hidden, and hides nothing more in what
/// it has answered with.
///
/// ```
/// use jinyu_report::scan::mask;
/// let text = "张先生，13812345678打不通，急什么";
/// let masked = mask(text);
/// assert_eq!(masked.text(), "张**，138****5678打不通，急什么");
/// let wording = text.find("急什么").map(|start| start..text.len()).unwrap();
/// assert_eq!(&masked.text()[masked.range(wording)], "急什么");
/// ```
#[must_use]
pub fn mask(text: &str) -> Covered<'_> {
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
                    let plate = plate::hide(&mut scan, at, character);
                    let place = plate.or_else(|| place::hide(&mut scan, at, character));
                    let name = place.or_else(|| name::chinese(&mut scan, at, character));
                    name.or_else(|| number::spoken(&mut scan, at, character, mail.start))
                }
                'A'..='Z' | 'a'..='z' => name::english(&mut scan, at, character, mail.start),
                _ => None,
            }
        };
        at = end.unwrap_or(at + character.len_utf8()).max(at + character.len_utf8());
    }
    Covered::instead(text, scan.hidden)
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
}

#[cfg(test)]
#[path = "mask_tests.rs"]
mod tests;
