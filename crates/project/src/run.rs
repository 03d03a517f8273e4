//! The loop: chunks in, their parts of the report out, in order, whoever lints them. An input that
//! cannot be read is complained of and the rest is still linted. Never looks into a chunk.

use crate::cache::Cache;
use crate::error::ProjectError;
use crate::input::{Inputs, Work};
use crate::part::{Memos, Part, Target, Task};
use jinyu::{Level, Linter};
use jinyu_report::{Report, Summary};
use std::collections::VecDeque;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

/// How many bytes of text are linted at once; more where a line is longer.
const CHUNK: usize = 1 << 18;
/// How many jobs may be with each thread: the one that it does, and the next few, so that it need not
/// wait for the thread that reads and writes.
const AHEAD: usize = 4;
/// Into how many parts of a chunk small inputs are put together, so that threads need not be woken for
/// each of them, and at most how many inputs one job has.
const SMALL: usize = 4;
const TOGETHER: usize = 64;

/// A linter of the named packs (the default ones where none is named), at the given levels of
/// rules or categories, without a cache.
///
/// # Errors
/// A pack that is not there or has faults; a level for a rule that no pack has.
pub fn linter(packs: &[String], levels: &[(String, Level)]) -> Result<Linter, ProjectError> {
    Cache::none().linter(packs, levels)
}

/// One run over some inputs.
pub struct Run<'r> {
    reports: Vec<Report<'r>>,
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

/// Chunks and short files to be linted one after the other.
type Batch<'r> = Vec<Work<'r>>;

/// What becomes of them, in order.
type Parts = io::Result<Vec<Part>>;

/// What is to be linted, in chunks of how many bytes, and where its parts of the report go.
type Job<'r> = (Batch<'r>, usize, SyncSender<Parts>);

impl<'r> Run<'r> {
    /// A run that fills these reports, and tells `complain` of each input, and each line of one,
    /// that cannot be read. It lints on as many threads as there are cores.
    pub fn new(reports: Vec<Report<'r>>, complain: &'r mut dyn FnMut(&ProjectError)) -> Self {
        Run {
            reports,
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

    /// Lints the inputs in order and finishes the reports. Holds a few chunks at a time. A target
    /// that is an error is complained of in its place.
    ///
    /// # Errors
    /// Only where a report cannot be written.
    pub fn over<'t>(
        mut self,
        targets: impl IntoIterator<Item = Result<Target<'t>, ProjectError>>,
    ) -> io::Result<Summary> {
        let reporters: Vec<_> = self.reports.iter().map(Report::reporter).collect();
        let task = Task { reporters: &reporters };
        let mut targets = targets.into_iter();
        let mut inputs = Inputs::new(&mut targets, self.chunk);
        let mut memos = Memos::default();
        if let Some(first) = inputs.next() {
            self.tell_all(lint(task, vec![first], self.chunk, &mut memos)?, &mut inputs)?;
        }
        match self.threads.get() {
            1 => self.one_by_one(task, &mut inputs, &mut memos)?,
            threads => self.side_by_side(task, threads, &mut inputs)?,
        }
        for report in self.reports {
            report.finish(&self.summary)?;
        }
        Ok(self.summary)
    }

    fn one_by_one<'t>(
        &mut self,
        task: Task<'_>,
        inputs: &mut Inputs<'_, 't>,
        memos: &mut Memos<'t>,
    ) -> io::Result<()> {
        while let Some(work) = inputs.next() {
            self.tell_all(lint(task, vec![work], self.chunk, memos)?, inputs)?;
        }
        Ok(())
    }

    /// The same on several threads, each started when there is a piece for it. This one reads and
    /// writes.
    fn side_by_side<'t>(
        &mut self,
        task: Task<'_>,
        threads: usize,
        inputs: &mut Inputs<'_, 't>,
    ) -> io::Result<()> {
        let (jobs, queue) = mpsc::channel();
        let queue = Mutex::new(queue);
        thread::scope(|scope| {
            let jobs = jobs; // closed when this ends, which ends the threads
            let start =
                || thread::Builder::new().spawn_scoped(scope, || work(task, &queue)).is_ok();
            let mut started = 0;
            let mut parts = VecDeque::new();
            while let Some(batch) = self.batch(inputs) {
                if started < threads && start() {
                    started += 1;
                }
                if started == 0 {
                    // The system has no thread for us.
                    let parts = lint(task, batch, self.chunk, &mut Memos::default())?;
                    self.tell_all(parts, inputs)?;
                    continue;
                }
                if parts.len() >= AHEAD * started {
                    self.tell_next(&mut parts, inputs)?;
                }
                let (done, part) = mpsc::sync_channel(1);
                parts.push_back(part);
                if jobs.send((batch, self.chunk, done)).is_err() {
                    break;
                }
            }
            while !parts.is_empty() {
                self.tell_next(&mut parts, inputs)?;
            }
            Ok(())
        })
    }

    /// The next chunk, or the next few where they are small.
    fn batch<'t>(&self, inputs: &mut Inputs<'_, 't>) -> Option<Batch<'t>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < TOGETHER && bytes <= self.chunk / SMALL {
            let Some(work) = inputs.next() else { break };
            bytes += work.length();
            batch.push(work);
        }
        (!batch.is_empty()).then_some(batch)
    }

    /// Waits for the oldest of the parts.
    fn tell_next(
        &mut self,
        parts: &mut VecDeque<Receiver<Parts>>,
        inputs: &mut Inputs<'_, '_>,
    ) -> io::Result<()> {
        let Some(part) = parts.pop_front() else { return Ok(()) };
        // Only a thread that panicked does not answer; its panic goes on at the end of the scope.
        let done = part.recv().map_err(io::Error::other)??;
        self.tell_all(done, inputs)
    }

    fn tell_all(&mut self, parts: Vec<Part>, inputs: &mut Inputs<'_, '_>) -> io::Result<()> {
        parts.into_iter().try_for_each(|part| self.tell(part, inputs))
    }

    fn tell(&mut self, part: Part, inputs: &mut Inputs<'_, '_>) -> io::Result<()> {
        self.summary.add(&part.summary);
        for (error, unread) in part.complaints {
            (self.complain)(&error);
            self.reports.iter_mut().for_each(|report| report.unread(unread.clone()));
        }
        for (report, section) in self.reports.iter_mut().zip(part.sections) {
            report.section(section)?;
        }
        inputs.reuse(part.buffer);
        Ok(())
    }
}

/// Lints what is in the queue until that is closed.
fn work<'t>(task: Task<'_>, queue: &Mutex<Receiver<Job<'t>>>) {
    let next = || queue.lock().ok()?.recv().ok();
    let mut memos = Memos::default();
    while let Some((batch, chunk, done)) = next() {
        // Nobody waits for it any more where the report could not be written.
        let _ = done.send(lint(task, batch, chunk, &mut memos));
    }
}

fn lint<'t>(task: Task<'_>, batch: Batch<'t>, chunk: usize, memos: &mut Memos<'t>) -> Parts {
    let mut parts = Vec::new();
    for work in batch {
        let short = matches!(work, Work::Short { .. });
        work.each(chunk, &mut |piece| {
            let mut part = task.part(piece, memos)?;
            if short {
                // Its text is used by nobody again, and many of them would add up.
                part.buffer = String::new();
            }
            parts.push(part);
            Ok(())
        })?;
    }
    Ok(parts)
}
