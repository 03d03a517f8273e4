//! Makes a sentence of a pattern of a script: alternatives are drawn, lists looked up, names and numbers of
//! the conversation put in. Knows no scenes.

use super::script::Script;
use crate::random::Random;
use std::collections::BTreeMap;

/// How deep patterns may stand in each other; a script whose lists name each other in a circle is cut off.
const DEPTH: usize = 12;

/// What stays the same all through a conversation.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    values: BTreeMap<String, String>,
    /// Which wordings of each list were said: an agent with many of them does not repeat one.
    said: BTreeMap<String, Vec<usize>>,
}

impl Kept {
    /// Says what `{name}` stands for.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// A wording of a list that was not said before; any where all were.
    fn fresh<'l>(&mut self, name: &str, list: &'l [String], random: &mut Random) -> &'l str {
        let said = self.said.entry(name.to_owned()).or_default();
        if said.len() == list.len() {
            said.clear();
        }
        let left: Vec<usize> = (0..list.len()).filter(|at| !said.contains(at)).collect();
        let Some(&at) = random.pick(&left) else { return "" };
        said.push(at);
        list.get(at).map_or("", String::as_str)
    }
}

/// The sentence that a pattern comes out as.
pub(super) fn say(script: &Script, kept: &mut Kept, random: &mut Random, pattern: &str) -> String {
    let mut out = String::new();
    fill(script, kept, random, pattern, DEPTH, &mut out);
    out
}

fn fill(
    script: &Script,
    kept: &mut Kept,
    random: &mut Random,
    pattern: &str,
    depth: usize,
    out: &mut String,
) {
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let close = open + closing(&rest[open..]);
        let inner = &rest[open + 1..close];
        rest = rest.get(close + 1..).unwrap_or_default();
        let Some(depth) = depth.checked_sub(1) else { continue };
        let choices = alternatives(inner);
        if let [name] = choices.as_slice() {
            let value = named(script, kept, random, name, depth);
            out.push_str(&value);
        } else if let Some(choice) = random.pick(&choices) {
            fill(script, kept, random, choice, depth, out);
        }
    }
    out.push_str(rest);
}

/// What a name stands for: a value of the conversation, or a wording of a list.
fn named(
    script: &Script,
    kept: &mut Kept,
    random: &mut Random,
    name: &str,
    depth: usize,
) -> String {
    if let Some(value) = kept.values.get(name) {
        return value.clone();
    }
    let list = name.trim_start_matches('=');
    let wordings = script.lists.get(list).map_or(&[][..], Vec::as_slice);
    let pattern = kept.fresh(list, wordings, random);
    let mut value = String::new();
    fill(script, kept, random, pattern, depth, &mut value);
    if name.starts_with('=') {
        kept.set(name, value.clone());
    }
    value
}

/// The names that a pattern asks for, however deep they stand.
pub(super) fn names(pattern: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let close = open + closing(&rest[open..]);
        let inner = rest.get(open + 1..close).unwrap_or_default();
        rest = rest.get(close + 1..).unwrap_or_default();
        match alternatives(inner).as_slice() {
            [name] => names.push(*name),
            choices => names.extend(choices.iter().flat_map(|choice| self::names(choice))),
        }
    }
    names
}

/// Where the bracket closes that a text begins with; its end where it does not.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The parts between the bars that stand in no further bracket.
fn alternatives(inner: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, character) in inner.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    parts
}
