//! What a record tells of a turn, found by its reader, to the turn: who is meant by a name, what a time
//! says, which records are no turns. The one place that decides this for objects, rows and captions;
//! knows no grammar.

use super::names::{Field, Whose, Yes};
use super::sense::{Kind, flag, of_flag, of_ids, plain_moment, recorded};
use super::time::{TimeShape, Times};
use super::unread::UnreadTimes;
use super::{Said, TranscriptOptions, Utterance, markup};
use crate::error::ReadError;
use crate::line::is_blank;
use crate::replies::Prose;
use crate::roles;
use jinyu::{Channel, Clock, InFile, InTurn, Moment, OffsetMap, Position, Positions, Role, Source};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What was said, as it stands in the source or made of what stands there.
#[derive(Clone, Debug)]
pub(super) enum Words {
    /// A range of bytes of the source's text.
    There(Range<usize>),
    Made(String, OffsetMap<InTurn, InFile>),
}

/// What a record tells, beside its words. What is empty tells nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Told<'s> {
    pub(super) role: Option<(Cow<'s, str>, Yes)>,
    pub(super) speaker: Option<Cow<'s, str>>,
    pub(super) agent: Option<Cow<'s, str>>,
    pub(super) customer: Option<Cow<'s, str>>,
    pub(super) session: Option<Cow<'s, str>>,
    pub(super) time: Option<Cow<'s, str>>,
    pub(super) day: Option<Cow<'s, str>>,
    pub(super) end: Option<Cow<'s, str>>,
    pub(super) channel: Option<Cow<'s, str>>,
    pub(super) id: Option<Cow<'s, str>>,
    pub(super) kinds: [Option<Cow<'s, str>>; 2],
    pub(super) to: Option<Cow<'s, str>>,
    pub(super) requester: Option<Cow<'s, str>>,
    /// Whether it was meant for colleagues.
    pub(super) private: bool,
    /// When it begins and ends in a recording, in milliseconds.
    pub(super) frame: Option<(i64, i64)>,
}

impl<'s> Told<'s> {
    /// Takes what a field says.
    pub(super) fn take(&mut self, field: Field, said: Cow<'s, str>) {
        if is_blank(&said) {
            return;
        }
        let slot = match field {
            Field::Text => return,
            Field::Role(yes) => {
                self.role = Some((said, yes));
                return;
            }
            Field::Public => {
                self.private |= flag(&said) == Some(false);
                return;
            }
            Field::Private => {
                self.private |= flag(&said) == Some(true);
                return;
            }
            Field::Speaker(Whose::Speakers) => &mut self.speaker,
            Field::Speaker(Whose::Agents) => &mut self.agent,
            Field::Speaker(Whose::Customers) => &mut self.customer,
            Field::Session => &mut self.session,
            Field::Time => &mut self.time,
            Field::Day => &mut self.day,
            Field::End => &mut self.end,
            Field::Channel => &mut self.channel,
            Field::Id => &mut self.id,
            Field::Kind => {
                let [first, second] = &mut self.kinds;
                if first.is_none() { first } else { second }
            }
            Field::To => &mut self.to,
            Field::Requester => &mut self.requester,
        };
        *slot = Some(said);
    }
}

/// A stretch that is being read.
pub(super) struct Reading<'r> {
    pub(super) source: &'r Arc<Source>,
    pub(super) options: &'r TranscriptOptions,
    pub(super) said: Said,
    times: &'r Times,
    positions: Positions<'r>,
    roles: Recent<Role>,
    channels: Recent<Option<Channel>>,
    /// What times were said, where that is asked for.
    pub(super) sample: Option<Vec<Box<str>>>,
}

impl<'r> Reading<'r> {
    pub(super) fn new(
        source: &'r Arc<Source>,
        options: &'r TranscriptOptions,
        times: &'r Times,
    ) -> Self {
        Reading {
            source,
            options,
            said: Said::default(),
            times,
            positions: source.positions(),
            roles: Recent::default(),
            channels: Recent::default(),
            sample: None,
        }
    }

