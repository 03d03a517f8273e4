//! Whether an index that comes from outside of the program holds together: every place that one part names is
//! there in another. Looked at once, when it is read, so that nothing has to be asked while a text is searched.

use super::{BUCKETS, Entry, Index, Owned};
use crate::engine::needles::Owner;
use crate::pack::Pack;

impl Index {
    /// Whether it was made for exactly these packs and holds together.
    pub(crate) fn is_sound(&self, packs: &[Pack]) -> bool {
        self.is_of(packs)
            && self.usual.0 <= self.rules
            && self.literals.is_whole()
            && self.table_is_sound()
            && self.owners.iter().all(|owned| self.owned_is_sound(owned))
            && self.owners.is_whole()
            && self.needs.iter().all(|need| need.is_sound(&self.slots))
            && self.needs.is_whole()
            && self.slots.is_whole()
            && self.always.is_whole()
            && self.always.iter().all(|owner| self.knows(owner))
            && self.fillers.is_sorted()
    }

    fn is_of(&self, packs: &[Pack]) -> bool {
        let mut rules = 0;
        let made_for = packs.iter().map(|pack| {
            let before = rules;
            rules += pack.searched().count();
            (pack.digest(), before)
        });
        let made_for: Vec<(u64, usize)> = made_for.collect();
        let own = self.made_for.iter().map(|&(digest, before)| (digest, before as usize));
        own.eq(made_for) && self.rules as usize == rules
    }

    fn table_is_sound(&self) -> bool {
        let rises = self.buckets.iter().is_sorted() && self.buckets.get(0) == 0;
        let owners = |entry: Entry| entry.first_owner as usize + entry.owners as usize;
        self.buckets.is_whole()
            && rises
            && self.buckets.count() == (1 << BUCKETS) + 1
            && self.buckets.get(1 << BUCKETS) as usize == self.entries.count()
            && self.entries.is_whole()
            && self.entries.iter().all(|entry| {
                (entry.literal as usize) < self.literals.count()
                    && owners(entry) <= self.owners.count()
            })
    }

    fn owned_is_sound(&self, owned: Owned) -> bool {
        let others = owned.others as usize + usize::from(owned.count.saturating_sub(1));
        let needs = owned.count == 0
            || (owned.need.is_sound(&self.slots)
                && (owned.count == 1 || others <= self.needs.count()));
        self.knows(owned.owner) && needs
    }

    fn knows(&self, owner: Owner) -> bool {
        owner.rule < self.rules
    }
}
