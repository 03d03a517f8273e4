//! The run over transcripts: stretches in, turns to conversations, what is told of them out, all in order,
//! whoever reads and judges. Never looks into a stretch or a conversation.

use super::crew::{Craft, Crew, Pending, queue};
use super::judge::{Batch, Case, Judge, Part};
use super::keep::{Keep, Show};
use super::note::{Note, ScanNote};
use super::reading::{Piece, Transcripts, of_line};
use super::resume::Resume;
use super::target::{Law, ScanTarget};
use crate::error::ProjectError;
use jinyu::{Language, Position};
use jinyu_formats::{Said, Session, SessionLimits, Sessions, UnreadTimes};
use jinyu_report::scan::{Covers, Sink, Totals};
use jinyu_report::{Report, Summary, Unread};
use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many bytes of text are read at once; more where a record is longer.
const STRETCH: usize = 1 << 18;
/// How many bytes of turns are judged at once; more where a conversation is longer.
const BATCH: usize = 1 << 16;
/// How many jobs of each kind may be with each thread: the one that it does, and the next few.
const AHEAD: usize = 4;

/// What happens while a run goes on.
#[derive(Debug)]
pub enum Event<'e> {
    /// An input, or a record of one, that cannot be read.
    Unread(&'e ProjectError),
    /// What is no fault and should be known.
    Note(&'e ScanNote),
    /// So many bytes of files were read so far.
    Passed(u64),
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Its counts.
    pub summary: Summary,
    /// What its conversations come to.
    pub totals: Totals,
}

/// Why a run ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Something could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// Something could not be read, and the run was to stop there.
    #[error(transparent)]
    Broken(ProjectError),
    /// Somebody asked it to stop; how far it had come is written down, if it was to be.
    #[error("stopped after {told} conversations")]
    Asked {
        /// How many conversations were told.
        told: u64,
    },
}

/// A run over transcripts.
pub struct Scan<'r> {
    reports: Vec<Report<'r>>,
    sinks: Vec<&'r mut dyn Sink>,
    hear: &'r mut dyn FnMut(Event<'_>),
    threads: NonZeroUsize,
    stretch: usize,
    limits: SessionLimits,
    language: Language,
    covers: Option<Covers>,
    show: Show,
    strict: bool,
    resume: Option<Resume>,
    stop: Option<&'r AtomicBool>,
}

impl std::fmt::Debug for Scan<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scan").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl<'r> Scan<'r> {
    /// A run that fills these reports and tells `hear` what happens. It reads and judges on as many
    /// threads as there are cores.
    pub fn new(reports: Vec<Report<'r>>, hear: &'r mut dyn FnMut(Event<'_>)) -> Self {
        Scan {
            reports,
            sinks: Vec::new(),
            hear,
            threads: thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            stretch: STRETCH,
            limits: SessionLimits::default(),
            language: Language::default(),
            covers: None,
            show: Show::default(),
            strict: false,
            resume: None,
            stop: None,
        }
    }

    /// Tells these of every conversation, in the words of this language.
    #[must_use]
    pub fn sinks(mut self, sinks: Vec<&'r mut dyn Sink>, language: Language) -> Self {
        (self.sinks, self.language) = (sinks, language);
        self
    }

    /// Works on so many threads; for 1 none is started.
    #[must_use]
    pub fn threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = threads;
        self
    }

    /// Reads stretches of some so many bytes. Neither this nor the number of threads changes a byte of
    /// what is written.
    #[must_use]
    pub fn stretch(mut self, bytes: usize) -> Self {
        self.stretch = bytes;
        self
    }

    /// When sessions end before their file does.
    #[must_use]
    pub fn limits(mut self, limits: SessionLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Covers with these what must not be seen, wherever words are shown.
    #[must_use]
    pub fn covers(mut self, covers: Covers) -> Self {
        self.covers = Some(covers);
        self
    }

    /// Hands so many conversations to the sinks whole.
    #[must_use]
    pub fn show(mut self, show: Show) -> Self {
        self.show = show;
        self
    }

    /// Stops at the first thing that cannot be read.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Goes on with a run that was interrupted, and writes down from time to time how far it has come. The
    /// reports must be as long as they were then, see [`Resume::written`].
    #[must_use]
    pub fn resume(mut self, resume: Resume) -> Self {
        self.resume = Some(resume);
        self
    }

    /// Stops between two pieces of work as soon as this says so, and writes down how far it has come.
    #[must_use]
    pub fn stop(mut self, asked: &'r AtomicBool) -> Self {
        self.stop = Some(asked);
        self
    }

    /// Scans the transcripts in order and finishes reports and sinks. Holds a few stretches, and the
    /// sessions that are open. A target that is an error is told in its place.
    ///
    /// # Errors
    /// Where something cannot be written; where something cannot be read and the run is strict; where
    /// somebody asked it to stop.
    pub fn over<'t>(
        self,
        targets: impl IntoIterator<Item = Result<ScanTarget<'t>, ProjectError>>,
    ) -> Result<Scanned, Stopped> {
        let keep = Mutex::new(Keep::new(self.show));
        let reporters: Vec<_> = self.reports.iter().map(Report::reporter).collect();
        let (language, covers) = (self.language, self.covers);
        let judge = Judge { reporters: &reporters, language, covers, keep: &keep };
        let mut targets = targets.into_iter();
        let mut inputs = Transcripts::new(&mut targets, self.stretch);
        let passed = inputs.passed.clone();
        let craft = Craft { judge: &judge, size: self.stretch, passed: &passed };
        let mut course = Course::new(self, &keep);
        course.catch_up()?;
        match course.threads.get() {
            1 => course.run(&mut inputs, &mut Crew::alone(craft))?,
            threads => {
                let (jobs, queue) = queue();
                thread::scope(|scope| {
                    let mut crew = Crew::start(craft, threads, scope, &queue, jobs);
                    course.run(&mut inputs, &mut crew)
                })?;
            }
        }
        course.finish()
    }
}

