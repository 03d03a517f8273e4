//! Tables as CSV: RFC 4180, every text quoted and safe for spreadsheets, a missing value as nothing.

use super::value::{Date, Stamp, Value};
use super::{Book, Table, TableOut};
use crate::csv::{Cell, MARK};
use std::io::{self, Write};

/// A file for each table.
pub(super) struct Files<'o> {
    /// In the order of the tables.
    outs: Vec<TableOut<'o>>,
}

impl<'o> Files<'o> {
    pub(super) fn new(
        mut open: impl FnMut(Table) -> io::Result<TableOut<'o>>,
    ) -> io::Result<Files<'o>> {
        let mut outs = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            let mut out = open(table)?;
            let names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
            write!(out, "{MARK}{}\r\n", names.join(","))?;
            outs.push(out);
        }
        Ok(Files { outs })
    }
}

impl Book for Files<'_> {
    fn row(&mut self, table: Table, row: &[Value<'_>]) -> io::Result<()> {
        let Some(out) = self.outs.get_mut(table as usize) else { return Ok(()) };
        write_row(out, row)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.outs.iter_mut().try_for_each(Write::flush)
    }
}

/// A row, in which each value is written as this format does.
pub(in crate::scan) fn write_row(out: &mut dyn Write, row: &[Value<'_>]) -> io::Result<()> {
    for (at, value) in row.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        match value {
            Value::None => Ok(()),
            Value::Text(text) => write!(out, "{}", Cell(text)),
            Value::Integer(number) => write!(out, "{number}"),
            Value::Decimal(number) => write!(out, "{number}"),
            Value::Day(day) => write!(out, "{}", Date(*day)),
            Value::Time(millis) => write!(out, "{}", Stamp(*millis)),
        }?;
    }
    out.write_all(b"\r\n")
}
