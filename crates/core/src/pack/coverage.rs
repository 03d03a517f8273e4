//! Which phrases of a rule the rule's own examples find. Counts only; what is enough is for others
//! to say.

use super::Pack;
use crate::linter::Linter;
use crate::rule::Rule;
use crate::trace::Verdict;
use crate::turn::Turn;

/// How the examples of a rule prove it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Coverage<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// Its examples in which something must be found.
    pub found: usize,
    /// Its examples that must stay clean.
    pub clean: usize,
    /// Every phrase and regular expression as its author wrote it, with the number of examples in
    /// which it stands and is found, alone or as part of a longer finding of the same rule.
    pub wordings: Vec<(&'p str, usize)>,
}

/// The coverage of every rule of a pack, in the order of the file.
pub(super) fn pack(pack: &Pack) -> Vec<Coverage<'_>> {
    pack.rules().map(|rule| of_rule(pack, rule)).collect()
}

fn of_rule<'p>(pack: &Pack, rule: &'p Rule) -> Coverage<'p> {
    let found = rule.examples.iter().filter(|example| !example.marks.is_empty()).count();
    let written = rule.phrases().chain(rule.patterns().map(|(pattern, _)| pattern));
    let mut wordings: Vec<(&str, usize)> = written.map(|wording| (wording, 0)).collect();
    // One rule alone has no id twice and no level that names nothing.
    if let Ok(linter) = Linter::builder().pack(pack.only(rule)).build() {
        for example in &rule.examples {
            let turn = Turn::new(example.text.as_str())
                .with_role(example.role)
                .with_channel(example.channel);
            let traces = linter.explain(&turn).traces;
            let counts =
                |verdict: &Verdict| matches!(verdict, Verdict::Found | Verdict::Covered(_));
            let stand = |wording: &str| {
                traces.iter().any(|trace| trace.phrase == wording && counts(&trace.verdict))
            };
            for (wording, times) in &mut wordings {
                *times += usize::from(stand(wording));
            }
        }
    }
    Coverage { rule, found, clean: rule.examples.len() - found, wordings }
}
