//! Labelled messages against rules: reads the files, lints each message, and gathers what a report
//! shows of the labels that were missed and the findings that were wrong. The numbers are worked
//! out elsewhere.

use crate::error::ProjectError;
use crate::input::load;
use jinyu::{Finding, InTurn, Linter, Positions, Source, Span, Trace, Turn, Verdict};
use jinyu_formats::{Label, Labelled, read_labels};
use jinyu_report::{
    Candidate, Evaluation, Floor, Found, Judged, Miss, Mistake, Passage, Score, Wanted,
};

/// How many candidates are shown of a label that was missed.
const CANDIDATES: usize = 3;

/// A message, the file it stands in, and what was found in it.
struct Linted<'s, 'l> {
    source: &'s Source,
    labelled: Labelled<'s>,
    findings: Vec<Finding<'l>>,
}

/// Lints the labelled messages of some files and compares. At most `most` missed labels, and as
/// many wrong findings, come with their reasons. `complain` is told of each file, and each line of
/// one, that cannot be read; such a line is not judged.
pub fn evaluate(
    linter: &Linter,
    paths: &[String],
    most: usize,
    floors: Vec<Floor>,
    complain: &mut dyn FnMut(&ProjectError),
) -> Evaluation {
    let mut unread = 0;
    let mut failed = |error: &ProjectError| {
        unread += 1;
        complain(error);
    };
    let sources = loaded(paths, &mut failed);
    let linted = linted(linter, &sources, &mut failed);
    let judged: Vec<Judged<'_>> = linted.iter().map(Linted::judged).collect();
    let score = Score::of(&judged);
    let mut places = Places::default();
    let mut missed = Vec::new();
    for &(message, label) in score.missed.iter().take(most) {
        let of = linted.get(message).and_then(|it| Some((it, it.labelled.labels.get(label)?)));
        missed.extend(of.map(|(linted, label)| linted.miss(linter, label, &mut places)));
    }
    let mut mistaken = Vec::new();
    for &(message, finding) in score.mistaken.iter().take(most) {
        let of = linted.get(message).and_then(|it| Some((it, it.findings.get(finding)?)));
        mistaken.extend(of.map(|(linted, finding)| linted.mistake(finding, &mut places)));
    }
    Evaluation { score, unread, missed, mistaken, floors }
}

fn loaded(paths: &[String], failed: &mut dyn FnMut(&ProjectError)) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        match load(path) {
            Ok(source) => sources.push(source),
            Err(error) => failed(&error),
        }
    }
    sources
}

fn linted<'s, 'l>(
    linter: &'l Linter,
    sources: &'s [Source],
    failed: &mut dyn FnMut(&ProjectError),
) -> Vec<Linted<'s, 'l>> {
    let mut linted = Vec::new();
    for source in sources {
        for labelled in read_labels(source) {
            match labelled {
                Ok(labelled) => {
                    let findings = linter.lint(&labelled.turn);
                    linted.push(Linted { source, labelled, findings });
                }
                Err(error) => failed(&ProjectError::in_input(error)),
            }
        }
    }
    linted
}

/// Positions in the file that was asked about last.
#[derive(Default)]
struct Places<'s>(Option<(&'s Source, Positions<'s>)>);

impl<'s> Places<'s> {
    fn of(&mut self, source: &'s Source) -> &mut Positions<'s> {
        let same = matches!(&self.0, Some((last, _)) if std::ptr::eq(*last, source));
        let known = self.0.take().filter(|_| same);
        &mut self.0.insert(known.unwrap_or_else(|| (source, source.positions()))).1
    }
}

impl<'s> Linted<'s, '_> {
    fn judged(&self) -> Judged<'_> {
        let labels = self.labelled.labels.iter();
        let wanted = labels.map(|label| Wanted { categories: &label.categories, span: label.span });
        let found = self.findings.iter().map(|finding| Found {
            rule: finding.rule.id(),
            category: finding.rule.category(),
            span: finding.span,
        });
        Judged {
            kind: self.labelled.kind.as_deref().unwrap_or_default(),
            wanted: wanted.collect(),
            found: found.collect(),
        }
    }

    fn passage(&self, span: Span<InTurn>, places: &mut Places<'s>) -> Passage {
        let turn = &self.labelled.turn;
        Passage {
            path: self.source.name().to_owned(),
            position: places.of(self.source).at(turn.in_file(span).start()),
            id: turn.id().map(String::from),
            text: turn.text().to_owned(),
            span,
        }
    }

    fn miss(&self, linter: &Linter, label: &Label, places: &mut Places<'s>) -> Miss {
        Miss {
            passage: self.passage(label.span, places),
            categories: label.categories.clone(),
            candidates: candidates(linter, &self.labelled.turn, label),
        }
    }

    fn mistake(&self, finding: &Finding<'_>, places: &mut Places<'s>) -> Mistake {
        let labels = self.labelled.labels.iter();
        let here = labels.filter(|label| label.span.overlaps(finding.span));
        let mut labelled: Vec<String> =
            here.flat_map(|label| &label.categories).map(String::from).collect();
        labelled.sort_unstable();
        labelled.dedup();
        Mistake {
            passage: self.passage(finding.span, places),
            rule: finding.rule.id().to_owned(),
            category: finding.rule.category().to_owned(),
            phrase: finding.phrase.to_owned(),
            labelled,
        }
    }
}

/// What came nearest to a label: what overlaps it before what stands beside it, whole phrases
/// before parts of one, the label's own categories before others.
fn candidates(linter: &Linter, turn: &Turn<'_>, label: &Label) -> Vec<Candidate> {
    let mut traces = linter.explain(turn).traces;
    traces.sort_by_cached_key(|trace| farness(trace, label));
    let near = traces.into_iter().take(CANDIDATES);
    near.map(|trace| Candidate {
        rule: trace.rule.id().to_owned(),
        phrase: trace.phrase.to_owned(),
        wording: trace.span.cut(turn.text()).unwrap_or_default().to_owned(),
        verdict: trace.verdict,
    })
    .collect()
}

/// How far a candidate is from a label, in what counts most first.
fn farness(trace: &Trace<'_>, label: &Label) -> impl Ord + use<> {
    let (own, wanted) = (trace.span, label.span);
    let before = wanted.start().saturating_sub(own.end());
    let behind = own.start().saturating_sub(wanted.end());
    let shared = own.end().min(wanted.end()).saturating_sub(own.start().max(wanted.start()));
    let partial = trace.verdict == Verdict::NotThere;
    let other = !label.categories.iter().any(|category| category == trace.rule.category());
    (before.max(behind), shared == 0, partial, other, usize::MAX - shared)
}
