//! Laws of the lists that people fill in: labelled messages, verdicts on findings, and words that let findings
//! stay.

use crate::places;
use crate::small::{contexts, sections};
use jinyu::{Directive, Source, Span, Suppressed, Turn};
use jinyu_formats::{decode, read_labels, read_verdicts};

/// Labelled messages.
pub fn labels(data: &[u8]) {
    let Ok(text) = decode(data) else { return };
    let source = Source::new("f.jsonl", text);
    for labelled in read_labels(&source) {
        match labelled {
            Ok(labelled) => {
                places::turn(&labelled.turn, &source);
                for label in labelled.labels {
                    places::in_turn(label.span, labelled.turn.text());
                    assert!(!label.categories.is_empty(), "{:?}", labelled.turn);
                }
            }
            Err(error) => assert!(error.line() >= 1 && error.column() >= 1, "{error}"),
        }
    }
}

/// A review list as a table in a text.
pub fn verdicts(data: &[u8]) {
    let Ok(text) = decode(data) else { return };
    verdicts_of(&Source::new("f.csv", text));
}

/// A review list.
pub(crate) fn verdicts_of(source: &Source) {
    let (reviewed, errors) = read_verdicts(source);
    assert!(reviewed.is_sorted_by_key(|row| row.line), "rows out of order");
    assert!(reviewed.iter().all(|row| row.line >= 1 && !row.rule.is_empty()), "{reviewed:?}");
    assert!(errors.iter().all(|error| !error.to_string().is_empty()));
}

/// A comment or a field that may let findings stay, `%%`, and the reply that it stands with.
pub fn suppressions(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let [comment, reply] = sections(text);
    let comment = comment.strip_suffix('\n').unwrap_or(comment);
    const START: usize = 40;
    let in_comment = Directive::in_comment(comment, START);
    if let Some(directive) = &in_comment {
        let span = directive.span();
        let written = span
            .start()
            .checked_sub(START)
            .and_then(|start| comment.get(start..span.end() - START));
        assert_eq!(written, Some(directive.written()), "{comment:?}");
    }
    let in_field = Directive::in_field(comment, Span::new(START, START + comment.len()));
    let directives: Vec<_> = in_comment.into_iter().chain([in_field]).collect();
    for directive in &directives {
        assert!(comment.contains(directive.reason()), "{comment:?}");
        assert!(
            directive.rules().all(|rule| !rule.is_empty() && comment.contains(rule)),
            "{comment:?}"
        );
    }
    let linter = contexts();
    let findings = linter.lint(&Turn::new(reply));
    let suppressed = Suppressed::of(&directives, &findings, linter);
    assert_eq!(suppressed.by.len(), findings.len());
    for (by, finding) in suppressed.by.iter().zip(&findings) {
        let Some(directive) = by else { continue };
        let named = |rule: &str| rule == finding.rule.id() || rule == finding.rule.category();
        assert!(directive.rules().any(named) && !directive.reason().is_empty(), "{comment:?}");
    }
    for (directive, finding) in linter.wrong_directives(&suppressed) {
        assert_eq!(finding.span, Span::new(0, directive.written().len()));
    }
}
