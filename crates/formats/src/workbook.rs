//! A workbook's bytes to a text of its cells. Refuses what would not fit in memory before it is
//! unpacked; knows nothing of replies. calamine reads the cells, one by one.

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use jinyu::{SheetCell, Source};
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;

/// How many bytes a workbook may have, packed or unpacked.
pub(crate) const LONGEST: usize = 256 << 20;
/// How many bytes of text its cells may hold, each of them counted with its place.
const MOST_TEXT: usize = 64 << 20;
/// How many bytes one packed byte may become, in a workbook that has more than `SMALL`.
const RATIO: usize = 100;
const SMALL: usize = 16 << 20;

/// Bytes that are no workbook, or one that is refused.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnreadableWorkbook(Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error(
        "not an .xlsx workbook; save it as one, or say with --input how it is divided into replies"
    )]
    Other,
    #[error("an .xls workbook of Excel 97–2003; open it and save it as .xlsx")]
    Old,
    #[error("protected by a password; save it without one")]
    Encrypted,
    #[error("damaged or cut off ({0}); save it again as .xlsx")]
    Damaged(String),
    #[error(
        "unpacks to more than {} MiB, or to {RATIO} times its size; divide it into smaller ones",
        LONGEST >> 20
    )]
    TooLarge,
    #[error("holds more than {} MiB of text; divide it into smaller ones", MOST_TEXT >> 20)]
    TooMuchText,
}

impl From<Kind> for UnreadableWorkbook {
    fn from(kind: Kind) -> Self {
        UnreadableWorkbook(kind)
    }
}

/// Makes a text of a workbook (`.xlsx`): every cell that holds text or a number, sheet by sheet and
/// row by row. Of a formula it is the text that was last calculated; dates, errors and sheets that
/// are hidden are left out. The text knows its cells ([`Source::cells`]).
///
/// # Errors
/// Bytes that are no workbook, one that is damaged or protected by a password, and one that would be
/// larger than 256 MiB when it is unpacked; that is noticed before it is.
pub fn workbook(name: impl Into<String>, bytes: &[u8]) -> Result<Source, UnreadableWorkbook> {
    cells(name, bytes, Values::Texts)
}

/// The same with dates, as `2024-05-01 10:02:33`, and with yes and no, as 1 and 0.
pub(crate) fn records(name: impl Into<String>, bytes: &[u8]) -> Result<Source, UnreadableWorkbook> {
    cells(name, bytes, Values::All)
}

/// Which cells count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Texts,
    All,
}

fn cells(
    name: impl Into<String>,
    bytes: &[u8],
    values: Values,
) -> Result<Source, UnreadableWorkbook> {
    check(bytes)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| Kind::Damaged(error.to_string()))?;
    let shown: Vec<_> = book.sheets_metadata().to_vec();
    let shown = shown.into_iter().filter(|sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    });
    let mut cells = Vec::new();
    let mut left = MOST_TEXT;
    for sheet in shown {
        read_sheet(&mut book, &sheet.name, values, &mut cells, &mut left)?;
    }
    Ok(Source::of_cells(name, cells))
}

fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    values: Values,
    cells: &mut Vec<(SheetCell, String)>,
    left: &mut usize,
) -> Result<(), Kind> {
    let damaged = |error: calamine::XlsxError| Kind::Damaged(error.to_string());
    let name: Arc<str> = sheet.into();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let first = cells.len();
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::DateTime(date) if values == Values::All => date_text(*date),
            DataRef::DateTimeIso(date) if values == Values::All => date.clone(),
            DataRef::Bool(yes) if values == Values::All => u8::from(*yes).to_string(),
            _ => continue,
        };
        if text.trim().is_empty() {
            continue;
        }
        let size = text.len() + size_of::<(SheetCell, String)>();
        *left = left.checked_sub(size).ok_or(Kind::TooMuchText)?;
        let (row, column) = (row as usize + 1, column as usize + 1);
        cells.push((SheetCell { sheet: Arc::clone(&name), row, column }, text));
    }
    // In a file that was not written by a spreadsheet, cells may stand in any order.
    if let Some(cells) = cells.get_mut(first..) {
        cells.sort_by_key(|(cell, _)| (cell.row, cell.column));
    }
    Ok(())
}

/// A date and a time of day, or the time of day alone where there is no date.
fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let second = u32::from(second) + u32::from(milli >= 500);
    let (minute, second) = (u32::from(minute) + second / 60, second % 60);
    let (hour, minute) = (u32::from(hour) + minute / 60, minute % 60);
    let clock = format!("{:02}:{minute:02}:{second:02}", hour.min(23));
    let dateless = date.is_duration() || date.as_f64() < 1.0;
    if dateless { clock } else { format!("{year:04}-{month:02}-{day:02} {clock}") }
}

/// Refuses what is no archive, or one that grows too large.
fn check(bytes: &[u8]) -> Result<(), Kind> {
    if bytes.len() > LONGEST {
        return Err(Kind::TooLarge);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(if holds_encrypted(bytes) { Kind::Encrypted } else { Kind::Old });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Kind::Other);
    }
    let damaged = |error: zip::result::ZipError| Kind::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let most = bytes.len().saturating_mul(RATIO).clamp(SMALL, LONGEST);
    let mut said = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(damaged)?;
        if part.encrypted() {
            return Err(Kind::Encrypted);
        }
        said = said.saturating_add(part.size());
    }
    if said > most as u64 {
        return Err(Kind::TooLarge);
    }
    // What an archive says of its parts may be untrue.
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        let mut part = part.take((most as u64).saturating_sub(unpacked) + 1);
        unpacked += io::copy(&mut part, &mut io::sink())
            .map_err(|error| Kind::Damaged(error.to_string()))?;
        if unpacked > most as u64 {
            return Err(Kind::TooLarge);
        }
    }
    Ok(())
}

/// Whether an old container holds a new workbook under a password: the name of its stream is UTF-16.
fn holds_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}
