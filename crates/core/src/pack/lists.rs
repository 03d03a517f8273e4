//! The word lists of a pack: those that its language brings, and what the pack adds to them. The
//! lists of the languages are data beside the code; they are read when a pack is.

use super::{CODES, Lazy, WordList};
use crate::fold::Folder;
use crate::rule::{Choices, Language, Part, Template, TemplateFault};
use crate::yaml::{Faults, Fields, Node, Value, text};
use std::collections::HashMap;
use std::ops::Range;

const CHINESE: &str = include_str!("../../data/words.zh.yaml");
const ENGLISH: &str = include_str!("../../data/words.en.yaml");

/// Reads the lists of a language and those that the pack writes under `words`.
pub(super) fn read<'n>(
    language: Language,
    own: Option<&'n Node>,
    folder: &Folder,
    faults: &mut Faults<'n>,
) -> Vec<WordList> {
    let base_yaml = if language == Language::Zh { CHINESE } else { ENGLISH };
    let mut base = Faults::new(base_yaml, &CODES);
    let tree = Node::read(base_yaml, &CODES);
    let mut written = Written::default();
    if let Ok(tree) = &tree {
        collect(tree, &mut base, &mut written, false);
    }
    if let Some(own) = own {
        collect(own, faults, &mut written, true);
    }
    let Written { lists: written, places: names } = written;
    let find = |name: &str| names.get(name).and_then(|&at| u16::try_from(at).ok());
    let mut lists = Vec::new();
    let mut places = Vec::new();
    for (name, items) in written {
        let own = items.iter().find(|(.., own)| *own);
        places.push(own.map_or(0..0, |(_, place, _)| place.clone()));
        let mut parsed = Vec::new();
        for (item, place, is_own) in items {
            match Template::parse(&item, folder, &find) {
                Ok(template) => parsed.push(template.parts),
                Err(fault) if is_own => template_fault(&fault, &place, faults),
                Err(fault) => template_fault(&fault, &(0..0), faults),
            }
        }
        lists.push(WordList { name, items: Lazy::of(parsed.into()) });
    }
    report_cycles(&mut lists, &places, faults);
    report_sizes(&mut lists, &places, faults);
    lists
}

/// The lists, and where each name stands among them.
#[derive(Default)]
struct Written {
    lists: Vec<(String, Vec<Item>)>,
    places: HashMap<String, usize>,
}

/// A word with its place and whether the pack itself wrote it.
type Item = (String, Range<usize>, bool);

