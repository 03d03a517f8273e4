//! What a YAML or JSON file holds, as a flat row of nodes, each behind the one that holds it. Knows
//! neither grammar; a deep or wide file costs no stack.

use super::yaml;
use crate::scalar::json_string;
use jinyu::{InFile, InTurn, OffsetMap};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most nodes of a file. Far beyond any library that people keep; it bounds memory.
const MOST: usize = 2_000_000;

/// A text or a way to make it, as it stands in the file.
#[derive(Debug)]
pub(super) enum Scalar<'s> {
    /// A string literal of JSON, quotes included.
    Json(&'s str),
    Yaml(yaml::Scalar<'s>),
}

impl<'s> Scalar<'s> {
    /// The text and the way back to the file, in which it starts at byte `start`.
    pub(super) fn read(&self, start: usize) -> (Cow<'s, str>, OffsetMap<InTurn, InFile>) {
        match self {
            Scalar::Json(literal) => json_string(literal, start),
            Scalar::Yaml(scalar) => scalar.read(start),
        }
    }
}

/// How a node is reached from the one that holds it.
#[derive(Debug)]
pub(super) enum Step<'s> {
    /// It is a document.
    Top,
    Key(Cow<'s, str>),
    Item(usize),
}

#[derive(Debug)]
pub(super) enum Value<'s> {
    Text(Scalar<'s>),
    /// A number, a truth value or nothing, as it is written.
    Other(Cow<'s, str>),
    List,
    Map,
    /// The same as another node, which stands before it.
    Alias(usize),
}

#[derive(Debug)]
pub(super) struct Node<'s> {
    /// The node that holds it; itself for a document.
    pub(super) parent: usize,
    pub(super) step: Step<'s>,
    pub(super) value: Value<'s>,
    /// Where it starts in the file, in bytes.
    pub(super) start: usize,
    /// The first node behind all that it holds.
    pub(super) end: usize,
}

/// The nodes in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Tree<'s> {
    pub(super) nodes: Vec<Node<'s>>,
}

impl<'s> Tree<'s> {
    /// The nodes that a node holds directly.
    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = (usize, &Node<'s>)> {
        let end = self.nodes.get(of).map_or(0, |node| node.end);
        let mut at = of + 1;
        std::iter::from_fn(move || {
            let child = self.nodes.get(at).filter(|_| at < end)?;
            let found = (at, child);
            at = child.end;
            Some(found)
        })
    }

    /// Whether a node is a document.
    pub(super) fn is_top(&self, node: usize) -> bool {
        self.nodes.get(node).is_none_or(|found| found.parent == node)
    }

    /// The way to a node, as a path that leads to it: `replies[3].text`.
    pub(super) fn path(&self, to: usize) -> String {
        let mut steps = Vec::new();
        let mut at = to;
        while let Some(node) = self.nodes.get(at).filter(|_| !self.is_top(at)) {
            steps.push(&node.step);
            at = node.parent;
        }
        let mut path = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Item(item) => path.push_str(&format!("[{item}]")),
                Step::Key(key) => {
                    let dot = if path.is_empty() { "" } else { "." };
                    let plain = !key.is_empty() && !key.contains(['.', '[', ']', '"', '\'', ' ']);
                    let quote = if plain { "" } else { "\"" };
                    path.push_str(&format!("{dot}{quote}{key}{quote}"));
                }
                Step::Top => {}
            }
        }
        path
    }
}

/// Makes a tree out of what a parser says, in its order.
#[derive(Debug, Default)]
pub(super) struct Builder<'s> {
    tree: Tree<'s>,
    open: Vec<Open<'s>>,
    /// What is in order for the grammar and still wrong, with its place in the file.
    faults: Vec<(usize, String)>,
}

/// A list or map whose end has not been seen.
#[derive(Debug)]
struct Open<'s> {
    node: usize,
    /// How many items it has.
    items: usize,
    /// The key that waits for its value.
    key: Option<Cow<'s, str>>,
    keys: BTreeSet<Cow<'s, str>>,
}

/// What a parser must stop at.
#[derive(Debug)]
pub(super) struct TooMany;

impl TooMany {
    pub(super) fn message() -> String {
        format!("more than {MOST} values; divide the file into several")
    }
}

impl<'s> Builder<'s> {
    /// Whether the next scalar is a key.
    pub(super) fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let is_map = |node: &Node<'_>| matches!(node.value, Value::Map);
            open.key.is_none() && self.tree.nodes.get(open.node).is_some_and(is_map)
        })
    }

    /// Whether nothing is open.
    pub(super) fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// The key of the next value. One that the map has already is a fault; `<<` may be repeated.
    pub(super) fn key(&mut self, key: Cow<'s, str>, start: usize) {
        let Some(open) = self.open.last_mut() else { return };
        open.key = Some(key.clone());
        if key != "<<" && open.keys.contains(&key) {
            let problem = format!(
                "the key “{}” stands in this map already, and only one of them is kept by most \
                 programs; rename or remove one",
                shown(&key)
            );
            self.faults.push((start, problem));
        } else {
            open.keys.insert(key);
        }
    }

    /// A value that holds no others.
    pub(super) fn leaf(&mut self, value: Value<'s>, start: usize) -> Result<usize, TooMany> {
        let at = self.tree.nodes.len();
        if at >= MOST {
            return Err(TooMany);
        }
        let (parent, step) = match self.open.last_mut() {
            None => (at, Step::Top),
            Some(open) => {
                open.items += 1;
                let item = open.items - 1;
                (open.node, open.key.take().map_or(Step::Item(item), Step::Key))
            }
        };
        self.tree.nodes.push(Node { parent, step, value, start, end: at + 1 });
        Ok(at)
    }

    /// The beginning of a list or map.
    pub(super) fn open(&mut self, value: Value<'s>, start: usize) -> Result<usize, TooMany> {
        let node = self.leaf(value, start)?;
        self.open.push(Open { node, items: 0, key: None, keys: BTreeSet::new() });
        Ok(node)
    }

    /// The end of the innermost list or map.
    pub(super) fn close(&mut self) {
        let end = self.tree.nodes.len();
        if let Some(node) = self.open.pop().and_then(|open| self.tree.nodes.get_mut(open.node)) {
            node.end = end;
        }
    }

    /// What is at a place of the file is wrong.
    pub(super) fn fault(&mut self, start: usize, problem: impl Into<String>) {
        self.faults.push((start, problem.into()));
    }

    /// Ends all that is open, as a broken document does.
    pub(super) fn close_all(&mut self) {
        while !self.is_closed() {
            self.close();
        }
    }

    pub(super) fn finish(mut self) -> (Tree<'s>, Vec<(usize, String)>) {
        self.close_all();
        (self.tree, self.faults)
    }
}

/// A name as a message shows it, in one line and no longer than a line.
pub(super) fn shown(name: &str) -> String {
    const LONGEST: usize = 40;
    let clean = name.chars().map(|c| if c.is_control() { ' ' } else { c });
    let short: String = clean.take(LONGEST).collect();
    if name.chars().nth(LONGEST).is_none() {
        return short;
    }
    // Half a number would not be known as one that must be covered.
    format!("{}…", short.trim_end_matches(|c: char| c.is_alphanumeric() && c.is_ascii()))
}
