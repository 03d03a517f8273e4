//! The libraries of `fixtures/replies` with the shipped packs: what is planted in them is found, at
//! its very place, and nothing else is.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What is expected, and how the files are made, are no libraries.
const OTHERS: [&str; 2] = ["txt", "py"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/replies")
}

fn lint<S: AsRef<OsStr>>(folder: &Path, files: &[S]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
    command.args(["lint", "--lang", "en", "--format", "brief"]).args(files);
    command.current_dir(folder).output().unwrap()
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let folder = folder();
    let mut files: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !OTHERS.iter().any(|other| name.ends_with(&format!(".{other}"))))
        .collect();
    files.sort();
    let output = lint(&folder, &files);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8(output.stdout).unwrap();
    let found: BTreeSet<String> = report.lines().map(planted).collect();
    let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
    let expected: BTreeSet<String> = expected.lines().map(str::to_owned).collect();
    let missed: Vec<_> = expected.difference(&found).collect();
    let wrong: Vec<_> = found.difference(&expected).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed: {missed:#?}\nfound: {wrong:#?}");
}

/// `place: severity category rule: “wording” message`, without what moves when rules do.
fn planted(line: &str) -> String {
    let parts = || {
        let (place, rest) = line.split_once(": ")?;
        let category = rest.split(' ').nth(1)?;
        let (_, wording) = rest.split_once('“')?;
        let (wording, _) = wording.split_once('”')?;
        Some(format!("{place} {category} \"{wording}\""))
    };
    parts().unwrap_or_else(|| panic!("not a finding: {line}"))
}

#[test]
fn a_workbook_that_is_none_is_refused_and_the_rest_is_read() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let whole = fs::read(self::folder().join("travel-agency.xlsx")).unwrap();
    fs::write(folder.join("cut.xlsx"), &whole[..whole.len() / 2]).unwrap();
    fs::write(folder.join("table.xlsx"), "话术\n我不知道\n").unwrap();
    fs::write(folder.join("old.xlsx"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old").unwrap();
    fs::write(folder.join("whole.xlsx"), whole).unwrap();
    let output = lint(folder, &["cut.xlsx", "table.xlsx", "old.xlsx", "whole.xlsx"]);
    let complaints = String::from_utf8(output.stderr).unwrap();
    let said: Vec<_> = complaints.lines().collect();
    assert!(said[0].starts_with("jinyu: cut.xlsx: damaged or cut off ("), "{complaints}");
    assert!(said[1].starts_with("jinyu: table.xlsx: not an .xlsx workbook; "), "{complaints}");
    assert!(said[2].starts_with("jinyu: old.xlsx: an .xls workbook of Excel"), "{complaints}");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("whole.xlsx:话术!B5: "));
}

/// Every report on the library, by a small pack, so that it does not change with the shipped rules.
#[test]
fn every_report_on_the_library() {
    let formats = [
        "pretty",
        "brief",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "checkstyle",
        "junit",
        "rdjson",
        "csv",
        "markdown",
        "html",
    ];
    let mut settings = insta::Settings::clone_current();
    settings
        .set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/replies-reports"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for format in formats {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
        command.args(["lint", "--lang", "en", "--no-config", "--pack", "../cli/files/demo.yaml"]);
        let output =
            command.args(["--format", format, "."]).current_dir(folder()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        let report = String::from_utf8(output.stdout).unwrap();
        settings.bind(|| insta::assert_snapshot!(format, report));
    }
}
