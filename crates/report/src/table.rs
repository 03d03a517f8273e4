//! Columns for people: names to the left, numbers to the right, aligned by how wide characters are
//! on a terminal. Knows nothing of what stands in the columns.

use crate::visible::one_line;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// How far apart columns stand.
const BETWEEN: usize = 2;

/// How wide a column of names is at most, in characters; a longer name sticks out of it.
const WIDEST: usize = 80;

/// How wide a column of some names is, in characters.
pub(crate) fn column<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    names.map(|name| name.chars().count()).max().unwrap_or(0).min(WIDEST)
}

/// Rows of cells. The first cells of a row are aligned to the left, the others to the right.
#[derive(Debug)]
pub(crate) struct Table {
    left: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table whose first `left` columns are aligned to the left.
    pub(crate) fn new(left: usize) -> Self {
        Table { left, rows: Vec::new() }
    }

    /// Adds a row; one without cells is a blank line.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| one_line(&cell)).collect());
    }

    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, widest)) in row.iter().zip(&widths).enumerate() {
                let space = " ".repeat(widest - cell.width());
                let gap = if column == 0 { 0 } else { BETWEEN };
                line.push_str(&" ".repeat(gap));
                if column < self.left {
                    line.push_str(cell);
                    line.push_str(&space);
                } else {
                    line.push_str(&space);
                    line.push_str(cell);
                }
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn wide_characters_take_two_columns() {
        let mut table = Table::new(1);
        table.row(["".into(), "查到".into(), "f1".into()]);
        table.row(["变体".into(), "7".into(), "0.5".into()]);
        table.row([]);
        table.row(["a\u{1b}".into(), "12".into()]);
        let mut written = Vec::new();
        table.write(&mut written).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "      查到   f1\n变体     7  0.5\n\na␛      12\n"
        );
    }
}
