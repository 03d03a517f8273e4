//! Which nodes of a tree are replies: those that somebody named, or else those with a usual name.
//! Never looks at what a text says.

use crate::fields::{Field, field, nearest};
use crate::path::{self, FieldPath, Fields, Walked};
use crate::replies::tree::{Node, Step, Tree, Value, shown};
use std::collections::BTreeSet;

/// Why a text is a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A field of its own says so; what stands beside that is about it.
    Field,
    /// It is one of the entries of a map of replies; what stands beside it is another one.
    Entry,
}

/// What has been chosen, by node.
pub(super) struct Chosen {
    pub(super) how: Vec<Option<How>>,
    /// Lists, maps and aliases that have been looked into.
    seen: Vec<bool>,
    /// What to say where nothing is known to be a reply.
    pub(super) nothing: Option<String>,
}

/// Chooses the replies of a tree.
pub(super) fn choose(tree: &Tree<'_>, fields: &Fields) -> Chosen {
    let size = tree.nodes.len();
    let mut chosen = Chosen { how: vec![None; size], seen: vec![false; size], nothing: None };
    chosen.nothing = Chooser::new(tree).choose(fields, &mut chosen);
    chosen
}

struct Chooser<'t, 's> {
    tree: &'t Tree<'s>,
    /// How many nodes with the usual name of a reply stand before each node.
    usual: Vec<usize>,
}

impl<'t, 's> Chooser<'t, 's> {
    fn new(tree: &'t Tree<'s>) -> Self {
        let mut usual = vec![0];
        let mut count = 0;
        for node in &tree.nodes {
            let key = match &node.step {
                Step::Key(key) => field(key),
                Step::Top | Step::Item(_) => None,
            };
            count += usize::from(key == Some(Field::Reply));
            usual.push(count);
        }
        Chooser { tree, usual }
    }

    /// Chooses what the options name, or what is usual; what to say where that is nothing.
    fn choose(&self, fields: &Fields, chosen: &mut Chosen) -> Option<String> {
        if self.tree.nodes.is_empty() {
            return None;
        }
        match fields {
            Fields::Paths(paths) => self.choose_named(paths, chosen),
            Fields::Common => self.choose_usual(chosen),
        }
    }

    fn choose_named(&self, paths: &[FieldPath], chosen: &mut Chosen) -> Option<String> {
        let mut found = false;
        for path in paths {
            let mut walked: Vec<Walked> = Vec::with_capacity(self.tree.nodes.len());
            for (at, node) in self.tree.nodes.iter().enumerate() {
                let before = walked.get(node.parent).copied().unwrap_or_else(|| path.at_top());
                let here = match &node.step {
                    Step::Top => path.at_top(),
                    Step::Key(key) => path.walk(before, path::Step::Key(key)),
                    Step::Item(item) => path.walk(before, path::Step::Item(*item)),
                };
                walked.push(here);
                if path.is_walked(here) {
                    found = true;
                    self.take(at, chosen);
                }
            }
        }
        (!found).then(|| self.not_there(paths))
    }

    fn choose_usual(&self, chosen: &mut Chosen) -> Option<String> {
        if self.has_usual(0, self.tree.nodes.len()) {
            for at in (0..self.tree.nodes.len()).filter(|&at| self.is_usual(at)) {
                self.take(at, chosen);
            }
            return None;
        }
        let is_text =
            |node: &Node<'_>| !matches!(&node.value, Value::Other(said) if !is_nothing(said));
        if self.tree.nodes.iter().all(is_text) {
            for top in (0..self.tree.nodes.len()).filter(|&at| self.tree.is_top(at)) {
                self.take(top, chosen);
            }
            return None;
        }
        Some(format!(
            "no field has a usual name of a reply (reply, text, content, answer, 话术, 回复, 内容 …); \
             name those that hold replies with --field{}",
            self.keys_listed()
        ))
    }

    /// Takes a text, each text of a list, and of a map those with a usual name or, where it has
    /// none, all of them.
    fn take(&self, from: usize, chosen: &mut Chosen) {
        let mut left = vec![(from, How::Field)];
        while let Some((at, how)) = left.pop() {
            let Some(node) = self.tree.nodes.get(at) else { continue };
            let known = (chosen.how.get_mut(at), chosen.seen.get_mut(at));
            let (Some(chosen), Some(seen)) = known else { continue };
            match node.value {
                Value::Text(_) => {
                    chosen.get_or_insert(how);
                }
                Value::Other(_) => {}
                _ if std::mem::replace(seen, true) => {}
                Value::Alias(to) => left.push((to, how)),
                Value::List => left.extend(self.tree.children(at).map(|(item, _)| (item, how))),
                Value::Map if self.has_usual(at + 1, node.end) => {
                    let inside = (at + 1..node.end).filter(|&at| self.is_usual(at));
                    left.extend(inside.map(|at| (at, How::Field)));
                }
                Value::Map => {
                    let entries = self.tree.children(at).filter(|(_, node)| is_entry(node));
                    left.extend(entries.map(|(entry, _)| (entry, How::Entry)));
                }
            }
        }
    }

    /// Whether a node has the usual name of a reply.
    fn is_usual(&self, at: usize) -> bool {
        self.has_usual(at, at + 1)
    }

    /// Whether a node between two has the usual name of a reply.
    fn has_usual(&self, from: usize, to: usize) -> bool {
        self.usual.get(from) < self.usual.get(to)
    }

    fn keys(&self) -> BTreeSet<&'t str> {
        let keys = self.tree.nodes.iter().filter_map(|node| match &node.step {
            Step::Key(key) => Some(key.as_ref()),
            _ => None,
        });
        keys.collect()
    }

    fn keys_listed(&self) -> String {
        let keys = self.keys();
        listed(keys.iter().copied())
    }

    fn not_there(&self, paths: &[FieldPath]) -> String {
        let keys = self.keys();
        missing(paths, keys.iter().copied())
    }
}

/// What to say where none of some paths leads anywhere.
pub(in crate::replies) fn missing<'n>(
    paths: &[FieldPath],
    names: impl Iterator<Item = &'n str> + Clone,
) -> String {
    let written: Vec<_> = paths.iter().map(|path| format!("“{}”", path.written())).collect();
    let near = paths.iter().find_map(|path| nearest(path.last_key(), names.clone()));
    let hint =
        near.map_or_else(|| listed(names), |near| format!("; did you mean “{}”?", shown(near)));
    format!("{} leads to nothing in this file{hint}", written.join(" or "))
}

/// The first of some names, for a message.
pub(in crate::replies) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 8;
    let mut listed: Vec<_> = names.take(MOST + 1).map(shown).collect();
    if listed.is_empty() {
        return String::new();
    }
    if listed.len() > MOST {
        listed.truncate(MOST);
        listed.push("…".into());
    }
    format!(" (it has {})", listed.join(", "))
}

/// Whether a part of a map of replies can be one: it does not say something about the others.
fn is_entry(node: &Node<'_>) -> bool {
    let says = |key: &str| matches!(field(key), Some(Field::Role | Field::Channel | Field::Ignore));
    !matches!(&node.step, Step::Key(key) if says(key))
}

fn is_nothing(said: &str) -> bool {
    matches!(said, "" | "~") || said.eq_ignore_ascii_case("null")
}
