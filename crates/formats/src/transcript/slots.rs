//! Open sessions in the order in which they spoke last, each found by its number at once. Apart because a
//! number is good for as long as the list lives, which is to be seen at one glance. Knows nothing of what
//! it holds.

/// A list of the values that are in use, the one that was touched longest ago first.
#[derive(Debug)]
pub(super) struct Slots<T> {
    /// Never gets shorter: what was taken out leaves an empty value behind, and its place is used again.
    slots: Vec<Slot<T>>,
    free: Vec<Number>,
    oldest: Option<Number>,
    newest: Option<Number>,
}

/// The number of a slot. [`Slots::add`] alone makes one, so that it is in bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number(usize);

#[derive(Debug)]
struct Slot<T> {
    value: T,
    older: Option<Number>,
    newer: Option<Number>,
}

impl<T: Default> Slots<T> {
    pub(super) fn new() -> Self {
        Slots { slots: Vec::new(), free: Vec::new(), oldest: None, newest: None }
    }

    /// The one that was touched longest ago.
    pub(super) fn oldest(&self) -> Option<Number> {
        self.oldest
    }

    /// The one that was touched last.
    pub(super) fn newest(&self) -> Option<Number> {
        self.newest
    }

    /// The one that was touched after another one.
    pub(super) fn after(&self, number: Number) -> Option<Number> {
        self.slot(number).newer
    }

    pub(super) fn get(&self, number: Number) -> &T {
        &self.slot(number).value
    }

    pub(super) fn get_mut(&mut self, number: Number) -> &mut T {
        &mut self.slot_mut(number).value
    }

    /// Adds a value, as the one that was touched last.
    pub(super) fn add(&mut self, value: T) -> Number {
        let number = match self.free.pop() {
            Some(number) => {
                *self.get_mut(number) = value;
                number
            }
            None => {
                self.slots.push(Slot { value, older: None, newer: None });
                Number(self.slots.len() - 1)
            }
        };
        self.append(number);
        number
    }

    /// Makes a value the one that was touched last.
    pub(super) fn touch(&mut self, number: Number) {
        if self.newest != Some(number) {
            self.unlink(number);
            self.append(number);
        }
    }

    /// Takes a value out of the list, and leaves its number to another one.
    pub(super) fn take(&mut self, number: Number) -> T {
        self.unlink(number);
        self.free.push(number);
        std::mem::take(self.get_mut(number))
    }

    fn append(&mut self, number: Number) {
        let before = self.newest.replace(number);
        match before {
            Some(before) => self.slot_mut(before).newer = Some(number),
            None => self.oldest = Some(number),
        }
        let slot = self.slot_mut(number);
        (slot.older, slot.newer) = (before, None);
    }

    fn unlink(&mut self, number: Number) {
        let &Slot { older, newer, .. } = self.slot(number);
        match older {
            Some(older) => self.slot_mut(older).newer = newer,
            None => self.oldest = newer,
        }
        match newer {
            Some(newer) => self.slot_mut(newer).older = older,
            None => self.newest = older,
        }
    }

    #[expect(clippy::indexing_slicing, reason = "`add` made the number, and `slots` never shrinks")]
    fn slot(&self, Number(at): Number) -> &Slot<T> {
        &self.slots[at]
    }

    #[expect(clippy::indexing_slicing, reason = "`add` made the number, and `slots` never shrinks")]
    fn slot_mut(&mut self, Number(at): Number) -> &mut Slot<T> {
        &mut self.slots[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_order_in_which_they_were_touched() {
        let mut slots = Slots::new();
        let [one, two, three] = ["1", "2", "3"].map(|value| slots.add(value));
        slots.touch(one);
        assert_eq!(slots.take(three), "3");
        let four = slots.add("4");
        let mut seen = Vec::new();
        let mut next = slots.oldest();
        while let Some(number) = next {
            seen.push(*slots.get(number));
            next = slots.after(number);
        }
        assert_eq!(seen, ["2", "1", "4"]);
        assert_eq!((slots.oldest(), slots.newest(), three), (Some(two), Some(four), four));
        for number in [one, two, four] {
            slots.take(number);
        }
        assert_eq!((slots.oldest(), slots.newest()), (None, None));
    }
}
