//! Packs and texts made at random out of few words, so that they meet often.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::fmt::Write as _;

/// Words of phrases, of the lists of the languages, and halves of both.
const WORDS: &[&str] = &[
    "我",
    "我们",
    "您",
    "你",
    "他",
    "快递员",
    "线路",
    "张经理",
    "不",
    "没",
    "没有",
    "不能",
    "不清楚",
    "清楚",
    "知道",
    "去",
    "问",
    "找",
    "柜台",
    "营业厅",
    "别人",
    "吧",
    "啊",
    "爱",
    "买",
    "走",
    "呀",
    "烦",
    "麻烦",
    "行",
    "会",
    "说",
    "客户说",
    "的",
    "的话",
    "如果",
    "可以吗",
    "是否",
    "帮您",
    "我帮您查",
    "请您",
    "没法",
    "办法",
    "3天",
    "两三天",
    "半小时",
    "看看",
    "北京",
    "大学",
    "生活",
    "您好",
    "亲",
    "对吗",
    "关于",
];

const ENGLISH: &[&str] = &[
    "i",
    "we",
    "you",
    "u",
    "they",
    "the courier",
    "can't",
    "can not",
    "cannot",
    "do",
    "don't",
    "not",
    "help",
    "helping",
    "too",
    "to",
    "bad",
    "of",
    "off",
    "course",
    "go",
    "calm",
    "down",
    "maybe",
    "a",
    "am",
    "if",
    "you said",
    "let me check",
    "i will help",
    "please",
    "sorry",
    "3 days",
    "vip",
    "wifi",
    "ok",
    "no",
    "way",
    "mm",
    "hm",
];

/// What stands between words: breaks, decoration, quotation marks, and what nobody sees.
const BETWEEN: &[&str] = &[
    "，", "。", "？", "！", ",", ".", "?", ":", "、", "—", "…", "\n", "\r\n", "(", "）", "《", "“",
    "”", "\"", "「", "」", "> ", "\n> ", "'", "*", "~", "-", "_", "·", "\u{200b}", "\u{fe0f}",
    "🙂", " ", " ", " ", "  ", "\t", "{{name}}",
];

/// Characters that fold to others, to several or to none, and such as fold to themselves.
const ODD: &[&str] = &[
    "煩",
    "妳",
    "沒",
    "麼",
    "Ｖ",
    "ＯＫ",
    "㊣",
    "①",
    "ﬁ",
    "℡",
    "½",
    "é",
    "e\u{301}",
    "がん",
    "한국",
    "привет",
    "𠀀",
    "٣",
    "%",
    "110",
    "%%",
    "ß",
    "İ",
    "㎡",
    "\u{ad}",
    "\0",
    "ₐ",
    "〇",
    "３天",
];

fn word() -> impl Strategy<Value = String> {
    let plain = prop_oneof![3 => select(WORDS), 2 => select(ENGLISH)].prop_map(str::to_owned);
    let spelled = |word: &str, between: &str| -> String {
        word.chars().map(|c| format!("{c}{between}")).collect()
    };
    let spelled = (select(ENGLISH), select(&[" ", ".", "-", "*"][..]))
        .prop_map(move |(word, between)| spelled(word, between));
    let drawn_out = (select(WORDS), 2..4usize)
        .prop_map(|(word, times)| word.chars().map(|c| c.to_string().repeat(times)).collect());
    let halved = select(WORDS).prop_map(|word| word.chars().take(1).collect());
    let capital = select(ENGLISH).prop_map(str::to_uppercase);
    prop_oneof![12 => plain, 1 => spelled, 1 => drawn_out, 1 => halved, 1 => capital]
}

/// A message: words, and what stands between them.
pub(crate) fn text() -> impl Strategy<Value = String> {
    said(Vec::new())
}

