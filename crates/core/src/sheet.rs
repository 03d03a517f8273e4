//! A cell of a workbook: the place that people name where there are no lines. Knows how it is
//! written and nothing of what stands in it.

use std::fmt;
use std::sync::Arc;

/// A cell, written as spreadsheets do: `话术!B3`.
///
/// ```
/// use jinyu::SheetCell;
/// let cell = |sheet: &str, column| SheetCell { sheet: sheet.into(), row: 3, column }.to_string();
/// assert_eq!(cell("话术", 2), "话术!B3");
/// assert_eq!(cell("it's 2024", 28), "'it''s 2024'!AB3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a cell is named by sheet, row and column")]
pub struct SheetCell {
    /// The name of its sheet.
    pub sheet: Arc<str>,
    /// Its row, from 1.
    pub row: usize,
    /// Its column, from 1, which is `A`.
    pub column: usize,
}

impl fmt::Display for SheetCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(&self.sheet) {
            f.write_str(&self.sheet)?;
        } else {
            write!(f, "'{}'", self.sheet.replace('\'', "''"))?;
        }
        write!(f, "!{}{}", letters(self.column), self.row)
    }
}

/// Whether a sheet's name needs no quotes.
fn is_plain(name: &str) -> bool {
    let ordinary = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty() && name.chars().all(ordinary) && !name.starts_with(|c: char| c.is_numeric())
}

/// 1 is `A`, 26 `Z`, 27 `AA`.
fn letters(column: usize) -> String {
    let mut left = column.max(1);
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        let shown = [1, 26, 27, 52, 702, 703, 16384].map(letters);
        assert_eq!(shown, ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
    }
}
