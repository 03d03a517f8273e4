//! One conversation of some transcripts, to be looked at by itself: read and put together as in a scan,
//! and not judged but asked what rules make of it. Writes nothing.

use super::judge::Places;
use super::reading::{Piece, Transcripts, read};
use super::run::Event;
use super::target::{Law, ScanTarget};
use crate::error::ProjectError;
use jinyu::{Conversation, ConversationTrace, Linter, Span, Turn};
use jinyu_formats::{Session, SessionLimits, Sessions, Utterance};

/// How many bytes of text are read at once.
const STRETCH: usize = 1 << 18;

/// Which conversation is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichConversation {
    /// The only one that there is.
    Only,
    /// All of a session of this name.
    Session(String),
    /// The one that has this line of its file, from 1.
    Line(usize),
}

/// What was looked for.
#[derive(Debug, Default)]
pub struct Found<'t> {
    /// The conversations that are wanted; of several of which one should be the only one, the first.
    pub conversations: Vec<FoundConversation<'t>>,
    /// How many conversations there are at all.
    pub count: u64,
    /// Where the first few of them begin, and what they are called.
    pub first: Vec<(String, usize, Option<String>)>,
    /// How many records and files could not be read.
    pub unread: u64,
}

/// A conversation, and by what it is judged.
#[derive(Debug)]
pub struct FoundConversation<'t> {
    session: Session,
    law: Law<'t>,
}

/// How many conversations are named.
const NAMED: usize = 10;

/// Looks for a conversation, and tells `hear` what happens.
pub fn find<'t>(
    targets: impl IntoIterator<Item = Result<ScanTarget<'t>, ProjectError>>,
    which: &WhichConversation,
    hear: &mut dyn FnMut(Event<'_>),
) -> Found<'t> {
    let mut targets = targets.into_iter();
    let mut inputs = Transcripts::new(&mut targets, STRETCH);
    let passed = inputs.passed.clone();
    let mut search = Search {
        which,
        hear,
        sessions: Sessions::new(SessionLimits::default()),
        ended: Vec::new(),
        law: None,
        found: Found::default(),
    };
    loop {
        let batch = inputs.batch();
        if batch.is_empty() {
            return search.found;
        }
        for piece in read(batch, STRETCH, &passed) {
            search.piece(piece);
        }
    }
}

/// A search on its way.
struct Search<'s, 't> {
    which: &'s WhichConversation,
    hear: &'s mut dyn FnMut(Event<'_>),
    sessions: Sessions,
    ended: Vec<Session>,
    law: Option<Law<'t>>,
    found: Found<'t>,
}

impl<'t> Search<'_, 't> {
    fn piece(&mut self, piece: Piece<'t>) {
        match piece {
            Piece::Said(said, law) => {
                said.errors
                    .into_iter()
                    .for_each(|error| self.unread(&ProjectError::in_input(error)));
                self.law = Some(law);
                self.sessions.part_at(law.options.gap);
                for utterance in said.utterances {
                    self.sessions.take(utterance, &mut self.ended);
                }
                self.sessions.stretch();
            }
            Piece::End => self.sessions.end(&mut self.ended),
            Piece::Broken(error) => self.unread(&error),
        }
        let Some(law) = self.law else { return };
        for session in std::mem::take(&mut self.ended) {
            self.look(session, law);
        }
    }

    fn unread(&mut self, error: &ProjectError) {
        self.found.unread += 1;
        (self.hear)(Event::Unread(error));
    }

    fn look(&mut self, session: Session, law: Law<'t>) {
        self.found.count += 1;
        let conversation = FoundConversation { session, law };
        if self.found.first.len() < NAMED {
            let (path, line) = conversation.place();
            let name = conversation.name().map(String::from);
            self.found.first.push((path.to_owned(), line, name));
        }
        let wanted = match self.which {
            WhichConversation::Only => self.found.conversations.is_empty(),
            WhichConversation::Session(name) => conversation.name() == Some(name),
            WhichConversation::Line(line) => conversation.has_line(*line),
        };
        if wanted {
            self.found.conversations.push(conversation);
        }
    }
}

impl<'t> FoundConversation<'t> {
    /// What its file calls it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.session.name.as_deref()
    }

    /// Its file, and the line in which it begins, from 1.
    #[must_use]
    pub fn place(&self) -> (&str, usize) {
        let first = self.session.utterances.first();
        first.map_or(("", 1), |first| (first.source().name(), first.line()))
    }

    /// What judges it.
    #[must_use]
    pub fn linter(&self) -> &'t Linter {
        self.law.linter
    }

    /// In which line each of its turns begins, from 1.
    #[must_use]
    pub fn lines(&self) -> Vec<usize> {
        let mut places = Places::default();
        let utterances = self.session.utterances.iter();
        utterances.map(|it| places.of(it.source()).at(it.offset()).line).collect()
    }

    /// Its turns, and what each rule about conversations makes of them.
    pub fn explain<R>(&self, tell: impl FnOnce(&[Turn<'_>], &[ConversationTrace<'t>]) -> R) -> R {
        let turns: Vec<Turn<'_>> = self.session.utterances.iter().map(Utterance::turn).collect();
        let mut conversation = Conversation::new(&turns);
        if let Some(hours) = self.law.hours {
            conversation = conversation.with_hours(hours);
        }
        tell(&turns, &self.law.linter.explain_conversation(&conversation))
    }

    fn has_line(&self, line: usize) -> bool {
        let mut places = Places::default();
        self.session.utterances.iter().any(|utterance| {
            let turn = utterance.turn();
            let span = turn.in_file(Span::new(0, turn.text().len()));
            let places = places.of(utterance.source());
            let (first, last) = (places.at(span.start()).line, places.at(span.end()).line);
            (first..=last).contains(&line)
        })
    }
}
