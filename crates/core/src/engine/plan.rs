//! Every rule and cue of a linter, compiled together: what is looked for, by which literal, and how a
//! candidate becomes a match. Shared by all threads; what one text needs lives in a `Hunt`.

use super::hunt::{Expressions, Heard, Hunt, Match, Target, Terms};
use super::index::Index;
use super::known::Known;
use super::needles::{Form, Owner};
use super::number;
use super::prefilter::{Candidate, Prefilter, Sift, Sifted, Want};
use super::settle::settle;
use super::walk::Lists;
use crate::fold::{Folder, View};
use crate::pack::{Entry, Pack};
use crate::rule::Rule;
use crate::words::{Dictionary, Words};
use std::cell::LazyCell;
use std::sync::OnceLock;

/// A rule or cue in its place in the plan.
#[derive(Debug)]
struct Planned {
    pack: usize,
    /// Its place among all that is searched for with the pack.
    entry: usize,
    /// Where its hits are kept, if a rule about conversations asks for them.
    slot: Option<u32>,
    expressions: Expressions,
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

/// Packs that are indexed together, and the index if it is there.
pub(crate) type Group = (Vec<Pack>, Option<Index>);

#[derive(Debug)]
pub(crate) struct Plan {
    dictionary: Dictionary,
    packs: Vec<(Pack, OnceLock<Known>)>,
    /// Every rule and every cue of every pack, wanted or not.
    rules: Vec<Planned>,
    prefilter: Prefilter,
}

impl Plan {
    /// Compiles the rules and cues of some packs: those whose id is wanted are reported, those for
    /// which there is a slot are heard. An index that was made for other packs is made anew.
    pub(crate) fn new(
        groups: Vec<Group>,
        wanted: &dyn Fn(&str) -> bool,
        slot: &dyn Fn(&str) -> Option<u32>,
    ) -> Plan {
        let (mut packs, mut rules) = (Vec::new(), Vec::new());
        let (mut indexes, mut looked_for) = (Vec::new(), Vec::new());
        for (group, index) in groups {
            let index = index.filter(|index| index.is_of(&group));
            let index = index.unwrap_or_else(|| Index::of(&group));
            indexes.push((index, u32::try_from(rules.len()).unwrap_or(u32::MAX)));
            for pack in group {
                let all_rules = pack.entries().len();
                for (entry, head) in pack.searched().enumerate() {
                    let slot = slot(&head.id);
                    let reported = entry < all_rules && wanted(&head.id);
                    looked_for.push(Want { reported, heard: slot.is_some() });
                    let expressions = OnceLock::new();
                    rules.push(Planned { pack: packs.len(), entry, slot, expressions });
                }
                packs.push((pack, OnceLock::new()));
            }
        }
        let prefilter = Prefilter::new(indexes, looked_for);
        Plan { dictionary: Dictionary::embedded(), packs, rules, prefilter }
    }

    /// The rules that are looked for or judge conversations, pack by pack.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        let rules = self.rules.iter().enumerate();
        let wanted = rules.filter(|&(at, _)| self.prefilter.want(at).reported);
        wanted.filter_map(|(_, planned)| self.rule(planned))
    }

    /// What is known of every rule of every pack, looked for or not.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.packs.iter().flat_map(|(pack, _)| pack.entries())
    }

    /// A rule by its place among all rules and cues.
    pub(crate) fn rule_at(&self, at: usize) -> Option<&Rule> {
        self.rules.get(at).and_then(|planned| self.rule(planned))
    }

    fn rule(&self, planned: &Planned) -> Option<&Rule> {
        let (pack, _) = self.packs.get(planned.pack)?;
        pack.searched_at(planned.entry).map(Entry::rule)
    }

    /// The word lists of a rule's pack, and where those of known names stand.
    fn words(&self, planned: &Planned) -> Option<(&Lists, &Known)> {
        let (pack, known) = self.packs.get(planned.pack)?;
        Some((pack.lists(), known.get_or_init(|| Known::of(pack.lists()))))
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
        self.search(text, terms, false).matches
    }

    /// The same; where it `listens`, with what rules about conversations ask for.
    pub(crate) fn search<'p>(
        &'p self,
        text: &str,
        terms: &Terms<'_>,
        listens: bool,
    ) -> Searched<'p> {
        let Sift { mut sifted, open } = self.prefilter.sift(text, listens);
        if let Sifted::Places(places) = &mut sifted {
            let digits = LazyCell::new(|| number::most_digits(text));
            places.retain(|place| self.has_digits(place.owner(), &digits));
        }
        let clean = matches!(&sifted, Sifted::Places(places) if places.is_empty());
        if clean && !self.prefilter.always_looks(listens) {
            return Searched { matches: Vec::new(), heard: Vec::new(), open };
        }
        let view = View::of(self.folder(), text);
        let candidates = match sifted {
            Sifted::Places(places) => self.prefilter.candidates(&view, &places, listens),
            Sifted::Unclear => self.prefilter.all_candidates(&view, listens),
        };
        let (matches, heard) = self.judged(&view, &candidates, terms, false);
        Searched { matches, heard, open }
    }

    /// Whether a text with so many digits can hold what a pattern looks for.
    fn has_digits(&self, owner: Owner, digits: &LazyCell<usize, impl FnOnce() -> usize>) -> bool {
        if owner.form != Form::Pattern {
            return true;
        }
        let rule = self.rules.get(owner.rule as usize).and_then(|planned| self.rule(planned));
        let pattern = rule.and_then(|rule| rule.look_for.patterns.get(owner.index as usize));
        pattern.is_none_or(|pattern| pattern.digits == 0 || pattern.digits <= **digits)
    }

    /// The same, with literals that no phrase stands around and matches out of scope.
    pub(crate) fn all_matches<'p>(&'p self, view: &View<'_>, terms: &Terms<'_>) -> Vec<Match<'p>> {
        self.judged(view, &self.prefilter.all_candidates(view, false), terms, true).0
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
            let Some(planned) = self.rules.get(candidate.owner.rule as usize) else { continue };
            let Some(rule) = self.rule(planned).filter(|rule| all || (terms.admits)(rule)) else {
                continue;
            };
            let Some((lists, known)) = self.words(planned) else { continue };
            let want = self.prefilter.want(candidate.owner.rule as usize);
            let (reported, slot) = (want.reported, planned.slot);
            let target = Target { rule, lists, known, reported, slot };
            if candidate.owner.form == Form::Pattern {
                if !patterns.contains(&candidate.owner) {
                    patterns.push(candidate.owner);
                    hunt.pattern(&planned.expressions, target, candidate);
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
