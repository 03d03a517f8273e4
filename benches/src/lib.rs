//! Packs and texts for the benches in `benches/`: made from seeds and from the replies of this
//! repository, the same each time, and so that it is known what is found. Times nothing.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a bench may stop where it fails")]

use jinyu::{Linter, Pack, Source};
use std::collections::{HashMap, HashSet};
use std::fmt;

const ORDINARY: &str = include_str!("../../fixtures/corpus/ordinary.zh.txt");
const CHINESE: &str = include_str!("../../fixtures/eval/train-a.zh.jsonl");
const ENGLISH: &str = include_str!("../../fixtures/eval/train.en.jsonl");
const TRADITIONAL: &str = include_str!("../../crates/core/data/traditional-simplified.tsv");

/// One line in so many has a phrase.
pub const ONE_IN: usize = 130;
/// How many units (characters or words) each made phrase has.
const UNITS: usize = 4;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Chinese in simplified characters, phrases in Chinese.
    Simplified,
    /// Chinese in traditional characters, phrases in simplified ones.
    Traditional,
    /// English, phrases in English.
    English,
    /// A Chinese and an English reply in a line, phrases in Chinese.
    Mixed,
    /// English, phrases in Chinese, which never stand there.
    Ascii,
}

impl Script {
    /// Every one.
    pub const ALL: [Script; 5] =
        [Script::Simplified, Script::Traditional, Script::English, Script::Mixed, Script::Ascii];
}

/// A script and a number of phrases, as the name of a bench.
#[derive(Clone, Copy, Debug)]
pub struct Size(pub Script, pub usize);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.0, self.1)
    }
}

/// Numbers that are the same in every run.
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Numbers from a seed.
    #[must_use]
    pub fn from_seed(seed: u64) -> Numbers {
        Numbers(seed)
    }

    /// The next one below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn one_of<'t>(&mut self, of: &'t [String]) -> &'t str {
        &of[self.below(of.len())]
    }
}

/// Some phrases that no ordinary reply holds, and lines in which they are planted.
#[derive(Debug)]
pub struct Made {
    english: bool,
    phrases: Vec<String>,
}

impl Made {
    /// So many phrases for texts in a script.
    #[must_use]
    pub fn phrases(Size(script, count): Size) -> Made {
        let english = script == Script::English;
        let replies = replies(english);
        let units: HashSet<String> =
            replies.iter().flat_map(|reply| units(reply, english)).collect();
        let mut units: Vec<String> = units.into_iter().collect();
        units.sort_unstable();
        let said: HashSet<String> = replies.iter().flat_map(|r| windows(r, english)).collect();
        let mut numbers = Numbers::from_seed(20_261_130);
        let (mut known, mut phrases) = (HashSet::new(), Vec::new());
        while phrases.len() < count {
            let chosen: Vec<&str> = (0..UNITS).map(|_| numbers.one_of(&units)).collect();
            let phrase = chosen.join(if english { " " } else { "" });
            let apart = chosen.windows(2).all(|pair| pair[0] != pair[1]);
            if apart && !said.contains(&phrase) && known.insert(phrase.clone()) {
                phrases.push(phrase);
            }
        }
        Made { english, phrases }
    }

    /// A pack that looks for them, a hundred a rule.
    ///
    /// # Panics
    /// Never: the pack is valid.
    #[must_use]
    pub fn pack(&self) -> Pack {
        let language = if self.english { "en" } else { "zh" };
        let mut yaml = format!("pack: made\nversion: 1.0.0\nlanguage: {language}\nrules:\n");
        for (number, phrases) in self.phrases.chunks(100).enumerate() {
            yaml += &format!(
                "  - id: made/{number}\n    category: c{number}\n    severity: error\n    \
                 message: {{ zh: 禁用, en: forbidden }}\n    why: {{ zh: 测试, en: a test }}\n    \
                 source: made\n    say: [好的]\n    examples: [<有>, 无]\n    word_edges: false\n    \
                 phrases: ['{}']\n",
                phrases.join("', '")
            );
        }
        Pack::parse(&Source::new("made.yaml", yaml)).expect("the pack is valid")
    }

    /// A linter with that pack alone.
    ///
    /// # Panics
    /// Never: one pack cannot clash.
    #[must_use]
    pub fn linter(&self) -> Linter {
        Linter::builder().pack(self.pack()).build().expect("one pack cannot clash")
    }

    /// Lines of about so many bytes in a script, and how many of them have a finding.
    #[must_use]
    pub fn lines(&self, script: Script, bytes: usize) -> (Vec<String>, usize) {
        let (chinese, english) = (replies(false), replies(true));
        let traditional = traditional();
        let mut numbers = Numbers::from_seed(1);
        let (mut lines, mut length, mut planted) = (Vec::new(), 0, 0);
        while length < bytes {
            let plants = script != Script::Ascii && lines.len() % ONE_IN == ONE_IN - 1;
            let stop = if self.english { ". " } else { "。" };
            let phrase = plants.then(|| format!("{}{stop}", numbers.one_of(&self.phrases)));
            let mut line = phrase.unwrap_or_default();
            planted += usize::from(plants);
            if matches!(script, Script::English | Script::Ascii) {
                line += numbers.one_of(&english);
            } else {
                line += numbers.one_of(&chinese);
            }
            match script {
                Script::Mixed => line = format!("{line} {}", numbers.one_of(&english)),
                Script::Traditional => {
                    line = line.chars().map(|c| *traditional.get(&c).unwrap_or(&c)).collect();
                }
                _ => {}
            }
            length += line.len() + 1;
            lines.push(line);
        }
        (lines, planted)
    }

    /// The phrase of a place.
    #[must_use]
    pub fn phrase(&self, at: usize) -> &str {
        self.phrases.get(at).map_or("", String::as_str)
    }
}

/// Ordinary good replies.
#[must_use]
pub fn replies(english: bool) -> Vec<String> {
    let labelled = if english { ENGLISH } else { CHINESE };
    let clean = labelled.lines().filter(|line| line.contains(r#""kind": "clean""#));
    let text = |line: &str| {
        let text = line.split_once(r#""text": ""#)?.1.split_once(r#"", ""#)?.0;
        (!text.contains('\\')).then(|| text.to_owned())
    };
    let ordinary = ORDINARY.lines().filter(|_| !english).map(str::to_owned);
    clean.filter_map(text).chain(ordinary).collect()
}

/// The words of an English text; the ideographs of another, those left out that stand for several.
fn units(text: &str, english: bool) -> Vec<String> {
    if english {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let lower = words.map(str::to_ascii_lowercase);
        return lower
            .filter(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase()))
            .collect();
    }
    let ideograph = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c) && !"您你妳".contains(*c);
    text.chars().filter(ideograph).map(String::from).collect()
}

/// Whatever might be a phrase in a text.
fn windows(text: &str, english: bool) -> Vec<String> {
    let mut units = units(text, english);
    units.dedup();
    let joined = |window: &[String]| window.join(if english { " " } else { "" });
    units.windows(UNITS).map(joined).collect()
}

/// A traditional character for each simplified one that has one.
fn traditional() -> HashMap<char, char> {
    let rows = TRADITIONAL.lines().filter(|line| !line.starts_with('#'));
    let pair = |line: &str| {
        let mut columns = line.split('\t');
        let traditional = columns.next()?.chars().next()?;
        // The last column is OpenCC's: what it turns into just one character.
        let simplified = columns.nth(1)?;
        let only = simplified
            .chars()
            .next()
            .filter(|&c| c != traditional && simplified.len() == c.len_utf8());
        Some((only?, traditional))
    };
    rows.filter_map(pair).collect()
}
