//! All literals of all rules, and who is interested in each. A candidate may be wrong, none is ever
//! missed. A single reply is searched with the sorted literals as they are; the automaton is built
//! once there is enough text to pay for it.

use super::anchor::REPEATED;
use super::filter::Filter;
use crate::fold::{Folder, Kind, View};
use crate::pack::Pack;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes of suspected text are searched without the automaton.
const WITHOUT_AUTOMATON: usize = 1 << 16;

/// Which of a rule's lists a candidate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Form {
    Phrase,
    Pattern,
    WholeClause,
    WholeMessage,
}

/// Who is interested in a needle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Owner {
    /// The rule's place: in its pack first, in the linter later.
    pub(crate) rule: u32,
    pub(crate) form: Form,
    /// The phrase's place in the rule's list of that form.
    pub(crate) index: u16,
    /// The part of the phrase that begins `skip` cells behind the start of the needle.
    pub(crate) split: u16,
    pub(crate) skip: u8,
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

#[derive(Debug)]
pub(crate) struct Prefilter {
    /// Sorted, each once.
    needles: Vec<String>,
    owners: Vec<Vec<Owner>>,
    /// Patterns that no literal stands in front of.
    always: Vec<Owner>,
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
        let mut all: Vec<(&str, Vec<Owner>)> = Vec::new();
        for (pack_index, pack) in packs.iter().enumerate() {
            for needle in pack.needles() {
                let here =
                    |owner: &Owner| Some(Owner { rule: place(pack_index, owner.rule)?, ..*owner });
                let owners: Vec<Owner> = needle.owners.iter().filter_map(here).collect();
                if !owners.is_empty() {
                    all.push((&needle.text, owners));
                }
            }
        }
        all.sort_by_key(|&(text, _)| text);
        let mut needles: Vec<String> = Vec::with_capacity(all.len());
        let mut owners: Vec<Vec<Owner>> = Vec::with_capacity(all.len());
        let mut always = Vec::new();
        for (text, new) in all {
            if text.is_empty() {
                always.extend(new);
            } else if let (Some(last), Some(known)) = (needles.last(), owners.last_mut())
                && last == text
            {
                known.extend(new);
            } else {
                needles.push(text.to_owned());
                owners.push(new);
            }
        }
        let filter = Filter::new(folder, needles.iter().map(String::as_str));
        let searched = AtomicUsize::new(0);
        Prefilter { needles, owners, always, filter, searched, automaton: OnceLock::new() }
    }

    /// Whether the text must be looked at. Never false where a finding is.
    pub(crate) fn suspects(&self, text: &str) -> bool {
        !self.always.is_empty() || self.filter.suspects(text)
    }

    /// Every place in the view where a phrase may stand, in order, each once. Patterns without a
    /// literal stand at the first cell.
    pub(crate) fn candidates(&self, view: &View<'_>) -> Vec<Candidate> {
        let always = self.always.iter().map(|&owner| Candidate { at: 0, owner, length: 0 });
        let mut found: Vec<Candidate> = always.collect();
        let (haystack, starts) = haystack(view);
        self.each_needle(&haystack, &starts, |at, needle| {
            let length = self.needles[needle].chars().count();
            let owners = self.owners[needle].iter();
            found.extend(owners.map(|&owner| Candidate { at, owner, length }));
        });
        for (at, cell) in view.cells.iter().enumerate() {
            if usize::from(cell.run) >= REPEATED {
                let repeated: String = std::iter::repeat_n(cell.character, REPEATED).collect();
                let needle = self.needles.binary_search(&repeated);
                let owners = needle.ok().and_then(|needle| self.owners.get(needle));
                let here = |&owner| Candidate { at, owner, length: 1 };
                found.extend(owners.into_iter().flatten().map(here));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn each_needle(&self, haystack: &str, starts: &[u32], mut hit: impl FnMut(usize, usize)) {
        let searched = self.searched.fetch_add(haystack.len(), Ordering::Relaxed);
        if searched.saturating_add(haystack.len()) < WITHOUT_AUTOMATON {
            self.each_in_table(haystack, starts, hit);
        } else if let Some(automaton) = self.automaton() {
            for found in automaton.find_overlapping_iter(haystack) {
                let at = starts.partition_point(|&start| (start as usize) < found.start());
                hit(at, found.pattern().as_usize());
            }
        } else {
            self.each_in_table(haystack, starts, hit);
        }
    }

    /// The needles that each cell begins: those of its first character are a run of the sorted list.
    fn each_in_table(&self, haystack: &str, starts: &[u32], mut hit: impl FnMut(usize, usize)) {
        for (at, &start) in starts.iter().enumerate() {
            let rest = &haystack[start as usize..];
            let head = rest.char_indices().nth(2).map_or(rest, |(second, _)| &rest[..second]);
            if !self.filter.begins(head) {
                continue;
            }
            let one = head.chars().next().map_or(head, |first| &head[..first.len_utf8()]);
            let from = self.needles.partition_point(|needle| needle.as_str() < one);
            let needles = self.needles[from..].iter().enumerate();
            for (needle, text) in needles.take_while(|(_, text)| text.starts_with(one)) {
                if rest.starts_with(text.as_str()) {
                    hit(at, from + needle);
                }
            }
        }
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        self.automaton
            .get_or_init(|| {
                AhoCorasick::builder()
                    .match_kind(MatchKind::Standard)
                    .kind(Some(AhoCorasickKind::ContiguousNFA))
                    .build(&self.needles)
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
