//! Every rule and cue of a linter, compiled together: what is looked for, by which literal, and how a
//! candidate becomes a match. Shared by all threads; what one text needs lives in a `Hunt`.

use super::hunt::{Expressions, Heard, Hunt, Match, Target, Terms};
use super::index::Index;
use super::known::Known;
use super::needles::{Form, Owner};
use super::number;
use super::prefilter::{Asked, Candidate, Prefilter, Sift, Sifted, Want};
use super::settle::settle;
use crate::fold::{Folder, View};
use crate::pack::{Entry, Pack};
use crate::rule::Rule;
use crate::turn::Roles;
use crate::words::{Dictionary, Words};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A pack in its place in the plan.
#[derive(Debug)]
struct Planned {
    pack: Pack,
    /// The number of its first rule; its cues are numbered behind its rules.
    first: u32,
    known: OnceLock<Known>,
    /// The expressions of each of its rules and cues.
    expressions: OnceLock<Vec<Expressions>>,
}

/// A rule or cue of a pack that is looked for.
#[derive(Clone, Copy)]
struct Place<'p> {
    planned: &'p Planned,
    /// Its place among all that is searched for with the pack.
    entry: usize,
    rule: &'p Rule,
    /// Whether its matches are reported.
    reported: bool,
    /// Where its hits are kept, if a rule about conversations asks for them.
    slot: Option<u32>,
}

/// What a search of a text found.
#[derive(Debug)]
pub(crate) struct Searched<'p> {
    /// Every match, judged, in reading order.
    pub(crate) matches: Vec<Match<'p>>,
    /// What rules about conversations ask for, in reading order.
    pub(crate) heard: Vec<Heard>,
    /// Whether a wording may go on behind a pause, and so in another message: no is certain.
    pub(crate) open: bool,
}

#[derive(Debug)]
pub(crate) struct Plan {
    dictionary: Dictionary,
    /// The packs, in the order in which they were given.
    packs: Vec<Planned>,
    /// The number of each pack's first rule, in order, and the pack's place.
    firsts: Vec<(u32, usize)>,
    /// Where the hits of rules and cues are kept, by their numbers.
    slots: BTreeMap<u32, u32>,
    prefilter: Prefilter,
}

impl Plan {
    /// Compiles the rules and cues of some packs: those whose id is wanted are reported, those for
    /// which there is a slot are heard. What no index was made for is indexed anew.
    pub(crate) fn new(
        packs: Vec<Pack>,
        indexes: Vec<Index>,
        wanted: &dyn Fn(&str) -> bool,
        slot: &dyn Fn(&str) -> Option<(u32, Roles)>,
    ) -> Plan {
        let (indexes, firsts) = numbered(&packs, indexes);
        let rules = indexes.last().map_or(0, |(index, before)| before + index.rules());
        let mut looked_for = vec![Want::default(); rules as usize];
        let mut slots = BTreeMap::new();
        let mut planned = Vec::new();
        for (pack, first) in packs.into_iter().zip(firsts) {
            let all_rules = pack.entries().len();
            for ((entry, head), number) in pack.searched().enumerate().zip(first..) {
                let slot = slot(&head.id);
                let reported = entry < all_rules && wanted(&head.id);
                let reported = if reported { head.roles } else { Roles::NONE };
                if let Some(want) = looked_for.get_mut(number as usize) {
                    *want = Want { reported, heard: slot.map_or(Roles::NONE, |(_, roles)| roles) };
                }
                slots.extend(slot.map(|(slot, _)| (number, slot)));
            }
            let (known, expressions) = (OnceLock::new(), OnceLock::new());
            planned.push(Planned { pack, first, known, expressions });
        }
        let mut firsts: Vec<(u32, usize)> =
            planned.iter().enumerate().map(|(at, planned)| (planned.first, at)).collect();
        firsts.sort_unstable();
        let prefilter = Prefilter::new(indexes, looked_for);
        Plan { dictionary: Dictionary::embedded(), packs: planned, firsts, slots, prefilter }
    }

