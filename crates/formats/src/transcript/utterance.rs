//! A turn that was said in a conversation, free of the file that it was read from: it can wait for the
//! rest of its session, and go to another thread. Knows no format.

use jinyu::{Channel, InFile, InTurn, Moment, OffsetMap, Role, Source, Turn};
use std::ops::Range;
use std::sync::Arc;

/// One thing that somebody said at one time, with the stretch of text that it stands in.
#[derive(Clone, Debug)]
pub struct Utterance {
    source: Arc<Source>,
    words: Words,
    map: OffsetMap<InTurn, InFile>,
    /// Who speaks.
    pub role: Role,
    /// Where the talk takes place, where that is known.
    pub channel: Option<Channel>,
    /// Who of those in this role speaks: a name or a staff number.
    pub speaker: Option<Box<str>>,
    /// Which session it belongs to, where the file says.
    pub session: Option<Box<str>>,
    /// The file's own name for it.
    pub id: Option<Box<str>>,
    /// When it was said, or began to be said.
    pub begin: Option<Moment>,
    /// When the speaker came to its end, where that is known.
    pub end: Option<Moment>,
}

/// What was said.
#[derive(Clone, Debug)]
enum Words {
    /// As it stands in the source: a range of bytes of its text.
    There(Range<usize>),
    /// Made of what stands there.
    Made(Box<str>),
}

impl Utterance {
    /// Words that stand in the source as they were said; `range` counts bytes of the source's text, which
    /// need not be the whole of its file.
    #[must_use]
    pub fn there(source: &Arc<Source>, range: Range<usize>) -> Utterance {
        let mut map = OffsetMap::starting_at(source.offset() + range.start);
        map.copy(range.len());
        Utterance::new(source, Words::There(range), map)
    }

    /// Words made of what stands in the source, and the way back to the file.
    #[must_use]
    pub fn made(source: &Arc<Source>, text: String, map: OffsetMap<InTurn, InFile>) -> Utterance {
        Utterance::new(source, Words::Made(text.into()), map)
    }

    fn new(source: &Arc<Source>, words: Words, map: OffsetMap<InTurn, InFile>) -> Utterance {
        let source = Arc::clone(source);
        let (role, channel, speaker, session) = (Role::Unknown, None, None, None);
        Utterance {
            source,
            words,
            map,
            role,
            channel,
            speaker,
            session,
            id: None,
            begin: None,
            end: None,
        }
    }

    /// What was said.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.words {
            Words::There(range) => self.source.text().get(range.clone()).unwrap_or_default(),
            Words::Made(text) => text,
        }
    }

    /// The text that it stands in: all of its file, or a part that is longer than its own.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// It as a turn, to be judged.
    #[must_use]
    pub fn turn(&self) -> Turn<'_> {
        Turn::new(self.text())
            .with_map(self.map.clone())
            .with_id(self.id.as_deref().map(Into::into))
            .with_role(self.role)
            .with_channel(self.channel)
            .with_speaker(self.speaker.as_deref().map(Into::into))
            .with_begin(self.begin)
            .with_end(self.end)
    }
}
