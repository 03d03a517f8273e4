//! Many wordings that are put in their places at once. A file is read once for all of them where all goes well, and
//! otherwise for parts of them, so that the one that does not fit is found by halving.

use super::Left;
use super::reply::{Reply, fewer, replies};
use super::spelling::{WAYS, spelled};
use jinyu::{InTurn, Linter, Source, Span};
use jinyu_formats::ReadOptions;
use std::collections::BTreeMap;
use std::ops::Range;

/// A wording that is to stand in the place of a finding.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The reply, by its place among all.
    pub(super) reply: usize,
    /// What is replaced in it.
    pub(super) span: Span<InTurn>,
    /// The same in the text of the source: bytes.
    pub(super) place: Range<usize>,
    /// The broken rule.
    pub(super) rule: String,
    /// What stands there.
    pub(super) before: String,
    /// What is said instead.
    pub(super) wording: String,
}

/// A file that is changed in several places. What was tried and what became of it is told about the file as it was in
/// the beginning.
pub(super) struct Batch<'b, 'l> {
    pub(super) linter: &'l Linter,
    pub(super) options: &'b ReadOptions,
    /// As it was.
    pub(super) source: &'b Source,
    pub(super) replies: &'b [Reply<'l>],
    /// As it is.
    pub(super) now: Option<(Source, Vec<Reply<'l>>)>,
    /// What is done, with the way it is written.
    pub(super) done: Vec<(Change, usize)>,
    /// What does not fit, and why.
    pub(super) left: Vec<(Change, Left)>,
}

/// Why some changes cannot be done together.
enum Misfit {
    /// There are other replies than before, or others have changed.
    Elsewhere,
    /// These replies are not as they should be, each for its reason.
    There(BTreeMap<usize, Left>),
}

