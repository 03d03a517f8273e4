//! Texts that somebody made to be slow: each must take about as long for a byte as an ordinary one.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jinyu::Turn;

/// What each text is called, and what it repeats. Nothing is found in any of them.
const REPEATED: [(&str, &str); 8] = [
    ("ordinary", "您好，请稍等，马上为您核实。"),
    ("one character", "不"),
    ("beginnings of phrases", "不可不能不会没有"),
    ("decoration", "不*~·_ "),
    ("invisible", "不\u{200b}"),
    ("spelled out", "s-t-o-p-"),
    ("single letters", "a "),
    ("open quotation marks", "“不"),
];

/// Ten megabytes in one line.
#[divan::bench(args = REPEATED.map(|(name, _)| name), sample_count = 3)]
fn one_line(bencher: Bencher<'_, '_>, name: &str) {
    let piece = REPEATED.iter().find(|(it, _)| *it == name).map_or("", |(_, piece)| piece);
    let linter = crate::linter();
    let text = piece.repeat(10_000_000 / piece.len());
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        assert_eq!(linter.lint(&Turn::new(black_box(text.as_str()))).len(), 0, "{name}");
    });
}
