//! How far a long run over many files is, on standard error, for somebody who waits at a terminal.
//! Draws nothing into a pipe, and nothing in the first moments.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jinyu::Language;
use std::io::{self, StdoutLock, Write};
use std::time::{Duration, Instant};

/// How long somebody waits without being told anything.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that is hidden until the run turns out to be long.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// When the run began; nothing where no bar is ever to be seen.
    begun: Option<Instant>,
}

impl Progress {
    /// A bar for so many files, `wanted` or not.
    pub(crate) fn new(files: usize, wanted: bool, language: Language) -> Self {
        let length = u64::try_from(files).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        let begun = (wanted && files > 1).then(Instant::now);
        if begun.is_some() {
            let template = match language {
                Language::Zh => "{bar:30} {pos}/{len} 个文件",
                Language::En => "{bar:30} {pos}/{len} files",
            };
            let style = ProgressStyle::with_template(template);
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        Progress { bar, begun }
    }

    /// One more file is being read.
    pub(crate) fn step(&self) {
        let Some(begun) = self.begun else { return };
        if self.bar.is_hidden() && begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Lets something be written to the terminal that the bar may be on.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.begun.is_some() { self.bar.suspend(write) } else { write() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Standard output beside a bar.
#[derive(Debug)]
pub(crate) struct Beside<'p> {
    pub(crate) progress: &'p Progress,
    pub(crate) out: StdoutLock<'static>,
}

impl Write for Beside<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.progress.aside(|| self.out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.progress.aside(|| self.out.flush())
    }
}
