//! A YAML file as a tree in which every value knows its place. Reading into a tree rather than
//! into structs is what lets a file report all of its faults at once.

use super::not_yaml::not_yaml;
use super::{Codes, Fault};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use std::fmt;
use std::ops::Range;

/// How many values a file may hold: those of a pack of a hundred thousand rules.
const MOST_NODES: usize = 5_000_000;
/// How many steps reading them may take.
const MOST_EVENTS: usize = 4 * MOST_NODES;

/// A value and its place, in UTF-8 bytes of the file.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands, quotation marks included.
    pub place: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// Any scalar, as written; the kind does not matter, since these files hold words.
    Text(String),
    /// A scalar that YAML takes for something else than text (`no`, `1.0`); stands as written.
    Plain,
    /// Nothing is written behind a key.
    Nothing,
    /// Items in their order.
    List(Vec<Node>),
    /// Keys and values in their order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// Reads a file.
    ///
    /// # Errors
    /// What is no YAML, with the place at which that shows.
    ///
    /// ```
    /// # const CODES: jinyu::yaml::Codes = jinyu::yaml::Codes {
    /// #     yaml: "a::yaml", shape: "", character: "", missing_key: "", unknown_key: "", unknown_name: "",
    /// # };
    /// use jinyu::yaml::{Node, Value};
    /// let yaml = "words: [no, 1.0]";
    /// let Value::Map(entries) = Node::read(yaml, &CODES)?.value else { panic!() };
    /// assert_eq!(entries[0].0.place, 0..5);
    /// assert_eq!(Node::read("a: [", &CODES).unwrap_err().code(), "a::yaml");
    /// # Ok::<(), jinyu::Fault>(())
    /// ```
    pub fn read(yaml: &str, codes: &Codes) -> Result<Node, Fault> {
        // Where a value is named how often says nothing; what all aliases come to has a bound.
        let budget = serde_yaml::budget! {
            max_nodes: MOST_NODES,
            max_events: MOST_EVENTS,
            enforce_alias_anchor_ratio: false,
        };
        let options = serde_yaml::options! { budget: budget };
        let raw = serde_yaml::from_str_with_options::<Spanned<Raw>>(yaml, options);
        raw.map(|raw| Node::from_raw(raw, yaml)).map_err(|error| not_yaml(&error, yaml, codes))
    }

    fn from_raw(raw: Spanned<Raw>, yaml: &str) -> Node {
        let span = raw.referenced.span();
        let start = span.byte_offset().map_or(0, |at| usize::try_from(at).unwrap_or(0));
        let length = span.byte_len().map_or(0, |n| usize::try_from(n).unwrap_or(0));
        let place = start.min(yaml.len())..(start + length).min(yaml.len());
        let value = match raw.value {
            Raw::Text(text) => Value::Text(text),
            Raw::Plain => Value::Plain,
            Raw::Nothing => Value::Nothing,
            Raw::List(items) => {
                Value::List(items.into_iter().map(|item| Node::from_raw(item, yaml)).collect())
            }
            Raw::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(k, v)| (Node::from_raw(k, yaml), Node::from_raw(v, yaml)))
                    .collect(),
            ),
        };
        Node { place, value }
    }

    /// The scalar as text, whatever YAML takes it for.
    #[must_use]
    pub fn text<'n>(&'n self, yaml: &'n str) -> Option<&'n str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Plain => yaml.get(self.place.clone()).map(str::trim),
            _ => None,
        }
    }
}

#[derive(Debug)]
enum Raw {
    Text(String),
    Plain,
    Nothing,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a map")
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}
