//! Ordinary replies of agents, full of the words that rude rules look for: the packs that are used
//! where nobody chooses must stay quiet on them. It stands apart because it asks nothing of a rule,
//! only of all of them together.

use jinyu::{Linter, Pack, Turn};
use jinyu_rules::{INDEX, PACKS};
use std::error::Error;

/// What is found in a file of one reply a line.
fn found(replies: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut builder = Linter::builder().indexed(INDEX)?;
    for file in PACKS.iter().filter(|pack| pack.default).flat_map(|pack| pack.files) {
        builder = builder.pack(Pack::decode(file.compiled)?);
    }
    let linter = builder.build()?;
    let mut found = Vec::new();
    for reply in replies.lines() {
        for finding in linter.lint(&Turn::new(reply)) {
            found.push(format!("{}: “{reply}” by “{}”", finding.rule.id(), finding.phrase));
        }
    }
    Ok(found)
}

/// The two are 我不知道您…: a wording that is banned whatever follows.
#[test]
fn ordinary_chinese_replies_stay_quiet() -> Result<(), Box<dyn Error>> {
    let found = found(include_str!("../../../fixtures/eval/ordinary.zh.txt"))?;
    assert_eq!(found.len(), 2, "{}", found.join("\n"));
    Ok(())
}

#[test]
fn ordinary_english_replies_stay_quiet() -> Result<(), Box<dyn Error>> {
    let found = found(include_str!("../../../fixtures/eval/ordinary.en.txt"))?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}
