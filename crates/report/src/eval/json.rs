//! An evaluation for programs: one document. Fields keep their names, their order and their
//! meaning; new ones are added at the end.

use super::score::Tally;
use super::{Candidate, Evaluation, Measure, Miss, Mistake, Passage};
use crate::json_text;
use crate::model::{Tool, VERSION};
use jinyu::Language;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Debug, Serialize)]
struct Document<'a> {
    version: u32,
    tool: &'static Tool,
    /// Rounded to four digits, as all shares are; 0 where nothing can be measured.
    precision: f64,
    recall: f64,
    f1: f64,
    messages: u64,
    labels: u64,
    found: u64,
    wrong: u64,
    /// `null` where every message carries a label.
    false_alarms_per_1000: Option<f64>,
    /// Findings of categories that are neither core nor in any label.
    not_scored: u64,
    unread: u64,
    categories: BTreeMap<&'a str, Counts>,
    kinds: BTreeMap<&'a str, KindCounts>,
    rules: BTreeMap<&'a str, RuleCounts>,
    floors: Vec<FloorRecord>,
    missed: Vec<MissRecord<'a>>,
    mistaken: Vec<MistakeRecord<'a>>,
}

/// Shares are `null` where nothing can be measured.
#[derive(Debug, Serialize)]
struct Counts {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    labels: u64,
    found: u64,
    wrong: u64,
}

#[derive(Debug, Serialize)]
struct KindCounts {
    #[serde(flatten)]
    counts: Counts,
    /// Messages without a label.
    clean: u64,
    false_alarms_per_1000: Option<f64>,
}

#[derive(Debug, Serialize)]
struct RuleCounts {
    right: u64,
    wrong: u64,
}

#[derive(Debug, Serialize)]
struct FloorRecord {
    measure: &'static str,
    least: f64,
    met: bool,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    path: &'a str,
    /// From 1, in the file.
    line: usize,
    /// From 1, in characters, in the file.
    column: usize,
    id: Option<&'a str>,
    /// In UTF-8 bytes of the message.
    start: usize,
    end: usize,
    /// The wording as it stands there.
    text: &'a str,
    /// The whole of it.
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct MissRecord<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    categories: &'a [String],
    candidates: Vec<CandidateRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct CandidateRecord<'a> {
    rule: &'a str,
    phrase: &'a str,
    text: &'a str,
    verdict: &'static str,
    reason: String,
}

#[derive(Debug, Serialize)]
struct MistakeRecord<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    rule: &'a str,
    category: &'a str,
    phrase: &'a str,
    /// The categories of labels at this place.
    labelled: &'a [String],
}

pub(super) fn write(
    out: &mut dyn Write,
    evaluation: &Evaluation,
    language: Language,
) -> io::Result<()> {
    json_text::write_pretty(out, &document(evaluation, language))?;
    out.write_all(b"\n")
}

fn document(it: &Evaluation, language: Language) -> Document<'_> {
    let all = &it.score.all;
    let measured = |measure: Measure| rounded(measure.of(&it.score), 4);
    Document {
        version: VERSION,
        tool: &Tool::JINYU,
        precision: measured(Measure::Precision),
        recall: measured(Measure::Recall),
        f1: measured(Measure::F1),
        messages: it.score.messages,
        labels: all.labels,
        found: all.found,
        wrong: all.wrong,
        false_alarms_per_1000: alarms(all),
        not_scored: it.score.aside,
        unread: it.unread,
        categories: named(&it.score.categories, counts),
        kinds: named(&it.score.kinds, |tally| KindCounts {
            counts: counts(tally),
            clean: tally.clean,
            false_alarms_per_1000: alarms(tally),
        }),
        rules: named(&it.score.rules, |rule| RuleCounts { right: rule.right, wrong: rule.wrong }),
        floors: it
            .floors
            .iter()
            .map(|floor| FloorRecord {
                measure: floor.measure.name(),
                least: floor.least,
                met: floor.is_met(&it.score),
            })
            .collect(),
        missed: it.missed.iter().map(|miss| missed(miss, language)).collect(),
        mistaken: it.mistaken.iter().map(mistaken).collect(),
    }
}

fn missed(miss: &Miss, language: Language) -> MissRecord<'_> {
    let candidate = |candidate| {
        let Candidate { rule, phrase, wording, verdict }: &Candidate = candidate;
        let (reason, verdict) = (verdict.describe(language), verdict.name());
        CandidateRecord { rule, phrase, text: wording, verdict, reason }
    };
    MissRecord {
        place: place(&miss.passage),
        categories: &miss.categories,
        candidates: miss.candidates.iter().map(candidate).collect(),
    }
}

fn mistaken(mistake: &Mistake) -> MistakeRecord<'_> {
    let Mistake { passage, rule, category, phrase, labelled } = mistake;
    MistakeRecord { place: place(passage), rule, category, phrase, labelled }
}

fn place(passage: &Passage) -> Place<'_> {
    Place {
        path: &passage.path,
        line: passage.position.line,
        column: passage.position.column,
        id: passage.id.as_deref(),
        start: passage.span.start(),
        end: passage.span.end(),
        text: passage.span.cut(&passage.text).unwrap_or_default(),
        message: &passage.text,
    }
}

fn named<T, R>(tallies: &BTreeMap<String, T>, record: impl Fn(&T) -> R) -> BTreeMap<&str, R> {
    tallies.iter().map(|(name, tally)| (name.as_str(), record(tally))).collect()
}

fn counts(tally: &Tally) -> Counts {
    let share = |value: Option<f64>| value.map(|value| rounded(value, 4));
    Counts {
        precision: share(tally.precision()),
        recall: share(tally.recall()),
        f1: share(tally.f1()),
        labels: tally.labels,
        found: tally.found,
        wrong: tally.wrong,
    }
}

fn alarms(tally: &Tally) -> Option<f64> {
    tally.alarms().map(|alarms| rounded(alarms, 1))
}

/// A number with no more than some digits behind the point.
fn rounded(value: f64, digits: usize) -> f64 {
    format!("{value:.digits$}").parse().unwrap_or(value)
}
