//! Alternatives that know their first and last characters: most of the time one look at those is
//! enough to pass over an alternative without walking it.

use super::template::{Part, Seq};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// The mark of an alternative that does not begin (or end) with a certain character.
const OPEN: u32 = 0;

/// Some alternatives; never changed once made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choices {
    alternatives: Vec<Seq>,
    firsts: Vec<u32>,
    lasts: Vec<u32>,
}

impl Choices {
    /// The alternatives that can begin with a character.
    pub(crate) fn beginning(&self, character: char) -> impl Iterator<Item = &Seq> {
        matching(&self.alternatives, &self.firsts, character)
    }

    /// The alternatives that can end with a character.
    pub(crate) fn ending(&self, character: char) -> impl Iterator<Item = &Seq> {
        matching(&self.alternatives, &self.lasts, character)
    }
}

fn matching<'c>(
    alternatives: &'c [Seq],
    edges: &'c [u32],
    character: char,
) -> impl Iterator<Item = &'c Seq> {
    let wanted = u32::from(character);
    let fits = move |&(_, &edge): &(&Seq, &u32)| edge == OPEN || edge == wanted;
    alternatives.iter().zip(edges).filter(fits).map(|(seq, _)| seq)
}

impl From<Vec<Seq>> for Choices {
    fn from(alternatives: Vec<Seq>) -> Choices {
        let edge = |part: Option<&Part>, first: bool| match part {
            Some(Part::Text(letters)) => {
                let letter = if first { letters.first() } else { letters.last() };
                letter.map_or(OPEN, |letter| u32::from(letter.character))
            }
            _ => OPEN,
        };
        let firsts = alternatives.iter().map(|seq| edge(seq.first(), true)).collect();
        let lasts = alternatives.iter().map(|seq| edge(seq.last(), false)).collect();
        Choices { alternatives, firsts, lasts }
    }
}

impl Deref for Choices {
    type Target = [Seq];
    fn deref(&self) -> &[Seq] {
        &self.alternatives
    }
}
