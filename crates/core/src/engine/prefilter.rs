//! All literals of all rules, and who is interested in each. A candidate may be wrong, none is ever
//! missed. A single reply is searched with the filter's own table; the automaton is built once
//! there is enough text to pay for it.

use super::anchor::REPEATED;
use super::codes::{BREAK, Coded, Codes};
use super::filter::Filter;
use super::near::MarkSet;
use super::needles::Need;
use crate::fold::{Folder, Kind, View};
use crate::pack::Pack;
use crate::rows::{Rows, Texts};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes of suspected text are searched without the automaton.
const WITHOUT_AUTOMATON: usize = 1 << 16;

/// Which of a rule's lists a candidate comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Form {
    #[default]
    Phrase,
    Pattern,
    WholeClause,
    WholeMessage,
}

/// Who is interested in a needle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Owner {
    /// The rule's place: in its pack first, in the linter later.
    pub(crate) rule: u32,
    pub(crate) form: Form,
    /// The phrase's place in the rule's list of that form.
    pub(crate) index: u16,
    /// The part of the phrase that begins `skip` cells behind the start of the needle.
    pub(crate) split: u16,
    pub(crate) skip: u8,
    /// What else must stand near: a row of the pack's needs first, of the linter's later.
    pub(crate) needs: u32,
    /// Whether nothing but fillers may follow the needle in its clause.
    pub(crate) closes: bool,
}

/// A place where a phrase may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// The cell that the needle begins with.
    pub(crate) at: usize,
    pub(crate) owner: Owner,
    /// How many cells the needle covers.
    pub(crate) length: usize,
}

/// A place in a text where a phrase may stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The byte that the needle begins with.
    start: usize,
    needle: u32,
    owner: Owner,
}

/// What one pass over a text finds.
#[derive(Debug)]
pub(crate) enum Sifted {
    /// The places that must be looked at, and no others.
    Places(Vec<Place>),
    /// Anything may be anywhere: a character folds to several.
    Unclear,
}

