//! Every rule of a linter, compiled together: what is looked for, by which literal, and how a
//! candidate becomes a match. Shared by all threads; what one text needs lives in `Matches`.

use super::index::Index;
use super::judge::Judge;
use super::known::Known;
use super::needles::{Form, Owner};
use super::number;
use super::prefilter::{Candidate, Prefilter, Sifted};
use super::settle::settle;
use super::site::Site;
use super::walk::{Lists, Walk};
use crate::fold::{Folder, View};
use crate::pack::{Entry, Lazy, Pack};
use crate::rule::{Innocence, Phrase, Rule};
use crate::span::{InTurn, Span};
use crate::trace::Verdict;
use crate::words::{Dictionary, Words};
use regex::Regex;
use std::borrow::Cow;
use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A pack in its place in the plan.
#[derive(Debug)]
struct Planned {
    pack: Pack,
    /// The number of its first rule.
    first: u32,
    known: OnceLock<Known>,
    /// The expressions of each of its rules.
    expressions: OnceLock<Vec<OnceLock<Vec<Option<Regex>>>>>,
}

/// A rule of a pack that is looked for.
#[derive(Clone, Copy)]
struct Place<'p> {
    planned: &'p Planned,
    /// Its place in the pack.
    entry: usize,
    rule: &'p Rule,
}

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

/// What a turn brings besides its text.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'t> {
    /// Whether a rule speaks to its role and channel.
    pub(crate) admits: &'t dyn Fn(&Rule) -> bool,
    /// The pieces of the text that stand for something else.
    pub(crate) placeholders: &'t [Span<InTurn>],
    /// Whether the pieces of one act stay apart.
    pub(crate) apart: bool,
}

#[derive(Debug)]
pub(crate) struct Plan {
    dictionary: Dictionary,
    /// The packs, in the order in which they were given.
    packs: Vec<Planned>,
    /// The number of each pack's first rule, in order, and the pack's place.
    firsts: Vec<(u32, usize)>,
    prefilter: Prefilter,
}

impl Plan {
    /// Compiles the rules of some packs whose id is wanted. What no index was made for is indexed
    /// anew.
    pub(crate) fn new(
        packs: Vec<Pack>,
        indexes: Vec<Index>,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Plan {
        let (indexes, firsts) = numbered(&packs, indexes);
        let rules = indexes.last().map_or(0, |(index, before)| before + index.rules());
        let mut looked_for = vec![false; rules as usize];
        let mut planned = Vec::new();
        for (pack, first) in packs.into_iter().zip(firsts) {
            let slots = looked_for.iter_mut().skip(first as usize);
            slots.zip(pack.entries()).for_each(|(slot, entry)| *slot = wanted(&entry.id));
            let (known, expressions) = (OnceLock::new(), OnceLock::new());
            planned.push(Planned { pack, first, known, expressions });
        }
        let mut firsts: Vec<(u32, usize)> =
            planned.iter().enumerate().map(|(at, planned)| (planned.first, at)).collect();
        firsts.sort_unstable();
        let prefilter = Prefilter::new(indexes, looked_for);
        Plan { dictionary: Dictionary::embedded(), packs: planned, firsts, prefilter }
    }

    /// The rules that are looked for, pack by pack.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.packs.iter().flat_map(|planned| {
            let entries = (planned.first..).zip(planned.pack.entries());
            entries.filter(|&(rule, _)| self.prefilter.wants_rule(rule)).map(|(_, e)| e.rule())
        })
    }

    /// What is known of every rule of every pack, looked for or not.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.packs.iter().flat_map(|planned| planned.pack.entries())
    }

    /// The rule of a number.
    fn rule(&self, number: u32) -> Option<Place<'_>> {
        let behind = self.firsts.partition_point(|&(first, _)| first <= number);
        let &(first, pack) = self.firsts.get(behind.checked_sub(1)?)?;
        let planned = self.packs.get(pack)?;
        let entry = (number - first) as usize;
        let rule = planned.pack.entries().get(entry)?.rule();
        Some(Place { planned, entry, rule })
    }

    pub(crate) fn folder(&self) -> &Folder {
        self.prefilter.folder()
    }

    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Every match in a text of every rule that is admitted, judged, in reading order. Nothing is
    /// folded where no phrase can stand.
    pub(crate) fn matches<'p>(&'p self, text: &str, terms: &Terms<'_>) -> Vec<Match<'p>> {
        let mut sifted = self.prefilter.sift(text);
        if let Sifted::Places(places) = &mut sifted {
            let digits = LazyCell::new(|| number::most_digits(text));
            places.retain(|place| self.has_digits(place.owner(), &digits));
        }
        let clean = matches!(&sifted, Sifted::Places(places) if places.is_empty());
        if clean && !self.prefilter.always_looks() {
            return Vec::new();
        }
        let view = View::of(self.folder(), text);
        let candidates = match sifted {
            Sifted::Places(places) => self.prefilter.candidates(&view, &places),
            Sifted::Unclear => self.prefilter.all_candidates(&view),
        };
        self.judged(&view, &candidates, terms, false)
    }

    /// Whether a text with so many digits can hold what a pattern looks for.
    fn has_digits(&self, owner: Owner, digits: &LazyCell<usize, impl FnOnce() -> usize>) -> bool {
        if owner.form != Form::Pattern {
            return true;
        }
        let place = self.rule(owner.rule);
        let pattern =
            place.and_then(|place| place.rule.look_for.patterns.get(owner.index as usize));
        pattern.is_none_or(|pattern| pattern.digits == 0 || pattern.digits <= **digits)
    }

    /// The same, with literals that no phrase stands around and matches out of scope.
    pub(crate) fn all_matches<'p>(&'p self, view: &View<'_>, terms: &Terms<'_>) -> Vec<Match<'p>> {
        self.judged(view, &self.prefilter.all_candidates(view), terms, true)
    }

    fn judged<'p>(
        &'p self,
        view: &View<'_>,
        candidates: &[Candidate],
        terms: &Terms<'_>,
        all: bool,
    ) -> Vec<Match<'p>> {
        let words = Words::new(view, &self.dictionary);
        let mut hunt = Hunt { view, words, terms, all, standing: Vec::new(), found: Vec::new() };
        let mut patterns: Vec<Owner> = Vec::new();
        let mut done = None;
        for candidate in candidates {
            let place = Some((candidate.at, candidate.owner));
            let Some(found) = self.rule(candidate.owner.rule) else { continue };
            if !all && !(terms.admits)(found.rule) {
                continue;
            }
            let target = found.target();
            if candidate.owner.form == Form::Pattern {
                if !patterns.contains(&candidate.owner) {
                    patterns.push(candidate.owner);
                    hunt.pattern(found.expressions(), target, candidate);
                }
            } else if done != place && hunt.phrase(target, candidate) {
                done = place;
            }
        }
        hunt.judge_standing();
        settle(view, &mut hunt.found, terms.apart);
        hunt.found
    }
}

