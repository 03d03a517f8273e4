//! An object of JSON to what it tells of a turn, or to the lists of turns that stand in it. Keeps of
//! each value only where it stands; the names of its keys are looked up once for all records alike.

use super::flat::Pairs;
use super::names::{self, Field, Meaning};
use super::told::Told;
use super::{Column, TranscriptOptions};
use crate::scalar;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// What an object tells.
#[derive(Debug)]
pub(super) struct Record<'s> {
    /// The value of the best key for it that has one, and how good that is.
    pub(super) text: Option<(u8, &'s str)>,
    /// The value of a key for it that is no text: nothing, an empty one, a number.
    pub(super) other_text: Option<&'s str>,
    pub(super) told: Told<'s>,
    /// How good the key is that each field is from; 255 where there was none.
    ranks: [u8; Field::COUNT],
    /// Values that hold turns, in order.
    pub(super) turns: Vec<&'s str>,
    /// Whether it is written as Meta's programs do, whose strings are broken.
    pub(super) is_meta: bool,
    /// Values of keys such as `[SPEAKER 1]`, in order.
    pub(super) voices: Vec<(&'s str, &'s str)>,
}

impl Default for Record<'_> {
    fn default() -> Self {
        Record {
            text: None,
            other_text: None,
            told: Told::default(),
            ranks: [u8::MAX; Field::COUNT],
            turns: Vec::new(),
            is_meta: false,
            voices: Vec::new(),
        }
    }
}

impl<'s> Record<'s> {
    /// Reads an object, in place of what was read before.
    pub(super) fn read(
        &mut self,
        raw: &'s str,
        keys: &mut Keys<'_>,
    ) -> Result<(), serde_json::Error> {
        *self = Record::default();
        self.fill(raw, keys)
    }

    fn fill(&mut self, raw: &'s str, keys: &mut Keys<'_>) -> Result<(), serde_json::Error> {
        if self.fill_plainly(raw, keys).is_some() {
            return Ok(());
        }
        if keys.prefix.is_empty() {
            *self = Record::default();
        }
        let mut json = serde_json::Deserializer::from_str(raw);
        json.deserialize_map(Fill { record: self, keys })?;
        json.end()
    }

    /// The same of an object that is written plainly; `None` where it is not, whatever was taken then.
    fn fill_plainly(&mut self, raw: &'s str, keys: &mut Keys<'_>) -> Option<()> {
        let mut pairs = Pairs::of(raw).ok()?;
        keys.next = 0;
        while let Some((key, value)) = pairs.next(keys.expected()).ok()? {
            self.pair(key, value, keys).ok()?;
        }
        Some(())
    }

    /// Takes one pair, and what is under it where that is an object that tells of one thing.
    fn pair(
        &mut self,
        key: &'s str,
        value: &'s str,
        keys: &mut Keys<'_>,
    ) -> Result<(), serde_json::Error> {
        let at = keys.find(key);
        let Some(known) = keys.known.get(at).filter(|known| known.matters()) else {
            return Ok(());
        };
        self.take(key, value, known);
        let inner = known.inner.filter(|_| value.starts_with('{'));
        match inner.and_then(|inner| keys.inner.get_mut(inner)) {
            Some(inner) => self.fill(value, inner),
            None => Ok(()),
        }
    }

    fn take(&mut self, key: &'s str, value: &'s str, known: &Known) {
        let first = value.as_bytes().first();
        let nested = matches!(first, Some(b'[' | b'{'));
        if nested && known.turns {
            self.turns.push(value);
        }
        if known.voice {
            self.voices.push((key, value));
        }
        let Some((field, rank)) = known.meaning else { return };
        if field == Field::Text {
            if !matches!(first, Some(b'"' | b'[')) || matches!(value, "\"\"" | "[]") {
                self.other_text = Some(value);
            } else if self.text.is_none_or(|(best, _)| rank < best) {
                self.text = Some((rank, value));
            }
            return;
        }
        if nested && field != Field::To || value == "null" {
            return;
        }
        let best = self.ranks.get_mut(field.place());
        match best {
            Some(best) if *best > rank => *best = rank,
            _ if field == Field::Kind => {}
            _ => return,
        }
        self.told.take(field, plain(value));
        self.is_meta |= known.meta;
    }
}

/// A string without its quotes; any other value as it is written.
pub(super) fn plain(value: &str) -> Cow<'_, str> {
    let Some(quoted) = value.strip_prefix('"') else { return Cow::Borrowed(value) };
    if memchr::memchr(b'\\', quoted.as_bytes()).is_some() {
        return scalar::json_string(value, 0).0;
    }
    Cow::Borrowed(quoted.strip_suffix('"').unwrap_or(quoted))
}

/// What the keys of objects mean. Objects of one file mostly have the same keys in the same order, so
/// each is looked for first where it stood in the object before.
#[derive(Debug)]
pub(super) struct Keys<'o> {
    map: &'o [(Column, String)],
    /// What stands before each key: the keys of the objects around, and a point behind each.
    prefix: String,
    known: Vec<Known>,
    inner: Vec<Keys<'o>>,
    next: usize,
}