#[derive(Debug)]
pub(crate) struct Prefilter {
    needles: Texts,
    owners: Rows<Owner>,
    sets: Vec<MarkSet>,
    needs: Rows<Need>,
    /// The characters that a filler may begin with, sorted.
    fillers: Vec<char>,
    /// Patterns that no literal stands in front of.
    always: Vec<Owner>,
    codes: Codes,
    filter: Filter,
    searched: AtomicUsize,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Prefilter {
    /// The literals of some packs. `place` gives a pack's rule its place in the linter, if it has one.
    pub(crate) fn new(
        folder: &Folder,
        packs: &[Pack],
        place: impl Fn(usize, u32) -> Option<u32>,
    ) -> Prefilter {
        let mut needles = Texts::default();
        let mut owners: Rows<Owner> = Rows::default();
        let mut needs: Rows<Need> = Rows::default();
        let mut always = Vec::new();
        let mut sets_before = 0;
        for (pack_index, pack) in packs.iter().map(Pack::needles).enumerate() {
            let needs_before = u32::try_from(needs.len()).unwrap_or(u32::MAX);
            let here = |owner: &Owner| {
                let rule = place(pack_index, owner.rule)?;
                Some(Owner { rule, needs: needs_before + owner.needs, ..*owner })
            };
            for (text, interested) in pack.texts.iter().zip(pack.owners.iter()) {
                let mut interested = interested.iter().filter_map(here).peekable();
                if text.is_empty() {
                    always.extend(interested);
                } else if interested.peek().is_some() {
                    needles.push(text);
                    owners.push(interested);
                }
            }
            for row in pack.needs.iter() {
                needs.push(row.iter().map(|need| Need { set: sets_before + need.set, ..*need }));
            }
            sets_before += u32::try_from(pack.sets.iter().count()).unwrap_or(u32::MAX);
        }
        let sets = packs.iter().flat_map(|pack| pack.needles().sets.iter());
        let fillers: BTreeSet<char> =
            packs.iter().flat_map(|pack| pack.needles().fillers.chars()).collect();
        Prefilter {
            filter: Filter::new(needles.iter()),
            codes: Codes::new(folder),
            sets: sets.map(MarkSet::parse).collect(),
            fillers: fillers.into_iter().collect(),
            needles,
            owners,
            needs,
            always,
            searched: AtomicUsize::new(0),
            automaton: OnceLock::new(),
        }
    }

    /// What one pass over a text finds in it.
    pub(crate) fn sift(&self, text: &str) -> Sifted {
        let Some(text) = Coded::of(text, &self.codes) else { return Sifted::Unclear };
        let mut places = Vec::new();
        self.filter.scan(&text, |hit| {
            let met = |need: &Need| {
                let set = self.sets.get(need.set as usize);
                set.is_some_and(|set| set.stands_near(&text, hit.at, need.away))
            };
            let meets = |owner: &&Owner| {
                (!owner.closes || self.may_close(&text, hit.end))
                    && self.needs.get(owner.needs as usize).iter().all(met)
            };
            let owners = self.owners.get(hit.needle as usize).iter();
            places.extend(owners.filter(meets).map(|&owner| Place {
                start: text.start(hit.at),
                needle: hit.needle,
                owner,
            }));
        });
        Sifted::Places(places)
    }

    /// Whether a clause may end behind a literal, or a filler begin.
    fn may_close(&self, text: &Coded<'_>, end: usize) -> bool {
        let next = char::from_u32(u32::from(text.code(end)));
        text.code(end) == BREAK
            || text.parted(end)
            || next.is_none_or(|next| self.fillers.binary_search(&next).is_ok())
    }

    /// Whether a text in which no place was found may hold a match all the same.
    pub(crate) fn always_looks(&self) -> bool {
        !self.always.is_empty()
    }

    /// The places as cells of the view, in order, each once. Patterns without a literal stand at
    /// the first cell.
    pub(crate) fn candidates(&self, view: &View<'_>, places: &[Place]) -> Vec<Candidate> {
        let candidate = |place: &Place| Candidate {
            at: view.cells.partition_point(|cell| cell.end as usize <= place.start),
            owner: place.owner,
            length: self.length(place.needle as usize),
        };
        self.in_order(places.iter().map(candidate).collect())
    }

    /// Every place in the view where a literal stands, whatever stands near it.
    pub(crate) fn all_candidates(&self, view: &View<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut add = |at, needle: usize, length| {
            let owners = self.owners.get(needle).iter();
            found.extend(owners.map(|&owner| Candidate { at, owner, length }));
        };
        let (haystack, starts) = haystack(view);
        self.each_needle(&haystack, &starts, |at, needle| add(at, needle, self.length(needle)));
        for (at, cell) in view.cells.iter().enumerate() {
            if usize::from(cell.run) >= REPEATED {
                let same = self.filter.repeating(cell.character);
                same.for_each(|needle| add(at, needle as usize, 1));
            }
        }
        self.in_order(found)
    }

    /// How many cells a needle covers.
    fn length(&self, needle: usize) -> usize {
        let mut characters = self.needles.get(needle).chars();
        let repeats = characters.next().is_some_and(|first| {
            !first.is_ascii_digit()
                && characters.clone().any(|_| true)
                && characters.all(|c| c == first)
        });
        if repeats { 1 } else { self.needles.get(needle).chars().count() }
    }

    fn in_order(&self, mut found: Vec<Candidate>) -> Vec<Candidate> {
        found.extend(self.always.iter().map(|&owner| Candidate { at: 0, owner, length: 0 }));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn each_needle(&self, haystack: &str, starts: &[u32], mut hit: impl FnMut(usize, usize)) {
        let searched = self.searched.fetch_add(haystack.len(), Ordering::Relaxed);
        let enough = searched.saturating_add(haystack.len()) >= WITHOUT_AUTOMATON;
        let Some(automaton) = enough.then(|| self.automaton()).flatten() else {
            return self.each_in_table(haystack, starts, hit);
        };
        for found in automaton.find_overlapping_iter(haystack) {
            let at = starts.partition_point(|&start| (start as usize) < found.start());
            hit(at, found.pattern().as_usize());
        }
    }

    fn each_in_table(&self, haystack: &str, starts: &[u32], mut hit: impl FnMut(usize, usize)) {
        for (at, &start) in starts.iter().enumerate() {
            let rest = haystack.get(start as usize..).unwrap_or_default();
            self.filter.beginning(rest.chars(), |needle| {
                let needle = needle as usize;
                if rest.starts_with(self.needles.get(needle)) {
                    hit(at, needle);
                }
            });
        }
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        self.automaton
            .get_or_init(|| {
                AhoCorasick::builder()
                    .match_kind(MatchKind::Standard)
                    .kind(Some(AhoCorasickKind::ContiguousNFA))
                    .build(self.needles.iter())
                    .ok()
            })
            .as_ref()
    }
}

/// The folded characters as text, and the byte at which each cell begins there.
fn haystack(view: &View<'_>) -> (String, Vec<u32>) {
    let mut text = String::with_capacity(view.cells.len() * 3);
    let mut starts = Vec::with_capacity(view.cells.len());
    for cell in &view.cells {
        starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        text.push(if matches!(cell.kind, Kind::Break(_)) { '\n' } else { cell.character });
    }
    (text, starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// Both ways to look for literals find the same ones.
    #[test]
    fn the_table_finds_what_the_automaton_finds() {
        let yaml = include_str!("../../tests/demo.yaml");
        let pack = Pack::parse(&Source::new("demo.yaml", yaml)).expect("the pack is valid");
        let folder = Folder::new();
        let prefilter = Prefilter::new(&folder, &[pack], |_, rule| Some(rule));
        let needles: String =
            prefilter.needles.iter().flat_map(|needle| [needle, "，您 "]).collect();
        let automaton = prefilter.automaton().expect("the needles are few");
        let mut seen = 0;
        for text in [needles.as_str(), "这个我也不清楚，您去问其他客服吧 i am maybe not sure", ""]
        {
            let (haystack, starts) = haystack(&View::of(&folder, text));
            let mut in_table = Vec::new();
            prefilter.each_in_table(&haystack, &starts, |at, needle| in_table.push((at, needle)));
            in_table.sort_unstable();
            let place = |start| starts.partition_point(|&at| (at as usize) < start);
            let hits = automaton.find_overlapping_iter(&haystack);
            let mut in_automaton: Vec<_> =
                hits.map(|hit| (place(hit.start()), hit.pattern().as_usize())).collect();
            in_automaton.sort_unstable();
            assert_eq!(in_table, in_automaton);
            seen += in_table.len();
        }
        assert!(seen >= prefilter.needles.iter().count());
    }
}
