//! The month as a folder of logs: a file a chat, in four forms of heads, and a file a day of calls, one
//! call a line.

use super::super::cast::TEAMS;
use super::super::script::Who;
use super::super::talk::{Talk, Turn};
use super::{make, put, role};
use crate::Fault;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn write(talks: &[Talk], into: &Path) -> Result<(), Fault> {
    let mut calls: BTreeMap<String, String> = BTreeMap::new();
    for (at, talk) in talks.iter().enumerate() {
        let Some(first) = talk.turns.first() else { continue };
        let day = first.begin.date();
        if talk.phone {
            calls.entry(day).or_default().push_str(&call(talk));
        } else {
            let directory = into.join("chats").join(day);
            make(&directory)?;
            put(&directory.join(format!("{}.txt", talk.session)), &chat(talk, at % 4))?;
        }
    }
    let directory = into.join("calls");
    make(&directory)?;
    for (day, text) in calls {
        put(&directory.join(format!("{day}.txt")), &text)?;
    }
    Ok(())
}

/// `坐席：…客户：…`
fn call(talk: &Talk) -> String {
    let mut line = String::new();
    for turn in &talk.turns {
        line.push_str(if turn.who == Who::Agent { "坐席：" } else { "客户：" });
        line.push_str(&turn.text);
    }
    line + "\n"
}

/// A chat, with heads of one of the forms.
fn chat(talk: &Talk, form: usize) -> String {
    let mut out = String::new();
    let mut day = String::new();
    for turn in &talk.turns {
        let name = name(talk, turn);
        let (text, clock) = (&turn.text, turn.begin.clock());
        out.push_str(&match form {
            0 => format!("[{}] {name}: {text}\n", turn.begin.written()),
            1 => format!("{} {name}\n{text}\n\n", turn.begin.written()),
            2 => {
                let date = turn.begin.date();
                let head =
                    if day == date { String::new() } else { format!("—— {date} ——\n") };
                day = date;
                format!("{head}{} {clock}\n{text}\n", role(turn.who)[usize::from(!talk.english)])
            }
            _ => format!("{:02}/03/2026, {} - {name}: {text}\n", turn.begin.day(), &clock[..5]),
        });
    }
    out
}

/// Who speaks, as a chat program shows it.
fn name(talk: &Talk, turn: &Turn) -> String {
    let role = role(turn.who)[usize::from(!talk.english)];
    let agents = TEAMS.iter().flat_map(|team| team.agents);
    let agent = agents.filter(|_| turn.who == Who::Agent).find(|agent| agent.staff == turn.speaker);
    agent.map_or_else(|| role.to_owned(), |agent| format!("{role} {}", agent.name))
}
