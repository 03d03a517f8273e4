//! Laws of places: where something stands lies in its text, on the edges of characters, and leads to what
//! it was made of. Everything that reads or finds is held against these.

use jinyu::{Fault, InTurn, Position, Positions, Source, Span, Turn};
use std::ops::Range;

/// A turn stands in its source: each of its characters leads to what it was made of, in order, and so do
/// its placeholders and directives.
pub fn turn(turn: &Turn<'_>, source: &Source) {
    let mut behind = 0;
    for (at, c) in turn.text().char_indices() {
        let span = turn.in_file(Span::<InTurn>::new(at, at + c.len_utf8()));
        assert!(
            span.start() >= behind,
            "{c:?} at {at} of {:?} stands before what is before it",
            turn.text()
        );
        behind = span.start();
        made_of(c, there(source, span.range()), turn.text());
    }
    let whole = turn.in_file(Span::<InTurn>::new(0, turn.text().len()));
    there(source, whole.range());
    let mut end = 0;
    for held in turn.placeholders() {
        assert!(
            held.cut(turn.text()).is_some_and(|cut| !cut.is_empty()),
            "{held:?} in {:?}",
            turn.text()
        );
        assert!(held.start() >= end, "placeholders overlap in {:?}", turn.text());
        end = held.end();
    }
    for directive in turn.directives() {
        let written = there(source, directive.span().range());
        assert!(directive.rules().all(|rule| !rule.is_empty()), "{written:?}");
    }
}

/// A character is itself in the file, or was written as something longer: an escape, an entity, a line end
/// with what indents the next line. What cannot be shown may stand for a character that was lost.
fn made_of(c: char, there: &str, text: &str) {
    let one = there.chars().next().filter(|first| first.len_utf8() == there.len());
    let same = one.is_none_or(|one| one == c || c.is_whitespace() && one.is_whitespace());
    assert!(same || c == char::REPLACEMENT_CHARACTER, "{c:?} of {text:?} is {there:?} in the file");
}

/// What stands at a place of the file that a source is a part of.
///
/// # Panics
/// A place that is not in the source, or not on the edges of characters.
pub fn there(source: &Source, place: Range<usize>) -> &str {
    let from = |at: usize| at.checked_sub(source.offset());
    let cut = from(place.start)
        .zip(from(place.end))
        .and_then(|(start, end)| source.text().get(start..end));
    let length = source.text().len();
    cut.unwrap_or_else(|| {
        panic!("{place:?} is no place in {length} bytes from {}", source.offset())
    })
}

/// A position is what one counts from the beginning.
pub fn position(source: &Source, positions: &mut Positions<'_>, offset: usize) {
    let position = positions.at(offset);
    if let Some(cell) = source.cell(offset) {
        assert!(position.line == cell.row && position.column >= 1, "{position:?} in {cell}");
        return;
    }
    let before = there(source, source.offset()..offset);
    let line =
        before.rfind('\n').map_or(before, |newline| before.get(newline + 1..).unwrap_or_default());
    let counted = Position {
        line: source.first_line() + before.matches('\n').count(),
        column: 1 + line.chars().count(),
    };
    assert_eq!(position, counted, "byte {offset}");
}

/// A fault says something, says what to do, and stands in its file.
pub fn fault(fault: &Fault, text: &str) {
    let place = fault.place();
    let shown = format!("{} at {place:?}: {fault}", fault.code());
    assert!(text.get(place).is_some(), "no place in {} bytes: {shown}", text.len());
    assert!(!fault.to_string().trim().is_empty() && !fault.help().trim().is_empty(), "{shown}");
}

/// Spans of findings, words or traces lie in a text on the edges of characters, and hold something.
pub fn in_turn(span: Span<InTurn>, text: &str) {
    assert!(span.cut(text).is_some_and(|cut| !cut.is_empty()), "{span:?} in {text:?}");
}
