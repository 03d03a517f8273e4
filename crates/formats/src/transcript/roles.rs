//! Who is meant by the name of a speaker: by what somebody said about names, by the name itself, or by
//! who else takes part. The words that names are made of stand in [`crate::roles`].

use super::{TranscriptOptions, Utterance};
use crate::roles;
use jinyu::Role;
use smol_str::SmolStr;
use std::collections::HashMap;

impl TranscriptOptions {
    /// The role of a speaker: as the lists say, where the name is in one, with or without a number behind
    /// it, or that number is; else as the name itself says, as 客服小王 does. `Unknown` for other names.
    ///
    /// ```
    /// use jinyu::Role;
    /// use jinyu_formats::TranscriptOptions;
    /// let options = TranscriptOptions { agents: vec!["小王".into()], ..Default::default() };
    /// assert_eq!(options.role_of("小王(1229)"), Role::Agent);
    /// assert_eq!(options.role_of("客户张先生"), Role::Customer);
    /// assert_eq!(options.role_of("小李"), Role::Unknown);
    /// ```
    #[must_use]
    pub fn role_of(&self, name: &str) -> Role {
        let name = name.trim();
        let parts = roles::parenthesised(name);
        let listed = |list: &[String]| {
            list.iter().any(|known| {
                let known = known.trim();
                let is = |name: &str| name.eq_ignore_ascii_case(known);
                is(name) || parts.is_some_and(|(before, inside)| is(before) || is(inside))
            })
        };
        match () {
            () if listed(&self.agents) => Role::Agent,
            () if listed(&self.customers) => Role::Customer,
            () => roles::of_speaker(name),
        }
    }
}

/// The roles of the names of a stretch, each worked out once.
pub(super) struct Known<'r> {
    options: &'r TranscriptOptions,
    roles: HashMap<&'r str, Role>,
}

impl<'r> Known<'r> {
    pub(super) fn new(options: &'r TranscriptOptions) -> Self {
        Known { options, roles: HashMap::new() }
    }

    /// The role of a name, or that of names that say none.
    pub(super) fn role(&mut self, name: &'r str) -> Role {
        let options = self.options;
        *self.roles.entry(name).or_insert_with(|| match options.role_of(name) {
            Role::Unknown => options.role,
            role => role,
        })
    }
}

/// Gives the other side of a conversation its role: where exactly two names speak in it, beside programs
/// and notices, and only one of them is known as an agent or a customer, the other one is whom they talk
/// to. To be asked of a whole conversation; part of one may have two speakers where the whole has three.
///
/// ```
/// use jinyu::{Role, Source};
/// use jinyu_formats::{Utterance, other_side};
/// let source = Source::new("-", "您好在吗").into();
/// let mut talk = [Utterance::there(&source, 0..6), Utterance::there(&source, 6..12)];
/// (talk[0].role, talk[0].speaker) = (Role::Agent, Some("客服小王".into()));
/// talk[1].speaker = Some("张三".into());
/// other_side(&mut talk);
/// assert_eq!(talk[1].role, Role::Customer);
/// ```
pub fn other_side(conversation: &mut [Utterance]) {
    let mut speakers: Vec<(&str, Role)> = Vec::new();
    for utterance in conversation.iter() {
        if matches!(utterance.role, Role::Bot | Role::System) {
            continue;
        }
        let Some(name) = utterance.speaker.as_deref() else { return };
        if let Some((_, role)) = speakers.iter_mut().find(|(known, _)| *known == name) {
            if *role == Role::Unknown {
                *role = utterance.role;
            }
        } else if speakers.len() == 2 {
            return;
        } else {
            speakers.push((name, utterance.role));
        }
    }
    let other = match speakers.as_slice() {
        [(_, Role::Agent), (name, Role::Unknown)] | [(name, Role::Unknown), (_, Role::Agent)] => {
            Some((SmolStr::new(name), Role::Customer))
        }
        [(_, Role::Customer), (name, Role::Unknown)]
        | [(name, Role::Unknown), (_, Role::Customer)] => Some((SmolStr::new(name), Role::Agent)),
        _ => None,
    };
    let Some((name, role)) = other else { return };
    for utterance in conversation.iter_mut() {
        if utterance.role == Role::Unknown && utterance.speaker.as_ref() == Some(&name) {
            utterance.role = role;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::Source;
    use std::sync::Arc;

    #[test]
    fn the_other_one_of_two() {
        use Role::{Agent, Bot, Customer, Unknown};
        type Talk<'t> = &'t [(&'t str, Role)];
        let table: [(Talk<'_>, &[Role]); 7] = [
            (
                &[("客服", Agent), ("张三", Unknown), ("张三", Unknown)],
                &[Agent, Customer, Customer],
            ),
            (&[("Anna", Unknown), ("customer", Customer)], &[Agent, Customer]),
            (&[("客服", Agent), ("张三", Unknown), ("机器人", Bot)], &[Agent, Customer, Bot]),
            (&[("客服", Agent), ("张三", Unknown), ("李四", Unknown)], &[Agent, Unknown, Unknown]),
            (&[("a", Unknown), ("b", Unknown)], &[Unknown, Unknown]),
            (&[("客服", Agent), ("", Unknown)], &[Agent, Unknown]),
            (&[("客服", Agent), ("客服", Agent)], &[Agent, Agent]),
        ];
        let source = Arc::new(Source::new("-", ""));
        for (talk, expected) in table {
            let mut utterances: Vec<_> = talk
                .iter()
                .map(|&(name, role)| {
                    let mut utterance = Utterance::there(&source, 0..0);
                    utterance.role = role;
                    utterance.speaker = (!name.is_empty()).then(|| name.into());
                    utterance
                })
                .collect();
            other_side(&mut utterances);
            let roles: Vec<_> = utterances.iter().map(|utterance| utterance.role).collect();
            assert_eq!(roles, expected, "{talk:?}");
        }
    }
}
