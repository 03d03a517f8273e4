//! How much text is taken at once: more than this nobody says, and it would fill the memory. Refuses; cuts
//! nothing off.

use crate::input::Input;

/// How many bytes of text an input may have that is held as a whole.
pub(crate) const WHOLE: usize = 256 << 20;
/// The same of a page of markup, which takes more memory than other texts of its length.
const PAGE: usize = 32 << 20;
/// How many bytes of text one record may have, or one line.
pub(crate) const RECORD: usize = 32 << 20;
/// How many bytes one message may have.
pub(crate) const MESSAGE: usize = 4 << 20;

/// What is wrong with a message, if it is too long.
pub(crate) fn of_message(text: &str) -> Option<String> {
    (text.len() > MESSAGE).then(|| {
        format!(
            "a message of more than {} MiB; say with --input how the text is divided into messages, or divide it",
            MESSAGE >> 20
        )
    })
}

/// How many bytes of text an input of this shape may have that is held as a whole.
pub(crate) fn whole(input: Input) -> usize {
    match input {
        Input::Markdown | Input::Html => PAGE,
        _ => WHOLE,
    }
}

/// What is wrong with an input that is held as a whole, and may have so many bytes.
pub(crate) fn of_whole(most: usize) -> String {
    format!(
        "more than {} MiB, which are held as a whole; divide the file into smaller ones",
        most >> 20
    )
}

/// What is wrong with a line.
pub(crate) fn of_line() -> String {
    format!("a line of more than {} MiB; divide it into lines, one a message", RECORD >> 20)
}
