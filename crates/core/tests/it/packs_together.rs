//! Each folder of `fixtures/packs/together` holds packs that are used together. The first line of
//! each file names exactly the faults that it has in that company, and how grave they are.

use jinyu::{Checked, Fault, Pack, Source};
use std::fs;
use std::path::{Path, PathBuf};

fn sorted(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("the packs are there");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn named(source: &Source) -> Vec<String> {
    let first = source.text().lines().next().and_then(|line| line.strip_prefix("# expects: "));
    let first = first.expect("its faults are named");
    let mut named: Vec<String> =
        first.split(", ").filter(|name| *name != "nothing").map(String::from).collect();
    named.sort_unstable();
    named
}

#[test]
fn every_fault_is_found_in_company() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/packs/together");
    let folders = sorted(&folder);
    assert!(folders.len() > 8, "the packs are gone");
    for folder in folders {
        let read = |path: &PathBuf| {
            let text = fs::read_to_string(path).expect("a pack can be read");
            Source::new(path.display().to_string(), text)
        };
        let sources: Vec<Source> = sorted(&folder).iter().map(read).collect();
        let checked = Pack::check_together(&sources.iter().collect::<Vec<_>>());
        assert_eq!(checked.len(), sources.len());
        for (source, checked) in sources.iter().zip(checked) {
            let Checked { faults, .. } = checked.expect("it is a pack");
            let name = |fault: &Fault| format!("{} {}", fault.code(), fault.severity().name());
            let mut names: Vec<String> = faults.iter().map(name).collect();
            names.sort_unstable();
            assert_eq!(names, named(source), "{}: {faults:#?}", source.name());
            for fault in &faults {
                assert!(source.text().get(fault.place()).is_some_and(|at| !at.is_empty()));
                assert!(!fault.help().is_empty() && !fault.to_string().ends_with('.'), "{fault}");
            }
        }
    }
}

#[test]
fn what_is_no_pack_keeps_no_other_from_being_checked() {
    let pack = Source::new("demo.yaml", include_str!("../demo.yaml"));
    let broken = Source::new("broken.yaml", "pack: broken");
    let checked = Pack::check_together(&[&broken, &pack]);
    assert!(checked[0].as_ref().is_err_and(|error| !error.faults().is_empty()));
    assert!(checked[1].as_ref().is_ok_and(|checked| checked.faults.is_empty()));
}

#[test]
fn coverage_counts_the_examples_that_find_a_phrase() {
    let yaml = include_str!("../demo.yaml").replace(
        "[\"我{gap}不清楚\", 不知道]",
        "[\"我{gap}不清楚\", 不清楚, 不知道]\n    patterns: [\"第[一二]次\"]",
    );
    let pack = Pack::parse(&Source::new("demo.yaml", yaml)).expect("it is a pack");
    let coverage = pack.coverage();
    let rule = &coverage[0];
    assert_eq!((rule.rule.id(), rule.found, rule.clean), ("negative/unclear", 1, 1));
    let expected = [("我{gap}不清楚", 1), ("不清楚", 1), ("不知道", 0), ("第[一二]次", 0)];
    assert_eq!(rule.wordings, expected, "one that a longer finding covers counts, one excused not");
}
