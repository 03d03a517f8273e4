//! The search of one text: phrases held against the places where they may stand, what stands there judged,
//! and the hits of what is only heard. Everything that all texts share is in the plan.

use super::judge::Judge;
use super::known::Known;
use super::needles::{Form, Owner};
use super::pattern::{hits, may_begin};
use super::prefilter::Candidate;
use super::site::Site;
use super::walk::{Lists, Walk};
use crate::fold::View;
use crate::pack::Lazy;
use crate::rule::{Innocence, Phrase, Rule};
use crate::span::{InTurn, Span};
use crate::trace::Verdict;
use crate::turn::Role;
use crate::words::Words;
use regex_automata::meta::Regex;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// The regular expressions of a rule, compiled when one is first tried.
pub(super) type Expressions = OnceLock<Vec<Option<Regex>>>;

/// A judged match.
#[derive(Clone, Debug)]
pub(crate) struct Match<'p> {
    pub(crate) rule: &'p Rule,
    pub(crate) phrase: &'p str,
    pub(crate) span: Span<InTurn>,
    pub(crate) verdict: Verdict,
    pub(super) cells: (usize, usize),
    /// Whether it holds several matches.
    pub(crate) joined: bool,
}

/// A wording that a rule about conversations asks for, said in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Where the hits of its cue or rule are kept.
    pub(crate) slot: u32,
    pub(crate) span: Span<InTurn>,
}

/// What a turn brings besides its text.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'t> {
    /// Whether a rule speaks to its role and channel.
    pub(crate) admits: &'t dyn Fn(&Rule) -> bool,
    /// Who says it.
    pub(crate) role: Role,
    /// The pieces of the text that stand for something else.
    pub(crate) placeholders: &'t [Span<InTurn>],
    /// Whether the pieces of one act stay apart.
    pub(crate) apart: bool,
    /// Where each message begins in the text, in bytes, if it is several in a row; else nothing.
    pub(crate) messages: &'t [usize],
}

/// A rule that is looked for, with the word lists of its pack.
#[derive(Clone, Copy)]
pub(super) struct Target<'p> {
    pub(super) rule: &'p Rule,
    pub(super) lists: &'p Lists,
    pub(super) known: &'p Known,
    /// Whether its matches are reported.
    pub(super) reported: bool,
    /// Where its hits are kept.
    pub(super) slot: Option<u32>,
}

/// A phrase that stands in a text, not judged yet.
struct Standing<'p> {
    target: Target<'p>,
    own: Option<&'p Innocence>,
    form: Form,
    phrase: &'p str,
    cells: (usize, usize),
    literal: Range<usize>,
}

/// The search of one text.
pub(super) struct Hunt<'p, 'v> {
    view: &'v View<'v>,
    words: Words<'v>,
    terms: &'v Terms<'v>,
    all: bool,
    standing: Vec<Standing<'p>>,
    pub(super) found: Vec<Match<'p>>,
    /// For regular expressions: the byte at which each cell begins, and the folded text with its own.
    starts: OnceCell<Vec<usize>>,
    folded: OnceCell<(String, Vec<usize>)>,
}

impl<'p, 'v> Hunt<'p, 'v> {
    /// Nothing found yet; `all`: also what is not reported, with the reason.
    pub(super) fn new(
        view: &'v View<'v>,
        words: Words<'v>,
        terms: &'v Terms<'v>,
        all: bool,
    ) -> Hunt<'p, 'v> {
        let (standing, found) = (Vec::new(), Vec::new());
        let (starts, folded) = (OnceCell::new(), OnceCell::new());
        Hunt { view, words, terms, all, standing, found, starts, folded }
    }

    /// Holds a phrase against the text around a candidate; whether it stands there.
    pub(super) fn phrase(&mut self, target: Target<'p>, candidate: &Candidate) -> bool {
        let Target { rule, lists, .. } = target;
        let form = candidate.owner.form;
        let Some(Phrase { template, innocent }) = wording(rule, candidate.owner) else {
            return false;
        };
        // A literal of equal letters in a row may be shorter in the text: they are one cell there.
        let end = (candidate.at + candidate.length).min(self.view.cells.len());
        let literal = candidate.at..end;
        let split = usize::from(candidate.owner.split);
        let at = candidate.at + usize::from(candidate.owner.skip);
        let there = Walk::new(self.view, lists).around(&template.parts, split, at);
        self.standing.extend(there.iter().map(|&cells| Standing {
            target,
            own: innocent.as_deref(),
            form,
            phrase: template.source(),
            cells,
            literal: literal.clone(),
        }));
        if there.is_empty() && self.all {
            self.add(rule, template.source(), (literal.start, literal.end), Verdict::NotThere);
        }
        !there.is_empty()
    }

