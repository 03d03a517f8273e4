//! Approved wording in the place of what was found. A text is only changed where it can be read
//! again afterwards with each reply as it should be, no other changed, and nothing newly wrong. Knows no format: how
//! a wording is written in a file is tried, and judged by reading the file.

mod batch;
mod reply;
mod spelling;

use batch::{Batch, Change};
use jinyu::{Finding, InTurn, Linter, Source, Span, Turn};
use jinyu_formats::{ReadOptions, read};
use reply::{Found, Reply, replies};
use std::collections::{BTreeMap, BTreeSet};

/// A finding that somebody may put another wording in the place of.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a, 'l> {
    /// The file as it is now.
    pub source: &'a Source,
    /// The reply.
    pub turn: &'a Turn<'a>,
    /// What was found in it.
    pub finding: &'a Finding<'l>,
}

/// What becomes of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This is written there.
    Say(String),
    /// It stays, for this reason.
    Leave(Left),
    /// It stays, and so do all that follow.
    Stop,
}

/// Why a finding was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// No wording of the rule may be put there as it is.
    NoSafeWording,
    /// Several may, and somebody must choose.
    Several,
    /// A placeholder stands in it, which would be lost.
    HoldsPlaceholder,
    /// The text says that it may stay.
    Suppressed,
    /// The reply would then be wrong in another way.
    NewFinding,
    /// The file would not be read as it was, but for this reply.
    NotWritable,
    /// Whoever was asked wanted it so.
    Kept,
}

/// One wording that was put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The broken rule.
    pub rule: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A text after all fixes, and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// What was changed, in the order in which it was done.
    pub applied: Vec<Applied>,
    /// What was left alone: the line and column in the new text, the rule, the wording and why.
    pub left: Vec<(usize, usize, String, String, Left)>,
}

/// The only wording of a rule that may be put in the place of a finding as it is.
#[must_use]
pub fn safe(offer: &Offer<'_, '_>) -> Answer {
    let Offer { turn, finding, .. } = offer;
    let within = |held: &&Span<InTurn>| {
        finding.span.start() <= held.start() && held.end() <= finding.span.end()
    };
    let wordings = finding.rule.say();
    match finding.replacement() {
        Some(_) if turn.placeholders().iter().any(|held| within(&held)) => {
            Answer::Leave(Left::HoldsPlaceholder)
        }
        Some(only) => Answer::Say(only.to_owned()),
        None if wordings.iter().any(|wording| wording.replaces) => Answer::Leave(Left::Several),
        None => Answer::Leave(Left::NoSafeWording),
    }
}

/// Fixes a text to a fixed point: afterwards `answer` has nothing more to say. Every fix leaves one
/// finding less, so that this ends. As many findings as `at_once` are decided on before the text is read again: one,
/// where somebody is asked who sees the text, and
/// else any number from 1 on.
pub fn fix(
    source: &Source,
    linter: &Linter,
    options: &ReadOptions,
    at_once: usize,
    answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer,
) -> Fixed {
    let mut work = Work {
        source: source.clone(),
        linter,
        options,
        at_once,
        replies: replies(source, linter, options, &[]),
        left: BTreeMap::new(),
        applied: Vec::new(),
        stopped: false,
    };
    while work.round(answer) {}
    work.finish()
}

/// What a finding that was left alone is recognised by: its reply, its place there and its rule.
type Key = (usize, usize, String);

struct Work<'w, 'l> {
    source: Source,
    linter: &'l Linter,
    options: &'w ReadOptions,
    at_once: usize,
    replies: Vec<Reply<'l>>,
    left: BTreeMap<Key, Left>,
    applied: Vec<Applied>,
    stopped: bool,
}

impl<'l> Work<'_, 'l> {
    /// Asks about findings that nobody has decided on, and does what was answered; whether any was to
    /// be changed.
    fn round(&mut self, answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer) -> bool {
        let source = self.source.clone();
        let changes = self.ask(&source, answer);
        if changes.is_empty() {
            return false;
        }
        let mut batch = Batch {
            linter: self.linter,
            options: self.options,
            source: &source,
            replies: &self.replies,
            now: None,
            done: Vec::new(),
            left: Vec::new(),
        };
        batch.put(changes);
        let Batch { now, mut done, left, .. } = batch;
        for (change, why) in left {
            self.left.insert((change.reply, change.span.start(), change.rule), why);
        }
        done.sort_by_key(|(change, _)| change.place.start);
        // Places behind a change have moved: what was left in these replies is decided anew.
        let changed: BTreeSet<_> = done.iter().map(|(change, _)| change.reply).collect();
        self.left.retain(|(of, ..), _| !changed.contains(of));
        self.applied.extend(done.into_iter().map(|(change, _)| Applied {
            rule: change.rule,
            before: change.before,
            after: change.wording,
        }));
        if let Some(now) = now {
            (self.source, self.replies) = now;
        }
        true
    }

    /// What shall be said instead of findings that nobody has decided on.
    fn ask(
        &mut self,
        source: &Source,
        answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        let turns = read(source, self.options).filter_map(Result::ok);
        for (reply, (turn, known)) in turns.zip(&self.replies).enumerate() {
            for found in &known.found {
                let key = key(reply, &found.finding);
                if self.stopped || changes.len() == self.at_once || self.left.contains_key(&key) {
                    continue;
                }
                let offer = Offer { source, turn: &turn, finding: &found.finding };
                let said =
                    if found.suppressed { Answer::Leave(Left::Suppressed) } else { answer(&offer) };
                let why = match said {
                    Answer::Say(wording) => match change(reply, &offer, wording) {
                        Some(change) => {
                            changes.push(change);
                            continue;
                        }
                        None => Left::NotWritable,
                    },
                    Answer::Leave(why) => why,
                    Answer::Stop => {
                        self.stopped = true;
                        Left::Kept
                    }
                };
                self.left.insert(key, why);
            }
        }
        changes
    }

    fn finish(self) -> Fixed {
        let mut left = Vec::new();
        let mut positions = self.source.positions();
        let turns = read(&self.source, self.options).filter_map(Result::ok);
        for (at, (turn, reply)) in turns.zip(&self.replies).enumerate() {
            for Found { finding, suppressed } in &reply.found {
                let position = positions.at(turn.in_file(finding.span).start());
                let decided = self.left.get(&key(at, finding)).copied();
                let usual = if *suppressed { Left::Suppressed } else { Left::Kept };
                let why = decided.unwrap_or(usual);
                let wording = finding.span.cut(&reply.text).unwrap_or_default().to_owned();
                let rule = finding.rule.id().to_owned();
                left.push((position.line, position.column, rule, wording, why));
            }
        }
        Fixed { text: self.source.into_text(), applied: self.applied, left }
    }
}

fn key(reply: usize, finding: &Finding<'_>) -> Key {
    (reply, finding.span.start(), finding.rule.id().to_owned())
}

/// A wording in the place of what was found; nothing where the place is none of this text.
fn change(reply: usize, offer: &Offer<'_, '_>, wording: String) -> Option<Change> {
    let Offer { source, turn, finding } = offer;
    let (place, offset) = (turn.in_file(finding.span), source.offset());
    Some(Change {
        reply,
        span: finding.span,
        place: place.start().checked_sub(offset)?..place.end().checked_sub(offset)?,
        rule: finding.rule.id().to_owned(),
        before: finding.span.cut(turn.text())?.to_owned(),
        wording,
    })
}
