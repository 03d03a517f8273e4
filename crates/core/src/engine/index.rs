//! What is looked for in a text, for some packs together: their literals, hashed, and where each
//! leads. Laid out so that a program reads it where it lies. Worked out once, when packs are read or
//! when jinyu is built; it never looks at a text.

mod collector;
mod sound;

use super::codes::{Coded, is_ideograph};
use super::filter::{Front, SETS};
use super::literal::{Form, Row};
use super::near;
use super::needles::Owner;
use super::units::Unit;
use crate::flat::{Number, Numbers, Texts};
use crate::pack::{DecodeError, Pack};
use bytes::Bytes;
use collector::Collector;
use serde::{Deserialize, Serialize};

/// Stands first; changes with the layout.
const FORM: &str = concat!("jinyu index ", env!("CARGO_PKG_VERSION"), " 9");

/// How many bits of a row lead to a place of the table.
const BUCKETS: u32 = 16;

/// The literals of some packs, and where each leads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// The digest of each pack that it was made for, and how many rules stand before its own.
    made_for: Vec<(u64, u32)>,
    /// How many rules it knows.
    rules: u32,
    /// Of all literals.
    front: Front,
    /// Of the literals of the first so many rules, which are those that are usually looked for: the
    /// same where that is all of them.
    usual: (u32, Front),
    /// Where the literals of each bucket begin.
    buckets: Numbers<u32>,
    entries: Numbers<Entry>,
    /// The literals as they are written.
    literals: Texts,
    owners: Numbers<Owned>,
    needs: Numbers<near::Need>,
    slots: Numbers<u16>,
    /// What owns no literal and is tried on every text.
    always: Numbers<Owner>,
    /// The marks that a filler may begin with, sorted.
    fillers: Vec<u16>,
}

/// A literal in the table: part of its row behind the bucket, its place, and its owners.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    tag: u32,
    form: Form,
    pub(crate) literal: u32,
    first_owner: u32,
    owners: u32,
}

impl Number for Entry {
    const SIZE: usize = 20;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let (form, rest) = bytes.split_at(4);
        let (head, tail) = rest.split_at(8);
        let (form, head, tail) = (Form(u32::read(form)), u64::read(head), u64::read(tail));
        let (tag, literal) = (head as u32, (head >> 32) as u32);
        Entry { tag, form, literal, first_owner: tail as u32, owners: (tail >> 32) as u32 }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.form.0.write(bytes);
        self.tag.write(bytes);
        self.literal.write(bytes);
        self.first_owner.write(bytes);
        self.owners.write(bytes);
    }
}

/// An owner, its first need, and where the others are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Owned {
    pub(crate) owner: Owner,
    need: near::Need,
    others: u32,
    count: u8,
}

impl Number for Owned {
    const SIZE: usize = Owner::SIZE + near::Need::SIZE + 4;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let (owner, needs) = bytes.split_at(Owner::SIZE);
        let (need, others) = needs.split_at(near::Need::SIZE);
        let others = u32::read(others);
        Owned {
            owner: Owner::read(owner),
            need: near::Need::read(need),
            others: others >> 3,
            count: (others & 7) as u8,
        }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.owner.write(bytes);
        self.need.write(bytes);
        (self.others << 3 | u32::from(self.count)).write(bytes);
    }
}

