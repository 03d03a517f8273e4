//! What is looked for in a text, for some packs together: their literals, hashed, and where each
//! leads. Laid out so that a program reads it where it lies. Worked out once, when packs are read or
//! when jinyu is built; it never looks at a text.

use super::commonness::Commonness;
use super::filter::{Front, Row, row_of};
use super::near;
use super::needles::{Owner, each_literal, fillers};
use crate::flat::{Number, Numbers, Texts};
use crate::pack::{DecodeError, Pack};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Stands first; changes with the layout.
const FORM: &str = concat!("jinyu index ", env!("CARGO_PKG_VERSION"), " 1");

/// How many bits of a row lead to a place of the table.
const BUCKETS: u32 = 16;

/// The literals of some packs, and where each leads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// The digests of the packs that it was made for, in order.
    made_for: Vec<u64>,
    front: Front,
    /// Where the literals of each bucket begin.
    buckets: Numbers<u32>,
    entries: Numbers<Entry>,
    /// The literals, folded, without spaces, repeats as one.
    literals: Texts,
    /// Where the owners of each literal end.
    ends: Numbers<u32>,
    owners: Numbers<Owned>,
    needs: Numbers<near::Need>,
    bits: Numbers<u64>,
    /// What owns no literal and is tried on every text.
    always: Numbers<Owner>,
    /// The characters that a filler may begin with, sorted.
    fillers: Vec<char>,
}

/// A literal in the table: part of its row behind the bucket, and its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    tag: u32,
    literal: u32,
}

impl Number for Entry {
    const SIZE: usize = 8;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let word = u64::read(bytes);
        Entry { tag: word as u32, literal: (word >> 32) as u32 }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.tag.write(bytes);
        self.literal.write(bytes);
    }
}

/// An owner, and the rows of its needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owned {
    pub(crate) owner: Owner,
    first_need: u32,
    needs: u8,
}

impl Number for Owned {
    const SIZE: usize = Owner::SIZE + 4;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let (owner, needs) = bytes.split_at(Owner::SIZE);
        let needs = u32::read(needs);
        Owned { owner: Owner::read(owner), first_need: needs >> 3, needs: (needs & 7) as u8 }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.owner.write(bytes);
        (self.first_need << 3 | u32::from(self.needs)).write(bytes);
    }
}

