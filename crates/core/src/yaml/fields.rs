//! Takes the fields of a YAML map one by one and remembers every fault: missing, of the wrong
//! shape, or left over because nobody asked for it.

use super::{Codes, Fault, Node, Value};
use std::ops::Range;
use std::str::FromStr;

/// What reading a file has found wrong so far.
#[derive(Debug)]
pub struct Faults<'y> {
    /// The file.
    pub yaml: &'y str,
    /// The faults, in the order in which they were found.
    pub found: Vec<Fault>,
    codes: &'static Codes,
}

impl<'y> Faults<'y> {
    /// No faults yet; the readers of this module name theirs by these codes.
    #[must_use]
    pub fn new(yaml: &'y str, codes: &'static Codes) -> Self {
        Faults { yaml, found: Vec::new(), codes }
    }

    /// Notes one more.
    pub fn add(
        &mut self,
        code: &'static str,
        place: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(Fault::new(code, place.clone(), message, help));
    }
}

/// The fields of one map.
#[derive(Debug)]
pub struct Fields<'n> {
    /// Where the map begins: the rest of its first line.
    pub place: Range<usize>,
    entries: Vec<(&'n str, &'n Node, &'n Node)>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The fields of a node, or a fault if it is no map.
    pub fn of(node: &'n Node, what: &str, faults: &mut Faults<'n>) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            let help = format!("write {what} as `key: value` lines");
            faults.add(
                faults.codes.shape,
                &first_line(node, faults.yaml),
                format!("{what} must be a map of keys"),
                help,
            );
            return None;
        };
        let yaml = faults.yaml;
        let entries = entries
            .iter()
            .map(|(key, value)| (key.text(yaml).unwrap_or_default(), key, value))
            .collect();
        Some(Fields { place: first_line(node, yaml), entries, known: Vec::new() })
    }

    /// The value of a key, if it is there and not empty.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, ..)| *name == key)?;
        let (_, _, value) = self.entries.remove(at);
        (!matches!(value.value, Value::Nothing)).then_some(value)
    }

    /// The value of a key that must be there.
    pub fn require(
        &mut self,
        key: &'static str,
        why: &str,
        faults: &mut Faults<'n>,
    ) -> Option<&'n Node> {
        let value = self.take(key);
        if value.is_none() {
            faults.add(faults.codes.missing_key, &self.place, format!("`{key}` is missing"), why);
        }
        value
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str, why: &str, faults: &mut Faults<'n>) -> String {
        let node = self.require(key, why, faults);
        node.and_then(|node| text(node, key, faults)).unwrap_or_default()
    }

    /// A switch; the default where it is not written.
    pub fn switch(&mut self, key: &'static str, default: bool, faults: &mut Faults<'n>) -> bool {
        let Some(node) = self.take(key) else { return default };
        match node.text(faults.yaml) {
            Some("true" | "yes" | "on") => true,
            Some("false" | "no" | "off") => false,
            _ => {
                faults.add(
                    faults.codes.shape,
                    &node.place,
                    format!("`{key}` is switched on or off"),
                    "write `true` or `false`",
                );
                default
            }
        }
    }

    /// The items of a list, or a single value as a list of one.
    pub fn list(&mut self, key: &'static str) -> &'n [Node] {
        match self.take(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        }
    }

    /// What is left, if the keys themselves are data.
    pub fn rest(self) -> Vec<(&'n str, &'n Node, &'n Node)> {
        self.entries
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, faults: &mut Faults<'n>) {
        for (name, key, _) in &self.entries {
            let nearest = self
                .known
                .iter()
                .map(|known| (strsim::jaro_winkler(known, name), known))
                .filter(|(nearness, _)| *nearness > 0.75)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let help = nearest.map_or_else(
                || format!("one of: {}", self.known.join(", ")),
                |(_, known)| format!("did you mean `{known}`?"),
            );
            faults.add(
                faults.codes.unknown_key,
                &key.place,
                format!("`{name}` is no key here"),
                help,
            );
        }
    }
}

/// A node as text, or a fault.
pub fn text(node: &Node, what: &str, faults: &mut Faults<'_>) -> Option<String> {
    let text = node.text(faults.yaml).map(str::trim).filter(|text| !text.is_empty());
    if text.is_none() {
        faults.add(
            faults.codes.shape,
            &node.place,
            format!("`{what}` must be a text"),
            "write words here",
        );
    }
    if let Some(obeyed) = text.and_then(|text| text.chars().find(|it| is_obeyed(*it))) {
        faults.add(
            faults.codes.character,
            &node.place,
            format!("`{what}` holds a character that is not shown: U+{:04X}", u32::from(obeyed)),
            "take it out; what is written here reaches terminals and pages",
        );
    }
    text.map(str::to_owned)
}

/// Where a node begins: the rest of its first line.
fn first_line(node: &Node, yaml: &str) -> Range<usize> {
    let start = node.place.start;
    let rest = yaml.get(start..).unwrap_or_default();
    start..start + rest.find('\n').unwrap_or(rest.len())
}

/// A character that a terminal or a browser obeys instead of showing it: controls, and marks that turn
/// the direction of what stands around them.
fn is_obeyed(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && !matches!(character, '\n' | '\t'))
}

/// A node as one of a few names, or a fault.
pub fn name<T: FromStr>(
    node: &Node,
    what: &str,
    names: &[&str],
    faults: &mut Faults<'_>,
) -> Option<T> {
    let written = node.text(faults.yaml);
    let parsed = written.and_then(|written| written.parse().ok());
    if parsed.is_none() {
        let help = format!("one of: {}", names.join(", "));
        let Some(written) = written else {
            let message = format!("a {what} must be a single name");
            faults.add(faults.codes.shape, &node.place, message, help);
            return None;
        };
        faults.add(
            faults.codes.unknown_name,
            &node.place,
            format!("“{written}” is no {what}"),
            help,
        );
    }
    parsed
}
