//! The same bytes for every number of threads and every size of a chunk: those of the input read
//! whole and linted turn by turn.

use encoding_rs::{BIG5, GB18030};
use jinyu::{Linter, Position, Source};
use jinyu_formats::{Input, ReadOptions, decode, read};
use jinyu_project::{FailOn, ProjectError, Run, Target, linter};
use jinyu_report::{Located, Report, ReportFormat, Reporter, Section, Style, Summary, Unread};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files/demo.yaml");
const CHUNKS: [usize; 4] = [1, 7, 1 << 16, usize::MAX];
const THREADS: std::ops::RangeInclusive<usize> = 1..=4;

/// What is written in each format, what is complained of, and the counts.
type Outcome = (Vec<String>, Vec<String>, Summary);

fn demo() -> Linter {
    linter(&[PACK.into()], &[]).unwrap()
}

fn options(input: Input) -> ReadOptions {
    ReadOptions { input, ..ReadOptions::default() }
}

fn targets<'t>(
    paths: &[String],
    linter: &'t Linter,
    options: &'t ReadOptions,
) -> Vec<Result<Target<'t>, ProjectError>> {
    paths
        .iter()
        .map(|path| {
            Ok(Target {
                path: path.clone(),
                linter,
                options,
                fail_on: FailOn::default(),
                baseline: None,
                named: true,
                touched: None,
            })
        })
        .collect()
}

/// A file of these bytes for one test.
fn file(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().into()
}

fn reporters(formats: &[ReportFormat]) -> Vec<Box<dyn Reporter>> {
    formats.iter().map(|format| format.reporter(Style::default())).collect()
}

fn text(written: Vec<Vec<u8>>) -> Vec<String> {
    written.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}

/// One run that fills a report of each format.
fn run(
    linter: &Linter,
    paths: &[String],
    input: Input,
    formats: &[ReportFormat],
    (chunk, threads): (usize, usize),
) -> Outcome {
    let (mut out, mut complaints) = (vec![Vec::new(); formats.len()], Vec::new());
    let mut complain = |error: &ProjectError| complaints.push(error.to_string());
    let (options, reporters) = (options(input), reporters(formats));
    let mut reports = Vec::new();
    for (reporter, out) in reporters.iter().zip(&mut out) {
        reports.push(Report::new(reporter.as_ref(), out));
    }
    let summary = Run::new(reports, &mut complain)
        .chunk(chunk)
        .threads(NonZeroUsize::new(threads).unwrap())
        .over(targets(paths, linter, &options))
        .unwrap();
    (text(out), complaints, summary)
}

/// Decodes all of a text and lints its turns one after the other.
fn as_a_whole(
    linter: &Linter,
    path: &str,
    bytes: &[u8],
    input: Input,
    formats: &[ReportFormat],
) -> Outcome {
    let (mut written, mut complaints) = (Vec::new(), Vec::new());
    let mut summary = Summary::default();
    for reporter in reporters(formats) {
        (complaints, summary) = (Vec::new(), Summary::default());
        let mut out = Vec::new();
        let mut report = Report::new(reporter.as_ref(), &mut out);
        let source = Source::new(path, decode(bytes).unwrap());
        let mut positions = source.positions();
        let mut section = Section::default();
        for turn in read(&source, &options(input)) {
            match turn {
                Ok(turn) => {
                    let findings = linter.lint(&turn);
                    let located = Located::all(&turn, &findings, &mut positions);
                    summary.turns += 1;
                    summary.count(&located);
                    reporter.turn(&source, &turn, &located, &mut section).unwrap();
                }
                Err(error) => {
                    summary.unread += 1;
                    complaints.push(error.to_string());
                    let position = Some(Position { line: error.line(), column: error.column() });
                    let message = error.to_string();
                    report.unread(Unread { path: path.into(), position, message });
                }
            }
        }
        summary.failing = summary.errors + summary.warnings;
        report.section(section).unwrap();
        report.finish(&summary).unwrap();
        written.push(out);
    }
    (text(written), complaints, summary)
}

/// Every shape of a text; a workbook is none.
fn texts() -> Vec<Input> {
    Input::ALL.into_iter().filter(|&input| input != Input::Xlsx).collect()
}