impl<'l> Batch<'_, 'l> {
    /// Does all that fits, each in the plainest way in which those that are tried with it fit as well.
    pub(super) fn put(&mut self, changes: Vec<Change>) {
        self.place(apart(changes), 0);
    }

    /// Does what fits of some changes, written in this way or in a later one. Ends: each time that it is asked
    /// again there are fewer changes, or a later way.
    fn place(&mut self, changes: Vec<Change>, way: usize) {
        if changes.is_empty() {
            return;
        }
        match self.attempt(&changes, way) {
            Ok(now) => {
                self.now = Some(now);
                self.done.extend(changes.into_iter().map(|change| (change, way)));
            }
            Err(Misfit::There(misfits))
                if changes.iter().any(|change| misfits.contains_key(&change.reply)) =>
            {
                self.sort(changes, &misfits, way);
            }
            Err(_) => self.otherwise(changes, way),
        }
    }

    /// Does those in replies that are as they should be, and looks for what is wrong with the others.
    fn sort(&mut self, changes: Vec<Change>, misfits: &BTreeMap<usize, Left>, way: usize) {
        let all = changes.len();
        let (mut fitting, mut unlike) = (Vec::new(), Vec::new());
        let mut worse = BTreeMap::<usize, Vec<Change>>::new();
        for change in changes {
            match misfits.get(&change.reply) {
                None => fitting.push(change),
                Some(Left::NewFinding) => worse.entry(change.reply).or_default().push(change),
                Some(_) => unlike.push(change),
            }
        }
        self.place(fitting, 0);
        // Half of each reply's at once: the replies do not depend on each other.
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        for mut of in worse.into_values() {
            if of.len() == 1 {
                self.left.extend(of.into_iter().map(|change| (change, Left::NewFinding)));
            } else {
                behind.extend(of.split_off(of.len() / 2));
                before.extend(of);
            }
        }
        self.place(before, 0);
        self.place(behind, 0);
        if unlike.len() < all {
            self.place(unlike, 0);
        } else {
            self.otherwise(unlike, way);
        }
    }

    /// Writes changes in the next way in which any of them looks otherwise. Where there is none, halves of them are tried.
    fn otherwise(&mut self, mut changes: Vec<Change>, way: usize) {
        let is_new = |change: &Change, next: usize| {
            let written = spelled(&change.wording, next);
            (0..next).all(|tried| spelled(&change.wording, tried) != written)
        };
        let next = (way + 1..WAYS).find(|&next| changes.iter().any(|change| is_new(change, next)));
        match next {
            Some(next) => self.place(changes, next),
            None if changes.len() > 1 => {
                let behind = changes.split_off(changes.len() / 2);
                self.place(changes, 0);
                self.place(behind, 0);
            }
            None => self.left.extend(changes.into_iter().map(|change| (change, Left::NotWritable))),
        }
    }

    /// The file with these changes and all that are done, if all stays right.
    fn attempt(&self, changes: &[Change], way: usize) -> Result<(Source, Vec<Reply<'l>>), Misfit> {
        let done = self.done.iter().map(|(change, way)| (change, *way));
        let mut all: Vec<_> = done.chain(changes.iter().map(|change| (change, way))).collect();
        all.sort_by_key(|(change, _)| change.place.start);
        let written =
            all.iter().map(|(change, way)| (change.place.clone(), spelled(&change.wording, *way)));
        let text = with(self.source.text(), written).ok_or(Misfit::Elsewhere)?;
        let source = Source::new(self.source.name(), text);
        let known = self.now.as_ref().map_or(self.replies, |(_, replies)| replies);
        let replies = replies(&source, self.linter, self.options, known);
        let mut of = BTreeMap::<usize, Vec<&Change>>::new();
        for (change, _) in all {
            of.entry(change.reply).or_default().push(change);
        }
        match self.misfit(&of, &replies) {
            None => Ok((source, replies)),
            Some(misfit) => Err(misfit),
        }
    }

    /// Why some replies are not those that there were, changed like this.
    fn misfit(&self, of: &BTreeMap<usize, Vec<&Change>>, now: &[Reply<'_>]) -> Option<Misfit> {
        if self.replies.len() != now.len() {
            return Some(Misfit::Elsewhere);
        }
        let mut misfits = BTreeMap::new();
        for (at, (old, new)) in self.replies.iter().zip(now).enumerate() {
            let Some(changes) = of.get(&at) else {
                if old.text != new.text || old.id != new.id {
                    return Some(Misfit::Elsewhere);
                }
                continue;
            };
            let spans = changes
                .iter()
                .map(|change| (change.span.start()..change.span.end(), change.wording.clone()));
            let expected = with(&old.text, spans);
            if expected.as_ref() != Some(&new.text) || old.id != new.id {
                misfits.insert(at, Left::NotWritable);
            } else if !fewer(new, old, changes.len()) || is_wrong(new, changes) {
                misfits.insert(at, Left::NewFinding);
            }
        }
        (!misfits.is_empty()).then_some(Misfit::There(misfits))
    }
}

/// Whether anything is found in what is said instead, in a reply that was changed like this.
fn is_wrong(reply: &Reply<'_>, changes: &[&Change]) -> bool {
    let (mut before, mut now) = (0, 0);
    changes.iter().any(|change| {
        let start = now + (change.span.start() - before);
        (before, now) = (change.span.end(), start + change.wording.len());
        let spans = reply.found.iter().map(|found| found.finding.span);
        spans.into_iter().any(|span| span.start() < now && start < span.end())
    })
}

/// In the order of the file, without those that stand in another one's place: their turn comes when that is done.
fn apart(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| change.place.start);
    let mut behind = 0;
    changes.retain(|change| {
        let apart = change.place.start >= behind;
        if apart {
            behind = change.place.end;
        }
        apart
    });
    changes
}

/// A text with other words in some places, which are in order.
fn with(text: &str, places: impl Iterator<Item = (Range<usize>, String)>) -> Option<String> {
    let (mut new, mut behind) = (String::with_capacity(text.len()), 0);
    for (place, wording) in places {
        new.push_str(text.get(behind..place.start)?);
        new.push_str(&wording);
        behind = place.end;
    }
    new.push_str(text.get(behind..)?);
    Some(new)
}
