//! Who reads and judges: threads that take what is next, or nobody but the one that asks. Whatever is
//! handed over comes back in the order in which it is asked for.

use super::judge::{Batch, Judge, Part};
use super::reading::{Passed, Piece, Unread, read};
use crate::part::Memos;
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::Scope;

/// How many bytes of texts each thread remembers for each linter: a month of talk has tens of thousands
/// of sentences that are said again and again.
const REMEMBERED: usize = 24 << 20;

/// What all of them know.
#[derive(Clone, Copy)]
pub(crate) struct Craft<'c> {
    pub(crate) judge: &'c Judge<'c>,
    /// In stretches of how many bytes short files are read.
    pub(crate) size: usize,
    pub(crate) passed: &'c Passed,
}

/// Something that is being done.
pub(crate) enum Pending<T> {
    Done(T),
    Under(Receiver<T>),
}

impl<T> Pending<T> {
    /// Waits for it.
    ///
    /// # Errors
    /// Where the thread that does it has panicked, which goes on at the end of the scope.
    pub(crate) fn wait(self) -> io::Result<T> {
        match self {
            Pending::Done(done) => Ok(done),
            Pending::Under(way) => way.recv().map_err(io::Error::other),
        }
    }
}

/// What there is to do.
pub(crate) enum Job<'t> {
    Read(Vec<Unread<'t>>, SyncSender<Vec<Piece<'t>>>),
    Judge(Batch<'t>, SyncSender<io::Result<Part>>),
}

/// Those who do it.
pub(crate) struct Crew<'c, 't> {
    craft: Craft<'c>,
    jobs: Option<Sender<Job<'t>>>,
    memos: Memos<'t>,
    threads: usize,
}

impl<'c, 't> Crew<'c, 't> {
    /// Nobody but whoever asks.
    pub(crate) fn alone(craft: Craft<'c>) -> Self {
        Crew { craft, jobs: None, memos: Memos::holding(REMEMBERED), threads: 0 }
    }

    /// So many threads, fewer where the system has no more for us. They end when this is dropped.
    pub(crate) fn start<'scope>(
        craft: Craft<'c>,
        threads: usize,
        scope: &'scope Scope<'scope, '_>,
        queue: &'scope Mutex<Receiver<Job<'t>>>,
        jobs: Sender<Job<'t>>,
    ) -> Self
    where
        'c: 'scope,
        't: 'scope,
    {
        let start = || std::thread::Builder::new().spawn_scoped(scope, move || work(craft, queue));
        let threads = (0..threads).filter(|_| start().is_ok()).count();
        let jobs = (threads > 0).then_some(jobs);
        Crew { craft, jobs, memos: Memos::holding(REMEMBERED), threads }
    }

    /// How many threads there are beside the one that asks.
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    pub(crate) fn read(&mut self, batch: Vec<Unread<'t>>) -> Pending<Vec<Piece<'t>>> {
        let Craft { size, passed, .. } = self.craft;
        match &self.jobs {
            None => Pending::Done(read(batch, size, passed)),
            Some(jobs) => hand_over(jobs, |done| Job::Read(batch, done)),
        }
    }

    pub(crate) fn judge(&mut self, batch: Batch<'t>) -> Pending<io::Result<Part>> {
        match &self.jobs {
            None => Pending::Done(self.craft.judge.part(batch, &mut self.memos)),
            Some(jobs) => hand_over(jobs, |done| Job::Judge(batch, done)),
        }
    }
}

fn hand_over<'t, T>(
    jobs: &Sender<Job<'t>>,
    job: impl FnOnce(SyncSender<T>) -> Job<'t>,
) -> Pending<T> {
    let (done, under) = mpsc::sync_channel(1);
    // Where nobody takes it, whoever waits is told.
    let _ = jobs.send(job(done));
    Pending::Under(under)
}

/// Does what is in the queue until that is closed.
fn work<'t>(craft: Craft<'_>, queue: &Mutex<Receiver<Job<'t>>>) {
    let next = || queue.lock().ok()?.recv().ok();
    let mut memos = Memos::holding(REMEMBERED);
    while let Some(job) = next() {
        // Nobody waits for it any more where the run has ended before.
        match job {
            Job::Read(batch, done) => drop(done.send(read(batch, craft.size, craft.passed))),
            Job::Judge(batch, done) => drop(done.send(craft.judge.part(batch, &mut memos))),
        }
    }
}

/// A queue, and its end to put jobs in.
pub(crate) fn queue<'t>() -> (Sender<Job<'t>>, Mutex<Receiver<Job<'t>>>) {
    let (jobs, queue) = mpsc::channel();
    (jobs, Mutex::new(queue))
}
