//! What is wrong with packs only in company: rules that are in each other's way, and approved
//! wordings that another rule forbids. What a pack does alone is checked elsewhere.

use super::error::PackError;
use super::places::Places;
use super::read::Read as Whole;
use super::same::{OfPack, Sameness};
use super::{Pack, WordList, check, read, talks};
use crate::builder::LinterBuilder;
use crate::engine::sample;
use crate::linter::Linter;
use crate::rule::{LookFor, Phrase, Rule};
use crate::source::Source;
use crate::trace::Verdict;
use crate::turn::Turn;
use crate::yaml::Fault;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A rule, and where it was read from.
struct Member<'p> {
    /// Its place among the sources.
    source: usize,
    /// The name of that source.
    file: &'p str,
    lists: &'p [WordList],
    rule: &'p Rule,
    places: &'p Places,
}

impl<'p> Member<'p> {
    /// The phrases of the rule, in its own order, each with its place.
    fn phrases(&self) -> impl Iterator<Item = (&'p Phrase, &'p Range<usize>)> + use<'p> {
        self.rule.look_for.phrases().zip(self.places.phrases())
    }

    /// Whether there is anybody whose words both rules judge.
    fn meets(&self, other: &Member<'_>) -> bool {
        let (a, b) = (&self.rule.scope, &other.rule.scope);
        a.roles.iter().any(|role| b.roles.contains(role))
            && (a.channels.is_empty()
                || b.channels.is_empty()
                || a.channels.iter().any(|channel| b.channels.contains(channel)))
    }

    /// Whether both rules judge the same people and excuse the same of these phrases.
    fn judges_like(&self, own: &Phrase, other: &Member<'_>, theirs: &Phrase) -> bool {
        let (a, b) = (self.rule, other.rule);
        let mut sameness = Sameness::default();
        let mut excuses = |member: &Member<'_>, phrase: &Phrase| {
            let pack = member.pack();
            let own = phrase.innocent.as_deref();
            let of_rule = sameness.of_contexts(member.rule.innocent.get(), pack);
            (of_rule, own.map(|own| sameness.of_contexts(own, pack)))
        };
        a.scope == b.scope && a.words == b.words && excuses(self, own) == excuses(other, theirs)
    }

    fn pack(&self) -> OfPack<'p> {
        OfPack { number: self.source, lists: self.lists }
    }

    /// Words said by one whom the rule speaks to.
    fn turn(&self, text: String) -> Turn<'static> {
        let scope = &self.rule.scope;
        Turn::new(text)
            .with_role(scope.roles.first().copied().unwrap_or_default())
            .with_channel(scope.channels.first().copied())
    }
}

/// A pack that was read, and what is wrong with it, errors and warnings, in the order of the file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The pack.
    pub pack: Pack,
    /// Its faults; none or warnings only where it can be relied upon.
    pub faults: Vec<Fault>,
}

/// What was read of a source.
type Read = Result<Whole, PackError>;

/// What is wrong, by the place of its source among the sources.
type Faults = BTreeMap<usize, Vec<Fault>>;

/// Reads and checks packs that are used together, source by source.
pub(super) fn packs(sources: &[&Source]) -> Vec<Result<Checked, PackError>> {
    let read: Vec<Read> = sources.iter().map(|source| read::pack(source)).collect();
    let alone = |(source, read): (usize, &Read)| {
        let (pack, places) = read.as_ref().ok()?;
        Some((source, check::faults(pack, places, true)))
    };
    let mut faults: Faults = read.iter().enumerate().filter_map(alone).collect();
    let whole: Vec<&Whole> = read.iter().flatten().collect();
    let about_talks = talks::faults(&whole).into_iter().zip(talks::unused(&whole));
    faults.values_mut().zip(about_talks).for_each(|(faults, (wrong, unused))| {
        faults.extend(wrong);
        faults.extend(unused);
    });
    let members = members(&read, sources);
    duplicate_ids(&members, &mut faults);
    let duplicates = duplicate_phrases(&members, &mut faults);
    let packs = read.iter().flatten().map(|(pack, _)| pack.clone());
    // Where two rules share an id there is no linter of both, and that has been said.
    if let Ok(linter) = packs.fold(Linter::builder(), LinterBuilder::pack).build() {
        for (at, member) in members.iter().enumerate() {
            let hidden = member.phrases().enumerate().filter_map(|(number, (phrase, place))| {
                let said = duplicates.contains(&(at, number));
                if said { None } else { hidden(member, phrase, place, &linter) }
            });
            let faults = faults.entry(member.source).or_default();
            faults.extend(broken_wordings(member, &linter));
            faults.extend(hidden);
        }
    }
    let checked = read.into_iter().enumerate().map(|(source, read)| {
        let mut faults = faults.remove(&source).unwrap_or_default();
        faults.sort_by_key(|fault| fault.place().start);
        read.map(|(pack, _)| Checked { pack, faults })
    });
    checked.collect()
}

