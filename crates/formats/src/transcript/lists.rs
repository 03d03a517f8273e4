//! Lists of JSON, and texts that are made of several pieces or hold marks of a recogniser of speech. Knows no
//! turn.

use crate::replies::Prose;
use jinyu::{InFile, InTurn, OffsetMap, Span};
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A text without the marks of pauses in it; `None` where it has none.
pub(super) fn without_pauses(
    said: &str,
    map: &OffsetMap<InTurn, InFile>,
) -> Option<(String, OffsetMap<InTurn, InFile>)> {
    if !said.contains('_') {
        return None;
    }
    let mut prose = Prose::default();
    let mut at = 0;
    for word in said.split(' ') {
        let end = at + word.len();
        if !word.is_empty() && word.bytes().any(|byte| byte != b'_') {
            if !prose.text().is_empty() {
                let before = map.source(Span::new(at - 1, at));
                prose.rewrite(before.start()..before.end(), " ");
            }
            prose.part(said, map, at..end);
        }
        at = end + 1;
    }
    prose.into_parts()
}

/// The strings among some pieces of a text, which are strings or objects with a `text`.
pub(super) fn pieces(raw: &str) -> Vec<&str> {
    let (pieces, _) = elements(raw);
    pieces
        .into_iter()
        .filter_map(|piece| match piece.as_bytes().first()? {
            b'"' => Some(piece),
            b'{' => {
                let piece: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(piece).ok()?;
                let text = piece.get("text")?.get();
                text.starts_with('"').then_some(text)
            }
            _ => None,
        })
        .collect()
}

/// The elements of a list; those before what is wrong with it.
pub(super) fn elements(raw: &str) -> (Vec<&str>, Option<serde_json::Error>) {
    let mut found = Vec::new();
    let mut json = serde_json::Deserializer::from_str(raw);
    let end = json.deserialize_seq(Elements(&mut found)).and_then(|()| json.end());
    (found, end.err())
}

struct Elements<'f, 's>(&'f mut Vec<&'s str>);

impl<'s> Visitor<'s> for Elements<'_, 's> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'s>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element::<&'s RawValue>()? {
            self.0.push(element.get());
        }
        Ok(())
    }
}
