//! Which nodes of a tree are replies, and what else its author says of each: its id, who says it
//! where, what is accepted in it. The same for YAML and JSON; knows neither.

use super::tree::{Builder, Node, Step, Tree, Value, shown};
use super::{Placed, in_order};
use crate::error::ReadError;
use crate::fields::{Field, field, field_with_id, nearest};
use crate::path::{self, FieldPath, Fields, Walked};
use crate::read::ReadOptions;
use crate::roles;
use jinyu::{Directive, Source, Span, Turn};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The turns of a tree, and its faults, in the order of the file.
pub(super) fn turns<'s>(
    source: &'s Source,
    builder: Builder<'s>,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let (tree, faults) = builder.finish();
    let library = Library::new(&tree, options);
    let size = tree.nodes.len();
    let mut chosen = Chosen { how: vec![None; size], seen: vec![false; size] };
    let missed = library.choose(&mut chosen);
    let mut placed: Vec<Placed<'s>> =
        faults.into_iter().map(|(at, problem)| (at, Err(problem))).collect();
    let nothing = missed.filter(|_| placed.is_empty());
    for (at, how) in chosen.how.iter().enumerate() {
        placed.extend(how.and_then(|how| library.turn(at, how)));
    }
    for (at, node) in library.wrong_ignores() {
        let problem = "“jinyu_ignore” is no text; write the rule and the reason after it";
        placed.push((at, Err(format!("{problem}, not {}", kind(node)))));
    }
    let mut turns = in_order(source, placed);
    turns.extend(nothing.map(|problem| Err(ReadError::nothing(source.name(), problem))));
    turns
}

fn kind(node: &Node<'_>) -> &'static str {
    match node.value {
        Value::List => "a list",
        Value::Map => "a map",
        _ => "a number or nothing",
    }
}

/// Why a text is a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// A field of its own says so; what stands beside that is about it.
    Field,
    /// It is one of the entries of a map of replies; what stands beside it is another one.
    Entry,
}

/// What has been chosen, by node.
struct Chosen {
    how: Vec<Option<How>>,
    /// Lists, maps and aliases that have been looked into.
    seen: Vec<bool>,
}

/// What stands in a map beside its replies.
#[derive(Clone, Copy, Debug, Default)]
struct Beside {
    id: Option<(usize, usize)>,
    role: Option<usize>,
    channel: Option<usize>,
    ignore: Option<usize>,
}

impl Beside {
    /// What a map takes over from another one.
    fn merge(&mut self, from: Beside) {
        self.role = self.role.or(from.role);
        self.channel = self.channel.or(from.channel);
        self.ignore = self.ignore.or(from.ignore);
    }
}

struct Library<'t, 's, 'o> {
    tree: &'t Tree<'s>,
    options: &'o ReadOptions,
    /// By map.
    beside: BTreeMap<usize, Beside>,
    /// How many nodes with the usual name of a reply stand before each node.
    usual: Vec<usize>,
}

impl<'t, 's, 'o> Library<'t, 's, 'o> {
    fn new(tree: &'t Tree<'s>, options: &'o ReadOptions) -> Self {
        let mut beside: BTreeMap<usize, Beside> = BTreeMap::new();
        let mut usual = vec![0];
        let mut count = 0;
        for (at, node) in tree.nodes.iter().enumerate() {
            if let Step::Key(key) = &node.step {
                count += usize::from(field(key) == Some(Field::Reply));
                if let Some(field) = field_with_id(key, &options.id_field) {
                    note(beside.entry(node.parent).or_default(), field, at);
                }
                if let (Value::Alias(to), "<<") = (&node.value, key.as_ref())
                    && let Some(merged) = beside.get(to).copied()
                {
                    beside.entry(node.parent).or_default().merge(merged);
                }
            }
            usual.push(count);
        }
        Library { tree, options, beside, usual }
    }

    /// Chooses what the options name, or what is usual; what to say where that is nothing.
    fn choose(&self, chosen: &mut Chosen) -> Option<String> {
        if self.tree.nodes.is_empty() {
            return None;
        }
        match &self.options.fields {
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
            for (at, node) in self.tree.nodes.iter().enumerate() {
                if is_usual(node) {
                    self.take(at, chosen);
                }
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
            match node.value {
                Value::Text(_) => {
                    chosen.how[at].get_or_insert(how);
                }
                Value::Other(_) => {}
                _ if std::mem::replace(&mut chosen.seen[at], true) => {}
                Value::Alias(to) => left.push((to, how)),
                Value::List => left.extend(self.tree.children(at).map(|(item, _)| (item, how))),
                Value::Map if self.has_usual(at + 1, node.end) => {
                    let inside = (at + 1..node.end)
                        .filter(|&at| self.tree.nodes.get(at).is_some_and(is_usual));
                    left.extend(inside.map(|at| (at, How::Field)));
                }
                Value::Map => {
                    let entries = self.tree.children(at).filter(|(_, node)| is_entry(node));
                    left.extend(entries.map(|(entry, _)| (entry, How::Entry)));
                }
            }
        }
    }

    /// Whether a node between two has the usual name of a reply.
    fn has_usual(&self, from: usize, to: usize) -> bool {
        self.usual.get(from) < self.usual.get(to)
    }

    fn turn(&self, at: usize, how: How) -> Option<Placed<'s>> {
        let node = self.tree.nodes.get(at)?;
        let Value::Text(scalar) = &node.value else { return None };
        let (text, map) = scalar.read(node.start);
        if text.trim().is_empty() {
            return None;
        }
        let record = if how == How::Field { self.record(at) } else { None };
        let beside = record.and_then(|map| self.beside.get(&map)).copied().unwrap_or_default();
        let id = beside.id.and_then(|(_, node)| self.name(node));
        let role = self.inherited(at, |beside| beside.role).map(|said| roles::role(&said));
        let channel = self.inherited(at, |beside| beside.channel);
        let channel = channel.and_then(|said| roles::channel(&said));
        let turn = Turn::new(text)
            .with_map(map)
            .with_id(Some(id.unwrap_or_else(|| Cow::Owned(self.tree.path(at)))))
            .with_role(role.unwrap_or(self.options.role))
            .with_channel(channel.or(self.options.channel))
            .with_directives(
                beside.ignore.and_then(|node| self.directive(node)).into_iter().collect(),
            );
        Some((node.start, Ok(turn)))
    }

