//! One conversation as conditions look at it: whose turn is which, when it was said, and what was heard.
//! Worked out when a condition first asks for it. Each question costs no more than a look at every turn.

use super::hits::{Hit, Hits};
use super::language::Written;
use super::similar::{Sentence, Spoken};
use super::{Conversation, Hours};
use crate::fold::Folder;
use crate::moment::{Clock, Moment};
use crate::rule::{Amount, By, Cues, Stretch};
use crate::turn::{Role, Turn};
use std::cell::OnceCell;
use std::ops::Range;

/// A place in a conversation: the turn, and the byte of its text.
pub(super) type Point = (usize, usize);

/// When the turns were said, in milliseconds of the clock that the first of them with a time has.
#[derive(Debug)]
pub(super) struct Times {
    pub(super) clock: Clock,
    /// When each begins, where that is known.
    pub(super) begin: Vec<Option<i64>>,
    /// The latest time that was reached when each had begun; never falls.
    begun: Vec<i64>,
    /// The latest time that was reached when each had ended; never falls.
    pub(super) ended: Vec<i64>,
    first: i64,
    pub(super) last: i64,
}

/// One conversation.
#[derive(Debug)]
pub(super) struct Scene<'c, 's> {
    pub(super) turns: &'c [Turn<'s>],
    pub(super) hours: Option<&'c Hours>,
    pub(super) hits: &'c Hits,
    folder: &'c Folder,
    /// What each turn says, sentence by sentence.
    spoken: Vec<Spoken>,
    times: OnceCell<Option<Times>>,
    /// The turns of agents, customers, bots and everybody.
    turns_of: [OnceCell<Vec<usize>>; 4],
    /// What is written in them.
    written: [OnceCell<Written>; 4],
}

impl<'c, 's> Scene<'c, 's> {
    pub(super) fn new(
        conversation: &Conversation<'c, 's>,
        hits: &'c Hits,
        folder: &'c Folder,
        spoken: Vec<Spoken>,
    ) -> Scene<'c, 's> {
        let (turns, hours) = (conversation.turns(), conversation.hours());
        let (times, turns_of) = (OnceCell::new(), Default::default());
        let written = Default::default();
        Scene { turns, hours, hits, folder, spoken, times, turns_of, written }
    }

    /// The sentences of a turn.
    pub(super) fn sentences(&self, turn: usize) -> &[Sentence] {
        let text = self.turns.get(turn).map_or("", Turn::text);
        self.spoken.get(turn).map_or(&[], |spoken| spoken.sentences(text, self.folder))
    }

    pub(super) fn role(&self, turn: usize) -> Role {
        self.turns.get(turn).map_or(Role::System, Turn::role)
    }

    /// The turns of one side, in order.
    pub(super) fn turns_of(&self, by: By) -> &[usize] {
        side(&self.turns_of, by).get_or_init(|| {
            let turns = self.turns.iter().enumerate();
            turns.filter(|(_, turn)| by.means(turn.role())).map(|(at, _)| at).collect()
        })
    }

    /// What is written in the turns of one side.
    pub(super) fn written(&self, by: By) -> Written {
        *side(&self.written, by).get_or_init(|| Written::of(self.turns, by))
    }

    /// What one side said of some cues, in order.
    pub(super) fn heard(&self, cues: &Cues, by: By) -> Vec<Hit> {
        self.hits.of(cues, |hit| by.means(self.role(hit.turn)))
    }

    /// When the turns were said; `None` where nobody wrote that down.
    pub(super) fn times(&self) -> Option<&Times> {
        self.times.get_or_init(|| Times::of(self.turns)).as_ref()
    }

