//! Writes the conversations of a month in the forms in which help desks keep them, and the faults that are
//! planted in them. Draws nothing by lot.

mod logs;
mod tables;

use super::script::Who;
use super::talk::{Talk, Turn};
use crate::Fault;
use serde::Serialize;
use std::fs;
use std::path::Path;

/// One planted fault, as `truth.jsonl` has it.
#[derive(Debug, Serialize)]
struct Truth<'t> {
    session: &'t str,
    /// Which turn of the session is reported, from 1.
    turn: usize,
    /// The name of that turn in the tables.
    id: String,
    rule: &'t str,
}

/// Writes every file.
pub(super) fn write(talks: &[Talk], into: &Path) -> Result<(), Fault> {
    make(into)?;
    let mut there =
        fs::read_dir(into).map_err(|source| Fault::File { path: into.to_owned(), source })?;
    if there.next().is_some() {
        let name = into.display();
        return Err(Fault::Program(format!("{name} is not empty: name a new directory")));
    }
    let mut rows: Vec<(&Talk, usize, &Turn)> = Vec::new();
    for talk in talks {
        rows.extend(talk.turns.iter().enumerate().map(|(at, turn)| (talk, at, turn)));
    }
    rows.sort_by_key(|(talk, at, turn)| (turn.begin, talk.session.as_str(), *at));
    put(&into.join("turns.jsonl"), &tables::jsonl(&rows)?)?;
    put(&into.join("turns.csv"), &tables::csv(&rows))?;
    put(&into.join("truth.jsonl"), &truth(talks)?)?;
    logs::write(talks, &into.join("logs"))
}

fn truth(talks: &[Talk]) -> Result<String, Fault> {
    let mut out = String::new();
    for talk in talks {
        for (at, rule) in &talk.faults {
            let id = id(talk, *at);
            let truth = Truth { session: &talk.session, turn: at + 1, id, rule };
            out.push_str(&json(&truth)?);
        }
    }
    Ok(out)
}

/// A line of JSON.
fn json(value: &impl Serialize) -> Result<String, Fault> {
    let line = serde_json::to_string(value).map_err(|error| Fault::Program(error.to_string()))?;
    Ok(line + "\n")
}

/// What a turn is called.
fn id(talk: &Talk, at: usize) -> String {
    format!("{}-{:02}", talk.session, at + 1)
}

fn make(directory: &Path) -> Result<(), Fault> {
    fs::create_dir_all(directory)
        .map_err(|source| Fault::File { path: directory.to_owned(), source })
}

fn put(path: &Path, text: &str) -> Result<(), Fault> {
    fs::write(path, text).map_err(|source| Fault::File { path: path.to_owned(), source })
}

/// What tables call those who talk, in English and in Chinese.
fn role(who: Who) -> [&'static str; 2] {
    match who {
        Who::Agent | Who::NextAgent => ["agent", "客服"],
        Who::Customer => ["customer", "客户"],
        Who::Bot => ["bot", "机器人"],
        Who::System => ["system", "系统"],
    }
}
