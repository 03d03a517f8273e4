//! An evaluation for people: tables of numbers, then each missed label and wrong finding that is to
//! be shown, underlined in its line, with the reason.

use super::score::{RuleTally, Score, Tally};
use super::{Candidate, Evaluation, Miss, Mistake, Passage};
use crate::graphic::{Excerpt, Picture};
use crate::table::Table;
use crate::visible::one_line;
use crate::window::Window;
use crate::{Style, vocabulary};
use jinyu::{Language, Severity};
use std::cmp::Reverse;
use std::io::{self, Write};
use vocabulary::either;

/// How many characters of a phrase are shown.
const PHRASE: usize = 60;

pub(super) fn write(out: &mut dyn Write, it: &Evaluation, style: Style) -> io::Result<()> {
    let language = style.language;
    for miss in &it.missed {
        missed(out, miss, style)?;
    }
    for mistake in &it.mistaken {
        mistaken(out, mistake, style)?;
    }
    measures(&it.score, language).write(out)?;
    if !it.score.rules.is_empty() {
        writeln!(out)?;
        rules(&it.score, language).write(out)?;
    }
    closing(out, it, language)
}

/// All together, then by category, then by kind.
fn measures(score: &Score, language: Language) -> Table {
    let mut table = Table::new(1);
    let headings = match language {
        Language::Zh => {
            ["", "精确率", "召回率", "F1", "标注", "查到", "误报", "无标注", "每千条误报"]
        }
        Language::En => {
            ["", "precision", "recall", "f1", "labels", "found", "wrong", "clean", "alarms/1000"]
        }
    };
    table.row(headings.map(String::from));
    let mut row = |name: &str, tally: &Tally, messages: bool| {
        let share = |value: Option<f64>| value.map_or("–".into(), |value| format!("{value:.3}"));
        let mut cells = vec![name.to_owned()];
        cells.extend([tally.precision(), tally.recall(), tally.f1()].map(share));
        cells.extend([tally.labels, tally.found, tally.wrong].map(|count| count.to_string()));
        if messages {
            cells.push(tally.clean.to_string());
            cells.push(tally.alarms().map_or("–".into(), |alarms| format!("{alarms:.1}")));
        }
        table.row(cells);
    };
    row(either(language, "合计", "all"), &score.all, true);
    for (name, tally) in &score.categories {
        row(name, tally, false);
    }
    for (name, tally) in score.kinds.iter().filter(|(kind, _)| !kind.is_empty()) {
        row(name, tally, true);
    }
    table
}

/// The rules that found something, those with most wrong findings first.
fn rules(score: &Score, language: Language) -> Table {
    let mut table = Table::new(1);
    let headings = match language {
        Language::Zh => ["规则", "正确", "误报"],
        Language::En => ["rule", "right", "wrong"],
    };
    table.row(headings.map(String::from));
    let mut rules: Vec<(&String, &RuleTally)> = score.rules.iter().collect();
    rules.sort_by_key(|(id, tally)| (Reverse(tally.wrong), Reverse(tally.right), *id));
    for (id, tally) in rules {
        table.row([id.clone(), tally.right.to_string(), tally.wrong.to_string()]);
    }
    table
}

fn missed(out: &mut dyn Write, miss: &Miss, style: Style) -> io::Result<()> {
    let language = style.language;
    let headline = match language {
        Language::Zh => format!("漏报 {}", categories(&miss.categories, language)),
        Language::En => format!("missed {}", categories(&miss.categories, language)),
    };
    passage(out, headline, Severity::Error, &miss.passage, style)?;
    if miss.candidates.is_empty() {
        writeln!(out, "  {}", vocabulary::no_candidate(language))?;
    }
    for candidate in &miss.candidates {
        writeln!(out, "  {}", considered(candidate, language))?;
    }
    writeln!(out)
}

/// A candidate and the judgement on it, on one line.
fn considered(candidate: &Candidate, language: Language) -> String {
    let Candidate { rule, phrase, wording, verdict } = candidate;
    let (phrase, wording) = (one_line(&beginning(phrase)), one_line(wording));
    let verdict = verdict.describe(language);
    match language {
        Language::Zh => format!("{rule}：“{wording}”，按“{phrase}”，{verdict}"),
        Language::En => format!("{rule}: “{wording}” by “{phrase}”: {verdict}"),
    }
}

