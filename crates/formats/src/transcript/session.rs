//! A session that has ended: its turns in the order in which they were said. Knows no file and no other
//! session.

use super::time::is_numbered;
use super::{Utterance, other_side};
use jinyu::{Clock, Moment};
use smol_str::SmolStr;

/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;
/// How far a clock without days goes back where another day begins, in milliseconds; messages that overtook
/// each other are not as far apart.
const MIDNIGHT: i64 = 600_000;

/// A session that has ended.
#[derive(Debug)]
pub struct Session {
    /// What the file calls it.
    pub name: Option<SmolStr>,
    /// Its turns, in the order in which they were said; at least one.
    pub utterances: Vec<Utterance>,
}

impl Session {
    /// A session of these turns, in the order of the file; nothing where there are none. A clock without
    /// days is carried over midnight, and turns are put in the order of their times where all have one.
    /// Whom somebody known talks to is given a role, see [`other_side`].
    pub(super) fn new(name: Option<SmolStr>, utterances: Vec<Utterance>) -> Option<Session> {
        let mut session = Session { name, utterances };
        session.cross_midnight();
        session.put_in_order();
        other_side(&mut session.utterances);
        (!session.utterances.is_empty()).then_some(session)
    }

    /// How much it holds, in bytes: its words and a little for all else. The same however its file was cut.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.utterances.iter().map(Utterance::weight).sum()
    }

    fn put_in_order(&mut self) {
        let begins = || self.utterances.iter().map(|utterance| utterance.begin);
        let clock = begins().next().flatten().map(Moment::clock);
        let comparable = begins().all(|begin| begin.is_some() && begin.map(Moment::clock) == clock);
        if comparable && !begins().is_sorted() {
            self.utterances.sort_by_key(|utterance| utterance.begin);
        }
    }

    fn cross_midnight(&mut self) {
        let (mut days, mut last) = (0, None);
        for utterance in &mut self.utterances {
            // Days with numbers are told apart as they are.
            let plain = |begin: &Moment| begin.clock() == Clock::Day && !is_numbered(*begin);
            let Some(begin) = utterance.begin.filter(plain) else { continue };
            let goes_back = |millis: i64, last: i64| millis < last.saturating_sub(MIDNIGHT);
            let mut millis = begin.millis().saturating_add(days);
            if last.is_some_and(|last| goes_back(millis, last)) {
                days += DAY;
                millis = millis.saturating_add(DAY);
            }
            last = Some(millis);
            let end = |end: Moment| match end.millis().saturating_add(days) {
                before if goes_back(before, millis) => before.saturating_add(DAY),
                end => end,
            };
            let at = |millis| Some(Moment::new(Clock::Day, millis));
            utterance.begin = at(millis);
            let ends = utterance.end.filter(|end| end.clock() == Clock::Day);
            utterance.end = ends.and_then(|moment| at(end(moment))).or(utterance.end);
        }
    }
}
