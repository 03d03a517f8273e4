//! The loop: chunks in, their parts of the report out, in order, whoever lints them. An input that
//! cannot be read is complained of and the rest is still linted. Never looks into a chunk.

use crate::error::{Kind, ProjectError};
use crate::input::Inputs;
use crate::packs::builder;
use crate::part::{Part, Task};
use jinyu::{Level, Linter, Memo};
use jinyu_formats::{Chunk, ReadOptions};
use jinyu_report::{Report, Reporter, Summary};
use std::collections::VecDeque;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

/// How many bytes of text are linted at once; more where a line is longer.
const CHUNK: usize = 1 << 18;
/// How many chunks may be with each thread: the one that it lints, and the next.
const AHEAD: usize = 2;

/// A linter of the named packs (the default ones where none is named), at the given levels of
/// rules or categories.
///
/// # Errors
/// A pack that is not there or has faults; a level for a rule that no pack has.
pub fn linter(packs: &[String], levels: &[(String, Level)]) -> Result<Linter, ProjectError> {
    let mut builder = builder(packs)?;
    for (rule, level) in levels {
        builder = builder.level(rule, *level);
    }
    builder.build().map_err(|error| Kind::Build(error).into())
}

/// One run over some inputs.
pub struct Run<'r> {
    task: Task<'r>,
    report: Report<'r>,
    complain: &'r mut dyn FnMut(&ProjectError),
    threads: NonZeroUsize,
    chunk: usize,
    summary: Summary,
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run").field("summary", &self.summary).finish_non_exhaustive()
    }
}

/// A chunk to be linted, and where its part of the report goes.
type Job = (Result<Chunk, ProjectError>, SyncSender<io::Result<Part>>);

impl<'r> Run<'r> {
    /// A run that writes what `reporter` says to `out`, which should be buffered, and tells
    /// `complain` of each input, and each line of one, that cannot be read. It lints on as many
    /// threads as there are cores.
    pub fn new(
        linter: &'r Linter,
        options: &'r ReadOptions,
        reporter: &'r dyn Reporter,
        out: &'r mut dyn Write,
        complain: &'r mut dyn FnMut(&ProjectError),
    ) -> Self {
        Run {
            task: Task { linter, options, reporter },
            report: Report::new(reporter, out),
            complain,
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            chunk: CHUNK,
            summary: Summary::default(),
        }
    }

    /// Lints on so many threads; for 1, and for inputs of one chunk, none is started.
    #[must_use]
    pub fn threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = threads;
        self
    }

    /// Divides inputs that have a turn a line into chunks of some so many bytes. Neither this nor
    /// the number of threads changes a byte of the report.
    #[must_use]
    pub fn chunk(mut self, bytes: usize) -> Self {
        self.chunk = bytes;
        self
    }

    /// Lints the inputs in order and finishes the report. Holds a few chunks at a time.
    ///
    /// # Errors
    /// Only where the report cannot be written.
    pub fn over(mut self, paths: &[String]) -> io::Result<Summary> {
        let mut inputs = Inputs::new(paths, self.task.options.input, self.chunk);
        let mut memo = self.task.linter.memo();
        if let Some(first) = inputs.next() {
            self.tell(self.task.part(first, &mut memo)?, &mut inputs)?;
        }
        match self.threads.get() {
            1 => self.one_by_one(&mut inputs, &mut memo)?,
            threads => self.side_by_side(threads, &mut inputs)?,
        }
        self.report.finish(&self.summary)?;
        Ok(self.summary)
    }

    fn one_by_one(&mut self, inputs: &mut Inputs<'_>, memo: &mut Memo<'_>) -> io::Result<()> {
        while let Some(chunk) = inputs.next() {
            self.tell(self.task.part(chunk, memo)?, inputs)?;
        }
        Ok(())
    }

    /// The same on several threads, each started when there is a chunk for it. This one reads and
    /// writes.
    fn side_by_side(&mut self, threads: usize, inputs: &mut Inputs<'_>) -> io::Result<()> {
        let task = self.task;
        let (jobs, queue) = mpsc::channel();
        let queue = Mutex::new(queue);
        thread::scope(|scope| {
            let jobs = jobs; // closed when this ends, which ends the threads
            let start =
                || thread::Builder::new().spawn_scoped(scope, || work(task, &queue)).is_ok();
            let mut started = 0;
            let mut parts = VecDeque::new();
            while let Some(chunk) = inputs.next() {
                if started < threads && start() {
                    started += 1;
                }
                if started == 0 {
                    // The system has no thread for us.
                    self.tell(task.part(chunk, &mut task.linter.memo())?, inputs)?;
                    continue;
                }
                if parts.len() >= AHEAD * started {
                    self.tell_next(&mut parts, inputs)?;
                }
                let (done, part) = mpsc::sync_channel(1);
                parts.push_back(part);
                if jobs.send((chunk, done)).is_err() {
                    break;
                }
            }
            while !parts.is_empty() {
                self.tell_next(&mut parts, inputs)?;
            }
            Ok(())
        })
    }

    /// Waits for the oldest of the parts.
    fn tell_next(
        &mut self,
        parts: &mut VecDeque<Receiver<io::Result<Part>>>,
        inputs: &mut Inputs<'_>,
    ) -> io::Result<()> {
        let Some(part) = parts.pop_front() else { return Ok(()) };
        // Only a thread that panicked does not answer; its panic goes on at the end of the scope.
        let part = part.recv().map_err(io::Error::other)??;
        self.tell(part, inputs)
    }

    fn tell(&mut self, part: Part, inputs: &mut Inputs<'_>) -> io::Result<()> {
        part.complaints.iter().for_each(&mut self.complain);
        self.summary.add(&part.summary);
        self.report.part(&part.written)?;
        inputs.reuse(part.buffer);
        Ok(())
    }
}

/// Lints what is in the queue until that is closed.
fn work(task: Task<'_>, queue: &Mutex<Receiver<Job>>) {
    let next = || queue.lock().ok()?.recv().ok();
    let mut memo = task.linter.memo();
    while let Some((chunk, done)) = next() {
        // Nobody waits for it any more where the report could not be written.
        let _ = done.send(task.part(chunk, &mut memo));
    }
}
