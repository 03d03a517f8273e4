//! From candidates to judged matches in one text: holds phrases and patterns against it, and judges
//! what stands there. Which candidates there are, and what is kept in the end, is decided elsewhere.

use super::judge::Judge;
use super::known::Known;
use super::needles::{Form, Owner};
use super::plan::{Match, Terms};
use super::prefilter::Candidate;
use super::site::Site;
use super::walk::{Lists, Walk};
use crate::fold::View;
use crate::pack::Lazy;
use crate::rule::{Innocence, Phrase, Rule};
use crate::span::Span;
use crate::trace::Verdict;
use crate::words::{Dictionary, Words};
use regex::Regex;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// A rule that is looked for, with the word lists of its pack.
#[derive(Clone, Copy)]
pub(super) struct Target<'p> {
    pub(super) rule: &'p Rule,
    pub(super) lists: &'p Lists,
    pub(super) known: &'p Known,
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
}

impl<'p, 'v> Hunt<'p, 'v> {
    /// `all` asks for what is no match as well.
    pub(super) fn new(
        view: &'v View<'v>,
        dictionary: &'v Dictionary,
        terms: &'v Terms<'v>,
        all: bool,
    ) -> Hunt<'p, 'v> {
        let words = Words::new(view, dictionary);
        Hunt { view, words, terms, all, standing: Vec::new(), found: Vec::new() }
    }

    /// Holds a phrase against the text around a candidate; whether it stands there.
    pub(super) fn phrase(&mut self, target: Target<'p>, candidate: &Candidate) -> bool {
        let Target { rule, lists, .. } = target;
        let form = candidate.owner.form;
        let Some(Phrase { template, innocent }) = wording(rule, candidate.owner) else {
            return false;
        };
        let literal = candidate.at..candidate.at + candidate.length;
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
        expressions: &[Option<Regex>],
        target: Target<'p>,
        candidate: &Candidate,
    ) {
        let index = candidate.owner.index as usize;
        let patterns = &target.rule.look_for.patterns;
        let Some(Some(expression)) = expressions.get(index) else { return };
        let pattern = &patterns[index];
        let (written, starts) = if pattern.as_written {
            let starts = self.view.cells.iter().map(|cell| cell.start as usize);
            (Cow::Borrowed(self.view.text), starts.collect())
        } else {
            let (folded, starts) = self.view.written(Span::new(0, self.view.cells.len()));
            (Cow::Owned(folded), starts)
        };
        let proven = |hit: &str| pattern.checksum.is_none_or(|checksum| checksum.holds(hit));
        for hit in expression.find_iter(&written).filter(|hit| !hit.is_empty()) {
            let start = starts.partition_point(|&at| at <= hit.start()).saturating_sub(1);
            let end = starts.partition_point(|&at| at < hit.end()).max(start + 1);
            if !proven(hit.as_str()) || end > starts.len() {
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
        let &Standing { target: Target { rule, lists, known }, own, .. } = standing;
        let (start, end) = standing.cells;
        let site = Site { view: self.view, lists, start, end };
        if !fills(&site, standing.form, known, lists) {
            return Verdict::NotWhole;
        }
        if !(self.terms.admits)(rule) {
            return Verdict::OutOfScope;
        }
        if let Some(placeholder) = self.placeholder(standing.cells) {
            return Verdict::Placeholder(placeholder.to_owned());
        }
        let literal = standing.literal.clone();
        Judge { rule, own, site, known, literal }.verdict(&mut self.words)
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

fn fills(site: &Site<'_>, form: Form, known: &Known, lists: &Lists) -> bool {
    let fillers = || known.aside.and_then(|list| lists.get(usize::from(list)));
    let fills = |region| fillers().is_some_and(|list| site.fills(region, list.items.get()));
    match form {
        Form::WholeClause => fills(site.clause()),
        Form::WholeMessage => fills(site.message()),
        Form::Phrase | Form::Pattern => true,
    }
}