fn collect<'n>(node: &'n Node, faults: &mut Faults<'n>, written: &mut Written, own: bool) {
    let Some(fields) = Fields::of(node, "`words`", faults) else { return };
    for (name, key, value) in fields.rest() {
        if !is_name(name) {
            faults.add(
                "pack::list-name",
                &key.place,
                format!("“{name}” cannot name a word list"),
                "use small Latin letters, digits and hyphens, and neither `gap`, `start` nor `end`",
            );
            continue;
        }
        let items = match &value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let items: Vec<Item> = items
            .iter()
            .filter_map(|item| Some((text(item, name, faults)?, item.place.clone(), own)))
            .collect();
        let known = written.places.get(name).and_then(|&at| written.lists.get_mut(at));
        match known {
            Some((_, known)) => known.extend(items),
            None => {
                written.places.insert(name.to_owned(), written.lists.len());
                written.lists.push((name.to_owned(), items));
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    !matches!(name, "" | "gap" | "start" | "end")
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// How far word lists may name each other.
const MOST_DEEP: usize = 6;
/// How many parts a phrase or a word list may come to where the word lists in it are written out.
pub(super) const MOST_PARTS: usize = 10_000;

/// Whether every list can be followed to its end through those that it names.
pub(super) fn are_sound(lists: &[WordList]) -> bool {
    let holds: Vec<Vec<usize>> = lists
        .iter()
        .map(|list| list.items.get().iter().flat_map(|it| lists_in(it)).collect())
        .collect();
    let known = holds.iter().flatten().all(|&named| named < lists.len());
    known && !too_deep(&holds).contains(&true)
}

/// Empties every list that holds itself, or others that hold others too far, and says so at the first
/// word that the pack itself wrote into it.
fn report_cycles(lists: &mut [WordList], places: &[Range<usize>], faults: &mut Faults<'_>) {
    let place = |at: usize| places.get(at).cloned().unwrap_or_default();
    let mut holds: Vec<Vec<usize>> = lists
        .iter()
        .map(|list| list.items.get().iter().flat_map(|item| lists_in(item)).collect())
        .collect();
    let deep = too_deep(&holds).into_iter().enumerate();
    let round: Vec<bool> = deep.map(|(at, deep)| deep && holds_itself(at, &holds)).collect();
    for (((at, list), named), _) in
        lists.iter_mut().enumerate().zip(&mut holds).zip(round).filter(|(_, round)| *round)
    {
        let message = format!("the word list `{}` holds itself", list.name);
        let help = "take it out of the lists that it names";
        faults.add("pack::list-cycle", &place(at), message, help);
        list.items = Lazy::of(Choices::default());
        named.clear();
    }
    let deep = too_deep(&holds);
    for ((at, list), _) in lists.iter_mut().enumerate().zip(deep).filter(|(_, deep)| *deep) {
        let name = &list.name;
        let message = format!("the word list `{name}` names lists that name lists, too far");
        let help = "write the words themselves into it";
        faults.add("pack::list-depth", &place(at), message, help);
        list.items = Lazy::of(Choices::default());
    }
}

/// Which lists reach through more lists than they may.
fn too_deep(holds: &[Vec<usize>]) -> Vec<bool> {
    // How far each list reaches, as far as it matters: one more than the farthest that it names.
    let mut depths = vec![1; holds.len()];
    for _ in 0..=MOST_DEEP {
        let through = |&at: &usize| depths.get(at).map_or(1, |depth| depth + 1);
        let reach = |named: &Vec<usize>| named.iter().map(through).max().unwrap_or(1);
        depths = holds.iter().map(reach).collect();
    }
    depths.into_iter().map(|depth| depth > MOST_DEEP).collect()
}

/// The word lists of a pack, to be named in phrases.
pub(super) struct Words<'l> {
    pub(super) lists: &'l [WordList],
    places: HashMap<&'l str, u16>,
    /// How many parts each list comes to where the lists that it names are written out.
    sizes: Vec<usize>,
}

impl<'l> Words<'l> {
    pub(super) fn of(lists: &'l [WordList]) -> Words<'l> {
        let places = lists.iter().zip(0..).map(|(list, at)| (list.name.as_str(), at)).collect();
        Words { lists, places, sizes: sizes(lists) }
    }

    /// Where a list of this name stands.
    pub(super) fn find(&self, name: &str) -> Option<u16> {
        self.places.get(name).copied()
    }

    /// How many parts a phrase comes to where its word lists are written out.
    pub(super) fn size(&self, parts: &[Part]) -> usize {
        size(parts, &self.sizes)
    }
}

fn sizes(lists: &[WordList]) -> Vec<usize> {
    let mut sizes = vec![0; lists.len()];
    for _ in 0..=MOST_DEEP {
        let of_list = |list: &WordList| {
            let items = list.items.get().iter().map(|item| size(item, &sizes));
            items.fold(1, usize::saturating_add)
        };
        sizes = lists.iter().map(of_list).collect();
    }
    sizes
}

/// Empties every list that comes to too much, and says so at the first word that the pack itself wrote
/// into it.
fn report_sizes(lists: &mut [WordList], places: &[Range<usize>], faults: &mut Faults<'_>) {
    let sizes = sizes(lists);
    let large = lists.iter_mut().zip(places).zip(sizes).filter(|(_, size)| *size > MOST_PARTS);
    for ((list, place), _) in large {
        let name = &list.name;
        let message = format!(
            "the word list `{name}`, with those that it names, comes to more than {MOST_PARTS} words"
        );
        faults.add("pack::size", place, message, "name shorter lists in it, or fewer");
        list.items = Lazy::of(Choices::default());
    }
}

fn size(parts: &[Part], sizes: &[usize]) -> usize {
    let of_one = |part: &Part| match part {
        Part::List(list) => sizes.get(usize::from(*list)).copied().unwrap_or(1),
        Part::OneOf(choices) => {
            choices.iter().map(|seq| size(seq, sizes)).fold(1, usize::saturating_add)
        }
        Part::Maybe(inner) => size(inner, sizes).saturating_add(1),
        _ => 1,
    };
    parts.iter().map(of_one).fold(0, usize::saturating_add)
}

fn holds_itself(list: usize, holds: &[Vec<usize>]) -> bool {
    let mut open = vec![list];
    let mut seen = vec![false; holds.len()];
    while let Some(at) = open.pop() {
        for &next in holds.get(at).into_iter().flatten() {
            if let Some(seen @ false) = seen.get_mut(next) {
                *seen = true;
                open.push(next);
            }
        }
    }
    seen.get(list) == Some(&true)
}

fn lists_in(parts: &[Part]) -> Vec<usize> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::List(list) => vec![usize::from(*list)],
            Part::OneOf(alternatives) => alternatives.iter().flat_map(|a| lists_in(a)).collect(),
            Part::Maybe(inner) => lists_in(inner),
            _ => Vec::new(),
        })
        .collect()
}

/// Says what is wrong with a phrase, at its place.
pub(super) fn template_fault(fault: &TemplateFault, place: &Range<usize>, faults: &mut Faults<'_>) {
    let (message, help) = match fault {
        TemplateFault::Empty => (
            "there is nothing to look for in this phrase".to_owned(),
            "write at least one word that is neither optional nor a gap".to_owned(),
        ),
        TemplateFault::NotClosed(open) => (
            format!("`{open}` is not closed"),
            format!("close it, or write `\\{open}` for the character itself"),
        ),
        TemplateFault::NotOpened(close) => (
            format!("`{close}` closes what was not opened"),
            format!("open it, or write `\\{close}` for the character itself"),
        ),
        TemplateFault::UnknownList(name) => (
            format!("there is no word list `{name}`"),
            format!(
                "write the words as `{{a|b}}`, or add the list under `words: {{ {name}: [ … ] }}`"
            ),
        ),
        TemplateFault::BadGap(width) => (
            format!("a gap cannot be “{width}” wide"),
            format!(
                "write `{{gap}}` ({}) or `{{gap:N}}` with N from 1 to {}",
                crate::rule::GAP,
                crate::rule::MOST_WIDE
            ),
        ),
        TemplateFault::QuestionMark => (
            "a question mark behind a bracket means nothing".to_owned(),
            "write `(a|b)` if the part may be missing".to_owned(),
        ),
        TemplateFault::TooDeep => (
            format!("more than {} brackets stand inside each other", crate::rule::MOST_DEEP),
            "write several phrases, or name a part as a word list".to_owned(),
        ),
        TemplateFault::EmptyAlternative => (
            "one of the alternatives is empty".to_owned(),
            "write `(a|b)` if the part may be missing".to_owned(),
        ),
    };
    faults.add("pack::phrase", place, message, help);
}
