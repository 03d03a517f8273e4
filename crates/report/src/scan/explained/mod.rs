//! What rules about conversations make of one, for people and for programs: which conditions hold, and
//! where the words stand that decide. Judges nothing; shows words as they may be shown.

mod json;
mod text;

use super::{Covered, Covers};
use jinyu::{ConversationTrace, InTurn, Language, Role, Span, Turn};
use std::io::{self, Write};

/// A conversation with what the rules about conversations make of it.
#[derive(Clone, Copy, Debug)]
pub struct ExplainedConversation<'e, 'l> {
    /// Its file.
    pub path: &'e str,
    /// The line in which it begins, from 1.
    pub line: usize,
    /// What its file calls it.
    pub session: Option<&'e str>,
    /// Its turns, in the order in which they were said.
    pub turns: &'e [Turn<'e>],
    /// In which line each of them begins, from 1.
    pub lines: &'e [usize],
    /// What each rule makes of it.
    pub traces: &'e [ConversationTrace<'l>],
    /// The only rule that somebody asks about.
    pub rule: Option<&'e str>,
    /// What covers names and numbers.
    pub covers: Option<Covers>,
}

impl<'e, 'l> ExplainedConversation<'e, 'l> {
    /// Writes it for people.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn text(&self, out: &mut dyn Write, language: Language) -> io::Result<()> {
        text::write(self, out, language)
    }

    /// Writes it for programs, as one JSON object on a line.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn json(&self, out: &mut dyn Write, language: Language) -> io::Result<()> {
        json::write(self, out, language)
    }

    /// What is asked about: reported rules first, then those that judge the conversation.
    fn traces(&self) -> Vec<&'e ConversationTrace<'l>> {
        let asked =
            |trace: &&ConversationTrace<'_>| self.rule.is_none_or(|it| trace.rule.id() == it);
        let mut traces: Vec<_> = self.traces.iter().filter(asked).collect();
        traces.sort_by_key(|trace| (trace.place.is_none(), trace.condition.is_none()));
        traces
    }

    fn session(&self) -> Option<String> {
        let cover = self.covers.map(|it| it.session);
        self.session.map(|name| Covered::of(name, cover).into_text())
    }

    fn speaker(&self, turn: &Turn<'_>) -> Option<String> {
        let serves = matches!(turn.role(), Role::Agent | Role::Bot | Role::System);
        let cover = self.covers.filter(|_| !serves).map(|it| it.speaker);
        turn.speaker().map(|name| Covered::of(name, cover).into_text())
    }

    /// What a turn says.
    fn said(&self, turn: usize) -> Covered<'e> {
        let text = self.turns.get(turn).map_or("", Turn::text);
        Covered::of(text, self.covers.map(|it| it.text))
    }

    /// A wording of a turn, or all of it, and its bytes in what may be shown.
    fn wording(&self, turn: usize, span: Option<Span<InTurn>>) -> (String, std::ops::Range<usize>) {
        let said = self.said(turn);
        let range = span.map_or(0..said.text().len(), |span| said.range(span.start()..span.end()));
        (said.text().get(range.clone()).unwrap_or_default().to_owned(), range)
    }
}
