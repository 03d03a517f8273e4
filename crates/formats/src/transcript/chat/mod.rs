//! Chat logs in line form: each message begins with a head that says who speaks and mostly when, and goes
//! on until the next one. The form of the heads is decided once for a file; a line that looks like a head
//! of another form is part of a message. Decides no session but where a line says one.

mod clock;
mod day;
mod detect;
mod head;
mod landmark;
mod read;

use super::time::{TimeShape, Times, When};
use super::{TranscriptOptions, Utterance};
use crate::line::Lines;
use day::Days;
use head::{Body, Head};
use jinyu::{Moment, Source};
use landmark::Landmark;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// How much of a log its form is decided from, in bytes.
const SAMPLE: usize = 1 << 16;
/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;
/// How far a clock goes back at midnight at least, in milliseconds.
const MIDNIGHT: i64 = DAY / 2;

/// How the messages of one chat log begin, and what is known of its times and names.
///
/// ```
/// use jinyu::{Role, Source};
/// use jinyu_formats::{Carry, ChatForm, TranscriptOptions};
/// let log = "客服小王 2024-05-01 10:02:33\n您好\n请讲\n张三 2024-05-01 10:03:00\n在吗\n";
/// let form = ChatForm::detect(log, &TranscriptOptions::default()).unwrap();
/// assert_eq!(form.cut(log, 1), log.find("张三"));
/// let read = form.read(&Source::new("a.txt", log).into(), &Carry::default());
/// let said = &read.utterances[0];
/// assert_eq!((said.role, said.speaker.as_deref()), (Role::Agent, Some("客服小王")));
/// assert_eq!(said.text(), "您好\n请讲");
/// ```
#[derive(Clone, Debug)]
pub struct ChatForm {
    head: Head,
    body: Body,
    times: Times,
    /// What the times of the sample look like, whatever their length.
    outlines: BTreeSet<Box<str>>,
    /// Names that are no roles, where a name is all that there is of a head.
    names: BTreeSet<Box<str>>,
    /// Whether heads have names at all.
    authored: bool,
    /// Whether a clock alone is the time of a head.
    dayless: bool,
    /// Whether times can have a day that is no whole date: 昨天, 星期二, `5/1`.
    unclear: bool,
    /// The first whole date of the beginning, where there are such days.
    near: Option<Moment>,
    /// Whether lines between the messages say their day, or their time.
    days: bool,
    /// Whether lines between the messages say their session.
    sessions: bool,
    options: TranscriptOptions,
}

/// What the stretches before say about the next one: its session, its day, or its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    session: Option<SmolStr>,
    days: Days,
}

/// What a stretch of a chat log says.
#[derive(Debug, Default)]
pub struct ChatRead {
    /// Its messages, in the order in which they stand there.
    pub utterances: Vec<Utterance>,
    /// Times of heads that could not be read; their messages have none.
    pub unread: Vec<UnreadTime>,
}

/// A time of a head that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadTime {
    /// What it looks like.
    pub shape: TimeShape,
    /// Where it stands, in bytes of the source's text.
    pub range: Range<usize>,
}

/// What the head of a message says.
struct Begin<'l> {
    time: Option<(&'l str, Time)>,
    name: Option<&'l str>,
    /// Whether nobody speaks, but the program that kept the log.
    notice: bool,
    /// Where the words begin, in bytes of the line.
    text: usize,
}

/// What the time of a head says.
#[derive(Clone, Copy)]
enum Time {
    /// As it is written.
    Said(When),
    /// With its day.
    At(Moment),
    /// Nothing.
    Unread,
}

impl From<Option<Moment>> for Time {
    fn from(moment: Option<Moment>) -> Time {
        moment.map_or(Time::Unread, Time::At)
    }
}

impl ChatForm {
    /// How much of the beginning of a log [`ChatForm::detect`] looks at, in bytes.
    pub const SAMPLE: usize = SAMPLE;

