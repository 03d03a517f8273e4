//! JSON in which nothing acts on whoever prints it: what a terminal would obey stands there as an escape, which every
//! reader takes for the same text. Knows no report.

use crate::visible::visible;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// Writes a value on one line, without its end.
///
/// # Errors
/// Where it cannot be written.
pub fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut json = Serializer::with_formatter(out, Seen(CompactFormatter));
    Ok(value.serialize(&mut json)?)
}

/// Writes a value on lines of its own, as people read it.
pub(crate) fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut json = Serializer::with_formatter(out, Seen(PrettyFormatter::new()));
    Ok(value.serialize(&mut json)?)
}

/// Escapes what serde_json, which escapes what JSON says, passes on.
struct Seen<F>(F);

impl<F: Formatter> Formatter for Seen<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let acts = |c: char| visible(c) != c;
        let mut rest = fragment;
        while let Some((before, acting, behind)) = rest.find(acts).and_then(|at| cut(rest, at)) {
            out.write_all(before.as_bytes())?;
            write!(out, "\\u{:04x}", u32::from(acting))?;
            rest = behind;
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

/// What stands before the character at a byte, that, and what stands behind it.
fn cut(text: &str, at: usize) -> Option<(&str, char, &str)> {
    let (before, rest) = text.split_at_checked(at)?;
    let mut characters = rest.chars();
    let character = characters.next()?;
    Some((before, character, characters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_acts_is_escaped_and_read_back() {
        let value =
            json!({"急\u{9b}": ["a\u{202e}b\u{7f}\u{1b}\"", "你好", [], {}], "b": {"c": 1}});
        let mut line = Vec::new();
        write(&mut line, &value).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert_eq!(
            line,
            "{\"b\":{\"c\":1},\"急\\u009b\":[\"a\\u202eb\\u007f\\u001b\\\"\",\"你好\",[],{}]}"
        );
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
        let mut pretty = Vec::new();
        write_pretty(&mut pretty, &value).unwrap();
        let pretty = String::from_utf8(pretty).unwrap();
        assert!(pretty.starts_with("{\n  \"b\": {\n    \"c\": 1\n  },\n"), "{pretty}");
        assert_eq!(serde_json::from_str::<Value>(&pretty).unwrap(), value);
    }
}
