//! The phrase language of rules: a wording with alternatives, optional parts, word lists and gaps,
//! readable to someone who does not program. This module parses; it never searches.
//!
//! | written | means |
//! | --- | --- |
//! | `去问{别人|其他客服}` | one of several |
//! | `烦死(我)了` | optional |
//! | `{self}不清楚` | a word of the list `self` |
//! | `我{gap}不清楚` | up to 6 characters (or words in letters) inside the clause; `{gap:12}`: up to 12 |
//! | `爱V不V` | V: one or two characters, the same in both places |
//! | `{start}` `{end}` | the edge of the clause |
//! | `不要再问了，烦不烦` | a pause here, or none |
//! | `\{` | the character itself |

use super::choices::Choices;
use super::row;
use crate::fold::{Class, Folder, classify};
use serde::{Deserialize, Serialize};

/// How wide `{gap}` is where nothing is said.
pub(crate) const GAP: u8 = 6;
/// The widest gap an author may write.
pub(crate) const MOST_WIDE: u8 = 30;
/// How many brackets may be open at once.
pub(crate) const MOST_DEEP: usize = 16;

/// A folded character of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) character: char,
    /// How often it must at least stand in a row.
    pub(crate) run: u8,
    /// Whether a word written in letters must begin here.
    pub(crate) begins: bool,
}

/// Parts one behind the other.
pub(crate) type Seq = Vec<Part>;

/// One part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text(Vec<Letter>),
    OneOf(Choices),
    /// A word list of the pack, by its place there.
    List(u16),
    Maybe(Seq),
    Gap(u8),
    /// The variable V: one or two ideographs, everywhere the same.
    Same,
    /// A clause break, or nothing.
    Pause,
    ClauseStart,
    ClauseEnd,
}

/// A parsed phrase and what its author wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Template {
    source: String,
    #[serde(with = "row")]
    pub(crate) parts: Seq,
}

/// Why a phrase cannot be read; names what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TemplateFault {
    Empty,
    NotClosed(char),
    NotOpened(char),
    UnknownList(String),
    BadGap(String),
    EmptyAlternative,
    QuestionMark,
    TooDeep,
}

impl Template {
    /// Parses a phrase. `list` finds a word list by its name.
    pub(crate) fn parse(
        source: &str,
        folder: &Folder,
        list: &dyn Fn(&str) -> Option<u16>,
    ) -> Result<Template, TemplateFault> {
        let spelled = super::contraction::spell_out(source);
        let has_variable = source.chars().any(|c| c >= '\u{2E80}');
        let mut parser = Parser {
            characters: spelled.chars().collect(),
            at: 0,
            folder,
            list,
            has_variable,
            begins: true,
            depth: 0,
        };
        let parts = parser.sequence(&[])?;
        if let Some(&closing) = parser.characters.get(parser.at) {
            return Err(TemplateFault::NotOpened(closing));
        }
        if !parts.iter().any(|part| !matches!(part, Part::Pause | Part::Maybe(_) | Part::Gap(_))) {
            return Err(TemplateFault::Empty);
        }
        Ok(Template { source: source.to_owned(), parts })
    }

    /// A phrase that stands nowhere.
    pub(super) fn nothing() -> Template {
        Template { source: String::new(), parts: Seq::new() }
    }

    /// What is the same for phrases of the same parts, and for no others.
    pub(crate) fn key(&self) -> Vec<u8> {
        row::key(&self.parts)
    }

    /// The phrase as it was written.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }
}

struct Parser<'p> {
    characters: Vec<char>,
    at: usize,
    folder: &'p Folder,
    list: &'p dyn Fn(&str) -> Option<u16>,
    has_variable: bool,
    /// Whether the next letter begins a word.
    begins: bool,
    /// How many brackets are open.
    depth: usize,
}

