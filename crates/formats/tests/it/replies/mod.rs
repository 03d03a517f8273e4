//! Libraries of replies: which texts are read out of a file, where each of their characters stands,
//! and what is said of a file that is not in order.

mod json;
mod placeholders;
mod properties;
mod table;
mod yaml;

use jinyu::{Source, Span};
use jinyu_formats::{FieldPath, Fields, Input, ReadOptions, read};

fn options(input: Input, fields: &[&str]) -> ReadOptions {
    let fields: Fields = fields.iter().copied().map(FieldPath::new).collect();
    ReadOptions { input, fields, ..ReadOptions::default() }
}

/// Everything that is read out of a text, in order: `id: text`, or `line:column problem`.
fn seen(input: Input, text: &str, fields: &[&str]) -> Vec<String> {
    let source = Source::new("f", text);
    let options = options(input, fields);
    let seen = read(&source, &options).map(|turn| match turn {
        Ok(turn) => format!("{}: {}", turn.id().unwrap_or("-"), turn.text()),
        Err(error) => error.to_string().replacen("f:", "", 1).replacen(": ", " ", 1),
    });
    seen.collect()
}

/// What stands in the file where the first reply says `wording`.
fn under(input: Input, text: &str, wording: &str) -> String {
    let source = Source::new("f", text);
    let options = options(input, &[]);
    let turn = read(&source, &options).next().unwrap().unwrap();
    let start = turn.text().find(wording).unwrap_or_else(|| panic!("{:?}", turn.text()));
    let span = turn.in_file(Span::new(start, start + wording.len()));
    span.cut(text).unwrap().to_owned()
}
