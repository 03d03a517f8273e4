//! The messages of a stretch: from their heads to their last words. Knows no form of heads.

use super::super::Utterance;
use super::super::roles::Known;
use super::super::time::TimeShape;
use super::{Begin, Carry, ChatForm, ChatRead, Looked, Time, UnreadTime, head, landmark};
use crate::line::Lines;
use jinyu::{Channel, Moment, Role, Source};
use smol_str::SmolStr;
use std::ops::Range;
use std::sync::Arc;

pub(super) fn read(form: &ChatForm, source: &Arc<Source>, carry: &Carry) -> ChatRead {
    let mut reading = Reading {
        form,
        source,
        carry: carry.clone(),
        known: Known::new(&form.options),
        read: ChatRead::default(),
        open: None,
    };
    for line in Lines::in_source(source) {
        reading.line(line.text, line.start - source.offset());
    }
    reading.close();
    reading.read
}

/// A stretch that is being read.
struct Reading<'r> {
    form: &'r ChatForm,
    source: &'r Arc<Source>,
    carry: Carry,
    known: Known<'r>,
    read: ChatRead,
    /// The message that is not at its end.
    open: Option<Open<'r>>,
}

/// A message whose end is not known.
struct Open<'r> {
    name: Option<&'r str>,
    role: Role,
    session: Option<SmolStr>,
    begin: Option<Moment>,
    /// Its words so far, in bytes of the source's text.
    words: Range<usize>,
}

impl<'r> Reading<'r> {
    /// A line, and where it starts in the source's text.
    fn line(&mut self, line: &'r str, start: usize) {
        match self.form.look(line, &mut self.carry) {
            Looked::Head(begin) => {
                self.close();
                self.open(line, start, &begin);
            }
            Looked::Mark => self.close(),
            Looked::Line => self.words(line, start),
        }
    }

    fn open(&mut self, line: &'r str, start: usize, begin: &Begin<'r>) {
        let moment = match begin.time {
            Some((time, Time::Unread | Time::Said(_))) => {
                let at = start + (time.as_ptr() as usize - line.as_ptr() as usize);
                let (shape, range) = (TimeShape::of(time), at..at + time.len());
                self.read.unread.push(UnreadTime { shape, range });
                None
            }
            Some((_, Time::At(moment))) => Some(moment),
            None => self.carry.days.marked(),
        };
        let text = line.get(begin.text..).unwrap_or_default();
        let role = if begin.notice || is_notice(text) {
            Role::System
        } else {
            begin.name.map_or(self.form.options.role, |name| self.known.role(name))
        };
        let name = begin.name.filter(|_| role != Role::System);
        let at = start + line.len();
        let session = self.carry.session.clone();
        self.open = Some(Open { name, role, session, begin: moment, words: at..at });
        self.words(text, start + begin.text);
    }

    /// More words of the message that is open; where none is, a notice.
    fn words(&mut self, text: &'r str, start: usize) {
        let words = text.trim_end();
        let inner = words.trim_start_matches(|c: char| c.is_whitespace() || head::is_invisible(c));
        if inner.is_empty() || landmark::is_only_rule(inner) {
            return;
        }
        let end = start + words.len();
        let begin = end - inner.len();
        match &mut self.open {
            Some(open) if open.words.is_empty() => open.words = begin..end,
            Some(open) => open.words.end = end,
            None => {
                let Carry { session, days } = self.carry.clone();
                let (role, words) = (Role::System, begin..end);
                let begin = days.marked();
                self.open = Some(Open { name: None, role, session, begin, words });
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut utterance = Utterance::there(self.source, open.words);
        utterance.role = open.role;
        utterance.channel = self.form.options.channel.or(Some(Channel::Chat));
        utterance.speaker = open.name.map(Into::into);
        utterance.session = open.session;
        utterance.begin = open.begin;
        self.read.utterances.push(utterance);
    }
}

/// Whether an app wrote it in the name of a contact.
fn is_notice(text: &str) -> bool {
    const NOTICES: [&str; 4] = [
        "Messages and calls are end-to-end encrypted",
        "Messages to this chat and calls are now secured",
        "消息和通话",
        "訊息和通話",
    ];
    let text = text.trim_start();
    let inner = text.trim_start_matches(head::is_invisible);
    inner.len() < text.len() && NOTICES.iter().any(|notice| inner.starts_with(notice))
}
