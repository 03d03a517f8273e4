//! What documents cannot show: bytes that are not UTF-8, a reader that goes away, large inputs,
//! and that two runs write the same bytes.

use encoding_rs::{BIG5, GB18030};
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files/demo.yaml");

fn command(options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
    command.args(["lint", "--lang", "en", "--pack", PACK]).args(options);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Lints `input` given on standard input.
fn lint(options: &[&str], input: &[u8]) -> Output {
    let mut child = command(options).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn every_encoding_gives_the_same_places() {
    let reply = "您好，\r\n這個 我也不清楚。";
    let utf16 =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { reply.encode_utf16().flat_map(order).collect() };
    let expected =
        "-:2:4: warning negative negative/unclear: “我也不清楚” the agent denies knowing\n";
    let inputs = [
        reply.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", reply.as_bytes()].concat(),
        GB18030.encode(reply).0.into_owned(),
        BIG5.encode(reply).0.into_owned(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        [vec![0xFF, 0xFE], utf16(u16::to_le_bytes)].concat(),
        [vec![0xFE, 0xFF], utf16(u16::to_be_bytes)].concat(),
    ];
    for input in inputs {
        let output = lint(&["--format", "brief"], &input);
        assert_eq!(text(&output.stdout), expected);
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn bytes_in_no_encoding_are_an_error_with_their_place() {
    let output = lint(&[], b"abc\xff\n");
    assert_eq!(
        text(&output.stderr),
        "jinyu: -: byte 3 is not valid GB18030; save the text as UTF-8\n"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child =
        command(&["--format", "jsonl", "--input", "lines"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let writer =
        std::thread::spawn(move || stdin.write_all("我不清楚\n".repeat(20_000).as_bytes()));
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_report_in_a_file_is_finished_when_the_reader_goes_away() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("patient.json");
    let report = format!("json={}", path.display());
    let input = "我不清楚\n".repeat(20_000);
    for format in ["jsonl", "markdown"] {
        let options = ["--format", format, "--input", "lines", "--report", &report];
        let mut child = command(&options).spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(text(&output.stderr), "");
        assert_eq!(output.status.code(), Some(1));
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written.lines().count(), 20_002);
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn an_endless_input_ends_when_its_reader_goes_away() {
    let mut child =
        command(&["--format", "jsonl", "--input", "lines", "--threads", "2"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let lines = "我不清楚\n".repeat(5_000);
    let writer = std::thread::spawn(move || while stdin.write_all(lines.as_bytes()).is_ok() {});
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_number_of_threads_writes_the_same_bytes() {
    let input = "您好，我不清楚，您买不起。\n请稍等，马上为您核实。\n".repeat(20_000);
    for format in ["brief", "json"] {
        let run = |threads| {
            lint(&["--format", format, "--input", "lines", "--threads", threads], input.as_bytes())
        };
        let one = run("1");
        assert_eq!(one.status.code(), Some(1));
        for threads in ["2", "3", "50"] {
            let several = run(threads);
            assert!(several.stdout == one.stdout && several.status == one.status);
        }
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let input = "您好，我不清楚，您买不起。\n不知道 不知道\n".repeat(50);
    for format in ["pretty", "brief", "json", "jsonl"] {
        let run = || lint(&["--format", format, "--input", "lines"], input.as_bytes()).stdout;
        let first = run();
        assert!(!first.is_empty());
        assert_eq!(first, run());
    }
}

/// However much is wrong, no more is told than somebody reads, and of how much else is said.
#[test]
fn what_is_told_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let long = "a".repeat(5_000);
    let rule = format!("  - {{ id: x/y, sya: {long} }}\n");
    for (option, held, end, most) in [
        ("--input=jsonl", "{\n".repeat(30), "file: 10 more records cannot be read; ", 5_000),
        ("--baseline", format!("{{\"version\":1,\"{long}\":1}}"), "`jinyu baseline write`", 1_000),
        ("--level", String::new(), "", 2_000),
        (
            "--pack",
            format!("pack: {long}\nrules:\n{}", rule.repeat(120)),
            "(the first 100 are shown)",
            400_000,
        ),
        ("--config", format!("{long}: 1\n"), "1 fault to correct", 10_000),
    ] {
        let file = folder.path().join("file");
        std::fs::write(&file, held).unwrap();
        let mut jinyu = Command::new(env!("CARGO_BIN_EXE_jinyu"));
        jinyu.args(["lint", "--lang", "en", option]).stdin(Stdio::null());
        match option {
            "--level" => jinyu.arg(format!("{long}=off")),
            _ => jinyu.arg(&file),
        };
        let output = jinyu.output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{option}: {said}");
        assert!(said.len() < most, "{option}: {} bytes", said.len());
        assert!(said.contains(end), "{option}: {said}");
    }
}

#[test]
fn zeros_and_one_long_line_are_ordinary() {
    let zeros = lint(&["--format", "brief"], "\0您好\0我不清楚\0".as_bytes());
    assert_eq!(zeros.status.code(), Some(1));
    assert!(text(&zeros.stdout).starts_with("-:1:5: "));
    let long = format!("{}我不清楚{}", "好".repeat(200_000), "呢".repeat(200_000));
    let output = lint(&[], long.as_bytes());
    assert!(text(&output.stdout).contains("[-:1:200001]"));
    assert!(output.stdout.len() < 2_000);
}
