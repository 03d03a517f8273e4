//! Laws of readers of replies: any bytes are turns and errors, each turn stands in its file, and an input that
//! is read in chunks is read the same.

use crate::places;
use crate::small::named;
use jinyu::{InTurn, Source, Span};
use jinyu_formats::{Chunks, Input, ReadError, ReadOptions, Turns, decode, read};

/// One text, lines, paragraphs, JSON Lines, gettext catalogues and properties.
pub fn lines(data: &[u8]) {
    one_of(
        &[
            Input::Lines,
            Input::Text,
            Input::Paragraphs,
            Input::Jsonl,
            Input::Po,
            Input::Properties,
            Input::Auto,
        ],
        data,
    );
}

/// YAML and JSON.
pub fn trees(data: &[u8]) {
    one_of(&[Input::Yaml, Input::Json], data);
}

/// CSV and TSV.
pub fn tables(data: &[u8]) {
    one_of(&[Input::Csv, Input::Tsv], data);
}

/// Markdown and HTML.
pub fn markup(data: &[u8]) {
    one_of(&[Input::Markdown, Input::Html], data);
}

/// A line that names one of some shapes, and the bytes of a file.
fn one_of(shapes: &[Input], data: &[u8]) {
    let (name, bytes) = named(data);
    let input = shapes.iter().find(|input| input.name() == name).or(shapes.first());
    let Some(&input) = input else { return };
    file(input, bytes);
}

/// The bytes of a file that is divided in a certain way.
pub fn file(input: Input, bytes: &[u8]) {
    let Ok(text) = decode(bytes) else { return };
    let options = ReadOptions { input, ..ReadOptions::default() };
    // In the middle of a longer file.
    let source = Source::part("f", text.as_str(), 1_000, 10);
    turns(&source, read(&source, &options));
    if matches!(input, Input::Lines | Input::Jsonl) {
        in_chunks(bytes, &text, &options);
    }
}

/// What is read of a source stands in it, in order, and positions are what one counts.
pub fn turns(source: &Source, turns: Turns<'_, '_>) {
    let mut positions = source.positions();
    let mut behind = 0;
    for turn in turns {
        match turn {
            Ok(turn) => {
                places::turn(&turn, source);
                let start = turn.in_file(Span::<InTurn>::new(0, turn.text().len())).start();
                assert!(start >= behind, "turns out of order: {start} behind {behind}");
                behind = start;
                places::position(source, &mut positions, start);
            }
            Err(error) => told(&error, source),
        }
    }
}

/// An error says where, and what.
fn told(error: &ReadError, source: &Source) {
    let last = source.first_line() + source.text().matches('\n').count();
    let shown = error.to_string();
    let is_sheet = source.cells().next().is_some();
    // What is said of a file as a whole stands at its beginning.
    let of_all = (error.line(), error.column()) == (1, 1);
    assert!(
        error.column() >= 1 && (is_sheet || of_all || error.line() >= source.first_line()),
        "{shown}"
    );
    assert!(is_sheet || error.line() <= last, "{shown}: there are {last} lines");
    assert!(!shown.is_empty() && shown.chars().all(|c| !c.is_control()), "{shown:?}");
}

/// A turn's text, its id and where it stands; or what is complained of.
type Seen = Result<(String, Option<String>, std::ops::Range<usize>), String>;

fn seen(turns: Turns<'_, '_>) -> Vec<Seen> {
    let one = |turn: Result<jinyu::Turn<'_>, ReadError>| match turn {
        Ok(turn) => {
            let span = turn.in_file(Span::<InTurn>::new(0, turn.text().len()));
            Ok((turn.text().to_owned(), turn.id().map(str::to_owned), span.range()))
        }
        Err(error) => Err(error.to_string()),
    };
    turns.map(one).collect()
}

fn in_chunks(bytes: &[u8], text: &str, options: &ReadOptions) {
    let source = Source::new("f", text);
    let whole = seen(read(&source, options));
    for size in [1, 13] {
        let (mut chunks, mut spare) = (Chunks::new("f", bytes, options.input, size), Vec::new());
        let mut cut = Vec::new();
        while let Some(chunk) = chunks.next(&mut spare) {
            let chunk = chunk.expect("what can be decoded can be read");
            cut.extend(seen(chunk.turns(options)));
        }
        assert_eq!(cut, whole, "in chunks of {size}");
    }
}
