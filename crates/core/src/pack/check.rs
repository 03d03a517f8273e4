//! Whether the rules of a pack keep their promises: examples are found as marked, phrases can be
//! found at all, exceptions can apply. Runs each rule alone.

use super::places::Places;
use super::{Entry, Lazy, Pack, WordList, advice, read, talks};
use crate::engine::{sample, shortest, stands_alone};
use crate::fold::{Class as Seen, Folder, View, classify};
use crate::linter::Linter;
use crate::rule::{Part, Pattern, Phrase, Rule, Template};
use crate::source::Source;
use crate::trace::Verdict;
use crate::turn::Turn;
use crate::yaml::Fault;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq as Literals};
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};
use std::collections::HashSet;
use std::ops::Range;

/// Every broken promise of a pack, in the order of the file.
pub(super) fn pack(source: &Source) -> Vec<Fault> {
    match read::pack(source) {
        Ok(read) => {
            let mut faults = faults(&read.0, &read.1, false);
            faults.extend(talks::faults(&[&read]).into_iter().flatten());
            faults.sort_by_key(|fault| fault.place().start);
            faults
        }
        Err(error) => error.faults().to_vec(),
    }
}

/// Every broken promise that a rule or cue of a pack makes alone, in the order of the file; with what it
/// could do without, where that is wanted.
pub(super) fn faults(pack: &Pack, places: &[Places], advised: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut ids = HashSet::new();
    for (entry, places) in pack.searched().zip(places) {
        let (rule, lists) = (Entry::rule(entry), pack.lists());
        if !ids.insert(&rule.id) {
            faults.push(duplicate_id(rule, places));
        }
        if entry.reports {
            continue;
        }
        let Ok(linter) = Linter::builder().pack(pack.only(rule)).build() else { continue };
        faults.extend(examples(rule, places, &linter));
        faults.extend(unreachable(rule, places, &linter, lists));
        faults.extend(dead_exceptions(rule, places, &linter, lists));
        faults.extend(nearly_optional(rule, places, lists));
        if advised {
            faults.extend(advice::of_rule(rule, places, &linter, lists));
        }
    }
    faults.sort_by_key(|fault| fault.place().start);
    faults
}

fn duplicate_id(rule: &Rule, places: &Places) -> Fault {
    let message = format!("another rule is called “{}”", rule.id);
    let help = "give one of them another id";
    Fault::new("pack::duplicate-rule", places.head.clone(), message, help)
}

fn examples(rule: &Rule, places: &Places, linter: &Linter) -> Vec<Fault> {
    let sentences = rule.examples().iter().zip(&places.examples);
    let sentences = sentences.filter(|(example, _)| example.talk.is_empty());
    sentences
        .filter_map(|(example, place)| {
            let turn = Turn::new(example.text.as_str())
                .with_role(example.role)
                .with_channel(example.channel);
            let found: Vec<(usize, usize)> = linter
                .lint(&turn)
                .iter()
                .map(|finding| (finding.span.start(), finding.span.end()))
                .collect();
            (found != example.marks)
                .then(|| example_fault(&turn, &found, &example.marks, linter, place))
        })
        .collect()
}

fn example_fault(
    turn: &Turn<'_>,
    found: &[(usize, usize)],
    marks: &[(usize, usize)],
    linter: &Linter,
    place: &Range<usize>,
) -> Fault {
    let cut = |spans: &[(usize, usize)]| {
        let cuts: Vec<&str> =
            spans.iter().filter_map(|&(start, end)| turn.text().get(start..end)).collect();
        if cuts.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{}”", cuts.join("”, “"))
        }
    };
    let verdicts: Vec<String> = linter
        .explain(turn)
        .traces
        .iter()
        .filter(|trace| !trace.verdict.is_found())
        .map(|trace| format!("{} → {}", trace.phrase, trace.verdict.describe(crate::Language::En)))
        .collect();
    let help = if verdicts.is_empty() {
        "no phrase of the rule comes near; add one, or mark what is found".to_owned()
    } else {
        verdicts.join("\n")
    };
    let message = format!("the example must find {}, and finds {}", cut(marks), cut(found));
    Fault::new("pack::example", place.clone(), message, help)
}

