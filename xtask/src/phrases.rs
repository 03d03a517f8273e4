//! A pack with as many phrases as one wants, and the same phrases as a list for other programs: what shows
//! how reading, start-up and throughput grow. Phrases are drawn from what ordinary replies say, so that they
//! look like phrases to a filter; as rules they mean nothing.

use crate::generate::write;
use crate::random::Random;
use crate::{Fault, read, root};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How large a pack is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many phrases it has.
    pub phrases: usize,
    /// How many rules they stand in.
    pub rules: usize,
}

/// Where the ordinary replies are.
const ORDINARY: &str = "fixtures/corpus/ordinary.zh.txt";
/// How many characters a phrase has.
const LENGTH: (u32, u32) = (4, 6);

/// Writes `phrases-COUNT-RULES.yaml` and `phrases-COUNT-RULES.txt`; the same size gives the same bytes.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write_pack(size: Size, directory: &Path) -> Result<[PathBuf; 2], Fault> {
    let characters: Vec<char> = {
        // 您 is 你 to a rule, and a phrase must not stand there twice.
        let one = |c: &char| matches!(c, '\u{4E00}'..='\u{9FFF}') && *c != '您';
        let all: BTreeSet<char> = read(&root().join(ORDINARY))?.chars().filter(one).collect();
        all.into_iter().collect()
    };
    let mut random = Random::new(size.phrases as u64, 0);
    let mut phrases = Vec::new();
    let mut seen = BTreeSet::new();
    while phrases.len() < size.phrases {
        let length = random.between(LENGTH.0, LENGTH.1);
        let phrase: String = (0..length).filter_map(|_| random.pick(&characters)).collect();
        if seen.insert(phrase.clone()) {
            phrases.push(phrase);
        }
    }
    let path = |extension: &str| {
        directory.join(format!("phrases-{}-{}.{extension}", size.phrases, size.rules))
    };
    let [pack, list] = ["yaml", "txt"].map(path);
    write(&pack, yaml(&phrases, size.rules).as_bytes())?;
    write(&list, phrases.join("\n").as_bytes())?;
    Ok([pack, list])
}

fn yaml(phrases: &[String], rules: usize) -> String {
    let mut yaml = String::from("pack: made\nversion: 1.0.0\nlanguage: zh\nrules:\n");
    let each = phrases.len().div_ceil(rules.max(1)).max(1);
    for (number, of_rule) in phrases.chunks(each).enumerate() {
        let first = of_rule.first().map_or("", String::as_str);
        let _ = writeln!(
            yaml,
            "  - id: made/rule-{number}\n    category: made\n    severity: warning\n    \
             message: {{ zh: 造出来的, en: a made one }}\n    why: {{ zh: 用来量, en: to measure }}\n    \
             source: nobody\n    say: [好的]\n    examples: [\"<{first}>\", 您好]\n    phrases:"
        );
        for phrase in of_rule {
            let _ = writeln!(yaml, "      - {phrase}");
        }
    }
    yaml
}
