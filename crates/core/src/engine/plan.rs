//! Every rule of a linter, compiled together: what is looked for, by which literal, and how a
//! candidate becomes a match. Shared by all threads; what one text needs lives in `Matches`.

use super::hunt::{Hunt, Target};
use super::index::Index;
use super::known::Known;
use super::needles::{Form, Owner};
use super::number;
use super::prefilter::{Candidate, Prefilter, Sifted};
use super::settle::settle;
use crate::fold::{Folder, View};
use crate::pack::{Entry, Pack};
use crate::rule::Rule;
use crate::span::{InTurn, Span};
use crate::trace::Verdict;
use crate::words::Dictionary;
use regex::Regex;
use std::cell::LazyCell;
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
        let mut hunt = Hunt::new(view, &self.dictionary, terms, all);
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
