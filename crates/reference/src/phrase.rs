//! Reads the phrase language: a wording with alternatives, optional parts, word lists and gaps.

use crate::fold::{Class, Folding, class};
use crate::short_forms::spelled_out;
use std::collections::BTreeSet;

/// Parts one behind the other.
pub(crate) type Seq = Vec<Part>;

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Letter(Letter),
    OneOf(Vec<Seq>),
    /// A word of the list of this name.
    List(String),
    Maybe(Seq),
    /// Up to so many characters or words.
    Gap(usize),
    /// The variable V.
    Variable,
    /// A clause break, or nothing.
    Pause,
    ClauseStart,
    ClauseEnd,
}

/// A folded character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Letter {
    pub(crate) character: char,
    /// How often it is written in a row.
    pub(crate) times: usize,
    /// Whether a word in letters begins with it.
    pub(crate) begins: bool,
}

/// How wide `{gap}` is.
const GAP: usize = 6;

/// Reads a phrase; `lists` are the names of word lists.
pub(crate) fn parse(
    phrase: &str,
    folding: &Folding,
    lists: &BTreeSet<String>,
) -> Result<Seq, String> {
    let chinese = phrase.chars().any(|c| c >= '\u{2E80}');
    let characters: Vec<char> = spelled_out(phrase).chars().collect();
    let mut reader = Reader { characters, at: 0, folding, lists, chinese, begins: true, open: 0 };
    let parts = reader.sequence()?;
    match reader.next() {
        None => Ok(parts),
        Some(character) => Err(format!("“{character}” in {phrase}")),
    }
}

struct Reader<'r> {
    characters: Vec<char>,
    at: usize,
    folding: &'r Folding,
    lists: &'r BTreeSet<String>,
    chinese: bool,
    /// Whether the next letter begins a word.
    begins: bool,
    /// How many brackets are open.
    open: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    /// Reads up to what closes or parts alternatives.
    fn sequence(&mut self) -> Result<Seq, String> {
        let mut parts = Seq::new();
        let ends = |c: char, open| matches!(c, '}' | ')') || (c == '|' && open > 0);
        while let Some(character) = self.next().filter(|&c| !ends(c, self.open)) {
            self.at += 1;
            match character {
                '{' => {
                    let part = self.name();
                    let part = part.map_or_else(|| self.one_of('}').map(Part::OneOf), Ok)?;
                    parts.push(part);
                }
                '(' => parts.push(Part::Maybe(vec![Part::OneOf(self.one_of(')')?)])),
                'V' if self.chinese && !self.beside_letters() => {
                    parts.push(Part::Variable);
                    self.begins = false;
                }
                '\\' => {
                    if let Some(escaped) = self.next() {
                        self.at += 1;
                        self.character(escaped, &mut parts);
                    }
                }
                other => self.character(other, &mut parts),
            }
        }
        Ok(parts)
    }

    fn beside_letters(&self) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.characters.get(at));
        [before, self.characters.get(self.at)].iter().flatten().any(|c| c.is_ascii_alphanumeric())
    }

    /// Reads `start}`, `gap:3}` or the name of a list; nothing if it is none of them.
    fn name(&mut self) -> Option<Part> {
        let length = self.characters[self.at..].iter().position(|&c| c == '}')?;
        let name: String = self.characters[self.at..self.at + length].iter().collect();
        let part = match name.as_str() {
            "start" => Part::ClauseStart,
            "end" => Part::ClauseEnd,
            "gap" => Part::Gap(GAP),
            _ => match name.strip_prefix("gap:").and_then(|width| width.parse().ok()) {
                Some(width) => Part::Gap(width),
                None if self.lists.contains(&name) => Part::List(name),
                None => return None,
            },
        };
        self.at += length + 1;
        Some(part)
    }

    /// Reads `a|b|c` and what closes it. Each alternative begins as the whole does.
    fn one_of(&mut self, closing: char) -> Result<Vec<Seq>, String> {
        let before = self.begins;
        let mut behind = closing == ')' && before;
        let mut alternatives = Vec::new();
        self.open += 1;
        loop {
            self.begins = before;
            let mut parts = self.sequence()?;
            if parts == [Part::Pause] {
                // A pause as one of several is meant to be there.
                parts.insert(0, Part::ClauseEnd);
            }
            alternatives.push(parts);
            behind |= self.begins;
            let next = self.next();
            self.at += 1;
            match next {
                Some('|') => {}
                Some(character) if character == closing => break,
                other => return Err(format!("{other:?} where {closing} was expected")),
            }
        }
        self.open -= 1;
        self.begins = behind;
        Ok(alternatives)
    }

    fn character(&mut self, character: char, parts: &mut Seq) {
        match class(character) {
            Class::Nothing => {}
            Class::Between => self.begins = true,
            Class::Break(_) | Class::Depends => {
                self.begins = true;
                if parts.last() != Some(&Part::Pause) {
                    parts.push(Part::Pause);
                }
            }
            Class::Text => {
                let mut begins = std::mem::replace(&mut self.begins, false);
                for folded in self.folding.character(character) {
                    add(parts, folded, begins && folded < '\u{2E80}');
                    begins = false;
                }
            }
        }
    }
}

/// Adds a letter; one that stood before is written once more.
fn add(parts: &mut Seq, character: char, begins: bool) {
    if let Some(Part::Letter(last)) = parts.last_mut()
        && last.character == character
        && !begins
        && !character.is_ascii_digit()
    {
        last.times += 1;
        return;
    }
    parts.push(Part::Letter(Letter { character, times: 1, begins }));
}
