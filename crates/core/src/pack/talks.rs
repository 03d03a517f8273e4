//! Whether rules about conversations keep their promises: what they ask for is there, and their talks are
//! found as marked. Takes packs together, because a rule may ask for a cue of another one.

use super::places::Places;
use super::read::Read;
use crate::builder::Level;
use crate::conversation::Conversation;
use crate::linter::Linter;
use crate::rule::{Example, Language, Rule};
use crate::turn::Turn;
use crate::yaml::Fault;
use std::collections::BTreeSet;

/// The faults of each pack.
pub(super) fn faults(read: &[&Read]) -> Vec<Vec<Fault>> {
    let packs = || read.iter().map(|(pack, _)| pack);
    let mut faults: Vec<Vec<Fault>> = vec![Vec::new(); read.len()];
    if !packs().flat_map(|pack| pack.rules()).any(proves_by_talk) {
        return faults;
    }
    let entries = packs().flat_map(|pack| pack.searched()).filter(|entry| !entry.reports);
    let known: BTreeSet<&str> = entries.map(|entry| entry.id.as_str()).collect();
    let mut builder = Linter::builder();
    let mut unproven: BTreeSet<&str> = BTreeSet::new();
    for ((pack, places), faults) in read.iter().zip(&mut faults) {
        builder = builder.pack(pack.clone());
        for (rule, places) in pack.rules().zip(places) {
            let missing = unknown(rule, &known, places);
            if !missing.is_empty() {
                unproven.insert(rule.id());
                faults.extend(missing);
            }
        }
    }
    let off = |builder: crate::LinterBuilder, id: &&str| builder.level(id, Level::Off);
    // Where two rules share an id there is no linter of both, and that is said elsewhere.
    let Ok(linter) = unproven.iter().fold(builder, off).build() else { return faults };
    for ((pack, places), faults) in read.iter().zip(&mut faults) {
        let rules = pack.rules().zip(places).filter(|(rule, _)| !unproven.contains(rule.id()));
        for (rule, places) in rules {
            let talks = rule.examples().iter().zip(&places.examples);
            let talks = talks.filter(|(example, _)| example.turns().len() > 0);
            faults.extend(talks.filter_map(|(talk, place)| {
                wrong(&linter, rule, talk).map(|(message, help)| {
                    Fault::new("pack::example", place.clone(), message, help)
                })
            }));
        }
    }
    faults
}

/// The cues of each pack that no rule of any of them asks for.
pub(super) fn unused(read: &[&Read]) -> Vec<Vec<Fault>> {
    let rules = read.iter().flat_map(|(pack, _)| pack.rules());
    let asked: BTreeSet<String> =
        rules.filter_map(|rule| rule.report.as_ref()).flat_map(|report| report.names()).collect();
    let of_pack = |(pack, places): &&Read| {
        let cues = pack.cues().iter().zip(places.iter().skip(pack.rules().len()));
        let unused = cues.filter(|(cue, _)| !asked.contains(&cue.id)).map(|(cue, places)| {
            Fault::warning(
                "pack::unused-cue",
                places.head.clone(),
                format!("no rule asks for the cue “{}”", cue.id),
                "take it out, or check it together with the packs that ask for it",
            )
        });
        unused.collect()
    };
    read.iter().map(of_pack).collect()
}

fn proves_by_talk(rule: &Rule) -> bool {
    rule.report.is_some() || rule.examples().iter().any(|example| example.turns().len() > 0)
}

/// What a rule asks for and no pack has.
fn unknown(rule: &Rule, known: &BTreeSet<&str>, places: &Places) -> Vec<Fault> {
    let names = rule.report.iter().flat_map(|report| report.names());
    let missing: BTreeSet<String> = names.filter(|name| !known.contains(name.as_str())).collect();
    let fault = |name: String| {
        Fault::new(
            "pack::unknown-cue",
            places.head.clone(),
            format!(
                "“{name}” is neither a cue nor a rule about wordings of the packs that were read"
            ),
            "correct the name, or check the pack together with the one that has it: `jinyu rules check a.yaml b.yaml`",
        )
    };
    missing.into_iter().map(fault).collect()
}

/// What is wrong with a talk that is not found as it is marked, and why that may be.
fn wrong(linter: &Linter, rule: &Rule, talk: &Example) -> Option<(String, String)> {
    let (starts, turns): (Vec<usize>, Vec<Turn<'_>>) =
        talk.turns().map(|(start, turn)| (start, turn.with_channel(talk.channel()))).unzip();
    let conversation = Conversation::new(&turns);
    let findings = linter.memo().judge(&conversation);
    let of_rule = starts.iter().zip(&findings).flat_map(|(start, findings)| {
        let own = findings.iter().filter(|finding| finding.rule.id() == rule.id());
        own.map(move |finding| (start + finding.span.start(), start + finding.span.end()))
    });
    let found: Vec<(usize, usize)> = of_rule.collect();
    let marks: Vec<(usize, usize)> = talk.marks().map(|mark| (mark.start(), mark.end())).collect();
    if found == marks {
        return None;
    }
    let cut = |spans: &[(usize, usize)]| {
        let cuts = spans.iter().filter_map(|&(start, end)| talk.text().get(start..end));
        let cuts: Vec<&str> = cuts.collect();
        if cuts.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{}”", cuts.join("”, “"))
        }
    };
    let message = format!("the talk must find {}, and finds {}", cut(&marks), cut(&found));
    let traces = linter.explain_conversation(&conversation);
    let tests =
        traces.iter().filter(|trace| trace.rule.id() == rule.id()).flat_map(|it| it.tests());
    let tests = tests.map(|test| {
        let holds = if test.holds { "holds" } else { "does not hold" };
        format!("{} → {holds}: {}", test.written, test.reason.describe(Language::En))
    });
    let tests: Vec<String> = tests.collect();
    let help = if tests.is_empty() {
        "mark what the rule finds in the talk, and nothing else".to_owned()
    } else {
        tests.join("\n")
    };
    Some((message, help))
}