/// The rules of all sources that are packs.
fn members<'p>(read: &'p [Read], sources: &[&'p Source]) -> Vec<Member<'p>> {
    let mut members = Vec::new();
    for (source, (read, from)) in read.iter().zip(sources).enumerate() {
        let Ok((pack, places)) = read else { continue };
        let (file, lists) = (from.name(), pack.lists());
        let member = |(rule, places)| Member { source, file, lists, rule, places };
        members.extend(pack.rules().zip(places).map(member));
    }
    members
}

/// Rules of different files that share an id.
fn duplicate_ids(members: &[Member<'_>], faults: &mut Faults) {
    let mut seen: BTreeMap<&str, &Member<'_>> = BTreeMap::new();
    for member in members {
        let first = *seen.entry(member.rule.id()).or_insert(member);
        if first.source != member.source {
            faults.entry(member.source).or_default().push(Fault::new(
                "pack::duplicate-rule",
                member.places.head.clone(),
                format!("a rule of {} is called “{}” as well", first.file, member.rule.id()),
                "give one of them another id: packs that share one cannot be used together",
            ));
        }
    }
}

/// A phrase: its rule's place among the members, and its own in the rule.
type Which = (usize, usize);

/// A phrase, and the rule that it stands in.
struct Said<'m, 'p> {
    which: Which,
    member: &'m Member<'p>,
    phrase: &'p Phrase,
}

/// Phrases that stand in two rules: an error where the two judge alike, so that one of them is
/// never reported. Gives both phrases of each pair.
fn duplicate_phrases(members: &[Member<'_>], faults: &mut Faults) -> BTreeSet<Which> {
    let mut sameness = Sameness::default();
    let mut seen: BTreeMap<(u8, String), Vec<Said<'_, '_>>> = BTreeMap::new();
    let mut duplicates = BTreeSet::new();
    for (at, member) in members.iter().enumerate() {
        for (number, (phrase, place)) in member.phrases().enumerate() {
            let key = sameness.of(&phrase.template.parts, member.pack());
            let same = seen.entry((form(&member.rule.look_for, number), key)).or_default();
            let in_the_way = |earlier: &&Said<'_, '_>| {
                let other = earlier.member;
                other.rule.id() != member.rule.id() && other.meets(member)
            };
            let which = (at, number);
            if let Some(earlier) = same.iter().find(in_the_way) {
                duplicates.extend([which, earlier.which]);
                let certain = member.judges_like(phrase, earlier.member, earlier.phrase);
                let written = phrase.template.source();
                let fault = duplicate_phrase(written, place, earlier.member, certain);
                faults.entry(member.source).or_default().push(fault);
            }
            same.push(Said { which, member, phrase });
        }
    }
    duplicates
}

fn duplicate_phrase(
    written: &str,
    place: &Range<usize>,
    other: &Member<'_>,
    certain: bool,
) -> Fault {
    let (id, file) = (other.rule.id(), other.file);
    let message = format!("“{written}” stands in the rule “{id}” ({file}) as well");
    let help = "a wording is reported once: keep it in the rule that says best what is wrong";
    let (code, place) = ("pack::duplicate-phrase", place.clone());
    if certain {
        Fault::new(code, place, message, help)
    } else {
        Fault::warning(code, place, message, help)
    }
}

/// Which list of a rule its phrase of this number stands in.
fn form(look_for: &LookFor, number: usize) -> u8 {
    let messages = look_for.phrases.len() + look_for.whole_clause.len();
    u8::from(number >= look_for.phrases.len()) + u8::from(number >= messages)
}

/// Approved wordings that break a rule.
fn broken_wordings(member: &Member<'_>, linter: &Linter) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (wording, place) in member.rule.say.iter().zip(&member.places.say) {
        let turn = Turn::new(wording.text.as_str());
        for finding in linter.lint(&turn) {
            let found = finding.span.cut(turn.text()).unwrap_or_default();
            faults.push(Fault::new(
                "pack::broken-wording",
                place.clone(),
                format!(
                    "“{found}” in this approved wording breaks the rule “{}”",
                    finding.rule.id()
                ),
                format!(
                    "approve another wording, or write the context that excuses it: “{}” found it",
                    finding.phrase
                ),
            ));
        }
    }
    faults
}

/// A phrase of which no wording that was tried is ever reported, because a longer finding of
/// another rule covers it. Gaps are tried empty, so this is likely and not certain.
fn hidden(
    member: &Member<'_>,
    phrase: &Phrase,
    place: &Range<usize>,
    linter: &Linter,
) -> Option<Fault> {
    let (id, written) = (member.rule.id(), phrase.template.source());
    let wordings = sample(&phrase.template.parts, member.lists);
    let reported = wordings.iter().any(|wording| {
        let findings = linter.lint(&member.turn(wording.clone()));
        findings.iter().any(|finding| finding.rule.id() == id && finding.phrase == written)
    });
    if reported {
        return None;
    }
    let mut by = None;
    for wording in wordings {
        let turn = member.turn(wording);
        let traces = linter.explain(&turn).traces;
        let own = traces.iter().filter(|trace| trace.rule.id() == id && trace.phrase == written);
        for trace in own {
            match &trace.verdict {
                Verdict::Covered(other) if other != id => by = by.or_else(|| Some(other.clone())),
                Verdict::Found | Verdict::Covered(_) => return None,
                _ => {}
            }
        }
    }
    let by = by?;
    Some(Fault::warning(
        "pack::hidden-phrase",
        place.clone(),
        format!(
            "“{written}” is hidden: a finding of the rule “{by}” covers all of its wordings that were tried"
        ),
        "take it out of one of the rules, or say with it what only it means",
    ))
}
