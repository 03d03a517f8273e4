//! Laws of folding, offsets and findings, over texts that nobody would think of.

use jinyu::{Linter, Pack, Source, Turn};
use proptest::prelude::*;
use std::sync::OnceLock;

#[allow(unreachable_pub, reason = "in its own crate it is public")]
#[path = "../../../laws/src/offsets.rs"]
mod offsets;

const PHRASES: &[&str] =
    &["不知道", "烦不烦", "您买不起", "没办法", "应该准确", "去营业厅问吧", "vip不行"];

fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let list = PHRASES.join(", ");
        let yaml = format!(
            "pack: p\nversion: 1.0.0\nlanguage: zh\nrules:\n  - id: p/p\n    category: p\n    severity: error\n    \
             message: {{ zh: p, en: p }}\n    why: {{ zh: p, en: p }}\n    source: p\n    say: [好]\n    \
             word_edges: false\n    phrases: [{list}]\n    innocent: {{ quoted: false }}\n    examples: [<有>, 无]\n"
        );
        let pack = Pack::parse(&Source::new("p.yaml", yaml)).expect("the pack is valid");
        Linter::builder().pack(pack).build().expect("one rule cannot clash")
    })
}

/// Phrases with everything that a phrase can be made of, so that what is required near a literal
/// is worked out in every way.
fn frames() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let yaml = r#"
pack: p
version: 1.0.0
language: zh
words: { desk: [营业厅, 柜台, 网点] }
rules:
  - id: p/p
    category: p
    severity: error
    message: { zh: p, en: p }
    why: { zh: p, en: p }
    source: p
    say: [好]
    word_edges: false
    phrases:
      - "{self}{gap}不清楚"
      - "去{gap:4}{问|找}{{desk}|别人}(吧)"
      - 爱V不V
      - "走，走{吧|呀}"
      - "{start}不行{end}"
      - "i {gap:3} {can not|do not} help (you)"
      - "too bad for {you|u}"
      - "你wifi{gap:3}坏"
    whole_clause: ["没有"]
    whole_message: ["不{会|管}"]
    innocent: { quoted: false }
    examples: [爱<有>, 无]
"#;
        let pack = Pack::parse(&Source::new("p.yaml", yaml)).expect("the pack is valid");
        Linter::builder().pack(pack).build().expect("one rule cannot clash")
    })
}

/// Phrases in letters: words that end or go on, doubled letters, words that a space may part.
fn words() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let yaml = r#"
pack: w
version: 1.0.0
language: en
words: { desk: [the desk, a till, tills] }
rules:
  - id: w/w
    category: w
    severity: error
    message: { zh: w, en: w }
    why: { zh: w, en: w }
    source: w
    say: [good]
    word_edges: false
    phrases:
      - "of {course|cause}"
      - "off you go"
      - "call({ing|ed}) {desk} now"
      - "help{ing|er} ({gap:2}) you, calm {down|off}"
      - "mm hm"
      - "{am|a} maybe"
      - "t{o|oo} {bad|late} for {you|u}, {gap:4} {desk}"
      - "vip不ok"
      - "不 ok off"
    whole_clause: ["no way", "too bad"]
    innocent: { quoted: false }
    examples: ["<Off you go>", "good"]
"#;
        let pack = Pack::parse(&Source::new("w.yaml", yaml)).expect("the pack is valid");
        Linter::builder().pack(pack).build().expect("one rule cannot clash")
    })
}

