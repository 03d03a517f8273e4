//! All literals of a pack's rules, and where each leads: what an index is made of.

use super::anchor::anchor;
use super::commonness::Commonness;
use super::known::Known;
use super::literal::{is_complete, stands_alone};
use super::needs::{Need, needs, word_mark};
use crate::flat::Number;
use crate::pack::WordList;
use crate::rule::{Part, Rule, Template};
use std::collections::BTreeSet;

/// A phrase or pattern that a literal leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Owner {
    /// The rule's place.
    pub(crate) rule: u32,
    pub(crate) form: Form,
    /// The phrase's place in the rule's list of that form.
    pub(crate) index: u32,
    /// The part of the phrase that begins `skip` cells behind the start of the literal.
    pub(crate) split: u16,
    pub(crate) skip: u8,
    /// Whether nothing may stand before the literal in its clause.
    pub(crate) opens: bool,
    /// Whether nothing but fillers may follow the literal in its clause.
    pub(crate) closes: bool,
    /// Whether the phrase may go on behind a pause, and so in the next message.
    pub(crate) pauses: bool,
}

/// Which of a rule's lists something comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    #[default]
    Phrase,
    Pattern,
    WholeClause,
    WholeMessage,
}

impl Number for Owner {
    const SIZE: usize = 12;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let (head, tail) = bytes.split_at(8);
        let head = u64::read(head);
        let [low, high, skip, flags] = u32::read(tail).to_le_bytes();
        Owner {
            rule: head as u32,
            form: match flags & 3 {
                0 => Form::Phrase,
                1 => Form::Pattern,
                2 => Form::WholeClause,
                _ => Form::WholeMessage,
            },
            index: (head >> 32) as u32,
            split: u16::from_le_bytes([low, high]),
            skip,
            opens: flags & 8 != 0,
            closes: flags & 4 != 0,
            pauses: flags & 16 != 0,
        }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        self.rule.write(bytes);
        self.index.write(bytes);
        self.split.write(bytes);
        let flags = u8::from(self.pauses) << 4
            | u8::from(self.opens) << 3
            | u8::from(self.closes) << 2
            | self.form as u8;
        bytes.extend([self.skip, flags]);
    }
}

/// What is told of the literals of a phrase or pattern, what owns each, and what must stand near them.
pub(crate) type Told<'t> = &'t mut dyn FnMut(&mut dyn Iterator<Item = (&str, Owner)>, &[Need]);

/// Tells of every literal of some rules, which are numbered. An empty one stands for a pattern that none
/// leads to.
pub(crate) fn each_literal(
    rules: &mut dyn Iterator<Item = (u32, &Rule)>,
    lists: &[WordList],
    commonness: &Commonness,
    told: Told<'_>,
) {
    for (rule, read) in rules {
        let forms = [
            (Form::Phrase, &read.look_for.phrases),
            (Form::WholeClause, &read.look_for.whole_clause),
            (Form::WholeMessage, &read.look_for.whole_message),
        ];
        for (form, phrases) in forms {
            for (index, phrase) in (0..).zip(phrases) {
                let owner = Owner { rule, form, index, ..Owner::default() };
                wording(&phrase.get().template, owner, lists, commonness, told);
            }
        }
        for (index, pattern) in (0..).zip(&read.look_for.patterns) {
            let owner = Owner { rule, form: Form::Pattern, index, ..Owner::default() };
            let none = pattern.literals.is_empty().then_some("");
            let literals = pattern.literals.iter().map(String::as_str).chain(none);
            told(&mut literals.map(|text| (text, owner)), &[]);
        }
    }
}

fn wording(
    wording: &Template,
    owner: Owner,
    lists: &[WordList],
    commonness: &Commonness,
    told: Told<'_>,
) {
    let Some(anchor) = anchor(&wording.parts, lists, commonness) else { return };
    let needs = needs(&wording.parts, lists, commonness, &anchor);
    let split = u16::try_from(anchor.split).unwrap_or(u16::MAX);
    let whole = matches!(owner.form, Form::WholeClause | Form::WholeMessage);
    let last = match wording.parts.get(anchor.end..).unwrap_or_default() {
        [] => whole,
        rest => rest.iter().all(|part| *part == Part::ClauseEnd),
    };
    let before = wording.parts.get(..anchor.split).unwrap_or_default();
    let opens = anchor.skip == 0
        && !before.is_empty()
        && before.iter().all(|part| *part == Part::ClauseStart);
    let pauses = has_pause(&wording.parts, lists);
    let owner = Owner { split, skip: anchor.skip, opens, pauses, ..owner };
    let literals = anchor.needles.iter();
    let owned = |text: &String| Owner { closes: last && is_complete(text), ..owner };
    told(&mut literals.map(|text| (text.as_str(), owned(text))), &needs);
}

/// Whether a pause may stand in a phrase.
fn has_pause(parts: &[Part], lists: &[WordList]) -> bool {
    parts.iter().any(|part| match part {
        Part::Pause => true,
        Part::OneOf(choices) => choices.iter().any(|seq| has_pause(seq, lists)),
        Part::List(list) => lists
            .get(usize::from(*list))
            .is_some_and(|list| list.items.get().iter().any(|seq| has_pause(seq, lists))),
        Part::Maybe(inner) => has_pause(inner, lists),
        _ => false,
    })
}

/// The marks that what may be set aside around a whole clause begins with.
pub(crate) fn fillers(lists: &[WordList]) -> BTreeSet<String> {
    let aside = Known::of(lists).aside.and_then(|list| lists.get(usize::from(list)));
    let mut firsts = BTreeSet::new();
    for item in aside.iter().flat_map(|list| list.items.get().iter()) {
        first_marks(item, lists, &mut firsts);
    }
    firsts
}

/// Adds what a sequence may begin with.
fn first_marks(parts: &[Part], lists: &[WordList], firsts: &mut BTreeSet<String>) {
    for part in parts {
        let choices = match part {
            Part::Text(letters) => {
                firsts.extend(letters.first().map(|first| match stands_alone(first.character) {
                    true => first.character.to_string(),
                    false => word_mark(letters),
                }));
                return;
            }
            Part::OneOf(choices) => Some(choices),
            Part::List(list) => lists.get(usize::from(*list)).map(|list| list.items.get()),
            Part::Maybe(inner) => {
                first_marks(inner, lists, firsts);
                continue;
            }
            Part::Gap(_) | Part::Same | Part::Pause | Part::ClauseStart | Part::ClauseEnd => None,
        };
        if let Some(choices) = choices {
            choices.iter().for_each(|item| first_marks(item, lists, firsts));
            return;
        }
    }
}
