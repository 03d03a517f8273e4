//! What could not be read, as a page tells it: all of it counted, and the first of it in words.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

/// How many faults are told in words.
const TOLD: usize = 100;

/// What could not be read. Whoever hears of a fault adds it here, while a page waits for the end of the run.
#[derive(Debug, Default)]
pub struct Unread {
    count: Cell<u64>,
    told: RefCell<Vec<String>>,
}

impl Unread {
    /// One more fault, a sentence with its place.
    pub fn add(&self, fault: &dyn Display) {
        self.count.set(self.count.get() + 1);
        let mut told = self.told.borrow_mut();
        if told.len() < TOLD {
            told.push(fault.to_string());
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.get()
    }

    /// The first of them.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.borrow().clone()
    }
}