/// A key that was looked up.
#[derive(Debug)]
struct Known {
    /// As it is written between its quotes.
    key: Box<str>,
    meaning: Option<Meaning>,
    turns: bool,
    voice: bool,
    meta: bool,
    /// Which keys are those of an object under it.
    inner: Option<usize>,
}

impl Known {
    fn matters(&self) -> bool {
        self.meaning.is_some() || self.turns || self.voice || self.inner.is_some()
    }
}

impl<'o> Keys<'o> {
    /// How many keys are remembered of objects at one place. Objects of which each has its own are
    /// looked up anew.
    const MOST: usize = 128;

    pub(super) fn new(options: &'o TranscriptOptions) -> Keys<'o> {
        Keys::inside(&options.map, String::new())
    }

    fn inside(map: &'o [(Column, String)], prefix: String) -> Keys<'o> {
        Keys { map, prefix, known: Vec::new(), inner: Vec::new(), next: 0 }
    }

    /// The key that stood here in the object before; nothing where there was none.
    fn expected(&self) -> &str {
        self.known.get(self.next).map_or("", |known| &known.key)
    }

    /// Finds a key, which is written like this, and says where it is in `known`.
    fn find(&mut self, written: &str) -> usize {
        let is = |known: &Known| *known.key == *written;
        if !self.known.get(self.next).is_some_and(is) {
            self.next = match self.known.iter().position(is) {
                Some(at) => at,
                None => self.add(written),
            };
        }
        self.next += 1;
        self.next - 1
    }

    fn add(&mut self, written: &str) -> usize {
        if self.known.len() >= Self::MOST {
            self.known.clear();
            self.inner.clear();
        }
        let quoted = format!("\"{written}\"");
        let key = scalar::json_string(&quoted, 0).0;
        let path = format!("{}{key}", self.prefix);
        let opens = names::holds_fields(&path) || self.map_opens(&path);
        if opens {
            self.inner.push(Keys::inside(self.map, format!("{path}.")));
        }
        self.known.push(Known {
            key: written.into(),
            meaning: self.meaning(&path),
            turns: self.prefix.is_empty() && names::holds_turns(&path),
            voice: self.prefix.is_empty() && key.starts_with("[SPEAKER "),
            meta: matches!(&*key, "sender_name" | "timestamp_ms"),
            inner: opens.then(|| self.inner.len() - 1),
        });
        self.known.len() - 1
    }

    fn map_opens(&self, path: &str) -> bool {
        let inside = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        self.map.iter().any(|(_, name)| inside(name))
    }

    /// What a key means: what somebody said, or else its usual meaning, unless another key was named
    /// for that.
    fn meaning(&self, path: &str) -> Option<Meaning> {
        if let Some((column, _)) = self.map.iter().find(|(_, name)| name == path) {
            return Some(names::of_column(*column));
        }
        let named = |column: Column| self.map.iter().any(|(known, _)| *known == column);
        names::usual(path).filter(|(field, _)| !field.column().is_some_and(named))
    }
}

/// Fills a record with the values of an object. Where a key is repeated the first one counts, but for
/// those that hold turns.
struct Fill<'r, 's, 'k, 'o> {
    record: &'r mut Record<'s>,
    keys: &'k mut Keys<'o>,
}

impl<'s> Visitor<'s> for Fill<'_, 's, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<(), A::Error> {
        let Fill { record, keys } = self;
        keys.next = 0;
        while let Some(key) = map.next_key::<&RawValue>()? {
            let key = key.get();
            let written = key.get(1..key.len().saturating_sub(1)).unwrap_or_default();
            let value = map.next_value::<&'s RawValue>()?.get();
            record.pair(written, value, keys).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'s>(raw: &'s str, options: &TranscriptOptions) -> Record<'s> {
        let mut record = Record::default();
        record.read(raw, &mut Keys::new(options)).unwrap();
        record
    }

    #[test]
    fn the_best_key_counts_wherever_it_stands() {
        let raw =
            r#"{"body": "<p>a</p>", "text": "b", "message": "c", "author": {"type": "admin"}}"#;
        let record = read(raw, &TranscriptOptions::default());
        assert_eq!(record.text, Some((1, "\"b\"")));
        assert_eq!(record.told.role.map(|(role, _)| role), Some("admin".into()));
    }

    #[test]
    fn a_named_key_counts_alone() {
        let map = vec![(Column::Text, "body.plain".to_owned())];
        let options = TranscriptOptions { map, ..TranscriptOptions::default() };
        let record = read(r#"{"text": "a", "body": {"plain": "b"}}"#, &options);
        assert_eq!(record.text, Some((0, "\"b\"")));
        assert_eq!(read(r#"{"text": "a"}"#, &options).text, None);
    }

    #[test]
    fn objects_with_other_keys_take_turns() {
        let options = TranscriptOptions::default();
        let mut keys = Keys::new(&options);
        for _ in 0..2 {
            for (raw, text) in [(r#"{"a":1,"text":"x"}"#, "\"x\""), (r#"{"msg":"y"}"#, "\"y\"")] {
                let mut record = Record::default();
                record.read(raw, &mut keys).unwrap();
                assert_eq!(record.text.map(|(_, text)| text), Some(text));
            }
        }
    }
}
