//! The cells of a workbook to turns: each cell of a column that holds replies is one. Looks for the
//! header of each sheet; never sees the workbook's bytes.

use super::columns::Columns;
use super::prose::{says_something, turn};
use super::tree::shown;
use crate::error::ReadError;
use crate::read::ReadOptions;
use crate::roles;
use jinyu::{OffsetMap, SheetCell, Source, Turn};
use std::borrow::Cow;

/// How many rows of a sheet may be above its header, and the header.
const HEADER_WITHIN: usize = 10;
/// How many names are told where none of them is known.
const NAMES: usize = 8;

/// The turns of a workbook: sheet by sheet, row by row.
pub(crate) fn turns<'s>(
    source: &'s Source,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let sheets = sheets(source);
    if sheets.is_empty() && !source.text().is_empty() {
        let problem = "no workbook but a text; a workbook is read from its bytes";
        return vec![Err(ReadError::at(source.name(), source.positions().at(0), problem))];
    }
    let tables: Vec<_> =
        sheets.iter().filter_map(|rows| Some((rows, header(rows, &options.id_field)?))).collect();
    if tables.is_empty() && !sheets.is_empty() {
        return vec![Err(ReadError::nothing(source.name(), no_header(&sheets)))];
    }
    let of_table = |(rows, (header, columns)): &(&Vec<Row<'s>>, (usize, Columns))| {
        let rows = rows.iter().skip(header + 1);
        rows.flat_map(|row| row.turns(columns, options)).collect::<Vec<_>>()
    };
    tables.iter().flat_map(of_table).map(Ok).collect()
}

/// A row of a sheet that is not empty.
#[derive(Debug)]
pub(crate) struct Row<'s> {
    pub(crate) number: usize,
    /// The column of each cell that is not empty, its text, and where that starts.
    pub(crate) cells: Vec<(usize, &'s str, usize)>,
}

/// The rows of each sheet.
pub(crate) fn sheets(source: &Source) -> Vec<Vec<Row<'_>>> {
    let mut sheets: Vec<Vec<Row<'_>>> = Vec::new();
    let mut last: Option<&SheetCell> = None;
    for (cell, span) in source.cells() {
        if last.is_none_or(|last| last.sheet != cell.sheet) {
            sheets.push(Vec::new());
            last = None;
        }
        let Some(rows) = sheets.last_mut() else { continue };
        if last.is_none_or(|last| last.row != cell.row) {
            rows.push(Row { number: cell.row, cells: Vec::new() });
        }
        if let (Some(row), Some(text)) = (rows.last_mut(), span.cut(source.text())) {
            row.cells.push((cell.column, text, span.start()));
        }
        last = Some(cell);
    }
    sheets
}

