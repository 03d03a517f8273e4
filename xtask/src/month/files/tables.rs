//! All turns of the month in one table, the conversations mixed as they went on at the same time: JSON Lines
//! with English keys, and CSV with a Chinese header.

use super::super::script::Who;
use super::super::talk::{Talk, Turn};
use super::{id, json, role};
use crate::Fault;
use serde::Serialize;

/// A turn as a line of JSON.
#[derive(Debug, Serialize)]
struct Row<'t> {
    session: &'t str,
    id: String,
    time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    channel: &'static str,
    role: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    speaker: &'t str,
    team: &'static str,
    text: &'t str,
}

pub(super) fn jsonl(rows: &[(&Talk, usize, &Turn)]) -> Result<String, Fault> {
    let mut out = String::new();
    for (talk, at, turn) in rows {
        out.push_str(&json(&Row {
            session: &talk.session,
            id: id(talk, *at),
            time: turn.begin.written(),
            end: turn.end.map(|end| end.written()),
            channel: if talk.phone { "phone" } else { "chat" },
            role: role(turn.who)[0],
            speaker: &turn.speaker,
            team: talk.team,
            text: &turn.text,
        })?);
    }
    Ok(out)
}

pub(super) fn csv(rows: &[(&Talk, usize, &Turn)]) -> String {
    let mut out = "会话ID,消息ID,时间,结束时间,渠道,组别,发送人类型,坐席工号,内容\r\n".to_owned();
    for (talk, at, turn) in rows {
        let fields = [
            talk.session.clone(),
            id(talk, *at),
            turn.begin.written(),
            turn.end.map(|end| end.written()).unwrap_or_default(),
            if talk.phone { "电话" } else { "在线" }.to_owned(),
            talk.team.to_owned(),
            role(turn.who)[1].to_owned(),
            if turn.who == Who::Agent { turn.speaker.clone() } else { String::new() },
            turn.text.clone(),
        ];
        let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A field, in quotation marks where it needs them.
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