impl Parser<'_> {
    /// Reads parts up to one of `closing` (not consumed) or the end.
    fn sequence(&mut self, closing: &[char]) -> Result<Seq, TemplateFault> {
        let mut parts = Seq::new();
        while let Some(&character) = self.characters.get(self.at) {
            if closing.contains(&character) {
                break;
            }
            self.at += 1;
            if character == '?'
                && matches!(self.characters.get(self.at.wrapping_sub(2)), Some('}' | ')'))
            {
                return Err(TemplateFault::QuestionMark);
            }
            match character {
                '{' => parts.push(self.braces()?),
                '(' => {
                    let alternatives = self.alternatives(')')?;
                    parts.push(Part::Maybe(one_of(alternatives)));
                }
                '}' | ')' => return Err(TemplateFault::NotOpened(character)),
                'V' if self.has_variable && self.stands_alone() => {
                    parts.push(Part::Same);
                    self.begins = false;
                }
                '\\' => {
                    if let Some(&escaped) = self.characters.get(self.at) {
                        self.at += 1;
                        self.literal(escaped, &mut parts);
                    }
                }
                other => self.literal(other, &mut parts),
            }
        }
        Ok(parts)
    }

    /// Whether the letter just read has no letter beside it, unlike the V of VIP.
    fn stands_alone(&self) -> bool {
        let letter = |at: Option<usize>| {
            at.and_then(|at| self.characters.get(at)).is_some_and(char::is_ascii_alphanumeric)
        };
        !letter(self.at.checked_sub(2)) && !letter(Some(self.at))
    }

    fn literal(&mut self, character: char, parts: &mut Seq) {
        match classify(character) {
            Class::Invisible => {}
            Class::Gap => self.begins = true,
            Class::Break(_) | Class::Ambiguous => {
                self.begins = true;
                if !matches!(parts.last(), Some(Part::Pause)) {
                    parts.push(Part::Pause);
                }
            }
            Class::Text => {
                let begins = std::mem::replace(&mut self.begins, false);
                let mut first = true;
                self.folder.fold(character, |character| {
                    // Only words written in letters have a beginning; Chinese is cut by its words.
                    push_letter(parts, character, begins && first && character < '\u{2E80}');
                    first = false;
                });
            }
        }
    }

    fn braces(&mut self) -> Result<Part, TemplateFault> {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let close = rest.iter().position(|&c| c == '}').ok_or(TemplateFault::NotClosed('{'))?;
        let inner: String = rest.iter().take(close).collect();
        let is_name = !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | ':' | '0'..='9'));
        if !is_name {
            let alternatives = self.alternatives('}')?;
            return Ok(Part::OneOf(alternatives.into()));
        }
        self.at += close + 1;
        let part = match inner.as_str() {
            "start" => Part::ClauseStart,
            "end" => Part::ClauseEnd,
            "gap" => Part::Gap(GAP),
            name => match name.strip_prefix("gap:") {
                Some(width) => width
                    .parse()
                    .ok()
                    .filter(|width| (1..=MOST_WIDE).contains(width))
                    .map(Part::Gap)
                    .ok_or_else(|| TemplateFault::BadGap(width.to_owned()))?,
                None => (self.list)(name)
                    .map(Part::List)
                    .ok_or_else(|| TemplateFault::UnknownList(name.to_owned()))?,
            },
        };
        Ok(part)
    }

    /// Reads `a|b|c` and the closing character. Every alternative begins as the whole does.
    fn alternatives(&mut self, closing: char) -> Result<Vec<Seq>, TemplateFault> {
        let begins = self.begins;
        let mut ends_begun = false;
        let mut alternatives = Vec::new();
        self.depth += 1;
        if self.depth > MOST_DEEP {
            return Err(TemplateFault::TooDeep);
        }
        loop {
            self.begins = begins;
            let mut seq = self.sequence(&['|', closing])?;
            if seq == [Part::Pause] {
                // A pause as one of several is meant to be there: `{吧|，}`.
                seq.insert(0, Part::ClauseEnd);
            }
            if seq.is_empty() {
                return Err(TemplateFault::EmptyAlternative);
            }
            ends_begun |= self.begins;
            alternatives.push(seq);
            let next = self.characters.get(self.at).copied();
            self.at += 1;
            match next {
                Some('|') => {}
                Some(_) => break,
                None => {
                    return Err(TemplateFault::NotClosed(if closing == ')' { '(' } else { '{' }));
                }
            }
        }
        self.depth -= 1;
        // A bracket that may be left out leaves the letter behind it to begin a word as before it.
        self.begins = ends_begun || (closing == ')' && begins);
        Ok(alternatives)
    }
}

fn one_of(mut alternatives: Vec<Seq>) -> Seq {
    if alternatives.len() == 1 {
        alternatives.pop().unwrap_or_default()
    } else {
        vec![Part::OneOf(alternatives.into())]
    }
}

/// Adds a letter to the text at the end of `parts`; a repeated one makes its run longer.
fn push_letter(parts: &mut Seq, character: char, begins: bool) {
    if !matches!(parts.last(), Some(Part::Text(_))) {
        parts.push(Part::Text(Vec::new()));
    }
    if let Some(Part::Text(letters)) = parts.last_mut() {
        let collapses = !begins && !character.is_ascii_digit();
        match letters.last_mut() {
            Some(last) if last.character == character && collapses => {
                last.run = last.run.saturating_add(1);
            }
            _ => letters.push(Letter { character, run: 1, begins }),
        }
    }
}