    /// The map that a text is a field of, through lists.
    fn record(&self, of: usize) -> Option<usize> {
        let mut at = of;
        while !self.tree.is_top(at) {
            at = self.tree.nodes.get(at)?.parent;
            match self.tree.nodes.get(at)?.value {
                Value::Map => return Some(at),
                Value::List => {}
                _ => return None,
            }
        }
        None
    }

    /// What the nearest map around a node says.
    fn inherited(
        &self,
        of: usize,
        says: impl Fn(&Beside) -> Option<usize>,
    ) -> Option<Cow<'s, str>> {
        let mut at = of;
        while !self.tree.is_top(at) {
            at = self.tree.nodes.get(at)?.parent;
            let said = self.beside.get(&at).and_then(&says).filter(|&said| said != of);
            if let Some(said) = said.and_then(|node| self.text(node)) {
                return Some(said);
            }
        }
        None
    }

    /// A text, where a node is one.
    fn text(&self, node: usize) -> Option<Cow<'s, str>> {
        let (node, scalar) = self.scalar(node)?;
        Some(scalar.read(node.start).0)
    }

    fn scalar(&self, at: usize) -> Option<(&'t Node<'s>, &'t super::tree::Scalar<'s>)> {
        let node = self.tree.nodes.get(at)?;
        let node = match node.value {
            Value::Alias(to) => self.tree.nodes.get(to)?,
            _ => node,
        };
        match &node.value {
            Value::Text(scalar) => Some((node, scalar)),
            _ => None,
        }
    }

    /// What can be an id: a text, or a number.
    fn name(&self, at: usize) -> Option<Cow<'s, str>> {
        let text = self.text(at).filter(|text| !text.trim().is_empty());
        text.or_else(|| match &self.tree.nodes.get(at)?.value {
            Value::Other(said) if said.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                Some(said.clone())
            }
            _ => None,
        })
    }

    fn directive(&self, at: usize) -> Option<Directive> {
        let (node, scalar) = self.scalar(at)?;
        let (said, map) = scalar.read(node.start);
        Some(Directive::in_field(&said, map.source(Span::new(0, said.len()))))
    }

    /// The fields `jinyu_ignore` that hold no text.
    fn wrong_ignores(&self) -> impl Iterator<Item = (usize, &'t Node<'s>)> {
        let fields = self.beside.values().filter_map(|beside| beside.ignore);
        let wrong = fields.filter(|&at| self.scalar(at).is_none());
        wrong.filter_map(|at| self.tree.nodes.get(at).map(|node| (node.start, node)))
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
pub(super) fn missing<'n>(
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
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 8;
    let mut listed: Vec<_> = names.take(MOST + 1).map(shown).collect();
    if listed.is_empty() {
        return String::new();
    }
    if listed.len() > MOST {
        listed[MOST] = "…".into();
    }
    format!(" (it has {})", listed.join(", "))
}

fn note(beside: &mut Beside, field: Field, at: usize) {
    match field {
        Field::Id(rank) if beside.id.is_none_or(|(best, _)| rank < best) => {
            beside.id = Some((rank, at));
        }
        Field::Role => beside.role = Some(at),
        Field::Channel => beside.channel = Some(at),
        Field::Ignore => beside.ignore = Some(at),
        Field::Reply | Field::Id(_) => {}
    }
}

fn is_usual(node: &Node<'_>) -> bool {
    matches!(&node.step, Step::Key(key) if field(key) == Some(Field::Reply))
}

/// Whether a part of a map of replies can be one: it does not say something about the others.
fn is_entry(node: &Node<'_>) -> bool {
    let says = |key: &str| matches!(field(key), Some(Field::Role | Field::Channel | Field::Ignore));
    !matches!(&node.step, Step::Key(key) if says(key))
}

fn is_nothing(said: &str) -> bool {
    matches!(said, "" | "~") || said.eq_ignore_ascii_case("null")
}
