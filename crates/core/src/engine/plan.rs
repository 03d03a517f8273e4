//! Every rule and cue of a linter, compiled together: what is looked for, by which literal, and how a
//! candidate becomes a match. Shared by all threads; what one text needs lives in `Matches`.

use super::index::Index;
use super::judge::Judge;
use super::known::Known;
use super::needles::{Form, Owner};
use super::number;
use super::prefilter::{Candidate, Prefilter, Sifted, Want};
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

/// A rule or cue in its place in the plan.
#[derive(Debug)]
struct Planned {
    pack: usize,
    /// Its place among all that is searched for with the pack.
    entry: usize,
    /// Where its hits are kept, if a rule about conversations asks for them.
    slot: Option<u32>,
    expressions: OnceLock<Vec<Option<Regex>>>,
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

/// A wording that a rule about conversations asks for, said in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Where the hits of its cue or rule are kept.
    pub(crate) slot: u32,
    pub(crate) span: Span<InTurn>,
}

/// Packs that are indexed together, and the index if it is there.
pub(crate) type Group = (Vec<Pack>, Option<Index>);

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
        self.search(text, terms, false).0
    }

    /// The same, and what rules about conversations ask for.
    pub(crate) fn matches_and_heard<'p>(
        &'p self,
        text: &str,
        terms: &Terms<'_>,
    ) -> (Vec<Match<'p>>, Vec<Heard>) {
        self.search(text, terms, true)
    }

    fn search<'p>(
        &'p self,
        text: &str,
        terms: &Terms<'_>,
        listens: bool,
    ) -> (Vec<Match<'p>>, Vec<Heard>) {
        let mut sifted = self.prefilter.sift(text, listens);
        if let Sifted::Places(places) = &mut sifted {
            let digits = LazyCell::new(|| number::most_digits(text));
            places.retain(|place| self.has_digits(place.owner(), &digits));
        }
        let clean = matches!(&sifted, Sifted::Places(places) if places.is_empty());
        if clean && !self.prefilter.always_looks(listens) {
            return (Vec::new(), Vec::new());
        }
        let view = View::of(self.folder(), text);
        let candidates = match sifted {
            Sifted::Places(places) => self.prefilter.candidates(&view, &places, listens),
            Sifted::Unclear => self.prefilter.all_candidates(&view, listens),
        };
        self.judged(&view, &candidates, terms, false)
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
        let mut hunt = Hunt { view, words, terms, all, standing: Vec::new(), found: Vec::new() };
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
                    hunt.pattern(planned, target, candidate);
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

/// A rule that is looked for, with the word lists of its pack.
#[derive(Clone, Copy)]
struct Target<'p> {
    rule: &'p Rule,
    lists: &'p Lists,
    known: &'p Known,
    /// Whether its matches are reported.
    reported: bool,
    /// Where its hits are kept.
    slot: Option<u32>,
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
    fn pattern(&mut self, planned: &Planned, target: Target<'p>, candidate: &Candidate) {
        let index = candidate.owner.index as usize;
        let patterns = &target.rule.look_for.patterns;
        let expressions = planned.expressions.get_or_init(|| {
            patterns.iter().map(|pattern| Regex::new(&pattern.source).ok()).collect()
        });
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

    /// The hits of what rules about conversations ask for: of each cue or rule by itself, the longest
    /// first, so that no other one can hide any. Leaves what stands to be reported.
    fn heard(&mut self) -> Vec<Heard> {
        let mut standing = std::mem::take(&mut self.standing);
        let mut heard = Vec::new();
        if standing.iter().any(|one| one.target.slot.is_some()) {
            let length = |one: &Standing<'_>| Reverse(one.cells.1 - one.cells.0);
            standing.sort_by_key(|one| (one.target.slot, length(one), one.cells));
            // What is kept of a slot does not overlap: the last one that begins before the end tells.
            let mut kept: BTreeMap<(u32, usize), usize> = BTreeMap::new();
            for one in &standing {
                let (Some(slot), (start, end)) = (one.target.slot, one.cells) else { continue };
                let last = kept.range((slot, 0)..(slot, end)).next_back();
                let covered = last.is_some_and(|(_, &behind)| start < behind);
                if !covered && self.verdict(one).is_found() {
                    kept.insert((slot, start), end);
                    let span = self.view.in_turn(Span::new(start, end));
                    heard.push(Heard { slot, span });
                }
            }
            heard.sort_by_key(|one| (one.span, one.slot));
        }
        standing.retain(|one| one.target.reported);
        self.standing = standing;
        heard
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
        let &Standing { target: Target { rule, lists, known, .. }, own, .. } = standing;
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