    /// The turns of a stretch, of which turns of one side are counted; `None` where it takes times and
    /// there are none.
    pub(super) fn stretch(&self, stretch: Stretch, by: By) -> Option<Range<usize>> {
        let all = self.turns.len();
        Some(match (stretch.amount, stretch.last) {
            (Amount::Turns(count), false) => {
                let own = self.turns_of(by);
                0..own.get(count as usize - 1).map_or(all, |&last| last + 1)
            }
            (Amount::Turns(count), true) => {
                let own = self.turns_of(by);
                let first = own.len().checked_sub(count as usize).and_then(|at| own.get(at));
                first.copied().unwrap_or(0)..all
            }
            (Amount::Time(time), false) => 0..self.times()?.until(self.times()?.first, time),
            (Amount::Time(time), true) => self.times()?.since(self.times()?.last, time)..all,
        })
    }

    /// How far behind a hit one may look: where the turns end of which so many of one side follow, or
    /// that begin so soon; `None` where that takes times and there are none.
    pub(super) fn reach_after(&self, hit: Hit, within: Option<Amount>, by: By) -> Option<Point> {
        let turns = match within {
            None => self.turns.len(),
            Some(Amount::Turns(count)) => {
                let own = self.turns_of(by);
                let behind = own.partition_point(|&turn| turn <= hit.turn);
                let last = own.get(behind + count as usize - 1);
                last.map_or(self.turns.len(), |&last| last + 1)
            }
            Some(Amount::Time(time)) => {
                let times = self.times()?;
                times.until(*times.ended.get(hit.turn)?, time).max(hit.turn + 1)
            }
        };
        Some((turns, 0))
    }

    /// The same before a hit: where the turns begin.
    pub(super) fn reach_before(&self, hit: Hit, within: Option<Amount>, by: By) -> Option<Point> {
        let turn = match within {
            None => 0,
            Some(Amount::Turns(count)) => {
                let own = self.turns_of(by);
                let before = own.partition_point(|&turn| turn < hit.turn);
                let first = before.checked_sub(count as usize).and_then(|at| own.get(at));
                first.copied().unwrap_or(0)
            }
            Some(Amount::Time(time)) => {
                let times = self.times()?;
                times.since(*times.begun.get(hit.turn)?, time).min(hit.turn)
            }
        };
        Some((turn, 0))
    }
}

/// What is kept of one side.
fn side<T>(sides: &[T; 4], by: By) -> &T {
    let [agent, customer, bot, anyone] = sides;
    match by {
        By::Agent => agent,
        By::Customer => customer,
        By::Bot => bot,
        By::Anyone => anyone,
    }
}

impl Times {
    fn of(turns: &[Turn<'_>]) -> Option<Times> {
        let clock = turns.iter().find_map(|turn| turn.begin().or(turn.end()))?.clock();
        let on_clock = |moment: Option<Moment>| {
            moment.filter(|moment| moment.clock() == clock).map(Moment::millis)
        };
        let begin: Vec<Option<i64>> = turns.iter().map(|turn| on_clock(turn.begin())).collect();
        let end = turns.iter().map(|turn| on_clock(turn.end()));
        let first = *begin.iter().flatten().next()?;
        let (mut reached, mut begun, mut ended) = (first, Vec::new(), Vec::new());
        for (begin, end) in begin.iter().zip(end) {
            reached = reached.max(begin.unwrap_or(reached));
            begun.push(reached);
            reached = reached.max(end.unwrap_or(reached));
            ended.push(reached);
        }
        Some(Times { clock, begin, begun, ended, first, last: reached })
    }

    /// Behind the last turn that begins no later than so long behind a time.
    fn until(&self, from: i64, time: i64) -> usize {
        let latest = from.saturating_add(time);
        self.begun.partition_point(|&begun| begun <= latest)
    }

    /// The first turn that ends no earlier than so long before a time.
    fn since(&self, to: i64, time: i64) -> usize {
        let earliest = to.saturating_sub(time);
        self.ended.partition_point(|&ended| ended < earliest)
    }

    /// When a turn ends.
    pub(super) fn end_of(&self, turns: &[Turn<'_>], turn: usize) -> Option<i64> {
        let end = turns.get(turn)?.end()?;
        (end.clock() == self.clock).then(|| end.millis())
    }
}
