//! Tables as a workbook: a sheet a table, headings in the language of its readers, every text as a text
//! whatever it begins with. Rows go to files as they come, and never come back.

use super::value::{Date, Kind, Stamp, Value};
use super::{Book, Table, TableOut};
use crate::visible::visible;
use crate::vocabulary::either;
use jinyu::Language;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook as Writer, Worksheet, XlsxError,
};
use std::io;

/// How many rows a sheet can have below its headings.
pub const WRITTEN_ROWS: u32 = 1_048_575;

/// How many characters of a text a cell can hold, less what some of them count twice.
const CHARACTERS: usize = 16_000;

/// The day that spreadsheets count from, in days since 1970, and the last one that they know.
const FIRST_DAY: f64 = 25_569.0;
const LAST_DAY: f64 = 2_958_465.0;

/// Days before the 1st of March 1900 are counted in different ways.
const SAFE_DAY: f64 = 61.0;

/// A sheet that is being written.
struct Sheet {
    sheet: Worksheet,
    /// How many rows it has below its headings.
    rows: u32,
}

/// A workbook that is being written.
pub(super) struct Workbook<'o> {
    out: Option<TableOut<'o>>,
    writer: Writer,
    /// Those of each table, in the order of the tables.
    sheets: Vec<Vec<Sheet>>,
    language: Language,
    most: u32,
    formats: Formats,
}

/// How cells are shown.
pub(in crate::scan) struct Formats {
    pub(in crate::scan) heading: Format,
    day: Format,
    time: Format,
}

impl Formats {
    pub(in crate::scan) fn new() -> Formats {
        Formats {
            heading: Format::new().set_bold().set_align(FormatAlign::Top),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

/// An empty workbook. The same rows make the same bytes, whenever they are written.
pub(in crate::scan) fn empty() -> io::Result<Writer> {
    let mut writer = Writer::new();
    let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    let properties = DocProperties::new().set_author("jinyu").set_creation_datetime(&date);
    writer.set_properties(&properties);
    Ok(writer)
}

impl<'o> Workbook<'o> {
    pub(super) fn new(out: TableOut<'o>, language: Language, most: u32) -> io::Result<Self> {
        let (writer, formats) = (empty()?, Formats::new());
        let most = most.clamp(1, WRITTEN_ROWS);
        let mut book =
            Workbook { out: Some(out), writer, sheets: Vec::new(), language, most, formats };
        for table in Table::ALL {
            let sheet = book.sheet(table, 1)?;
            book.sheets.push(vec![sheet]);
        }
        Ok(book)
    }

    /// The n-th sheet of a table, with its headings.
    fn sheet(&mut self, table: Table, number: usize) -> io::Result<Sheet> {
        let title = table.title(self.language);
        let title = if number > 1 { format!("{title} {number}") } else { title.to_owned() };
        let mut sheet = self.writer.new_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(title).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (at, column) in (0_u16..).zip(table.columns()) {
            let width = match column.kind {
                Kind::Text => 24.0,
                Kind::Time => 20.0,
                Kind::Integer | Kind::Decimal | Kind::Day => 12.0,
            };
            sheet.set_column_width(at, width).map_err(failed)?;
            let name = either(self.language, column.zh, column.name);
            sheet.write_string_with_format(0, at, name, &self.formats.heading).map_err(failed)?;
        }
        Ok(Sheet { sheet, rows: 0 })
    }
}

impl Book for Workbook<'_> {
    fn row(&mut self, table: Table, row: &[Value<'_>]) -> io::Result<()> {
        let place = table as usize;
        let full = |sheet: &Sheet| sheet.rows >= self.most;
        let sheets = self.sheets.get(place).map_or(0, Vec::len);
        if self.sheets.get(place).and_then(|sheets| sheets.last()).is_none_or(full) {
            let more = self.sheet(table, sheets + 1)?;
            if let Some(sheets) = self.sheets.get_mut(place) {
                sheets.push(more);
            }
        }
        let last = self.sheets.get_mut(place).and_then(|sheets| sheets.last_mut());
        let Some(Sheet { sheet, rows }) = last else { return Ok(()) };
        *rows += 1;
        for (column, value) in (0_u16..).zip(row) {
            write(sheet, (*rows, column), value, &self.formats).map_err(failed)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        for (table, sheets) in Table::ALL.into_iter().zip(std::mem::take(&mut self.sheets)) {
            let last = u16::try_from(table.columns().len()).unwrap_or(u16::MAX).saturating_sub(1);
            for Sheet { mut sheet, rows } in sheets {
                sheet.autofilter(0, 0, rows, last).map_err(failed)?;
                self.writer.push_worksheet(sheet);
            }
        }
        match self.out.take() {
            Some(mut out) => {
                self.writer.save_to_writer(&mut out).map_err(failed)?;
                out.flush()
            }
            None => Ok(()),
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "what is no exact number in a sheet is none in any")]
pub(in crate::scan) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let known = |serial: f64| (SAFE_DAY..=LAST_DAY).contains(&serial);
    match value {
        Value::None => return Ok(()),
        Value::Text(text) => sheet.write_string(row, column, shown(text)),
        Value::Integer(number) => sheet.write_number(row, column, *number as f64),
        Value::Decimal(number) => sheet.write_number(row, column, *number),
        Value::Day(day) => {
            let serial = f64::from(*day) + FIRST_DAY;
            if known(serial) {
                sheet.write_number_with_format(row, column, serial, &formats.day)
            } else {
                sheet.write_string(row, column, Date(*day).to_string())
            }
        }
        Value::Time(millis) => {
            let serial = *millis as f64 / 86_400_000.0 + FIRST_DAY;
            if known(serial) {
                sheet.write_number_with_format(row, column, serial, &formats.time)
            } else {
                sheet.write_string(row, column, Stamp(*millis).to_string())
            }
        }
    }
    .map(drop)
}

/// A text as a cell shows it: on one line, and no longer than a cell can be.
fn shown(text: &str) -> String {
    let mut characters = text.chars();
    let mut shown: String = characters.by_ref().take(CHARACTERS).map(visible).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

pub(in crate::scan) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