/// Phrases of which no wording can be found even when it stands alone.
fn unreachable(rule: &Rule, places: &Places, linter: &Linter, lists: &[WordList]) -> Vec<Fault> {
    let all = rule.look_for.phrases().zip(places.phrases());
    all.filter_map(|(Phrase { template: phrase, .. }, place)| {
        let mut excuse = None;
        let reached = sample(&phrase.parts, lists).into_iter().any(|text| {
            let role = rule.scope.roles.first().copied().unwrap_or_default();
            let turn =
                Turn::new(text).with_role(role).with_channel(rule.scope.channels.first().copied());
            let traces = linter.explain(&turn).traces;
            let own = traces.iter().filter(|trace| trace.phrase == phrase.source());
            let verdicts: Vec<&Verdict> = own.map(|trace| &trace.verdict).collect();
            excuse = verdicts.iter().find_map(|verdict| match verdict {
                Verdict::Inside(wording) => Some(wording.clone()),
                _ => None,
            });
            verdicts
                .iter()
                .any(|verdict| !matches!(verdict, Verdict::NotThere | Verdict::Inside(_)))
        });
        (!reached).then(|| {
            let message = format!("“{}” can never be found", phrase.source());
            let help = excuse.map_or_else(
                || {
                    "take out what contradicts itself, such as words behind {end} or before {start}"
                        .to_owned()
                },
                |wording| {
                    format!("the exception “{wording}” always excuses it: take out one of them")
                },
            );
            Fault::new("pack::unreachable", place.clone(), message, help)
        })
    })
    .collect()
}

/// Phrases that look long and of which a single character is certain: `(我|我们)(也)(是)不`. What
/// stands in round brackets may be left out, and so may a pause.
fn nearly_optional(rule: &Rule, places: &Places, lists: &[WordList]) -> Vec<Fault> {
    let phrases = rule.look_for.phrases.iter().map(Lazy::get).zip(&places.phrases);
    let fault = |(phrase, place): (&Phrase, &Range<usize>)| {
        let phrase = &phrase.template;
        let certain = shortest(&phrase.parts, lists);
        let certain = certain.trim();
        let optional = phrase.parts.iter().filter(|part| matches!(part, Part::Maybe(_))).count();
        let edged =
            phrase.parts.iter().any(|part| matches!(part, Part::ClauseStart | Part::ClauseEnd));
        (optional > 0 && !edged && certain.chars().count() < 2).then(|| {
            let message = format!("“{}” already stands where “{certain}” does", phrase.source());
            let help = "what stands in ( ) may be left out: write { } around what must be there";
            Fault::new("pack::nearly-optional", place.clone(), message, help)
        })
    };
    phrases.filter_map(fault).collect()
}

/// Longer wordings that hold nothing the rule looks for. What a gap may hold nobody can tell.
fn dead_exceptions(
    rule: &Rule,
    places: &Places,
    linter: &Linter,
    lists: &[WordList],
) -> Vec<Fault> {
    let own = rule.look_for.phrases().filter_map(|phrase| phrase.innocent.as_deref());
    let sets = own.chain([rule.innocent.get()]).zip(&places.contexts);
    let inside = sets.flat_map(|(innocent, places)| innocent.inside.iter().zip(&places.inside));
    let inside = inside.filter(|(wording, _)| {
        !wording.parts.iter().any(|part| matches!(part, Part::Gap(_) | Part::Same))
    });
    inside
        .filter_map(|(wording, place)| {
            let applies =
                sample(&wording.parts, lists).into_iter().any(|text| {
                    let role = rule.scope.roles.first().copied().unwrap_or_default();
                    let turn = Turn::new(text)
                        .with_role(role)
                        .with_channel(rule.scope.channels.first().copied());
                    linter.explain(&turn).traces.iter().any(|trace| {
                        matches!(trace.verdict, Verdict::Inside(_) | Verdict::NotThere)
                    })
                });
            (!applies).then(|| dead_exception(wording, place))
        })
        .collect()
}

fn dead_exception(wording: &Template, place: &Range<usize>) -> Fault {
    Fault::new(
        "pack::dead-exception",
        place.clone(),
        format!("“{}” excuses nothing: no phrase of the rule stands in it", wording.source()),
        "take it out, or write the longer wording that holds a phrase of this rule",
    )
}

/// How many bytes an expression may have: a class of Unicode that is written in five takes forty thousand.
const LONGEST: usize = 4_096;

/// Why something is no pattern.
pub(super) struct NoPattern {
    pub(super) reason: String,
    /// It is an expression, and takes more memory than one may.
    pub(super) too_large: bool,
    /// To find that out took as long as some expressions do that are none too large.
    pub(super) is_costly: bool,
}

impl NoPattern {
    fn new(source: &str, error: &impl ToString, too_large: bool) -> NoPattern {
        let is_costly = regex_syntax::ast::parse::Parser::new().parse(source).is_ok();
        NoPattern { reason: last_line(&error.to_string()), too_large, is_costly }
    }
}

