//! How the number of phrases and the script of a text count: made phrases, one line in 130 has one.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jinyu::Turn;
use jinyu_benches::{Made, Script, Size};

/// Every script with each number of phrases.
const SIZES: [Size; 20] = {
    let mut sizes = [Size(Script::Simplified, 0); 20];
    let counts = [100, 1_000, 10_000, 100_000];
    let mut at = 0;
    while at < sizes.len() {
        sizes[at] = Size(Script::ALL[at / counts.len()], counts[at % counts.len()]);
        at += 1;
    }
    sizes
};

/// A megabyte of lines.
#[divan::bench(args = SIZES, sample_count = 10)]
fn lines(bencher: Bencher<'_, '_>, size: Size) {
    let made = Made::phrases(size);
    let linter = made.linter();
    let (lines, planted) = made.lines(size.0, 1_000_000);
    let bytes: usize = lines.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let found: usize =
            lines.iter().map(|line| linter.lint(&Turn::new(black_box(line.as_str()))).len()).sum();
        assert_eq!(found, planted);
    });
}

/// From the YAML of a pack to a linter.
#[divan::bench(args = [100, 1_000, 10_000, 100_000], sample_count = 3)]
fn start_with_own_pack(bencher: Bencher<'_, '_>, count: usize) {
    let made = Made::phrases(Size(Script::Simplified, count));
    let last = format!("{}。", made.phrase(count - 1));
    bencher.bench(|| assert_eq!(made.linter().lint(&Turn::new(last.as_str())).len(), 1));
}

/// Lines that are a phrase and nothing else: none is clean.
#[divan::bench(args = [100, 10_000], sample_count = 10)]
fn nothing_but_phrases(bencher: Bencher<'_, '_>, count: usize) {
    let made = Made::phrases(Size(Script::Simplified, count));
    let linter = made.linter();
    let lines: Vec<&str> = (0..2_000).map(|at| made.phrase(at % count)).collect();
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for line in &lines {
            assert_eq!(linter.lint(&Turn::new(black_box(*line))).len(), 1);
        }
    });
}
