//! The map against the dictionary of the locked jieba-rs, and our cuts against its own.

use std::process::Command;
use std::sync::LazyLock;

use fst::Streamer as _;
use jieba_rs::Jieba;

use super::{Dictionary, TAGS, TOTAL, Word, frequency};

static FULL: LazyLock<Jieba> =
    LazyLock::new(|| Jieba::with_dict(&mut dictionary_of_jieba().as_bytes()).unwrap());

/// The dictionary of the jieba-rs that this crate is locked to.
fn dictionary_of_jieba() -> String {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .unwrap();
    let metadata = String::from_utf8(cargo.stdout).unwrap().replace(r"\\", "/");
    let directory = metadata
        .split("\"manifest_path\":\"")
        .filter_map(|rest| rest.split_once("/Cargo.toml\""))
        .map(|(directory, _)| directory)
        .find(|directory| directory.rsplit('/').next().unwrap().starts_with("jieba-rs-"))
        .expect("jieba-rs comes from a registry");
    std::fs::read_to_string(format!("{directory}/src/data/dict.txt")).unwrap()
}

/// Numbers that are the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

fn all_words(dictionary: &Dictionary) -> Vec<String> {
    let mut words = Vec::new();
    let mut stream = dictionary.map.keys();
    while let Some(word) = stream.next() {
        words.push(String::from_utf8(word.to_vec()).unwrap());
    }
    words
}

/// Words of the dictionary, lone Han characters, letters and digits in a row.
fn sentence(dice: &mut Dice, words: &[String], pieces: usize) -> String {
    let signs: Vec<char> = "abkzABKZ0123456789".chars().collect();
    let mut text = String::new();
    for _ in 0..pieces {
        match dice.below(10) {
            0..=5 => text.push_str(&words[dice.below(words.len())]),
            6 | 7 => {
                let han = 0x4E00 + u32::try_from(dice.below(0x51A6)).unwrap();
                text.push(char::from_u32(han).unwrap());
            }
            8 => text.extend((0..=dice.below(4)).map(|_| dice.one_of(&signs))),
            _ => text.push(dice.one_of(&['的', '了', '不', '是', '人', '一', '我', '好'])),
        }
    }
    text
}

/// jieba's own cut of `run`, with its part of speech where the dictionary or the signs decide it;
/// elsewhere the whole jieba asks a statistical model, which we never do.
fn full_cut(dictionary: &Dictionary, run: &str) -> Vec<Word> {
    let word = |tag: jieba_rs::Tag<'_>| {
        let signs = tag.word.contains(|sign: char| sign.is_ascii_alphanumeric());
        let decided = dictionary.map.contains_key(tag.word) || signs;
        let known = TAGS.iter().chain(&["eng", "m"]).find(|known| **known == tag.tag);
        Word {
            start: tag.byte_start,
            end: tag.byte_end,
            tag: if decided { known.unwrap() } else { "x" },
        }
    };
    FULL.tag(run, false).into_iter().map(word).collect()
}

#[test]
fn the_map_holds_what_the_dictionary_of_jieba_holds() {
    let dictionary = Dictionary::embedded();
    dictionary.map.as_fst().verify().unwrap();
    let text = dictionary_of_jieba();
    let mut total = 0;
    for line in text.lines() {
        let [word, weight, tag] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let value = dictionary.map.get(word).expect(word);
        assert_eq!(frequency(value), weight.parse::<u64>().unwrap(), "{word}");
        assert_eq!(dictionary.tag(word), tag, "{word}");
        total += frequency(value);
    }
    assert_eq!(dictionary.map.len(), text.lines().count());
    assert_eq!(total, TOTAL);
    assert_eq!(TAGS.len(), 55);
}

#[test]
fn random_sentences_are_cut_as_the_whole_jieba_cuts_them() {
    let dictionary = Dictionary::embedded();
    let words = all_words(&dictionary);
    let mut dice = Dice(0x6A69_6E79_7501);
    for _ in 0..3_000 {
        let pieces = 1 + dice.below(25);
        let run = sentence(&mut dice, &words, pieces);
        assert_eq!(dictionary.cut(&run), full_cut(&dictionary, &run), "{run}");
    }
}

#[test]
fn long_runs_are_cut_as_the_whole_jieba_cuts_them() {
    let dictionary = Dictionary::embedded();
    let words = all_words(&dictionary);
    let mut dice = Dice(0x6A69_6E79_7502);
    let repeated = ["中华人民共和国全国人民代表大会", "哈", "了解决", "a", "1"];
    let random = (0..5).map(|_| sentence(&mut dice, &words, 400));
    for run in repeated.iter().map(|part| part.repeat(1_000 / part.chars().count())).chain(random) {
        assert_eq!(dictionary.cut(&run), full_cut(&dictionary, &run), "{run}");
    }
}

#[test]
fn words_outside_the_dictionary_have_the_tags_of_jieba() {
    let dictionary = Dictionary::embedded();
    let shown = |run: &str| -> Vec<String> {
        let word = |word: Word| format!("{}/{}", &run[word.start..word.end], word.tag);
        dictionary.cut(run).into_iter().map(word).collect()
    };
    assert_eq!(shown("我们没有24小时服务"), ["我们/r", "没有/v", "24/m", "小时/n", "服务/vn"]);
    assert_eq!(shown("加我手机abc123"), ["加/v", "我/r", "手机/n", "abc123/eng"]);
    assert_eq!(shown("𫝈"), ["𫝈/x"]);
    assert_eq!(shown(""), Vec::<String>::new());
}

#[test]
fn the_rest_is_no_word_of_any_text() {
    let dictionary = Dictionary::embedded();
    for run in ["\0", "我\0们", "您好，请问 有什么\r\n可以帮您？"] {
        assert_eq!(dictionary.cut(run), full_cut(&dictionary, run), "{run:?}");
    }
}

#[test]
fn an_edge_inside_a_word_is_never_missed() {
    let dictionary = Dictionary::embedded();
    for text in [
        "您看可不可以再等等",
        "请特别问一下生活该如何",
        "着急什么事都可以说",
        "保证金会退给您",
        "研究生命起源",
    ] {
        for word in dictionary.cut(text) {
            let inside = text.char_indices().map(|(at, _)| at);
            for edge in inside.filter(|&at| at > word.start && at < word.end) {
                assert!(dictionary.straddles(text, edge), "{text} at {edge}");
            }
        }
    }
    assert!(!dictionary.straddles("急什么", "急".len()));
}
