//! A table of replies, CSV or TSV, to turns: a row a record, columns named by the header. Knows no
//! quote and no separator.

mod records;
mod row;

pub(crate) use records::{Field as RecordField, records};

use super::library::{listed, missing};
use super::tree::shown;
use super::{Placed, in_order};
use crate::cell::{Cell, Quotes};
use crate::error::ReadError;
use crate::fields::{Field, field, field_with_id};
use crate::input::Input;
use crate::path::Fields;
use crate::read::ReadOptions;
use crate::roles;
use jinyu::{Directive, Source, Span, Turn};
use row::{Row, Rows};

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
            let column = self.columns.replies.get(at);
            if let Some(cell) = column.and_then(|&column| row.cells.get(column)) {
                self.reply(row, cell);
            }
        }
    }

    fn reply(&mut self, row: &Row<'s>, cell: &Cell<'s>) {
        let (text, map) = (cell.text().0, cell.map(self.base));
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
        let cell = row.cells.get(self.columns.ignore?)?;
        let (said, map) = (cell.text().0, cell.map(self.base));
        let span = map.source(Span::new(0, said.len()));
        (!said.trim().is_empty()).then(|| Directive::in_field(&said, span))
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
