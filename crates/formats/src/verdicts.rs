//! A review list that somebody has filled in, CSV or a workbook: for each finding whether it is right. Reads
//! what stands there, and draws no conclusion.

use crate::error::ReadError;
use crate::replies::{RecordField, records};
use jinyu::{Position, Source};
use std::borrow::Cow;

/// What somebody says of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The line of its row in the file, or the row of the sheet, from 1.
    pub line: usize,
    /// The rule that was found.
    pub rule: String,
    /// Whether the finding is right; `None` where nobody says.
    pub right: Option<bool>,
    /// What stands before the wording.
    pub before: String,
    /// The wording.
    pub wording: String,
    /// What stands behind it.
    pub after: String,
    /// What somebody wrote beside it.
    pub comment: String,
}

/// The columns that are read, by their names in both languages.
const COLUMNS: [(&str, &str); 6] = [
    ("rule", "规则"),
    ("verdict", "判定"),
    ("before", "前文"),
    ("wording", "原话"),
    ("after", "后文"),
    ("comment", "备注"),
];

/// How many of them there must be: the rule and the verdict.
const NEEDED: usize = 2;
/// How many characters a word has that is told where it is no verdict; what is longer may be somebody's words.
const QUOTED: usize = 8;

const RIGHT: [&str; 11] =
    ["right", "correct", "true", "yes", "y", "对", "正确", "是", "√", "✓", "✔"];
const WRONG: [&str; 14] = [
    "wrong",
    "incorrect",
    "false",
    "no",
    "n",
    "错",
    "错误",
    "不对",
    "误报",
    "否",
    "×",
    "x",
    "✗",
    "✘",
];

/// Before a text that begins so the list has an apostrophe, which is not of the text.
const GUARDED: [char; 9] = ['=', '+', '-', '@', '␉', '＝', '＋', '－', '＠'];

/// Reads a filled list: the findings in the order of their rows, and what is wrong with others. Rows that name no
/// rule are passed over.
///
/// ```
/// use jinyu::Source;
/// let list = "rule,verdict,before,wording,after\nvague/maybe,错,您,可能,会喜欢\nvague/maybe,??,,可能,\n";
/// let (reviewed, errors) = jinyu_formats::read_verdicts(&Source::new("list.csv", list));
/// assert_eq!((reviewed[0].right, reviewed[0].after.as_str()), (Some(false), "会喜欢"));
/// assert!(errors[0].to_string().starts_with("list.csv:3:13: “??” is no verdict"));
/// ```
#[must_use]
pub fn read_verdicts(source: &Source) -> (Vec<Reviewed>, Vec<ReadError>) {
    let (mut reviewed, mut errors) = (Vec::new(), Vec::new());
    let is_workbook = source.cells().next().is_some();
    let rows = if is_workbook { sheet_rows(source) } else { text_rows(source) };
    let Some((columns, rows)) = with_header(&rows) else {
        let problem = "no row names the columns “rule” and “verdict” (规则, 判定); give the list that \
                       --review has written, with its first row";
        return (
            reviewed,
            vec![ReadError::at(source.name(), Position { line: 1, column: 1 }, problem)],
        );
    };
    for row in rows {
        match one(row, &columns) {
            Ok(Some(one)) => reviewed.push(one),
            Ok(None) => {}
            Err((place, problem)) => errors.push(ReadError::at(source.name(), place, problem)),
        }
    }
    (reviewed, errors)
}

/// A cell: its column from 1, its place and its text.
type Cell<'s> = (usize, Position, Cow<'s, str>);
type Columns = [Option<usize>; COLUMNS.len()];

fn one(row: &[Cell<'_>], columns: &Columns) -> Result<Option<Reviewed>, (Position, String)> {
    let cell = |at: usize| {
        let column = columns.get(at).copied().flatten()?;
        row.iter().find(|(own, ..)| *own == column)
    };
    let text = |at: usize| {
        let text = cell(at).map(|(_, _, text)| unguarded(text)).unwrap_or_default();
        text.to_owned()
    };
    let rule = text(0).trim().to_owned();
    let Some((_, place, _)) = row.first().filter(|_| !rule.is_empty()) else { return Ok(None) };
    let written = text(1);
    let written = written.trim();
    let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(written));
    let right = match written {
        "" => None,
        _ if is(&RIGHT) => Some(true),
        _ if is(&WRONG) => Some(false),
        other => {
            let short = other.chars().nth(QUOTED).is_none();
            let what = if short { format!("“{other}”") } else { "this".to_owned() };
            let problem = format!(
                "{what} is no verdict; write right or wrong (对, 错), or nothing where nobody has judged"
            );
            return Err((cell(1).map_or(*place, |(_, place, _)| *place), problem));
        }
    };
    let [before, wording, after, comment] = [2, 3, 4, 5].map(text);
    Ok(Some(Reviewed { line: place.line, rule, right, before, wording, after, comment }))
}

