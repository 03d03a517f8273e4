//! Transcripts stretch by stretch, and what they say. Files are opened here; which turns belong together
//! is none of its business.

use super::target::{Law, ScanTarget};
use crate::error::{Kind, ProjectError};
use crate::input::{open, short, unread};
use jinyu_formats::{Said, Stretch, Transcript};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Into how many parts of a stretch small files are put together, so that threads need not be woken for
/// each of them, and at most how many steps one job has.
const SMALL: usize = 4;
const TOGETHER: usize = 64;

/// Something to read.
#[derive(Debug)]
pub(crate) enum Unread<'t> {
    /// A stretch of a file.
    Stretch(Stretch, Law<'t>),
    /// The file of the stretches before has ended.
    End,
    /// A file that is short, to be opened by whoever reads it.
    Short(ScanTarget<'t>),
    /// A file that cannot be read, or not further.
    Broken(ProjectError),
}

/// What was read.
#[derive(Debug)]
pub(crate) enum Piece<'t> {
    /// What a stretch says.
    Said(Said, Law<'t>),
    /// The file ends here.
    End,
    /// It cannot be read, or not further.
    Broken(ProjectError),
}

/// How many bytes of files were read so far, on all threads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passed(Arc<AtomicU64>);

impl Passed {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader whose bytes are counted.
struct Counted {
    input: Box<dyn Read>,
    passed: Passed,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.passed.0.fetch_add(u64::try_from(read).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(read)
    }
}

/// All that there is to read in a run, in order. Holds one file open, and no text but that of the next
/// stretch.
pub(crate) struct Transcripts<'p, 't> {
    targets: &'p mut dyn Iterator<Item = Result<ScanTarget<'t>, ProjectError>>,
    opened: Option<Opened<'t>>,
    size: usize,
    pub(crate) passed: Passed,
}

impl<'p, 't> Transcripts<'p, 't> {
    /// Files in stretches of some `size` bytes; an ordinary file that is no longer is not read here.
    pub(crate) fn new(
        targets: &'p mut dyn Iterator<Item = Result<ScanTarget<'t>, ProjectError>>,
        size: usize,
    ) -> Self {
        Transcripts { targets, opened: None, size, passed: Passed::default() }
    }

    /// The next stretch, or the next few where they are small; nothing at the end.
    pub(crate) fn batch(&mut self) -> Vec<Unread<'t>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < TOGETHER && bytes <= self.size / SMALL {
            let Some((next, length)) = self.next() else { break };
            bytes += length;
            batch.push(next);
        }
        batch
    }

    /// What is next to be read, and how many bytes that are.
    fn next(&mut self) -> Option<(Unread<'t>, usize)> {
        if let Some(opened) = &mut self.opened {
            return Some(match opened.next() {
                Some(Ok(stretch)) => {
                    let bytes = stretch.source().text().len();
                    (Unread::Stretch(stretch, opened.law), bytes)
                }
                Some(Err(error)) => (Unread::Broken(error), 0),
                None => {
                    self.opened = None;
                    (Unread::End, 0)
                }
            });
        }
        let target = match self.targets.next()? {
            Ok(target) => target,
            Err(error) => return Some((Unread::Broken(error), 0)),
        };
        if let Some(length) = short(&target.path, self.size).filter(|_| !is_packed(&target.path)) {
            return Some((Unread::Short(target), length));
        }
        match Opened::new(target, self.size, &self.passed) {
            Ok(opened) => {
                self.opened = Some(opened);
                self.next()
            }
            Err(error) => Some((Unread::Broken(error), 0)),
        }
    }
}

/// Whether a file may hold far more than its length.
fn is_packed(path: &str) -> bool {
    [".gz", ".zst", ".xlsx"].iter().any(|end| {
        let at = path.len().checked_sub(end.len());
        at.and_then(|at| path.get(at..)).is_some_and(|it| it.eq_ignore_ascii_case(end))
    })
}

/// A file that is being read.
struct Opened<'t> {
    path: String,
    law: Law<'t>,
    transcript: Transcript<Counted>,
}

impl<'t> Opened<'t> {
    fn new(target: ScanTarget<'t>, size: usize, passed: &Passed) -> Result<Self, ProjectError> {
        let ScanTarget { path, law, .. } = target;
        let input = Counted { input: open(&path)?, passed: passed.clone() };
        let transcript = Transcript::new(path.as_str(), input, law.options, size);
        Ok(Opened { path, law, transcript })
    }

    fn next(&mut self) -> Option<Result<Stretch, ProjectError>> {
        Some(self.transcript.next()?.map_err(|error| unread(&self.path, error)))
    }
}

/// Reads some steps in order; short files in stretches of some `size` bytes.
pub(crate) fn read<'t>(batch: Vec<Unread<'t>>, size: usize, passed: &Passed) -> Vec<Piece<'t>> {
    let mut pieces = Vec::with_capacity(batch.len());
    for unread in batch {
        match unread {
            Unread::Stretch(stretch, law) => {
                pieces.push(Piece::Said(stretch.read(law.options), law));
            }
            Unread::End => pieces.push(Piece::End),
            Unread::Broken(error) => pieces.push(Piece::Broken(error)),
            Unread::Short(target) => whole(target, size, passed, &mut pieces),
        }
    }
    pieces
}

fn whole<'t>(target: ScanTarget<'t>, size: usize, passed: &Passed, pieces: &mut Vec<Piece<'t>>) {
    let (named, law) = (target.named, target.law);
    let mut opened = match Opened::new(target, size, passed) {
        Ok(opened) => opened,
        Err(error) => return pieces.push(Piece::Broken(error)),
    };
    while let Some(stretch) = opened.next() {
        pieces.push(match stretch {
            Ok(stretch) => Piece::Said(stretch.read(law.options), law),
            Err(error) => Piece::Broken(error),
        });
    }
    pieces.push(Piece::End);
    if !named {
        pass_over(pieces);
    }
}

/// Leaves out what is said of files in which nothing is a transcript, and which nobody named.
fn pass_over(pieces: &mut [Piece<'_>]) {
    for piece in pieces {
        if let Piece::Said(said, _) = piece {
            said.errors.retain(|error| !error.found_nothing());
        }
    }
}

/// What a line that cannot be read is, as an error of the run.
pub(crate) fn of_line(error: jinyu_formats::ReadError) -> ProjectError {
    Kind::Line(error).into()
}
