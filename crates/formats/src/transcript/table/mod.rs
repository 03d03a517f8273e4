//! Tables, their fields parted by commas, semicolons or tabs: a turn a row. Knows what a row says; where
//! it ends is known by the grammar.

pub(super) mod columns;
mod grammar;

use super::TranscriptOptions;
use super::told::{Reading, Told, Words};
use crate::cell::{Cell, likely_separator, said_separator};
use columns::{Columns, HEADER_WITHIN, header};
use grammar::{Bounds, Grammar, Record};
use std::borrow::Cow;

/// What the beginning of a table says of all its rows.
#[derive(Clone, Debug)]
pub(super) struct Table {
    grammar: Grammar,
    columns: Columns,
    /// Where the rows begin, in bytes of the file.
    body: usize,
}

impl Table {
    /// The table that begins like this; `whole` says whether that is all of it.
    ///
    /// # Errors
    /// What is wrong with its header, and at which byte.
    pub(super) fn of_beginning(
        head: &str,
        whole: bool,
        tabs: bool,
        options: &TranscriptOptions,
    ) -> Result<Table, (usize, String)> {
        let (start, separator) = match said_separator(head) {
            Some((separator, length)) => (length, separator),
            None if tabs => (0, b'\t'),
            None => (0, likely_separator(head)),
        };
        let grammar = Grammar { separator };
        let mut starts = Vec::new();
        let mut rows = Vec::new();
        let mut at = start;
        while at < head.len() && rows.len() < HEADER_WITHIN {
            let mut fields = Vec::new();
            let record = grammar.record(head, at, whole || !rows.is_empty(), |field| {
                fields.push(field);
            });
            let end = match record {
                Record::Whole(end) => end,
                Record::Broken { end, .. } => {
                    fields.clear();
                    end
                }
                Record::Unfinished => break,
            };
            starts.push((at, end));
            rows.push(
                fields.into_iter().map(|field: Bounds| field.text(head).into_owned()).collect(),
            );
            at = end;
        }
        let rows: Vec<Vec<String>> = rows;
        let blank = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
        let shown: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| Some(row).filter(blank).into_iter().flatten().map(String::as_str).collect())
            .collect();
        let found = header(&shown, options).map_err(|(row, problem)| {
            (starts.get(row).map_or(start, |(start, _)| *start), problem)
        })?;
        let body = match found.row {
            Some(row) => starts.get(row).map_or(start, |(_, end)| *end),
            None => start,
        };
        Ok(Table { grammar, columns: found.columns, body })
    }

    /// Where the first record ends that ends at byte `at_least` or later, and where the record before
    /// it does, which is where to look on. A record begins at `from`.
    pub(super) fn cut(
        &self,
        text: &str,
        from: &mut usize,
        at_least: usize,
        whole: bool,
    ) -> Option<usize> {
        while *from < text.len() {
            match self.grammar.end(text, *from, whole) {
                Record::Whole(end) | Record::Broken { end, .. } if end >= at_least => {
                    return Some(end);
                }
                Record::Whole(end) | Record::Broken { end, .. } => *from = end,
                Record::Unfinished => return None,
            }
        }
        None
    }

    pub(super) fn read(&self, reading: &mut Reading<'_>) {
        let text = reading.text();
        let mut at = self.body.saturating_sub(reading.source.offset()).min(text.len());
        let mut fields = Vec::with_capacity(self.columns.width);
        while at < text.len() {
            fields.clear();
            let start = at;
            match self.grammar.record(text, at, true, |field| fields.push(field)) {
                Record::Whole(end) => {
                    self.row(reading, start, &fields);
                    at = end;
                }
                Record::Broken { end, quote, closed } => {
                    reading.fault(quote, if closed { CLOSED } else { OPEN });
                    at = end;
                }
                Record::Unfinished => break,
            }
        }
    }

    fn row(&self, reading: &mut Reading<'_>, start: usize, fields: &[Bounds]) {
        let text = reading.text();
        let width = self.columns.width;
        let is_empty = |field: &Bounds| field.raw(text).trim().is_empty();
        if fields.iter().all(is_empty) {
            return;
        }
        if fields.len() < width || !fields.iter().skip(width).all(is_empty) {
            return reading.fault(start, uneven(fields.len(), width));
        }
        let mut told = Told::default();
        for (column, field) in &self.columns.others {
            if let Some(bounds) = fields.get(*column) {
                told.take(*field, bounds.text(text));
            }
        }
        let Some(bounds) = fields.get(self.columns.text) else { return };
        reading.turn(start, words(reading, *bounds), &told);
    }
}

const OPEN: &str = "this quote is never closed, so its line is left out; close it where the text ends, \
     and double the quotes inside of the text";
const CLOSED: &str = "text stands behind the quote that closes this field, so its line is left out; \
     double the quotes inside of the text";

pub(super) fn uneven(fields: usize, width: usize) -> String {
    let advice = if fields < width {
        "a line end inside of a text stands between quotes"
    } else {
        "put a text that holds the separator between quotes"
    };
    format!("the row has {fields} fields and the header {width}, so it is left out; {advice}")
}

impl Bounds {
    /// The field as it stands in a text.
    fn raw(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// What it says.
    fn text(self, text: &str) -> Cow<'_, str> {
        let raw = self.raw(text);
        if self.quoted { Cell { raw, start: self.start }.text().0 } else { Cow::Borrowed(raw) }
    }
}

/// The words of a field: as they stand there, but for quotes that are doubled.
fn words(reading: &Reading<'_>, bounds: Bounds) -> Words {
    let raw = bounds.raw(reading.text());
    if !bounds.quoted {
        return Words::There(bounds.start..bounds.end);
    }
    let inside = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    if inside.is_some_and(|inside| memchr::memchr(b'"', inside.as_bytes()).is_none()) {
        return Words::There(bounds.start + 1..bounds.end - 1);
    }
    let cell = Cell { raw, start: bounds.start };
    Words::Made(cell.text().0.into_owned(), cell.map(reading.source.offset()))
}
