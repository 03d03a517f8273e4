//! Packs and texts that are put together from the same few pieces, so that most phrases are valid and many stand
//! in the text, or nearly: what a text of random letters never reaches.

use crate::lint;
use arbitrary::{Result, Unstructured};

const WORDS: [&str; 40] = [
    "我",
    "您",
    "不",
    "清楚",
    "去",
    "问",
    "找",
    "柜台",
    "爱",
    "买",
    "走",
    "吧",
    "行",
    "没有",
    "知道",
    "烦",
    "死",
    "了",
    "快递员",
    "说",
    "可以",
    "如果",
    "吗",
    "3",
    "11",
    "i",
    "can",
    "not",
    "help",
    "helping",
    "you",
    "to",
    "too",
    "bad",
    "of",
    "off",
    "vip",
    "wifi",
    "é",
    "沒",
];
const SLOTS: [&str; 10] = [
    "{self}",
    "{customer}",
    "{other}",
    "{particle}",
    "{gap}",
    "{gap:1}",
    "{gap:4}",
    "{start}",
    "{end}",
    "{desk}",
];
const PARTINGS: [&str; 24] = [
    "", "", "", " ", " ", "，", "。", "？", ",", ".", "\n", "、", "*", "-", "…", "(", ")", "“",
    "”", "\u{200b}", "\u{301}", "😀", "％", "\u{202e}",
];
const LISTS: [&str; 6] = ["inside", "after", "before", "clause", "sentence", "message"];
const SWITCHES: [&str; 6] = ["question", "conditional", "quoted", "rescued", "number", "negated"];
const ACTORS: [&str; 4] = ["self", "customer", "other", "thing"];

/// A pack and a text that some bytes stand for.
#[derive(Debug)]
pub struct Case {
    /// The pack, in YAML.
    pub pack: String,
    /// What is searched.
    pub text: String,
}

/// The laws of searching over such a case.
pub fn frames(data: &[u8]) {
    if let Ok(case) = Case::of(&mut Unstructured::new(data)) {
        lint::search(&case.pack, &case.text);
    }
}

impl Case {
    /// The case of some bytes.
    ///
    /// # Errors
    /// None; bytes that are used up are taken for zeros.
    pub fn of(bytes: &mut Unstructured<'_>) -> Result<Case> {
        let english = bytes.ratio(1, 4)?;
        let mut rules = String::new();
        for at in 0..bytes.int_in_range(1..=2)? {
            rules += &rule(bytes, at)?;
        }
        let language = if english { "en" } else { "zh" };
        let pack = format!(
            "pack: frames\nversion: 1.0.0\nlanguage: {language}\nwords: {{ desk: [柜台, 网点, 去柜台, a till] }}\n\
             rules:\n{rules}"
        );
        let mut text = String::new();
        for _ in 0..bytes.int_in_range(0..=30)? {
            let word = bytes.choose(&WORDS)?;
            let (parting, apart, twice) =
                (bytes.choose(&PARTINGS)?, bytes.ratio(1, 8)?, bytes.ratio(1, 10)?);
            if apart {
                word.chars().for_each(|c| text += &format!("{c}{parting}"));
            } else {
                text += word;
                text += parting;
            }
            if twice {
                text += word;
            }
        }
        Ok(Case { pack, text })
    }
}

fn rule(bytes: &mut Unstructured<'_>, at: u8) -> Result<String> {
    let mut keys = String::new();
    for (key, most) in [("phrases", 4), ("whole_clause", 1), ("whole_message", 1)] {
        let least = u8::from(key == "phrases");
        keys += &format!("    {key}: [{}]\n", phrases(bytes, least..=most)?);
    }
    if bytes.ratio(1, 3)? {
        keys += "    word_edges: false\n";
    }
    let mut innocent = Vec::new();
    for key in LISTS {
        if bytes.ratio(1, 5)? {
            innocent.push(format!("{key}: [{}]", phrases(bytes, 1..=2)?));
        }
    }
    for key in SWITCHES {
        let set = bytes.ratio(1, 5)?;
        if set || key == "quoted" {
            innocent.push(format!("{key}: {set}"));
        }
    }
    if bytes.ratio(1, 4)? {
        innocent.push(format!("whose: [{}]", bytes.choose(&ACTORS)?));
    }
    Ok(format!(
        "  - id: r/r{at}\n    category: c{at}\n    severity: error\n    message: {{ zh: 甲, en: a }}\n    \
         why: {{ zh: 乙, en: b }}\n    source: s\n    say: [好]\n    examples: [<有>, 无]\n{keys}    \
         innocent: {{ {} }}\n",
        innocent.join(", ")
    ))
}

/// Phrases in quotation marks.
fn phrases(bytes: &mut Unstructured<'_>, times: std::ops::RangeInclusive<u8>) -> Result<String> {
    let mut phrases = Vec::new();
    for _ in 0..bytes.int_in_range(times)? {
        let mut phrase = String::new();
        for _ in 0..bytes.int_in_range(1..=4)? {
            phrase += &part(bytes)?;
        }
        phrases.push(format!("\"{phrase}\""));
    }
    Ok(phrases.join(", "))
}

fn part(bytes: &mut Unstructured<'_>) -> Result<String> {
    let word = *bytes.choose(&WORDS)?;
    Ok(match bytes.int_in_range(0..=9)? {
        0 => (*bytes.choose(&SLOTS)?).to_owned(),
        1 => format!("{{{word}|{}}}", bytes.choose(&WORDS)?),
        2 => format!("({word})"),
        3 => format!("{word}{}", bytes.choose(&["，", ", ", " ", "？"])?),
        4 => format!("{word}({{{}|{}}})", bytes.choose(&WORDS)?, bytes.choose(&WORDS)?),
        5 => "V不V".to_owned(),
        6 => format!(" {word} "),
        _ => word.to_owned(),
    })
}
