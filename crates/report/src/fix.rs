//! Which approved wording may be written in the place of a forbidden one as it stands in its file.
//! Changes nothing; a reader of a report, or a person, does.

use crate::Located;
use jinyu::{Source, Turn};

/// The wording to put in the place of a finding's span of the file: where there is a safe one, the
/// file holds the very words, and nothing of the new wording can be taken for quoting or markup
/// around them. None where a person has to choose.
pub(crate) fn replacement<'l>(
    source: &Source,
    turn: &Turn<'_>,
    located: &Located<'_, 'l>,
) -> Option<&'l str> {
    let finding = located.finding;
    let wording = finding.replacement()?;
    let (from, to) = in_text(source, located)?;
    let written = source.text().get(from..to)?;
    let same = finding.span.cut(turn.text()) == Some(written);
    let safe = wording.chars().all(is_plain) || is_whole_lines(source, turn);
    (same && located.is_new() && safe).then_some(wording)
}

/// The bytes of the span in the text that is here of its file.
fn in_text(source: &Source, located: &Located<'_, '_>) -> Option<(usize, usize)> {
    let from = located.span.start().checked_sub(source.offset())?;
    let to = located.span.end().checked_sub(source.offset())?;
    Some((from, to))
}

/// Whether a character means nothing but itself in every format that replies are kept in.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, ' ' | '.' | '!' | '?')
        || (!character.is_ascii() && !character.is_control())
}

/// Whether a turn is some whole lines of its file, letter by letter: then nothing quotes it.
fn is_whole_lines(source: &Source, turn: &Turn<'_>) -> bool {
    let (text, whole) = (source.text(), turn.text());
    let span = turn.in_file(jinyu::Span::new(0, whole.len()));
    let Some(from) = span.start().checked_sub(source.offset()) else { return false };
    let Some((before, rest)) = text.split_at_checked(from) else { return false };
    let Some(behind) = rest.strip_prefix(whole) else { return false };
    (before.is_empty() || before.ends_with('\n'))
        && (behind.is_empty() || behind.starts_with(['\n', '\r']) || whole.ends_with('\n'))
}
