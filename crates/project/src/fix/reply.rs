//! The replies of a file that is fixed, each with what is wrong with it.

use jinyu::{Finding, Linter, Source, Suppressed, Turn};
use jinyu_formats::{ReadOptions, read};
use std::collections::BTreeMap;

/// A reply and what is wrong with it.
pub(super) struct Reply<'l> {
    pub(super) text: String,
    pub(super) id: Option<String>,
    pub(super) found: Vec<Found<'l>>,
}

/// A finding, and whether a directive lets it stay.
#[derive(Clone)]
pub(super) struct Found<'l> {
    pub(super) finding: Finding<'l>,
    pub(super) suppressed: bool,
}

/// The replies of a text; of those whose text is `known` at their place, what was found before.
pub(super) fn replies<'l>(
    source: &Source,
    linter: &'l Linter,
    options: &ReadOptions,
    known: &[Reply<'l>],
) -> Vec<Reply<'l>> {
    let turns = read(source, options).filter_map(Result::ok);
    let reply = |(at, turn): (usize, Turn<'_>)| {
        let findings = match known.get(at).filter(|reply| reply.text == turn.text()) {
            Some(reply) => reply.found.iter().map(|found| found.finding.clone()).collect(),
            None => linter.lint_apart(&turn),
        };
        let by = Suppressed::of(turn.directives(), &findings, linter).by;
        let suppressed = by.iter().map(Option::is_some);
        let found = findings.iter().cloned().zip(suppressed);
        Reply {
            text: turn.text().to_owned(),
            id: turn.id().map(str::to_owned),
            found: found.map(|(finding, suppressed)| Found { finding, suppressed }).collect(),
        }
    };
    turns.enumerate().map(reply).collect()
}

/// Whether all that is found in a reply now was found before, and so many findings are gone.
pub(super) fn fewer(now: &Reply<'_>, before: &Reply<'_>, gone: usize) -> bool {
    let old = counted(before);
    let was_there = |(key, times): (_, usize)| old.get(&key).is_some_and(|&before| times <= before);
    now.found.len() + gone <= before.found.len() && counted(now).into_iter().all(was_there)
}

/// How often each wording is found for each rule.
fn counted<'r>(reply: &'r Reply<'_>) -> BTreeMap<(&'r str, &'r str), usize> {
    let mut counts = BTreeMap::new();
    for Found { finding, .. } in &reply.found {
        let wording = finding.span.cut(&reply.text).unwrap_or_default();
        *counts.entry((finding.rule.id(), wording)).or_default() += 1;
    }
    counts
}
