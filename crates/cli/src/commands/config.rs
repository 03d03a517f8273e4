//! `jinyu config`: which settings hold for a file, where each of them was written, and which mean
//! nothing.

use super::Outcome;
use crate::args::{Config, ConfigFormat};
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu::Language;
use jinyu_project::{CONFIG_SCHEMA, Held, Origin, Project, Row, RowValue, STANDARD_INPUT};
use jinyu_report::{one_line, write_json};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The column, from 0, in which origins stand, where the value is not longer.
const ORIGINS: usize = 36;

pub(crate) fn run(args: &Config, terminal: &Terminal) -> Outcome {
    let mut out = terminal.out();
    if args.schema {
        out.write_all(CONFIG_SCHEMA.as_bytes())?;
        out.flush()?;
        return Ok(ExitStatus::Clean);
    }
    let mut project = args.judged.project()?;
    if args.check {
        return check(args, &mut project, terminal);
    }
    let input = [STANDARD_INPUT.to_owned()];
    let paths = if args.paths.is_empty() { &input[..] } else { &args.paths };
    for path in paths {
        let held = project.settings(path)?;
        match args.format {
            ConfigFormat::Yaml => yaml(&mut out, path, &held)?,
            ConfigFormat::Json => {
                write_json(&mut out, &object(path, &held))?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(ExitStatus::Clean)
}

fn check(args: &Config, project: &mut Project, terminal: &Terminal) -> Outcome {
    let here = [".".to_owned()];
    let plan = project.plan(if args.paths.is_empty() { &here } else { &args.paths })?;
    let terminal = &terminal.speaking(plan.language());
    let (mut out, style) = (terminal.out(), terminal.style());
    let stale = project.stale();
    for (source, faults) in &stale {
        jinyu_report::faults(&mut out, source, faults, style)?;
    }
    let configs = project.configs();
    if configs.is_empty() {
        match style.language {
            Language::Zh => writeln!(out, "这里没有 jinyu.yaml；jinyu init 可以写一个")?,
            Language::En => writeln!(out, "no jinyu.yaml holds here; jinyu init writes one")?,
        }
    }
    let is_stale = |name: &str| stale.iter().any(|(source, _)| source.name() == name);
    for name in configs.into_iter().filter(|name| !is_stale(name)) {
        let name = one_line(name);
        match style.language {
            Language::Zh => writeln!(out, "{name}：没有错")?,
            Language::En => writeln!(out, "{name}: no fault")?,
        }
    }
    out.flush()?;
    Ok(if stale.is_empty() { ExitStatus::Clean } else { ExitStatus::Found })
}

/// Settings as a configuration that says the same, each value with its origin behind it.
fn yaml(out: &mut dyn Write, path: &str, held: &Held) -> io::Result<()> {
    let name = one_line(if path == STANDARD_INPUT { "standard input" } else { path });
    match held.configs.as_slice() {
        [] => writeln!(out, "# {name}")?,
        configs => writeln!(out, "# {name} <- {}", one_line(&configs.join(" <- ")))?,
    }
    if let Some((glob, origin)) = &held.ignored {
        writeln!(
            out,
            "# ignored where folders are walked: {}  # {}",
            scalar(glob),
            one_line(&origin.to_string())
        )?;
    }
    rows(out, held.settings.rows(), "")
}

/// Rows behind this indentation.
fn rows(out: &mut dyn Write, rows_of: Vec<Row>, indent: &str) -> io::Result<()> {
    for Row { key, value } in rows_of {
        let key = format!("{indent}{key}");
        match value {
            RowValue::Text(value, origin) => {
                let number = value.parse::<f64>().is_ok_and(f64::is_finite) && !indent.is_empty();
                let value = if number { value } else { scalar(&value) };
                line(out, &format!("{key}: {value}"), &origin)?;
            }
            RowValue::List(values, origin) => {
                let values: Vec<String> = values.iter().map(|value| scalar(value)).collect();
                line(out, &format!("{key}: [{}]", values.join(", ")), &origin)?;
            }
            RowValue::Nothing(origin) => line(out, &format!("{key}:"), &origin)?,
            RowValue::Lists(entries) => {
                writeln!(out, "{key}:")?;
                for (name, values, origin) in entries {
                    let values: Vec<String> = values.iter().map(|value| scalar(value)).collect();
                    let value = match values.as_slice() {
                        [value] => value.clone(),
                        values => format!("[{}]", values.join(", ")),
                    };
                    line(out, &format!("{indent}  {}: {value}", scalar(&name)), &origin)?;
                }
            }
            RowValue::Map(entries) => {
                writeln!(out, "{key}:")?;
                for (name, value, origin) in entries {
                    line(out, &format!("{indent}  {}: {value}", scalar(&name)), &origin)?;
                }
            }
            RowValue::Keys(keys) => {
                writeln!(out, "{key}:")?;
                rows(out, keys, &format!("{indent}  "))?;
            }
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, setting: &str, origin: &Origin) -> io::Result<()> {
    let gap = ORIGINS.saturating_sub(setting.width()).max(1);
    writeln!(out, "{setting}{:gap$}# {}", "", one_line(&origin.to_string()))
}

/// A text as YAML reads it back: quoted, unless it is plainly a word or a path.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let begins = text.chars().next().is_some_and(char::is_alphabetic);
    if begins && text.chars().all(plain) {
        text.to_owned()
    } else {
        one_line(&json!(text).to_string())
    }
}

/// The same for programs.
fn object(path: &str, held: &Held) -> Value {
    let ignored = held.ignored.as_ref();
    let ignored = ignored.map(|(glob, from)| json!({"glob": glob, "from": from}));
    let settings = settings(held.settings.rows());
    json!({"path": path, "configs": held.configs, "ignored": ignored, "settings": settings})
}

fn settings(rows: Vec<Row>) -> Value {
    let mut all = Map::new();
    for Row { key, value } in rows {
        let from =
            |value: Value, origin: Origin| json!({"value": value, "from": origin.to_string()});
        let value = match value {
            RowValue::Text(value, origin) => from(json!(value), origin),
            RowValue::List(values, origin) => from(json!(values), origin),
            RowValue::Nothing(origin) => from(Value::Null, origin),
            RowValue::Lists(entries) => {
                let entry = |(name, values, origin)| (name, from(json!(values), origin));
                Value::Object(entries.into_iter().map(entry).collect())
            }
            RowValue::Map(entries) => {
                let entry = |(name, value, origin)| (name, from(json!(value), origin));
                Value::Object(entries.into_iter().map(entry).collect())
            }
            RowValue::Keys(keys) => settings(keys),
        };
        all.insert(key.to_owned(), value);
    }
    Value::Object(all)
}
