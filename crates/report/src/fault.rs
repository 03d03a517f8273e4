//! What a pack comes to when it is checked: its faults, each drawn at its place in the YAML, or
//! that there are none.

use crate::table::column;
use crate::visible::one_line;
use crate::vocabulary::either;
use crate::{Style, graphic, vocabulary};
use jinyu::{Checked, Coverage, CueCoverage, Fault, Language, Pack, Rule, Severity, Source};
use std::io::{self, Write};

/// How many faults of a file are drawn.
const DRAWN: usize = 100;

/// Writes the first hundred faults of the pack or the configuration that was read from `source`, and how many
/// there are.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn faults(
    out: &mut dyn Write,
    source: &Source,
    faults: &[Fault],
    style: Style,
) -> io::Result<()> {
    let drawing = graphic::Faults::of(source, style.colour);
    for fault in faults.iter().take(DRAWN) {
        writeln!(out, "{}", drawing.draw(fault))?;
    }
    let count = faults.len();
    let name = one_line(source.name());
    let shown = only(count, style.language);
    match style.language {
        Language::Zh => writeln!(out, "{name}：{count} 处要改{shown}"),
        Language::En => writeln!(out, "{name}: {} to correct{shown}", counted(count, "fault")),
    }
}

/// What is said where more faults are there than are drawn.
fn only(count: usize, language: Language) -> String {
    match language {
        _ if count <= DRAWN => String::new(),
        Language::Zh => format!("（列出前 {DRAWN} 处）"),
        Language::En => format!(" (the first {DRAWN} are shown)"),
    }
}

/// Writes what is wrong with the pack that was read from `source`: the first hundred errors, at most `most`
/// warnings, and how many there are of each.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn checked(
    out: &mut dyn Write,
    source: &Source,
    checked: &Checked,
    most: usize,
    style: Style,
) -> io::Result<()> {
    let is_error = |fault: &&Fault| fault.severity() == Severity::Error;
    let (errors, warnings): (Vec<&Fault>, Vec<&Fault>) = checked.faults.iter().partition(is_error);
    let shown = errors.iter().take(DRAWN).chain(warnings.iter().take(most));
    let drawing = graphic::Faults::of(source, style.colour);
    for fault in shown {
        writeln!(out, "{}", drawing.draw(fault))?;
    }
    let (errors, warnings) = (errors.len(), warnings.len());
    let rules = checked.pack.rules().len();
    let hidden = warnings.saturating_sub(most);
    let line = match style.language {
        Language::Zh => in_chinese(rules, errors, warnings, hidden),
        Language::En => in_english(rules, errors, warnings, hidden),
    };
    writeln!(out, "{}{}{line}", one_line(source.name()), either(style.language, "：", ": "))
}

fn in_chinese(rules: usize, errors: usize, warnings: usize, hidden: usize) -> String {
    let mut line = format!("{rules} 条规则，");
    match errors {
        0 => line.push_str("没有错"),
        _ => line.push_str(&format!("{errors} 处要改{}", only(errors, Language::Zh))),
    }
    if warnings > 0 {
        line.push_str(&format!("，{warnings} 处提醒"));
    }
    if hidden > 0 {
        line.push_str(&format!("（{hidden} 处没有列出，用 --warnings N 多列一些）"));
    }
    line
}

fn in_english(rules: usize, errors: usize, warnings: usize, hidden: usize) -> String {
    let mut line = format!("{}, ", counted(rules, "rule"));
    match errors {
        0 => line.push_str("no fault"),
        _ => {
            let shown = only(errors, Language::En);
            line.push_str(&format!("{} to correct{shown}", counted(errors, "fault")));
        }
    }
    if warnings > 0 {
        line.push_str(&format!(", {}", counted(warnings, "warning")));
    }
    if hidden > 0 {
        line.push_str(&format!(" ({hidden} not shown; --warnings N shows more)"));
    }
    line
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
    let widest = column(pack.rules().map(Rule::id));
    for rule in pack.rules() {
        let (found, clean) = examples(rule);
        match style.language {
            Language::Zh => writeln!(out, "{:widest$}  应报 {found:3}  不报 {clean:3}", rule.id())?,
            Language::En => {
                writeln!(out, "{:widest$}  {found:3} found  {clean:3} clean", rule.id())?
            }
        }
    }
    failed(out, source, pack, failures, style)
}

/// Writes, rule by rule, how many examples of each kind there are and which phrases none of them
/// finds, and which phrases of cues stand in no talk; then every example that failed, and the totals.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn covered(
    out: &mut dyn Write,
    source: &Source,
    pack: &Pack,
    failures: &[Fault],
    style: Style,
) -> io::Result<()> {
    let language = style.language;
    let (mut proven, mut all) = (0, 0);
    let mut count = |out: &mut dyn Write, head: String, wordings: &[(&str, usize)]| {
        let bare = wordings.iter().filter(|(_, examples)| *examples == 0);
        let bare: Vec<&str> = bare.map(|(wording, _)| *wording).collect();
        let (of, covered) = (wordings.len(), wordings.len() - bare.len());
        all += of;
        proven += covered;
        match language {
            Language::Zh => writeln!(out, "{head}说法 {covered}/{of} 有例句")?,
            Language::En => {
                writeln!(out, "{head}examples find {covered} of {}", counted(of, "phrase"))?;
            }
        }
        bare.into_iter().try_for_each(|wording| writeln!(out, "  {}", one_line(wording)))
    };
    for Coverage { rule, found, clean, wordings, .. } in pack.coverage() {
        let id = rule.id();
        let head = match language {
            Language::Zh => format!("{id}：应报 {found}，不报 {clean}"),
            Language::En => format!("{id}: {found} found, {clean} clean"),
        };
        if rule.report().is_some() {
            writeln!(out, "{head}")?;
        } else {
            let comma = either(language, "，", ", ");
            count(out, format!("{head}{comma}"), &wordings)?;
        }
    }
    for CueCoverage { name, wordings, .. } in pack.cue_coverage() {
        let colon = either(language, "：", ": ");
        count(out, format!("{name}{colon}"), &wordings)?;
    }
    failed(out, source, pack, failures, style)?;
    let (name, percent) = (one_line(source.name()), percentage(proven, all));
    match language {
        Language::Zh => writeln!(out, "{name}：{all} 个说法，{proven} 个有例句（{percent}）"),
        Language::En => {
            writeln!(
                out,
                "{name}: examples find {proven} of {} ({percent})",
                counted(all, "phrase")
            )
        }
    }
}

/// A share in percent, rounded down, so that only everything is all of it.
fn percentage(part: usize, whole: usize) -> String {
    let tenths = (part * 1000).checked_div(whole).unwrap_or(1000);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn failed(
    out: &mut dyn Write,
    source: &Source,
    pack: &Pack,
    failures: &[Fault],
    style: Style,
) -> io::Result<()> {
    let drawing = graphic::Faults::of(source, style.colour);
    for failure in failures {
        writeln!(out, "\n{}", drawing.draw(failure).trim_end())?;
    }
    let all: usize = pack.rules().map(|rule| rule.examples().len()).sum();
    let failed = failures.len();
    let name = one_line(source.name());
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
