//! Runs the tables of `fixtures/tables`: one line a case, each against a rule of its own.

use jinyu::{Language, Linter, Pack, Role, Source, Turn};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    table: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    /// The language of the pack; zh if it is not said.
    language: Option<String>,
    /// The lines of a rule that matter here.
    rule: String,
    /// Sentences with marks; `role: ` may stand before one.
    cases: Vec<String>,
    /// The verdict that every sentence without marks must get at least once.
    verdict: Option<String>,
    /// What that verdict quotes, in the same sentence.
    quotes: Option<String>,
    /// The fault that the rule must have.
    invalid: Option<String>,
}

fn tables() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/tables")
}

fn pack(table: &Table) -> String {
    let body: String = table.rule.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "pack: table\nversion: 1.0.0\nlanguage: {}\nrules:\n  - id: table/rule\n    category: negative\n    \
         severity: error\n    message: {{ zh: 禁用, en: forbidden }}\n    why: {{ zh: 测试, en: a test }}\n    \
         source: test\n    say: [好的]\n    examples: [<有>, 无]\n{body}",
        table.language.as_deref().unwrap_or("zh")
    )
}

/// The text of a case without its marks and role, and the marked places.
fn read_case(case: &str) -> (Role, String, Vec<(usize, usize)>) {
    let (role, marked) = match case.split_once(": ") {
        Some((role, rest)) if role.parse::<Role>().is_ok() => {
            (role.parse().unwrap_or_default(), rest)
        }
        _ => (Role::Unknown, case),
    };
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open = 0;
    for character in marked.chars() {
        match character {
            '<' => open = text.len(),
            '>' if marked.contains('<') => marks.push((open, text.len())),
            other => text.push(other),
        }
    }
    (role, text, marks)
}

fn run(table: &Table, failures: &mut Vec<String>) {
    let source = Source::new("table.yaml", pack(table));
    let parsed = Pack::parse(&source);
    if let Some(code) = &table.invalid {
        let found = parsed
            .err()
            .is_some_and(|error| error.faults().iter().any(|fault| fault.code() == code));
        if !found {
            failures.push(format!("{}: the fault {code} is not reported", table.name));
        }
        return;
    }
    let linter = Linter::builder().pack(parsed.expect("the rule of the table is valid")).build();
    let linter = linter.expect("one rule cannot clash");
    for case in &table.cases {
        let (role, text, marks) = read_case(case);
        let turn = Turn::new(text.as_str()).with_role(role);
        let found: Vec<(usize, usize)> = linter
            .lint(&turn)
            .iter()
            .map(|finding| (finding.span.start(), finding.span.end()))
            .collect();
        let traces = linter.explain(&turn).traces;
        let verdicts: Vec<&str> = traces.iter().map(|trace| trace.verdict.name()).collect();
        if found != marks {
            let cut: Vec<&str> =
                found.iter().filter_map(|&(start, end)| text.get(start..end)).collect();
            failures.push(format!("{}: {case:?} found {cut:?}, verdicts {verdicts:?}", table.name));
        }
        let wanted = table.verdict.as_deref().filter(|_| marks.is_empty());
        if wanted.is_some_and(|verdict| !verdicts.contains(&verdict)) {
            failures.push(format!("{}: {case:?} is not {wanted:?} but {verdicts:?}", table.name));
        }
        if let Some(quotes) = &table.quotes {
            let told = traces.iter().map(|trace| trace.verdict.describe(Language::En));
            let told: Vec<String> = told.collect();
            if !told.iter().any(|told| told.contains(&format!("“{quotes}”"))) {
                failures.push(format!("{}: {case:?} quotes no {quotes:?}: {told:?}", table.name));
            }
        }
    }
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    let mut cases = 0;
    let mut files: Vec<PathBuf> = fs::read_dir(tables())
        .expect("the tables are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).expect("a table can be read");
        let file: File =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for table in &file.table {
            cases += table.cases.len();
            run(table, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{} of {cases} fail:\n{}", failures.len(), failures.join("\n"));
    assert!(cases > 100, "the tables are gone");
}
