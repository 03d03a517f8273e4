//! All literals of a pack's rules, and where each leads. Worked out when a pack is read, so that a
//! program that starts with a compact pack need not.

use super::anchor::anchor;
use super::commonness::Commonness;
use super::prefilter::{Form, Owner};
use crate::pack::{Needle, WordList};
use crate::rule::Rule;
use std::collections::BTreeMap;

/// The literals of some rules, sorted; patterns without one stand under the empty text.
pub(crate) fn needles(rules: &[Rule], lists: &[WordList]) -> Vec<Needle> {
    let commonness = Commonness::new();
    let mut found: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
    for (place, rule) in rules.iter().enumerate() {
        let owner = |form, index: usize, split: usize, skip: u8| Owner {
            rule: u32::try_from(place).unwrap_or(u32::MAX),
            form,
            index: u16::try_from(index).unwrap_or(u16::MAX),
            split: u16::try_from(split).unwrap_or(u16::MAX),
            skip,
        };
        let forms = [
            (Form::Phrase, &rule.look_for.phrases),
            (Form::WholeClause, &rule.look_for.whole_clause),
            (Form::WholeMessage, &rule.look_for.whole_message),
        ];
        for (form, wordings) in forms {
            for (index, wording) in wordings.iter().enumerate() {
                let Some(anchor) = anchor(&wording.parts, lists, &commonness) else { continue };
                for needle in anchor.needles {
                    found.entry(needle).or_default().push(owner(
                        form,
                        index,
                        anchor.split,
                        anchor.skip,
                    ));
                }
            }
        }
        for (index, pattern) in rule.look_for.patterns.iter().enumerate() {
            let owner = owner(Form::Pattern, index, 0, 0);
            if pattern.literals.is_empty() {
                found.entry(String::new()).or_default().push(owner);
            }
            for literal in &pattern.literals {
                found.entry(literal.clone()).or_default().push(owner);
            }
        }
    }
    found.into_iter().map(|(text, owners)| Needle { text, owners }).collect()
}
