//! From what was typed to a command, or to what is said where it is none: a complaint quotes words that
//! somebody typed, or that a shell put there from the names of files, and none of it may act on a terminal or give orders to a
//! CI server. Prints nothing.

use crate::args::Args;
use clap::error::Error;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;

/// Reads the words behind the name of the program.
///
/// # Errors
/// What clap says of them, with its own lines and colours; its quotations are on one line, and act on nothing.
pub(crate) fn read(words: &[OsString]) -> Result<Args, Error> {
    let error = match parsed(words.iter().cloned()) {
        Ok(args) => return Ok(args),
        // Help and the version quote nothing.
        Err(error) if !error.use_stderr() => return Err(error),
        Err(error) => error,
    };
    let shown = words.iter().map(|word| jinyu_report::one_line(&word.to_string_lossy()).into());
    // What is wrong with these words is wrong with the words as they are shown, but where they are no text.
    let told = parsed(shown).err().filter(|told| told.use_stderr());
    Err(told.unwrap_or_else(|| {
        let message = jinyu_report::one_line(&error.kind().to_string());
        Args::command().error(error.kind(), message)
    }))
}

fn parsed(words: impl Iterator<Item = OsString>) -> Result<Args, Error> {
    Args::try_parse_from([OsString::from("jinyu")].into_iter().chain(words))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]
mod tests {
    use super::*;

    /// Where clap quotes a word, it is the word as it is shown.
    #[test]
    fn no_word_acts_on_a_terminal() {
        const HOSTILE: &str =
            "\u{1b}]0;a\u{7}\r\n::error file=x::b\u{9b}2J\u{2028}\u{202e}\u{2066}##[error]c";
        let mut quoted = 0;
        for words in [
            "*",
            "--*",
            "lint --*",
            "lint --*=a",
            "lint -*",
            "lint --format *",
            "lint --role *",
            "lint --level *",
            "lint --level a=*",
            "lint --known-days *",
            "lint --threads *",
            "lint --report *",
            "lint --fail-on *",
            "lint --lang *",
            "lint --color=*",
            "scan --map *",
            "scan --map *=a",
            "scan --table *",
            "scan --sample *",
            "scan --gap *",
            "scan --review *",
            "rules *",
            "rules list a *",
            "completions *",
            "man a *",
            "init a *",
            "lint --no-baseline=*",
            "baseline *",
            "explain --format *",
            "fix --rul* a",
        ] {
            let words: Vec<OsString> =
                words.split(' ').map(|word| word.replace('*', HOSTILE).into()).collect();
            let error = read(&words).unwrap_err().render().to_string();
            let acts = |c: char| {
                c != '\n' && c.is_control()
                    || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            let forged = error.lines().any(|line| line.trim_start().starts_with("::"));
            assert!(
                !error.contains(acts) && !forged && !error.contains("##["),
                "{words:?}: {error}"
            );
            quoted += usize::from(error.contains("::error file"));
        }
        assert!(quoted > 20, "{quoted}");
    }
}