/// A run on its way.
struct Course<'r, 't, 'k> {
    reports: Vec<Report<'r>>,
    sinks: Vec<&'r mut dyn Sink>,
    hear: &'r mut dyn FnMut(Event<'_>),
    threads: NonZeroUsize,
    strict: bool,
    stop: Option<&'r AtomicBool>,
    covers: Option<Covers>,
    keep: &'k Mutex<Keep>,
    sessions: Sessions,
    /// Times of the file that could not be read so far.
    unread_times: Vec<UnreadTimes>,
    ended: Vec<Session>,
    /// How many conversations there were so far.
    number: u64,
    resume: Option<Resume>,
    /// Up to which number they were told before, and those of which the words are wanted all the same.
    told: u64,
    again: BTreeSet<u64>,
    batch: Batch<'t>,
    /// How many bytes the batch holds.
    bytes: usize,
    reads: VecDeque<Pending<Vec<Piece<'t>>>>,
    parts: VecDeque<Pending<io::Result<Part>>>,
    /// The file that is being read, and how it is judged.
    file: Option<(String, Law<'t>)>,
    scanned: Scanned,
}

impl<'r, 't, 'k> Course<'r, 't, 'k> {
    fn new(scan: Scan<'r>, keep: &'k Mutex<Keep>) -> Self {
        let Scan { reports, sinks, hear, threads, strict, covers, limits, resume, stop, .. } = scan;
        Course {
            reports,
            sinks,
            hear,
            threads,
            strict,
            stop,
            covers,
            keep,
            sessions: Sessions::new(limits),
            unread_times: Vec::new(),
            ended: Vec::new(),
            number: 0,
            resume,
            told: 0,
            again: BTreeSet::new(),
            batch: Vec::new(),
            bytes: 0,
            reads: VecDeque::new(),
            parts: VecDeque::new(),
            file: None,
            scanned: Scanned::default(),
        }
    }

    /// Tells the sinks what a run before this one has told.
    fn catch_up(&mut self) -> io::Result<()> {
        let Some(resume) = &self.resume else { return Ok(()) };
        (self.told, self.scanned.summary) = (resume.checkpoint().told, resume.checkpoint().summary);
        let mut keep = self.keep.lock().unwrap_or_else(PoisonError::into_inner);
        resume.replay(&mut |facts| {
            if keep.wants(&facts) {
                keep.offer(&facts, None);
            }
            self.scanned.totals.add(&facts);
            self.sinks.iter_mut().try_for_each(|sink| sink.conversation(&facts))
        })?;
        self.again = keep.without_words();
        Ok(())
    }

    fn run(
        &mut self,
        inputs: &mut Transcripts<'_, 't>,
        crew: &mut Crew<'_, 't>,
    ) -> Result<(), Stopped> {
        let ahead = AHEAD * crew.threads();
        loop {
            let batch = inputs.batch();
            if batch.is_empty() {
                break;
            }
            self.reads.push_back(crew.read(batch));
            if self.reads.len() > ahead {
                self.group(crew)?;
                (self.hear)(Event::Passed(inputs.passed.bytes()));
            }
        }
        while !self.reads.is_empty() {
            self.group(crew)?;
        }
        self.judge(crew)?;
        while !self.parts.is_empty() {
            self.tell()?;
        }
        Ok(())
    }

