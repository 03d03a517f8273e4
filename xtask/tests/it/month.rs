//! The synthetic month is the same for a seed, and plants every fault often enough.

use std::collections::BTreeMap;
use std::fs;
use xtask::month::{self, Month};

#[test]
fn a_month_is_the_same_for_a_seed_and_has_every_fault() {
    let directory = tempfile::tempdir().unwrap();
    let into = |name: &str| directory.path().join(name);
    let small = Month { conversations: 300, seed: 7 };
    month::write(small, &into("a")).unwrap();
    month::write(small, &into("b")).unwrap();
    month::write(Month { seed: 8, ..small }, &into("c")).unwrap();
    for file in ["turns.jsonl", "turns.csv", "truth.jsonl"] {
        let [a, b, c] = ["a", "b", "c"].map(|name| fs::read(into(name).join(file)).unwrap());
        assert!(a == b, "{file} differs");
        assert!(a != c, "{file} does not know its seed");
    }

    let made = month::write(Month::default(), &into("month")).unwrap();
    assert!(made.conversations >= 2_000);
    let truth = fs::read_to_string(into("month").join("truth.jsonl")).unwrap();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for line in truth.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        *times.entry(line["rule"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    assert_eq!(times.values().sum::<usize>(), made.faults);
    let seldom: Vec<_> = times.iter().filter(|(_, times)| **times < 20).collect();
    assert!(seldom.is_empty(), "{seldom:?}");

    let turns = fs::read_to_string(into("month").join("turns.jsonl")).unwrap();
    assert_eq!(turns.lines().count(), made.turns);
    let left: Vec<&str> = turns.lines().filter(|line| line.contains("\"text\":\"\"")).collect();
    assert!(left.is_empty(), "{left:?}");
}
