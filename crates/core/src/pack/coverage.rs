//! Which phrases of a rule the rule's own examples find, and which phrases of a cue the talks of its pack
//! hold. Counts only; what is enough is for others to say.

use super::{Entry, Pack};
use crate::linter::Linter;
use crate::rule::{Example, Rule};
use crate::trace::{Trace, Verdict};
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

/// How the talks of a pack prove one of its cues.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CueCoverage<'p> {
    /// Its full name: `pack/cue`.
    pub name: &'p str,
    /// Every phrase and regular expression as its author wrote it, with the number of talks, of any rule
    /// of the pack, in which it stands and counts.
    pub wordings: Vec<(&'p str, usize)>,
}

/// The coverage of every rule of a pack, in the order of the file.
pub(super) fn pack(pack: &Pack) -> Vec<Coverage<'_>> {
    pack.rules().map(|rule| of_rule(pack, rule)).collect()
}

/// The coverage of every cue of a pack, in the order of the file.
pub(super) fn cues(pack: &Pack) -> Vec<CueCoverage<'_>> {
    let talks = || pack.rules().flat_map(Rule::examples).filter(|it| it.turns().len() > 0);
    let cues = pack.cues().iter().map(Entry::rule);
    cues.map(|cue| CueCoverage { name: cue.id(), wordings: proven(pack, cue, talks()) }).collect()
}

fn of_rule<'p>(pack: &'p Pack, rule: &'p Rule) -> Coverage<'p> {
    let found = rule.examples().iter().filter(|example| !example.marks.is_empty()).count();
    let wordings = proven(pack, rule, rule.examples().iter());
    Coverage { rule, found, clean: rule.examples().len() - found, wordings }
}

/// In how many of some examples each wording of a rule or cue stands and is found.
fn proven<'p>(
    pack: &Pack,
    rule: &'p Rule,
    examples: impl Iterator<Item = &'p Example>,
) -> Vec<(&'p str, usize)> {
    let written = rule.phrases().chain(rule.patterns().map(|(pattern, _)| pattern));
    let mut wordings: Vec<(&str, usize)> = written.map(|wording| (wording, 0)).collect();
    if wordings.is_empty() {
        return wordings;
    }
    // One rule alone has no id twice and no level that names nothing.
    let Ok(linter) = Linter::builder().pack(pack.only(rule)).build() else { return wordings };
    let counts = |verdict: &Verdict| matches!(verdict, Verdict::Found | Verdict::Covered(_));
    for example in examples {
        let turns = turns(example);
        let explained = turns.iter().map(|turn| linter.explain(turn));
        let traces: Vec<_> = explained.flat_map(|explained| explained.traces).collect();
        for (wording, times) in &mut wordings {
            let stands = |trace: &Trace<'_>| trace.phrase == *wording && counts(&trace.verdict);
            *times += usize::from(traces.iter().any(stands));
        }
    }
    wordings
}

/// What is said in an example.
fn turns(example: &Example) -> Vec<Turn<'_>> {
    if example.turns().len() > 0 {
        return example.turns().map(|(_, turn)| turn.with_channel(example.channel)).collect();
    }
    let turn = Turn::new(example.text.as_str());
    vec![turn.with_role(example.role).with_channel(example.channel)]
}
