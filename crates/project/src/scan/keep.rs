//! The conversations that are shown whole: the worst ones, and some that are drawn. Keeps a bounded number
//! of them whatever the order is in which they are offered; judges nothing.

use jinyu_report::scan::{Chosen, ConversationFacts, Exhibit, Rank};
use std::collections::{BTreeMap, BTreeSet};

/// Of how many people conversations are drawn at most, so that memory stays flat.
const PEOPLE: usize = 400;

/// How many conversations are shown whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// How many of the worst.
    pub worst: usize,
    /// How many are drawn of each of those who serve.
    pub drawn: usize,
    /// What is drawn: the same for the same number.
    pub seed: u64,
}

/// Those that are kept so far.
#[derive(Debug, Default)]
pub(crate) struct Keep {
    show: Show,
    worst: BTreeMap<Rank, Option<Exhibit>>,
    /// By the lot of their names, which also says whose are kept where there are too many.
    drawn: BTreeMap<Person, BTreeMap<Lot, Option<Exhibit>>>,
}

/// The lot of somebody's name, and that.
type Person = (u64, String);

/// The lot of a conversation, and its number.
type Lot = (u64, u64);

impl Keep {
    pub(crate) fn new(show: Show) -> Keep {
        Keep { show, ..Keep::default() }
    }

    /// Whether a conversation would be kept. What is not wanted now is never wanted again.
    pub(crate) fn wants(&self, facts: &ConversationFacts) -> bool {
        self.wants_as_bad(Rank::of(facts)) || self.lots(facts).is_some_and(|it| self.draws(&it))
    }

    /// Keeps a conversation, if it is wanted; without its words where they are to be offered later.
    pub(crate) fn offer(&mut self, facts: &ConversationFacts, exhibit: Option<&Exhibit>) {
        let as_chosen = |chosen| exhibit.map(|exhibit| Exhibit { chosen, ..exhibit.clone() });
        let rank = Rank::of(facts);
        if self.wants_as_bad(rank) {
            self.worst.insert(rank, as_chosen(Chosen::Worst));
            if self.worst.len() > self.show.worst {
                self.worst.pop_first();
            }
        }
        let Some((person, lot)) = self.lots(facts).filter(|it| self.draws(it)) else { return };
        let of_person = self.drawn.entry(person).or_default();
        of_person.insert(lot, as_chosen(Chosen::Drawn));
        if of_person.len() > self.show.drawn {
            of_person.pop_last();
        }
        if self.drawn.len() > PEOPLE {
            self.drawn.pop_last();
        }
    }

    /// The numbers of those that are kept without their words.
    pub(crate) fn without_words(&self) -> BTreeSet<u64> {
        let worst = self.worst.iter().filter(|(_, exhibit)| exhibit.is_none());
        let drawn = self.drawn.values().flatten().filter(|(_, exhibit)| exhibit.is_none());
        let drawn = drawn.map(|((_, number), _)| *number);
        worst.map(|(rank, _)| rank.number()).chain(drawn).collect()
    }

    /// All that are kept, in the order in which they are shown; one that is both is among the worst.
    pub(crate) fn into_exhibits(self) -> Vec<Exhibit> {
        let worst: Vec<Exhibit> = self.worst.into_values().rev().flatten().collect();
        let is_shown = |number| worst.iter().any(|exhibit| exhibit.facts.number == number);
        let mut people: Vec<_> = self.drawn.into_iter().collect();
        people.sort_by(|a, b| a.0.1.cmp(&b.0.1));
        let mut drawn = Vec::new();
        for (_, of_person) in people {
            let mut exhibits: Vec<Exhibit> = of_person.into_values().flatten().collect();
            exhibits.retain(|exhibit| !is_shown(exhibit.facts.number));
            exhibits.sort_by_key(|exhibit| exhibit.facts.number);
            drawn.append(&mut exhibits);
        }
        worst.into_iter().chain(drawn).collect()
    }

    fn wants_as_bad(&self, rank: Rank) -> bool {
        let least = self.worst.first_key_value();
        let full = self.worst.len() >= self.show.worst;
        self.show.worst > 0 && rank.is_flagged() && least.is_none_or(|(it, _)| !full || rank >= *it)
    }

    /// The lots of whoever serves first in a conversation, and its own.
    fn lots(&self, facts: &ConversationFacts) -> Option<(Person, Lot)> {
        let agent = facts.agents.first().filter(|_| self.show.drawn > 0)?;
        let name = self.lot_of(agent);
        let line = facts.line.to_string();
        let own = format!("{}\n{}", facts.path, facts.session.as_deref().unwrap_or(&line));
        let own = self.lot_of(&own);
        Some(((name, agent.clone()), (own, facts.number)))
    }

    /// The lot of a name, which stays the same where there is more or less beside it.
    fn lot_of(&self, name: &str) -> u64 {
        name.bytes().fold(lot(self.show.seed), |sum, byte| lot(sum ^ u64::from(byte)))
    }

    fn draws(&self, (person, lot): &(Person, Lot)) -> bool {
        match self.drawn.get(person) {
            Some(of_person) => {
                let last = of_person.last_key_value().map(|(last, _)| last);
                of_person.len() < self.show.drawn || last.is_none_or(|last| lot <= last)
            }
            None => {
                let last = self.drawn.last_key_value().map(|(last, _)| last);
                self.drawn.len() < PEOPLE || last.is_none_or(|last| person < last)
            }
        }
    }
}

/// A number that looks like chance and is the same each time: the step of SplitMix64.
fn lot(number: u64) -> u64 {
    let mut lot = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    lot = (lot ^ (lot >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    lot = (lot ^ (lot >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    lot ^ (lot >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(number: u64) -> ConversationFacts {
        let agents = vec![format!("agent {}", number % 3)];
        let session = Some(number.to_string());
        ConversationFacts { number, agents, session, ..ConversationFacts::default() }
    }

    fn numbers(order: impl Iterator<Item = u64>, seed: u64) -> Vec<u64> {
        let mut keep = Keep::new(Show { worst: 2, drawn: 2, seed });
        for facts in order.map(facts) {
            if keep.wants(&facts) {
                let exhibit = Exhibit { facts: facts.clone(), ..Exhibit::default() };
                keep.offer(&facts, Some(&exhibit));
            }
        }
        keep.into_exhibits().iter().map(|exhibit| exhibit.facts.number).collect()
    }

    #[test]
    fn what_is_drawn_depends_on_the_seed_alone() {
        let drawn = numbers(1..=90, 7);
        assert_eq!(drawn.len(), 6);
        assert_eq!(numbers((1..=90).rev(), 7), drawn);
        assert_ne!(numbers(1..=90, 8), drawn);
    }
}
