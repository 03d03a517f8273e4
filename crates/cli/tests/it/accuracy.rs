//! The shipped packs against the labelled messages of `fixtures/eval`: never worse than this. The
//! floors stand a little below what was last measured.

use std::path::Path;
use std::process::Command;

/// Measures the default packs on some files; what is written if they are below the floor.
fn below(files: &[&str], floor: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/eval");
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
    command.args(["rules", "eval", "--lang", "en", "--misses", "0", "--floor", floor]);
    command.args(files.iter().map(|file| folder.join(file)));
    let output = command.output().unwrap();
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn what_the_rules_were_written_from_is_found() {
    let chinese = ["train-a.zh.jsonl", "train-b.zh.jsonl", "train-c.zh.jsonl"];
    assert_eq!(below(&chinese, "precision=0.99,recall=0.99"), None);
    assert_eq!(below(&["train.en.jsonl"], "precision=0.99,recall=0.99"), None);
}

#[test]
fn what_they_were_corrected_on_is_found() {
    for (language, floor) in
        [("zh", "precision=0.97,recall=0.96"), ("en", "precision=0.93,recall=0.91")]
    {
        let files = ["tuned", "tuned-2", "tuned-3", "tuned-4", "tuned-5"];
        let files = files.map(|file| format!("{file}.{language}.jsonl"));
        assert_eq!(below(&files.each_ref().map(String::as_str), floor), None);
    }
}

#[test]
fn what_nobody_wrote_rules_from_is_found() {
    assert_eq!(below(&["held-out.zh.jsonl"], "precision=0.87,recall=0.59"), None);
    assert_eq!(below(&["held-out-2.zh.jsonl"], "precision=0.95,recall=0.77"), None);
    assert_eq!(below(&["held-out-3.zh.jsonl"], "precision=0.92,recall=0.85"), None);
    assert_eq!(below(&["held-out.en.jsonl"], "precision=0.80,recall=0.42"), None);
    assert_eq!(below(&["held-out-2.en.jsonl"], "precision=0.91,recall=0.77"), None);
}
