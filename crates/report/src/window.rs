//! The part of a text that is shown around a wording: what stands near it in its line. Costs no
//! more than what it shows, however long the text is.

use crate::visible::{visible, without_orders};
use jinyu::{InTurn, Span};
use std::ops::Range;

/// How many characters of a line are shown on each side of the wording.
const AROUND: usize = 40;

/// A wording and what stands near it in its line.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(crate) text: String,
    /// The bytes of `text` that are the wording.
    pub(crate) wording: Range<usize>,
}

impl Window {
    /// What is shown around a span, which must lie on character edges of the text; of one that does
    /// not, the beginning of the text and no wording.
    pub(crate) fn around(text: &str, span: Span<InTurn>) -> Self {
        let on_line = |c: &char| *c != '\n' && *c != '\r';
        let (before, wording, after) = span.split(text).unwrap_or(("", "", text));
        let mut before = before.chars().rev().take_while(on_line);
        let near: Vec<char> = before.by_ref().take(AROUND).map(seen).collect();
        let cut = before.next().map(|_| '…');
        let mut shown: String = cut.into_iter().chain(near.into_iter().rev()).collect();
        let start = shown.len();
        shown.extend(wording.chars().map(seen));
        let wording = start..shown.len();
        let mut after = after.chars().take_while(on_line);
        shown.extend(after.by_ref().take(AROUND).map(seen));
        if after.next().is_some() {
            shown.push('…');
        }
        let (text, wording) = without_orders(shown, wording);
        Window { text, wording }
    }

    /// What stands before the wording, the wording, and what stands behind it.
    pub(crate) fn parts(&self) -> (&str, &str, &str) {
        let (before, rest) = self.text.split_at_checked(self.wording.start).unwrap_or_default();
        let (wording, after) = rest.split_at_checked(self.wording.len()).unwrap_or_default();
        (before, wording, after)
    }
}

/// What is shown of a character in an excerpt, which has lines and tabs of its own.
fn seen(character: char) -> char {
    if matches!(character, '\n' | '\t') { character } else { visible(character) }
}
