//! Approved wording in the place of what was found. A text is only changed where it can be read
//! again afterwards with that one reply changed and nothing newly wrong in it. Knows no format: how
//! a wording is written in a file is tried, and judged by reading the file.

use jinyu::{Finding, InTurn, Linter, Source, Span, Suppressed, Turn};
use jinyu_formats::{ReadOptions, read};
use std::borrow::Cow;
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

/// A reply and what is wrong with it.
struct Reply<'l> {
    text: String,
    id: Option<String>,
    found: Vec<Found<'l>>,
}

/// A finding, and whether a directive lets it stay.
#[derive(Clone)]
struct Found<'l> {
    finding: Finding<'l>,
    suppressed: bool,
}

/// Fixes a text to a fixed point: afterwards `answer` has nothing more to say. Every fix leaves one
/// finding less, so that this ends.
pub fn fix(
    source: &Source,
    linter: &Linter,
    options: &ReadOptions,
    answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer,
) -> Fixed {
    let mut work = Work {
        source: source.clone(),
        linter,
        options,
        replies: replies(source, linter, options, &BTreeMap::new()),
        left: BTreeMap::new(),
        applied: Vec::new(),
        stopped: false,
    };
    while work.round(answer) {}
    work.finish()
}

/// What a finding that was left alone is recognised by: its reply, its rule and its place there.
type Key = (usize, String, usize);

struct Work<'w, 'l> {
    source: Source,
    linter: &'l Linter,
    options: &'w ReadOptions,
    replies: Vec<Reply<'l>>,
    left: BTreeMap<Key, Left>,
    applied: Vec<Applied>,
    stopped: bool,
}

impl<'l> Work<'_, 'l> {
    /// Asks about every finding that nobody has decided on, until one is changed; whether one was.
    fn round(&mut self, answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer) -> bool {
        let source = self.source.clone();
        let turns: Vec<_> = read(&source, self.options).filter_map(Result::ok).collect();
        for (reply, turn) in turns.iter().enumerate() {
            let found = self.replies.get(reply).map(|known| known.found.clone());
            for found in found.unwrap_or_default() {
                let key = key(reply, &found.finding);
                if self.stopped || self.left.contains_key(&key) {
                    continue;
                }
                let offer = Offer { source: &source, turn, finding: &found.finding };
                match self.decide(reply, found.suppressed, &offer, answer) {
                    // Places behind the change have moved: what was left in this reply is
                    // decided anew.
                    Ok(()) => {
                        self.left.retain(|(of, ..), _| *of != reply);
                        return true;
                    }
                    Err(why) => self.left.insert(key, why),
                };
            }
        }
        false
    }

    fn decide(
        &mut self,
        reply: usize,
        suppressed: bool,
        offer: &Offer<'_, 'l>,
        answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer,
    ) -> Result<(), Left> {
        if suppressed {
            return Err(Left::Suppressed);
        }
        match answer(offer) {
            Answer::Say(wording) => self.say(reply, offer.turn, offer.finding, &wording),
            Answer::Leave(why) => Err(why),
            Answer::Stop => {
                self.stopped = true;
                Err(Left::Kept)
            }
        }
    }

    /// Puts a wording in the place of a finding, if all stays right.
    fn say(
        &mut self,
        reply: usize,
        turn: &Turn<'_>,
        finding: &Finding<'l>,
        wording: &str,
    ) -> Result<(), Left> {
        let expected = with(turn.text(), finding.span, wording).ok_or(Left::NotWritable)?;
        let place = turn.in_file(finding.span);
        let offset = self.source.offset();
        let place = Span::<InTurn>::new(place.start() - offset, place.end() - offset);
        let mut tried = BTreeSet::new();
        for written in spellings(wording) {
            if !tried.insert(written.clone()) {
                continue;
            }
            let Some(text) = with(self.source.text(), place, &written) else { continue };
            let source = Source::new(self.source.name(), text);
            let known = BTreeMap::from_iter(self.replies.iter().enumerate());
            let replies = replies(&source, self.linter, self.options, &known);
            if !self.only_changed(reply, &expected, &replies) {
                continue;
            }
            let both = replies.get(reply).zip(self.replies.get(reply));
            if !both.is_some_and(|(now, before)| fewer(now, before)) {
                return Err(Left::NewFinding);
            }
            let before = finding.span.cut(turn.text()).unwrap_or_default().to_owned();
            let rule = finding.rule.id().to_owned();
            self.applied.push(Applied { rule, before, after: wording.to_owned() });
            (self.source, self.replies) = (source, replies);
            return Ok(());
        }
        Err(Left::NotWritable)
    }

    /// Whether some replies are those there are, but for one that now has this text.
    fn only_changed(&self, reply: usize, expected: &str, now: &[Reply<'_>]) -> bool {
        let same = |(at, (old, new)): (usize, (&Reply<'_>, &Reply<'_>))| {
            let text = if at == reply { expected } else { &old.text };
            new.text == text && new.id == old.id
        };
        self.replies.len() == now.len() && self.replies.iter().zip(now).enumerate().all(same)
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
    (reply, finding.rule.id().to_owned(), finding.span.start())
}

/// The replies of a text; of those whose text is `known` at their place, what was found before.
fn replies<'l>(
    source: &Source,
    linter: &'l Linter,
    options: &ReadOptions,
    known: &BTreeMap<usize, &Reply<'l>>,
) -> Vec<Reply<'l>> {
    let turns = read(source, options).filter_map(Result::ok);
    let reply = |(at, turn): (usize, Turn<'_>)| {
        let findings = match known.get(&at).filter(|reply| reply.text == turn.text()) {
            Some(reply) => reply.found.iter().map(|found| found.finding.clone()).collect(),
            None => linter.lint_apart(&turn),
        };
        let by = Suppressed::of(turn.directives(), &findings, linter).by;
        let suppressed = by.iter().map(Option::is_some);
        let found = findings.iter().cloned().zip(suppressed);
        Reply {
            text: turn.text().to_owned(),
            id: turn.id().map(str::to_owned),
            found: found.map(|(finding, suppressed)| Found { finding, suppressed }).collect(),
        }
    };
    turns.enumerate().map(reply).collect()
}

