//! Standard output and standard error: the only place that prints, and the only one that asks
//! about colours and the language of messages.

use crate::args::{Color, Lang};
use crate::failure::Failure;
use crate::progress::{Beside, Length, Progress};
use jinyu::Language;
use jinyu_project::{Day, ProjectError, ScanNote};
use jinyu_report::{Reader, Style};
use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{panic, process};

/// For whom this run writes.
#[derive(Debug)]
pub(crate) struct Terminal {
    language: Language,
    /// Whether somebody asked for this language.
    asked: bool,
    color: Color,
}

impl Terminal {
    pub(crate) fn new(lang: Option<Lang>, color: Color) -> Self {
        let language = match lang {
            Some(Lang::Zh) => Language::Zh,
            Some(Lang::En) => Language::En,
            None => locale(),
        };
        Terminal { language, asked: lang.is_some(), color }
    }

    /// The same in the language that a configuration asks for, unless somebody typed another one.
    pub(crate) fn speaking(&self, language: Option<Language>) -> Terminal {
        let language = language.filter(|_| !self.asked).unwrap_or(self.language);
        Terminal { language, ..*self }
    }

    /// Standard output, buffered. What is written must be flushed.
    pub(crate) fn out(&self) -> BufWriter<io::StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// The same beside a bar.
    pub(crate) fn out_beside<'p>(&self, progress: &'p Progress) -> BufWriter<Beside<'p>> {
        BufWriter::with_capacity(1 << 16, Beside { progress, out: io::stdout().lock() })
    }

    /// A bar for a run over so many files or bytes, where somebody sees it.
    pub(crate) fn progress(&self, length: Length) -> Progress {
        Progress::new(length, io::stderr().is_terminal() && !is_dumb(), self.language)
    }

    /// The day on which this runs, in UTC; `SOURCE_DATE_EPOCH` sets it, so that what is written can be
    /// made again.
    pub(crate) fn today(&self) -> Day {
        let set = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
        let now =
            || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        jinyu_project::day_of(set.unwrap_or_else(now))
    }

    /// How reports on standard output look.
    pub(crate) fn style(&self) -> Style {
        self.style_of(&io::stdout())
    }

    /// Who reads standard output.
    pub(crate) fn reader(&self) -> Reader {
        if io::stdout().is_terminal() || self.style().colour {
            Reader::Person
        } else {
            Reader::Program
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Says what could not be read, and goes on.
    pub(crate) fn complain(&self, error: &ProjectError) {
        say(format_args!("jinyu: {error}"));
    }

    /// Says how many faults of a file were not told, and what to do next.
    pub(crate) fn leave_out(&self, path: &str, count: u64, next: &str) {
        let records = if count == 1 { "record" } else { "records" };
        say(format_args!("jinyu: {path}: {count} more {records} cannot be read; {next}"));
    }

    /// Says what should be known, and goes on.
    pub(crate) fn note(&self, note: &ScanNote) {
        say(format_args!("jinyu: note: {note}"));
    }

    /// Says why nothing could be done.
    pub(crate) fn fail(&self, failure: &Failure) {
        match failure {
            Failure::Project(errors) => errors.iter().for_each(|error| self.explain(error)),
            Failure::Write(error) => say(format_args!("jinyu: cannot write the report: {error}")),
            Failure::Missing(message) | Failure::Usage(message) | Failure::Interrupted(message) => {
                say(format_args!("jinyu: {message}"))
            }
            Failure::NotAmong(message, lines) => {
                say(format_args!("jinyu: {message}"));
                lines.iter().for_each(|line| say(format_args!("  {line}")));
            }
        }
    }

    fn explain(&self, error: &ProjectError) {
        match error.faults() {
            Some((source, faults)) => {
                let mut err = io::stderr().lock();
                let style = self.style_of(&err);
                // Nobody is left to be told that standard error is closed.
                let _ = jinyu_report::faults(&mut err, source, faults, style);
            }
            None => self.complain(error),
        }
    }

    fn style_of(&self, stream: &impl IsTerminal) -> Style {
        let colour = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
                stream.is_terminal() && !set("NO_COLOR") && !is_dumb()
            }
        };
        Style { language: self.language, colour }
    }
}

/// Lets a fault of jinyu itself be told by its place alone, and end the run with the status of what could not
/// be done: what Rust says of it may quote the text at hand. All of it is told where RUST_BACKTRACE is set.
pub(crate) fn tell_faults_without_texts() {
    if env::var_os("RUST_BACKTRACE").is_some() {
        return;
    }
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        if place.contains("rust_xlsxwriter") {
            // It has no other way to tell that rows could not be put aside.
            say(format_args!(
                "jinyu: the workbook cannot be written: its rows wait in the folder for temporary files, which is \
                 full or cannot be written to; make room, or name another one with TMPDIR"
            ));
            process::exit(2);
        }
        say(format_args!(
            "jinyu: a fault of jinyu itself at {place}; please report it with the command that was given; \
             RUST_BACKTRACE=1 shows more, words of the input perhaps among it"
        ));
        process::exit(2);
    }));
}

/// Whether the terminal can do nothing but print.
fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}

fn say(message: std::fmt::Arguments<'_>) {
    // Names of files and words of inputs stand in messages, and may hold anything.
    let message = jinyu_report::one_line(&jinyu_report::message(&message.to_string()));
    // Nobody is left to be told that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{message}");
}

fn locale() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Language::Zh,
        _ => Language::En,
    }
}
