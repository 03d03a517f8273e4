//! From a chunk to its part of the report. Reads and writes nothing, and so can be done on any
//! thread.

use crate::error::{Kind, ProjectError};
use jinyu::{Finding, Linter, Memo, Positions, Turn};
use jinyu_formats::{Chunk, ReadOptions};
use jinyu_report::{Located, Reporter, Summary};
use std::io;

/// What is done with every chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'r> {
    pub(crate) linter: &'r Linter,
    pub(crate) options: &'r ReadOptions,
    pub(crate) reporter: &'r dyn Reporter,
}

/// What became of a chunk.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// What the report says of it.
    pub(crate) written: Vec<u8>,
    pub(crate) summary: Summary,
    /// What of it could not be read.
    pub(crate) complaints: Vec<ProjectError>,
    /// Its text, to be the buffer of another chunk.
    pub(crate) buffer: String,
}

impl Task<'_> {
    /// Lints the turns of a chunk in order. A chunk that could not be read is a complaint.
    ///
    /// # Errors
    /// Where a finding cannot be reported.
    pub(crate) fn part(
        &self,
        chunk: Result<Chunk, ProjectError>,
        memo: &mut Memo<'_>,
    ) -> io::Result<Part> {
        let mut part = Part::default();
        match chunk {
            Ok(chunk) => {
                self.turns(&chunk, memo, &mut part)?;
                part.buffer = chunk.into_text();
            }
            Err(error) => part.complain(error),
        }
        Ok(part)
    }

    fn turns(&self, chunk: &Chunk, memo: &mut Memo<'_>, part: &mut Part) -> io::Result<()> {
        let mut positions = chunk.source().positions();
        for turn in chunk.turns(self.options) {
            match turn {
                Ok(turn) => {
                    let findings = memo.lint(&turn);
                    self.turn(chunk, &turn, &findings, &mut positions, part)?;
                }
                Err(error) => part.complain(Kind::Line(error).into()),
            }
        }
        Ok(())
    }

    fn turn(
        &self,
        chunk: &Chunk,
        turn: &Turn<'_>,
        findings: &[Finding<'_>],
        positions: &mut Positions<'_>,
        part: &mut Part,
    ) -> io::Result<()> {
        let located: Vec<_> = findings
            .iter()
            .map(|finding| {
                let start = turn.in_file(finding.span).start();
                Located { finding, position: positions.at(start) }
            })
            .collect();
        part.summary.count(&located);
        self.reporter.turn(chunk.source(), turn, &located, &mut part.written)
    }
}

impl Part {
    fn complain(&mut self, error: ProjectError) {
        self.summary.unread += 1;
        self.complaints.push(error);
    }
}
