//! What a pack comes to when it is checked: its faults, each drawn at its place in the YAML, or
//! that there are none.

use crate::{Style, graphic, vocabulary};
use jinyu::{Fault, Language, Pack, Rule, Source};
use std::io::{self, Write};

/// Writes every fault of the pack that was read from `source`, and how many there are.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn faults(
    out: &mut dyn Write,
    source: &Source,
    faults: &[Fault],
    style: Style,
) -> io::Result<()> {
    for fault in faults {
        writeln!(out, "{}", graphic::draw_fault(fault, source, style.colour))?;
    }
    let count = faults.len();
    match style.language {
        Language::Zh => writeln!(out, "{}：{count} 处要改", source.name()),
        Language::En => {
            writeln!(out, "{}: {} to correct", source.name(), counted(count, "fault"))
        }
    }
}

/// Writes that the pack that was read from `source` has no faults.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn in_order(
    out: &mut dyn Write,
    source: &Source,
    pack: &Pack,
    language: Language,
) -> io::Result<()> {
    let count = pack.rules().len();
    match language {
        Language::Zh => writeln!(out, "{}：{count} 条规则，没有错", source.name()),
        Language::En => writeln!(out, "{}: {}, no fault", source.name(), counted(count, "rule")),
    }
}

/// Writes how many examples each rule of a pack has, every one that failed, and the totals.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn tested(
    out: &mut dyn Write,
    source: &Source,
    pack: &Pack,
    failures: &[Fault],
    style: Style,
) -> io::Result<()> {
    let widest = pack.rules().map(|rule| rule.id().chars().count()).max().unwrap_or(0);
    for rule in pack.rules() {
        let (found, clean) = examples(rule);
        match style.language {
            Language::Zh => writeln!(out, "{:widest$}  应报 {found:3}  不报 {clean:3}", rule.id())?,
            Language::En => {
                writeln!(out, "{:widest$}  {found:3} found  {clean:3} clean", rule.id())?
            }
        }
    }
    for failure in failures {
        writeln!(out, "\n{}", graphic::draw_fault(failure, source, style.colour).trim_end())?;
    }
    let all: usize = pack.rules().map(|rule| rule.examples().len()).sum();
    let failed = failures.len();
    let name = source.name();
    match style.language {
        Language::Zh => writeln!(out, "\n{name}：{all} 个例句，{failed} 个不对"),
        Language::En => writeln!(out, "\n{name}: {}, {failed} failed", counted(all, "example")),
    }
}

/// How many examples of a rule must be found, and how many must be clean.
fn examples(rule: &Rule) -> (usize, usize) {
    let found = rule.examples().iter().filter(|example| example.marks().next().is_some()).count();
    (found, rule.examples().len() - found)
}

fn counted(count: usize, noun: &str) -> String {
    vocabulary::plural(u64::try_from(count).unwrap_or(u64::MAX), noun)
}
