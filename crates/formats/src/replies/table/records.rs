//! The records of a table as they are, for readers that know its columns themselves. Judges no column.

use super::row::Rows;
use crate::input::Input;
use std::borrow::Cow;

/// A field: where it starts in the text, in bytes, and its text.
pub(crate) type Field<'s> = (usize, Cow<'s, str>);

/// The records of a CSV or TSV text, its header first.
pub(crate) fn records(text: &str) -> impl Iterator<Item = Vec<Field<'_>>> {
    let rows = Rows::new(text, Input::Csv);
    rows.map(|row| row.cells.iter().map(|cell| (cell.start, cell.text().0)).collect())
}
