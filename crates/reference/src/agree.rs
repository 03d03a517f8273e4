//! Whether the engine and the reference agree on a turn: the folded text, every wording that stands there
//! with its verdict, and the findings. Says what differs; never why.

use crate::{Reference, Told};
use jinyu::{Linter, Turn, Verdict};
use std::fmt::Write as _;

/// What differs between the two in a turn, for people to read; nothing if nothing does. Both must have
/// been made from the same packs.
#[must_use]
pub fn difference(linter: &Linter, reference: &Reference, turn: &Turn<'_>) -> Option<String> {
    let explanation = linter.explain(turn);
    // A literal without its phrase is a matter of the engine alone.
    let traces = explanation.traces.iter().filter(|trace| trace.verdict != Verdict::NotThere);
    let mut told = Told::new();
    let mut engine = vec![format!("folded {:?}", explanation.folded)];
    for trace in traces {
        let (rule, phrase, span) = (trace.rule.id(), trace.phrase, trace.span);
        engine.push(format!("{:?} {rule} {phrase} {:?}", span.range(), trace.verdict));
        if let Verdict::Inside(longer) = &trace.verdict {
            told.insert((span.start(), span.end(), phrase.to_owned(), longer.clone()));
        }
    }
    let mut simple = vec![format!("folded {:?}", reference.folded(turn.text()))];
    simple.extend(
        reference
            .judge_told(turn, &told)
            .iter()
            .map(|it| format!("{:?} {} {} {:?}", it.span, it.rule, it.phrase, it.verdict)),
    );
    engine.sort();
    simple.sort();
    engine.extend(linter.lint(turn).iter().map(|it| {
        let (rule, phrase) = (it.rule.id(), it.phrase);
        format!("found {:?} {rule} {phrase} {}", it.span.range(), it.joined)
    }));
    simple.extend(
        reference
            .lint_told(turn, &told)
            .iter()
            .map(|it| format!("found {:?} {} {} {}", it.span, it.rule, it.phrase, it.joined)),
    );
    if engine == simple {
        return None;
    }
    let mut said = format!("{:?}\n", turn.text());
    for line in engine.iter().filter(|line| !simple.contains(line)) {
        let _ = writeln!(said, "  engine    {line}");
    }
    for line in simple.iter().filter(|line| !engine.contains(line)) {
        let _ = writeln!(said, "  reference {line}");
    }
    Some(said)
}
