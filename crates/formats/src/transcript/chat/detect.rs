//! In which form the messages of a chat log begin: decided once, from its beginning. Reads no message.

use super::super::TranscriptOptions;
use super::super::time::{TimeShape, Times, When};
use super::head::{Body, HEADS, Head, Parts};
use super::landmark::{self, Landmark};
use super::{ChatForm, SAMPLE};
use crate::line::{self, Lines};
use crate::roles;
use jinyu::{Clock, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The most shapes and names that are kept of a sample.
const KEPT: usize = 256;

/// What speaks for a form.
#[derive(Default)]
struct Votes<'l> {
    heads: usize,
    /// Whether the first line of all is one.
    first: bool,
    /// Heads that have a name beside their time.
    named: usize,
    /// Heads behind which a line stands that is none.
    followed: usize,
    /// Heads with a name whose time is a clock alone, and heads whose time has no date.
    named_dayless: usize,
    dayless: usize,
    /// Heads whose day is no whole date.
    unclear: usize,
    times: Vec<&'l str>,
}

impl Votes<'_> {
    fn weight(&self) -> usize {
        self.heads + 3 * self.named
    }

    /// Whether a clock alone is the time of a head, and not just words: of all heads, or of some that
    /// have a name.
    fn is_dayless(&self) -> bool {
        self.dayless == self.heads
            || (self.named_dayless > 0
                && (self.unclear > 0 || self.named_dayless * 10 >= self.heads))
    }
}

impl ChatForm {
    /// The form of a chat log, from its first [`ChatForm::SAMPLE`] bytes of text, of which only whole
    /// lines are looked at, or from all of it where it is shorter: the one that begins the most lines.
    /// `None` where hardly any line begins a message.
    #[must_use]
    pub fn detect(beginning: &str, options: &TranscriptOptions) -> Option<ChatForm> {
        let lines = lines(beginning);
        let Choice { head, body, votes, names } = best(&lines, options)?;
        let is_rare = votes.heads * 20 < lines.len();
        let is_stranger = |name: &str| options.role_of(name) == Role::Unknown;
        let are_strangers = !names.is_empty() && names.iter().all(|name| is_stranger(name));
        let is_chance = votes.heads == 1 && (!votes.first || are_strangers);
        if is_rare || is_chance {
            return None;
        }
        let times = Times::of_sample(options.date_order, votes.times.iter().copied());
        let shapes = votes.times.iter().take(KEPT).map(|time| TimeShape::of(time).outline());
        let dated = |when: When| match when {
            When::At(moment) => Some(moment).filter(|moment| moment.clock() == Clock::Calendar),
            When::On(..) => None,
        };
        let said = || votes.times.iter().filter_map(|time| times.when(time));
        let near = said().find_map(|(when, _)| dated(when));
        let unclear = said().any(|(when, _)| matches!(when, When::On(..)));
        let mut form = ChatForm {
            head,
            body,
            times,
            outlines: shapes.collect(),
            names,
            authored: votes.named > 0,
            dayless: head != Head::Named && votes.is_dayless(),
            unclear,
            near: near.filter(|_| unclear),
            days: false,
            sessions: false,
            options: options.clone(),
        };
        let marks = lines.iter().filter(|line| form.begin(line).is_none());
        let marks: Vec<_> =
            marks.filter_map(|line| landmark::landmark(line, &form.times)).collect();
        let days = form.dayless || head == Head::Named;
        form.days = days && marks.iter().any(|mark| matches!(mark, Landmark::Time(_)));
        form.unclear |=
            days && marks.iter().any(|mark| matches!(mark, Landmark::Time(When::On(..))));
        form.sessions = marks.iter().any(|mark| matches!(mark, Landmark::Session(_)));
        Some(form)
    }
}

/// The lines of a sample that are not blank.
fn lines(beginning: &str) -> Vec<&str> {
    let lines = Lines::of(line::first_lines(beginning, SAMPLE)).filter(|line| !line.is_blank());
    lines.map(|line| line.text).collect()
}

/// A form, and what the sample says of it.
struct Choice<'l> {
    head: Head,
    body: Body,
    votes: Votes<'l>,
    /// Names before a colon that begin messages, where that is the form.
    names: BTreeSet<Box<str>>,
}

/// The form that begins the most lines, the more particular one of two. A time with a name counts four
/// times as much as one of them alone, both of which stand in many a message.
fn best<'l>(lines: &[&'l str], options: &TranscriptOptions) -> Option<Choice<'l>> {
    let mut best: Option<Choice<'l>> = None;
    for head in HEADS {
        let choice = if head == Head::Named { named(lines, options) } else { timed(lines, head) };
        let most = best.as_ref().map_or(0, |best| best.votes.weight());
        if choice.votes.weight() > most {
            best = Some(choice);
        }
    }
    best
}