fn every_pace() -> Vec<(usize, usize)> {
    CHUNKS.into_iter().flat_map(|chunk| THREADS.map(move |threads| (chunk, threads))).collect()
}

fn same(
    linter: &Linter,
    name: &str,
    bytes: &[u8],
    input: Input,
    formats: &[ReportFormat],
    paces: &[(usize, usize)],
) {
    let path = file(name, bytes);
    let whole = as_a_whole(linter, &path, bytes, input, formats);
    for &pace in paces {
        let cut = run(linter, std::slice::from_ref(&path), input, formats, pace);
        let same = cut.0.iter().zip(&whole.0).zip(formats).find(|((cut, whole), _)| cut != whole);
        let differs = same.map(|(_, format)| format.name());
        assert_eq!(differs, None, "{name} in chunks of {} on {} threads", pace.0, pace.1);
        assert!(cut == whole, "{name} in chunks of {} on {} threads", pace.0, pace.1);
    }
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// Every encoding, longer than what is looked at to recognise one, with a line that is longer than
/// a chunk, and with findings before, in and behind it.
#[test]
fn long_files() {
    let linter = demo();
    let some = "您好，請問有什麼可以幫您？ok\n\n這個 我也不清楚。\n".repeat(2_500);
    let long = format!("{}我不清楚{}\n", "好".repeat(12_000), "呢".repeat(12_000));
    let text = format!("{some}{long}{some}很貴的，您买不起");
    let traditional = text.replace('买', "買");
    let cases = [
        ("lf", text.clone().into_bytes()),
        ("crlf", text.replace('\n', "\r\n").into_bytes()),
        ("mark", format!("\u{feff}{text}").into_bytes()),
        ("zeros", text.replace("ok", "\0").into_bytes()),
        ("utf16le", utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)),
        ("utf16be", utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
        ("utf16-unmarked", utf16(&text, u16::to_le_bytes)),
        ("gb18030", GB18030.encode(&text).0.into_owned()),
        ("big5", BIG5.encode(&traditional).0.into_owned()),
        ("ascii-first", format!("{}{text}", "ok \n".repeat(70_000)).into_bytes()),
    ];
    for (name, bytes) in cases {
        assert!(bytes.len() > 1 << 18);
        let paces = [(1, 3), (7, 4), (1 << 16, 1), (1 << 16, 2), (usize::MAX, 2)];
        same(&linter, name, &bytes, Input::Lines, &[ReportFormat::Json], &paces);
    }
}

#[test]
fn short_files() {
    let linter = demo();
    for (at, text) in
        ["", "\n", "\r\n\r\n", "我不清楚", "\0我不清楚\0\n不知道\n", "\u{feff}\n不知道\r\n😀不知道"]
            .iter()
            .enumerate()
    {
        for input in texts() {
            same(
                &linter,
                &format!("short-{at}"),
                text.as_bytes(),
                input,
                &ReportFormat::ALL,
                &every_pace(),
            );
        }
    }
}

#[test]
fn broken_lines_are_complained_of_in_order() {
    let line = |at: usize| match at % 5 {
        0 => format!("{{\"id\":{at},\"text\":\"我\\u4e0d清楚\"}}\n"),
        1 => "broken\n".into(),
        2 => format!("{{\"no\":{at}}}\r\n"),
        3 => "\n".into(),
        _ => format!("{{\"text\":\"您好{at}\"}}\n"),
    };
    let text: String = (0..12_000).map(line).collect();
    let formats = [ReportFormat::Json];
    same(&demo(), "broken.jsonl", text.as_bytes(), Input::Auto, &formats, &every_pace());
    same(&demo(), "broken-unnamed", text.as_bytes(), Input::Auto, &formats, &every_pace());
    let some: String = (0..60).map(line).collect();
    let paces = every_pace();
    same(&demo(), "some.jsonl", some.as_bytes(), Input::Auto, &ReportFormat::ALL, &paces);
}

#[test]
fn people_see_the_same_lines() {
    let (linter, formats) = (demo(), ReportFormat::ALL);
    let text = "您好\n\t这个 我也不清楚。\n".repeat(60);
    let path = file("pretty", text.as_bytes());
    let whole = as_a_whole(&linter, &path, text.as_bytes(), Input::Lines, &formats);
    assert!(whole.0[0].contains("120 │ "));
    same(&linter, "pretty", text.as_bytes(), Input::Lines, &formats, &every_pace());
}

/// Whole lines before a fault are linted, and several inputs stay apart and in order.
#[test]
fn a_fault_ends_its_input_only() {
    let good = "这个我也不清楚。\n".repeat(12_000);
    let bytes = [good.as_bytes(), b"\xe6\x88\n", good.as_bytes()].concat();
    let paths = [
        file("first", "不知道\n".as_bytes()),
        file("fault", &bytes),
        file("not-here", b"") + "-at-all",
        file("last", "不知道\n".as_bytes()),
    ];
    let at = good.len();
    for pace in every_pace() {
        let (out, complaints, summary) =
            run(&demo(), &paths, Input::Lines, &[ReportFormat::Brief], pace);
        let out = &out[0];
        assert_eq!(out.lines().count(), 12_002);
        assert!(out.lines().last().unwrap().starts_with(&format!("{}:1:1: ", paths[3])));
        assert_eq!(summary.unread, 2);
        let said = format!("{}: byte {at} is not valid UTF-8; save the text as UTF-8", paths[1]);
        assert_eq!(complaints[0], said);
        assert!(complaints[1].starts_with(&format!("{}: cannot be read: ", paths[2])));
    }
}

/// Notes which threads report.
#[derive(Debug, Default)]
struct Roll(Mutex<BTreeSet<String>>);

impl Reporter for Roll {
    fn turn(
        &self,
        _: &Source,
        _: &jinyu::Turn<'_>,
        _: &[Located<'_, '_>],
        _: &mut Section,
    ) -> io::Result<()> {
        self.0.lock().unwrap().insert(format!("{:?}", thread::current().id()));
        Ok(())
    }
}

fn threads_used(name: &str, text: &str, threads: usize) -> usize {
    let (roll, linter, options) = (Roll::default(), demo(), options(Input::Lines));
    let path = file(name, text.as_bytes());
    Run::new(vec![Report::new(&roll, &mut Vec::new())], &mut |_| {})
        .chunk(20)
        .threads(NonZeroUsize::new(threads).unwrap())
        .over(targets(&[path], &linter, &options))
        .unwrap();
    roll.0.into_inner().unwrap().len()
}

#[test]
fn threads_are_started_only_where_there_is_work() {
    assert_eq!(threads_used("one-chunk", "您好\n好\n", 4), 1);
    assert_eq!(threads_used("one-thread", &"您好您好您好您好\n".repeat(50), 1), 1);
    assert!((2..=4).contains(&threads_used("many", &"您好您好您好您好\n".repeat(500), 3)));
}

/// Somewhere to write to that closes.
struct Closing(usize);

impl Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_ends_the_run() {
    let path = file("closed", "我不清楚\n".repeat(2_000).as_bytes());
    let (linter, options) = (demo(), options(Input::Lines));
    let reporter = ReportFormat::Brief.reporter(Style::default());
    for threads in THREADS {
        let mut out = Closing(1_000);
        let ended = Run::new(vec![Report::new(reporter.as_ref(), &mut out)], &mut |_| {})
            .chunk(100)
            .threads(NonZeroUsize::new(threads).unwrap())
            .over(targets(std::slice::from_ref(&path), &linter, &options));
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_lines(
        lines in prop::collection::vec(
            prop_oneof![
                Just(String::new()), Just("\r".into()), Just("这个 我也不清楚".into()), Just("# jinyu:ignore negative 因".into()),
                Just("{\"text\":\"a\\n不知道\"}".into()), "[您知道不a{}\"\u{0}\u{3000} #]{0,9}",
            ],
            0..20,
        ),
        input in prop::sample::select(texts()),
    ) {
        let (linter, path) = (demo(), [file("any", lines.join("\n").as_bytes())]);
        let formats = [ReportFormat::Json];
        let whole = run(&linter, &path, input, &formats, (usize::MAX, 1));
        for pace in every_pace() {
            prop_assert_eq!(&run(&linter, &path, input, &formats, pace), &whole);
        }
    }
}
