//! From turns to conversations: those of a session belong together, also where others stand between them.
//! Holds as much as it must and no more; reads nothing, and is the one place where turns wait.

use super::slots::{Number, Slots};
use super::time::is_numbered;
use super::{Gap, Session, Utterance};
use ahash::RandomState;
use jinyu::{Clock, Moment, Role, Source};
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// How long an answer may keep a customer waiting and is one all the same, in milliseconds: over a weekend.
const LATE: i64 = 72 * 3_600_000;
/// How many sessions that have ended are recognised when they come back.
const REMEMBERED: usize = 1 << 18;
/// How many stretches of its file an open session may hold on to, and after how many of them that is looked
/// at.
const STRETCHES: u64 = 64;
const LOOKED: u64 = 16;

/// When a session ends before its file does.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// After so many records of the file without a turn of it.
    pub idle: u64,
    /// With so many turns.
    pub turns: usize,
    /// When the open sessions hold so many bytes; the one that was silent longest ends first.
    pub bytes: usize,
}

impl Default for SessionLimits {
    /// 50,000 records, 10,000 turns, 64 MiB.
    fn default() -> Self {
        SessionLimits { idle: 50_000, turns: 10_000, bytes: 1 << 26 }
    }
}

/// What somebody should know of how turns were put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionNote {
    /// Turns came of a session that had ended: they are a conversation of their own. Told once a file.
    CameBack {
        /// The session.
        name: String,
        /// Where the first of these turns begins, in bytes of the decoded file.
        offset: usize,
        /// The line of that, from 1.
        line: usize,
    },
    /// A session has as many turns as a conversation may have; those that follow are another one. Told
    /// once a file.
    Cut {
        /// The session, where the file says.
        name: Option<String>,
        /// How many turns it has.
        turns: usize,
        /// The line in which it begins, from 1.
        line: usize,
    },
    /// The open sessions held too much; the one that was silent longest was taken for ended. Told once a
    /// file.
    Full {
        /// The session, where the file says.
        name: Option<String>,
        /// The line in which it begins, from 1.
        line: usize,
    },
}

/// The sessions of one file that are open, and what has ended. Sessions end in the order in which they
/// fell silent, whatever the stretches are that the file was read in.
///
/// ```
/// use jinyu_formats::{SessionLimits, Sessions, Transcript, TranscriptOptions};
/// let log = "{\"session\":\"a\",\"text\":\"您好\"}\n{\"session\":\"b\",\"text\":\"在吗\"}\n\
///            {\"session\":\"a\",\"text\":\"请讲\"}\n";
/// let options = TranscriptOptions::default();
/// let mut transcript = Transcript::new("a.jsonl", log.as_bytes(), &options, 1);
/// let (mut sessions, mut ended) = (Sessions::new(SessionLimits::default()), Vec::new());
/// while let Some(stretch) = transcript.next() {
///     for utterance in stretch?.read(&options).utterances {
///         sessions.take(utterance, &mut ended);
///     }
/// }
/// sessions.end(&mut ended);
/// let turns = |at: usize| ended[at].utterances.len();
/// assert_eq!((ended[0].name.as_deref(), turns(0), turns(1)), (Some("b"), 1, 2));
/// # Ok::<(), jinyu_formats::StreamError>(())
/// ```
#[derive(Debug)]
pub struct Sessions {
    limits: SessionLimits,
    gap: Gap,
    /// The one that was silent longest first.
    open: Slots<Open>,
    /// Those that are open, by what keeps them apart.
    keys: HashMap<SmolStr, Number, RandomState>,
    /// The one of turns that nothing keeps apart.
    unnamed: Option<Number>,
    records: u64,
    bytes: usize,
    stretches: u64,
    ended: Ended,
    notes: Vec<SessionNote>,
    told: Told,
}

/// A session that is open.
#[derive(Debug, Default)]
struct Open {
    /// What the file calls it.
    name: Option<SmolStr>,
    /// What keeps it apart from others.
    key: Option<SmolStr>,
    utterances: Vec<Utterance>,
    /// How many of these keep no more of their file than they must.
    parted: usize,
    /// At which stretch the first of the others was read.
    since: u64,
    bytes: usize,
    /// The record with its last turn.
    last: u64,
}

/// Sessions that have ended, by hashes of their names: the last few of them.
#[derive(Debug, Default)]
struct Ended {
    hasher: RandomState,
    known: HashSet<u64, RandomState>,
    order: VecDeque<u64>,
}