    /// Tries a regular expression on the whole text.
    pub(super) fn pattern(
        &mut self,
        expressions: &Expressions,
        target: Target<'p>,
        candidate: &Candidate,
    ) {
        let index = candidate.owner.index as usize;
        let patterns = &target.rule.look_for.patterns;
        let expressions = expressions.get_or_init(|| {
            patterns.iter().map(|pattern| Regex::new(&pattern.source).ok()).collect()
        });
        let (Some(pattern), Some(Some(expression))) = (patterns.get(index), expressions.get(index))
        else {
            return;
        };
        let view = self.view;
        let (written, starts) = if pattern.as_written {
            let starts = || view.cells.iter().map(|cell| cell.start as usize).collect();
            (view.text, self.starts.get_or_init(starts))
        } else {
            let folded = || view.written(Span::new(0, view.cells.len()));
            let (folded, starts) = self.folded.get_or_init(folded);
            (folded.as_str(), starts)
        };
        let proven = |hit: &str| pattern.checksum.is_none_or(|checksum| checksum.holds(hit));
        for hit in hits(expression, written) {
            if !may_begin(written, hit.start) {
                continue;
            }
            let start = starts.partition_point(|&at| at <= hit.start).saturating_sub(1);
            let end = starts.partition_point(|&at| at < hit.end).max(start + 1);
            if !proven(written.get(hit).unwrap_or_default()) || end > starts.len() {
                continue;
            }
            self.standing.push(Standing {
                target,
                own: None,
                form: Form::Pattern,
                phrase: &pattern.source,
                cells: (start, end),
                literal: start..end,
            });
        }
    }

    /// The hits of what rules about conversations ask for: of each cue or rule by itself, the longest
    /// first, so that no other one can hide any. Leaves what stands to be reported.
    pub(super) fn heard(&mut self) -> Vec<Heard> {
        let mut standing = std::mem::take(&mut self.standing);
        let mut heard = Vec::new();
        if standing.iter().any(|one| one.target.slot.is_some()) {
            let length = |one: &Standing<'_>| Reverse(one.cells.1 - one.cells.0);
            standing.sort_by_key(|one| (one.target.slot, length(one), one.cells));
            for of_slot in standing.chunk_by(|a, b| a.target.slot == b.target.slot) {
                self.heard_of_slot(of_slot, &mut heard);
            }
            heard.sort_by_key(|one| (one.span, one.slot));
        }
        standing.retain(|one| one.target.reported);
        self.standing = standing;
        heard
    }

