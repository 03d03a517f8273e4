//! What stands for something else is never found, and no finding cuts it in two.

use jinyu::{InTurn, Linter, Pack, Source, Span, Turn, Verdict};

const TEXTS: [(&str, &[&str], &[&str]); 7] = [
    // The text, its placeholders, and what is found.
    ("{{不知道}}您好", &["{{不知道}}"], &[]),
    ("[我不清楚]，我也不知道", &["[我不清楚]"], &["不知道"]),
    ("[客服不知]道", &["[客服不知]"], &[]),
    ("我{name}也不清楚", &["{name}"], &["我{name}也不清楚"]),
    ("不知道", &["不知道"], &[]),
    // One act in two pieces goes across what stands whole between them.
    ("不知道{0}不知道", &["{0}"], &["不知道{0}不知道"]),
    ("{a}{b}{c}不知道", &["{a}", "{b}", "{c}"], &["不知道"]),
];

fn demo() -> Linter {
    let yaml = include_str!("../demo.yaml").replace("我{gap}不清楚", "我{gap:8}不清楚");
    let pack = Pack::parse(&Source::new("demo.yaml", yaml)).unwrap();
    Linter::builder().pack(pack).build().unwrap()
}

fn turn<'t>(text: &'t str, placeholders: &[&str]) -> Turn<'t> {
    let span = |placeholder: &&str| {
        let start = text.find(placeholder).unwrap();
        Span::<InTurn>::new(start, start + placeholder.len())
    };
    Turn::new(text).with_placeholders(placeholders.iter().map(span).collect())
}

#[test]
fn findings_leave_placeholders_whole() {
    let linter = demo();
    let mut memo = linter.memo();
    for (text, placeholders, expected) in TEXTS {
        let turn = turn(text, placeholders);
        let found = |findings: Vec<jinyu::Finding<'_>>| {
            let cut = |finding: &jinyu::Finding<'_>| finding.span.cut(text).unwrap().to_owned();
            findings.iter().map(cut).collect::<Vec<_>>()
        };
        assert_eq!(found(linter.lint(&turn)), expected, "{text}");
        assert_eq!(found(memo.lint(&turn)), expected, "{text}");
        // What is clean with its placeholders is not taken for clean without them.
        let plain = Turn::new(text);
        assert_eq!(found(memo.lint(&plain)), found(linter.lint(&plain)), "{text}");
    }
}

#[test]
fn an_explanation_names_the_placeholder() {
    let linter = demo();
    let explanation = linter.explain(&turn("{{不知道}}您好", &["{{不知道}}"]));
    let verdict = &explanation.traces[0].verdict;
    assert_eq!(*verdict, Verdict::Placeholder("{{不知道}}".into()));
    assert_eq!(verdict.name(), "placeholder");
}
