//! Scoring in tables: what must be found, what was, and what that comes to.

use super::{Found, Judged, RuleTally, Score, Tally, Wanted};
use jinyu::Span;

/// A label: its categories, its start and end.
type Label = (&'static [&'static str], usize, usize);
/// A finding: its rule, its category, its start and end.
type Finding = (&'static str, &'static str, usize, usize);

/// A message: its kind, its labels, its findings.
type Message<'m> = (&'m str, &'m [Label], &'m [Finding]);

fn score(messages: &[Message<'_>]) -> Score {
    let owned = |(names, ..): &Label| names.iter().map(|name| (*name).to_owned()).collect();
    let categories: Vec<Vec<Vec<String>>> =
        messages.iter().map(|(_, labels, _)| labels.iter().map(owned).collect()).collect();
    let mut judged = Vec::new();
    for (&(kind, labels, found), categories) in messages.iter().zip(&categories) {
        let wanted = labels.iter().zip(categories);
        let wanted = wanted.map(|(&(_, start, end), categories)| Wanted {
            categories,
            span: Span::new(start, end),
        });
        let found = found.iter().map(|&(rule, category, start, end)| Found {
            rule,
            category,
            span: Span::new(start, end),
        });
        judged.push(Judged { kind, wanted: wanted.collect(), found: found.collect() });
    }
    Score::of(&judged)
}

#[test]
fn labels_and_findings() {
    const NEGATIVE: &[&str] = &["negative"];
    const EITHER: &[&str] = &["negative", "vague"];
    const OURS: &[&str] = &["ours"];
    /// What is tried, the labels, the findings: labels, found, wrong, set aside.
    type Row = (&'static str, &'static [Label], &'static [Finding], [u64; 4]);
    let table: &[Row] = &[
        ("found by an overlap", &[(NEGATIVE, 3, 9)], &[("r", "negative", 8, 20)], [1, 1, 0, 0]),
        ("touching is no overlap", &[(NEGATIVE, 3, 9)], &[("r", "negative", 9, 20)], [1, 0, 1, 0]),
        ("right place, wrong category", &[(NEGATIVE, 3, 9)], &[("r", "vague", 3, 9)], [1, 0, 1, 0]),
        ("either category is right", &[(EITHER, 3, 9)], &[("r", "vague", 3, 9)], [1, 1, 0, 0]),
        (
            "two findings on one label count once",
            &[(NEGATIVE, 0, 20)],
            &[("r", "negative", 0, 5), ("s", "negative", 8, 12)],
            [1, 1, 0, 0],
        ),
        (
            "one finding on two labels counts for both",
            &[(NEGATIVE, 0, 5), (NEGATIVE, 8, 12)],
            &[("r", "negative", 3, 10)],
            [2, 2, 0, 0],
        ),
        (
            "wrong ones of one category at one place count once",
            &[],
            &[("r", "negative", 0, 5), ("s", "negative", 0, 9), ("t", "vague", 0, 5)],
            [0, 0, 2, 0],
        ),
        (
            "other categories are set aside",
            &[(NEGATIVE, 0, 5)],
            &[("r", "ours", 0, 5)],
            [1, 0, 0, 1],
        ),
        ("unless a label names them", &[(OURS, 0, 5)], &[("r", "ours", 0, 5)], [1, 1, 0, 0]),
        ("a core category needs no label", &[], &[("r", "combative", 0, 5)], [0, 0, 1, 0]),
        ("nothing at all", &[], &[], [0, 0, 0, 0]),
    ];
    for (what, labels, findings, expected) in table {
        let Score { all, aside, missed, mistaken, .. } = score(&[("plain", labels, findings)]);
        assert_eq!([all.labels, all.found, all.wrong, aside], *expected, "{what}");
        assert_eq!(missed.len() as u64, all.labels - all.found, "{what}");
        assert_eq!(mistaken.len() as u64, all.wrong, "{what}");
    }
}

#[test]
fn a_category_of_any_label_is_scored_in_every_message() {
    let score = score(&[("", &[], &[("r", "ours", 0, 5)]), ("", &[(&["ours"], 0, 5)], &[])]);
    assert_eq!((score.all.wrong, score.aside, score.all.alarmed), (1, 0, 1));
}

#[test]
fn counts_by_category_kind_and_rule() {
    let score = score(&[
        (
            "plain",
            &[(&["negative", "vague"], 0, 5)],
            &[("a", "vague", 0, 5), ("b", "vague", 9, 12)],
        ),
        ("plain", &[(&["vague"], 0, 5)], &[]),
        ("clean", &[], &[("b", "vague", 0, 5), ("c", "negative", 6, 7)]),
        ("clean", &[], &[]),
        ("clean", &[], &[("d", "ours", 0, 5)]),
    ]);
    let tally =
        |labels, found, wrong, clean, alarmed| Tally { labels, found, wrong, clean, alarmed };
    assert_eq!(score.all, tally(2, 1, 3, 3, 1));
    let of = |tallies: &std::collections::BTreeMap<String, Tally>| -> Vec<(String, Tally)> {
        tallies.iter().map(|(name, tally)| (name.clone(), *tally)).collect()
    };
    let named = |name: &str, tally| (name.to_owned(), tally);
    assert_eq!(
        of(&score.categories),
        [named("negative", tally(1, 1, 1, 0, 0)), named("vague", tally(1, 0, 2, 0, 0))]
    );
    assert_eq!(
        of(&score.kinds),
        [named("clean", tally(0, 0, 2, 3, 1)), named("plain", tally(2, 1, 1, 0, 0))]
    );
    let rules: Vec<_> = score.rules.iter().map(|(id, tally)| (id.as_str(), *tally)).collect();
    let rule = |right, wrong| RuleTally { right, wrong };
    assert_eq!(rules, [("a", rule(1, 0)), ("b", rule(0, 2)), ("c", rule(0, 1))]);
    assert_eq!(score.missed, [(1, 0)]);
    assert_eq!(score.mistaken, [(0, 1), (2, 0), (2, 1)]);
    assert_eq!((score.messages, score.aside), (5, 1));
}

#[test]
fn measures() {
    let tally = Tally { labels: 4, found: 3, wrong: 1, clean: 8, alarmed: 1 };
    assert_eq!((tally.precision(), tally.recall()), (Some(0.75), Some(0.75)));
    assert_eq!((tally.f1(), tally.alarms()), (Some(0.75), Some(125.0)));
    let nothing = Tally::default();
    assert_eq!((nothing.precision(), nothing.recall(), nothing.f1()), (None, None, None));
    assert_eq!(nothing.alarms(), None);
    let all_wrong = Tally { labels: 2, wrong: 2, ..nothing };
    assert_eq!((all_wrong.precision(), all_wrong.f1()), (Some(0.0), Some(0.0)));
}
