//! Laws of whole runs over any Unicode text: what is found does not depend on how a file is encoded, how its
//! lines end, or in which order files are named.

use jinyu_formats::{Input, ReadOptions};
use jinyu_laws::small::contexts;
use jinyu_laws::{fixes, lint, replies};
use jinyu_project::{Baseline, FailOn, Found, ProjectError, Run, Target, day_of};
use jinyu_report::{Report, ReportFormat, Reporter, Style};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::num::NonZeroUsize;
use std::path::Path;

const CASES: u32 = 96;
/// What proptest does unless somebody says.
const USUAL: u32 = 256;

/// Pieces of texts in many scripts: clusters of several characters, marks and signs without width, signs that turn
/// the direction, letters that look like others; and wordings that are found, whole and in parts.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(vec![
            "我不清楚", "不知道", "您买不起", "没办法", "烦", "不", "清楚", "知道", "I don't know", "off you go", "can not", "you",
            "12345678901", "vip 3", "您好", "，", "。", "？", " ", "如果", "吗", "登录", "“", "”", "{{name}}",
        ]).prop_map(str::to_owned),
        2 => select(vec![
            "e\u{301}", "n\u{303}\u{320}", "각", "\u{1112}\u{1161}\u{11ab}", "कि", "ไทย", "👩‍👩‍👧", "👍🏽", "🇨🇳", "1\u{fe0f}\u{20e3}",
            "不\u{fe00}", "葛\u{e0100}", "\u{200b}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{202e}", "\u{2066}", "\u{2069}",
            "\u{61c}", "Привет", "сan", "ｃａｎ", "𝓬𝓪𝓷", "ﬀ", "㊣", "①", "أنا", "שלום", "İ", "ß", "ſ", "K", "\u{1d173}", "\u{e0061}",
            "\u{345}", "ꙮ", "𠮷", "沒", "鬱", "ゔ", "が", "\u{85}", "\u{2028}", "\t", "\0", "\u{7f}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// A library of replies of this shape, its lines ended by `\n`.
fn library(input: Input, texts: &[String]) -> String {
    let json = |text: &String| serde_json::to_string(text).unwrap();
    let plain = |text: &String| {
        text.replace(|c: char| c.is_control() || "\u{2028}\u{2029}\u{feff}".contains(c), "")
    };
    let one = |text: &String| match input {
        Input::Jsonl => format!("{{\"text\":{}}}\n", json(text)),
        Input::Yaml => {
            format!("- text: {}\n  id: \"1\"\n", json(text).replace('\u{7f}', "\\u007f"))
        }
        Input::Csv => format!("1,\"{}\"\n", plain(text).replace('"', "\"\"")),
        Input::Po => {
            format!("msgid \"a\"\nmsgstr \"{}\"\n\n", plain(text).replace(['\\', '"'], ""))
        }
        Input::Properties => format!("a = {}\n", plain(text).replace('\\', "")),
        _ => format!("{}\n\n", plain(text)),
    };
    let head = if input == Input::Csv { "id,text\n" } else { "" };
    head.to_owned() + &texts.iter().map(one).collect::<String>()
}

const SHAPES: [Input; 9] = [
    Input::Text,
    Input::Lines,
    Input::Jsonl,
    Input::Yaml,
    Input::Csv,
    Input::Paragraphs,
    Input::Markdown,
    Input::Po,
    Input::Properties,
];

/// A file of these bytes.
fn file(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Every finding in some files, a line each, and what could not be read.
fn found(paths: &[String], input: Input, chunk: usize, threads: usize) -> Vec<String> {
    let reporter = ReportFormat::Brief.reporter(Style::default());
    let (out, mut lines) = run(paths, input, chunk, threads, reporter.as_ref());
    lines.extend(String::from_utf8(out).unwrap().lines().map(str::to_owned));
    lines
}

/// What a reporter writes of some files, and what could not be read.
fn run(
    paths: &[String],
    input: Input,
    chunk: usize,
    threads: usize,
    reporter: &dyn Reporter,
) -> (Vec<u8>, Vec<String>) {
    let options = ReadOptions { input, ..ReadOptions::default() };
    let target = |path: &String| {
        Ok(Target {
            path: path.clone(),
            linter: contexts(),
            options: &options,
            fail_on: FailOn::default(),
            baseline: None,
            named: true,
            touched: None,
        })
    };
    let (mut out, mut lines) = (Vec::new(), Vec::new());
    let mut complain = |error: &ProjectError| lines.push(error.to_string());
    let run = Run::new(vec![Report::new(reporter, &mut out)], &mut complain);
    let run = run.chunk(chunk).threads(NonZeroUsize::new(threads).unwrap());
    run.over(paths.iter().map(target)).unwrap();
    (out, lines)
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(order).collect()
}

/// The same cases each time, or others where somebody asks for more than proptest does by itself.
fn config() -> ProptestConfig {
    let usual = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match usual.cases {
        USUAL => ProptestConfig { cases: CASES, rng_seed: RngSeed::Fixed(7), ..usual },
        _ => usual,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_keeps_the_laws_of_searching(text in text()) {
        lint::fold(text.as_bytes());
    }

    #[test]
    fn any_text_keeps_the_laws_of_readers_and_fixes(
        texts in prop::collection::vec(text(), 1..4), input in select(SHAPES.to_vec()),
    ) {
        let library = library(input, &texts);
        replies::file(input, library.as_bytes());
        fixes::text_in(input, &library);
    }

    /// A mark at the beginning, the encoding and the ends of lines are not of the text.
    #[test]
    fn encodings_marks_and_line_ends_change_nothing(
        texts in prop::collection::vec(text(), 1..4), input in select(SHAPES.to_vec()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let library = library(input, &texts).replace('\0', "").trim_start_matches('\u{feff}').to_owned();
        let crlf = library.replace('\n', "\r\n");
        let here = |bytes: &[u8]| found(&[file(folder.path(), "f", bytes)], input, usize::MAX, 1);
        let whole = here(format!("\u{feff}{library}").as_bytes());
        prop_assert_eq!(&here(library.as_bytes()), &whole, "without a mark: {:?}", library);
        prop_assert_eq!(&here(&utf16(&library, u16::to_le_bytes)), &whole, "UTF-16LE: {:?}", library);
        prop_assert_eq!(&here(&utf16(&library, u16::to_be_bytes)), &whole, "UTF-16BE: {:?}", library);
        prop_assert_eq!(&here(crlf.as_bytes()), &whole, "line ends: {:?}", library);
    }

    /// What stands above a reply is not part of what its findings are known by.
    #[test]
    fn replies_above_change_nothing_in_a_baseline(
        texts in prop::collection::vec(text(), 1..4), above in 1_usize..4, input in select(SHAPES[1..].to_vec()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let today = day_of(1_800_000_000);
        let known = Baseline::empty(&file(folder.path(), "baseline.json", b""));
        let baseline = |texts: &[String]| {
            let text = library(input, texts).replace('\0', "").trim_start_matches('\u{feff}').to_owned();
            let found = Found::default();
            let (_, told) = run(&[file(folder.path(), "f", text.as_bytes())], input, usize::MAX, 1, &found);
            (known.updated(&found, today), told.len())
        };
        let (before, told) = baseline(&texts);
        let (again, _) = baseline(&texts);
        prop_assert_eq!((before.stale(&again), before.unknown(&again)), (vec![], vec![]));
        let more = [vec!["您好".to_owned(); above], texts].concat();
        let (after, also_told) = baseline(&more);
        prop_assert_eq!(told, also_told, "{:?}", more);
        prop_assert_eq!((before.stale(&after), before.unknown(&after)), (vec![], vec![]), "{:?}", more);
    }

    /// Files know nothing of each other, whoever lints them.
    #[test]
    fn the_order_of_files_changes_nothing(
        files in prop::collection::vec((text(), 0_u8..9), 1..6), turn in 0_usize..6, chunk in 1_usize..40, threads in 1_usize..4,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let write = |(at, (text, _)): (usize, &(String, u8))| file(folder.path(), &format!("{at}.txt"), text.as_bytes());
        let paths: Vec<_> = files.iter().enumerate().map(write).collect();
        let mut other = paths.clone();
        other.rotate_left(turn % paths.len());
        other.reverse();
        let sorted = |paths: &[String], chunk, threads| {
            let mut lines = found(paths, Input::Lines, chunk, threads);
            lines.retain(|line| line.contains(".txt:"));
            lines.sort();
            lines
        };
        prop_assert_eq!(sorted(&other, chunk, threads), sorted(&paths, usize::MAX, 1));
    }
}
