//! One line of JSON Lines to one turn. Reads only the fields that matter and keeps no others; what
//! a person must correct is an error with its line and column.

use crate::line::Line;
use crate::read::ReadOptions;
use crate::{roles, scalar};
use jinyu::{Directive, Span, Turn};
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// What is wrong with one line, and at which of its bytes that was noticed.
#[derive(Debug)]
pub(crate) struct LineFault {
    pub(crate) offset: usize,
    pub(crate) problem: String,
}

impl LineFault {
    /// A problem at `part`, a slice of `line`.
    pub(crate) fn at(line: &str, part: &str, problem: impl Into<String>) -> Self {
        LineFault { offset: offset_in(line, part), problem: problem.into() }
    }

    /// What serde says of a line that should hold an object.
    pub(crate) fn json(error: &serde_json::Error, line: &str) -> Self {
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let problem = if line.trim_start().starts_with('{') {
            format!("not valid JSON: {said}; correct or remove the line")
        } else {
            "not a JSON object; each line must be one, or read the input with --input lines".into()
        };
        LineFault { offset: error.column().saturating_sub(1).min(line.len()), problem }
    }
}

/// The values of one object that make a turn, as they stand in the file.
#[derive(Debug, Default)]
pub(crate) struct Record<'s> {
    text: Option<&'s RawValue>,
    id: Option<&'s RawValue>,
    role: Option<&'s RawValue>,
    channel: Option<&'s RawValue>,
    ignore: Option<&'s RawValue>,
}

impl<'s> Record<'s> {
    /// Reads a line; `fields` are the keys of the text and of the id.
    pub(crate) fn parse(line: &'s str, fields: [&str; 2]) -> Result<Self, LineFault> {
        let mut json = serde_json::Deserializer::from_str(line);
        json.deserialize_map(Fields { fields })
            .and_then(|record| json.end().map(|()| record))
            .map_err(|error| LineFault::json(&error, line))
    }

    /// The turn that `line`, from which this record was read, holds.
    pub(crate) fn turn(
        &self,
        line: Line<'s>,
        options: &ReadOptions,
    ) -> Result<Turn<'s>, LineFault> {
        let field = &options.text_field;
        let Some(raw) = self.text else {
            let problem =
                format!("no field “{field}”; name the field that holds the text with --text-field");
            return Err(LineFault { offset: 0, problem });
        };
        let literal = raw.get();
        let offset = offset_in(line.text, literal);
        if !literal.starts_with('"') {
            let problem =
                format!("the field “{field}” is not a string; put the text between quotes");
            return Err(LineFault { offset, problem });
        }
        let (text, map) = scalar::json_string(literal, line.start + offset);
        let role = string(self.role).map_or(options.role, |name| roles::role(&name));
        let channel = string(self.channel).and_then(|name| roles::channel(&name));
        Ok(Turn::new(text)
            .with_map(map)
            .with_id(self.id())
            .with_role(role)
            .with_channel(channel.or(options.channel))
            .with_directives(self.directive(line).into_iter().collect()))
    }

    /// Which findings may stay.
    fn directive(&self, line: Line<'s>) -> Option<Directive> {
        let literal = self.ignore.map(RawValue::get).filter(|literal| literal.starts_with('"'))?;
        let (said, map) = scalar::json_string(literal, line.start + offset_in(line.text, literal));
        Some(Directive::in_field(&said, map.source(Span::new(0, said.len()))))
    }

    /// The id, where it is a string or a number.
    fn id(&self) -> Option<Cow<'s, str>> {
        let number = |raw: &'s RawValue| {
            let literal = raw.get();
            literal.starts_with(|c: char| c == '-' || c.is_ascii_digit()).then_some(literal)
        };
        string(self.id).or_else(|| self.id.and_then(number).map(Cow::Borrowed))
    }
}

fn string(raw: Option<&RawValue>) -> Option<Cow<'_, str>> {
    let literal = raw.map(RawValue::get).filter(|literal| literal.starts_with('"'))?;
    Some(scalar::json_string(literal, 0).0)
}

/// Where `part`, a slice of `whole`, starts in it, in bytes.
pub(crate) fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

/// Picks the fields of a [`Record`] out of an object. Where a key is repeated the last one counts.
struct Fields<'f> {
    fields: [&'f str; 2],
}

impl<'s> Visitor<'s> for Fields<'_> {
    type Value = Record<'s>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<Record<'s>, A::Error> {
        let [text_field, id_field] = self.fields;
        let mut record = Record::default();
        while let Some(key) = map.next_key::<&RawValue>()? {
            let key = scalar::json_string(key.get(), 0).0;
            let slot = match key.as_ref() {
                key if key == text_field => &mut record.text,
                key if key == id_field => &mut record.id,
                "role" => &mut record.role,
                "channel" => &mut record.channel,
                "jinyu_ignore" => &mut record.ignore,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *slot = Some(map.next_value()?);
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::Role;

    #[test]
    fn the_last_of_a_repeated_key_counts() {
        let record = Record::parse(r#"{"text": 1, "text": "a"}"#, ["text", "id"]).unwrap();
        assert_eq!(record.text.map(RawValue::get), Some("\"a\""));
    }

    #[test]
    fn keys_may_be_escaped_or_broken() {
        let line = r#"{"\ud800": "\udfff", "te\u0078t": "a"}"#;
        let record = Record::parse(line, ["text", "id"]).unwrap();
        assert_eq!(record.text.map(RawValue::get), Some("\"a\""));
    }

    #[test]
    fn roles_default_where_none_is_said() {
        let options = ReadOptions { role: Role::Bot, ..ReadOptions::default() };
        let turn = |text| {
            let line = Line { number: 1, start: 0, text };
            Record::parse(text, ["text", "id"]).unwrap().turn(line, &options).unwrap().role()
        };
        assert_eq!(turn(r#"{"text": ""}"#), Role::Bot);
        assert_eq!(turn(r#"{"text": "", "role": null}"#), Role::Bot);
        assert_eq!(turn(r#"{"text": "", "role": "坐席"}"#), Role::Agent);
        assert_eq!(turn(r#"{"text": "", "role": "小王"}"#), Role::Unknown);
    }
}