    /// The rules that are looked for or judge conversations, pack by pack.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.packs.iter().flat_map(|planned| {
            let entries = (planned.first..).zip(planned.pack.entries());
            let reported = |rule: u32| !self.prefilter.want(rule as usize).reported.is_empty();
            entries.filter(move |&(rule, _)| reported(rule)).map(|(_, entry)| entry.rule())
        })
    }

    /// What is known of every rule of every pack, looked for or not.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.packs.iter().flat_map(|planned| planned.pack.entries())
    }

    /// A rule by its place among all rules and cues of the packs, in the order in which these were
    /// given.
    pub(crate) fn rule_at(&self, at: usize) -> Option<&Rule> {
        let mut before = 0;
        for planned in &self.packs {
            let behind = before + planned.pack.searched().count();
            if at < behind {
                return planned.pack.searched_at(at - before).map(Entry::rule);
            }
            before = behind;
        }
        None
    }

    /// A rule or cue by its id; the rules of conversations that ask for it name it so.
    pub(crate) fn searched(&self, id: &str) -> Option<&Rule> {
        let mut all = self.packs.iter().flat_map(|planned| planned.pack.searched());
        all.find(|entry| entry.id == id).map(Entry::rule)
    }

    /// The rule or cue of a number.
    fn rule(&self, number: u32) -> Option<Place<'_>> {
        let behind = self.firsts.partition_point(|&(first, _)| first <= number);
        let &(first, pack) = self.firsts.get(behind.checked_sub(1)?)?;
        let planned = self.packs.get(pack)?;
        let entry = (number - first) as usize;
        let rule = planned.pack.searched_at(entry)?.rule();
        let reported = !self.prefilter.want(number as usize).reported.is_empty();
        Some(Place { planned, entry, rule, reported, slot: self.slots.get(&number).copied() })
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
        self.search(text, terms, Asked { role: Some(terms.role), listens: false }).matches
    }

    /// The same, with what rules about conversations ask for, if that is asked.
    pub(crate) fn search<'p>(
        &'p self,
        text: &str,
        terms: &Terms<'_>,
        asked: Asked,
    ) -> Searched<'p> {
        let Sift { mut sifted, open } = self.prefilter.sift(text, asked);
        let digits = LazyCell::new(|| number::most_digits(text));
        if let Sifted::Places(places) = &mut sifted {
            places.retain(|place| self.has_digits(place.owner(), &digits));
        }
        let clean = matches!(&sifted, Sifted::Places(places) if places.is_empty());
        // Of what no literal leads to, a text without digits can hold little.
        let mut always = self.prefilter.always(asked);
        if clean && !always.any(|owner| self.has_digits(owner, &digits)) {
            return Searched { matches: Vec::new(), heard: Vec::new(), open };
        }
        let view = View::of(self.folder(), text);
        let candidates = match sifted {
            Sifted::Places(places) => self.prefilter.candidates(&view, &places, asked),
            Sifted::Unclear => self.prefilter.all_candidates(&view, asked),
        };
        let (matches, heard) = self.judged(&view, &candidates, terms, false);
        Searched { matches, heard, open }
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
        let candidates = self.prefilter.all_candidates(view, Asked::default());
        self.judged(view, &candidates, terms, true).0
    }

    fn judged<'p>(
        &'p self,
        view: &View<'_>,
        candidates: &[Candidate],
        terms: &Terms<'_>,
        all: bool,
    ) -> (Vec<Match<'p>>, Vec<Heard>) {
        let words = Words::new(view, &self.dictionary);
        let mut hunt = Hunt::new(view, words, terms, all);
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
                    if let Some(expressions) = found.expressions() {
                        hunt.pattern(expressions, target, candidate);
                    }
                }
            } else if done != place && hunt.phrase(target, candidate) {
                done = place;
            }
        }
        let heard = hunt.heard();
        hunt.judge_standing();
        settle(view, &mut hunt.found, terms.apart);
        (hunt.found, heard)
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
        Target { rule: self.rule, lists, known, reported: self.reported, slot: self.slot }
    }

    /// The expressions of the rule.
    fn expressions(self) -> Option<&'p Expressions> {
        let rules = self.planned.pack.searched().count();
        let of_rules = self.planned.expressions.get_or_init(|| vec![OnceLock::new(); rules]);
        of_rules.get(self.entry)
    }
}
