//! What people see of what they decided: fixes as a diff, what was left alone and why, the choice
//! between wordings, and what is known. Changes nothing.

use crate::Style;
use crate::table::Table;
use crate::visible::{lines, one_line};
use crate::vocabulary::{either, plural};
use jinyu::{Finding, Language, Source, Turn};
use similar::TextDiff;
use std::io::{self, Write};

/// What was left alone in a file: line, column, rule, wording, and why.
pub type LeftAlone<'a> = (usize, usize, &'a str, &'a str, &'a str);

/// For whom a change or a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody at a terminal, on which nothing in it may act.
    Person,
    /// A program that wants every sign, such as `patch`.
    Program,
}

/// Writes the change of a file as a unified diff.
///
/// # Errors
/// Where it cannot be written.
pub fn diff(
    out: &mut dyn Write,
    path: &str,
    before: &str,
    after: &str,
    style: Style,
    reader: Reader,
) -> io::Result<()> {
    let name = one_line(path);
    let diff = TextDiff::from_lines(before, after);
    let unified = diff.unified_diff().header(&name, &name).to_string();
    for line in unified.split_inclusive('\n') {
        let code = match line.as_bytes().first() {
            Some(b'+') => "32",
            Some(b'-') => "31",
            Some(b'@') => "36",
            _ => "",
        };
        let (shown, end) = match line.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (line, ""),
        };
        let shown = match reader {
            Reader::Person => lines(shown),
            Reader::Program => shown.to_owned(),
        };
        if style.colour && !code.is_empty() {
            write!(out, "\u{1b}[{code}m{shown}\u{1b}[0m{end}")?;
        } else {
            write!(out, "{shown}{end}")?;
        }
    }
    Ok(())
}

/// Writes how many wordings were put in place in a file, and what was left alone.
///
/// # Errors
/// Where it cannot be written.
pub fn fixed(
    out: &mut dyn Write,
    path: &str,
    applied: usize,
    left: &[LeftAlone<'_>],
    style: Style,
) -> io::Result<()> {
    let name = one_line(path);
    for (line, column, rule, wording, why) in left {
        let wording = one_line(wording);
        writeln!(out, "{name}:{line}:{column}: {rule}: “{wording}” – {why}")?;
    }
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    if applied == 0 && left.is_empty() {
        return Ok(());
    }
    match style.language {
        Language::Zh => writeln!(out, "{name}：换了 {applied} 处，留下 {} 处", left.len()),
        Language::En => {
            let (applied, left) = (plural(count(applied), "wording"), count(left.len()));
            writeln!(out, "{name}: {applied} replaced, {left} left")
        }
    }
}

/// Shows a finding in its reply, with the wordings that may be said instead, numbered, and asks.
///
/// # Errors
/// Where it cannot be written.
pub fn choice(
    out: &mut dyn Write,
    source: &Source,
    turn: &Turn<'_>,
    finding: &Finding<'_>,
    style: Style,
) -> io::Result<()> {
    let language = style.language;
    let place = source.positions().at(turn.in_file(finding.span).start());
    let parts = finding.span.split(turn.text());
    let (before, wording, behind) = parts.unwrap_or((turn.text(), "", ""));
    let (open, close) = if style.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("[", "]") };
    let (name, rule) = (one_line(source.name()), finding.rule.id());
    let message = one_line(finding.rule.message(language));
    writeln!(out, "\n{name}:{}:{}: {rule}: {message}", place.line, place.column)?;
    let (before, behind) = (one_line(before), one_line(behind));
    writeln!(out, "  {before}{open}{}{close}{behind}", one_line(wording))?;
    for (at, wording) in finding.rule.say().iter().enumerate() {
        writeln!(out, "  {}  {}", at + 1, one_line(&wording.text))?;
    }
    let zh = "选一个编号；=自己的说法；回车保留；q 结束：";
    let en = "a number; = and your own wording; Enter keeps it; q stops: ";
    write!(out, "  {}", either(language, zh, en))?;
    out.flush()
}

/// Writes findings that are known, a row each: file, reply, rule, day, and a note.
///
/// # Errors
/// Where it cannot be written.
pub fn entries(out: &mut dyn Write, rows: &[[&str; 5]], style: Style) -> io::Result<()> {
    let mut table = Table::new(4);
    let heads = match style.language {
        Language::Zh => ["文件", "回复", "规则", "首次记下", "备注"],
        Language::En => ["file", "reply", "rule", "since", "note"],
    };
    if !rows.is_empty() {
        table.row(heads.map(str::to_owned));
    }
    rows.iter().for_each(|row| table.row(row.map(str::to_owned)));
    table.write(out)
}