    /// How the times of the log are read.
    #[must_use]
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// Whether messages say who speaks. Times without names stand in other logs as well, those of programs.
    #[must_use]
    pub fn has_names(&self) -> bool {
        self.authored || self.head == Head::Named
    }

    /// Whether a line begins a message.
    #[must_use]
    pub fn is_head(&self, line: &str) -> bool {
        self.begin(line).is_some()
    }

    /// Where the first message begins whose head is behind the first line end at or behind byte `from`:
    /// there a log can be cut. `None` where the text has none, or where the line of the head has no end
    /// there.
    #[must_use]
    pub fn cut(&self, text: &str, from: usize) -> Option<usize> {
        let rest = text.as_bytes().get(from..)?;
        let mut start = from + memchr::memchr(b'\n', rest)? + 1;
        loop {
            let length = memchr::memchr(b'\n', text.as_bytes().get(start..)?)?;
            let line = text.get(start..start + length)?;
            if self.is_head(line.strip_suffix('\r').unwrap_or(line)) {
                return Some(start);
            }
            start += length + 1;
        }
    }

    /// Takes a stretch into account that stands before the next one. Costs nothing where the log has no
    /// lines about days and sessions.
    pub fn pass(&self, text: &str, carry: &mut Carry) {
        if self.days || self.sessions || self.unclear {
            for line in Lines::of(text) {
                self.look(line.text, carry);
            }
        }
    }

    /// The messages of a stretch that begins a log or was cut by [`ChatForm::cut`]; `carry` is what the
    /// stretches before it left behind. What stands before the first message of a log are notices.
    ///
    /// Clocks without a day stay as they are written, and start again at midnight; behind a line that says
    /// the day they belong to it, and go on at midnight. Days without a date are told from the times before.
    #[must_use]
    pub fn read(&self, source: &Arc<Source>, carry: &Carry) -> ChatRead {
        read::read(self, source, carry)
    }

    /// What a line does to those behind it; its head, if it has one.
    fn look<'l>(&self, line: &'l str, carry: &mut Carry) -> Looked<'l> {
        if let Some(mut begin) = self.begin(line) {
            if let Some((_, Time::Said(when))) = begin.time {
                let moment = carry.days.moment(when, self.near);
                begin.time = begin.time.map(|(time, _)| (time, moment.into()));
            }
            return Looked::Head(begin);
        }
        let mark = (self.days || self.sessions).then(|| landmark::landmark(line, &self.times));
        match mark.flatten() {
            Some(Landmark::Time(when)) if self.days && self.reads(when) => {
                carry.days.mark(when, self.near);
            }
            Some(Landmark::Session(name)) if self.sessions => {
                carry.session = Some(name.into());
                carry.days.begin_anew();
            }
            _ => return Looked::Line,
        }
        Looked::Mark
    }

    /// Whether the log has such days.
    fn reads(&self, when: When) -> bool {
        self.unclear || matches!(when, When::At(_))
    }

    /// The head of a line, if it begins a message.
    fn begin<'l>(&self, line: &'l str) -> Option<Begin<'l>> {
        let parts = self.head.parts(line, self.body)?;
        if self.head == Head::Named {
            detect::is_known(parts.name?, &self.names, &self.options).then_some(())?;
        }
        let time = match parts.time {
            Some(time) => Some((time, self.time(time)?)),
            None => None,
        };
        let notice = self.authored && !parts.authored;
        Some(Begin { time, name: parts.name, notice, text: parts.text })
    }

    /// What the time of a head says, perhaps nothing; `None` where it is no head.
    fn time(&self, time: &str) -> Option<Time> {
        match self.times.when(time) {
            Some((when @ When::At(_), kind)) if !kind.date => {
                self.dayless.then_some(Time::Said(when))
            }
            Some((when, kind)) if kind.clock && self.reads(when) => Some(Time::Said(when)),
            // In a log without such days it is read as the beginning of no other message.
            _ => self.outlines.contains(&*TimeShape::of(time).outline()).then_some(Time::Unread),
        }
    }
}

/// What a line is.
enum Looked<'l> {
    Head(Begin<'l>),
    Mark,
    Line,
}
