//! The words of the whole text, as jieba cuts it with its whole dictionary: that of `words.fst`, which tests
//! hold against jieba's own.

use crate::fold::Text;
use fst::{Map, Streamer as _};
use jieba_rs::Jieba;
use std::ops::Range;
use std::sync::LazyLock;

#[allow(dead_code, reason = "the engine counts with the totals")]
#[path = "../../core/src/words/tag_table.rs"]
mod tag_table;

/// jieba with everything that it knows; read once, for that takes longer than a lint.
static WHOLE: LazyLock<Jieba> = LazyLock::new(|| {
    let map = Map::new(include_bytes!("../../core/data/words.fst")).expect("the map is whole");
    let mut lines = String::new();
    let mut words = map.stream();
    while let Some((word, value)) = words.next() {
        let word = std::str::from_utf8(word).expect("words are text");
        let [tag, ..] = value.to_le_bytes();
        lines += &format!("{word} {} {}\n", value >> 8, tag_table::TAGS[usize::from(tag)]);
    }
    Jieba::with_dict(&mut lines.as_bytes()).expect("these are lines of a dictionary")
});

/// A word: its cells and its part of speech.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) cells: Range<usize>,
    pub(crate) tag: String,
}

/// Cuts a text from break to break. A character that stood twice is two, one repeated more often is
/// one.
pub(crate) fn cut(text: &Text<'_>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run = (String::new(), Vec::new());
    for (at, cell) in text.cells.iter().enumerate() {
        if cell.pause().is_some() {
            words.extend(cut_run(&std::mem::take(&mut run)));
            continue;
        }
        for _ in 0..if cell.times == 2 { 2 } else { 1 } {
            run.0.push(cell.character);
            run.1.resize(run.0.len(), at);
        }
    }
    words.extend(cut_run(&run));
    words
}

/// Cuts some characters; `cells` says of each byte which cell it is of.
fn cut_run((run, cells): &(String, Vec<usize>)) -> Vec<Word> {
    let word = |tagged: jieba_rs::Tag<'_>| Word {
        cells: cells[tagged.byte_start]..cells[tagged.byte_end - 1] + 1,
        // What the dictionary does not hold is no noun.
        tag: if WHOLE.has_word(tagged.word) { tagged.tag.to_owned() } else { String::new() },
    };
    WHOLE.tag(run, false).into_iter().map(word).collect()
}
