//! Runs the tables of `fixtures/tables/conversations.toml`: each talk is an example of a rule of its own.

use jinyu::{Pack, Source};
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cues: String,
    conversation: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    /// The lines of the condition.
    #[serde(default)]
    report: String,
    /// The lines of a rule about wordings instead.
    #[serde(default)]
    rule: String,
    /// Talks, the turns parted by ` / `, with marks.
    #[serde(default)]
    cases: Vec<String>,
    /// The fault that the rule must have.
    invalid: Option<String>,
}

fn pack(cues: &str, table: &Table) -> String {
    let mut yaml = format!("pack: table\nversion: 1.0.0\nlanguage: zh\ncues:\n{cues}");
    yaml.push_str(
        "rules:\n  - id: table/rule\n    category: test\n    severity: error\n    message: { zh: 测试, en: a test }\n    \
         why: { zh: 测试, en: a test }\n    source: test\n    say: [好的]\n",
    );
    table.rule.lines().for_each(|line| yaml.push_str(&format!("    {line}\n")));
    yaml.push_str(if table.report.is_empty() { "" } else { "    report:\n" });
    table.report.lines().for_each(|line| yaml.push_str(&format!("      {line}\n")));
    yaml.push_str("    examples:\n");
    let proof = ["客服：<有>".to_owned(), "客服：无".to_owned()];
    let cases = if table.cases.is_empty() { &proof[..] } else { &table.cases };
    for case in cases {
        yaml.push_str("      - talk: |\n");
        case.split(" / ").for_each(|line| {
            let _ = writeln!(yaml, "          {line}");
        });
    }
    yaml
}

#[test]
fn every_talk_holds() {
    let text = include_str!("../../../../fixtures/tables/conversations.toml");
    let file: File = toml::from_str(text).expect("the table can be read");
    let mut failures = String::new();
    for table in &file.conversation {
        let source = Source::new("table.yaml", pack(&file.cues, table));
        let faults = match Pack::parse(&source) {
            Ok(pack) => pack.check(&source),
            Err(error) => error.faults().to_vec(),
        };
        let expected = |code: &&str| faults.iter().any(|fault| fault.code() == *code);
        match table.invalid.as_deref() {
            Some(code) if expected(&code) => {}
            Some(code) => drop(writeln!(failures, "{}: no {code}: {faults:?}", table.name)),
            None => faults.iter().for_each(|fault| {
                let at = source.text().get(fault.place()).unwrap_or_default();
                let _ = writeln!(failures, "{}: {fault}\n{at}\n{}\n", table.name, fault.help());
            }),
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(file.conversation.len() > 30, "the tables are gone");
}
