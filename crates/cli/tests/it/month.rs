//! `jinyu scan` over a synthetic month: every planted fault is found, and no other. The month says things in
//! words of its own, not in those that the packs list, and says them rightly elsewhere.

use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use xtask::month::{self, Month};

/// The session, the turn in it from 1, and the rule.
type Fault = (String, usize, String);

fn jinyu(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_jinyu")).args(arguments).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    Ok(String::from_utf8(output.stdout)?)
}

fn lines(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    fs::read_to_string(path)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The ids of the rules about conversations.
fn rules() -> Result<BTreeSet<String>, Box<dyn Error>> {
    let packs = ["--pack", "zh-conversation", "--pack", "en-conversation"];
    let listed = jinyu(&[["rules", "list"].as_slice(), &packs].concat())?;
    let ids = listed.lines().filter_map(|line| line.split_whitespace().next());
    Ok(ids.filter(|id| id.contains('/')).map(str::to_owned).collect())
}

/// What a scan finds in a table whose first turn stands on line `first`: the turns are those of `names`.
fn found(
    table: &Path,
    first: usize,
    names: &[(String, usize)],
) -> Result<Vec<Value>, Box<dyn Error>> {
    let table = table.to_string_lossy();
    let report =
        jinyu(&["scan", "--no-config", "--fail-on", "never", "--format", "jsonl", &table])?;
    let mut findings = Vec::new();
    for line in report.lines() {
        let mut finding: Value = serde_json::from_str(line)?;
        let row = finding["line"].as_u64().and_then(|line| usize::try_from(line).ok());
        let name = row.and_then(|row| names.get(row.checked_sub(first)?));
        let (session, turn) = name.ok_or_else(|| format!("no turn of that line: {line}"))?;
        finding["session"] = session.as_str().into();
        finding["turn"] = (*turn).into();
        findings.push(finding);
    }
    Ok(findings)
}

fn fault(line: &Value, key: &str) -> Fault {
    let turn = line["turn"].as_u64().and_then(|turn| usize::try_from(turn).ok());
    (text(line, "session").to_owned(), turn.unwrap_or_default(), text(line, key).to_owned())
}

#[test]
fn a_scan_finds_what_is_planted_and_nothing_else() -> Result<(), Box<dyn Error>> {
    let rules = rules()?;
    let above = std::env::temp_dir().join(format!("jinyu-month-{}", std::process::id()));
    for seed in [3, 4] {
        let directory = above.join(seed.to_string());
        month::write(Month { conversations: 500, seed }, &directory)?;
        let truth = lines(&directory.join("truth.jsonl"))?;
        // Of wordings the month plants only what category they are of: `negative/`.
        let (wordings, planted): (BTreeSet<Fault>, BTreeSet<Fault>) = truth
            .iter()
            .map(|line| fault(line, "rule"))
            .partition(|(_, _, rule)| rule.ends_with('/'));
        let known: BTreeSet<String> = planted.iter().map(|(_, _, rule)| rule.clone()).collect();
        assert_eq!(known, rules, "the month plants every rule");
        let turns = lines(&directory.join("turns.jsonl"))?;
        let names: Vec<(String, usize)> = turns
            .iter()
            .map(|turn| {
                let id = text(turn, "id").rsplit_once('-').and_then(|(_, turn)| turn.parse().ok());
                (text(turn, "session").to_owned(), id.unwrap_or_default())
            })
            .collect();
        for (table, first) in [("turns.jsonl", 1), ("turns.csv", 2)] {
            let findings = found(&directory.join(table), first, &names)?;
            let of_rules = findings.iter().map(|finding| fault(finding, "rule"));
            let of_rules: BTreeSet<Fault> =
                of_rules.filter(|(_, _, rule)| rules.contains(rule)).collect();
            let missed: Vec<_> = planted.difference(&of_rules).collect();
            let wrong: Vec<_> = of_rules.difference(&planted).collect();
            assert!(missed.is_empty() && wrong.is_empty(), "{table}: {missed:#?} {wrong:#?}");
            let categories: BTreeSet<Fault> = findings
                .iter()
                .map(|finding| fault(finding, "category"))
                .map(|(session, turn, category)| (session, turn, category + "/"))
                .collect();
            let missed: Vec<_> = wordings.difference(&categories).collect();
            assert!(missed.is_empty(), "{table}: {missed:#?}");
        }
    }
    fs::remove_dir_all(&above)?;
    Ok(())
}

/// Conversations that good agents would be proud of.
#[test]
fn a_scan_has_nothing_to_say_of_good_conversations() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/conversations");
    let folder = folder.to_string_lossy();
    let found =
        jinyu(&["scan", "--no-config", "--fail-on", "never", "--format", "jsonl", &folder])?;
    assert_eq!(found, "");
    Ok(())
}