    /// Keeps every time as it was said, to decide how times are read.
    pub(super) fn sampling(mut self) -> Self {
        self.sample = Some(Vec::new());
        self
    }

    /// The whole text of the stretch.
    pub(super) fn text(&self) -> &'r str {
        self.source.text()
    }

    /// A record that cannot be read; `at` counts bytes of the stretch's text.
    pub(super) fn fault(&mut self, at: usize, problem: impl Into<String>) {
        let position = self.position(at);
        let error = ReadError::at(self.source.name(), position, problem);
        self.said.errors.push(error.in_cell(self.source, self.source.offset() + at));
    }

    fn position(&mut self, at: usize) -> Position {
        self.positions.at(self.source.offset() + at)
    }

    /// A turn; `at` is where its record starts, in bytes of the stretch's text.
    pub(super) fn turn(&mut self, at: usize, words: Words, told: &Told<'_>) {
        let kinds = told.kinds.iter().flatten().map(|name| Kind::of(name));
        let kind = kinds.max().unwrap_or_default();
        if told.private || kind == Kind::Note {
            return;
        }
        let mut utterance = match self.shown(at, words) {
            Words::There(range) => Utterance::there(self.source, range),
            Words::Made(text, map) => Utterance::made(self.source, text, map),
        };
        utterance.role = match kind {
            Kind::Notice => Role::System,
            Kind::Automatic => Role::Bot,
            Kind::Note | Kind::Message => self.role(told),
        };
        let own = match utterance.role {
            Role::Customer => told.customer.as_deref(),
            Role::System => None,
            Role::Agent | Role::Bot | Role::Unknown => told.agent.as_deref(),
        };
        utterance.speaker = told.speaker.as_deref().or(own).map(trimmed);
        utterance.session = told.session.as_deref().map(trimmed);
        // A column of customers that is empty beside what agents say does not say to whom they speak.
        let both = told.speaker.is_some() || told.agent.is_some();
        let customer = told.customer.as_deref().filter(|_| both && utterance.session.is_none());
        utterance.customer = customer.map(trimmed);
        utterance.id = told.id.as_deref().map(trimmed);
        utterance.channel = told.channel.as_deref().and_then(|name| self.channel(name));
        utterance.begin = self.begin(at, told);
        utterance.end = told.end.as_deref().and_then(|end| self.moment(at, end));
        if let Some((begin, end)) = told.frame {
            let recorded = |millis| Some(Moment::new(Clock::Recording, millis));
            (utterance.begin, utterance.end) = (recorded(begin), recorded(end));
        }
        let is_recorded = utterance.begin.is_some_and(|begin| begin.clock() == Clock::Recording);
        // What is spoken comes to an end; what somebody asks by mail has an author and somebody who asks.
        let usual = match (is_recorded || utterance.end.is_some(), &told.requester) {
            (true, _) => Channel::Phone,
            (false, Some(_)) => Channel::Mail,
            (false, None) => Channel::Chat,
        };
        utterance.channel = utterance.channel.or(self.options.channel).or(Some(usual));
        self.said.utterances.push(utterance);
    }

    /// What people see of some words: HTML without its tags, nothing of what only programs read.
    fn shown(&self, at: usize, words: Words) -> Words {
        let text = match &words {
            Words::There(range) => self.text().get(range.clone()).unwrap_or_default(),
            Words::Made(text, _) => text,
        };
        if !text.trim_start().starts_with('<') {
            return words;
        }
        let mut prose = Prose::default();
        let there = |range: &Range<usize>| {
            let mut map = OffsetMap::starting_at(self.source.offset() + range.start);
            map.copy(range.len());
            map
        };
        let payload =
            ["<?xml", "<msg", "<sysmsg"].iter().any(|tag| text.trim_start().starts_with(tag));
        match &words {
            _ if payload => return Words::There(at..at),
            _ if !markup::is_html(text) => return words,
            Words::There(range) => markup::html(&mut prose, text, &there(range)),
            Words::Made(_, map) => markup::html(&mut prose, text, map),
        }
        prose.into_parts().map_or(Words::There(at..at), |(text, map)| Words::Made(text, map))
    }

    fn begin(&mut self, at: usize, told: &Told<'_>) -> Option<Moment> {
        match (told.time.as_deref(), told.day.as_deref()) {
            (Some(time), None) | (None, Some(time)) => self.moment(at, time),
            (None, None) => None,
            (Some(time), Some(day)) => match self.times.moment(time) {
                Some(clock) if clock.clock() == Clock::Day => {
                    self.moment(at, &format!("{} {}", day.trim(), time.trim()))
                }
                // A number of seconds is of no place; a date with a clock is what people saw.
                Some(_) if day.contains(':') => self.moment(at, day),
                _ => self.moment(at, time),
            },
        }
    }

    /// What a time says. One that says nothing is noted.
    fn moment(&mut self, at: usize, said: &str) -> Option<Moment> {
        let said = said.trim();
        if let Some(sample) = &mut self.sample {
            sample.push(said.into());
        }
        if let Some(moment) = plain_moment(said).or_else(|| recorded(said)) {
            return Some(moment);
        }
        match self.times.read(said) {
            Ok(moment) => Some(moment),
            Err(shape) => {
                let line = self.position(at).line;
                UnreadTimes::add(&mut self.said.unread_times, shape, said, line);
                None
            }
        }
    }

    /// A time that a reader found to say nothing, which stands in these bytes of the text.
    pub(super) fn unread(&mut self, shape: TimeShape, range: Range<usize>) {
        let line = self.position(range.start).line;
        let said = self.text().get(range).unwrap_or_default();
        UnreadTimes::add(&mut self.said.unread_times, shape, said, line);
    }

    /// Who speaks: by the role that stands there, or else by a name.
    fn role(&mut self, told: &Told<'_>) -> Role {
        let mut role = Role::Unknown;
        if let Some((name, yes)) = &told.role {
            role = self.of_name(name);
            if role == Role::Unknown {
                role = of_flag(name, *yes);
            }
        }
        if let (Role::Unknown, Some(name)) = (role, &told.speaker) {
            role = self.of_name(name);
        }
        if role == Role::Unknown {
            role = of_ids(told).unwrap_or(self.options.role);
        }
        role
    }

    fn of_name(&mut self, name: &str) -> Role {
        let options = self.options;
        self.roles.get(name, |name| options.role_of(name))
    }

    /// Whether a name is one of those that say who speaks.
    pub(super) fn is_somebody(&mut self, name: &str) -> bool {
        self.of_name(name) != Role::Unknown
    }

    fn channel(&mut self, name: &str) -> Option<Channel> {
        self.channels.get(name, roles::channel)
    }
}

fn trimmed(text: &str) -> SmolStr {
    let mut ends = text.bytes();
    let plain = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_graphic());
    let is_plain = plain(ends.next()) && ends.next_back().is_none_or(|last| plain(Some(last)));
    if is_plain { text.into() } else { text.trim().into() }
}

/// What the last few names meant: a stretch has few, over and over.
#[derive(Debug)]
struct Recent<T> {
    known: Vec<(Box<str>, T)>,
    oldest: usize,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Recent { known: Vec::new(), oldest: 0 }
    }
}

impl<T: Copy> Recent<T> {
    const MOST: usize = 16;

    fn get(&mut self, name: &str, find: impl FnOnce(&str) -> T) -> T {
        if let Some((_, meant)) = self.known.iter().find(|(known, _)| **known == *name) {
            return *meant;
        }
        let meant = find(name);
        let entry = (name.into(), meant);
        match self.known.get_mut(self.oldest) {
            Some(slot) => *slot = entry,
            None => self.known.push(entry),
        }
        self.oldest = (self.oldest + 1) % Self::MOST;
        meant
    }
}
