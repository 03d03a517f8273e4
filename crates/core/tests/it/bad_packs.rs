//! Every pack of `fixtures/packs/bad` has exactly the faults that its first line names, each at a
//! place inside the file and with something to do about it.

use jinyu::{Fault, Pack, Source};
use std::fs;
use std::path::{Path, PathBuf};

fn packs() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/packs/bad");
    let entries = fs::read_dir(directory).expect("the bad packs are there");
    let mut packs: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    packs.sort();
    packs
}

fn faults(source: &Source) -> Vec<Fault> {
    match Pack::parse(source) {
        Ok(pack) => pack.check(source),
        Err(error) => error.faults().to_vec(),
    }
}

#[test]
fn every_fault_is_reported_at_its_place() {
    let packs = packs();
    assert!(packs.len() > 20, "the bad packs are gone");
    for path in packs {
        let text = fs::read_to_string(&path).expect("a pack can be read");
        let expected = text.lines().next().and_then(|line| line.strip_prefix("# expects: "));
        let mut expected: Vec<&str> = expected.expect("its faults are named").split(", ").collect();
        let source = Source::new(path.display().to_string(), text.as_str());
        let found = faults(&source);
        let mut codes: Vec<&str> = found.iter().map(Fault::code).collect();
        codes.sort_unstable();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{}: {found:#?}", path.display());
        for fault in &found {
            assert!(text.get(fault.place()).is_some(), "{}: {fault} is nowhere", path.display());
            assert!(!fault.help().is_empty(), "{}: {fault} says nothing to do", path.display());
            assert!(!fault.to_string().ends_with('.'), "{}: {fault}", path.display());
        }
    }
}
