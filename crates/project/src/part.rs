//! From a chunk to its part of the report. Reads and writes nothing, and so can be done on any
//! thread.

use crate::baseline::{Baseline, KnownFile};
use crate::error::ProjectError;
use crate::fail_on::FailOn;
use crate::touched::{Extents, Touched};
use jinyu::{
    Directive, Finding, Linter, Memo, OffsetMap, Position, Positions, Role, Source, Span,
    Suppressed, Turn,
};
use jinyu_formats::{Chunk, ReadOptions};
use jinyu_report::{Located, Reporter, Section, Standing, Summary, Unread};
use std::collections::BTreeMap;
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
    /// What is known of it; it is then held whole.
    pub baseline: Option<&'r Baseline>,
    /// Whether it is meant to hold replies; where it is not, it is in order to find none in it.
    pub named: bool,
    /// What of it was touched, where only that is linted.
    pub touched: Option<&'r Touched>,
}

/// A chunk of a target.
#[derive(Debug)]
pub(crate) struct Piece<'r> {
    pub(crate) chunk: Chunk,
    pub(crate) linter: &'r Linter,
    pub(crate) options: &'r ReadOptions,
    pub(crate) fail_on: FailOn,
    pub(crate) baseline: Option<&'r Baseline>,
    pub(crate) named: bool,
    pub(crate) touched: Option<&'r Touched>,
}

/// What one thread remembers: a memory for each linter that it has used, by the linter's address, which no
/// other one has for as long as they are borrowed.
#[derive(Debug, Default)]
pub(crate) struct Memos<'r> {
    memos: BTreeMap<usize, Memo<'r>>,
    /// How many bytes each holds, if not what is usual.
    most: Option<usize>,
}

