//! Whether two phrases, even of different packs, stand for the same wordings as they are written:
//! a key for each in which the order of alternatives and the names of word lists do not matter.
//! Never says "the same" of phrases that are not; may miss some that are.

use super::WordList;
use crate::rule::{Innocence, Letter, Part, Seq, Template};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Gives keys; keys of one giver can be compared.
#[derive(Debug, Default)]
pub(super) struct Sameness {
    /// Alternatives that were met, by their keys.
    sets: BTreeMap<BTreeSet<String>, usize>,
    /// Word lists that were met, by pack and place.
    lists: BTreeMap<(usize, u16), String>,
}

/// Some word lists, and the number of the pack whose they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfPack<'l> {
    pub(super) number: usize,
    pub(super) lists: &'l [WordList],
}

impl Sameness {
    /// The key of a phrase.
    pub(super) fn of(&mut self, parts: &[Part], pack: OfPack<'_>) -> String {
        let mut key = String::new();
        for part in parts {
            let part = match part {
                Part::Text(letters) => text(letters),
                Part::OneOf(alternatives) => self.any(alternatives, pack),
                Part::List(list) => self.list(*list, pack),
                Part::Maybe(inner) => format!("({})", self.of(inner, pack)),
                Part::Gap(width) => format!("<{width}>"),
                Part::Same => "<V>".to_owned(),
                Part::Pause => "<,>".to_owned(),
                Part::ClauseStart => "<start>".to_owned(),
                Part::ClauseEnd => "<end>".to_owned(),
            };
            key.push_str(&part);
        }
        key
    }

    /// The key of some contexts; the same contexts in any order have the same key.
    pub(super) fn of_contexts(&mut self, innocent: &Innocence, pack: OfPack<'_>) -> String {
        let Innocence { inside, after, before, clause, sentence, message, .. } = innocent;
        let mut key = String::new();
        for wordings in [inside, after, before, clause, sentence, message] {
            let keys = wordings.iter().map(|wording: &Template| self.of(&wording.parts, pack));
            let keys: BTreeSet<String> = keys.collect();
            let _ = write!(key, "{keys:?}");
        }
        let whose: BTreeSet<_> = innocent.whose.iter().collect();
        let switches = [
            innocent.question,
            innocent.conditional,
            innocent.quoted,
            innocent.rescued,
            innocent.number,
            innocent.negated,
        ];
        let _ = write!(key, "{whose:?}{switches:?}");
        key
    }

    fn list(&mut self, list: u16, pack: OfPack<'_>) -> String {
        if let Some(known) = self.lists.get(&(pack.number, list)) {
            return known.clone();
        }
        let items = pack.lists.get(usize::from(list)).map_or(&[][..], |list| list.items.get());
        let key = self.any(items, pack);
        self.lists.insert((pack.number, list), key.clone());
        key
    }

    /// The key of one of several; of one alone, that one's.
    fn any(&mut self, alternatives: &[Seq], pack: OfPack<'_>) -> String {
        let keys = alternatives.iter().map(|alternative| self.of(alternative, pack));
        let mut keys: BTreeSet<String> = keys.collect();
        if keys.len() == 1 {
            return keys.pop_first().unwrap_or_default();
        }
        let next = self.sets.len();
        let set = *self.sets.entry(keys).or_insert(next);
        format!("{{{set}}}")
    }
}

/// Letters with how often each stands, and where a word begins; what means something in a key is
/// marked.
fn text(letters: &[Letter]) -> String {
    let mut text = String::new();
    for letter in letters {
        if letter.begins {
            text.push(' ');
        }
        if matches!(letter.character, '<' | '(' | ')' | '{' | '\\') {
            text.push('\\');
        }
        text.extend(std::iter::repeat_n(letter.character, usize::from(letter.run.max(1))));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{OfPack, Sameness};
    use crate::fold::Folder;
    use crate::pack::Lazy;
    use crate::pack::WordList;
    use crate::rule::Template;

    fn parsed(written: &str, names: &[&str]) -> Template {
        let folder = Folder::new();
        let list = |name: &str| {
            names.iter().position(|known| *known == name).and_then(|at| u16::try_from(at).ok())
        };
        Template::parse(written, &folder, &list).unwrap()
    }

    fn list(name: &str, items: &[&str]) -> WordList {
        let items: Vec<_> = items.iter().map(|item| parsed(item, &[]).parts).collect();
        WordList { name: name.to_owned(), items: Lazy::of(items.into()) }
    }

    #[test]
    fn what_is_the_same_and_what_is_not() {
        let lists = [list("a", &["甲", "乙"]), list("b", &["乙", "甲"]), list("c", &["甲", "丙"])];
        let pack = OfPack { number: 0, lists: &lists };
        let table = [
            ("我不清楚", "我不清楚", true),
            ("没{甲|乙}有", "没{乙|甲}有", true),
            ("{a}不清楚", "{b}不清楚", true),
            ("{a}不清楚", "{甲|乙}不清楚", true),
            ("{a}不清楚", "{c}不清楚", false),
            ("沒辦法", "没办法", true),
            ("没(有)办法", "没有办法", false),
            ("没(有)办法", "没办法", false),
            ("烦烦", "烦", false),
            ("{gap}不清楚吗", "{gap:7}不清楚吗", false),
            ("{gap}不清楚吗", "{gap:6}不清楚吗", true),
            ("不行{end}", "不行", false),
            ("note book", "notebook", false),
            ("买<V>", "买V", false),
        ];
        let mut sameness = Sameness::default();
        for (a, b, same) in table {
            let mut key = |written| sameness.of(&parsed(written, &["a", "b", "c"]).parts, pack);
            assert_eq!(key(a) == key(b), same, "{a} and {b}");
        }
    }
}
