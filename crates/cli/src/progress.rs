//! How far a long run is, on standard error, for somebody who waits at a terminal.
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

/// How long a run is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Length {
    /// So many files.
    Files(usize),
    /// So many bytes of files; nothing where nobody knows.
    Bytes(Option<u64>),
}

impl Length {
    /// How long its bar is; nothing where none is to be seen.
    fn bar(self) -> Option<u64> {
        match self {
            Length::Files(files) => u64::try_from(files).ok().filter(|files| *files > 1),
            Length::Bytes(bytes) => Some(bytes.unwrap_or_default()),
        }
    }

    fn template(self, language: Language) -> &'static str {
        match (self, language) {
            (Length::Files(_), Language::Zh) => "{bar:30} {pos}/{len} 个文件",
            (Length::Files(_), Language::En) => "{bar:30} {pos}/{len} files",
            (Length::Bytes(Some(_)), Language::Zh) => {
                "{bar:30} {bytes}/{total_bytes}，{bytes_per_sec}，还要 {eta}"
            }
            (Length::Bytes(Some(_)), Language::En) => {
                "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left"
            }
            (Length::Bytes(None), Language::Zh) => "{bytes}，{bytes_per_sec}",
            (Length::Bytes(None), Language::En) => "{bytes}, {bytes_per_sec}",
        }
    }
}

impl Progress {
    /// A bar for a run of this length, `wanted` or not.
    pub(crate) fn new(length: Length, wanted: bool, language: Language) -> Self {
        let bar = ProgressBar::with_draw_target(length.bar(), ProgressDrawTarget::hidden());
        let begun = (wanted && length.bar().is_some()).then(Instant::now);
        if begun.is_some() {
            let style = ProgressStyle::with_template(length.template(language));
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        Progress { bar, begun }
    }

    /// One more file is being read.
    pub(crate) fn step(&self) {
        self.reach(self.bar.position() + 1);
    }

    /// So much is behind us.
    pub(crate) fn reach(&self, position: u64) {
        let Some(begun) = self.begun else { return };
        if self.bar.is_hidden() && begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(position);
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
