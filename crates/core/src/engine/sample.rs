//! Writes out some of the wordings that a phrase stands for, so that a pack can be tried on them.

use super::walk::Lists;
use crate::rule::{Part, Seq};

/// How many wordings are written out at most.
const MOST: usize = 24;

/// Some wordings of a phrase: gaps empty, the variable V as one character.
pub(crate) fn sample(parts: &[Part], lists: &Lists) -> Vec<String> {
    let mut wordings = vec![String::new()];
    for part in parts {
        let choices = match part {
            Part::Text(letters) => vec![written(letters)],
            Part::OneOf(alternatives) => any_of(alternatives, lists),
            Part::List(list) => lists
                .get(usize::from(*list))
                .map_or_else(Vec::new, |list| any_of(list.items.get(), lists)),
            Part::Maybe(inner) => {
                let mut choices = sample(inner, lists);
                choices.push(String::new());
                choices
            }
            Part::Same => vec!["走".to_owned()],
            Part::Pause => vec!["，".to_owned()],
            Part::Gap(_) | Part::ClauseStart | Part::ClauseEnd => vec![String::new()],
        };
        wordings = wordings
            .iter()
            .flat_map(|head| choices.iter().map(move |tail| format!("{head}{tail}")))
            .take(MOST)
            .collect();
    }
    wordings
}

/// The shortest wording of a phrase, by what must stand there; nothing for what may be left out.
pub(crate) fn shortest(parts: &[Part], lists: &Lists) -> String {
    let least = |alternatives: &[Seq]| {
        let wordings = alternatives.iter().map(|parts| shortest(parts, lists));
        wordings.min_by_key(|wording| wording.chars().count()).unwrap_or_default()
    };
    let certain = |part: &Part| match part {
        Part::Text(letters) => written(letters),
        Part::OneOf(alternatives) => least(alternatives),
        Part::List(list) => {
            lists.get(usize::from(*list)).map_or_else(String::new, |list| least(list.items.get()))
        }
        Part::Same => "V".to_owned(),
        Part::Maybe(_) | Part::Gap(_) | Part::Pause | Part::ClauseStart | Part::ClauseEnd => {
            String::new()
        }
    };
    parts.iter().map(certain).collect()
}

fn any_of(alternatives: &[Seq], lists: &Lists) -> Vec<String> {
    alternatives.iter().flat_map(|parts| sample(parts, lists)).take(MOST).collect()
}

fn written(letters: &[crate::rule::Letter]) -> String {
    let mut text = String::new();
    for letter in letters {
        if letter.begins {
            text.push(' ');
        }
        text.extend(std::iter::repeat_n(letter.character, usize::from(letter.run)));
    }
    text
}