/// Pieces of those phrases, words and halves of words, and all that may part them.
fn pieces_of_words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "of", "off", "course", "cause", "you", "u", "go", "call", "cal", "ing", "ed", "the",
            "desk", "a", "till", "tills", "now", "help", "er", "calm", "down", "mm", "m", "hm",
            "am", "maybe", "to", "too", "o", "t", "bad", "late", "for", "vip", "不", "ok", "no",
            "way", "sorry", "please", "x", "11", "é",
        ]),
        proptest::sample::select(vec![
            "", "", "-", ".", ",", "'", "*", "\n", "\u{200b}", "。", "l", "o"
        ]),
    ];
    let parting = proptest::sample::select(vec![" ", " ", " ", "", ". ", ", ", "-", "  "]);
    let spelled = |(piece, parting, apart): (&str, &str, bool)| {
        if !apart {
            return format!("{piece}{parting}");
        }
        piece.chars().map(|letter| format!("{letter}{parting}")).collect()
    };
    let piece = (piece, parting, proptest::bool::weighted(0.15)).prop_map(spelled);
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Pieces of those phrases, and what may stand between them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "我",
        "我们",
        "不清楚",
        "去",
        "问",
        "找",
        "柜台",
        "别人",
        "吧",
        "爱",
        "买",
        "不",
        "走",
        "呀",
        "行",
        "i",
        "I",
        "can't",
        "can not",
        "do",
        "don't",
        "not",
        "help",
        "helping",
        "you",
        "u",
        "too",
        "to",
        "bad",
        "baad",
        "for",
        "你",
        "wifi",
        "WiFi",
        "坏",
        "没",
        "有",
        "沒",
        "会",
        "管",
        "嗯",
        "的",
        "请",
        "привет",
        "한국",
        "é",
        "①",
        "ﬁ",
        "3",
        "11",
        "，",
        "。",
        "？",
        ",",
        ".",
        "、",
        "—",
        "\n",
        " ",
        " ",
        "*",
        "\u{200b}",
        "(",
        "…",
    ]);
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn folded(text: &str) -> String {
    linter().explain(&Turn::new(text)).folded
}

/// One character of a phrase in one of its disguises.
fn disguise(character: char) -> impl Strategy<Value = String> {
    let other: Vec<char> = match character {
        '烦' => vec!['烦', '煩'],
        '买' => vec!['买', '買'],
        '没' => vec!['没', '沒'],
        '办' => vec!['办', '辦'],
        '应' => vec!['应', '應'],
        '该' => vec!['该', '該'],
        '准' => vec!['准', '準'],
        '确' => vec!['确', '確'],
        '问' => vec!['问', '問'],
        '业' => vec!['业', '業'],
        '厅' => vec!['厅', '廳'],
        '您' => vec!['您', '你', '妳'],
        'v' => vec!['v', 'V', 'ｖ', 'Ｖ'],
        'i' => vec!['i', 'I', 'ｉ'],
        'p' => vec!['p', 'P', 'Ｐ'],
        other => vec![other],
    };
    let repeatable = !character.is_ascii();
    (proptest::sample::select(other), if repeatable { 1..4usize } else { 1..2usize })
        .prop_map(|(form, times)| std::iter::repeat_n(form, times).collect())
}

/// What may stand between two characters without parting them.
fn filling() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        3 => Just(""),
        1 => proptest::sample::select(vec![
            " ", "　", "*", "~", "_", "·", "｜", "\u{200B}", "\u{2060}", "\u{FEFF}", "\u{FE0F}",
            "\u{AD}", "😀", "◇", "-", "/", "\t", "\0",
        ]),
    ]
}

fn disguised() -> impl Strategy<Value = (usize, String)> {
    (0..PHRASES.len()).prop_flat_map(|index| {
        let parts: Vec<_> = PHRASES[index].chars().map(|c| (disguise(c), filling())).collect();
        parts.prop_map(move |parts| {
            let mut text = String::new();
            let last = parts.len() - 1;
            for (at, (form, filling)) in parts.into_iter().enumerate() {
                text.push_str(&form);
                // Letters beside each other must stay one word: only the invisible may part them.
                let letters =
                    text.ends_with(|c: char| c.is_ascii_alphabetic() || ('Ａ'..='ｚ').contains(&c));
                if at < last
                    && !(letters && filling.chars().any(|c| c.is_whitespace() || c == '\0'))
                {
                    text.push_str(filling);
                }
            }
            (index, text)
        })
    })
}

/// Ordinary and odd text that holds none of the phrases.
fn surroundings() -> impl Strategy<Value = String> {
    let pieces = vec![
        "您好，",
        "请稍等。",
        "\n",
        "\r\n",
        "……",
        "好的！",
        "ok ",
        "１２３",
        "㊣",
        "ﬁ",
        "🙂🙂",
        "“",
        "”",
        "的",
        "Ａ",
        "e\u{301}",
        "、",
        "(",
        "）",
        "> ",
        "\u{200B}",
        "가",
        "が",
        "𠀀",
        "ℌ",
        "%",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..8)
        .prop_map(|pieces| pieces.concat())
}

