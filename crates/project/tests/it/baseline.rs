//! What is known stays known wherever it moves, and nothing else is.

use jiff::civil::{Date, date};
use jinyu_formats::{Input, ReadOptions};
use jinyu_project::{Baseline, FailOn, Found, Run, Target, linter};
use jinyu_report::{Report, Summary};
use std::fs;
use std::path::PathBuf;

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files/demo.yaml");
const DAY: Date = date(2026, 1, 31);

/// A folder of its own for one test.
struct Library(PathBuf);

impl Library {
    fn new(name: &str) -> Library {
        Library(crate::empty_folder(&format!("baseline/{name}")))
    }

    fn write(&self, file: &str, text: &str) -> &Self {
        fs::write(self.0.join(file), text).unwrap();
        self
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).to_str().unwrap().to_owned()
    }

    fn lint(&self, files: &[&str], baseline: Option<&Baseline>) -> (Found, Summary) {
        let linter = linter(&[PACK.into()], &[]).unwrap();
        let options = ReadOptions { input: Input::Lines, ..ReadOptions::default() };
        let found = Found::default();
        let target = |file: &&str| {
            let (path, fail_on) = (self.path(file), FailOn::default());
            Ok(Target {
                path,
                linter: &linter,
                options: &options,
                fail_on,
                baseline,
                named: true,
                touched: None,
            })
        };
        let summary = Run::new(vec![Report::new(&found, &mut Vec::new())], &mut |e| panic!("{e}"))
            .over(files.iter().map(target))
            .unwrap();
        (found, summary)
    }

    /// Writes down what is found in some files, and reads it again.
    fn known(&self, files: &[&str]) -> Baseline {
        let path = self.path("known.json");
        let (found, _) = self.lint(files, None);
        Baseline::empty(&path).updated(&found, DAY).save(&path).unwrap();
        Baseline::load(&path).unwrap()
    }

    /// How many findings are known now, and how many new.
    fn count(&self, files: &[&str]) -> (u64, u64) {
        let baseline = Baseline::load(&self.path("known.json")).unwrap();
        let (_, summary) = self.lint(files, Some(&baseline));
        (summary.known, summary.findings())
    }
}

#[test]
fn edits_elsewhere_and_renamed_files_make_nothing_new() {
    let library = Library::new("moves");
    library.write("a.txt", "您好\n这个我也不清楚\n不知道\n");
    library.known(&["a.txt"]);
    assert_eq!(library.count(&["a.txt"]), (2, 0));
    library.write("a.txt", &format!("{}您好呀\n这个我也不清楚\n不知道\n", "请讲\n".repeat(100)));
    assert_eq!(library.count(&["a.txt"]), (2, 0));
    fs::rename(library.path("a.txt"), library.path("b.txt")).unwrap();
    assert_eq!(library.count(&["b.txt"]), (2, 0));
    let known = Baseline::load(&library.path("known.json")).unwrap();
    let now = known.updated(&library.lint(&["b.txt"], None).0, date(2026, 2, 1));
    assert_eq!((known.stale(&now), known.unknown(&now)), (vec![], vec![]));
    assert_eq!((known.pruned(&now).count(), known.pruned(&now).files()), (2, 1));
    library.write("b.txt", "这个我真的不清楚\n不知道\n");
    assert_eq!(library.count(&["b.txt"]), (1, 1));
}

#[test]
fn one_copy_more_is_new() {
    let library = Library::new("copies");
    library.write("a.txt", "不知道\n不知道\n");
    library.known(&["a.txt"]);
    library.write("a.txt", "不知道\n不知道\n不知道\n").write("b.txt", "不知道\n");
    assert_eq!(library.count(&["a.txt", "b.txt"]), (2, 2));
}

#[test]
fn what_is_gone_is_stale_and_pruned() {
    let library = Library::new("stale");
    library.write("a.txt", "不知道\n不知道\n这个我也不清楚\n");
    let known = library.known(&["a.txt"]);
    library.write("a.txt", "不知道\n我不清楚\n");
    let now = known.updated(&library.lint(&["a.txt"], None).0, date(2026, 2, 1));
    let stale: Vec<_> = known.stale(&now).into_iter().map(|(e, left)| (e.count, left)).collect();
    assert_eq!(stale, [(2, 1), (1, 0)]);
    let unknown: Vec<_> = known.unknown(&now).into_iter().map(|(e, of)| (e.count, of)).collect();
    assert_eq!(unknown, [(1, 0)]);
    let pruned = known.pruned(&now);
    assert!(
        matches!(pruned.entries()[..], [only] if only.count == 1 && only.since == "2026-01-31")
    );
    assert!(now.entries().iter().any(|entry| entry.since == "2026-02-01"));
}

#[test]
fn what_is_known_for_too_long_counts_again() {
    let library = Library::new("age");
    library.write("a.txt", "不知道\n");
    let known = library.known(&["a.txt"]);
    assert_eq!(known.entries()[0].age(date(2026, 3, 2)), 30);
    for (days, findings) in [(30, 0), (29, 1), (u32::MAX, 0)] {
        let recent = known.clone().at_most(days, date(2026, 3, 2));
        assert_eq!(library.lint(&["a.txt"], Some(&recent)).1.findings(), findings, "{days}");
    }
}

#[test]
fn no_word_of_a_reply_is_written_down() {
    let library = Library::new("words");
    library.write("a.txt", "不知道\n这个我也不清楚\n");
    library.known(&["a.txt"]);
    let written = fs::read_to_string(library.path("known.json")).unwrap();
    assert!(!written.contains("不知道") && !written.contains("清楚"));
    assert!(written.contains("\"path\":\"a.txt\""));
}

#[test]
fn what_is_no_baseline_is_told() {
    let library = Library::new("broken");
    for (text, said) in [
        ("", "EOF while parsing"),
        ("{\"version\": 2, \"findings\": []}", "version 2 is not 1"),
        ("{\"version\": 1, \"findings\": [], \"x\": 0}", "holds something else"),
        (
            "{\"version\":1,\"findings\":[{\"fingerprint\":\"12\",\"rule\":\"a/b\",\"path\":\"a\",\"count\":1,\"since\":\"2026-01-31\"}]}",
            "32 hexadecimal digits",
        ),
        (
            "{\"version\":1,\"findings\":[{\"fingerprint\":\"00000000000000000000000000000000\",\"rule\":\"a/b\",\"path\":\"a\",\"count\":1,\"since\":\"2026-02-31\"}]}",
            "a day in it is none like 2026-01-31",
        ),
    ] {
        library.write("known.json", text);
        let error = Baseline::load(&library.path("known.json")).unwrap_err().to_string();
        assert!(error.contains(said) && error.contains("baseline write"), "{error}");
    }
}
