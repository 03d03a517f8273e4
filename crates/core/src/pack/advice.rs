//! Contexts of a rule that change nothing: another one already excuses all that they could, or they
//! excused none of the wordings that were tried. Warnings only; what is certainly wrong is found
//! where packs are checked.

use super::WordList;
use super::places::{ContextPlaces, Places};
use crate::engine::sample;
use crate::linter::Linter;
use crate::rule::{Innocence, Letter, Part, Phrase, Rule, Template};
use crate::turn::Turn;
use crate::yaml::Fault;
use std::ops::Range;

/// How many wordings of a context, and of a phrase, are tried together.
const TRIED: usize = 3;

/// Where a context must stand to excuse a wording, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Region {
    After,
    Before,
    Clause,
    Sentence,
    Message,
}

impl Region {
    const ALL: [Region; 5] =
        [Region::After, Region::Before, Region::Clause, Region::Sentence, Region::Message];

    /// The key of the pack format, which is also the name of the verdict.
    fn key(self) -> &'static str {
        match self {
            Region::After => "after",
            Region::Before => "before",
            Region::Clause => "clause",
            Region::Sentence => "sentence",
            Region::Message => "message",
        }
    }

    fn wordings(self, innocent: &Innocence) -> &[Template] {
        match self {
            Region::After => &innocent.after,
            Region::Before => &innocent.before,
            Region::Clause => &innocent.clause,
            Region::Sentence => &innocent.sentence,
            Region::Message => &innocent.message,
        }
    }

    fn places(self, places: &ContextPlaces) -> &[Range<usize>] {
        match self {
            Region::After => &places.after,
            Region::Before => &places.before,
            Region::Clause => &places.clause,
            Region::Sentence => &places.sentence,
            Region::Message => &places.message,
        }
    }

    /// Texts in which a context stands where it can excuse a wording: beside it, and where it need
    /// not be, with something harmless or a pause between.
    fn texts(self, context: &str, wording: &str) -> Vec<String> {
        let apart = if wording.is_ascii() { " x " } else { "某" };
        let between: &[&str] = match self {
            Region::After | Region::Before => &[""],
            Region::Clause => &["", apart],
            Region::Sentence => &["", apart, "，"],
            Region::Message => &["", apart, "，", "。"],
        };
        let mut texts = Vec::new();
        for between in between {
            if self != Region::Before {
                texts.push(format!("{context}{between}{wording}"));
            }
            if self != Region::After {
                texts.push(format!("{wording}{between}{context}"));
            }
        }
        texts
    }

    /// Whether Chinese words that stand in `other` stand here as well.
    fn holds(self, other: Region) -> bool {
        self == other || (self >= Region::Clause && self >= other)
    }
}

/// The contexts of a rule that change nothing. `linter` knows this rule alone.
pub(super) fn of_rule(
    rule: &Rule,
    places: &Places,
    linter: &Linter,
    lists: &[WordList],
) -> Vec<Fault> {
    let trial = Trial { rule, linter, lists };
    let mut faults = Vec::new();
    let mut places = places.contexts.iter();
    let own = rule.look_for.phrases().filter_map(|it| Some((it, it.innocent.as_deref()?)));
    for ((phrase, own), places) in own.zip(places.by_ref()) {
        faults.extend(trial.useless(own, places, &[own, rule.innocent.get()], &[phrase]));
    }
    let all: Vec<&Phrase> = rule.look_for.phrases().collect();
    for places in places {
        faults.extend(trial.useless(rule.innocent.get(), places, &[rule.innocent.get()], &all));
    }
    faults
}

/// One rule, tried alone.
struct Trial<'t> {
    rule: &'t Rule,
    linter: &'t Linter,
    lists: &'t [WordList],
}

