//! Which shape a transcript has, where nobody said. Looks at its name and its beginning; reads no turn.

use super::table::Table;
use super::{CallForm, TranscriptOptions, TranscriptShape};
use crate::line::Lines;
use serde_json::value::RawValue;
use std::path::Path;

/// What the extensions of files say.
const EXTENSIONS: [(&str, TranscriptShape); 8] = [
    ("jsonl", TranscriptShape::Jsonl),
    ("ndjson", TranscriptShape::Jsonl),
    ("json", TranscriptShape::Json),
    ("csv", TranscriptShape::Csv),
    ("tsv", TranscriptShape::Tsv),
    ("xlsx", TranscriptShape::Xlsx),
    ("srt", TranscriptShape::Srt),
    ("vtt", TranscriptShape::Vtt),
];

/// What a name says; the extension of a packed file is behind its own.
pub(super) fn of_name(name: &str) -> Option<TranscriptShape> {
    let mut path = Path::new(name);
    let mut extension = path.extension()?.to_str()?;
    let packed = |extension: &str| ["gz", "zst"].iter().any(|p| extension.eq_ignore_ascii_case(p));
    if packed(extension) {
        path = Path::new(path.file_stem()?);
        extension = path.extension()?.to_str()?;
    }
    let known = |(known, _): &&(&str, TranscriptShape)| extension.eq_ignore_ascii_case(known);
    EXTENSIONS.iter().find(known).map(|&(_, shape)| shape)
}

/// What the name and the beginning of a text say; `whole` says whether that is all of it.
pub(super) fn of_text(
    name: &str,
    head: &str,
    whole: bool,
    options: &TranscriptOptions,
) -> TranscriptShape {
    match of_name(name) {
        Some(TranscriptShape::Json) if is_lines_of_objects(head) => TranscriptShape::Jsonl,
        Some(shape) => shape,
        None => of_beginning(head, whole, options),
    }
}

fn of_beginning(head: &str, whole: bool, options: &TranscriptOptions) -> TranscriptShape {
    let text = head.trim_start();
    if text.starts_with('{') {
        let lines = is_lines_of_objects(head);
        return if lines { TranscriptShape::Jsonl } else { TranscriptShape::Json };
    }
    let in_list = text.strip_prefix('[').map(str::trim_start);
    if in_list.is_some_and(|inside| inside.starts_with(['{', '[', '"'])) {
        return TranscriptShape::Json;
    }
    if text.starts_with("WEBVTT") {
        return TranscriptShape::Vtt;
    }
    if Lines::of(head).take(8).any(|line| line.text.contains(" --> ")) {
        return TranscriptShape::Srt;
    }
    let first = text.lines().next().unwrap_or_default();
    for (mark, shape) in
        [('\t', TranscriptShape::Tsv), (',', TranscriptShape::Csv), (';', TranscriptShape::Csv)]
    {
        let tabs = shape == TranscriptShape::Tsv;
        if first.contains(mark) && Table::of_beginning(head, whole, tabs, options).is_ok() {
            return shape;
        }
    }
    if CallForm::detect(head) { TranscriptShape::Call } else { TranscriptShape::Chat }
}

/// Whether the first line is an object by itself, and not all of a text that goes on.
fn is_lines_of_objects(head: &str) -> bool {
    let mut lines = Lines::of(head).filter(|line| !line.is_blank());
    let Some(first) = lines.next() else { return false };
    let text = first.text.trim();
    text.starts_with('{')
        && serde_json::from_str::<&RawValue>(text).is_ok()
        && lines.next().is_none_or(|second| second.text.trim_start().starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_beginnings() {
        let of = |name, head| of_text(name, head, true, &TranscriptOptions::default()).name();
        let table = [
            ("a.jsonl", "", "jsonl"),
            ("a.JSONL.gz", "", "jsonl"),
            ("a.csv.zst", "", "csv"),
            ("a.json", "{\"a\": 1}\n{\"a\": 2}\n", "jsonl"),
            ("a.json", "{\n\"a\": 1}", "json"),
            ("a.json", "[]", "json"),
            ("-", "{\"text\": \"a\"}\n{\"te", "jsonl"),
            ("-", "{\n", "json"),
            ("-", "[ {\n", "json"),
            ("-", "[2024-05-01 10:02:33] 客服小王: 您好", "chat"),
            ("-", "WEBVTT\n\n", "vtt"),
            ("-", "1\n00:00:00,500 --> 00:00:07,000\nhi", "srt"),
            ("a.txt", "会话ID,角色,内容\n", "csv"),
            ("a.txt", "会话ID\t角色\t内容\n", "tsv"),
            ("-", "s1\tu1\t1\t0\t0\t\thello, you\n", "tsv"),
            ("-", "客服：您好, 内容\n", "chat"),
            ("-", "坐席：您好客户：在吗坐席：请讲\n", "call"),
        ];
        for (name, head, shape) in table {
            assert_eq!(of(name, head), shape, "{name} {head}");
        }
    }
}
