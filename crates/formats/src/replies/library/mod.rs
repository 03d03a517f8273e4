//! From the chosen texts of a tree to turns, with what else their author says of each: its id, who
//! says it where, what is accepted in it. The same for YAML and JSON; knows neither.

mod choose;

pub(super) use choose::{listed, missing};

use super::tree::{Builder, Node, Scalar, Step, Tree, Value};
use super::{Placed, in_order};
use crate::error::ReadError;
use crate::fields::{Field, field_with_id};
use crate::read::ReadOptions;
use crate::roles;
use choose::{How, choose};
use jinyu::{Directive, Source, Span, Turn};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The turns of a tree, and its faults, in the order of the file.
pub(super) fn turns<'s>(
    source: &'s Source,
    builder: Builder<'s>,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let (tree, faults) = builder.finish();
    let library = Library::new(&tree, options);
    let chosen = choose(&tree, &options.fields);
    let mut placed: Vec<Placed<'s>> =
        faults.into_iter().map(|(at, problem)| (at, Err(problem))).collect();
    let nothing = chosen.nothing.filter(|_| placed.is_empty());
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
}

impl<'t, 's, 'o> Library<'t, 's, 'o> {
    fn new(tree: &'t Tree<'s>, options: &'o ReadOptions) -> Self {
        let mut beside: BTreeMap<usize, Beside> = BTreeMap::new();
        for (at, node) in tree.nodes.iter().enumerate() {
            if let Step::Key(key) = &node.step {
                if let Some(field) = field_with_id(key, &options.id_field) {
                    note(beside.entry(node.parent).or_default(), field, at);
                }
                if let (Value::Alias(to), "<<") = (&node.value, key.as_ref())
                    && let Some(merged) = beside.get(to).copied()
                {
                    beside.entry(node.parent).or_default().merge(merged);
                }
            }
        }
        Library { tree, options, beside }
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
        let id = beside.id.filter(|&(_, id)| id != at).and_then(|(_, id)| self.name(id));
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

    fn scalar(&self, at: usize) -> Option<(&'t Node<'s>, &'t Scalar<'s>)> {
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