/// The header among the first rows: the first of those in which the most names are known, one of a
/// column of replies among them.
fn header(rows: &[Row<'_>], id_field: &str) -> Option<(usize, Columns)> {
    let mut best: Option<(usize, Columns)> = None;
    for (at, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let columns = Columns::of(row.names(), id_field);
        let known = best.as_ref().map_or(0, |(_, best)| best.known());
        if !columns.replies.is_empty() && columns.known() > known {
            best = Some((at, columns));
        }
    }
    best
}

fn no_header(sheets: &[Vec<Row<'_>>]) -> String {
    let names = sheets.iter().filter_map(|rows| rows.first()).flat_map(Row::names);
    let first_line = |name: &str| shown(name.lines().next().unwrap_or_default());
    let names: Vec<_> =
        names.map(|(_, name)| format!("“{}”", first_line(name))).take(NAMES).collect();
    format!(
        "no sheet has a column with a usual name of a reply (reply, text, content, answer, 话术, \
         回复, 内容 …); one of the first {HEADER_WITHIN} rows must name the columns; the first row \
         says {}",
        names.join(", ")
    )
}

impl<'s> Row<'s> {
    fn names(&self) -> impl Iterator<Item = (usize, &'s str)> {
        self.cells.iter().map(|&(column, text, _)| (column, text.trim()))
    }

    fn said(&self, column: usize) -> Option<&'s str> {
        let cell = self.cells.iter().find(|(at, _, _)| *at == column);
        cell.map(|(_, text, _)| text.trim()).filter(|text| !text.is_empty())
    }

    fn turns(&self, columns: &Columns, options: &ReadOptions) -> Vec<Turn<'s>> {
        let id = columns.ids.iter().find_map(|&column| self.said(column));
        let id = id.map_or_else(|| Cow::Owned(format!("row {}", self.number)), Cow::Borrowed);
        let role = columns.role.and_then(|column| self.said(column));
        let role = role.map_or(options.role, roles::role);
        let channel = columns.channel.and_then(|column| self.said(column));
        let channel = channel.and_then(roles::channel).or(options.channel);
        let is_reply = |(column, text, _): &&(usize, &'s str, usize)| {
            columns.replies.contains(column) && says_something(text) && !is_number(text)
        };
        let reply = |&(_, text, start): &(usize, &'s str, usize)| {
            let mut map = OffsetMap::starting_at(start);
            map.copy(text.len());
            turn(text, map, Some(id.clone()), options).with_role(role).with_channel(channel)
        };
        self.cells.iter().filter(is_reply).map(reply).collect()
    }
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::{Channel, Role};

    fn source(sheets: &[(&str, &[&[&str]])]) -> Source {
        let mut cells = Vec::new();
        for (sheet, rows) in sheets {
            for (row, texts) in rows.iter().enumerate() {
                for (column, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty())
                {
                    let (row, column) = (row + 1, column + 1);
                    cells.push((SheetCell { sheet: (*sheet).into(), row, column }, *text));
                }
            }
        }
        Source::of_cells("a.xlsx", cells)
    }

    /// Each turn as `place id: text`, or the message of an error.
    fn read(source: &Source) -> Vec<String> {
        let shown = |turn: Result<Turn<'_>, ReadError>| match turn {
            Ok(turn) => {
                let start = turn.in_file(jinyu::Span::new(0, 1)).start();
                let cell = source.cell(start).unwrap();
                format!("{cell} {}: {}", turn.id().unwrap(), turn.text())
            }
            Err(error) => error.to_string(),
        };
        turns(source, &ReadOptions::default()).into_iter().map(shown).collect()
    }

    #[test]
    fn the_header_may_stand_below_a_title() {
        let source = source(&[
            (
                "话术",
                &[
                    &["话术"],
                    &[],
                    &["编号", "备注", "回复内容"],
                    &["q-1", "急", "您好\n不清楚"],
                    &["", "", "42"],
                    &["", "x", "好的"],
                ],
            ),
            ("说明", &[&["作者", "日期"], &["小王", "好"]]),
            ("FAQ 2", &[&["Question", "Answer", "Answers"], &["Why?", "Because", "No idea"]]),
        ]);
        assert_eq!(
            read(&source),
            [
                "话术!C4 q-1: 您好\n不清楚",
                "话术!C6 row 6: 好的",
                "'FAQ 2'!B2 Why?: Because",
                "'FAQ 2'!C2 Why?: No idea"
            ]
        );
    }

    #[test]
    fn a_row_says_who_speaks_where() {
        let source = source(&[(
            "a",
            &[&["角色", "渠道", "话术"], &["客户", "电话", "好"], &["", "", "好"]],
        )]);
        let turns = turns(&source, &ReadOptions::default());
        let said: Vec<_> = turns.iter().flatten().map(|t| (t.role(), t.channel())).collect();
        assert_eq!(said, [(Role::Customer, Some(Channel::Phone)), (Role::Unknown, None)]);
    }

    #[test]
    fn no_header_is_told() {
        let shown = read(&source(&[(
            "a",
            &[&["姓名", "很长很长很长很长很长很长很长很长很长很长很长\n好"]],
        )]));
        assert!(shown[0].starts_with("a.xlsx:1:1: no sheet has a column"), "{shown:?}");
        assert!(
            shown[0].ends_with("says “姓名”, “很长很长很长很长很长很长很长很长很长很长很长”"),
            "{shown:?}"
        );
        assert!(read(&source(&[])).is_empty());
        let text = Source::new("a.xlsx", "您好");
        assert!(turns(&text, &ReadOptions::default())[0].is_err());
    }
}
