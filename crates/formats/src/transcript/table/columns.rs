//! Which column of a table tells what: by the names in its header, or by the names or numbers that
//! somebody gave. Knows no file format.

use super::super::names::{self, Field};
use super::super::{Column, TranscriptOptions};
use crate::fields::{nearest, same_name};

/// Of how many rows one may be the header.
pub(in super::super) const HEADER_WITHIN: usize = 10;
/// How many names are told where one is missing.
const NAMES: usize = 12;

/// The columns of a table that tell something, by their numbers from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Columns {
    pub(in super::super) text: usize,
    pub(in super::super) others: Vec<(usize, Field)>,
    /// How many columns there are.
    pub(in super::super) width: usize,
}

/// The columns of a table, and which of its first rows is their header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Header {
    pub(in super::super) columns: Columns,
    /// `None` where the table begins at once.
    pub(in super::super) row: Option<usize>,
}

/// Finds the header among the first rows of a table.
///
/// # Errors
/// What is wrong, all of it, and in which row.
pub(in super::super) fn header(
    rows: &[Vec<&str>],
    options: &TranscriptOptions,
) -> Result<Header, (usize, String)> {
    let mut named: Option<(usize, Columns, usize)> = None;
    for (row, names) in rows.iter().enumerate().take(HEADER_WITHIN) {
        if let Some((columns, known)) = by_names(names, options)
            && named.as_ref().is_none_or(|(_, _, best)| known > *best)
        {
            named = Some((row, columns, known));
        }
    }
    if let Some((row, columns, _)) = named {
        return Ok(Header { columns, row: Some(row) });
    }
    let Some(first) = rows.iter().position(|row| !row.is_empty()) else {
        return Err((0, "an empty table".into()));
    };
    let cells = rows.get(first).map(Vec::as_slice).unwrap_or_default();
    if let Some(columns) = by_numbers(cells, options).or_else(|| help_desk(rows, options)) {
        return Ok(Header { columns, row: None });
    }
    Err((first, missing(cells, options)))
}

/// The columns of a header in which every column that somebody named is found, and one that holds what
/// was said; and how many of its names tell something.
fn by_names(names: &[&str], options: &TranscriptOptions) -> Option<(Columns, usize)> {
    let mut found: Vec<(usize, Field, u8)> = Vec::new();
    let mut known = 0;
    for (column, name) in &options.map {
        let (field, rank) = names::of_column(*column);
        let at = match number(name, names.len()) {
            Some(at) => at,
            None => {
                known += 1;
                names.iter().position(|known| same_name(known, name))?
            }
        };
        found.push((at, field, rank));
    }
    let mapped = known;
    for (at, name) in names.iter().enumerate() {
        let Some((field, rank)) = names::usual(name) else { continue };
        if field.column().is_some_and(|column| is_mapped(column, options)) {
            known += 1;
            continue;
        }
        known += 1;
        match found.iter_mut().find(|(_, other, _)| *other == field) {
            Some(better) if field != Field::Kind => {
                if rank < better.2 {
                    *better = (at, field, rank);
                }
            }
            _ => found.push((at, field, rank)),
        }
    }
    let text = found.iter().find(|(_, field, _)| *field == Field::Text)?.0;
    // A first row in which one word happens to be a usual name is no header.
    if mapped == 0 && known < 2 && names.len() > 1 {
        return None;
    }
    let others = found.iter().filter(|(_, field, _)| *field != Field::Text);
    let others = others.map(|&(at, field, _)| (at, field)).collect();
    Some((Columns { text, others, width: names.len() }, known))
}

fn is_mapped(column: Column, options: &TranscriptOptions) -> bool {
    options.map.iter().any(|(known, _)| *known == column)
}

/// The column of a number that counts from 1.
fn number(name: &str, width: usize) -> Option<usize> {
    let number: usize = name.trim().parse().ok()?;
    number.checked_sub(1).filter(|at| *at < width)
}

/// The columns of a table without a header, all by number.
fn by_numbers(cells: &[&str], options: &TranscriptOptions) -> Option<Columns> {
    let mut columns = Columns { width: cells.len(), ..Columns::default() };
    let mut text = None;
    for (column, name) in &options.map {
        let at = number(name, cells.len())?;
        match names::of_column(*column).0 {
            Field::Text => text = Some(at),
            field => columns.others.push((at, field)),
        }
    }
    columns.text = text?;
    Some(columns)
}

