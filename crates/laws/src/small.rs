//! Small packs for laws, so that neither tests nor a fuzzer wait for the built-in ones; and files of several
//! parts, so that seeds can be read and written by people.

use jinyu::{Linter, Pack, Source};
use std::sync::OnceLock;

/// What stands between the parts of a seed, on a line of its own.
const BETWEEN: &str = "%%\n";

/// What a rule needs beside what it looks for.
pub const BODY: &str = "innocent: { quoted: false }\n";

/// The parts of a text; those that are not there are empty.
pub fn sections<const N: usize>(text: &str) -> [&str; N] {
    let mut parts = text.splitn(N, BETWEEN);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The first line of some bytes, and the rest.
pub fn named(data: &[u8]) -> (&str, &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (name, rest) = data.split_at(end);
    (std::str::from_utf8(name).unwrap_or_default(), rest.get(1..).unwrap_or_default())
}

/// A pack of one rule that these lines say the most of.
pub fn pack_with(language: &str, body: &str) -> String {
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "pack: law\nversion: 1.0.0\nlanguage: {language}\nrules:\n  - id: law/rule\n    category: law\n    \
         severity: error\n    message: {{ zh: 甲, en: a }}\n    why: {{ zh: 乙, en: b }}\n    source: law\n    \
         say: [好]\n    examples: [<有>, 无]\n{body}"
    )
}

/// Phrases and expressions in both languages, with the contexts in which they are innocent; built once.
pub fn contexts() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| linter(&[include_str!("zh.yaml"), include_str!("en.yaml")]))
}

/// A linter of packs that are valid.
pub fn linter(packs: &[&str]) -> Linter {
    let pack = |yaml: &&str| Pack::parse(&Source::new("small.yaml", *yaml)).expect("it is a pack");
    let packs = packs.iter().map(pack);
    packs
        .fold(Linter::builder(), |builder, pack| builder.pack(pack))
        .build()
        .expect("they go together")
}
