//! What else must stand near a literal for its phrase to stand there: for each certain part of the
//! phrase one of a few marks. A mark is an ideograph, or the first one to three letters of a word.
//! Most literals that lead to nothing lack one, and finding that out is far cheaper than folding
//! the text and holding the phrase against it.

use super::anchor::Anchor;
use super::commonness::Commonness;
use super::near::REACH;
use super::walk::{Lists, Way};
use crate::rule::{Choices, Letter, Part, Seq};
use std::collections::BTreeSet;

/// How many sets one phrase may need, rarest first.
const MOST_SETS: usize = 6;
/// The share of places in a text at which a set is too common to tell anything, were there but one.
const TOO_COMMON: f64 = 0.25;
/// How many of a set stand in the places where one must, on average, if it tells nothing.
const TELLS_NOTHING: f64 = 0.7;
/// How many letters of a word make a mark.
pub(crate) const MARK_LETTERS: usize = 3;

/// Marks of which one must be there, and how common they are together.
#[derive(Clone, Debug, Default)]
struct Set {
    marks: BTreeSet<String>,
    share: f64,
}

impl Set {
    fn of(mark: String, commonness: &Commonness) -> Set {
        let share = commonness.of_mark(&mark);
        Set { marks: BTreeSet::from([mark]), share }
    }

    fn or(mut self, other: Set) -> Option<Set> {
        self.share += other.share;
        self.marks.extend(other.marks);
        (self.share <= TOO_COMMON).then_some(self)
    }
}

/// A set that a phrase needs, and how far from the beginning of its literal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Need {
    /// Marks with spaces between.
    pub(crate) set: String,
    /// How many ideographs or words away one of them stands: behind the literal if positive.
    pub(crate) away: (i8, i8),
}

/// What a phrase needs, rarest first; nothing where it is so wide that near means nothing.
pub(crate) fn needs(
    parts: &[Part],
    lists: &Lists,
    commonness: &Commonness,
    anchor: &Anchor,
) -> Vec<Need> {
    if width(parts, lists).most > REACH {
        return Vec::new();
    }
    let mut found: Vec<(Set, (i8, i8))> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let sets: Vec<Set> = match part {
            // The literal itself is there already.
            Part::Text(letters) if place == anchor.split && letters.len() <= 4 => continue,
            Part::Text(letters) => marks(letters, commonness),
            _ if place == anchor.split && anchor.skip == 0 => continue,
            _ => set(part, lists, commonness).into_iter().collect(),
        };
        let away = away(parts, lists, place, anchor);
        found.extend(sets.into_iter().map(|set| (set, away)));
    }
    // A set in a narrow place is sooner seen to be missing than one that may be anywhere.
    let cost = |&(ref set, (least, most)): &(Set, (i8, i8))| {
        set.share * f64::from(i16::from(most) - i16::from(least) + 1)
    };
    found.extend(beside(parts, lists, commonness, anchor));
    found.retain(|set| cost(set) <= TELLS_NOTHING);
    found.sort_by(|a, b| cost(a).total_cmp(&cost(b)).then_with(|| a.0.marks.cmp(&b.0.marks)));
    found.truncate(MOST_SETS);
    let written = |set: Set| set.marks.into_iter().collect::<Vec<_>>().join(" ");
    found.into_iter().map(|(set, away)| Need { set: written(set), away }).collect()
}

/// What must stand directly before the literal and directly behind it, where that is certain.
fn beside(
    parts: &[Part],
    lists: &Lists,
    commonness: &Commonness,
    anchor: &Anchor,
) -> Vec<(Set, (i8, i8))> {
    if anchor.skip > 0 || anchor.end <= anchor.split {
        return Vec::new();
    }
    let set = |parts: &[Part], way| {
        let mut set = Set::default();
        let certain = edges(parts, way, lists, commonness, &mut set) == Edge::Certain;
        certain.then_some(set)
    };
    let (before, from) = parts.split_at(anchor.split.min(parts.len()));
    let (literal, behind) = from.split_at((anchor.end - anchor.split).min(from.len()));
    let small = |cells: usize| i8::try_from(cells).unwrap_or(i8::MAX);
    let before = set(before, Way::Backward).map(|set| (set, (-1, -1)));
    let behind = set(behind, Way::Forward).map(|set| {
        let Width { least, most } = width(literal, lists);
        (set, (small(least), small(most)))
    });
    before.into_iter().chain(behind).collect()
}

/// What is known of the edge of some parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// One of the marks stands there.
    Certain,
    /// One of the marks, or what stands beyond the parts.
    Open,
    Anything,
}

/// Adds the marks that may stand at the near edge of some parts.
fn edges(parts: &[Part], way: Way, lists: &Lists, commonness: &Commonness, set: &mut Set) -> Edge {
    for at in 0..parts.len() {
        let at = if way == Way::Forward { at } else { parts.len() - 1 - at };
        let mut any = |choices: &Choices| {
            let mut whole = Edge::Certain;
            for seq in choices.iter() {
                match edges(seq, way, lists, commonness, set) {
                    Edge::Anything => return Edge::Anything,
                    Edge::Open => whole = Edge::Open,
                    Edge::Certain => {}
                }
            }
            whole
        };
        let edge = match parts.get(at) {
            Some(Part::Text(letters)) => match edge_mark(letters, way) {
                Some(mark) => {
                    if set.marks.insert(mark.clone()) {
                        set.share += commonness.of_mark(&mark);
                    }
                    Edge::Certain
                }
                None => Edge::Anything,
            },
            Some(Part::OneOf(choices)) => any(choices),
            Some(Part::List(list)) => {
                let list = lists.get(usize::from(*list));
                list.map_or(Edge::Anything, |list| any(list.items.get()))
            }
            Some(Part::Maybe(inner)) => match edges(inner, way, lists, commonness, set) {
                Edge::Anything => Edge::Anything,
                Edge::Open | Edge::Certain => Edge::Open,
            },
            _ => Edge::Anything,
        };
        if edge != Edge::Open {
            return edge;
        }
    }
    Edge::Open
}

