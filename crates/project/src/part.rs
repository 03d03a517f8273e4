//! From a chunk to its part of the report. Reads and writes nothing, and so can be done on any
//! thread.

use crate::error::{Kind, ProjectError};
use crate::fail_on::FailOn;
use jinyu::{Finding, Linter, Memo, Positions, Turn};
use jinyu_formats::{Chunk, ReadOptions};
use jinyu_report::{Located, Reporter, Summary};
use std::io;

/// An input, and how it is read and judged.
#[derive(Clone, Debug)]
pub struct Target<'r> {
    /// Its path; `-` is standard input.
    pub path: String,
    /// What looks for what is wrong in it.
    pub linter: &'r Linter,
    /// How it is read.
    pub options: &'r ReadOptions,
    /// From which severity on a finding in it fails the run.
    pub fail_on: FailOn,
}

/// A chunk of a target.
#[derive(Debug)]
pub(crate) struct Piece<'r> {
    pub(crate) chunk: Chunk,
    pub(crate) linter: &'r Linter,
    pub(crate) options: &'r ReadOptions,
    pub(crate) fail_on: FailOn,
}

/// What one thread remembers: a memory for each linter that it has used.
#[derive(Debug, Default)]
pub(crate) struct Memos<'r>(Vec<(&'r Linter, Memo<'r>)>);

impl<'r> Memos<'r> {
    fn of(&mut self, linter: &'r Linter) -> &mut Memo<'r> {
        let at = self.0.iter().position(|(known, _)| std::ptr::eq(*known, linter));
        let at = at.unwrap_or_else(|| {
            self.0.push((linter, linter.memo()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// What is told of every chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'r> {
    pub(crate) reporters: &'r [&'r dyn Reporter],
}

/// What became of a chunk.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// What each report says of it.
    pub(crate) written: Vec<Vec<u8>>,
    pub(crate) summary: Summary,
    /// What of it could not be read.
    pub(crate) complaints: Vec<ProjectError>,
    /// Its text, to be the buffer of another chunk.
    pub(crate) buffer: String,
}

impl Task<'_> {
    /// Lints the turns of a piece in order. One that could not be read is a complaint.
    ///
    /// # Errors
    /// Where a finding cannot be reported.
    pub(crate) fn part<'t>(
        &self,
        piece: Result<Piece<'t>, ProjectError>,
        memos: &mut Memos<'t>,
    ) -> io::Result<Part> {
        let written = vec![Vec::new(); self.reporters.len()];
        let mut part = Part { written, ..Part::default() };
        match piece {
            Ok(piece) => {
                self.turns(&piece, memos.of(piece.linter), &mut part)?;
                part.buffer = piece.chunk.into_text();
            }
            Err(error) => part.complain(error),
        }
        Ok(part)
    }

    fn turns(&self, piece: &Piece<'_>, memo: &mut Memo<'_>, part: &mut Part) -> io::Result<()> {
        let Piece { chunk, options, .. } = piece;
        let mut positions = chunk.source().positions();
        for turn in chunk.turns(options) {
            match turn {
                Ok(turn) => {
                    let findings = memo.lint(&turn);
                    self.turn(piece, &turn, &findings, &mut positions, part)?;
                }
                Err(error) => part.complain(Kind::Line(error).into()),
            }
        }
        Ok(())
    }

    fn turn(
        &self,
        piece: &Piece<'_>,
        turn: &Turn<'_>,
        findings: &[Finding<'_>],
        positions: &mut Positions<'_>,
        part: &mut Part,
    ) -> io::Result<()> {
        let located = Located::all(turn, findings, positions);
        part.summary.count(&located);
        let new = located.iter().filter(|located| located.is_new());
        let failing = new.filter(|located| piece.fail_on.fails(located.finding.severity)).count();
        part.summary.failing += u64::try_from(failing).unwrap_or(u64::MAX);
        for (reporter, written) in self.reporters.iter().zip(&mut part.written) {
            reporter.turn(piece.chunk.source(), turn, &located, written)?;
        }
        Ok(())
    }
}

impl Part {
    fn complain(&mut self, error: ProjectError) {
        self.summary.unread += 1;
        self.complaints.push(error);
    }
}