impl Ended {
    fn add(&mut self, name: &str) {
        let hash = self.hasher.hash_one(name);
        if self.known.insert(hash) {
            self.order.push_back(hash);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    fn holds(&self, name: &str) -> bool {
        self.known.contains(&self.hasher.hash_one(name))
    }

    fn forget(&mut self) {
        *self = Ended::default();
    }
}

/// What keeps the session of a turn apart from others: its name, or else the customer.
fn key(utterance: &Utterance) -> Option<SmolStr> {
    let name = utterance.session.clone();
    // No name of a session begins like this.
    name.or_else(|| Some(smol_str::format_smolstr!("\0{}", utterance.customer.as_deref()?)))
}

/// Which notes were made for this file.
#[derive(Debug, Default)]
struct Told {
    came_back: bool,
    cut: bool,
    full: bool,
}

impl Sessions {
    /// No session.
    #[must_use]
    pub fn new(limits: SessionLimits) -> Sessions {
        Sessions {
            limits,
            gap: Gap::default(),
            open: Slots::new(),
            keys: HashMap::default(),
            unnamed: None,
            records: 0,
            bytes: 0,
            stretches: 0,
            ended: Ended::default(),
            notes: Vec::new(),
            told: Told::default(),
        }
    }

    /// Which pause ends a conversation of this file and of those that follow, where a file names no
    /// sessions.
    pub fn part_at(&mut self, gap: Gap) {
        self.gap = gap;
    }

    /// Takes the next turn of the file, and hands over the sessions that end before it.
    pub fn take(&mut self, utterance: Utterance, ended: &mut Vec<Session>) {
        self.records += 1;
        let number = self.number_for(&utterance, ended);
        let weight = utterance.weight();
        self.bytes += weight;
        let open = self.open.get_mut(number);
        open.bytes += weight;
        open.last = self.records;
        if open.parted == open.utterances.len() {
            open.since = self.stretches;
        }
        open.utterances.push(utterance);
        let turns = open.utterances.len();
        self.open.touch(number);
        if turns >= self.limits.turns {
            self.cut(number, ended);
        }
        self.close_idle(ended);
        while self.bytes > self.limits.bytes
            && let Some(oldest) = self.open.oldest()
        {
            self.full(oldest);
            ended.extend(self.finish(oldest));
        }
    }

    /// The stretch that the last turns were read from is over: what waits for long lets go of the text
    /// around it.
    pub fn stretch(&mut self) {
        self.stretches += 1;
        if !self.stretches.is_multiple_of(LOOKED) {
            return;
        }
        let behind = self.stretches.saturating_sub(STRETCHES);
        let mut next = self.open.oldest();
        while let Some(number) = next {
            let open = self.open.get_mut(number);
            if open.since < behind {
                open.part();
            }
            next = self.open.after(number);
        }
    }

    /// The file ends, and so do all sessions.
    pub fn end(&mut self, ended: &mut Vec<Session>) {
        while let Some(oldest) = self.open.oldest() {
            ended.extend(self.close(oldest));
        }
        self.ended.forget();
        (self.records, self.stretches, self.told) = (0, 0, Told::default());
    }

    /// What is to be told since this was last asked for.
    pub fn notes(&mut self) -> Vec<SessionNote> {
        std::mem::take(&mut self.notes)
    }

    /// The open session that a turn belongs to, which may begin with it.
    fn number_for(&mut self, utterance: &Utterance, ended: &mut Vec<Session>) -> Number {
        let key = key(utterance);
        if let Some(newest) = self.open.newest()
            && utterance.session.is_some()
            && self.open.get(newest).key == key
        {
            return newest;
        }
        let known = match &key {
            Some(key) => self.keys.get(key).copied(),
            None => self.unnamed,
        };
        match known {
            Some(number) if utterance.session.is_none() && self.is_over(number, utterance) => {
                ended.extend(self.close(number));
                self.begin(utterance, key)
            }
            Some(number) => number,
            None => {
                self.recognise(utterance);
                self.begin(utterance, key)
            }
        }
    }

    /// Whether a turn comes so much later than an open session without a name that another one begins.
    fn is_over(&self, number: Number, next: &Utterance) -> bool {
        self.gap.millis().is_some_and(|gap| self.open.get(number).is_over(next, gap))
    }

    fn begin(&mut self, first: &Utterance, key: Option<SmolStr>) -> Number {
        let number = self.open.add(Open {
            name: first.session.clone(),
            key: key.clone(),
            since: self.stretches,
            last: self.records,
            ..Open::default()
        });
        match key {
            Some(key) => {
                self.keys.insert(key, number);
            }
            None => self.unnamed = Some(number),
        }
        number
    }

    /// Takes note of a session that is opened once more.
    fn recognise(&mut self, utterance: &Utterance) {
        let Some(name) = utterance.session.as_deref().filter(|_| !self.told.came_back) else {
            return;
        };
        if self.ended.holds(name) {
            let (offset, line) = (utterance.offset(), utterance.line());
            self.notes.push(SessionNote::CameBack { name: name.into(), offset, line });
            self.told.came_back = true;
            self.ended.forget();
        }
    }

    fn close_idle(&mut self, ended: &mut Vec<Session>) {
        while let Some(oldest) = self.open.oldest() {
            if self.records - self.open.get(oldest).last < self.limits.idle {
                return;
            }
            ended.extend(self.finish(oldest));
        }
    }

    fn cut(&mut self, number: Number, ended: &mut Vec<Session>) {
        let open = self.open.get(number);
        if !std::mem::replace(&mut self.told.cut, true) {
            let name = open.name.as_deref().map(Into::into);
            let (turns, line) = (open.utterances.len(), open.line());
            self.notes.push(SessionNote::Cut { name, turns, line });
        }
        ended.extend(self.close(number));
    }

    fn full(&mut self, number: Number) {
        if !std::mem::replace(&mut self.told.full, true) {
            let open = self.open.get(number);
            let name = open.name.as_deref().map(Into::into);
            self.notes.push(SessionNote::Full { name, line: open.line() });
        }
    }

    fn close(&mut self, number: Number) -> Option<Session> {
        let Open { name, key, utterances, bytes, .. } = self.open.take(number);
        self.bytes -= bytes;
        match key {
            Some(key) => drop(self.keys.remove(&key)),
            None => self.unnamed = None,
        }
        Session::new(name, utterances)
    }

    /// The same, for a session of which no more turns should come.
    fn finish(&mut self, number: Number) -> Option<Session> {
        if let Some(name) = self.open.get(number).name.as_deref().filter(|_| !self.told.came_back) {
            self.ended.add(name);
        }
        self.close(number)
    }
}

impl Open {
    /// Whether a turn comes so much later that it belongs to another conversation. An answer to a
    /// customer who waits belongs to what it answers, if it is no later than over a weekend.
    fn is_over(&self, next: &Utterance, gap: i64) -> bool {
        let Some(before) = self.utterances.last() else { return false };
        let (Some(last), Some(begin)) = (before.end.or(before.begin), next.begin) else {
            return false;
        };
        let has_day = |moment: Moment| moment.clock() == Clock::Calendar || is_numbered(moment);
        if !has_day(last) || !has_day(begin) {
            return false;
        }
        // A date and a day without one are so far apart that the log writes them in another way.
        let Some(pause) = begin.since(last) else { return true };
        let long = pause.saturating_abs() > gap;
        let is_answer = pause > 0 && pause <= LATE.max(gap) && self.is_answered_by(next);
        long && !is_answer
    }

    /// Whether the last who spoke waits for somebody who serves, and this is one.
    fn is_answered_by(&self, next: &Utterance) -> bool {
        let people = self.utterances.iter().rev();
        let Some(last) = people.into_iter().find(|it| it.role != Role::System) else {
            return false;
        };
        // Of two sides one may be known when the conversation is whole.
        match (last.role, next.role) {
            (Role::Customer, Role::Agent) => true,
            (Role::Customer, Role::Unknown) | (Role::Unknown, Role::Agent) => {
                last.speaker != next.speaker
            }
            _ => false,
        }
    }

    fn line(&self) -> usize {
        self.utterances.first().map_or(1, Utterance::line)
    }

    /// Keeps no more of the file than the lines that its turns stand in.
    fn part(&mut self) {
        let mut before: Option<(Arc<Source>, Arc<Source>)> = None;
        for utterance in self.utterances.iter_mut().skip(self.parted) {
            let whole = utterance.shared_source();
            let known = before.as_ref().filter(|(of, _)| utterance.stands_in(of));
            let part = utterance.part(known.map(|(_, part)| part));
            before = part.map(|part| (whole, part));
        }
        self.parted = self.utterances.len();
        self.since = u64::MAX;
    }
}

#[cfg(test)]
#[path = "sessions_tests.rs"]
mod tests;