impl Trial<'_> {
    /// The useless ones of some contexts; `beside` are all contexts that hold with them, `phrases`
    /// all wordings that they can excuse.
    fn useless(
        &self,
        contexts: &Innocence,
        places: &ContextPlaces,
        beside: &[&Innocence],
        phrases: &[&Phrase],
    ) -> Vec<Fault> {
        let each = Region::ALL.into_iter().flat_map(|region| {
            let wordings = region.wordings(contexts).iter().zip(region.places(places));
            wordings.map(move |(wording, place)| (region, wording, place))
        });
        let fault = |(region, wording, place): (Region, &Template, &Range<usize>)| {
            if let Some((other, by)) = implied(region, wording, beside) {
                return Some(redundant(region, wording.source(), place, (other, by)));
            }
            (!self.excuses(region, wording, phrases)).then(|| {
                Fault::warning(
                    "pack::dead-exception",
                    place.clone(),
                    format!("“{}” under `{}` excused nothing that was tried", wording.source(), region.key()),
                    "`jinyu explain` shows what decides instead; if that is always so, take this out",
                )
            })
        };
        each.filter_map(fault).collect()
    }

    /// Whether a context excuses any of some phrases in any of the texts that are tried. Where a
    /// regular expression is looked for nobody can tell, and it is assumed to.
    fn excuses(&self, region: Region, context: &Template, phrases: &[&Phrase]) -> bool {
        if self.rule.patterns().next().is_some() {
            return true;
        }
        let contexts = sample(&context.parts, self.lists);
        phrases.iter().any(|phrase| {
            let wordings = sample(&phrase.template.parts, self.lists);
            wordings.iter().take(TRIED).any(|wording| {
                let mut texts =
                    contexts.iter().take(TRIED).flat_map(|it| region.texts(it, wording));
                texts.any(|text| self.excused(region, text))
            })
        })
    }

    fn excused(&self, region: Region, text: String) -> bool {
        let scope = &self.rule.scope;
        let turn = Turn::new(text)
            .with_role(scope.roles.first().copied().unwrap_or_default())
            .with_channel(scope.channels.first().copied());
        let traces = self.linter.explain(&turn).traces;
        traces.iter().any(|trace| trace.verdict.name() == region.key())
    }
}

fn redundant(
    region: Region,
    written: &str,
    place: &Range<usize>,
    (wider, by): (Region, &str),
) -> Fault {
    let message = if by == written && wider == region {
        format!("“{written}” stands under `{}` of the whole rule as well", region.key())
    } else {
        format!("“{by}” under `{}` excuses all that “{written}” does", wider.key())
    };
    let help = format!("take “{written}” out, or “{by}” if it excuses too much");
    Fault::warning("pack::redundant-exception", place.clone(), message, help)
}

/// The context that stands wherever another does, where both are plain Chinese words.
fn implied<'i>(
    region: Region,
    wording: &Template,
    beside: &[&'i Innocence],
) -> Option<(Region, &'i str)> {
    let letters = plain(wording)?;
    let wider = Region::ALL.into_iter().filter(|other| other.holds(region));
    let others = wider.flat_map(|other| {
        let wordings = beside.iter().flat_map(move |innocent| other.wordings(innocent));
        wordings.map(move |wording| (other, wording))
    });
    let mut others = others.filter(|(_, other)| !std::ptr::eq(*other, wording));
    others.find_map(|(other, shorter)| {
        let stands = stands_in(plain(shorter)?, letters, other);
        stands.then_some((other, shorter.source()))
    })
}

/// The letters of a wording that is Chinese characters and nothing else.
fn plain(wording: &Template) -> Option<&[Letter]> {
    match wording.parts.as_slice() {
        [Part::Text(letters)] if letters.iter().all(|it| !it.character.is_ascii()) => Some(letters),
        _ => None,
    }
}

/// Whether a wording stands wherever a longer one does: at its end directly before a match, at its
/// beginning directly behind one, anywhere in it elsewhere.
fn stands_in(shorter: &[Letter], longer: &[Letter], region: Region) -> bool {
    let fits = |part: &[Letter]| {
        part.len() == shorter.len()
            && part
                .iter()
                .zip(shorter)
                .all(|(long, short)| long.character == short.character && long.run >= short.run)
    };
    let spare = longer.len().checked_sub(shorter.len());
    spare.is_some_and(|spare| match region {
        Region::After => longer.get(spare..).is_some_and(fits),
        Region::Before => longer.get(..shorter.len()).is_some_and(fits),
        _ => longer.windows(shorter.len().max(1)).any(fits),
    })
}