/// The same with some phrases in it, as somebody might say them.
fn said(phrases: Vec<String>) -> impl Strategy<Value = String> {
    let odd = prop_oneof![2 => select(ODD).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let piece = prop_oneof![
        14 => word(),
        7 => select(BETWEEN).prop_map(str::to_owned),
        1 => odd,
    ];
    if phrases.is_empty() {
        return vec(piece, 0..20).prop_map(|pieces| pieces.concat()).boxed();
    }
    let phrase = (select(phrases), vec(any::<u8>(), 12)).prop_map(|(it, dice)| one_way(&it, &dice));
    let pieces = vec(prop_oneof![1 => phrase, 3 => piece], 0..14);
    pieces.prop_map(|pieces| pieces.concat()).boxed()
}

/// A way to say a phrase that is written in the language of phrases; dice choose it.
fn one_way(phrase: &str, dice: &[u8]) -> String {
    let mut dice = dice.iter().map(|&die| usize::from(die)).cycle();
    let mut said = String::new();
    let mut rest = phrase;
    while let Some(open) = rest.find(['{', '(']) {
        let (before, bracket) = rest.split_at(open);
        said.push_str(before);
        let Some(close) = bracket.find(['}', ')']) else { break };
        let ways: Vec<&str> = match &bracket[1..close] {
            "self" => vec!["我", "i", "我们"],
            "customer" => vec!["您", "you", "亲"],
            "other" => vec!["他", "they", "别人"],
            "desk" => vec!["柜台", "the desk"],
            "start" | "end" => vec![""],
            gap if gap.starts_with("gap") => vec!["", "去", "再去 a way ", "一二三四五六七八九"],
            inner if bracket.starts_with('(') => inner.split('|').chain([""]).collect(),
            inner => inner.split('|').collect(),
        };
        said.push_str(ways[dice.next().unwrap_or(0) % ways.len()]);
        rest = &bracket[close + 1..];
    }
    said.push_str(rest);
    said.replace('V', "买")
}

/// A pack and messages in which its phrases are said.
pub(crate) fn case() -> impl Strategy<Value = (String, Vec<String>)> {
    pack().prop_flat_map(|yaml| {
        let quoted = yaml.lines().filter(|line| line.starts_with("    ")).flat_map(|line| {
            line.split('\'').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
        });
        let texts = vec(said(quoted.collect()), 60);
        (Just(yaml), texts)
    })
}

/// A phrase in the language of phrases.
fn phrase() -> impl Strategy<Value = String> {
    let words = || prop_oneof![2 => select(WORDS), 1 => select(ENGLISH)];
    let lists = select(&["{self}", "{customer}", "{desk}", "{other}"][..]);
    let part = prop_oneof![
        6 => words().prop_map(|word| format!("{word} ")),
        4 => select(WORDS).prop_map(str::to_owned),
        2 => vec(words(), 1..4).prop_map(|of| format!("{{{}}}", of.join("|"))),
        2 => vec(words(), 1..3).prop_map(|of| format!("({})", of.join("|"))),
        2 => lists.prop_map(str::to_owned),
        2 => (1..8u8).prop_map(|width| format!("{{gap:{width}}}")),
        1 => select(&["V", "V", "，", "{吧|，}", "{start}", "{end}", "({desk}{gap:2})"][..]).prop_map(str::to_owned),
    ];
    let part = part.boxed();
    // One word at least is certain, for without it a phrase cannot be looked up.
    (vec(part.clone(), 0..3), words(), vec(part, 0..3)).prop_map(|(before, word, behind)| {
        format!("{}{word}{}", before.concat(), behind.concat()).trim().to_owned()
    })
}

fn innocence() -> impl Strategy<Value = String> {
    let lists = ["inside", "after", "before", "clause", "sentence", "message"];
    let lists = subsequence(lists.to_vec(), 0..3);
    let switches = ["question", "conditional", "rescued", "number", "negated"];
    let switches = subsequence(switches.to_vec(), 0..3);
    let whose = subsequence(vec!["self", "customer", "other", "thing"], 0..3);
    (lists, vec(vec(phrase(), 1..3), 3), switches, whose, any::<bool>()).prop_map(
        |(lists, wordings, switches, whose, quoted)| {
            let mut written = format!("quoted: {quoted}");
            for (list, wordings) in lists.iter().zip(wordings) {
                let _ = write!(written, ", {list}: {}", quote(&wordings));
            }
            for switch in switches {
                let _ = write!(written, ", {switch}: true");
            }
            if !whose.is_empty() {
                let _ = write!(written, ", whose: [{}]", whose.join(", "));
            }
            format!("{{ {written} }}")
        },
    )
}

/// The lines of a rule that say what it looks for and where that is innocent.
fn search() -> impl Strategy<Value = String> {
    let patterns = [r"\d{2,3}", "[不没]+有?", r"\bto+\b", "[a-z]+@?[a-z]+"];
    (
        vec(phrase(), 1..4),
        vec(phrase(), 0..2),
        vec(phrase(), 0..2),
        proptest::option::weighted(0.2, select(patterns.to_vec())),
        innocence(),
        proptest::option::weighted(0.3, (phrase(), innocence())),
        any::<bool>(),
    )
        .prop_map(|(phrases, clause, message, pattern, innocent, own, word_edges)| {
            let mut list = quote(&phrases);
            if let Some((phrase, innocent)) = own {
                list.pop();
                let phrase = quote(&[phrase]);
                let phrase = phrase.trim_matches(['[', ']']);
                let _ = write!(list, ", {{ phrase: {phrase}, innocent: {innocent} }}]");
            }
            let pattern = pattern.map(str::to_owned).into_iter().collect::<Vec<_>>();
            format!(
                "    phrases: {list}\n    whole_clause: {}\n    whole_message: {}\n    patterns: {}\n    \
                 innocent: {innocent}\n    word_edges: {word_edges}\n",
                quote(&clause),
                quote(&message),
                quote(&pattern),
            )
        })
}

fn quote(texts: &[String]) -> String {
    let quoted = texts.iter().map(|text| format!("'{}'", text.replace('\'', "''")));
    format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
}

/// A pack of a few rules; not every one of them is valid.
fn pack() -> impl Strategy<Value = String> {
    let language = select(&["zh", "zh", "en"][..]);
    (language, vec((select(&["a", "b"][..]), search()), 1..4)).prop_map(|(language, rules)| {
        let mut yaml = format!(
            "pack: made\nversion: 1.0.0\nlanguage: {language}\nwords: {{ desk: [柜台, 营业厅, the desk] }}\nrules:\n"
        );
        for (number, (category, search)) in rules.into_iter().enumerate() {
            let _ = write!(
                yaml,
                "  - id: {category}/{number}\n    category: {category}\n    severity: error\n    \
                 message: {{ zh: 禁用, en: forbidden }}\n    why: {{ zh: 测试, en: a test }}\n    \
                 source: test\n    say: [好的]\n    examples: [<有>, 无]\n{search}"
            );
        }
        yaml
    })
}
