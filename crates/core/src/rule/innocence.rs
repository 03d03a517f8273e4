//! Where a wording is innocent: a closed set of contexts. Which holds is found out elsewhere.

use super::Template;
use crate::pack::Decoded;
use serde::{Deserialize, Serialize};

/// Whose act a wording speaks of: the nearest subject before it in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Actor {
    /// The one who answers: 我, we.
    #[serde(rename = "self")]
    Oneself,
    /// The one who is served: 您, you.
    Customer,
    /// Somebody else: 快递员, the courier.
    Other,
    /// A thing: 线路, the line.
    Thing,
}

impl Actor {
    /// The name used in packs and in explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Actor::Oneself => "self",
            Actor::Customer => "customer",
            Actor::Other => "other",
            Actor::Thing => "thing",
        }
    }
}

/// The contexts in which a wording is innocent. An empty list or `false` never excuses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Innocence {
    pub(crate) inside: Vec<Template>,
    pub(crate) after: Vec<Template>,
    pub(crate) before: Vec<Template>,
    pub(crate) clause: Vec<Template>,
    pub(crate) sentence: Vec<Template>,
    pub(crate) message: Vec<Template>,
    pub(crate) whose: Vec<Actor>,
    pub(crate) question: bool,
    pub(crate) conditional: bool,
    pub(crate) quoted: bool,
    pub(crate) rescued: bool,
    pub(crate) number: bool,
    pub(crate) negated: bool,
}

impl Decoded for Innocence {
    fn nothing() -> Self {
        Innocence::default()
    }
}

impl Innocence {
    /// The contexts by the keys of the pack format: each with its wordings, or with none where the
    /// key is a switch.
    pub(crate) fn contexts(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        let Innocence { inside, after, before, clause, sentence, message, .. } = self;
        let lists = [
            ("inside", inside),
            ("after", after),
            ("before", before),
            ("clause", clause),
            ("sentence", sentence),
            ("message", message),
        ];
        let lists =
            lists.map(|(key, wordings)| (key, wordings.iter().map(Template::source).collect()));
        let whose = ("whose", self.whose.iter().map(|actor| actor.name()).collect());
        let named =
            lists.into_iter().chain([whose]).filter(|(_, words): &(_, Vec<_>)| !words.is_empty());
        let switches = [
            ("question", self.question),
            ("conditional", self.conditional),
            ("quoted", self.quoted),
            ("rescued", self.rescued),
            ("number", self.number),
            ("negated", self.negated),
        ];
        let set = switches.into_iter().filter(|(_, set)| *set);
        named.chain(set.map(|(key, _)| (key, Vec::new())))
    }
}