/// The filter loses nothing: what is found in a text is what is found when every literal is looked at.
fn same_as_explained(linter: &Linter, text: &str) -> Result<(), TestCaseError> {
    let turn = Turn::new(text);
    let linted: Vec<_> = linter.lint(&turn).iter().map(|finding| finding.span).collect();
    let explained = linter.explain(&turn);
    let found = explained.traces.iter().filter(|trace| trace.verdict.is_found());
    let explained: Vec<_> = found.map(|trace| trace.span).collect();
    prop_assert_eq!(linted, explained, "the filter lost a candidate in {:?}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn a_disguised_phrase_is_found_and_its_span_is_exact(
        before in surroundings(), (index, phrase) in disguised(), after in surroundings(),
    ) {
        let text = format!("{before}。{phrase}。{after}");
        let turn = Turn::new(text.as_str());
        let findings = linter().lint(&turn);
        let place = before.len() + '。'.len_utf8();
        let found = findings.iter().find(|finding| finding.span.start() == place);
        prop_assert!(found.is_some(), "{:?} not found in {:?}", PHRASES[index], text);
        for finding in &findings {
            let cut = finding.span.cut(&text);
            prop_assert!(cut.is_some(), "a span off the character edges in {:?}", text);
            let cut = folded(cut.unwrap_or_default()).replace(' ', "");
            let contains = PHRASES.iter().any(|phrase| {
                let wanted = phrase.replace('您', "你");
                let mut needle = wanted.chars().peekable();
                // A character that stands twice in the text stands twice in the folded text.
                let mut have = cut.chars().peekable();
                while let Some(wanted) = needle.next() {
                    if have.next() != Some(wanted) {
                        return false;
                    }
                    while have.peek() == Some(&wanted) && needle.peek() != Some(&wanted) {
                        have.next();
                    }
                }
                have.next().is_none()
            });
            prop_assert!(contains, "{:?} folds to {:?}, which is no phrase", finding.span, cut);
        }
    }

    #[test]
    fn no_text_panics_and_every_span_lies_on_edges(text in "\\PC{0,60}") {
        for finding in linter().lint(&Turn::new(text.as_str())) {
            prop_assert!(finding.span.cut(&text).is_some_and(|cut| !cut.is_empty()));
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,60}") {
        // A line end is a space if letters stand on both sides, and folding takes away what stood there.
        let text = text.replace(['\u{2028}', '\u{2029}'], " ");
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn findings_are_what_explain_reports(
        pieces in proptest::collection::vec(prop_oneof![
            surroundings(), disguised().prop_map(|(_, text)| text)
        ], 0..5),
    ) {
        same_as_explained(linter(), &pieces.concat())?;
    }

    #[test]
    fn findings_of_frames_are_what_explain_reports(text in pieces()) {
        same_as_explained(frames(), &text)?;
    }

    #[test]
    fn findings_of_words_are_what_explain_reports(text in pieces_of_words()) {
        same_as_explained(words(), &text)?;
    }

    #[test]
    fn findings_of_phrases_in_words_are_what_explain_reports(
        phrase in proptest::sample::select(vec![
            "of course", "off you go", "calling the desk now", "call tills now", "helper you calm down",
            "helping me then you, calm off", "mm hm", "a maybe", "too bad for u, go to a till", "vip不ok",
            "不 ok off", "no way", "too bad, please",
        ]),
        parting in proptest::sample::select(vec![" ", " ", "  ", "-", ". ", "\n", ""]),
        doubled in 0usize..30, times in 1usize..5, apart in 0usize..12,
        before in pieces_of_words(), after in pieces_of_words(),
    ) {
        let letters = phrase.chars().enumerate().flat_map(|(at, letter)| {
            let times = if at == doubled { times } else { 1 };
            let letter = if letter == ' ' { parting.to_owned() } else { letter.to_string() };
            let between = if apart == 0 { parting } else { "" };
            [letter.repeat(times), between.to_owned()]
        });
        let text = format!("{before} {} {after}", letters.collect::<String>());
        same_as_explained(words(), &text)?;
    }

    #[test]
    fn a_map_covers_what_made_a_span(pieces in proptest::collection::vec(any::<u8>(), 3..36)) {
        offsets::bytes(&pieces);
    }
}
