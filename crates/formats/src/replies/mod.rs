//! Libraries of canned replies: whole documents, each with many turns. One function for all of
//! them, because what is done with their turns afterwards is the same.

mod columns;
pub(crate) mod html;
mod html_text;
pub(crate) mod markdown;
mod paragraphs;
pub(crate) mod po;
pub(crate) mod properties;
mod prose;
mod xlsx;

use crate::error::ReadError;
use crate::input::Input;
use crate::read::ReadOptions;
use jinyu::{Source, Turn};

/// What stands at a byte of the file: a turn, or what is wrong there.
type Found<'s> = (usize, Result<Turn<'s>, String>);

/// The turns of a library, in the order of the file.
pub(crate) fn turns<'s>(
    source: &'s Source,
    input: Input,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    match input {
        Input::Markdown => markdown::turns(source, options),
        Input::Html => html::turns(source, options),
        Input::Po => po::turns(source, options),
        Input::Properties => properties::turns(source, options),
        Input::Xlsx => xlsx::turns(source, options),
        _ => paragraphs::turns(source, options),
    }
}

/// Puts turns and faults into the order of the file and gives faults their line and column.
fn in_order<'s>(source: &Source, mut found: Vec<Found<'s>>) -> Vec<Result<Turn<'s>, ReadError>> {
    found.sort_by_key(|(offset, _)| *offset);
    let mut positions = source.positions();
    let mut read = |(offset, found): Found<'s>| {
        found.map_err(|problem| ReadError::at(source.name(), positions.at(offset), problem))
    };
    found.into_iter().map(&mut read).collect()
}
