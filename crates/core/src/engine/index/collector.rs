//! From the rules of some packs to their index: the literals are gathered as the rules tell of them, and
//! sorted once. Holds texts and needs in one piece each, so that a hundred thousand phrases take a hundred
//! thousand steps; reading an index is done elsewhere.

use super::{Entry, Index, Owned, bucket, tag};
use crate::engine::commonness::Commonness;
use crate::engine::filter::Front;
use crate::engine::literal::{Literal, Row};
use crate::engine::near;
use crate::engine::needles::{Owner, each_literal, fillers};
use crate::engine::needs;
use crate::flat::Numbers;
use crate::pack::Pack;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A literal, one of its owners, and what that one needs: places in the pieces of the collector.
#[derive(Debug)]
struct Found {
    literal: Range<usize>,
    owner: Owner,
    needs: Range<usize>,
}

/// What the rules so far look for.
#[derive(Debug)]
pub(super) struct Collector {
    commonness: Commonness,
    pieces: Pieces,
    fillers: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Pieces {
    text: String,
    needs: Vec<near::Need>,
    found: Vec<Found>,
    sets: HashMap<String, near::Need>,
    slots: Vec<u16>,
}

impl Pieces {
    fn add(&mut self, literals: &mut dyn Iterator<Item = (&str, Owner)>, needs: &[needs::Need]) {
        let first = self.needs.len();
        for need in needs {
            let need = self.need(&need.set, need.away);
            self.needs.push(need);
        }
        for (literal, owner) in literals {
            let start = self.text.len();
            self.text.push_str(literal);
            let (literal, needs) = (start..self.text.len(), first..self.needs.len());
            self.found.push(Found { literal, owner, needs });
        }
    }

    fn need(&mut self, set: &str, away: (i8, i8)) -> near::Need {
        if let Some(need) = self.sets.get(set) {
            return need.at(away);
        }
        let need = near::Need::new(set, away, &mut self.slots);
        self.sets.insert(set.to_owned(), need);
        need
    }

    fn literal(&self, found: &Found) -> &str {
        self.text.get(found.literal.clone()).unwrap_or_default()
    }

    fn needs(&self, found: &Found) -> &[near::Need] {
        self.needs.get(found.needs.clone()).unwrap_or_default()
    }

    /// By literals, then by owners.
    fn sorted(&self) -> Vec<&Found> {
        let mut found: Vec<&Found> = self.found.iter().collect();
        found.sort_unstable_by(|a, b| {
            let literals = || self.literal(a).cmp(self.literal(b));
            literals().then_with(|| (a.owner, self.needs(a)).cmp(&(b.owner, self.needs(b))))
        });
        found
    }
}

impl Collector {
    pub(super) fn new() -> Collector {
        let (pieces, fillers) = (Pieces::default(), BTreeSet::new());
        Collector { commonness: Commonness::new(), pieces, fillers }
    }

    /// Adds the rules and cues of a pack, which are numbered from `first` on.
    pub(super) fn add(&mut self, pack: &Pack, first: u32) {
        let mut rules = (first..).zip(pack.searched().map(|entry| entry.rule()));
        let Collector { commonness, pieces, fillers: known } = self;
        each_literal(&mut rules, pack.lists(), commonness, &mut |literals, needs| {
            pieces.add(literals, needs);
        });
        known.extend(fillers(pack.lists()));
    }

    /// The index, but for the packs that it was made for. The first `usual` rules are usually looked
    /// for, which may be all.
    pub(super) fn finish(self, usual: u32, all_usual: bool) -> Index {
        let sorted = self.pieces.sorted();
        let groups = sorted.chunk_by(|a, b| self.pieces.literal(a) == self.pieces.literal(b));
        let (mut always, mut literals, mut usual_ones) = (Vec::new(), Vec::new(), Vec::new());
        let mut tables = Tables::default();
        for group in groups {
            let literal = group.first().map_or("", |found| self.pieces.literal(found));
            if literal.is_empty() {
                always.extend(group.iter().map(|found| found.owner));
                continue;
            }
            if !all_usual && group.iter().any(|found| found.owner.rule < usual) {
                usual_ones.push(literal);
            }
            tables.add(literal, literals.len(), group, &self.pieces);
            literals.push(literal);
        }
        let front = Front::of_literals(literals.iter().copied());
        let of_usual = || Front::of_literals(usual_ones.iter().copied());
        let of_usual = if all_usual { front.clone() } else { of_usual() };
        let (buckets, entries) = table(tables.entries);
        let mut fillers: Vec<u16> = self.fillers.iter().flat_map(|it| near::numbers(it)).collect();
        fillers.sort_unstable();
        Index {
            made_for: Vec::new(),
            rules: 0,
            front,
            usual: (usual, of_usual),
            buckets,
            entries,
            literals: literals.into_iter().collect(),
            owners: tables.owners.into_iter().collect(),
            needs: tables.needs.into_iter().collect(),
            slots: self.pieces.slots.iter().copied().collect(),
            always: always.into_iter().collect(),
            fillers,
        }
    }
}

/// What literals lead to.
#[derive(Debug, Default)]
struct Tables<'f> {
    entries: Vec<(Row, Entry)>,
    owners: Vec<Owned>,
    needs: Vec<near::Need>,
    /// Where the needs behind the first one stand, of those that were met.
    known: HashMap<&'f [near::Need], u32>,
}

impl<'f> Tables<'f> {
    fn add(&mut self, literal: &str, place: usize, owners: &[&Found], pieces: &'f Pieces) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let Literal { plain: row, form, .. } = Literal::of(literal);
        let (first_owner, count) = (number(self.owners.len()), number(owners.len()));
        let literal = number(place);
        self.entries
            .push((row, Entry { tag: tag(row), form, literal, first_owner, owners: count }));
        for found in owners {
            let needs = pieces.needs(found);
            let (need, rest) = match needs.split_first() {
                Some((need, rest)) => (*need, rest),
                None => (near::Need::default(), needs),
            };
            let others = *self.known.entry(rest).or_insert_with(|| {
                let first = number(self.needs.len());
                self.needs.extend_from_slice(rest);
                first
            });
            let count = u8::try_from(needs.len()).unwrap_or(0);
            self.owners.push(Owned { owner: found.owner, need, others, count });
        }
    }
}

/// The literals by their rows: where each bucket begins, and the entries.
fn table(mut rows: Vec<(Row, Entry)>) -> (Numbers<u32>, Numbers<Entry>) {
    rows.sort_unstable_by_key(|&(row, entry)| (row, entry.literal));
    let mut starts = vec![0; (1 << super::BUCKETS) + 1];
    for &(row, _) in &rows {
        if let Some(behind) = starts.get_mut(bucket(row) + 1) {
            *behind += 1;
        }
    }
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before;
    }
    (starts.into_iter().collect(), rows.into_iter().map(|(_, entry)| entry).collect())
}
