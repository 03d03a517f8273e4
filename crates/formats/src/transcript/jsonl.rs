//! A turn, or a conversation, on each line.

use super::objects::Objects;
use super::told::Reading;
use super::{Column, TranscriptOptions};
use crate::fields::nearest;
use crate::line::Lines;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many lines are looked at for the keys that somebody named.
const LOOKED_AT: usize = 50;

pub(super) fn read(reading: &mut Reading<'_>) {
    let (text, source) = (reading.text(), reading.source);
    let mut objects = Objects::new(reading, text);
    for line in Lines::in_source(source).filter(|line| !line.is_blank()) {
        objects.line(line.text.trim(), line.number);
    }
}

/// What is wrong with the keys that somebody named, where the first lines have none of that name. Of the
/// one that holds what was said each line without it is told.
pub(super) fn map_fault(head: &str, options: &TranscriptOptions) -> Option<String> {
    let named = options.map.iter().filter(|(column, _)| *column != Column::Text);
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return None;
    }
    let mut keys = BTreeSet::new();
    let lines = Lines::of(head).filter(|line| !line.is_blank()).take(LOOKED_AT);
    for value in lines.filter_map(|line| serde_json::from_str::<Value>(line.text).ok()) {
        add_keys(&value, "", &mut keys);
    }
    if keys.is_empty() {
        return None;
    }
    let missing = named.into_iter().filter(|(_, name)| !keys.contains(name));
    let faults = missing.map(|(column, name)| {
        let near = nearest(name, keys.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        format!("--map {}: no key “{name}” in the first lines{near}", column.name())
    });
    let faults: Vec<_> = faults.collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

/// Adds the keys of a value, those of objects under others behind a point.
fn add_keys(value: &Value, prefix: &str, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let path = format!("{prefix}{key}");
                add_keys(value, &format!("{path}."), keys);
                keys.insert(path);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| add_keys(value, "", keys)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_not_there_are_told_with_the_nearest() {
        let head = "{\"author\":{\"role\":\"a\"},\"messages\":[{\"sender\":1}]}\nbroken\n";
        let fault = |map: &[(Column, &str)]| {
            let map = map.iter().map(|&(column, name)| (column, name.to_owned())).collect();
            map_fault(head, &TranscriptOptions { map, ..TranscriptOptions::default() })
        };
        assert_eq!(fault(&[(Column::Role, "author.role"), (Column::Speaker, "sender")]), None);
        assert_eq!(fault(&[(Column::Text, "x")]), None);
        assert_eq!(
            fault(&[(Column::Speaker, "sedner"), (Column::Time, "时间")]).as_deref(),
            Some(
                "--map speaker: no key “sedner” in the first lines; did you mean “sender”?; \
                 --map time: no key “时间” in the first lines"
            )
        );
    }
}
