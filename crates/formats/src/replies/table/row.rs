//! The records of a table, each field with its place. csv-core says where a field ends, and the text
//! inside its quotes is found here, so that every character keeps its place. The whole text is
//! held, because a field may go on over many lines.

use crate::cell::{Cell, likely_separator, said_separator};
use crate::input::Input;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

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
