//! Workbooks: the rows of the first sheet that has the header of a transcript, a turn each. The
//! workbook's bytes are a text of its cells already.

use super::TranscriptOptions;
use super::table::columns::{Columns, HEADER_WITHIN, header};
use super::told::{Reading, Told, Words};
use crate::replies::{Row, sheets};
use jinyu::Source;
use std::borrow::Cow;

/// Which cells of a workbook are turns.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// How many sheets that are not empty stand before it.
    number: usize,
    /// The row that names the columns, if one does.
    header: Option<usize>,
    columns: Columns,
}

impl Sheet {
    /// The first sheet that has such a header.
    ///
    /// # Errors
    /// What is wrong with the first sheet, and at which byte.
    pub(super) fn of(
        source: &Source,
        options: &TranscriptOptions,
    ) -> Result<Sheet, (usize, String)> {
        let mut first = None;
        for (number, rows) in sheets(source).iter().enumerate() {
            let cells: Vec<_> = rows.iter().take(HEADER_WITHIN).map(dense).collect();
            match header(&cells, options) {
                Ok(found) => {
                    let header = found.row.and_then(|row| rows.get(row)).map(|row| row.number);
                    return Ok(Sheet { number, header, columns: found.columns });
                }
                Err((row, problem)) => {
                    let cell = rows.get(row).and_then(|row| row.cells.first());
                    first.get_or_insert((cell.map_or(0, |(_, _, start)| *start), problem));
                }
            }
        }
        Err(first.unwrap_or((0, "an empty workbook".into())))
    }

    pub(super) fn read(&self, reading: &mut Reading<'_>) {
        let source = reading.source;
        let rows = sheets(source).into_iter().nth(self.number).unwrap_or_default();
        for row in rows.iter().filter(|row| self.header.is_none_or(|header| row.number > header)) {
            self.row(reading, row);
        }
    }

    fn row(&self, reading: &mut Reading<'_>, row: &Row<'_>) {
        let cell = |column: usize| row.cells.iter().find(|(at, _, _)| *at == column + 1);
        let Some((_, _, start)) = row.cells.first() else { return };
        let mut told = Told::default();
        for (column, field) in &self.columns.others {
            if let Some((_, text, _)) = cell(*column) {
                told.take(*field, Cow::Borrowed(text));
            }
        }
        let words = match cell(self.columns.text) {
            Some((_, text, start)) => *start..start + text.len(),
            None => *start..*start,
        };
        reading.turn(*start, Words::There(words), &told);
    }
}

/// The texts of a row, with an empty one for each empty cell between them.
fn dense<'s>(row: &Row<'s>) -> Vec<&'s str> {
    let width = row.cells.iter().map(|(column, _, _)| *column).max().unwrap_or(0);
    let mut cells = vec![""; width];
    for (column, text, _) in &row.cells {
        if let Some(cell) = column.checked_sub(1).and_then(|at| cells.get_mut(at)) {
            *cell = text;
        }
    }
    cells
}
