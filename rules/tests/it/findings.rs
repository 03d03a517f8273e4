//! What all shipped packs find in the texts of this repository is what `fixtures/findings.txt` says, so that
//! nothing that makes jinyu faster can change it unseen. Where a rule is meant to find something else:
//!
//! ```console
//! $ JINYU_RECORD=1 cargo test -p jinyu-rules --test it findings
//! ```
//!
//! Held-out messages are left out: what is found in them must not be looked at.

use jinyu::{Linter, Pack, Role, Turn};
use jinyu_rules::{INDEX, PACKS};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# What all shipped packs find in the texts of this repository. A line is a text in which something is found: 48
# bits of its FNV-1a hash, then each finding: bytes, rule, + if it holds several wordings. A test compares; it is
# rewritten by
# JINYU_RECORD=1 cargo test -p jinyu-rules --test it findings
";

/// How many texts that differ are told.
const TOLD: usize = 20;

type Texts = Vec<(Role, String)>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text by where it is from.
fn texts(linter: &Linter) -> Result<BTreeMap<String, Texts>, Box<dyn Error>> {
    let mut texts = BTreeMap::new();
    for folder in ["conversations", "corpus", "eval", "replies", "samples"] {
        for path in files(&root().join("fixtures").join(folder))? {
            let name = format!("{folder}/{}", path.file_name().unwrap_or_default().display());
            let held_out = name.contains("held-out") || name.ends_with("README.md");
            if let Some(text) = fs::read_to_string(&path).ok().filter(|_| !held_out) {
                let lines = text.lines().map(|line| (Role::Agent, message(line)));
                texts.insert(name, lines.filter(|(_, text)| !text.trim().is_empty()).collect());
            }
        }
    }
    let examples = linter.rules().flat_map(jinyu::Rule::examples);
    let examples = examples.filter(|example| example.turns().len() == 0);
    let examples = examples.map(|example| (example.role(), example.text().to_owned()));
    texts.insert("examples of rules".to_owned(), examples.collect());
    Ok(texts)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The text of a labelled message; another line as it is.
fn message(line: &str) -> String {
    let labelled = serde_json::from_str::<serde_json::Value>(line).ok();
    let text = labelled.as_ref().and_then(|message| message.get("text")?.as_str());
    text.unwrap_or(line).to_owned()
}

/// What is found in a text, in a line; nothing where it is clean.
fn findings(linter: &Linter, role: Role, text: &str) -> String {
    let mut line = String::new();
    for finding in linter.lint(&Turn::new(text).with_role(role)) {
        let joined = if finding.joined { "+" } else { "" };
        let (start, end) = (finding.span.start(), finding.span.end());
        let _ = write!(line, " {start}-{end} {}{joined}", finding.rule.id());
    }
    line
}

/// Tells texts apart (FNV-1a).
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn what_is_found_is_what_was_recorded() -> Result<(), Box<dyn Error>> {
    let mut builder = Linter::builder().indexed(INDEX)?;
    for file in PACKS.iter().flat_map(|pack| pack.files) {
        builder = builder.pack(Pack::embedded(file.compiled)?);
    }
    let linter = builder.build()?;
    let mut now = HEAD.to_owned();
    let mut by_hash = BTreeMap::new();
    for (name, texts) in texts(&linter)? {
        let _ = writeln!(now, "\n{name}: {} texts", texts.len());
        for (role, text) in texts {
            let found = findings(&linter, role, &text);
            let hash = format!("{:012x}", hash(&text) & 0xffff_ffff_ffff);
            if !found.is_empty() {
                let _ = writeln!(now, "{hash}{found}");
            }
            by_hash.insert(hash, text);
        }
    }
    let path = root().join("fixtures/findings.txt");
    if std::env::var_os("JINYU_RECORD").is_some() {
        fs::write(&path, &now)?;
    }
    let recorded = fs::read_to_string(&path)?;
    assert!(recorded == now, "{}", differences(&recorded, &now, &by_hash));
    Ok(())
}

/// The texts in which something else is found than was recorded, some of them.
fn differences(recorded: &str, now: &str, texts: &BTreeMap<String, String>) -> String {
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) =
        (recorded.lines().collect(), now.lines().collect());
    let differing: Vec<&&str> = before.symmetric_difference(&after).collect();
    let mut said = format!("{} lines differ; the first of them:\n", differing.len());
    for line in differing.iter().take(TOLD) {
        let sign = if before.contains(**line) { "recorded" } else { "found now" };
        let text = line.split(' ').next().and_then(|hash| texts.get(hash));
        let text = text.map_or("a text that is no more, or a file", String::as_str);
        let _ = writeln!(said, "  {sign}: {line}\n    {text:?}");
    }
    said + "if rules were meant to change: JINYU_RECORD=1 cargo test -p jinyu-rules --test it findings"
}