fn named<'l>(lines: &[&'l str], options: &TranscriptOptions) -> Choice<'l> {
    let names = names(lines, options);
    let mut votes = Votes::default();
    for (at, line) in lines.iter().enumerate() {
        let parts = Head::Named.parts(line, Body::Beside);
        let is_head = parts.and_then(|parts| parts.name).is_some_and(|name| names.contains(name));
        votes.heads += usize::from(is_head);
        votes.first |= is_head && at == 0;
    }
    Choice { head: Head::Named, body: Body::Beside, votes, names }
}

/// A form with a time, and where the words stand there: beside where most heads have a name and a colon,
/// or no other line stands between them.
fn timed<'l>(lines: &[&'l str], head: Head) -> Choice<'l> {
    let [beside, below] = [Body::Beside, Body::Below].map(|body| votes(lines, head, body));
    let is_below = match head {
        Head::Behind => below.heads * 2 > beside.heads,
        _ => {
            beside.named * 2 <= beside.heads
                && below.named * 2 > below.heads
                && below.followed * 2 > below.heads
        }
    };
    let (votes, body) = if is_below { (below, Body::Below) } else { (beside, Body::Beside) };
    Choice { head, body, votes, names: BTreeSet::new() }
}

fn votes<'l>(lines: &[&'l str], head: Head, body: Body) -> Votes<'l> {
    let mut votes = Votes::default();
    let mut behind_head = false;
    for (at, line) in lines.iter().enumerate() {
        let parts = head.parts(line, body);
        let kind = parts.as_ref().and_then(|parts| parts.time).and_then(Times::kind);
        let kind = kind.filter(|kind| kind.clock);
        let (Some(Parts { time: Some(time), authored, .. }), Some(kind)) = (parts, kind) else {
            votes.followed += usize::from(std::mem::take(&mut behind_head));
            continue;
        };
        behind_head = true;
        votes.heads += 1;
        votes.first |= at == 0;
        votes.named += usize::from(authored);
        votes.dayless += usize::from(!kind.date);
        votes.unclear += usize::from(kind.unclear);
        votes.named_dayless += usize::from(!kind.date && authored);
        votes.times.push(time);
    }
    votes
}

/// Names before a colon: those that are roles, and others that begin two lines or more, or any of them
/// where every line has one, or two of three have beside names that are roles. No others where both sides
/// have names that are roles: all else before a colon is words then.
fn names(lines: &[&str], options: &TranscriptOptions) -> BTreeSet<Box<str>> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for line in lines {
        let parts = Head::Named.parts(line, Body::Beside);
        if let Some(name) = parts.and_then(|parts| parts.name).filter(|name| !is_label(name)) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let roles: Vec<_> = counts.keys().map(|name| options.role_of(name)).collect();
    let (agents, customers) = (roles.contains(&Role::Agent), roles.contains(&Role::Customer));
    let heads: usize = counts.values().sum();
    let most = heads == lines.len() || ((agents || customers) && heads * 3 >= lines.len() * 2);
    let usual = counts.into_iter().zip(roles).filter(|&((name, count), role)| match role {
        Role::Unknown => !(agents && customers) && (count > 1 || most),
        _ => count > 1 || is_brief(name),
    });
    usual.take(KEPT).map(|((name, _), _)| name.into()).collect()
}

/// Whether words before a colon are those of a form that somebody fills in, and no name.
fn is_label(name: &str) -> bool {
    const ENDS: [&str; 19] = [
        "订单", "号", "号码", "编码", "地址", "电话", "时间", "日期", "链接", "金额", "方式",
        "备注", "姓名", "型号", "问题", "原因", "说明", "注意", "内容",
    ];
    const WORDS: [&str; 16] = [
        "order", "address", "phone", "name", "email", "note", "ps", "p.s.", "re", "subject",
        "date", "time", "http", "https", "link", "number",
    ];
    ENDS.iter().any(|end| name.ends_with(end))
        || name
            .split_ascii_whitespace()
            .any(|part| WORDS.iter().any(|word| word.eq_ignore_ascii_case(part)))
}

/// Whether a name before a colon is somebody's: one of these, or short and that of a role. `My agent told
/// me at 10:00` is neither.
pub(super) fn is_known(
    name: &str,
    names: &BTreeSet<Box<str>>,
    options: &TranscriptOptions,
) -> bool {
    names.contains(name) || (is_brief(name) && options.role_of(name) != Role::Unknown)
}

fn is_brief(name: &str) -> bool {
    const WORDS: usize = 2;
    const LONGEST: usize = 16;
    let (name, _) = roles::parenthesised(name).unwrap_or((name, ""));
    name.split_ascii_whitespace().count() <= WORDS && name.chars().count() <= LONGEST
}
