//! An example is a sentence with the forbidden wordings marked: `这个我<不清楚>。` A sentence
//! without marks must be clean. This module only reads the marks.

use super::talk::{self, Line};
use crate::pack::Decoded;
use crate::span::{InTurn, Span};
use crate::turn::{Channel, Role, Turn};
use serde::{Deserialize, Serialize};

/// A sentence or a talk that proves a rule: exactly the marked places must be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    pub(crate) text: String,
    /// Byte ranges of `text` that must be found.
    pub(crate) marks: Vec<(usize, usize)>,
    pub(crate) role: Role,
    pub(crate) channel: Option<Channel>,
    /// The turns, if it is a talk.
    pub(crate) talk: Vec<Line>,
}

impl Decoded for Vec<Example> {
    fn nothing() -> Self {
        Vec::new()
    }
}

impl Example {
    /// The sentence, or all lines of the talk, without marks.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The turns, each with the byte of the text at which it begins, if the example is a talk of
    /// several people; none if it is a sentence.
    pub fn turns(&self) -> impl ExactSizeIterator<Item = (usize, Turn<'_>)> {
        self.talk.iter().map(|line| (line.text.start, line.turn(&self.text)))
    }

    /// The places that must be found; none means that the example is clean.
    pub fn marks(&self) -> impl Iterator<Item = Span<InTurn>> {
        self.marks.iter().map(|&(start, end)| Span::new(start, end))
    }

    /// The text in pieces, in order, each with whether it is marked.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, bool)> {
        let starts = std::iter::once(0).chain(self.marks.iter().map(|&(_, end)| end));
        let ends = self.marks.iter().map(|&(start, _)| start).chain([self.text.len()]);
        let plain = starts.zip(ends).map(|between| (between, false));
        let mut marked = self.marks.iter().map(|&mark| (mark, true));
        let pieces = plain.flat_map(move |plain| std::iter::once(plain).chain(marked.next()));
        pieces.filter_map(|((start, end), marked)| Some((self.text.get(start..end)?, marked)))
    }

    /// Who says it; of a talk, whom the rule speaks to.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Where it is said, where that matters.
    #[must_use]
    pub fn channel(&self) -> Option<Channel> {
        self.channel
    }
}

/// Takes the marks out of a talk and tells its turns apart. A mark that holds the whole text of a
/// turn stands for the turn.
///
/// # Errors
/// What is wrong with the marks, or which line is no turn.
pub(crate) fn parse_talk(marked: &str, channel: Option<Channel>) -> Result<Example, String> {
    let (text, marks) = parse_marks(marked)?;
    let lines = talk::lines(&text).map_err(|(line, written)| {
        format!("line {line} of this talk, “{written}”, does not say who speaks")
    })?;
    let inside = |&(start, end): &(usize, usize)| {
        lines.iter().any(|line| line.text.start <= start && end <= line.text.end)
    };
    if !marks.iter().all(inside) {
        return Err("a mark stands outside of what somebody says".to_owned());
    }
    Ok(Example { text, marks, role: Role::Agent, channel, talk: lines })
}

/// A sentence without its marks, and the byte ranges that were marked.
type Marked = (String, Vec<(usize, usize)>);

/// Takes the marks out of a sentence. `\<` and `\>` are the characters themselves.
///
/// # Errors
/// Says what is wrong with the marks: nested, not closed, or empty.
pub(crate) fn parse_marks(marked: &str) -> Result<Marked, &'static str> {
    let mut text = String::with_capacity(marked.len());
    let mut marks = Vec::new();
    let mut open = None;
    let mut characters = marked.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if matches!(characters.peek(), Some('<' | '>')) => text.extend(characters.next()),
            '<' if open.is_some() => return Err("a mark opens inside another one"),
            '<' => open = Some(text.len()),
            '>' => {
                let start = open.take().ok_or("a mark closes that was not opened")?;
                if start == text.len() {
                    return Err("a mark has nothing in it");
                }
                marks.push((start, text.len()));
            }
            other => text.push(other),
        }
    }
    if open.is_some() { Err("a mark is not closed") } else { Ok((text, marks)) }
}
