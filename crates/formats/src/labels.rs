//! Labelled messages, JSON Lines: a message on each line and what must be found in it. Reads the
//! message as any other line of JSON; what a label says about it is checked here, and judged
//! nowhere.

use crate::error::ReadError;
use crate::jsonl::{LineFault, Record};
use crate::line::{Line, Lines};
use crate::read::ReadOptions;
use crate::scalar;
use jinyu::{InTurn, Source, Span, Turn};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A wording that must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The categories that it may be found as, any of which is right; never empty.
    pub categories: Vec<String>,
    /// Where it stands, in UTF-8 bytes of the turn's text; never empty.
    pub span: Span<InTurn>,
}

/// A message and all that must be found in it.
#[derive(Clone, Debug)]
pub struct Labelled<'s> {
    /// The message.
    pub turn: Turn<'s>,
    /// What must be found; nothing where there is none.
    pub labels: Vec<Label>,
    /// What kind of message it is, where its author says so.
    pub kind: Option<String>,
}

/// Yields the labelled messages of a source in the order in which they stand in it.
///
/// A line that cannot be read is an error; the lines behind it are still read.
///
/// ```
/// use jinyu::Source;
/// let line = r#"{"text": "我不清楚", "labels": [{"category": "negative", "span": "不清楚"}]}"#;
/// let source = Source::new("labels.jsonl", line);
/// let labelled = jinyu_formats::read_labels(&source).next().unwrap()?;
/// assert_eq!(labelled.labels[0].span.cut(labelled.turn.text()), Some("不清楚"));
/// # Ok::<(), jinyu_formats::ReadError>(())
/// ```
pub fn read_labels(source: &Source) -> impl Iterator<Item = Result<Labelled<'_>, ReadError>> {
    let options = ReadOptions::default();
    let lines = Lines::of(source.text()).filter(|line| !line.is_blank());
    lines.map(move |line| {
        labelled(line, &options).map_err(|fault| ReadError::new(source.name(), line, fault))
    })
}

/// The fields that are looked at here.
#[derive(Debug, Deserialize)]
struct Fields<'s> {
    #[serde(borrow)]
    text: Option<&'s RawValue>,
    #[serde(borrow)]
    labels: Option<&'s RawValue>,
    #[serde(borrow)]
    kind: Option<&'s RawValue>,
}

#[derive(Debug, Deserialize)]
struct Written<'s> {
    category: Option<Names>,
    #[serde(borrow)]
    span: Option<&'s RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

fn labelled<'s>(line: Line<'s>, options: &ReadOptions) -> Result<Labelled<'s>, LineFault> {
    let whole = line.text;
    if !whole.trim_start().starts_with('{') {
        let problem = "not a JSON object; each line holds a message and its labels";
        return Err(LineFault::at(whole, whole, problem));
    }
    let record = Record::parse(whole, ["text", "id"])?;
    let fields: Fields<'s> =
        serde_json::from_str(whole).map_err(|error| LineFault::json(&error, whole))?;
    if fields.text.is_none() {
        return Err(LineFault::at(whole, whole, "no field “text”; it holds the message"));
    }
    let turn = record.turn(line, options)?;
    let Some(raw) = fields.labels else {
        let problem = "no field “labels”; write [] where nothing must be found";
        return Err(LineFault::at(whole, whole, problem));
    };
    let written: Vec<Written<'s>> = serde_json::from_str(raw.get()).map_err(|_| {
        let problem = "“labels” is no list of labels; write [] or [{\"category\": …, \"span\": …}]";
        LineFault::at(whole, raw.get(), problem)
    })?;
    let mut labels = Vec::new();
    for written in written {
        let at = written.span.unwrap_or(raw).get();
        labels.push(label(&written, &turn).map_err(|problem| LineFault::at(whole, at, problem))?);
    }
    let kind = fields.kind.map(|raw| {
        let problem = "“kind” is not a text; put it between quotes";
        string(raw).ok_or_else(|| LineFault::at(whole, raw.get(), problem))
    });
    Ok(Labelled { turn, labels, kind: kind.transpose()? })
}

fn label(written: &Written<'_>, turn: &Turn<'_>) -> Result<Label, &'static str> {
    let categories = match &written.category {
        Some(Names::One(name)) => vec![name.clone()],
        Some(Names::Several(names)) => names.clone(),
        None => Vec::new(),
    };
    if categories.is_empty() || categories.iter().any(|name| name.trim().is_empty()) {
        return Err("a label without a category; name one, or several any of which is right");
    }
    let Some(span) = written.span.and_then(string).filter(|span| !span.is_empty()) else {
        return Err("a label without a span; copy the wording that must be found");
    };
    match turn.text().find(&span) {
        Some(start) => Ok(Label { categories, span: Span::new(start, start + span.len()) }),
        None => Err("this span does not stand in the text; copy it exactly"),
    }
}

fn string(raw: &RawValue) -> Option<String> {
    let literal = raw.get();
    literal.starts_with('"').then(|| scalar::json_string(literal, 0).0.into_owned())
}
