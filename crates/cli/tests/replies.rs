//! The libraries of `fixtures/replies` with the shipped packs: what is planted in them is found, at
//! its very place, and nothing else is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What is expected, and how the files are made, are no libraries.
const OTHERS: [&str; 3] = ["txt", "py", "rs"];

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/replies");
    let mut files: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !OTHERS.iter().any(|other| name.ends_with(&format!(".{other}"))))
        .collect();
    files.sort();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
    command.args(["lint", "--lang", "en", "--format", "brief"]).args(&files);
    let output = command.current_dir(&folder).output().unwrap();
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
