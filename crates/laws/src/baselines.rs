//! Laws of known findings: any file is a baseline or a message, and what was read is written and read again the
//! same. Writes into a folder of its own.

use crate::configs;
use jinyu_project::{Baseline, Day, Entry, day_of};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = tempfile::tempdir().expect("a folder can be made");
}

/// The bytes of a file of known findings.
pub fn baseline(data: &[u8]) {
    FOLDER.with(|folder| {
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let (read, written) = (path("read.json"), path("written.json"));
        fs::write(&read, data).expect("a file can be written");
        match Baseline::load(&read) {
            Ok(baseline) => again(&baseline, &written),
            Err(error) => configs::told(&error),
        }
    });
}

fn again(baseline: &Baseline, path: &str) {
    let today = day_of(1_800_000_000);
    baseline.save(path).expect("it can be written");
    let first = fs::read(path).expect("it is there");
    let again = Baseline::load(path).expect("what was written can be read");
    assert_eq!(entries(&again), entries(baseline));
    assert_eq!((again.count(), again.files()), (baseline.count(), baseline.files()));
    again.save(path).expect("it can be written");
    assert!(fs::read(path).expect("it is there") == first, "written twice is not the same");
    kept(baseline, &again, today);
    assert!(Path::new(path).parent().is_some_and(is_tidy), "something is left behind");
}

/// Nothing is stale or unknown of what is still there.
fn kept(baseline: &Baseline, again: &Baseline, today: Day) {
    assert_eq!(baseline.stale(again), []);
    assert_eq!(baseline.unknown(again), []);
    assert_eq!(entries(&baseline.pruned(again)), entries(baseline));
    for entry in baseline.entries() {
        let _ = entry.age(today);
    }
    let _ = baseline.clone().at_most(30, today);
}

fn entries(baseline: &Baseline) -> Vec<Entry> {
    baseline.entries().into_iter().cloned().collect()
}

fn is_tidy(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| entries.count() <= 2)
}