/// Whether all that is found in a reply now was found before, and something is found no more.
fn fewer(now: &Reply<'_>, before: &Reply<'_>) -> bool {
    let counted = |reply: &Reply<'_>| {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for Found { finding, .. } in &reply.found {
            let wording = finding.span.cut(&reply.text).unwrap_or_default();
            *counts.entry((finding.rule.id().into(), wording.into())).or_default() += 1;
        }
        counts
    };
    let old = counted(before);
    let was_there = |(key, times): (_, usize)| old.get(&key).is_some_and(|&before| times <= before);
    now.found.len() < before.found.len() && counted(now).into_iter().all(was_there)
}

/// A text with something else in the place of a span.
fn with<S: jinyu::Space>(text: &str, span: Span<S>, wording: &str) -> Option<String> {
    let (before, behind) = (text.get(..span.start())?, text.get(span.end()..)?);
    Some([before, wording, behind].concat())
}

/// The ways to write a wording in some format, the plainest first.
fn spellings(wording: &str) -> impl Iterator<Item = String> {
    let escaped = |escape: fn(char) -> Option<Cow<'static, str>>| {
        let one = |c: char| escape(c).unwrap_or_else(|| Cow::Owned(c.to_string()));
        wording.chars().map(one).collect::<String>()
    };
    [
        wording.to_owned(),
        escaped(backslashed),
        wording.replace('\'', "''"),
        wording.replace('"', "\"\""),
        escaped(entity),
        escaped(unicode),
    ]
    .into_iter()
}

fn backslashed(c: char) -> Option<Cow<'static, str>> {
    match c {
        '"' => Some("\\\"".into()),
        '\\' => Some("\\\\".into()),
        '\n' => Some("\\n".into()),
        '\t' => Some("\\t".into()),
        _ => None,
    }
}

fn entity(c: char) -> Option<Cow<'static, str>> {
    match c {
        '&' => Some("&amp;".into()),
        '<' => Some("&lt;".into()),
        '>' => Some("&gt;".into()),
        '"' => Some("&quot;".into()),
        _ => None,
    }
}

/// As in Java's properties: what is not ASCII in units of UTF-16.
fn unicode(c: char) -> Option<Cow<'static, str>> {
    let mut units = [0; 2];
    let units = c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
    (!c.is_ascii()).then(|| Cow::Owned(units.collect()))
}
