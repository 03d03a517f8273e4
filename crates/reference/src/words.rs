//! The words of the whole text, as jieba cuts it with its whole dictionary.

use crate::fold::Text;
use jieba_rs::Jieba;
use std::ops::Range;
use std::sync::LazyLock;

/// jieba with everything that it knows; read once, for that takes longer than a lint.
static WHOLE: LazyLock<Jieba> = LazyLock::new(|| {
    let dictionary = include_str!(env!("JIEBA_DICTIONARY"));
    Jieba::with_dict(&mut dictionary.as_bytes()).expect("jieba reads its own dictionary")
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
