//! Every shipped rule keeps its promises, and every approved wording passes every shipped rule.

use jinyu::{InTurn, Level, Linter, Pack, Severity, Source, Span, Turn};
use jinyu_rules::{BuiltIn, INDEX, PACKS};
use std::error::Error;

fn everything() -> Result<Linter, Box<dyn Error>> {
    linter(PACKS)
}

fn linter<'p>(packs: impl IntoIterator<Item = &'p BuiltIn>) -> Result<Linter, Box<dyn Error>> {
    let mut builder = Linter::builder().indexed(INDEX)?;
    for file in packs.into_iter().flat_map(|pack| pack.files) {
        builder = builder.pack(Pack::decode(file.compiled)?);
    }
    Ok(builder.build()?)
}

/// A phrase that no example finds is a promise that nobody keeps.
#[test]
fn every_phrase_is_proven_by_an_example() -> Result<(), Box<dyn Error>> {
    let mut unproven = Vec::new();
    for file in PACKS.iter().flat_map(|pack| pack.files) {
        let pack = Pack::decode(file.compiled)?;
        for coverage in pack.coverage() {
            let id = coverage.rule.id();
            let of = |wording: &str| format!("{}: {id}: {wording}", file.name);
            let missing = coverage.wordings.iter().filter(|(_, times)| *times == 0);
            unproven.extend(missing.map(|(wording, _)| of(wording)));
            if coverage.found < 2 || coverage.clean < 2 {
                unproven.push(of("fewer than two examples of a kind"));
            }
        }
    }
    assert!(unproven.is_empty(), "{}", unproven.join("\n"));
    Ok(())
}

#[test]
fn every_pack_is_in_order_beside_all_others() {
    let files = PACKS.iter().flat_map(|pack| pack.files);
    let sources: Vec<Source> = files.map(|file| Source::new(file.name, file.yaml)).collect();
    let checked = Pack::check_together(&sources.iter().collect::<Vec<_>>());
    let mut faults = Vec::new();
    for (source, checked) in sources.iter().zip(checked) {
        let checked = checked.expect("the build has read it");
        let mut positions = source.positions();
        for fault in checked.faults.iter().filter(|fault| fault.severity() == Severity::Error) {
            let at = positions.at(fault.place().start);
            let (name, help) = (source.name(), fault.help());
            faults.push(format!("{name}:{}:{}: {fault}\n    {help}", at.line, at.column));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_compact_form_is_the_yaml() {
    for file in PACKS.iter().flat_map(|pack| pack.files) {
        let pack = Pack::parse(&Source::new(file.name, file.yaml)).expect("the build has read it");
        assert!(Pack::decode(file.compiled).is_ok(), "{}", file.name);
        assert!(pack.encode() == file.compiled, "{}", file.name);
    }
}

#[test]
fn every_approved_wording_passes_every_rule() -> Result<(), Box<dyn Error>> {
    let linter = everything()?;
    let mut broken = Vec::new();
    for rule in linter.rules() {
        for wording in rule.say() {
            for finding in linter.lint(&Turn::new(wording.text.as_str())) {
                broken.push(format!(
                    "{}: “{}” breaks {}",
                    rule.id(),
                    wording.text,
                    finding.rule.id()
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

/// What is clean for a rule is clean for its pack and for those that are used where nobody chooses.
/// The others may ask for more: what is polite to a bank is not house style everywhere.
#[test]
fn clean_examples_of_a_rule_are_clean_for_all() -> Result<(), Box<dyn Error>> {
    let mut found = Vec::new();
    for own in PACKS {
        let used = PACKS.iter().filter(|pack| pack.default || pack.name == own.name);
        let linter = linter(used)?;
        for rule in linter.rules().filter(|rule| rule.pack() == own.name) {
            let clean = rule
                .examples()
                .iter()
                .filter(|example| example.marks().next().is_none() && example.turns().len() == 0);
            for example in clean {
                let turn = Turn::new(example.text())
                    .with_role(example.role())
                    .with_channel(example.channel());
                for finding in linter.lint(&turn) {
                    let (id, text) = (rule.id(), example.text());
                    found.push(format!("{id}: “{text}” breaks {}", finding.rule.id()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// The filter is asked what else stands near a literal before a text is folded; it must never say
/// no where a rule would have found something.
#[test]
fn the_filter_loses_no_finding_of_any_example() -> Result<(), Box<dyn Error>> {
    let linter = everything()?;
    let examples: Vec<&str> =
        linter.rules().flat_map(|rule| rule.examples()).map(|example| example.text()).collect();
    let alone = examples.iter().map(|text| (*text).to_owned());
    let together = examples.chunks(7).map(|texts| texts.join("\n"));
    for text in alone.chain(together) {
        let turn = Turn::new(text.as_str());
        let linted: Vec<_> =
            linter.lint(&turn).iter().map(|found| (found.span, found.rule.id())).collect();
        let explained = linter.explain(&turn);
        let found = explained.traces.iter().filter(|trace| trace.verdict.is_found());
        let explained: Vec<_> = found.map(|trace| (trace.span, trace.rule.id())).collect();
        assert_eq!(linted, explained, "in “{text}”");
    }
    Ok(())
}

/// What a linter finds in a text.
fn found(linter: &Linter, text: &str) -> Vec<(Span<InTurn>, String, String, bool)> {
    let findings = linter.lint(&Turn::new(text)).into_iter();
    findings.map(|it| (it.span, it.rule.id().into(), it.phrase.into(), it.joined)).collect()
}

/// One index serves every choice of packs and rules: with it a linter finds what it finds where each
/// pack is read anew, and nothing of what was not chosen.
#[test]
fn one_index_serves_every_choice_of_packs() -> Result<(), Box<dyn Error>> {
    let everything = everything()?;
    let examples = everything.rules().flat_map(|rule| rule.examples());
    let texts: Vec<&str> = examples.map(|example| example.text()).collect();
    let together: Vec<String> = texts.chunks(40).map(|texts| texts.join("。 ")).collect();
    // A bit for each pack: one, a few, every other one, most.
    let choices = [0b1, 0x0000_0104, 0x5555_5555, 0x3333_0F0F, 0xFFFF_FFF7_u64];
    for (turn, choice) in choices.into_iter().enumerate() {
        let (mut with, mut without) = (Linter::builder().indexed(INDEX)?, Linter::builder());
        let places = (0..PACKS.len()).map(|at| (at + 7 * turn) % PACKS.len());
        let chosen = places.filter(|at| choice >> at & 1 == 1).filter_map(|at| PACKS.get(at));
        for file in chosen.flat_map(|pack| pack.files) {
            // One that is read from YAML is in no index.
            let pack = Pack::parse(&Source::new(file.name, file.yaml))?;
            for rule in pack.rules().skip(turn).step_by(5) {
                with = with.level(rule.id(), Level::Off);
                without = without.level(rule.id(), Level::Off);
            }
            with = with.pack(Pack::embedded(file.compiled)?);
            without = without.pack(pack);
        }
        let (with, without) = (with.build()?, without.build()?);
        assert!(with.rules().map(|rule| rule.id()).eq(without.rules().map(|rule| rule.id())));
        for text in together.iter().map(String::as_str).chain(texts.iter().copied().step_by(5)) {
            assert_eq!(found(&with, text), found(&without, text), "choice {turn}: “{text}”");
        }
    }
    Ok(())
}
