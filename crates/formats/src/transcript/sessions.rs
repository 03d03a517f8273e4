//! From turns to conversations: those of a session belong together, also where others stand between them.
//! Holds as much as it must and no more; reads nothing, and is the one place where turns wait.

use super::time::is_numbered;
use super::{Gap, Session, Utterance};
use jinyu::{Clock, Moment, Role, Source};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
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
    slots: Vec<Open>,
    free: Vec<usize>,
    /// Those that are open, by what keeps them apart.
    keys: HashMap<Box<str>, usize>,
    /// The one of turns that nothing keeps apart.
    unnamed: Option<usize>,
    /// The session that was silent longest, and the one that spoke last.
    oldest: usize,
    newest: usize,
    records: u64,
    bytes: usize,
    stretches: u64,
    ended: Ended,
    notes: Vec<SessionNote>,
    told: Told,
}

/// No slot.
const NONE: usize = usize::MAX;

/// A session that is open.
#[derive(Debug)]
struct Open {
    /// What the file calls it.
    name: Option<Box<str>>,
    /// What keeps it apart from others.
    key: Option<Box<str>>,
    utterances: Vec<Utterance>,
    /// How many of these keep no more of their file than they must.
    parted: usize,
    /// At which stretch the first of the others was read.
    since: u64,
    bytes: usize,
    /// The record with its last turn.
    last: u64,
    older: usize,
    newer: usize,
}

/// Sessions that have ended, by hashes of their names: the last few of them.
#[derive(Debug, Default)]
struct Ended {
    known: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Ended {
    fn add(&mut self, name: &str) {
        let hash = hash(name);
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
        self.known.contains(&hash(name))
    }

    fn forget(&mut self) {
        *self = Ended::default();
    }
}

/// What keeps the session of a turn apart from others: its name, or else the customer.
fn key(utterance: &Utterance) -> Option<Cow<'_, str>> {
    let name = utterance.session.as_deref().map(Cow::Borrowed);
    // No name of a session begins like this.
    name.or_else(|| Some(Cow::Owned(format!("\0{}", utterance.customer.as_deref()?))))
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
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
            slots: Vec::new(),
            free: Vec::new(),
            keys: HashMap::new(),
            unnamed: None,
            oldest: NONE,
            newest: NONE,
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
        let at = self.slot_for(&utterance, ended);
        let weight = utterance.weight();
        self.bytes += weight;
        let open = &mut self.slots[at];
        open.bytes += weight;
        open.last = self.records;
        if open.parted == open.utterances.len() {
            open.since = self.stretches;
        }
        open.utterances.push(utterance);
        self.touch(at);
        if self.slots[at].utterances.len() >= self.limits.turns {
            self.cut(at, ended);
        }
        self.close_idle(ended);
        while self.bytes > self.limits.bytes && self.oldest != NONE {
            self.full(self.oldest);
            ended.extend(self.finish(self.oldest));
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
        let mut at = self.oldest;
        while let Some(open) = self.slots.get_mut(at) {
            if open.since < behind {
                open.part();
            }
            at = open.newer;
        }
    }

    /// The file ends, and so do all sessions.
    pub fn end(&mut self, ended: &mut Vec<Session>) {
        while self.oldest != NONE {
            ended.extend(self.close(self.oldest));
        }
        self.ended.forget();
        (self.records, self.stretches, self.told) = (0, 0, Told::default());
    }

    /// What is to be told since this was last asked for.
    pub fn notes(&mut self) -> Vec<SessionNote> {
        std::mem::take(&mut self.notes)
    }

