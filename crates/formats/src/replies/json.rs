//! A JSON file to a tree. serde_json checks the grammar; what it has let through is then walked
//! once more for the place of each value, which it does not tell. Never recurses.

use super::tree::{Builder, Scalar, TooMany, Value};
use crate::scalar::json_string;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// How deep lists and maps may stand in each other.
const DEEPEST: usize = 255;

/// Reads a text that starts at byte `base` of its file into `builder`; what is wrong with it, and
/// where in the text, if it is no JSON.
pub(super) fn read<'s>(
    text: &'s str,
    base: usize,
    builder: &mut Builder<'s>,
) -> Result<(), (usize, String)> {
    if let Err(error) = serde_json::from_str::<&RawValue>(text) {
        return Err(broken(text, &error));
    }
    let mut walk = Walk { text, at: 0, base, depth: 0, builder };
    while let Some(token) = walk.token() {
        walk.take(token).map_err(|TooMany| (walk.at, TooMany::message()))?;
        if walk.depth > DEEPEST {
            let problem = format!("lists and maps stand more than {DEEPEST} deep in each other");
            return Err((walk.at, problem));
        }
    }
    Ok(())
}

fn broken(text: &str, error: &serde_json::Error) -> (usize, String) {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    let mut offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let advice = if said == "trailing characters" && text.trim_start().starts_with('{') {
        "one value was expected; if each line is an object, read it with --input jsonl"
    } else {
        "correct it here"
    };
    (offset, format!("not valid JSON: {said}; {advice}"))
}

/// A walk through valid JSON.
struct Walk<'s, 'b> {
    text: &'s str,
    at: usize,
    base: usize,
    depth: usize,
    builder: &'b mut Builder<'s>,
}

impl<'s> Walk<'s, '_> {
    /// The next bracket, string or other literal.
    fn token(&mut self) -> Option<&'s str> {
        let rest = self.text.get(self.at..)?;
        let blank = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ':');
        let rest_at = rest.len() - rest.trim_start_matches(blank).len();
        let rest = rest.get(rest_at..)?;
        self.at += rest_at;
        let length = match rest.as_bytes().first()? {
            b'{' | b'}' | b'[' | b']' => 1,
            b'"' => string_length(rest),
            _ => rest.find(|c: char| blank(c) || matches!(c, ']' | '}')).unwrap_or(rest.len()),
        };
        rest.get(..length)
    }

    fn take(&mut self, token: &'s str) -> Result<(), TooMany> {
        let start = self.base + self.at;
        match token {
            "{" | "[" => {
                let value = if token == "{" { Value::Map } else { Value::List };
                self.builder.open(value, start)?;
                self.depth += 1;
            }
            "}" | "]" => {
                self.builder.close();
                self.depth = self.depth.saturating_sub(1);
            }
            literal if literal.starts_with('"') => {
                if self.builder.wants_key() {
                    self.builder.key(json_string(literal, start).0, start);
                } else {
                    self.builder.leaf(Value::Text(Scalar::Json(literal)), start)?;
                }
            }
            literal => {
                self.builder.leaf(Value::Other(Cow::Borrowed(literal)), start)?;
            }
        }
        self.at += token.len();
        Ok(())
    }
}

/// The bytes of the string literal that a text begins with.
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at + 1;
        }
        at += 2;
    }
    text.len()
}
