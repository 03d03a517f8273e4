//! A transcript that is one value of JSON: what a chat program or a recogniser of speech exports. Of one
//! that is cut off or damaged, whole turns before that place are read.

use super::names;
use super::objects::Objects;
use super::told::Reading;
use serde_json::value::RawValue;

pub(super) fn read(reading: &mut Reading<'_>) {
    let text = reading.text();
    let value = text.trim();
    if value.is_empty() {
        return;
    }
    let Err(error) = serde_json::from_str::<&RawValue>(value) else {
        return Objects::new(reading, text).whole(value);
    };
    let at = Objects::new(reading, text).broken(value, &error);
    if let Some(beginning) = closed(text, at) {
        Objects::new(reading, &beginning).whole(beginning.trim());
    }
}

/// What is open at a byte of a text.
#[derive(Clone, Copy)]
struct Open {
    closing: char,
    /// Whether it is a list of turns, or of conversations.
    turns: bool,
}

/// The beginning of a text up to the last whole object in a list of turns before byte `end`, with all
/// that is open there closed; `None` where there is no such object.
fn closed(text: &str, end: usize) -> Option<String> {
    let bytes = text.as_bytes().get(..end)?;
    let mut open: Vec<Open> = Vec::new();
    let mut last: Option<(usize, String)> = None;
    let mut key = "";
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let Some(length) = string_length(bytes.get(at..)?) else { break };
                key = text.get(at + 1..at + length - 1)?;
                at += length - 1;
            }
            b'{' => open.push(Open { closing: '}', turns: false }),
            b'[' => {
                let turns = open.is_empty() || names::holds_turns(key);
                open.push(Open { closing: ']', turns });
            }
            b'}' | b']' => {
                open.pop();
                if open.last().is_some_and(|list| list.turns) {
                    let rest = open.iter().rev().map(|open| open.closing).collect();
                    last = Some((at + 1, rest));
                }
            }
            _ => {}
        }
        at += 1;
    }
    last.and_then(|(end, rest)| Some(format!("{}{rest}", text.get(..end)?)))
}

/// How long the string is that some bytes begin with, quotes included.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_turns_before_a_cut() {
        let text =
            r#"{"name": "a]", "messages": [{"text": ["x", {"text": "y"}]}, {"text": ["z", {"te"#;
        let kept = r#"{"name": "a]", "messages": [{"text": ["x", {"text": "y"}]}]}"#;
        assert_eq!(closed(text, text.len()).as_deref(), Some(kept));
        assert_eq!(closed(r#"[{"a": 1}, {"a""#, 15).as_deref(), Some(r#"[{"a": 1}]"#));
        assert_eq!(closed(r#"{"messages": ["#, 14), None);
    }
}
