//! Chooses, for every phrase, the literals that must stand in a text for the phrase to stand there:
//! what is looked for first. An anchor may be found without its phrase, never the other way.

use super::commonness::Commonness;
use super::literal::{shortened, stands_alone, written};
use super::walk::Lists;
use crate::rule::{Choices, Letter, Part, Seq};
use std::collections::BTreeSet;

/// How many literals one phrase may bring, told apart by their beginnings.
const MOST_NEEDLES: usize = 600;
/// How many literals may be made on the way there.
const MOST_LITERALS: usize = 1_200;
/// How many parts one anchor may span.
const MOST_PARTS: usize = 4;
/// What a literal costs by being there at all, as a share of places in a text: the time to start
/// with it against the time to look at what it finds.
const NEEDLE: f64 = 5e-6;

/// The literals of a phrase; one of them stands wherever the phrase does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The part of the phrase that begins `skip` characters behind the start of a literal.
    pub(crate) split: usize,
    /// 0, or 1 where the literals begin with the last character of the part before.
    pub(crate) skip: u8,
    /// Behind the last part that the literals are made of; `split` where they hold none whole.
    pub(crate) end: usize,
    /// As [`written`] writes them.
    pub(crate) needles: BTreeSet<String>,
}

/// The anchor that is rarest in ordinary text; `None` if the phrase has no literal at all.
pub(crate) fn anchor(parts: &[Part], lists: &Lists, commonness: &Commonness) -> Option<Anchor> {
    let mut least = f64::INFINITY;
    let mut best = None;
    each_anchor(parts, lists, &mut |offer| {
        let mut cost = 0.0;
        let cheaper = offer.beginnings.iter().all(|literal| {
            cost += commonness.of(literal) + NEEDLE;
            cost < least
        });
        if cheaper {
            least = cost;
            best = Some(offer.anchor(parts, lists));
        }
        false
    });
    best
}

/// Whether a phrase has an anchor.
pub(crate) fn has_literal(parts: &[Part], lists: &Lists) -> bool {
    each_anchor(parts, lists, &mut |_| true)
}

/// How many literals a phrase is looked up by; 0 if it has none.
pub(crate) fn count_literals(parts: &[Part], lists: &Lists, commonness: &Commonness) -> usize {
    anchor(parts, lists, commonness).map_or(0, |anchor| anchor.needles.len())
}

/// An anchor that could be taken.
struct Offer<'l> {
    split: usize,
    skip: u8,
    end: usize,
    literals: &'l [String],
    /// The beginnings of the literals: there are fewer of these.
    beginnings: BTreeSet<String>,
}

impl Offer<'_> {
    fn anchor(&self, parts: &[Part], lists: &Lists) -> Anchor {
        let Offer { split, skip, end, .. } = *self;
        let behind = parts.get(end..).unwrap_or_default();
        let ends = skip == 0 && begins_anew(behind, lists);
        let needles = self.literals.iter().map(|literal| written(literal, ends)).collect();
        Anchor { split, skip, end, needles }
    }
}

