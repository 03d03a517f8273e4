//! The records of a table, each field with its place. csv-core says where a field ends, and the text
//! inside its quotes is found here, so that every character keeps its place. The whole text is
//! held, because a field may go on over many lines.

use crate::input::Input;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use jinyu::{InFile, InTurn, OffsetMap};
use std::borrow::Cow;

/// One field as it stands in the file, without what parts it from the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'s> {
    pub(super) raw: &'s str,
    /// Where it starts in the text.
    pub(super) start: usize,
}

/// Whether the quotes of a field are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    InOrder,
    Open,
    ClosedEarly,
}

impl<'s> Cell<'s> {
    /// Its text.
    pub(super) fn text(&self) -> (Cow<'s, str>, Quotes) {
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
    pub(super) fn map(&self, base: usize) -> OffsetMap<InTurn, InFile> {
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

/// One record.
#[derive(Debug)]
pub(super) struct Row<'s> {
    /// Counted from 1 as spreadsheets do: the header and blank lines count.
    pub(super) number: usize,
    pub(super) cells: Vec<Cell<'s>>,
}

/// The records of a text.
pub(super) struct Rows<'s> {
    text: &'s str,
    at: usize,
    number: usize,
    /// Whether the record before ended with the first half of a line end.
    half_ended: bool,
    reader: Reader,
}

impl<'s> Rows<'s> {
    pub(super) fn new(text: &'s str, input: Input) -> Self {
        let said = said_separator(text);
        let (at, separator) = match said {
            Some((separator, length)) => (length, separator),
            None if input == Input::Tsv => (0, b'\t'),
            None => (0, likely_separator(text)),
        };
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Rows { text, at, number: usize::from(said.is_some()), half_ended: false, reader }
    }

    /// The next field; whether it is the last one of its record.
    fn field(&mut self) -> Option<(&'s str, bool)> {
        let start = self.at;
        // What csv-core unquotes is not needed; the room only decides how often it is asked.
        let mut unquoted = [0; 4096];
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let (result, read, _) = self.reader.read_field(rest, &mut unquoted);
            self.at += read;
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    return Some((self.text.get(start..self.at)?, record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// Takes the line ends away that stand before a record, and counts the lines.
    fn skip_ends(&mut self, raw: &'s str) -> &'s str {
        let behind = raw.trim_start_matches(['\r', '\n']);
        let ends = raw.get(..raw.len() - behind.len()).unwrap_or_default();
        let ends = ends.strip_prefix('\n').filter(|_| self.half_ended).unwrap_or(ends);
        self.number += ends.lines().count();
        behind
    }
}

impl<'s> Iterator for Rows<'s> {
    type Item = Row<'s>;

    fn next(&mut self) -> Option<Row<'s>> {
        let mut cells = Vec::new();
        loop {
            let (mut raw, last) = self.field()?;
            if cells.is_empty() {
                raw = self.skip_ends(raw);
            }
            let start = self.at - raw.len();
            // A separator, or a line end; at the end of the file nothing.
            let parted = if last { raw.strip_suffix(['\r', '\n']) } else { ended(raw) };
            cells.push(Cell { raw: parted.unwrap_or(raw), start });
            if last {
                self.half_ended = raw.ends_with('\r');
                self.number += 1;
                return Some(Row { number: self.number, cells });
            }
        }
    }
}

/// A field without the separator behind it.
fn ended(raw: &str) -> Option<&str> {
    raw.get(..raw.len().checked_sub(1)?)
}

/// The separator that a first line `sep=;` names, as spreadsheets write it, and its length.
fn said_separator(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let name = line.trim_end().strip_prefix("sep=")?;
    let &[separator] = name.as_bytes() else { return None };
    Some((separator, line.len()))
}

/// The separator that the header has most of.
fn likely_separator(text: &str) -> u8 {
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
