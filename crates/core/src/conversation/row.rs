//! Messages that one agent sends in a row, with nobody between: read as one turn, as the customer reads
//! them. What a message says is excused by the help that follows in the next; a wording that begins in one
//! and ends in the next is found. Looks at a row only where that can change anything.

use crate::engine::Heard;
use crate::finding::Finding;
use crate::fold::{Class, classify};
use crate::linter::Linter;
use crate::memo::{Asks, Key, Known, Memo};
use crate::span::{InTurn, Span};
use crate::trace::Verdict;
use crate::turn::{Role, Turn};
use std::ops::Range;

/// How far from the seam of two messages a wording that crosses it may reach, in characters.
const NEAR_SEAM: usize = 48;

/// The rows of a conversation that have several messages.
pub(super) fn rows(turns: &[Turn<'_>]) -> Vec<Range<usize>> {
    let goes_on = |pair: &[Turn<'_>]| match pair {
        [one, next] => {
            one.role() == Role::Agent
                && next.role() == Role::Agent
                && one.speaker() == next.speaker()
                && one.channel() == next.channel()
        }
        _ => false,
    };
    let mut rows = Vec::new();
    let mut start = None;
    for (at, pair) in turns.windows(2).enumerate() {
        match (goes_on(pair), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                rows.push(first..at + 1);
                start = None;
            }
            _ => {}
        }
    }
    rows.extend(start.map(|first| first..turns.len()));
    rows
}

/// What is known of a message that was looked at alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// What it is remembered by.
    pub(super) key: Option<Key>,
    /// Whether a wording may go on in another one.
    pub(super) open: bool,
}

/// Puts right the findings in the messages of a row, each of which was looked at alone.
pub(super) fn read_as_one<'l>(
    memo: &mut Memo<'l>,
    turns: &[Turn<'_>],
    said: &[Said],
    findings: &mut [Vec<Finding<'l>>],
) {
    let found = findings.iter().any(|of_turn| !of_turn.is_empty());
    let mut pairs = turns.windows(2).zip(said.windows(2));
    let mut crossed = || pairs.any(|(pair, said)| may_cross(memo, pair, said));
    if !found && !crossed() {
        return;
    }
    let row = Row::of(turns);
    let Some(first) = turns.first() else { return };
    let joined = Turn::new(row.text.as_str())
        .with_role(first.role())
        .with_channel(first.channel())
        .with_placeholders(row.placeholders);
    let matches = memo.linter().judged_row(&joined, &row.starts);
    let seam_in = |span: Span<InTurn>| {
        let behind = row.starts.partition_point(|&start| start <= span.start());
        row.starts.get(behind).is_some_and(|&start| start < span.end())
    };
    let crosses = |(finding, verdict): &&Judged<'l>| verdict.is_found() && seam_in(finding.span);
    let crossing = Sorted::of(matches.iter().filter(crosses).cloned().collect());
    let matches = Sorted::of(matches);
    for ((of_turn, &start), turn) in findings.iter_mut().zip(&row.starts).zip(turns) {
        of_turn.retain(|finding| {
            let span = Span::new(start + finding.span.start(), start + finding.span.end());
            crossing.over(span).next().is_none() && !excused(&matches, span, finding)
        });
        let end = start + turn.text().len();
        let begun = crossing.over(Span::new(start, end)).filter(|(it, _)| it.span.start() >= start);
        of_turn.extend(begun.map(|(finding, _)| {
            let span = Span::new(finding.span.start() - start, finding.span.end().min(end) - start);
            Finding { span, ..finding.clone() }
        }));
        of_turn.sort_by(|a, b| (a.span, a.rule.id()).cmp(&(b.span, b.rule.id())));
    }
}

/// Whether a finding in one message is excused by another one: nothing stands there any more, and its
/// own phrase for such a reason.
fn excused(matches: &Sorted<'_>, span: Span<InTurn>, finding: &Finding<'_>) -> bool {
    let excuses =
        |verdict: &Verdict| matches!(verdict, Verdict::InMessage(_) | Verdict::Rescued(_));
    let same = |it: &Finding<'_>| it.rule.id() == finding.rule.id() && it.phrase == finding.phrase;
    !matches.over(span).any(|(_, verdict)| verdict.is_found())
        && matches.over(span).any(|(it, verdict)| same(it) && excuses(verdict))
}

/// A match with the judgement on it.
type Judged<'l> = (Finding<'l>, Verdict);

/// Matches in the order in which they begin.
struct Sorted<'l> {
    matches: Vec<Judged<'l>>,
    /// How far each and those before it reach.
    reach: Vec<usize>,
}

impl<'l> Sorted<'l> {
    fn of(mut matches: Vec<Judged<'l>>) -> Sorted<'l> {
        matches.sort_by_key(|(finding, _)| finding.span);
        let mut farthest = 0;
        let reach = matches.iter().map(|(finding, _)| {
            farthest = finding.span.end().max(farthest);
            farthest
        });
        Sorted { reach: reach.collect(), matches }
    }

    /// Those that stand over a span.
    fn over(&self, span: Span<InTurn>) -> impl Iterator<Item = &Judged<'l>> {
        let first = self.reach.partition_point(|&reach| reach <= span.start());
        let behind = self.matches.partition_point(|(it, _)| it.span.start() < span.end());
        let some = self.matches.get(first..behind).unwrap_or_default();
        some.iter().filter(move |(finding, _)| finding.span.overlaps(span))
    }
}