type Accept<'a> = &'a mut dyn FnMut(&Offer<'_>) -> bool;

/// Gives every possible anchor until one is accepted; whether one was.
fn each_anchor(parts: &[Part], lists: &Lists, accept: Accept<'_>) -> bool {
    let mut offer = |split: usize, skip: u8, end: usize, literals: &[String]| {
        let beginnings: BTreeSet<String> = literals.iter().map(|it| shortened(it)).collect();
        let some = !beginnings.is_empty() && !beginnings.contains("");
        let few = beginnings.len() <= MOST_NEEDLES;
        some && few && accept(&Offer { split, skip, end, literals, beginnings })
    };
    let choices: Vec<Option<Vec<String>>> = parts.iter().map(|part| choices(part, lists)).collect();
    let sound = |split: usize| {
        let from = parts.get(split..).unwrap_or_default();
        begins_anew(from, lists)
    };
    for split in (0..parts.len()).filter(|&split| sound(split)) {
        let mut so_far = vec![String::new()];
        for (end, choices) in (1..).zip(&choices).skip(split).take(MOST_PARTS) {
            match choices.as_ref().and_then(|choices| extended(&so_far, choices)) {
                Some(extended) => so_far = extended,
                None => break,
            }
            if offer(split, 0, end, &so_far) {
                return true;
            }
        }
        if pairs_before(&choices, split).is_some_and(|pairs| offer(split, 1, split, &pairs)) {
            return true;
        }
    }
    false
}

/// How some parts begin.
#[derive(Clone, Copy)]
struct Beginning {
    /// Whether all letters that may stand first begin a word.
    anew: bool,
    /// Whether the parts may be nothing at all, so that what follows them decides.
    open: bool,
}

/// Whether some parts cannot begin with a letter that goes on with a word, as `able` of `(un)able` does. A text
/// is searched for words in letters only where they begin; and a word before such parts surely ends there.
fn begins_anew(parts: &[Part], lists: &Lists) -> bool {
    beginning(parts, lists).anew
}

/// Looks at each part once, however many of them may be missing.
fn beginning(parts: &[Part], lists: &Lists) -> Beginning {
    let any = |choices: &Choices| {
        let none = Beginning { anew: true, open: false };
        choices.iter().map(|seq| beginning(seq, lists)).fold(none, |all, one| Beginning {
            anew: all.anew && one.anew,
            open: all.open || one.open,
        })
    };
    let begins = |letter: &Letter| letter.begins || stands_alone(letter.character);
    let mut all = Beginning { anew: true, open: true };
    for part in parts {
        let one = match part {
            Part::Text(letters) => {
                Beginning { anew: letters.first().is_some_and(begins), open: false }
            }
            Part::OneOf(choices) => any(choices),
            Part::List(list) => lists
                .get(usize::from(*list))
                .map_or(Beginning { anew: false, open: false }, |list| any(list.items.get())),
            Part::Maybe(inner) => Beginning { open: true, ..beginning(inner, lists) },
            Part::Pause | Part::ClauseStart => Beginning { anew: true, open: true },
            Part::Gap(_) | Part::Same | Part::ClauseEnd => Beginning { anew: true, open: false },
        };
        all = Beginning { anew: all.anew && one.anew, open: one.open };
        if !all.open {
            break;
        }
    }
    all
}

/// The last character of the part before `split` with every first character of what follows.
fn pairs_before(choices: &[Option<Vec<String>>], split: usize) -> Option<Vec<String>> {
    let before = choices.get(split.checked_sub(1)?)?.as_ref()?;
    let lasts: BTreeSet<char> =
        before.iter().map(|literal| literal.chars().next_back()).collect::<Option<_>>()?;
    let mut firsts = BTreeSet::new();
    for literals in choices.get(split..)? {
        let literals = literals.as_ref()?;
        firsts.extend(literals.iter().filter_map(|literal| literal.chars().next()));
        if literals.iter().any(String::is_empty) {
            continue;
        }
        let all_han = lasts.iter().chain(&firsts).all(|character| !character.is_ascii());
        if !all_han || lasts.intersection(&firsts).next().is_some() {
            return None;
        }
        let pair = |last: char| firsts.iter().map(move |&first| [last, first].iter().collect());
        return Some(lasts.iter().flat_map(|&last| pair(last)).collect());
    }
    None
}

/// Every literal followed by every choice; `None` if that makes too many.
fn extended(heads: &[String], choices: &[String]) -> Option<Vec<String>> {
    if heads.len() * choices.len() > MOST_LITERALS {
        return None;
    }
    let tails = |head: &String| {
        let head = head.clone();
        choices.iter().map(move |tail| format!("{head}{tail}"))
    };
    Some(heads.iter().flat_map(tails).collect())
}

fn choices(part: &Part, lists: &Lists) -> Option<Vec<String>> {
    match part {
        Part::Text(letters) => {
            let written = |letter: &Letter| {
                let counts = !letter.character.is_ascii() || letter.character.is_ascii_alphabetic();
                let times = if counts { usize::from(letter.run) } else { 1 };
                let edge = letter.begins && !stands_alone(letter.character);
                edge.then_some(' ').into_iter().chain(std::iter::repeat_n(letter.character, times))
            };
            Some(vec![letters.iter().flat_map(written).collect()])
        }
        Part::OneOf(alternatives) => any_of(alternatives, lists),
        Part::List(list) => any_of(lists.get(usize::from(*list))?.items.get(), lists),
        Part::Maybe(inner) => {
            let mut choices = literals(inner, lists)?;
            choices.push(String::new());
            Some(choices)
        }
        Part::ClauseStart | Part::ClauseEnd => Some(vec![String::new()]),
        Part::Gap(_) | Part::Same | Part::Pause => None,
    }
}

fn literals(parts: &[Part], lists: &Lists) -> Option<Vec<String>> {
    parts
        .iter()
        .try_fold(vec![String::new()], |heads, part| extended(&heads, &choices(part, lists)?))
}

fn any_of(alternatives: &[Seq], lists: &Lists) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for alternative in alternatives {
        all.extend(literals(alternative, lists)?);
        if all.len() > MOST_LITERALS {
            return None;
        }
    }
    Some(all)
}