/// The columns as the first row that names them says, and the rows behind it.
fn with_header<'r, 's>(rows: &'r [Vec<Cell<'s>>]) -> Option<(Columns, &'r [Vec<Cell<'s>>])> {
    for (at, row) in rows.iter().enumerate() {
        let named = |(en, zh): &(&str, &str)| {
            let is = |name: &str| name.eq_ignore_ascii_case(en) || name == *zh;
            row.iter().find(|(.., text)| is(text.trim())).map(|(column, ..)| *column)
        };
        let mut columns: Columns = [None; COLUMNS.len()];
        for (column, names) in columns.iter_mut().zip(&COLUMNS) {
            *column = named(names);
        }
        if columns.iter().take(NEEDED).all(Option::is_some) {
            return Some((columns, rows.get(at + 1..).unwrap_or_default()));
        }
    }
    None
}

fn text_rows(source: &Source) -> Vec<Vec<Cell<'_>>> {
    let text = source.text();
    let start = text.strip_prefix('\u{FEFF}').map_or(0, |rest| text.len() - rest.len());
    let mut places = source.positions();
    let records = records(text.get(start..).unwrap_or_default());
    let row = |fields: Vec<RecordField<'_>>| {
        (1..)
            .zip(fields)
            .map(|(column, (at, text))| (column, places.at(source.offset() + start + at), text))
            .map(|(column, place, text)| (column, place, text.into_owned().into()))
            .collect()
    };
    records.map(row).collect()
}

fn sheet_rows(source: &Source) -> Vec<Vec<Cell<'_>>> {
    let mut rows: Vec<Vec<Cell<'_>>> = Vec::new();
    let mut last = None;
    for (cell, span) in source.cells() {
        let own = (&cell.sheet, cell.row);
        if last != Some(own) {
            rows.push(Vec::new());
            last = Some(own);
        }
        let text = span.cut(source.text()).unwrap_or_default();
        let place = Position { line: cell.row, column: cell.column };
        if let Some(row) = rows.last_mut() {
            row.push((cell.column, place, text.into()));
        }
    }
    rows
}

/// A text without the apostrophe that keeps a spreadsheet from calculating it.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(GUARDED)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::SheetCell;

    fn verdicts(list: &str) -> Vec<(usize, Option<bool>)> {
        let (reviewed, errors) = read_verdicts(&Source::new("a.csv", list));
        assert!(errors.is_empty(), "{errors:?}");
        reviewed.iter().map(|one| (one.line, one.right)).collect()
    }

    #[test]
    fn lists_as_spreadsheets_save_them() {
        let table = "\u{FEFF}文件,规则,判定\r\na,x/y,对\r\n\r\nb,x/y, 错 \r\nc,x/y,\r\nd,,错\r\n";
        assert_eq!(verdicts(table), [(2, Some(true)), (4, Some(false)), (5, None)]);
        assert_eq!(
            verdicts("verdict;rule\nRIGHT;x/y\nX;x/y\n"),
            [(2, Some(true)), (3, Some(false))]
        );
        assert_eq!(verdicts("Rule\tVerdict\nx/y\t误报\n"), [(2, Some(false))]);
    }

    #[test]
    fn workbooks() {
        let rows = [["规则", "判定", "原话"], ["x/y", "错", "'=1"], ["x/y", "也许", ""]];
        let mut cells = Vec::new();
        for (row, texts) in (1..).zip(rows) {
            for (column, text) in (1..).zip(texts).filter(|(_, text)| !text.is_empty()) {
                cells.push((SheetCell { sheet: "a".into(), row, column }, text));
            }
        }
        let (reviewed, errors) = read_verdicts(&Source::of_cells("a.xlsx", cells));
        assert_eq!((reviewed.len(), reviewed[0].wording.as_str()), (1, "=1"));
        assert!(
            errors[0].to_string().starts_with("a.xlsx:3:2: “也许” is no verdict"),
            "{errors:?}"
        );
    }

    #[test]
    fn what_is_no_list() {
        for text in ["", "a,b\n1,2\n", "rule\nx/y\n"] {
            let (reviewed, errors) = read_verdicts(&Source::new("a.csv", text));
            assert!(reviewed.is_empty() && errors.len() == 1, "{text}");
        }
    }
}