/// The indexes of some packs, each with the number of rules in those before it, and the number of
/// each pack's first rule. Packs that no index was made for share a new one.
fn numbered(packs: &[Pack], indexes: Vec<Index>) -> (Vec<(Index, u32)>, Vec<u32>) {
    let (mut all, mut rules) = (Vec::new(), 0);
    let mut firsts = vec![None; packs.len()];
    for index in indexes {
        for (pack, first) in packs.iter().zip(&mut firsts) {
            *first = first.or_else(|| Some(rules + index.before(pack)?));
        }
        let before = rules;
        rules += index.rules();
        all.push((index, before));
    }
    let new = packs.iter().zip(&firsts).filter(|(_, first)| first.is_none());
    let new: Vec<&Pack> = new.map(|(pack, _)| pack).collect();
    if !new.is_empty() {
        let index = Index::of(new.iter().copied(), new.len());
        let places = firsts.iter_mut().filter(|first| first.is_none());
        places.zip(index.firsts()).for_each(|(place, first)| *place = Some(rules + first));
        all.push((index, rules));
    }
    (all, firsts.into_iter().map(Option::unwrap_or_default).collect())
}

/// A rule that is looked for, with the word lists of its pack.
#[derive(Clone, Copy)]
struct Target<'p> {
    rule: &'p Rule,
    lists: &'p Lists,
    known: &'p Known,
}

impl<'p> Place<'p> {
    fn target(self) -> Target<'p> {
        let lists = self.planned.pack.lists();
        let known = self.planned.known.get_or_init(|| Known::of(lists));
        Target { rule: self.rule, lists, known }
    }

    /// The compiled patterns of the rule.
    fn expressions(self) -> &'p [Option<Regex>] {
        let rules = self.planned.pack.entries().len();
        let of_rules = self.planned.expressions.get_or_init(|| vec![OnceLock::new(); rules]);
        let compiled = of_rules.get(self.entry).map(|expressions| {
            let patterns = self.rule.look_for.patterns.iter();
            expressions.get_or_init(|| patterns.map(|it| Regex::new(&it.source).ok()).collect())
        });
        compiled.map_or(&[], Vec::as_slice)
    }
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
struct Hunt<'p, 'v> {
    view: &'v View<'v>,
    words: Words<'v>,
    terms: &'v Terms<'v>,
    all: bool,
    standing: Vec<Standing<'p>>,
    found: Vec<Match<'p>>,
}

impl<'p> Hunt<'p, '_> {
    /// Holds a phrase against the text around a candidate; whether it stands there.
    fn phrase(&mut self, target: Target<'p>, candidate: &Candidate) -> bool {
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
    fn pattern(
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
    fn judge_standing(&mut self) {
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