    /// Goes no further where somebody asked for that.
    fn may_go_on(&mut self) -> Result<(), Stopped> {
        if !self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Ok(());
        }
        self.save()?;
        Err(Stopped::Asked { told: self.scanned.totals.all.conversations })
    }

    /// Writes down how far the run has come.
    fn save(&mut self) -> io::Result<()> {
        let Some(resume) = &mut self.resume else { return Ok(()) };
        resume.save(&self.scanned.summary, self.reports.iter_mut().map(Report::flush))
    }

    /// Waits for the oldest of what is being read, and puts its turns together.
    fn group(&mut self, crew: &mut Crew<'_, 't>) -> Result<(), Stopped> {
        self.may_go_on()?;
        let Some(pieces) = self.reads.pop_front() else { return Ok(()) };
        for piece in pieces.wait()? {
            match piece {
                Piece::Said(said, law) => self.said(said, law)?,
                Piece::End => self.end(),
                Piece::Broken(error) => {
                    let path = error.path().unwrap_or_default().to_owned();
                    self.unread(error, Unread { path, position: None, message: String::new() })?;
                }
            }
            self.file_cases(crew)?;
        }
        Ok(())
    }

    fn said(&mut self, said: Said, law: Law<'t>) -> Result<(), Stopped> {
        for error in said.errors {
            let position = Some(Position { line: error.line(), column: error.column() });
            let path = error.path().to_owned();
            self.unread(of_line(error), Unread { path, position, message: String::new() })?;
        }
        if let Some(first) = said.utterances.first() {
            self.file = Some((first.source().name().to_owned(), law));
            self.sessions.part_at(law.options.gap);
        }
        for utterance in said.utterances {
            self.sessions.take(utterance, &mut self.ended);
        }
        UnreadTimes::merge(&mut self.unread_times, said.unread_times);
        self.sessions.stretch();
        Ok(())
    }

    /// The file has ended. What is to be known of it is told now, behind what could not be read, wherever
    /// that stood in a stretch.
    fn end(&mut self) {
        self.sessions.end(&mut self.ended);
        let times = std::mem::take(&mut self.unread_times).into_iter().map(Note::Times);
        for note in self.sessions.notes().into_iter().map(Note::Session).chain(times) {
            if let Some((path, _)) = &self.file {
                let note = ScanNote { path: path.clone(), note };
                (self.hear)(Event::Note(&match self.covers {
                    Some(covers) => note.covered(covers),
                    None => note,
                }));
            }
        }
    }

    fn unread(&mut self, error: ProjectError, unread: Unread) -> Result<(), Stopped> {
        let error = match self.covers {
            Some(covers) => error.covered(covers.text),
            None => error,
        };
        if self.strict {
            return Err(Stopped::Broken(error));
        }
        self.scanned.summary.unread += 1;
        (self.hear)(Event::Unread(&error));
        let unread = Unread { message: error.to_string(), ..unread };
        self.reports.iter_mut().for_each(|report| report.unread(unread.clone()));
        Ok(())
    }

    /// Makes cases of the sessions that have ended, and hands them over where they are enough.
    fn file_cases(&mut self, crew: &mut Crew<'_, 't>) -> Result<(), Stopped> {
        let Some((_, law)) = self.file else { return Ok(()) };
        for session in std::mem::take(&mut self.ended) {
            self.number += 1;
            let (number, again) = (self.number, self.number <= self.told);
            if again && !self.again.contains(&number) {
                continue;
            }
            self.bytes += session.weight();
            self.batch.push(Case { number, session, law, again });
            if self.bytes > BATCH {
                self.judge(crew)?;
            }
        }
        Ok(())
    }

    fn judge(&mut self, crew: &mut Crew<'_, 't>) -> Result<(), Stopped> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        if !batch.is_empty() {
            self.parts.push_back(crew.judge(batch));
        }
        if self.parts.len() > AHEAD * crew.threads() {
            self.tell()?;
        }
        Ok(())
    }

    /// Waits for the oldest of what is being judged.
    fn tell(&mut self) -> Result<(), Stopped> {
        self.may_go_on()?;
        let Some(part) = self.parts.pop_front() else { return Ok(()) };
        let part = part.wait()??;
        self.scanned.summary.add(&part.summary);
        for (report, section) in self.reports.iter_mut().zip(part.sections) {
            report.section(section)?;
        }
        for facts in &part.facts {
            self.scanned.totals.add(facts);
            self.sinks.iter_mut().try_for_each(|sink| sink.conversation(facts))?;
            self.resume.iter_mut().try_for_each(|resume| resume.told(facts))?;
        }
        if self.resume.as_ref().is_some_and(Resume::is_due) {
            self.save()?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Scanned, Stopped> {
        let keep = std::mem::take(&mut *self.keep.lock().unwrap_or_else(PoisonError::into_inner));
        let exhibits = keep.into_exhibits();
        for report in self.reports {
            report.finish(&self.scanned.summary)?;
        }
        for sink in &mut self.sinks {
            sink.finish(&self.scanned.totals, &exhibits)?;
        }
        self.resume.map_or(Ok(()), Resume::finish)?;
        Ok(self.scanned)
    }
}