/// Whether a wording may begin in the first of two messages and end in the second.
fn may_cross(memo: &mut Memo<'_>, pair: &[Turn<'_>], said: &[Said]) -> bool {
    if !goes_on(pair, said) {
        return false;
    }
    let find = |linter: &Linter| {
        let crossing = Seam::of(pair).is_some_and(|Seam { window, at, .. }| {
            let found = linter.judged_row(&window, &[0, at]);
            found.iter().any(|(finding, verdict)| verdict.is_found() && crosses(finding.span, at))
        });
        Known { open: crossing, ..Known::default() }
    };
    memo.ask(key_of(memo, said, Asks::FoundOverSeam), find, |known| known.open)
}

/// What rules about conversations ask for and begins in the first of two messages and ends in the second.
pub(super) fn heard_across(memo: &mut Memo<'_>, pair: &[Turn<'_>], said: &[Said]) -> Vec<Across> {
    let [one, _] = pair else { return Vec::new() };
    if !goes_on(pair, said) {
        return Vec::new();
    }
    let find = |linter: &Linter| {
        let heard = Seam::of(pair).map_or(Vec::new(), |seam| seam.heard(linter));
        Known { heard: heard.into(), ..Known::default() }
    };
    let seam = one.text().len() + 1;
    let across = |heard: &Heard| Across {
        slot: heard.slot,
        here: Span::new(heard.span.start(), seam - 1),
        there: 0..heard.span.end() - seam,
    };
    memo.ask(key_of(memo, said, Asks::HeardOverSeam), find, |known| {
        known.heard.iter().map(across).collect()
    })
}

/// By what is remembered what stands over the seam of two messages.
fn key_of(memo: &Memo<'_>, said: &[Said], asks: Asks) -> Option<Key> {
    let [first, second] = said else { return None };
    memo.key_of_two([first.key, second.key], asks)
}

/// Whether any wording may go from one of two messages into the other.
fn goes_on(pair: &[Turn<'_>], said: &[Said]) -> bool {
    let [one, next] = pair else { return false };
    said.iter().any(|said| said.open) || joins(one.text(), next.text())
}

/// Something that is said in two messages: its bytes in the first, and in the second.
#[derive(Clone, Debug)]
pub(super) struct Across {
    pub(super) slot: u32,
    pub(super) here: Span<InTurn>,
    pub(super) there: Range<usize>,
}

/// The end of a message and the beginning of the next one, as one text.
struct Seam {
    window: Turn<'static>,
    /// Where the second begins in it.
    at: usize,
    /// How many bytes of the first are left out.
    skipped: usize,
}

impl Seam {
    /// Nothing where one of them says nothing.
    fn of(pair: &[Turn<'_>]) -> Option<Seam> {
        let [one, next] = pair else { return None };
        let skipped = one.text().char_indices().rev().nth(NEAR_SEAM - 1).map_or(0, |(at, _)| at);
        let tail = one.text().get(skipped..).unwrap_or_default();
        let end = next.text().char_indices().nth(NEAR_SEAM).map_or(next.text().len(), |(at, _)| at);
        let head = next.text().get(..end).unwrap_or_default();
        if tail.is_empty() || head.is_empty() {
            return None;
        }
        let window = Turn::new(format!("{tail}\n{head}")).with_role(one.role());
        let window = window.with_channel(one.channel());
        Some(Seam { window, at: tail.len() + 1, skipped })
    }

    /// What is heard over it, in bytes of both messages with a line end between.
    fn heard(&self, linter: &Linter) -> Vec<Heard> {
        let heard = linter.listen(&self.window, true).heard.into_iter();
        let heard = heard.filter(|heard| crosses(heard.span, self.at));
        let in_both =
            |span: Span<InTurn>| Span::new(self.skipped + span.start(), self.skipped + span.end());
        heard.map(|heard| Heard { span: in_both(heard.span), ..heard }).collect()
    }
}

fn crosses(span: Span<InTurn>, seam: usize) -> bool {
    span.start() < seam && seam < span.end()
}

/// Whether the line end between two messages may part no more than two words in letters.
fn joins(one: &str, next: &str) -> bool {
    let mut seen = one.chars().rev();
    let last = seen.find(|&c| !matches!(classify(c), Class::Gap | Class::Invisible));
    let word = |c: char| classify(c) == Class::Text && c < '\u{2E80}';
    last.is_some_and(word) && next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '\'')
}

/// The messages of a row as one text.
struct Row {
    text: String,
    /// Where each message begins in it, in bytes.
    starts: Vec<usize>,
    placeholders: Vec<Span<InTurn>>,
}

impl Row {
    fn of(turns: &[Turn<'_>]) -> Row {
        let mut row = Row { text: String::new(), starts: Vec::new(), placeholders: Vec::new() };
        for turn in turns {
            if !row.starts.is_empty() {
                row.text.push('\n');
            }
            let start = row.text.len();
            row.starts.push(start);
            row.text.push_str(turn.text());
            let own = turn.placeholders().iter();
            row.placeholders.extend(own.map(|p| Span::new(start + p.start(), start + p.end())));
        }
        row
    }
}