/// The mark of a text's first or last character, or of the whole word in letters there.
fn edge_mark(letters: &[Letter], way: Way) -> Option<String> {
    let edge = if way == Way::Forward { letters.first()? } else { letters.last()? };
    if is_ideograph(edge.character) {
        return Some(edge.character.to_string());
    }
    let begins = |letter: &Letter| letter.begins && letter.character.is_ascii();
    let start = match way {
        Way::Forward => begins(edge).then_some(0)?,
        Way::Backward => letters.iter().rposition(begins)?,
    };
    let word = letters.get(start..)?;
    let own = word.iter().skip(1).take_while(|letter| !letter.begins).count() + 1;
    let whole = word.get(..own)?;
    whole.iter().all(|letter| letter.character.is_ascii()).then(|| word_mark(whole))
}

/// The mark of a word by its first letters.
pub(crate) fn word_mark(letters: &[Letter]) -> String {
    let mut word = String::new();
    for letter in letters {
        if !letter.character.is_ascii() || word.len() == MARK_LETTERS {
            break;
        }
        if !word.ends_with(letter.character) {
            word.push(letter.character);
        }
    }
    word
}

/// How far from the beginning of the literal a part stands, at least and at most.
fn away(parts: &[Part], lists: &Lists, place: usize, anchor: &Anchor) -> (i8, i8) {
    let small = |cells: usize| i8::try_from(cells).unwrap_or(i8::MAX);
    let skip = usize::from(anchor.skip);
    let (split, until) = (anchor.split, place + 1);
    if place >= split {
        let before = width(parts.get(split..place).unwrap_or_default(), lists);
        let with = width(parts.get(split..until).unwrap_or_default(), lists);
        (small(before.least), small(with.most + skip))
    } else {
        let from = width(parts.get(place..split).unwrap_or_default(), lists);
        let between = width(parts.get(until..split).unwrap_or_default(), lists);
        (-small(from.most), small(skip) - small(between.least))
    }
}

/// How many ideographs, words in letters and breaks a phrase covers.
#[derive(Clone, Copy, Debug, Default)]
struct Width {
    least: usize,
    most: usize,
}

fn width(parts: &[Part], lists: &Lists) -> Width {
    let widths = parts.iter().map(|part| width_of(part, lists));
    let width = widths.fold(Width::default(), |all, one| Width {
        least: all.least + one.least,
        most: all.most + one.most,
    });
    // The same ideograph on both sides of what may be a pause counts as one: `走.走`.
    let pauses = parts.iter().filter(|part| **part == Part::Pause).count();
    Width { least: width.least.saturating_sub(pauses), ..width }
}

fn width_of(part: &Part, lists: &Lists) -> Width {
    let any = |choices: &Choices| {
        let widths = || choices.iter().map(|seq| width(seq, lists));
        Width {
            least: widths().map(|width| width.least).min().unwrap_or(0),
            most: widths().map(|width| width.most).max().unwrap_or(0),
        }
    };
    match part {
        Part::Text(letters) => {
            let (mut width, mut inside) = (Width::default(), false);
            for letter in letters {
                let alone = is_ideograph(letter.character);
                // What goes on with the word of the part before is no word of its own.
                width.least += usize::from(alone || letter.begins);
                width.most += usize::from(alone || letter.begins || !inside);
                inside = !alone;
            }
            width
        }
        Part::OneOf(choices) => any(choices),
        Part::List(list) => {
            lists.get(usize::from(*list)).map_or(Width::default(), |list| any(list.items.get()))
        }
        Part::Maybe(inner) => Width { least: 0, most: width(inner, lists).most },
        Part::Gap(cells) => Width { least: 0, most: usize::from(*cells) },
        Part::Same => Width { least: 1, most: 2 },
        Part::Pause => Width { least: 0, most: 1 },
        Part::ClauseStart | Part::ClauseEnd => Width::default(),
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}')
}

/// The rarest set that a sequence brings.
fn rarest(parts: &Seq, lists: &Lists, commonness: &Commonness) -> Option<Set> {
    let sets = parts.iter().filter_map(|part| set(part, lists, commonness));
    sets.min_by(|a, b| a.share.total_cmp(&b.share))
}

fn set(part: &Part, lists: &Lists, commonness: &Commonness) -> Option<Set> {
    match part {
        Part::Text(letters) => {
            marks(letters, commonness).into_iter().min_by(|a, b| a.share.total_cmp(&b.share))
        }
        Part::OneOf(choices) => any_of(choices, lists, commonness),
        Part::List(list) => any_of(lists.get(usize::from(*list))?.items.get(), lists, commonness),
        Part::Maybe(_) | Part::Gap(_) | Part::Same => None,
        Part::Pause | Part::ClauseStart | Part::ClauseEnd => None,
    }
}

fn any_of(choices: &Choices, lists: &Lists, commonness: &Commonness) -> Option<Set> {
    choices.iter().try_fold(Set::default(), |all, seq| all.or(rarest(seq, lists, commonness)?))
}

/// Every mark of a text, each as a set of its own.
fn marks(letters: &[Letter], commonness: &Commonness) -> Vec<Set> {
    let mut sets = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        if is_ideograph(letter.character) {
            sets.push(Set::of(letter.character.to_string(), commonness));
        } else if letter.begins && letter.character.is_ascii() {
            sets.push(Set::of(word_mark(letters.get(at..).unwrap_or_default()), commonness));
        }
    }
    sets
}
