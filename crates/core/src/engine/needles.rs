//! All literals of a pack's rules, and where each leads. Worked out when a pack is read, so that a
//! program that starts with a compact pack need not.

use super::anchor::{anchor, is_complete};
use super::commonness::Commonness;
use super::known::Known;
use super::needs::needs;
use super::prefilter::{Form, Owner};
use crate::pack::WordList;
use crate::rows::{Rows, Texts};
use crate::rule::{Part, Rule, Template};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The literals of a pack. An empty one stands for the patterns that no literal leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Needles {
    /// Sorted, each once.
    pub(crate) texts: Texts,
    /// Who is interested in each.
    pub(crate) owners: Rows<Owner>,
    /// Marks of which one must stand near, with spaces between.
    pub(crate) sets: Texts,
    /// What must all be met; an owner names one such row.
    pub(crate) needs: Rows<Need>,
    /// The characters that a filler may begin with.
    pub(crate) fillers: String,
}

/// A set that a phrase needs, by its place, and how far from the beginning of its literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Need {
    pub(crate) set: u32,
    pub(crate) away: (i8, i8),
}

/// The literals of some rules.
pub(crate) fn needles(rules: &[Rule], lists: &[WordList]) -> Needles {
    let mut found = Collector {
        lists,
        commonness: Commonness::new(),
        literals: BTreeMap::new(),
        sets: BTreeMap::new(),
        needs: BTreeMap::from([(Vec::new(), 0)]),
    };
    for (place, rule) in (0..).zip(rules) {
        let forms = [
            (Form::Phrase, &rule.look_for.phrases),
            (Form::WholeClause, &rule.look_for.whole_clause),
            (Form::WholeMessage, &rule.look_for.whole_message),
        ];
        for (form, wordings) in forms {
            for (index, wording) in (0..).zip(wordings) {
                let owner = Owner { rule: place, form, index, ..Owner::default() };
                found.wording(&wording.template, owner);
            }
        }
        for (index, pattern) in (0..).zip(&rule.look_for.patterns) {
            let form = Form::Pattern;
            let owner = Owner { rule: place, form, index, ..Owner::default() };
            if pattern.literals.is_empty() {
                found.add(String::new(), owner);
            }
            pattern.literals.iter().for_each(|literal| found.add(literal.clone(), owner));
        }
    }
    found.finish()
}

struct Collector<'r> {
    lists: &'r [WordList],
    commonness: Commonness,
    literals: BTreeMap<String, Vec<Owner>>,
    sets: BTreeMap<String, u32>,
    needs: BTreeMap<Vec<Need>, u32>,
}

impl Collector<'_> {
    fn wording(&mut self, wording: &Template, owner: Owner) {
        let Some(anchor) = anchor(&wording.parts, self.lists, &self.commonness) else { return };
        let needs = needs(&wording.parts, self.lists, &self.commonness, &anchor);
        let needs = needs.into_iter().map(|need| {
            let set = place_of(&mut self.sets, need.set);
            Need { set, away: need.away }
        });
        let needs = needs.collect();
        let needs = place_of(&mut self.needs, needs);
        let split = u16::try_from(anchor.split).unwrap_or(u16::MAX);
        let whole = matches!(owner.form, Form::WholeClause | Form::WholeMessage);
        let last = match wording.parts.get(anchor.end..).unwrap_or_default() {
            [] => whole,
            rest => rest.iter().all(|part| *part == Part::ClauseEnd),
        };
        for literal in anchor.needles {
            let closes = last && is_complete(&literal);
            self.add(literal, Owner { split, skip: anchor.skip, needs, closes, ..owner });
        }
    }

    fn add(&mut self, literal: String, owner: Owner) {
        self.literals.entry(literal).or_default().push(owner);
    }

    fn finish(self) -> Needles {
        let mut needles = Needles { fillers: fillers(self.lists), ..Needles::default() };
        for (text, owners) in self.literals {
            needles.texts.push(&text);
            needles.owners.push(owners);
        }
        in_order(self.sets).iter().for_each(|set| needles.sets.push(set));
        in_order(self.needs).into_iter().for_each(|sets| needles.needs.push(sets));
        needles
    }
}

/// The characters that what may be set aside around a whole clause begins with.
fn fillers(lists: &[WordList]) -> String {
    let aside = Known::of(lists).aside.and_then(|list| lists.get(usize::from(list)));
    let mut firsts = BTreeSet::new();
    for item in aside.iter().flat_map(|list| list.items.iter()) {
        first_characters(item, lists, &mut firsts);
    }
    firsts.into_iter().collect()
}

/// Adds what a sequence may begin with.
fn first_characters(parts: &[Part], lists: &[WordList], firsts: &mut BTreeSet<char>) {
    for part in parts {
        let choices = match part {
            Part::Text(letters) => {
                firsts.extend(letters.first().map(|letter| letter.character));
                return;
            }
            Part::OneOf(choices) => Some(choices),
            Part::List(list) => lists.get(usize::from(*list)).map(|list| &list.items),
            Part::Maybe(inner) => {
                first_characters(inner, lists, firsts);
                continue;
            }
            Part::Gap(_) | Part::Same | Part::Pause | Part::ClauseStart | Part::ClauseEnd => None,
        };
        if let Some(choices) = choices {
            choices.iter().for_each(|item| first_characters(item, lists, firsts));
            return;
        }
    }
}

/// The place of a value among those seen so far.
fn place_of<T: Ord>(seen: &mut BTreeMap<T, u32>, value: T) -> u32 {
    let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
    *seen.entry(value).or_insert(next)
}

fn in_order<T>(seen: BTreeMap<T, u32>) -> Vec<T> {
    let mut values: Vec<(T, u32)> = seen.into_iter().collect();
    values.sort_by_key(|&(_, place)| place);
    values.into_iter().map(|(value, _)| value).collect()
}