    /// The open session that a turn belongs to, which may begin with it.
    fn slot_for(&mut self, utterance: &Utterance, ended: &mut Vec<Session>) -> usize {
        let key = key(utterance);
        if utterance.session.is_some()
            && let Some(newest) = self.slots.get(self.newest)
            && newest.key.as_deref() == key.as_deref()
        {
            return self.newest;
        }
        let known = match &key {
            Some(key) => self.keys.get(&**key).copied(),
            None => self.unnamed,
        };
        match known {
            Some(at) if utterance.session.is_none() && self.is_over(at, utterance) => {
                ended.extend(self.close(at));
                self.open(utterance, key)
            }
            Some(at) => at,
            None => {
                self.recognise(utterance);
                self.open(utterance, key)
            }
        }
    }

    /// Whether a turn comes so much later than an open session without a name that another one begins.
    fn is_over(&self, at: usize, next: &Utterance) -> bool {
        self.gap.millis().is_some_and(|gap| self.slots[at].is_over(next, gap))
    }

    fn open(&mut self, first: &Utterance, key: Option<Cow<'_, str>>) -> usize {
        let key: Option<Box<str>> = key.map(|key| key.into_owned().into());
        let open = Open {
            name: first.session.clone(),
            key: key.clone(),
            utterances: Vec::new(),
            parted: 0,
            since: self.stretches,
            bytes: 0,
            last: self.records,
            older: NONE,
            newer: NONE,
        };
        let at = match self.free.pop() {
            Some(at) => {
                self.slots[at] = open;
                at
            }
            None => {
                self.slots.push(open);
                self.slots.len() - 1
            }
        };
        match key {
            Some(key) => {
                self.keys.insert(key, at);
            }
            None => self.unnamed = Some(at),
        }
        self.append(at);
        at
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
        while let Some(oldest) = self.slots.get(self.oldest) {
            if self.records - oldest.last < self.limits.idle {
                return;
            }
            ended.extend(self.finish(self.oldest));
        }
    }

    fn cut(&mut self, at: usize, ended: &mut Vec<Session>) {
        let open = &self.slots[at];
        if !std::mem::replace(&mut self.told.cut, true) {
            let name = open.name.as_deref().map(Into::into);
            let (turns, line) = (open.utterances.len(), open.line());
            self.notes.push(SessionNote::Cut { name, turns, line });
        }
        ended.extend(self.close(at));
    }

    fn full(&mut self, at: usize) {
        if !std::mem::replace(&mut self.told.full, true) {
            let open = &self.slots[at];
            let name = open.name.as_deref().map(Into::into);
            self.notes.push(SessionNote::Full { name, line: open.line() });
        }
    }

    fn close(&mut self, at: usize) -> Option<Session> {
        self.unlink(at);
        let open = &mut self.slots[at];
        let (name, utterances) = (open.name.take(), std::mem::take(&mut open.utterances));
        self.bytes -= open.bytes;
        self.free.push(at);
        match open.key.take() {
            Some(key) => drop(self.keys.remove(&key)),
            None => self.unnamed = None,
        }
        Session::new(name, utterances)
    }

    /// The same, for a session of which no more turns should come.
    fn finish(&mut self, at: usize) -> Option<Session> {
        if let Some(name) = self.slots[at].name.as_deref().filter(|_| !self.told.came_back) {
            self.ended.add(name);
        }
        self.close(at)
    }

    /// Makes a session the one that spoke last.
    fn touch(&mut self, at: usize) {
        if self.newest != at {
            self.unlink(at);
            self.append(at);
        }
    }

    fn append(&mut self, at: usize) {
        let before = std::mem::replace(&mut self.newest, at);
        match self.slots.get_mut(before) {
            Some(open) => open.newer = at,
            None => self.oldest = at,
        }
        let open = &mut self.slots[at];
        (open.older, open.newer) = (before, NONE);
    }

    fn unlink(&mut self, at: usize) {
        let (older, newer) = (self.slots[at].older, self.slots[at].newer);
        match self.slots.get_mut(older) {
            Some(open) => open.newer = newer,
            None => self.oldest = newer,
        }
        match self.slots.get_mut(newer) {
            Some(open) => open.older = older,
            None => self.newest = older,
        }
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