    /// The same of one slot.
    fn heard_of_slot(&mut self, standing: &[Standing<'p>], heard: &mut Vec<Heard>) {
        // What is kept does not overlap: the last one that begins before the end tells.
        let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
        for one in standing {
            let (Some(slot), (start, end)) = (one.target.slot, one.cells) else { return };
            let last = kept.range(..end).next_back();
            let covered = last.is_some_and(|(_, &behind)| start < behind);
            if !covered && self.verdict(one).is_found() {
                if standing.len() > 1 {
                    kept.insert(start, end);
                }
                let span = self.view.in_turn(Span::new(start, end));
                heard.push(Heard { slot, span });
            }
        }
    }

    /// Judges what stands, the longest first. What overlaps a longer finding is none whatever the
    /// verdict on it, and is judged only if somebody wants to know.
    pub(super) fn judge_standing(&mut self) {
        let mut standing = std::mem::take(&mut self.standing);
        let length = |cells: (usize, usize)| Reverse(cells.1 - cells.0);
        standing.sort_by(|a, b| {
            let key = |s: &Standing<'p>| (length(s.cells), s.cells, s.target.rule.id(), s.phrase);
            key(a).cmp(&key(b))
        });
        let same = |a: &Standing<'_>, b: &Standing<'_>| {
            a.cells == b.cells && a.phrase == b.phrase && a.target.rule.id() == b.target.rule.id()
        };
        standing.dedup_by(|later, earlier| same(later, earlier));
        // What is kept does not overlap: the last one that begins before the end tells.
        let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
        for one in &standing {
            let (start, end) = one.cells;
            let last = kept.range(..end).next_back();
            let covered = last.is_some_and(|(_, &behind)| start < behind);
            if covered && !self.all {
                continue;
            }
            let verdict = self.verdict(one);
            if verdict.is_found() && !covered {
                kept.insert(start, end);
            }
            self.add(one.target.rule, one.phrase, one.cells, verdict);
        }
    }

    fn verdict(&mut self, standing: &Standing<'p>) -> Verdict {
        let &Standing { target: Target { rule, lists, known, .. }, own, .. } = standing;
        let (start, end) = standing.cells;
        let site = Site { view: self.view, lists, start, end };
        let message = self.message(&site);
        if !fills(&site, standing.form, message, known) {
            return Verdict::NotWhole;
        }
        if !(self.terms.admits)(rule) {
            return Verdict::OutOfScope;
        }
        if let Some(placeholder) = self.placeholder(standing.cells) {
            return Verdict::Placeholder(placeholder.to_owned());
        }
        let literal = standing.literal.clone();
        // What is the whole of a message is excused by help in the next one.
        let rescued = standing.form == Form::WholeMessage && !self.terms.messages.is_empty();
        Judge { rule, own, site, known, literal, rescued }.verdict(&mut self.words)
    }

    /// The cells of the message that a match begins in.
    fn message(&self, site: &Site<'_>) -> Range<usize> {
        let (cells, region) = (&self.view.cells, site.message());
        let begins = self.terms.messages;
        let Some(first) = cells.get(site.start).filter(|_| !begins.is_empty()) else {
            return region;
        };
        let next = begins.partition_point(|&begin| begin <= first.start as usize);
        let cell = |begin: Option<&usize>, end: usize| {
            begin.map_or(end, |&begin| cells.partition_point(|cell| (cell.start as usize) < begin))
        };
        let start = cell(next.checked_sub(1).and_then(|own| begins.get(own)), 0);
        start.max(region.start)..cell(begins.get(next), cells.len()).min(region.end)
    }

    /// The placeholder that some cells lie in, or that they cut in two.
    fn placeholder(&self, cells: (usize, usize)) -> Option<&str> {
        let placeholders = self.terms.placeholders;
        if placeholders.is_empty() {
            return None;
        }
        let span = self.view.in_turn(Span::new(cells.0, cells.1));
        let from = placeholders.partition_point(|placeholder| placeholder.end() <= span.start());
        let mut touched = placeholders.iter().skip(from).take_while(|p| p.overlaps(span));
        let broken = touched.find(|p| p.contains(span) || !span.contains(**p))?;
        broken.cut(self.view.text)
    }

    fn add(&mut self, rule: &'p Rule, phrase: &'p str, cells: (usize, usize), verdict: Verdict) {
        let span = self.view.in_turn(Span::new(cells.0, cells.1));
        self.found.push(Match { rule, phrase, span, verdict, cells, joined: false });
    }
}

fn wording(rule: &Rule, owner: Owner) -> Option<&Phrase> {
    let list = match owner.form {
        Form::Phrase => &rule.look_for.phrases,
        Form::WholeClause => &rule.look_for.whole_clause,
        Form::WholeMessage => &rule.look_for.whole_message,
        Form::Pattern => return None,
    };
    list.get(owner.index as usize).map(Lazy::get)
}

/// Whether a match is the whole of what its form asks for; `message`: the cells of its message.
fn fills(site: &Site<'_>, form: Form, message: Range<usize>, known: &Known) -> bool {
    let fillers = || known.aside.and_then(|list| site.lists.get(usize::from(list)));
    let fills = |region| fillers().is_some_and(|list| site.fills(region, list.items.get()));
    match form {
        Form::WholeClause => fills(site.clause()),
        Form::WholeMessage => fills(message),
        Form::Phrase | Form::Pattern => true,
    }
}
