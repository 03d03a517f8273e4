//! A table of replies, CSV or TSV, to turns: a row a record, columns named by the header. csv-core
//! says where each field ends, and the text inside its quotes is found here, so that every
//! character keeps its place. The whole is held, because a field may go on over many lines.

use super::library::{listed, missing};
use super::tree::shown;
use super::{Placed, in_order};
use crate::error::ReadError;
use crate::fields::{Field, field, field_with_id};
use crate::input::Input;
use crate::path::Fields;
use crate::read::ReadOptions;
use crate::roles;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use jinyu::{Directive, InFile, InTurn, OffsetMap, Source, Span, Turn};
use std::borrow::Cow;

/// The turns of a table, and its faults, in the order of the file.
pub(super) fn turns<'s>(
    source: &'s Source,
    input: Input,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut rows = Rows::new(source.text(), input);
    let Some(header) = rows.next() else { return Vec::new() };
    let columns = match Columns::of(&header, options) {
        Ok(columns) => columns,
        Err(problem) => return vec![Err(ReadError::nothing(source.name(), problem))],
    };
    let mut table = Table { base: source.offset(), options, columns, placed: Vec::new() };
    for cell in &header.cells {
        table.fault_of(cell);
    }
    for row in rows {
        table.row(&row);
    }
    in_order(source, table.placed)
}

/// What each column is for, by its number from 0.
#[derive(Debug, Default)]
struct Columns {
    names: Vec<String>,
    replies: Vec<usize>,
    /// The best first.
    ids: Vec<usize>,
    role: Option<usize>,
    channel: Option<usize>,
    ignore: Option<usize>,
}

impl Columns {
    fn of(header: &Row<'_>, options: &ReadOptions) -> Result<Columns, String> {
        let names = header.cells.iter().map(|cell| cell.text().0.trim().to_owned());
        let mut columns = Columns { names: names.collect(), ..Columns::default() };
        let mut ids = Vec::new();
        for (at, name) in columns.names.iter().enumerate() {
            let chosen = match &options.fields {
                Fields::Common => field(name) == Some(Field::Reply),
                Fields::Paths(paths) => paths.iter().any(|path| path.is_column(name)),
            };
            match field_with_id(name, &options.id_field) {
                _ if chosen => columns.replies.push(at),
                Some(Field::Id(rank)) => ids.push((rank, at)),
                Some(Field::Role) => columns.role = Some(at),
                Some(Field::Channel) => columns.channel = Some(at),
                Some(Field::Ignore) => columns.ignore = Some(at),
                Some(Field::Reply) | None => {}
            }
        }
        ids.sort_unstable();
        columns.ids = ids.into_iter().map(|(_, at)| at).collect();
        if columns.replies.is_empty() { Err(columns.none(&options.fields)) } else { Ok(columns) }
    }

    fn none(&self, fields: &Fields) -> String {
        let names = self.names.iter().map(String::as_str);
        match fields {
            Fields::Paths(paths) => missing(paths, names),
            Fields::Common => format!(
                "no column has a usual name of a reply (reply, text, content, answer, 话术, 回复, \
                 内容 …); the first row must name the columns, and --field names one that holds \
                 replies{}",
                listed(names)
            ),
        }
    }
}

/// A table that is being read.
struct Table<'s, 'o> {
    base: usize,
    options: &'o ReadOptions,
    columns: Columns,
    placed: Vec<Placed<'s>>,
}

