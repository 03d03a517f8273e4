//! A turn that was said in a conversation, free of the file that it was read from: it can wait for the
//! rest of its session, and go to another thread. Knows no format.

use jinyu::{Channel, InFile, InTurn, Moment, OffsetMap, Role, Source, Span, Turn};
use smol_str::SmolStr;
use std::ops::Range;
use std::sync::Arc;

/// One thing that somebody said at one time, with the stretch of text that it stands in.
#[derive(Clone, Debug)]
pub struct Utterance {
    source: Arc<Source>,
    words: Words,
    /// Who speaks.
    pub role: Role,
    /// Where the talk takes place, where that is known.
    pub channel: Option<Channel>,
    /// Who of those in this role speaks: a name or a staff number.
    pub speaker: Option<SmolStr>,
    /// Which session it belongs to, where the file says.
    pub session: Option<SmolStr>,
    /// The customer it was said to or by, where the file names no session and says that.
    pub customer: Option<SmolStr>,
    /// The file's own name for it.
    pub id: Option<SmolStr>,
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
    /// Made of what stands there, with the way back to the file.
    Made(Box<(Box<str>, OffsetMap<InTurn, InFile>)>),
}

impl Utterance {
    /// Words that stand in the source as they were said; `range` counts bytes of the source's text, which
    /// need not be the whole of its file.
    #[must_use]
    pub fn there(source: &Arc<Source>, range: Range<usize>) -> Utterance {
        Utterance::new(source, Words::There(range))
    }

    /// Words made of what stands in the source, and the way back to the file.
    #[must_use]
    pub fn made(source: &Arc<Source>, text: String, map: OffsetMap<InTurn, InFile>) -> Utterance {
        Utterance::new(source, Words::Made(Box::new((text.into(), map))))
    }

    fn new(source: &Arc<Source>, words: Words) -> Utterance {
        let source = Arc::clone(source);
        let (role, channel, speaker, session) = (Role::Unknown, None, None, None);
        let customer = None;
        Utterance {
            source,
            words,
            role,
            channel,
            speaker,
            session,
            customer,
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
            Words::Made(made) => &made.0,
        }
    }

    /// The way back to the file.
    fn map(&self) -> OffsetMap<InTurn, InFile> {
        match &self.words {
            Words::There(range) => {
                let mut map = OffsetMap::starting_at(self.source.offset() + range.start);
                map.copy(range.len());
                map
            }
            Words::Made(made) => made.1.clone(),
        }
    }

    /// The text that it stands in: all of its file, or a part that is longer than its own.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Where its words begin in the file, in bytes of the decoded file.
    #[must_use]
    pub fn offset(&self) -> usize {
        match &self.words {
            Words::There(range) => self.source.offset() + range.start,
            Words::Made(made) => made.1.source(Span::new(0, 0)).start(),
        }
    }

    /// The line of the file that its words begin in, from 1. Costs a walk through the text around it.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source.positions().at(self.offset()).line
    }

    /// The text that it stands in.
    pub(super) fn shared_source(&self) -> Arc<Source> {
        Arc::clone(&self.source)
    }

    /// How much it holds, in bytes: its words and a little for all else. The same however its file was
    /// cut.
    pub(super) fn weight(&self) -> usize {
        const REST: usize = 256;
        self.text().len() + REST
    }

    /// Whether it stands in this very text, and not in another one of the same file.
    pub(super) fn stands_in(&self, source: &Arc<Source>) -> bool {
        Arc::ptr_eq(&self.source, source)
    }

    /// Keeps no more of its file than the lines that it stands in, so that the rest can go; those of the
    /// one before, where they are the same. Where it stands in cells, or in all that there is, nothing
    /// changes.
    pub(super) fn part(&mut self, before: Option<&Arc<Source>>) -> Option<Arc<Source>> {
        let lines = self.lines()?;
        let text = self.source.text();
        let offset = self.source.offset() + lines.start;
        let known = before.filter(|it| it.offset() == offset && it.text().len() == lines.len());
        let part = known.map(Arc::clone).or_else(|| {
            // Lines are counted from the part before this one, and not from the beginning each time.
            let known = before.filter(|it| it.offset() <= offset);
            let known = known.map(|it| (it.offset() - self.source.offset(), it.first_line()));
            let (from, line) = known.unwrap_or((0, self.source.first_line()));
            let passed = text.get(from..lines.start)?.as_bytes();
            let line = line + memchr::memchr_iter(b'\n', passed).count();
            Some(Arc::new(Source::part(self.source.name(), text.get(lines.clone())?, offset, line)))
        })?;
        if let Words::There(range) = &mut self.words {
            *range = range.start - lines.start..range.end - lines.start;
        }
        self.source = Arc::clone(&part);
        Some(part)
    }

    /// The whole lines of the source that it stands in, where those are not all.
    fn lines(&self) -> Option<Range<usize>> {
        let text = self.source.text();
        let span = self.map().source(Span::new(0, self.text().len()));
        let start = span.start().checked_sub(self.source.offset())?;
        let end = span.end().checked_sub(self.source.offset())?;
        let before = text.get(..start)?.as_bytes();
        let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let behind = text.get(end..)?.as_bytes();
        let end = memchr::memchr(b'\n', behind).map_or(text.len(), |newline| end + newline + 1);
        let is_part = self.source.cells().next().is_none() && end - start < text.len();
        is_part.then_some(start..end)
    }

    /// It as a turn, to be judged.
    #[must_use]
    pub fn turn(&self) -> Turn<'_> {
        Turn::new(self.text())
            .with_map(self.map())
            .with_id(self.id.as_deref().map(Into::into))
            .with_role(self.role)
            .with_channel(self.channel)
            .with_speaker(self.speaker.as_deref().map(Into::into))
            .with_begin(self.begin)
            .with_end(self.end)
    }
}
