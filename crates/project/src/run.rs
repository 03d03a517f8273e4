//! The loop: inputs in, findings out, in order. An input that cannot be read is complained of and
//! the rest is still linted.

use crate::error::{Kind, ProjectError};
use crate::input::load;
use crate::packs::builder;
use jinyu::{Level, Linter, Source, Turn};
use jinyu_formats::{ReadOptions, read};
use jinyu_report::{Located, Reporter, Summary};
use std::io;

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
    linter: &'r Linter,
    options: &'r ReadOptions,
    reporter: &'r mut dyn Reporter,
    complain: &'r mut dyn FnMut(&ProjectError),
    summary: Summary,
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run").field("summary", &self.summary).finish_non_exhaustive()
    }
}

impl<'r> Run<'r> {
    /// A run that reports to `reporter` and tells `complain` of each input, and each line of one,
    /// that cannot be read.
    pub fn new(
        linter: &'r Linter,
        options: &'r ReadOptions,
        reporter: &'r mut dyn Reporter,
        complain: &'r mut dyn FnMut(&ProjectError),
    ) -> Self {
        Run { linter, options, reporter, complain, summary: Summary::default() }
    }

    /// Lints the inputs in order and finishes the report.
    ///
    /// # Errors
    /// Only where the report cannot be written.
    pub fn over(mut self, paths: &[String]) -> io::Result<Summary> {
        for path in paths {
            match load(path) {
                Ok(source) => self.source(&source)?,
                Err(error) => self.unread(&error),
            }
        }
        self.reporter.finish(&self.summary)?;
        Ok(self.summary)
    }

    fn source(&mut self, source: &Source) -> io::Result<()> {
        let mut positions = source.positions();
        for turn in read(source, self.options) {
            match turn {
                Ok(turn) => self.turn(source, &turn, &mut positions)?,
                Err(error) => self.unread(&Kind::Line(error).into()),
            }
        }
        Ok(())
    }

    fn turn(
        &mut self,
        source: &Source,
        turn: &Turn<'_>,
        positions: &mut jinyu::Positions<'_>,
    ) -> io::Result<()> {
        let findings = self.linter.lint(turn);
        let located: Vec<_> = findings
            .iter()
            .map(|finding| {
                let start = turn.in_file(finding.span).start();
                Located { finding, position: positions.at(start) }
            })
            .collect();
        self.summary.count(&located);
        self.reporter.turn(source, turn, &located)
    }

    fn unread(&mut self, error: &ProjectError) {
        self.summary.unread += 1;
        (self.complain)(error);
    }
}