/// As much of a phrase as tells it apart.
fn beginning(phrase: &str) -> String {
    let mut beginning: String = phrase.chars().take(PHRASE).collect();
    if beginning.len() < phrase.len() {
        beginning.push('…');
    }
    beginning
}

fn mistaken(out: &mut dyn Write, mistake: &Mistake, style: Style) -> io::Result<()> {
    let language = style.language;
    let category = vocabulary::category(&mistake.category, language);
    let headline = match language {
        Language::Zh => format!("误报 {category} {}", mistake.rule),
        Language::En => format!("wrong {category} {}", mistake.rule),
    };
    passage(out, headline, Severity::Warning, &mistake.passage, style)?;
    let phrase = one_line(&beginning(&mistake.phrase));
    let labelled = categories(&mistake.labelled, language);
    match (language, labelled.as_str()) {
        (Language::Zh, "") => writeln!(out, "  按“{phrase}”；这里没有标注"),
        (Language::Zh, labelled) => writeln!(out, "  按“{phrase}”；这里标注的是{labelled}"),
        (Language::En, "") => writeln!(out, "  by “{phrase}”; nothing is labelled here"),
        (Language::En, labelled) => writeln!(out, "  by “{phrase}”; labelled {labelled} here"),
    }?;
    writeln!(out)
}

fn categories(names: &[String], language: Language) -> String {
    let names: Vec<_> = names.iter().map(|name| vocabulary::category(name, language)).collect();
    names.join(either(language, "或", " or "))
}

fn passage(
    out: &mut dyn Write,
    headline: String,
    severity: Severity,
    passage: &Passage,
    style: Style,
) -> io::Result<()> {
    let window = Window::around(&passage.text, passage.span);
    let headline = match &passage.id {
        Some(id) => format!("{headline} ({})", one_line(id)),
        None => headline,
    };
    let picture = Picture {
        headline,
        severity,
        excerpt: Excerpt {
            name: &passage.path,
            numbered: true,
            text: &window.text,
            offset: 0,
            first_line: passage.position.line,
            column: Some(passage.position.column),
        },
        underlined: window.wording,
    };
    out.write_all(picture.draw(style.colour).as_bytes())
}

/// What was left out, and what is not reached.
fn closing(out: &mut dyn Write, it: &Evaluation, language: Language) -> io::Result<()> {
    writeln!(out)?;
    let messages = it.score.messages;
    match language {
        Language::Zh => writeln!(out, "共 {messages} 条")?,
        Language::En => writeln!(out, "{}", vocabulary::plural(messages, "message"))?,
    }
    if it.score.aside > 0 {
        let count = it.score.aside;
        match language {
            Language::Zh => writeln!(out, "另有 {count} 处属于标注里没有的类别，没有计入")?,
            Language::En => {
                let findings = vocabulary::plural(count, "finding");
                writeln!(out, "{findings} of categories that no label names, not counted")?;
            }
        }
    }
    let hidden = [
        (it.score.missed.len() - it.missed.len(), either(language, "漏报", "missed")),
        (it.score.mistaken.len() - it.mistaken.len(), either(language, "误报", "wrong")),
    ];
    for (count, what) in hidden.into_iter().filter(|(count, _)| *count > 0) {
        match language {
            Language::Zh => writeln!(out, "还有 {count} 处{what}没有列出；用 --misses N 多列一些")?,
            Language::En => writeln!(out, "{count} more {what}; --misses N shows more")?,
        }
    }
    for floor in it.below() {
        let (name, value) = (floor.measure.name(), floor.measure.of(&it.score));
        let least = floor.least;
        match language {
            Language::Zh => writeln!(out, "{name} 是 {value:.4}，低于要求的 {least}")?,
            Language::En => writeln!(out, "{name} is {value:.4}, below the floor of {least}")?,
        }
    }
    Ok(())
}
