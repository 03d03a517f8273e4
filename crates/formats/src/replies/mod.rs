//! Libraries of canned replies: whole documents, each with many turns. One function for all of
//! them, because what is done with their turns afterwards is the same. Never looks for a line.

mod columns;
mod html;
mod html_text;
mod json;
mod library;
mod markdown;
mod paragraphs;
mod po;
mod properties;
mod prose;
mod table;
mod tree;
mod xlsx;
mod yaml;

pub(crate) use html::{events, is_block, utf8};
pub(crate) use html_text::{Piece, pieces};
pub(crate) use prose::{Prose, Space};
pub(crate) use table::{RecordField, records};
pub(crate) use xlsx::{Row, sheets};

use crate::directive::attach;
use crate::error::ReadError;
use crate::input::Input;
use crate::placeholder::placeholders;
use crate::read::ReadOptions;
use jinyu::{Source, Turn};

/// What stands at a byte of the file: a turn, or what is wrong there.
type Placed<'s> = (usize, Result<Turn<'s>, String>);

/// The turns of a library, in the order of the file, with their placeholders.
pub(crate) fn turns<'s>(
    source: &'s Source,
    input: Input,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let turns = match input {
        Input::Csv | Input::Tsv => table::turns(source, input, options),
        Input::Json => json_turns(source, options),
        Input::Markdown => markdown::turns(source, options),
        Input::Html => html::turns(source, options),
        Input::Po => po::turns(source, options),
        Input::Properties => properties::turns(source, options),
        Input::Xlsx => xlsx::turns(source, options),
        Input::Paragraphs => paragraphs::turns(source, options),
        _ => yaml_turns(source, options),
    };
    let marked = |turn: Turn<'s>| {
        let found = placeholders(turn.text());
        turn.with_placeholders(found)
    };
    let turns = turns.into_iter().map(|turn| turn.map(marked)).collect();
    match input {
        // They have no comments, but a field for it.
        Input::Csv | Input::Tsv | Input::Json | Input::Xlsx => turns,
        _ => attach(source, turns),
    }
}

fn json_turns<'s>(source: &'s Source, options: &ReadOptions) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut builder = tree::Builder::default();
    if !source.text().trim().is_empty()
        && let Err((offset, problem)) = json::read(source.text(), source.offset(), &mut builder)
    {
        let position = source.positions().at(source.offset() + offset);
        return vec![Err(ReadError::at(source.name(), position, problem))];
    }
    library::turns(source, builder, options)
}

fn yaml_turns<'s>(source: &'s Source, options: &ReadOptions) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut builder = tree::Builder::default();
    yaml::read(source.text(), source.offset(), &mut builder);
    library::turns(source, builder, options)
}

/// Puts turns and faults into the order of the file and gives faults their line and column.
fn in_order<'s>(source: &Source, mut placed: Vec<Placed<'s>>) -> Vec<Result<Turn<'s>, ReadError>> {
    placed.sort_by_key(|(offset, _)| *offset);
    let mut positions = source.positions();
    let mut read = |(offset, found): Placed<'s>| {
        found.map_err(|problem| ReadError::at(source.name(), positions.at(offset), problem))
    };
    placed.into_iter().map(&mut read).collect()
}
