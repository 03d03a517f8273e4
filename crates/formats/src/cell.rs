//! What separates the fields of a table, and one field as it stands in its file, with its quotes: what
//! tables of replies and transcripts share. Finds no field.

use jinyu::{InFile, InTurn, OffsetMap};
use std::borrow::Cow;

/// One field as it stands in the file, without what parts it from the next one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'s> {
    pub(crate) raw: &'s str,
    /// Where it starts in the text.
    pub(crate) start: usize,
}

/// Whether the quotes of a field are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    InOrder,
    Open,
    ClosedEarly,
}

impl<'s> Cell<'s> {
    /// Its text.
    pub(crate) fn text(&self) -> (Cow<'s, str>, Quotes) {
        let Some(inside) = self.raw.strip_prefix('"') else {
            return (Cow::Borrowed(self.raw), Quotes::InOrder);
        };
        let mut text = Cow::Borrowed("");
        let mut rest = inside;
        loop {
            let end = memchr::memchr(b'"', rest.as_bytes());
            let (before, behind) = rest.split_at(end.unwrap_or(rest.len()));
            if text.is_empty() {
                text = before.into()
            } else {
                text.to_mut().push_str(before)
            }
            if let Some(behind) = behind.strip_prefix("\"\"") {
                text.to_mut().push('"');
                rest = behind;
                continue;
            }
            let quotes = match behind.strip_prefix('"') {
                None => Quotes::Open,
                Some("") => Quotes::InOrder,
                Some(more) => {
                    text.to_mut().push_str(more);
                    Quotes::ClosedEarly
                }
            };
            return (text, quotes);
        }
    }

    /// The way back from its text to the file, in which the whole text starts at byte `base`.
    pub(crate) fn map(&self, base: usize) -> OffsetMap<InTurn, InFile> {
        let start = base + self.start;
        let Some(inside) = self.raw.strip_prefix('"') else {
            let mut map = OffsetMap::starting_at(start);
            map.copy(self.raw.len());
            return map;
        };
        let mut map = OffsetMap::starting_at(start + 1);
        let mut rest = inside;
        while let Some(at) = memchr::memchr(b'"', rest.as_bytes()) {
            map.copy(at);
            let behind = rest.get(at..).unwrap_or_default();
            if behind.starts_with("\"\"") {
                map.rewrite(1, 2)
            } else {
                map.rewrite(0, 1)
            }
            let length = if behind.starts_with("\"\"") { 2 } else { 1 };
            rest = behind.get(length..).unwrap_or_default();
            if length == 1 {
                break;
            }
        }
        map.copy(rest.len());
        map
    }
}

/// The separator that a first line `sep=;` names, as spreadsheets write it, and its length.
pub(crate) fn said_separator(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let name = line.trim_end().strip_prefix("sep=")?;
    let &[separator] = name.as_bytes() else { return None };
    Some((separator, line.len()))
}

/// The separator that the header has most of.
pub(crate) fn likely_separator(text: &str) -> u8 {
    let header = text.trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default();
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        let known = counts.iter_mut().find(|(separator, _)| *separator == byte && !quoted);
        if let Some((_, count)) = known {
            *count += 1;
        }
    }
    counts.into_iter().max_by_key(|&(_, count)| count).map_or(b',', |(separator, _)| separator)
}