/// A pattern with what must stand in a text that it can match, if it is tried on the text as it was
/// written or on the folded one; and how many bytes of memory it takes.
pub(super) fn pattern(
    source: &str,
    as_written: bool,
    folder: &Folder,
) -> Result<(Pattern, usize), NoPattern> {
    if source.len() > LONGEST {
        let reason = format!("it is longer than {LONGEST} bytes");
        return Err(NoPattern { reason, too_large: true, is_costly: false });
    }
    regex::Regex::new(source).map_err(|error| {
        NoPattern::new(source, &error, matches!(error, regex::Error::CompiledTooBig(_)))
    })?;
    let compiled = regex_automata::meta::Regex::new(source)
        .map_err(|error| NoPattern::new(source, &error, error.size_limit().is_some()))?;
    let tree =
        regex_syntax::parse(source).map_err(|error| NoPattern::new(source, &error, false))?;
    let sides = [ExtractKind::Prefix, ExtractKind::Suffix];
    let best = sides
        .into_iter()
        .filter_map(|side| {
            let begins = matches!(side, ExtractKind::Prefix);
            let mut extractor = Extractor::new();
            extractor.kind(side).limit_total(64);
            folded_literals(&extractor.extract(&tree), begins, folder)
        })
        .max_by_key(|literals| literals.iter().map(|literal| literal.chars().count()).min());
    let sign = if as_written { certain_sign(&tree) } else { None };
    let (source, literals, digits) =
        (source.to_owned(), best.unwrap_or_default(), least_digits(&tree));
    let pattern = Pattern { source, literals, digits, sign, checksum: None, as_written };
    Ok((pattern, compiled.memory_usage()))
}

/// A sign that every match has: @ in an address.
fn certain_sign(tree: &Hir) -> Option<char> {
    match tree.kind() {
        HirKind::Literal(literal) => {
            literal.0.iter().find(|byte| byte.is_ascii_punctuation()).map(|&byte| char::from(byte))
        }
        HirKind::Repetition(of) if of.min > 0 => certain_sign(&of.sub),
        HirKind::Capture(of) => certain_sign(&of.sub),
        HirKind::Concat(all) => all.iter().find_map(certain_sign),
        HirKind::Alternation(all) => {
            let first = certain_sign(all.first()?);
            first.filter(|_| all.iter().all(|it| certain_sign(it) == first))
        }
        _ => None,
    }
}

/// How many characters of a match are certainly digits.
fn least_digits(tree: &Hir) -> usize {
    match tree.kind() {
        HirKind::Literal(literal) => literal.0.iter().filter(|byte| byte.is_ascii_digit()).count(),
        HirKind::Class(Class::Unicode(class)) => {
            let digits = |range: &ClassUnicodeRange| range.start() >= '0' && range.end() <= '9';
            usize::from(!class.ranges().is_empty() && class.iter().all(digits))
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Repetition(of) => least_digits(&of.sub).saturating_mul(of.min as usize),
        HirKind::Capture(of) => least_digits(&of.sub),
        HirKind::Concat(all) => all.iter().map(least_digits).sum(),
        HirKind::Alternation(all) => all.iter().map(least_digits).min().unwrap_or(0),
    }
}

fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

/// The literals as they stand in a view; `None` if one of them would be empty there, or may stand where nobody
/// looks for it: one in letters or digits is looked for where a word begins. A match does not begin inside a word,
/// so that one with which it begins is always found.
fn folded_literals(literals: &Literals, begins: bool, folder: &Folder) -> Option<Vec<String>> {
    let mut folded: Vec<String> = Vec::new();
    for literal in literals.literals()? {
        let text = String::from_utf8_lossy(literal.as_bytes());
        let text = text.trim_end_matches('\u{FFFD}').trim_start_matches('\u{FFFD}');
        let view = View::of(folder, text);
        let cells = view.cells.iter().take_while(|cell| cell.pause().is_none());
        let needle: String = cells.map(|cell| cell.character).collect();
        let found = |first: char| match classify(first) {
            Seen::Text => begins || stands_alone(first),
            Seen::Invisible => false,
            Seen::Gap | Seen::Ambiguous | Seen::Break(_) => true,
        };
        if needle.is_empty() || !text.chars().next().is_some_and(found) {
            return None;
        }
        folded.push(needle);
    }
    folded.sort_unstable();
    folded.dedup();
    (!folded.is_empty()).then_some(folded)
}
