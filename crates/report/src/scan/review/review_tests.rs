//! A list in both languages, and what verdicts come to.

use super::*;
use crate::Style;
use crate::scan::{
    Chosen, ConversationFacts, Exhibit, ExhibitTurn, FindingFacts, Sink, Totals, mask,
};
use insta::{assert_snapshot, with_settings};
use jinyu::{Clock, Language, Moment, Role, Severity};

fn snapshot(name: &str, text: &str) {
    with_settings!({
        snapshot_path => "../../../../../fixtures/reports",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { assert_snapshot!(name, text); });
}

/// A conversation in which an agent says this, the wording in `<…>`, and one without findings.
fn exhibits() -> Vec<Exhibit> {
    let said = "=张先生，13812345678这个号<您买不起>，别\n急";
    let shown = said.replace(['<', '>'], "");
    let masked = mask(&shown);
    let start = said.find('<').unwrap();
    let range = masked.range(start..start + "您买不起".len());
    let finding = FindingFacts {
        turn: 2,
        speaker: Some("小王".into()),
        begin: Some(Moment::new(Clock::Calendar, 1_714_557_753_000)),
        wording: masked.text()[range.clone()].into(),
        say: vec!["这款是1280元".into(), "@您".into()],
        ..FindingFacts::example("contemptuous/cannot-afford", Severity::Error)
    };
    let turn = |text: &str, marks| ExhibitTurn {
        role: Role::Agent,
        speaker: None,
        begin: None,
        text: text.into(),
        marks,
    };
    let whole = FindingFacts::example("conversation/no-closing", Severity::Warning);
    let facts = ConversationFacts {
        number: 7,
        path: "chats.jsonl".into(),
        line: 12,
        agents: vec!["小王".into()],
        team: Some("一组".into()),
        score: Some(62.5),
        findings: vec![finding, whole],
        ..ConversationFacts::default()
    };
    let turns = vec![turn("您好", vec![]), turn(masked.text(), vec![(range, 0)])];
    let clean = ConversationFacts { number: 9, line: 40, findings: Vec::new(), ..facts.clone() };
    vec![
        Exhibit { chosen: Chosen::Worst, facts, turns: turns.clone() },
        Exhibit { chosen: Chosen::Drawn, facts: clean, turns },
    ]
}

fn list(format: ReviewFormat, language: Language) -> Vec<u8> {
    let mut out = Vec::new();
    let mut review = Review::new(Box::new(&mut out), format, language);
    review.finish(&Totals::default(), &exhibits()).unwrap();
    drop(review);
    out
}

#[test]
fn a_row_for_each_finding_and_each_clean_conversation() {
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let list = String::from_utf8(list(ReviewFormat::Csv, language)).unwrap();
        let rows = list.strip_prefix('\u{FEFF}').unwrap().replace("\r\n", "\n");
        snapshot(&format!("review.csv.{name}"), &rows);
    }
    let book = list(ReviewFormat::Xlsx, Language::Zh);
    assert!(book.starts_with(b"PK") && book == list(ReviewFormat::Xlsx, Language::Zh));
}

/// Judgements on a rule, as `+` or `-` or `?` before `before|wording|after`.
fn judgements(rule: &str, texts: &[&str]) -> Vec<Judgement> {
    let judgement = |text: &&str| {
        let mut parts = text[1..].split('|').map(String::from);
        let mut part = || parts.next().unwrap_or_default();
        let (before, wording, after) = (part(), part(), part());
        let right = match &text[..1] {
            "+" => Some(true),
            "-" => Some(false),
            _ => None,
        };
        Judgement { rule: rule.into(), right, before, wording, after }
    };
    texts.iter().map(judgement).collect()
}

#[test]
fn what_verdicts_come_to() {
    let unclear = [
        "+我|不清楚|",
        "-您有|不清楚|的地方可以问",
        "-哪里|不清楚|的地方",
        "?这|不清楚|的",
        "+|不清楚|",
    ];
    let mut all = judgements("negative/unclear", &unclear);
    all.extend(judgements(
        "impatient/annoyed",
        &["-给您添麻|烦|了", "+真|烦|人", "-请您不要|烦|：true"],
    ));
    all.extend(judgements("vague/maybe", &["+也许|可能|吧", "+|可能|"]));
    all.extend(judgements("negative/no-way", &["-|没办法|", "+|没办法|"]));
    let verdicts = Verdicts::of(&all);
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let mut out = Vec::new();
        verdicts.write(&mut out, Style { language, colour: false }).unwrap();
        snapshot(&format!("verdicts.{name}"), &String::from_utf8(out).unwrap());
    }
    let mut out = Vec::new();
    let open = Verdicts::of(&judgements("a/b", &["?||"]));
    open.write(&mut out, Style { language: Language::En, colour: false }).unwrap();
    assert_eq!(out, b"nobody has judged anything yet\n");
}

#[test]
fn intervals_of_few_findings_are_wide() {
    for ((right, wrong), (low, high)) in [
        ((0, 1), (0.0, 0.793)),
        ((10, 0), (0.722, 1.0)),
        ((50, 50), (0.404, 0.596)),
        ((1, 3), (0.046, 0.699)),
    ] {
        let (found_low, found_high) = Precision { right, wrong, open: 5 }.interval().unwrap();
        let near = |one: f64, other: f64| (one - other).abs() < 0.001;
        assert!(near(found_low, low) && near(found_high, high), "{found_low} {found_high}");
    }
    assert_eq!(Precision { open: 3, ..Precision::default() }.interval(), None);
}
