//! The parts of a phrase one behind the other, brackets before what stands in them: the form in which they are
//! encoded. Read back, they go no deeper than a phrase may, so that no bytes use up the stack; nothing else
//! is checked here but the width of gaps.

use super::choices::Choices;
use super::template::{Letter, MOST_DEEP, MOST_WIDE, Part, Seq};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::vec::IntoIter;

/// How deep parts may stand in each other: an optional bracket with alternatives is two parts, and a word list
/// stands around its items.
const DEEPEST: usize = 2 * MOST_DEEP + 1;

/// Parts in one row.
#[derive(Serialize, Deserialize)]
pub(super) struct Row(Vec<Token>);

/// A part without what stands in it.
#[derive(Serialize, Deserialize)]
enum Token {
    Text(Vec<Letter>),
    /// How many parts each alternative has; they follow.
    OneOf(Vec<u32>),
    List(u16),
    /// How many parts may be missing; they follow.
    Maybe(u32),
    Gap(u8),
    Same,
    Pause,
    ClauseStart,
    ClauseEnd,
}

/// A row that nobody has written: it ends within a part, or goes too deep.
#[derive(Debug, thiserror::Error)]
#[error("these are no parts of a phrase")]
pub(super) struct BadRow;

pub(super) fn serialize<S: Serializer>(parts: &[Part], to: S) -> Result<S::Ok, S::Error> {
    Row::of(parts).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Seq, D::Error> {
    Row::deserialize(from)?.parts().ok_or_else(|| de::Error::custom(BadRow))
}

/// What is the same for the same parts, and for no others.
pub(super) fn key(parts: &[Part]) -> Vec<u8> {
    postcard::to_allocvec(&Row::of(parts)).unwrap_or_default()
}

impl Row {
    pub(super) fn of(parts: &[Part]) -> Row {
        let mut row = Row(Vec::new());
        row.extend(parts);
        row
    }

    fn extend(&mut self, parts: &[Part]) {
        let count = |parts: &Seq| u32::try_from(parts.len()).unwrap_or(u32::MAX);
        for part in parts {
            self.0.push(match part {
                Part::Text(letters) => Token::Text(letters.clone()),
                Part::OneOf(choices) => Token::OneOf(choices.iter().map(count).collect()),
                Part::List(list) => Token::List(*list),
                Part::Maybe(inner) => Token::Maybe(count(inner)),
                Part::Gap(width) => Token::Gap(*width),
                Part::Same => Token::Same,
                Part::Pause => Token::Pause,
                Part::ClauseStart => Token::ClauseStart,
                Part::ClauseEnd => Token::ClauseEnd,
            });
            match part {
                Part::OneOf(choices) => choices.iter().for_each(|seq| self.extend(seq)),
                Part::Maybe(inner) => self.extend(inner),
                _ => {}
            }
        }
    }

    fn parts(self) -> Option<Seq> {
        let mut tokens = self.0.into_iter();
        let mut parts = Seq::new();
        while let Some(token) = tokens.next() {
            parts.push(part(token, &mut tokens, 0)?);
        }
        Some(parts)
    }
}

/// A part that stands in so many others, with those that stand in it.
fn part(token: Token, rest: &mut IntoIter<Token>, deep: usize) -> Option<Part> {
    let mut inner = |count: u32| -> Option<Seq> {
        if deep >= DEEPEST {
            return None;
        }
        // As many as there may be: most alternatives are one part, and lists have thousands of them.
        let mut parts = Seq::with_capacity(rest.len().min(count as usize));
        for _ in 0..count {
            parts.push(part(rest.next()?, rest, deep + 1)?);
        }
        Some(parts)
    };
    Some(match token {
        Token::Text(letters) => Part::Text(letters),
        Token::OneOf(counts) => {
            Part::OneOf(counts.into_iter().map(inner).collect::<Option<Vec<Seq>>>()?.into())
        }
        Token::List(list) => Part::List(list),
        Token::Maybe(count) => Part::Maybe(inner(count)?),
        Token::Gap(width) if width <= MOST_WIDE => Part::Gap(width),
        Token::Gap(_) => return None,
        Token::Same => Part::Same,
        Token::Pause => Part::Pause,
        Token::ClauseStart => Part::ClauseStart,
        Token::ClauseEnd => Part::ClauseEnd,
    })
}

impl From<Choices> for Row {
    fn from(choices: Choices) -> Row {
        Row::of(&[Part::OneOf(choices)])
    }
}

impl TryFrom<Row> for Choices {
    type Error = BadRow;
    fn try_from(row: Row) -> Result<Choices, BadRow> {
        match row.parts().and_then(|mut parts| Some((parts.pop()?, parts))) {
            Some((Part::OneOf(choices), rest)) if rest.is_empty() => Ok(choices),
            _ => Err(BadRow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(deep: usize) -> Row {
        let bracket = |at| if at % 2 == 0 { Token::Maybe(1) } else { Token::OneOf(vec![1]) };
        Row((0..deep).map(bracket).chain([Token::Same]).collect())
    }

    #[test]
    fn parts_stand_no_deeper_than_a_phrase_has_them() {
        for deep in [0, 1, DEEPEST] {
            let parts = nested(deep).parts().unwrap();
            assert_eq!(Row::of(&parts).parts().unwrap(), parts);
        }
        assert!(nested(DEEPEST + 1).parts().is_none());
        assert!(nested(1_000_000).parts().is_none());
    }

    #[test]
    fn rows_that_end_too_early_are_none() {
        assert!(Row(vec![Token::Maybe(2), Token::Same]).parts().is_none());
        assert!(Row(vec![Token::OneOf(vec![0, u32::MAX]), Token::Same]).parts().is_none());
        assert!(Row(vec![Token::Gap(MOST_WIDE + 1)]).parts().is_none());
        assert!(Choices::try_from(Row(vec![Token::Same])).is_err());
        assert!(Choices::try_from(Row(vec![Token::OneOf(vec![0]), Token::Same])).is_err());
    }
}
