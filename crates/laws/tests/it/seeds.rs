//! Every law over the seeds of its fuzz target, and over random changes of them: what a fuzzer does, without the
//! fuzzer. `PROPTEST_CASES=100000 cargo test -p jinyu-laws --test it seeds` does it for longer.

use jinyu_laws::LAWS;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngSeed, TestRunner};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many changed seeds are tried, unless somebody says.
const CASES: u32 = 48;
/// What proptest does unless somebody says.
const USUAL: u32 = 256;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The seeds of a law, in the order of their names.
fn seeds(law: &str) -> Vec<Vec<u8>> {
    let folder = fuzz().join("corpus").join(law);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    let names = fs::read_dir(fuzz().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap().trim_end_matches(ending).to_owned()).collect()
}

/// A change of some bytes, which stay a text where they are one.
#[derive(Clone, Debug)]
struct Change {
    kind: u8,
    at: Index,
    length: usize,
    piece: String,
    other: Index,
}

impl Change {
    fn of<T: Clone>(&self, whole: &mut Vec<T>, piece: &[T], other: &[T]) {
        let at = self.at.index(whole.len() + 1);
        let end = (at + self.length).min(whole.len());
        match self.kind {
            0 => drop(whole.splice(at..at, piece.iter().cloned())),
            1 => drop(whole.splice(at..end, piece.iter().cloned())),
            2 => drop(whole.drain(at..end)),
            3 => drop(whole.splice(at..at, whole[at..end].to_vec())),
            4 => drop(whole.splice(at.., other[self.other.index(other.len() + 1)..].to_vec())),
            _ => drop(
                whole.splice(at..at, piece.iter().cloned().cycle().take(piece.len() * self.length)),
            ),
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![
        3 => select(vec![
            "\"", "'", "\\", "{", "}", "[", "]", "<", ">", "&", ",", ":", "\n", "\r\n", "\r", "\t", " ", "\0", "\u{feff}",
            "\u{200b}", "\u{202e}", "\u{301}", "\u{fe0f}", "\u{2028}", "e\u{301}", "👩‍👧", "🇨🇳", "각", "ｖ", "％", "不", "您",
            "我不清楚", "不知道", "%%\n", "jinyu:ignore ", "---\n", "\\ud83d", "\\u60a8", "&#x4e0d;", "0", "9999999999999999999", "-1",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    (0_u8..6, any::<Index>(), 0_usize..12, piece, any::<Index>())
        .prop_map(|(kind, at, length, piece, other)| Change { kind, at, length, piece, other })
}

/// A seed after some changes; parts of another one may stand in it.
fn changed(seed: &[u8], other: &[u8], changes: &[Change]) -> Vec<u8> {
    if let (Ok(seed), Ok(other)) = (std::str::from_utf8(seed), std::str::from_utf8(other)) {
        let (mut text, other): (Vec<char>, Vec<char>) =
            (seed.chars().collect(), other.chars().collect());
        changes.iter().for_each(|change| {
            change.of(&mut text, &change.piece.chars().collect::<Vec<_>>(), &other)
        });
        return text.into_iter().collect::<String>().into_bytes();
    }
    let mut bytes = seed.to_vec();
    changes.iter().for_each(|change| change.of(&mut bytes, change.piece.as_bytes(), other));
    bytes
}

/// The law of this name over its seeds and over changes of them.
fn holds(name: &str) {
    let law = LAWS.iter().find(|law| law.name == name).expect("there is such a law").holds;
    let seeds = seeds(name);
    seeds.iter().for_each(|seed| law(seed));
    let usual = ProptestConfig::default();
    // The same ones each time, or others where somebody asks for more of them.
    let (cases, rng_seed) = match usual.cases {
        USUAL => (CASES, RngSeed::Fixed(7)),
        cases => (cases, RngSeed::Random),
    };
    let input = (any::<Index>(), any::<Index>(), prop::collection::vec(change(), 1..6));
    let config = ProptestConfig { cases, rng_seed, failure_persistence: None, ..usual };
    let mut runner = TestRunner::new(config);
    let tried = runner.run(&input, |(seed, other, changes)| {
        let [seed, other] = [seed, other].map(|one| &seeds[one.index(seeds.len())]);
        law(&changed(seed, other, &changes));
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{name}: {error}"));
}

macro_rules! laws {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            holds(stringify!($name));
        })*

        #[test]
        fn every_law_is_tried_here_and_by_a_fuzzer() {
            let tried = BTreeSet::from([$(stringify!($name).to_owned()),*]);
            assert_eq!(tried, LAWS.iter().map(|law| law.name.to_owned()).collect());
            assert_eq!(tried, names("fuzz_targets", ".rs"));
            assert_eq!(tried, names("corpus", ""));
            for name in &tried {
                let target = fs::read_to_string(fuzz().join(format!("fuzz_targets/{name}.rs"))).unwrap();
                assert!(target.contains(&format!("target!(\"{name}\")")), "{name}");
            }
        }
    };
}

laws! {
    pack compact config lines trees tables markup workbook records rows chats captions packed labels verdicts
    suppressions fold offsets phrases lint frames fix baseline resume
}
