//! The packs and rules that the handbook shows work.

use jinyu::{Pack, Source};

/// The YAML blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next())
}

/// Reads a pack and proves it.
fn in_order(name: &str, yaml: &str) {
    let source = Source::new(name, yaml);
    let pack = Pack::parse(&source).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    let faults = pack.check(&source);
    let help: Vec<&str> = faults.iter().map(|fault| fault.help()).collect();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{name}: {said:#?}\n{help:#?}");
}

#[test]
fn the_pack_in_the_docs_is_in_order() {
    let docs = include_str!("../../../../docs/writing-rules.md");
    in_order("docs/writing-rules.md", blocks(docs).next().expect("it shows a pack"));
}

#[test]
fn every_condition_in_the_docs_holds() {
    let docs = include_str!("../../../../docs/conversations.md");
    let name = "docs/conversations.md";
    in_order(name, blocks(docs).next().expect("it shows a pack"));
    let cues = blocks(docs).find(|block| block.starts_with("cues:")).expect("it has cues");
    let mut rules = String::new();
    for (at, block) in blocks(docs).filter(|block| block.starts_with("report:")).enumerate() {
        let body: String = block.lines().map(|line| format!("    {line}\n")).collect();
        rules.push_str(&format!(
            "  - id: docs/rule-{at}\n    category: docs\n    severity: info\n    message: {{ zh: 例, en: it }}\n    \
             why: {{ zh: 例, en: it }}\n    source: docs\n    say: [好的]\n{body}"
        ));
    }
    assert!(rules.matches("report:").count() > 15, "the conditions are gone");
    in_order(name, &format!("pack: docs\nversion: 1.0.0\nlanguage: zh\n{cues}rules:\n{rules}"));
}
