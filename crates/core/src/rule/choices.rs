//! Alternatives that are found by their first or last character: most of them never need to be
//! walked.

use super::template::{Part, Seq};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// The mark of an alternative that does not begin (or end) with a certain character.
const OPEN: u32 = 0;

/// Some alternatives; never changed once made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Seq>", into = "Vec<Seq>")]
pub(crate) struct Choices {
    alternatives: Vec<Seq>,
    firsts: Edges,
    lasts: Edges,
}

/// The characters at one edge of each alternative, and its place; sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Edges(Vec<(u32, u32)>);

impl Edges {
    fn of<'s>(edges: impl Iterator<Item = Option<&'s Part>>, first: bool) -> Edges {
        let edge = |part: Option<&Part>| match part {
            Some(Part::Text(letters)) => {
                let letter = if first { letters.first() } else { letters.last() };
                letter.map_or(OPEN, |letter| u32::from(letter.character))
            }
            _ => OPEN,
        };
        let mut edges: Vec<(u32, u32)> = edges.map(edge).zip(0..).collect();
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

impl Choices {
    /// The alternatives that can begin with a character.
    pub(crate) fn beginning(&self, character: char) -> impl Iterator<Item = &Seq> {
        self.firsts.with(character).filter_map(|place| self.alternatives.get(place))
    }

    /// The alternatives that can end with a character.
    pub(crate) fn ending(&self, character: char) -> impl Iterator<Item = &Seq> {
        self.lasts.with(character).filter_map(|place| self.alternatives.get(place))
    }
}

impl From<Vec<Seq>> for Choices {
    fn from(alternatives: Vec<Seq>) -> Choices {
        let firsts = Edges::of(alternatives.iter().map(|seq| seq.first()), true);
        let lasts = Edges::of(alternatives.iter().map(|seq| seq.last()), false);
        Choices { alternatives, firsts, lasts }
    }
}

impl From<Choices> for Vec<Seq> {
    fn from(choices: Choices) -> Vec<Seq> {
        choices.alternatives
    }
}

impl Deref for Choices {
    type Target = [Seq];
    fn deref(&self) -> &[Seq] {
        &self.alternatives
    }
}