impl<'s> Table<'s, '_> {
    fn row(&mut self, row: &Row<'s>) {
        if row.cells.iter().all(|cell| cell.raw.trim().is_empty()) {
            return;
        }
        let mut whole = true;
        for cell in &row.cells {
            whole &= !self.fault_of(cell);
        }
        if whole {
            self.fault_of_row(row);
        }
        for at in 0..self.columns.replies.len() {
            let column = self.columns.replies[at];
            if let Some(cell) = row.cells.get(column) {
                self.reply(row, cell);
            }
        }
    }

    fn reply(&mut self, row: &Row<'s>, cell: &Cell<'s>) {
        let (text, map) = self.text(cell);
        if text.trim().is_empty() {
            return;
        }
        let said = |column: Option<usize>| {
            let text = row.cells.get(column?)?.text().0;
            Some(text).filter(|text| !text.trim().is_empty())
        };
        let id = self.columns.ids.iter().find_map(|&column| said(Some(column)));
        let role = said(self.columns.role).map_or(self.options.role, |name| roles::role(&name));
        let channel = said(self.columns.channel).and_then(|name| roles::channel(&name));
        let turn = Turn::new(text)
            .with_map(map)
            .with_id(Some(id.unwrap_or_else(|| format!("row {}", row.number).into())))
            .with_role(role)
            .with_channel(channel.or(self.options.channel))
            .with_directives(self.directive(row).into_iter().collect());
        self.placed.push((self.base + cell.start, Ok(turn)));
    }

    fn directive(&self, row: &Row<'s>) -> Option<Directive> {
        let (said, map) = self.text(row.cells.get(self.columns.ignore?)?);
        let span = map.source(Span::new(0, said.len()));
        (!said.trim().is_empty()).then(|| Directive::in_field(&said, span))
    }

    fn text(&self, cell: &Cell<'s>) -> (Cow<'s, str>, OffsetMap<InTurn, InFile>) {
        let (text, _) = cell.text();
        (text, cell.map(self.base))
    }

    /// Complains of a field that breaks the grammar; whether it does.
    fn fault_of(&mut self, cell: &Cell<'s>) -> bool {
        let problem = match cell.text().1 {
            Quotes::InOrder => return false,
            Quotes::Open => {
                "this quote is never closed; close it where the text ends, and double the quotes \
                 inside of the text"
            }
            Quotes::ClosedEarly => {
                "text stands behind the quote that closes this field; double the quotes inside of \
                 the text"
            }
        };
        self.placed.push((self.base + cell.start, Err(problem.into())));
        true
    }

    /// Complains of a row that has a field too many, or that ends before its reply.
    fn fault_of_row(&mut self, row: &Row<'s>) {
        let (has, wants) = (row.cells.len(), self.columns.names.len());
        let more = row.cells.iter().skip(wants).find(|cell| !cell.raw.trim().is_empty());
        let (cell, problem) = if let Some(cell) = more {
            let advice = "put a text that holds the separator between quotes";
            (cell, format!("the row has {has} fields and the header {wants}; {advice}"))
        } else if let (Some(&column), Some(cell)) = (self.columns.replies.first(), row.cells.last())
            && self.columns.replies.iter().all(|&column| column >= has)
        {
            let name = self.columns.names.get(column).map(|name| shown(name)).unwrap_or_default();
            (cell, format!("the row ends before the column “{name}”, which holds its reply"))
        } else {
            return;
        };
        self.placed.push((self.base + cell.start, Err(problem)));
    }
}

/// One field as it stands in the file, without what parts it from the next one.
#[derive(Clone, Copy, Debug)]
struct Cell<'s> {
    raw: &'s str,
    /// Where it starts in the text.
    start: usize,
}

/// Whether the quotes of a field are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    InOrder,
    Open,
    ClosedEarly,
}

impl<'s> Cell<'s> {
    /// Its text.
    fn text(&self) -> (Cow<'s, str>, Quotes) {
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
    fn map(&self, base: usize) -> OffsetMap<InTurn, InFile> {
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
struct Row<'s> {
    /// Counted from 1 as spreadsheets do: the header and blank lines count.
    number: usize,
    cells: Vec<Cell<'s>>,
}

/// The records of a text.
struct Rows<'s> {
    text: &'s str,
    at: usize,
    number: usize,
    /// Whether the record before ended with the first half of a line end.
    half_ended: bool,
    reader: Reader,
}

impl<'s> Rows<'s> {
    fn new(text: &'s str, input: Input) -> Self {
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
