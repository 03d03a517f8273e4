//! Times folding, filtering and linting over made texts whose findings are known; a count that
//! differs fails the bench. Run with `cargo bench -p jinyu-benches`.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

mod adversarial;
mod parts;
mod phrases;
mod readers;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jinyu::{Linter, Pack, Turn};

const ORDINARY: &str = include_str!("../../../fixtures/corpus/ordinary.zh.txt");
const FORBIDDEN: &str = "这个我不清楚，您去营业厅问吧。";
/// How many findings the forbidden line gives.
const IN_FORBIDDEN: usize = 2;

fn main() {
    divan::main();
}

fn linter() -> Linter {
    let builder = Linter::builder().indexed(jinyu_rules::INDEX);
    let mut builder = builder.expect("it was made by this build");
    let chosen = jinyu_rules::PACKS.iter().filter(|pack| pack.default);
    for file in chosen.flat_map(|pack| pack.files) {
        builder = builder.pack(Pack::embedded(file.compiled).expect("it was made by this build"));
    }
    builder.build().expect("the shipped packs go together")
}

/// Lines in a fixed shuffle, every `one_in`th of them forbidden (none for 0), and how many are.
fn lines(count: usize, one_in: usize) -> (Vec<&'static str>, usize) {
    let ordinary: Vec<&str> = ORDINARY.lines().collect();
    let mut state = 20_261_121_u64;
    let mut forbidden = 0;
    let lines = (0..count).map(|index| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if one_in > 0 && index % one_in == one_in - 1 {
            forbidden += 1;
            return FORBIDDEN;
        }
        ordinary[(state >> 33) as usize % ordinary.len()]
    });
    (lines.collect(), forbidden)
}

fn lint(bencher: Bencher<'_, '_>, one_in: usize) {
    let linter = linter();
    let (lines, forbidden) = lines(5_000, one_in);
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let found: usize =
            lines.iter().map(|line| linter.lint(&Turn::new(black_box(*line))).len()).sum();
        assert_eq!(found, forbidden * IN_FORBIDDEN);
    });
}

/// Ordinary lines with a forbidden one among so many; 0 is none.
#[divan::bench(args = [0, 130, 10, 1])]
fn lines_with_one_in(bencher: Bencher<'_, '_>, one_in: usize) {
    lint(bencher, one_in);
}

/// The same with a memo, as a run does it: nearly every line was seen before.
#[divan::bench(args = [0, 130])]
fn remembered_lines_with_one_in(bencher: Bencher<'_, '_>, one_in: usize) {
    let linter = linter();
    let (lines, forbidden) = lines(5_000, one_in);
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut memo = linter.memo();
        let found: usize =
            lines.iter().map(|line| memo.lint(&Turn::new(black_box(*line))).len()).sum();
        assert_eq!(found, forbidden * IN_FORBIDDEN);
    });
}

/// A message with so many offences: time must grow with them, not with their square.
#[divan::bench(args = [100, 1_000, 10_000])]
fn offences_in_one_message(bencher: Bencher<'_, '_>, count: usize) {
    let linter = linter();
    let text = FORBIDDEN.repeat(count);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        assert_eq!(linter.lint(&Turn::new(black_box(text.as_str()))).len(), count * IN_FORBIDDEN);
    });
}

/// From the embedded packs to a linter.
#[divan::bench]
fn start() -> Linter {
    linter()
}

/// From nothing to the findings of one reply, as the command line does it.
#[divan::bench]
fn one_reply_from_nothing() {
    assert_eq!(linter().lint(&Turn::new(black_box(FORBIDDEN))).len(), IN_FORBIDDEN);
}

/// The judgement on every candidate of one reply.
#[divan::bench]
fn explain_one_reply(bencher: Bencher<'_, '_>) {
    let linter = linter();
    bencher.bench(|| {
        let explained = linter.explain(&Turn::new(black_box(FORBIDDEN)));
        let found = explained.traces.iter().filter(|trace| trace.verdict.is_found()).count();
        assert_eq!(found, IN_FORBIDDEN);
    });
}
