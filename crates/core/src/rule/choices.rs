//! Alternatives that are found by their first or last character: most of them never need to be
//! walked.

use super::row::Row;
use super::template::{Part, Seq};
use crate::pack::Decoded;
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::OnceLock;

/// The mark of an alternative of which nobody can say what it begins (or ends) with.
const OPEN: u32 = 0;
/// With how many characters an alternative may begin (or end) without being such a one.
const MOST: usize = 64;

/// Some alternatives; never changed once made. What they begin or end with is worked out when somebody
/// asks for it: of most alternatives that are decoded, nobody asks for both.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Row", into = "Row")]
pub(crate) struct Choices {
    alternatives: Vec<Seq>,
    firsts: OnceLock<Edges>,
    lasts: OnceLock<Edges>,
}

/// The characters that may stand at one edge of each alternative, and its place; sorted.
#[derive(Clone, Debug, Default)]
struct Edges(Vec<(u32, u32)>);

impl Edges {
    fn of(alternatives: &[Seq], first: bool) -> Edges {
        let mut edges = Vec::with_capacity(alternatives.len());
        let mut characters = Vec::new();
        for (alternative, place) in alternatives.iter().zip(0..) {
            characters.clear();
            let known = at_edge(alternative, first, &mut characters);
            characters.sort_unstable();
            characters.dedup();
            if known && characters.len() <= MOST {
                edges.extend(characters.iter().map(|&character| (character, place)));
            } else {
                edges.push((OPEN, place));
            }
        }
        edges.sort_unstable();
        Edges(edges)
    }

    /// The places of the alternatives that can have this character at the edge.
    fn with(&self, character: char) -> impl Iterator<Item = usize> {
        let wanted = u32::from(character);
        let open = self.0.iter().take_while(|&&(edge, _)| edge == OPEN);
        let start = self.0.partition_point(|&(edge, _)| edge < wanted);
        let same = self.0.get(start..).unwrap_or_default();
        let same = same.iter().take_while(move |&&(edge, _)| edge == wanted);
        open.chain(same).map(|&(_, place)| place as usize)
    }
}

/// Adds the characters with which some parts can begin (or end); false if that is not known.
fn at_edge(parts: &[Part], first: bool, characters: &mut Vec<u32>) -> bool {
    for at in 0..parts.len() {
        let part = parts.get(if first { at } else { parts.len() - 1 - at });
        match part {
            Some(Part::Text(letters)) => {
                let letter = if first { letters.first() } else { letters.last() };
                characters.extend(letter.map(|letter| u32::from(letter.character)));
                return letter.is_some();
            }
            Some(Part::OneOf(choices)) => {
                return choices.iter().all(|seq| at_edge(seq, first, characters));
            }
            Some(Part::Maybe(inner)) => {
                if !at_edge(inner, first, characters) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    false
}

impl Choices {
    /// The alternatives that can begin with a character.
    pub(crate) fn beginning(&self, character: char) -> impl Iterator<Item = &Seq> {
        self.with(self.firsts.get_or_init(|| Edges::of(&self.alternatives, true)), character)
    }

    /// The alternatives that can end with a character.
    pub(crate) fn ending(&self, character: char) -> impl Iterator<Item = &Seq> {
        self.with(self.lasts.get_or_init(|| Edges::of(&self.alternatives, false)), character)
    }

    fn with<'c>(&'c self, edges: &'c Edges, character: char) -> impl Iterator<Item = &'c Seq> {
        edges.with(character).filter_map(|place| self.alternatives.get(place))
    }
}

impl PartialEq for Choices {
    fn eq(&self, other: &Self) -> bool {
        self.alternatives == other.alternatives
    }
}

impl Eq for Choices {}

impl Decoded for Choices {
    fn nothing() -> Self {
        Choices::default()
    }
}

impl From<Vec<Seq>> for Choices {
    fn from(alternatives: Vec<Seq>) -> Choices {
        Choices { alternatives, ..Choices::default() }
    }
}

impl Deref for Choices {
    type Target = [Seq];
    fn deref(&self) -> &[Seq] {
        &self.alternatives
    }
}
