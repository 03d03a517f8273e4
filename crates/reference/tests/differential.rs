//! The engine and the reference give the same findings and the same verdicts.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop where it fails"
)]

mod made;

use jinyu::{Linter, Pack, Source, Turn};
use jinyu_reference::{Reference, Told, difference};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The shipped packs, read from their YAML by both.
static SHIPPED: LazyLock<(Linter, Reference)> = LazyLock::new(|| {
    let mut files = Vec::new();
    files_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules"), "yaml", &mut files);
    files.retain(|(path, _)| !path.contains("/profiles/"));
    pair(&files.iter().map(|(_, yaml)| yaml.as_str()).collect::<Vec<_>>())
});

/// The engine and the reference for some packs.
fn pair(yaml: &[&str]) -> (Linter, Reference) {
    let packs = yaml.iter().map(|yaml| Pack::parse(&Source::new("pack.yaml", *yaml)));
    let builder = packs.fold(Linter::builder(), |all, pack| all.pack(pack.expect("a valid pack")));
    let linter = builder.build().expect("the packs go together");
    (linter, Reference::of(yaml).expect("a valid pack"))
}

/// The files of a folder and those below it with this extension, in order, with their text.
fn files_of(folder: &Path, extension: &str, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files_of(&path, extension, files);
        } else if path.extension().is_some_and(|it| it == extension) {
            let text = fs::read_to_string(&path).expect("it is text");
            files.push((path.display().to_string(), text));
        }
    }
}

/// Of the texts that there are, one in so many is tried, for the reference takes a tenth of a second for each;
/// with `JINYU_EVERY=1` all are.
fn every() -> usize {
    let every = std::env::var("JINYU_EVERY").ok();
    every.and_then(|every| every.parse().ok()).filter(|&every| every > 0).unwrap_or(37)
}

fn assert_same<'t>(pair: &(Linter, Reference), turns: impl Iterator<Item = Turn<'t>>) {
    let mut tried = 0;
    let differences: Vec<String> = turns
        .inspect(|_| tried += 1)
        .filter_map(|turn| difference(&pair.0, &pair.1, &turn))
        .collect();
    assert!(differences.is_empty(), "{} of {tried}:\n{}", differences.len(), differences.concat());
}

#[test]
fn examples_of_all_rules() {
    let (linter, _) = &*SHIPPED;
    let examples: Vec<_> = linter.rules().flat_map(|rule| rule.examples()).collect();
    let examples = examples.iter().filter(|example| example.turns().len() == 0);
    let turns = examples.step_by(every()).map(|example| {
        Turn::new(example.text()).with_role(example.role()).with_channel(example.channel())
    });
    assert_same(&SHIPPED, turns);
}

/// Messages that people wrote, as they stand in labelled sets.
#[test]
fn messages_as_they_are_written() {
    let mut files = Vec::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    files_of(&fixtures.join("eval"), "jsonl", &mut files);
    files.retain(|(path, _)| !path.contains("held-out"));
    let text = |line: &str| {
        let behind = line.split_once("\"text\": \"")?.1;
        Some(behind.split_once("\", \"")?.0.replace("\\n", "\n").replace("\\\"", "\""))
    };
    let mut texts: Vec<String> = files
        .iter()
        .flat_map(|(_, lines)| lines.lines().step_by(every()))
        .filter_map(text)
        .collect();
    files.clear();
    files_of(&fixtures.join("conversations"), "txt", &mut files);
    files_of(&fixtures.join("corpus"), "txt", &mut files);
    files_of(&fixtures.join("samples"), "txt", &mut files);
    texts.extend(
        files.iter().flat_map(|(_, text)| text.lines()).step_by(every()).map(str::to_owned),
    );
    assert!(texts.len() > 80, "the messages are gone");
    assert_same(&SHIPPED, texts.iter().map(|text| Turn::new(text.as_str())));
}

/// Random packs over random texts that say their phrases. Every verdict must have been seen, or nothing
/// was compared.
#[test]
fn random_packs_over_random_texts() {
    let seen = RefCell::new(BTreeMap::new());
    // At least half of the packs must be valid.
    let config = ProptestConfig {
        cases: 100,
        max_global_rejects: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let result = TestRunner::new(config).run(&made::case(), |(yaml, texts)| {
        prop_assume!(Pack::parse(&Source::new("made.yaml", yaml.as_str())).is_ok());
        let pair = pair(&[&yaml]);
        for text in &texts {
            let turn = Turn::new(text.as_str());
            let difference = difference(&pair.0, &pair.1, &turn);
            prop_assert!(difference.is_none(), "{yaml}{}", difference.unwrap_or_default());
            for judged in pair.1.judge_told(&turn, &Told::new()) {
                *seen.borrow_mut().entry(judged.verdict.name()).or_insert(0) += 1;
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let seen = seen.into_inner();
    assert!(seen.len() >= 18, "{seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The shipped packs over random texts.
    #[test]
    fn shipped_packs_over_random_texts(text in made::text()) {
        let difference = difference(&SHIPPED.0, &SHIPPED.1, &Turn::new(text.as_str()));
        prop_assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
}