#[derive(Serialize, Deserialize)]
struct Written<'b> {
    form: &'b str,
    made_for: Vec<(u64, u32)>,
    rules: u32,
    front: [&'b [u8]; SETS],
    usual: (u32, Option<[&'b [u8]; SETS]>),
    table: [&'b [u8]; 2],
    literals: [&'b [u8]; 2],
    owners: &'b [u8],
    needs: [&'b [u8]; 2],
    always: &'b [u8],
    fillers: Vec<u16>,
}

impl Index {
    /// The index of some packs. Their rules and cues are numbered one pack behind the other. The
    /// first `usual` packs are those that are usually looked for.
    pub(crate) fn of<'p>(packs: impl Iterator<Item = &'p Pack>, usual: usize) -> Index {
        let mut found = Collector::new();
        let mut made_for = Vec::new();
        let mut before = 0;
        for pack in packs {
            made_for.push((pack.digest(), before));
            found.add(pack, before);
            before += u32::try_from(pack.searched().count()).unwrap_or(u32::MAX);
        }
        let usual = made_for.get(usual).map_or(before, |&(_, before)| before);
        Index { made_for, rules: before, ..found.finish(usual, usual == before) }
    }

    /// How many rules stand before those of a pack; `None` if it was not made for the pack. Only
    /// packs in their compact form can be told apart.
    pub(crate) fn before(&self, pack: &Pack) -> Option<u32> {
        let of = |&&(digest, _): &&(u64, u32)| digest == pack.digest() && digest != 0;
        self.made_for.iter().find(of).map(|&(_, before)| before)
    }

    /// How many rules stand before those of each pack that it was made for, in order.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = u32> {
        self.made_for.iter().map(|&(_, before)| before)
    }

    /// How many rules it knows.
    pub(crate) fn rules(&self) -> u32 {
        self.rules
    }

    /// The bytes that [`Index::decode`] reads.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let (text, ends) = self.literals.parts();
        let (front, usual) = (self.front.parts(), self.usual.1.parts());
        let all_usual = self.usual.0 == self.rules;
        let written = Written {
            form: FORM,
            made_for: self.made_for.clone(),
            rules: self.rules,
            front,
            usual: (self.usual.0, (!all_usual).then_some(usual)),
            table: [self.buckets.bytes(), self.entries.bytes()],
            literals: [text, ends],
            owners: self.owners.bytes(),
            needs: [self.needs.bytes(), self.slots.bytes()],
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
        let read = |sets: [&[u8]; SETS]| Front::of(sets.map(part)).ok_or_else(DecodeError::new);
        let front = read(written.front)?;
        let usual = written.usual.1.map_or_else(|| Ok(front.clone()), read)?;
        Ok(Index {
            made_for: written.made_for,
            rules: written.rules,
            front,
            usual: (written.usual.0, usual),
            buckets: Numbers::of(part(written.table[0])),
            entries: Numbers::of(part(written.table[1])),
            literals: Texts::of(part(written.literals[0]), part(written.literals[1])),
            owners: Numbers::of(part(written.owners)),
            needs: Numbers::of(part(written.needs[0])),
            slots: Numbers::of(part(written.needs[1])),
            always: Numbers::of(part(written.always)),
            fillers: written.fillers,
        })
    }

    /// What says whether a literal may stand at a place of a text.
    pub(crate) fn front(&self) -> &Front {
        &self.front
    }

    /// The same for the literals of the usual rules, and how many rules these are: the first ones.
    pub(crate) fn usual(&self) -> (u32, &Front) {
        (self.usual.0, &self.usual.1)
    }

    /// The literals of a row and a form, and a few others.
    #[inline]
    pub(crate) fn at_hit(&self, row: Row, form: Form) -> impl Iterator<Item = Entry> {
        self.of_row(row).filter(move |entry| entry.form == form)
    }

    /// The literals of a row, and a few others.
    #[inline]
    pub(crate) fn of_row(&self, row: Row) -> impl Iterator<Item = Entry> {
        let bucket = bucket(row);
        let (start, end) = (self.buckets.get(bucket), self.buckets.get(bucket + 1));
        let tag = tag(row);
        self.entries.range(start as usize..end as usize).filter(move |entry| entry.tag == tag)
    }

    /// Every literal.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.entries.iter()
    }

    pub(crate) fn literals(&self) -> &Texts {
        &self.literals
    }

    /// What a literal leads to.
    #[inline]
    pub(crate) fn owners(&self, entry: Entry) -> impl Iterator<Item = Owned> {
        let first = entry.first_owner as usize;
        self.owners.range(first..first + entry.owners as usize)
    }

    /// Whether all that an owner needs stands near a place of a text, as far as can be told.
    #[inline]
    pub(crate) fn meets(&self, owned: Owned, text: &Coded<'_>, at: usize) -> bool {
        let others = owned.others as usize;
        owned.count == 0
            || (owned.need.is_met(&self.slots, text, at)
                && self
                    .needs
                    .range(others..others + usize::from(owned.count - 1))
                    .all(|need| need.is_met(&self.slots, text, at)))
    }

    pub(crate) fn always(&self) -> impl Iterator<Item = Owner> {
        self.always.iter()
    }

    /// Whether a filler may begin at a place.
    pub(crate) fn may_begin_filler(&self, text: &Coded<'_>, at: usize) -> bool {
        let known = |mark: &u16| self.fillers.binary_search(mark).is_ok();
        let code = text.code(at);
        if is_ideograph(code) {
            return known(&code);
        }
        // Only words in Latin letters have marks.
        let latin = u8::try_from(code).is_ok_and(|code| code.is_ascii());
        let stands = |units: &[Unit]| units.iter().any(|unit| unit.marks.iter().any(known));
        !latin || text.units().near(at, 0, 0).is_none_or(stands)
    }
}

fn bucket(row: Row) -> usize {
    (row.0 >> (64 - BUCKETS)) as usize
}

fn tag(row: Row) -> u32 {
    (row.0 >> (32 - BUCKETS)) as u32
}
