//! The loop: chunks in, their parts of the report out, in order, whoever lints them. An input that
//! cannot be read is complained of and the rest is still linted. Never looks into a chunk.

use crate::error::{Kind, ProjectError};
use crate::input::Inputs;
use crate::packs::builder;
use crate::part::{Memos, Part, Piece, Target, Task};
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

/// A chunk to be linted, and where its part of the report goes.
type Job<'r> = (Result<Piece<'r>, ProjectError>, SyncSender<io::Result<Part>>);

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
            self.tell(task.part(first, &mut memos)?, &mut inputs)?;
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
        while let Some(piece) = inputs.next() {
            self.tell(task.part(piece, memos)?, inputs)?;
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
            while let Some(piece) = inputs.next() {
                if started < threads && start() {
                    started += 1;
                }
                if started == 0 {
                    // The system has no thread for us.
                    self.tell(task.part(piece, &mut Memos::default())?, inputs)?;
                    continue;
                }
                if parts.len() >= AHEAD * started {
                    self.tell_next(&mut parts, inputs)?;
                }
                let (done, part) = mpsc::sync_channel(1);
                parts.push_back(part);
                if jobs.send((piece, done)).is_err() {
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
        inputs: &mut Inputs<'_, '_>,
    ) -> io::Result<()> {
        let Some(part) = parts.pop_front() else { return Ok(()) };
        // Only a thread that panicked does not answer; its panic goes on at the end of the scope.
        let part = part.recv().map_err(io::Error::other)??;
        self.tell(part, inputs)
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
    while let Some((piece, done)) = next() {
        // Nobody waits for it any more where the report could not be written.
        let _ = done.send(task.part(piece, &mut memos));
    }
}