#[derive(Serialize, Deserialize)]
struct Written<'b> {
    form: &'b str,
    made_for: Vec<u64>,
    front: [&'b [u8]; 5],
    table: [&'b [u8]; 2],
    literals: [&'b [u8]; 2],
    owners: [&'b [u8]; 2],
    needs: [&'b [u8]; 2],
    always: &'b [u8],
    fillers: Vec<char>,
}

impl Index {
    /// The index of some packs. Their rules are numbered one pack behind the other.
    pub(crate) fn of(packs: &[Pack]) -> Index {
        let mut found = Collector::default();
        let commonness = Commonness::new();
        let mut before = 0;
        for pack in packs {
            let mut rules = (before..).zip(pack.rules());
            each_literal(&mut rules, pack.lists(), &commonness, &mut |literal, owner, needs| {
                let needs = needs.iter().map(|need| found.need(&need.set, need.away)).collect();
                found.literals.entry(literal.to_owned()).or_default().push((owner, needs));
            });
            found.fillers.extend(fillers(pack.lists()));
            before += u32::try_from(pack.rules().len()).unwrap_or(u32::MAX);
        }
        Index { made_for: packs.iter().map(Pack::digest).collect(), ..found.finish() }
    }

    /// Whether it is the index of these packs.
    pub(crate) fn is_of(&self, packs: &[Pack]) -> bool {
        self.made_for.iter().copied().eq(packs.iter().map(Pack::digest))
    }

    /// The bytes that [`Index::decode`] reads.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let (text, ends) = self.literals.parts();
        let front = self.front.bytes();
        let written = Written {
            form: FORM,
            made_for: self.made_for.clone(),
            front: front.each_ref().map(Vec::as_slice),
            table: [self.buckets.bytes(), self.entries.bytes()],
            literals: [text, ends],
            owners: [self.ends.bytes(), self.owners.bytes()],
            needs: [self.needs.bytes(), self.bits.bytes()],
            always: self.always.bytes(),
            fillers: self.fillers.clone(),
        };
        postcard::to_allocvec(&written).unwrap_or_default()
    }

    /// Reads what [`Index::encode`] of this version wrote, where it lies.
    pub(crate) fn decode(bytes: &Bytes) -> Result<Index, DecodeError> {
        let written: Written<'_> = postcard::from_bytes(bytes).map_err(|_| DecodeError::new())?;
        if written.form != FORM {
            return Err(DecodeError::new());
        }
        let part = |part: &[u8]| bytes.slice_ref(part);
        Ok(Index {
            made_for: written.made_for,
            front: Front::of(written.front),
            buckets: Numbers::of(part(written.table[0])),
            entries: Numbers::of(part(written.table[1])),
            literals: Texts::of(part(written.literals[0]), part(written.literals[1])),
            ends: Numbers::of(part(written.owners[0])),
            owners: Numbers::of(part(written.owners[1])),
            needs: Numbers::of(part(written.needs[0])),
            bits: Numbers::of(part(written.needs[1])),
            always: Numbers::of(part(written.always)),
            fillers: written.fillers,
        })
    }

    /// What says whether a literal may stand at a place of a text.
    pub(crate) fn front(&self) -> &Front {
        &self.front
    }

    /// The literals of a row, and a few others.
    #[inline]
    pub(crate) fn of_row(&self, row: Row) -> impl Iterator<Item = u32> {
        let bucket = bucket(row);
        let (start, end) = (self.buckets.get(bucket), self.buckets.get(bucket + 1));
        let tag = tag(row);
        let entries = self.entries.range(start as usize..end as usize);
        entries.filter(move |entry| entry.tag == tag).map(|entry| entry.literal)
    }

    pub(crate) fn literals(&self) -> &Texts {
        &self.literals
    }

    /// What a literal leads to.
    #[inline]
    pub(crate) fn owners(&self, literal: u32) -> impl Iterator<Item = Owned> {
        let literal = literal as usize;
        let start = literal.checked_sub(1).map_or(0, |before| self.ends.get(before));
        self.owners.range(start as usize..self.ends.get(literal) as usize)
    }

    /// What must stand near for an owner, each as a need and the bits that it speaks of.
    #[inline]
    pub(crate) fn needs(&self, owned: Owned) -> impl Iterator<Item = near::Need> {
        let first = owned.first_need as usize;
        self.needs.range(first..first + usize::from(owned.needs))
    }

    pub(crate) fn bits(&self) -> &Numbers<u64> {
        &self.bits
    }

    pub(crate) fn always(&self) -> impl Iterator<Item = Owner> {
        self.always.iter()
    }

    /// Whether a filler may begin with a folded character.
    pub(crate) fn may_begin_filler(&self, character: char) -> bool {
        self.fillers.binary_search(&character).is_ok()
    }
}

fn bucket(row: Row) -> usize {
    (row.0 >> (64 - BUCKETS)) as usize
}

fn tag(row: Row) -> u32 {
    (row.0 >> (32 - BUCKETS)) as u32
}

#[derive(Default)]
struct Collector {
    literals: BTreeMap<String, Vec<(Owner, Vec<near::Need>)>>,
    sets: BTreeMap<String, near::Need>,
    bits: Vec<u64>,
    fillers: BTreeSet<char>,
}

impl Collector {
    fn need(&mut self, set: &str, away: (i8, i8)) -> near::Need {
        if let Some(need) = self.sets.get(set) {
            return need.at(away);
        }
        let need = near::Need::new(set, away, &mut self.bits);
        self.sets.insert(set.to_owned(), need);
        need
    }

    fn finish(mut self) -> Index {
        let always = self.literals.remove("").unwrap_or_default();
        let literals: Texts = self.literals.keys().map(String::as_str).collect();
        let mut front = Front::default();
        self.literals.keys().for_each(|literal| front.add(literal));
        let (buckets, entries) = table(literals.iter());
        let mut rows: BTreeMap<Vec<near::Need>, u32> = BTreeMap::new();
        let (mut needs, mut owners, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for mut owned in self.literals.into_values() {
            owned.sort();
            for (owner, row) in owned {
                let count = u8::try_from(row.len()).unwrap_or(0);
                let first_need = *rows.entry(row).or_insert_with_key(|row| {
                    let first = u32::try_from(needs.len()).unwrap_or(0);
                    needs.extend_from_slice(row);
                    first
                });
                owners.push(Owned { owner, first_need, needs: count });
            }
            ends.push(u32::try_from(owners.len()).unwrap_or(u32::MAX));
        }
        Index {
            made_for: Vec::new(),
            front,
            buckets,
            entries,
            literals,
            ends: ends.into_iter().collect(),
            owners: owners.into_iter().collect(),
            needs: needs.into_iter().collect(),
            bits: self.bits.into_iter().collect(),
            always: always.into_iter().map(|(owner, _)| owner).collect(),
            fillers: self.fillers.into_iter().collect(),
        }
    }
}

/// The literals by their rows: where each bucket begins, and the entries.
fn table<'l>(literals: impl Iterator<Item = &'l str>) -> (Numbers<u32>, Numbers<Entry>) {
    let mut rows: Vec<(Row, u32)> =
        (0..).zip(literals).map(|(place, literal)| (row_of(literal), place)).collect();
    rows.sort_unstable();
    let mut starts = vec![0; (1 << BUCKETS) + 1];
    for &(row, _) in &rows {
        starts[bucket(row) + 1] += 1;
    }
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before;
    }
    let entries = rows.iter().map(|&(row, literal)| Entry { tag: tag(row), literal });
    (starts.into_iter().collect(), entries.collect())
}
