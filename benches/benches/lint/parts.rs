//! The steps of a lint as far as they can be timed from outside: the look for literals, which is all that
//! a clean text gets; folding, with an expression that asks for every text folded; words.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jinyu::{Linter, Pack, Source, Turn};
use jinyu_benches::{Made, Script, Size};

fn lines() -> (Vec<String>, usize) {
    let made = Made::phrases(Size(Script::Ascii, 1));
    let (mut lines, _) = made.lines(Script::Simplified, 100_000);
    lines.retain(|line| !line.starts_with(made.phrase(0)));
    let bytes = lines.iter().map(String::len).sum();
    (lines, bytes)
}

/// Looks for the literals of one phrase that no text holds.
#[divan::bench]
fn prefilter(bencher: Bencher<'_, '_>) {
    let linter = Made::phrases(Size(Script::Ascii, 1)).linter();
    let (lines, bytes) = lines();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for line in &lines {
            assert_eq!(linter.lint(&Turn::new(black_box(line.as_str()))).len(), 0);
        }
    });
}

/// Folds every text for an expression that never holds.
#[divan::bench]
fn fold(bencher: Bencher<'_, '_>) {
    let yaml = "pack: fold\nversion: 1.0.0\nlanguage: zh\nrules:\n  - id: fold/all\n    category: fold\n    \
                severity: error\n    message: { zh: 禁用, en: forbidden }\n    why: { zh: 测试, en: a test }\n    \
                source: made\n    say: [好的]\n    examples: [<有>, 无]\n    patterns: ['[^\\d\\D]']\n";
    let pack = Pack::parse(&Source::new("fold.yaml", yaml)).expect("the pack is valid");
    let linter = Linter::builder().pack(pack).build().expect("one rule cannot clash");
    let (lines, bytes) = lines();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for line in &lines {
            assert_eq!(linter.lint(&Turn::new(black_box(line.as_str()))).len(), 0);
        }
    });
}

/// Folds every text and cuts all of it into words.
#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    let linter = Made::phrases(Size(Script::Ascii, 1)).linter();
    let (lines, bytes) = lines();
    let count = |line: &String| linter.explain(&Turn::new(black_box(line.as_str()))).words.len();
    let expected: usize = lines.iter().map(count).sum();
    assert!(expected > lines.len() * 5, "Chinese has words");
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| assert_eq!(lines.iter().map(count).sum::<usize>(), expected));
}
