//! Laws of searching: whatever is looked for in whatever text, what is found is what is explained and what the
//! reference finds, stands on the edges of characters, and does not depend on what was linted before.

use crate::places;
use crate::small::{BODY, contexts, pack_with, sections};
use jinyu::{Linter, Pack, Source, Turn};
use jinyu_reference::{Reference, difference};

/// All laws of one turn.
pub fn turn(linter: &Linter, turn: &Turn<'_>) {
    let text = turn.text();
    let findings = linter.lint(turn);
    let places: Vec<_> = findings.iter().map(|it| (it.span, it.rule.id(), it.phrase)).collect();
    for finding in &findings {
        places::in_turn(finding.span, text);
        let cuts = |held: &jinyu::Span<_>| {
            let inside = |at: usize| held.start() < at && at < held.end();
            inside(finding.span.start()) || inside(finding.span.end())
        };
        assert!(!turn.placeholders().iter().any(cuts), "{:?} cuts a placeholder", finding.span);
    }
    assert!(findings.is_sorted_by_key(|it| (it.span, it.rule.id())), "{places:?} in {text:?}");
    for apart in linter.lint_apart(turn) {
        let held = |it: &&jinyu::Finding<'_>| it.span.contains(apart.span);
        assert!(
            findings.iter().any(|it| held(&it)),
            "{:?} is in no finding of {text:?}",
            apart.span
        );
    }
    explained(linter, turn, &places);
    let mut memo = linter.memo();
    for _ in 0..2 {
        let again: Vec<_> =
            memo.lint(turn).iter().map(|it| (it.span, it.rule.id(), it.phrase)).collect();
        assert_eq!(again, places, "what was linted before matters in {text:?}");
    }
}

type Place<'l> = (jinyu::Span<jinyu::InTurn>, &'l str, &'l str);

/// Findings are the traces that say so: looking at every literal finds no more than the filter leaves.
fn explained(linter: &Linter, turn: &Turn<'_>, findings: &[Place<'_>]) {
    let text = turn.text();
    let explanation = linter.explain(turn);
    let traces = explanation.traces.iter();
    traces.clone().for_each(|trace| places::in_turn(trace.span, text));
    let found = traces.filter(|trace| trace.verdict.is_found());
    let found: Vec<_> = found.map(|it| (it.span, it.rule.id(), it.phrase)).collect();
    assert_eq!(findings, found, "linted and explained: {text:?}");
    explanation.words.iter().for_each(|word| places::in_turn(word.span, text));
    assert!(
        explanation.words.is_sorted_by_key(|word| word.span.start()),
        "words out of order in {text:?}"
    );
    // A line end is a space if letters stand on both sides, and folding takes away what stood there.
    let once = explanation.folded;
    let twice = linter.explain(&Turn::new(once.as_str())).folded;
    if !text.contains(LINE_ENDS) {
        assert_eq!(twice, once, "folded twice: {text:?}");
    }
}

const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}'];

/// A text against phrases in Chinese and English with every context around them. What nobody sees between
/// its characters changes nothing.
pub fn fold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let linter = contexts();
    turn(linter, &Turn::new(text));
    let seen = |text: &str| {
        let turn = Turn::new(text);
        let rules = linter.lint(&turn).iter().map(|it| it.rule.id().to_owned()).collect::<Vec<_>>();
        (linter.explain(&turn).folded, rules)
    };
    for unseen in ['\u{200b}', '\u{202e}', '\u{2066}', '\u{fe0f}', '\u{e0041}', '\u{301}'] {
        let between: String = text.chars().flat_map(|c| [c, unseen]).collect();
        assert_eq!(seen(&between), seen(text), "{unseen:?} between the characters of {text:?}");
    }
}

/// The lines of a rule as somebody writes them, `%%`, and a text. The rule may be none; a linter that comes of
/// it keeps all laws.
pub fn lint(data: &[u8]) {
    let Ok(written) = std::str::from_utf8(data) else { return };
    let [body, text] = sections(written);
    let (language, body) = match body.strip_prefix("en\n") {
        Some(body) => ("en", body),
        None => ("zh", body),
    };
    search(&pack_with(language, body), text);
}

/// Phrases, one a line, expressions with `~` before them, `%%`, and a text. Each phrase is taken as it is
/// written, whatever YAML would say of it.
pub fn phrases(data: &[u8]) {
    let Ok(written) = std::str::from_utf8(data) else { return };
    let [lines, text] = sections(written);
    let quoted = |line: &str| serde_json::to_string(line).unwrap_or_default();
    let (patterns, phrases): (Vec<_>, Vec<_>) =
        lines.lines().partition(|line| line.starts_with('~'));
    let phrases: Vec<_> = phrases.into_iter().map(quoted).collect();
    let patterns: Vec<_> = patterns.into_iter().map(|line| quoted(&line[1..])).collect();
    let body = format!(
        "word_edges: false\nphrases: [{}]\npatterns: [{}]\n{BODY}",
        phrases.join(", "),
        patterns.join(", ")
    );
    search(&pack_with("zh", &body), text);
}

/// Reads a pack; if it is one, it keeps all laws over a text, and the reference says the same of that.
pub fn search(yaml: &str, text: &str) {
    let source = Source::new("p.yaml", yaml);
    match Pack::parse(&source) {
        Ok(pack) => {
            let builder = Linter::builder().pack(pack);
            let linter = builder.build().expect("one pack cannot clash with itself");
            let reference = Reference::of(&[yaml]).expect("the engine can read it");
            let plain = Turn::new(text);
            let held = plain.clone().with_placeholders(jinyu_formats::placeholders(text));
            for one in [plain, held] {
                turn(&linter, &one);
                let difference = difference(&linter, &reference, &one);
                assert_eq!(difference, None, "{yaml}");
            }
        }
        Err(error) => error.faults().iter().for_each(|fault| places::fault(fault, yaml)),
    }
}