/// The table of a help desk that writes no header: session, user, whether it is an agent, two more
/// flags, nothing, text. It is told by its flags.
fn help_desk(rows: &[Vec<&str>], options: &TranscriptOptions) -> Option<Columns> {
    use super::super::names::{Whose, Yes};
    let is_flag = |cell: Option<&&str>| cell.is_some_and(|cell| matches!(cell.trim(), "0" | "1"));
    let is_row = |row: &&Vec<&str>| {
        row.len() == 7
            && (2..5).all(|at| is_flag(row.get(at)))
            && row.get(5).is_some_and(|cell| cell.trim().is_empty())
            && row.first().is_some_and(|cell| !cell.trim().is_empty())
    };
    let rows = rows.iter().filter(|row| !row.is_empty());
    let (like, unlike): (Vec<_>, Vec<_>) = rows.partition(is_row);
    if !options.map.is_empty() || like.is_empty() || unlike.len() > like.len() {
        return None;
    }
    let others = vec![
        (0, Field::Session),
        (1, Field::Speaker(Whose::Speakers)),
        (2, Field::Role(Yes::Agent)),
    ];
    Some(Columns { text: 6, others, width: 7 })
}

/// What is missing in a header: every column that was named and is not there, or one that holds what
/// was said.
fn missing(names: &[&str], options: &TranscriptOptions) -> String {
    let mut faults = Vec::new();
    for (column, name) in &options.map {
        let there = names.iter().any(|known| same_name(known, name));
        if there || number(name, names.len()).is_some() {
            continue;
        }
        let near = nearest(name, names.iter().copied()).filter(|near| !near.trim().is_empty());
        let near = near.map(|near| format!("; did you mean “{}”?", near.trim()));
        let column = column.name();
        faults.push(format!("--map {column}: no column “{name}”{}", near.unwrap_or_default()));
    }
    if !is_mapped(Column::Text, options) || faults.is_empty() {
        faults.push(
            "no column has a usual name of what was said (text, content, message, 内容, 消息内容 …); \
             name it with --map text=COLUMN, by its name or its number"
                .into(),
        );
    }
    let listed: Vec<_> =
        names.iter().take(NAMES).map(|name| format!("“{}”", short(name))).collect();
    let more = if names.len() > NAMES { " …" } else { "" };
    format!("{}; the first row says {}{more}", faults.join("; "), listed.join(", "))
}

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(map: &[(Column, &str)]) -> TranscriptOptions {
        let map = map.iter().map(|(column, name)| (*column, (*name).to_owned())).collect();
        TranscriptOptions { map, ..TranscriptOptions::default() }
    }

    fn fault(names: &[&str], map: &[(Column, &str)]) -> String {
        header(&[names.to_vec()], &options(map)).unwrap_err().1
    }

    #[test]
    fn every_missing_column_is_told_at_once() {
        let names = ["会话ID", "消息内容", "发送人类型"];
        let map = [(Column::Text, "消息内溶"), (Column::Role, "类别"), (Column::Session, "会话ID")];
        assert_eq!(
            fault(&names, &map),
            "--map text: no column “消息内溶”; did you mean “消息内容”?; --map role: no column “类别”; \
             the first row says “会话ID”, “消息内容”, “发送人类型”"
        );
        assert!(fault(&["a", "b"], &[]).starts_with("no column has a usual name"));
        assert!(
            fault(&["a", "b"], &[(Column::Text, "3")]).starts_with("--map text: no column “3”")
        );
    }

    #[test]
    fn columns_by_name_by_number_and_by_their_flags() {
        let names = ["会话ID", "坐席工号", "发送人类型", "内容", "时间"];
        let found = header(&[vec!["导出"], names.to_vec()], &options(&[])).unwrap();
        assert_eq!((found.row, found.columns.text, found.columns.others.len()), (Some(1), 3, 4));
        let named = header(&[names.to_vec()], &options(&[(Column::Text, "时间")])).unwrap();
        assert_eq!(named.columns.text, 4);
        let numbers = options(&[(Column::Text, "7"), (Column::Role, "3")]);
        let row = vec!["s1", "u1", "1", "0", "0", "", "hello"];
        let found = header(std::slice::from_ref(&row), &numbers).unwrap();
        assert_eq!((found.row, found.columns.text, found.columns.others.len()), (None, 6, 1));
        assert_eq!(header(&[row], &options(&[])).unwrap().columns.others.len(), 3);
        assert!(header(&[vec!["hello", "text"]], &options(&[])).is_err());
    }
}