impl<'r> Memos<'r> {
    /// Memories that hold so many bytes each.
    pub(crate) fn holding(bytes: usize) -> Memos<'r> {
        Memos { memos: BTreeMap::new(), most: Some(bytes) }
    }

    pub(crate) fn of(&mut self, linter: &'r Linter) -> &mut Memo<'r> {
        let address = std::ptr::from_ref(linter).addr();
        let new = || match self.most {
            Some(bytes) => linter.memo().holding(bytes),
            None => linter.memo(),
        };
        self.memos.entry(address).or_insert_with(new)
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
    pub(crate) sections: Vec<Section>,
    pub(crate) summary: Summary,
    /// What of it could not be read.
    pub(crate) complaints: Vec<(ProjectError, Unread)>,
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
        let sections = self.reporters.iter().map(|_| Section::default()).collect();
        let mut part = Part { sections, ..Part::default() };
        match piece {
            Ok(piece) => {
                self.turns(&piece, memos.of(piece.linter), &mut part)?;
                part.buffer = piece.chunk.into_text();
            }
            Err(error) => {
                let path = error.path().unwrap_or_default().to_owned();
                part.complain(error, path, None);
            }
        }
        Ok(part)
    }

    fn turns(&self, piece: &Piece<'_>, memo: &mut Memo<'_>, part: &mut Part) -> io::Result<()> {
        let Piece { chunk, options, .. } = piece;
        let mut places = Places {
            source: chunk.source(),
            positions: chunk.source().positions(),
            known: piece.baseline.map(|baseline| baseline.file(chunk.source().name())),
            fail_on: piece.fail_on,
        };
        let touched = piece.touched.map(|touched| Extents::of(chunk.source(), touched));
        let is_touched = |turn: &Turn<'_>| touched.as_ref().is_none_or(|it| it.meet(turn));
        if touched.is_some() && places.known.is_some() {
            let turns = chunk.turns(options).filter_map(Result::ok);
            turns.filter(|turn| !is_touched(turn)).for_each(|turn| {
                places.pass(piece.linter, &turn, &memo.lint(&turn));
            });
        }
        for turn in chunk.turns(options) {
            match turn {
                Ok(turn) if !is_touched(&turn) => {}
                Ok(turn) => {
                    let findings = memo.lint(&turn);
                    part.summary.turns += 1;
                    if turn.directives().is_empty() {
                        self.findings(&turn, &findings, &[], &mut places, part)?;
                    } else {
                        self.decided(piece.linter, &turn, &findings, &mut places, part)?;
                    }
                }
                Err(error) if error.found_nothing() && !piece.named => {}
                Err(error) => {
                    let at = Position { line: error.line(), column: error.column() };
                    let path = chunk.source().name().to_owned();
                    part.complain(ProjectError::in_input(error), path, Some(at));
                }
            }
        }
        Ok(())
    }

    /// Reports a turn whose file says which findings may stay, and what is wrong with saying so.
    fn decided(
        &self,
        linter: &Linter,
        turn: &Turn<'_>,
        findings: &[Finding<'_>],
        places: &mut Places<'_>,
        part: &mut Part,
    ) -> io::Result<()> {
        let suppressed = Suppressed::of(turn.directives(), findings, linter);
        let wrong = linter.wrong_directives(&suppressed);
        let start = turn.in_file(Span::new(0, 0)).start();
        let (before, behind): (Vec<_>, Vec<_>) =
            wrong.into_iter().partition(|(directive, _)| directive.span().start() < start);
        for (directive, finding) in before {
            self.directive(directive, finding, turn, places, part)?;
        }
        self.findings(turn, findings, &suppressed.by, places, part)?;
        for (directive, finding) in behind {
            self.directive(directive, finding, turn, places, part)?;
        }
        Ok(())
    }

    /// Reports a directive as a turn of its own.
    fn directive(
        &self,
        directive: &Directive,
        finding: Finding<'_>,
        of: &Turn<'_>,
        places: &mut Places<'_>,
        part: &mut Part,
    ) -> io::Result<()> {
        let mut map = OffsetMap::starting_at(directive.span().start());
        map.rewrite(directive.written().len(), directive.span().len());
        let turn = Turn::new(directive.written()).with_map(map).with_role(Role::System);
        let turn = turn.with_id(of.id().map(Into::into));
        self.findings(&turn, &[finding], &[], places, part)
    }

    fn findings(
        &self,
        turn: &Turn<'_>,
        findings: &[Finding<'_>],
        suppressed: &[Option<&Directive>],
        places: &mut Places<'_>,
        part: &mut Part,
    ) -> io::Result<()> {
        let mut located = Located::all(turn, findings, &mut places.positions);
        for (at, located) in located.iter_mut().enumerate() {
            if let Some(directive) = suppressed.get(at).copied().flatten() {
                located.standing = Standing::Suppressed { reason: directive.reason() };
            } else if let Some(known) = &mut places.known {
                located.standing = known.standing(located.fingerprint);
            }
        }
        part.summary.count(&located);
        let new = located.iter().filter(|located| located.is_new());
        let failing = new.filter(|it| places.fail_on.fails(it.finding.severity)).count();
        part.summary.failing += u64::try_from(failing).unwrap_or(u64::MAX);
        for (reporter, section) in self.reporters.iter().zip(&mut part.sections) {
            reporter.turn(places.source, turn, &located, section)?;
        }
        Ok(())
    }
}

/// Where the findings of a piece are, and which are known.
struct Places<'p> {
    source: &'p Source,
    positions: Positions<'p>,
    known: Option<KnownFile<'p>>,
    fail_on: FailOn,
}

impl Places<'_> {
    /// Passes over a turn that is not reported: of the copies of a known finding, those in such turns
    /// are the known ones.
    fn pass(&mut self, linter: &Linter, turn: &Turn<'_>, findings: &[Finding<'_>]) {
        let Some(known) = &mut self.known else { return };
        let suppressed = Suppressed::of(turn.directives(), findings, linter).by;
        let located = Located::all(turn, findings, &mut self.positions);
        for (located, by) in located.iter().zip(suppressed) {
            if by.is_none() {
                known.standing(located.fingerprint);
            }
        }
    }
}

impl Part {
    fn complain(&mut self, error: ProjectError, path: String, position: Option<Position>) {
        self.summary.unread += 1;
        let unread = Unread { path, position, message: error.to_string() };
        self.complaints.push((error, unread));
    }
}
