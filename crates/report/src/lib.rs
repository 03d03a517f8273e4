//! From findings to reports. One file a format; each is told the same findings in the same order
//! and knows no other. Nothing here finds anything, opens a file or asks about a terminal.

#![cfg_attr(test, allow(clippy::string_slice, reason = "a test may stop where it fails"))]

mod brief;
mod change;
mod checkstyle;
mod csv;
mod eval;
mod explain;
mod fault;
mod fix;
mod format;
mod github;
mod gitlab;
mod graphic;
mod html;
mod json;
mod json_text;
mod junit;
mod kept;
mod located;
mod markdown;
mod markup;
mod model;
mod page;
mod pretty;
mod quiet;
mod rdjson;
mod report;
mod rules;
mod sarif;
pub mod scan;
mod summary;
mod table;
mod uri;
mod visible;
mod vocabulary;
mod window;
mod xml;

pub use change::{LeftAlone, Reader, choice, diff, entries, fixed};
pub use eval::{
    Candidate, EvalFormat, Evaluation, Floor, Found, Judged, Measure, Miss, Mistake, Passage,
    RuleTally, Score, Tally, Wanted, evaluation,
};
pub use explain::explain;
pub use fault::{checked, covered, faults, tested};
pub use format::ReportFormat;
pub use json_text::write as write_json;
pub use kept::{Keeps, Section, Unread, Whole};
pub use located::{Located, Standing};
pub use page::{index, page, page_path};
pub use quiet::Quiet;
pub use report::Report;
pub use rules::{list, show};
pub use summary::Summary;
pub use visible::{lines, message, one_line};

use jinyu::{Language, Source, Turn};
use std::fmt::Debug;
use std::io::{self, Write};

/// Says what a run finds, in the words of one report. Keeps nothing between two turns for which their
/// order matters: the sections of a report are made apart from each other, on several threads, and a
/// [`Report`] puts them together.
pub trait Reporter: Debug + Send + Sync {
    /// What stands before the first finding.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn begin(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Appends a turn and all its findings, in reading order, to a section of the report. Findings
    /// that somebody decided on before are among them, see [`Standing`]. A reporter that keeps them
    /// for its end has nothing to say here.
    ///
    /// # Errors
    /// Where a finding cannot be put into words.
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        section: &mut Section,
    ) -> io::Result<()> {
        if let Keeps::Findings(language) = self.keeps() {
            section.keep(source, turn, findings, language);
        }
        Ok(())
    }

    /// What stands between two sections that both say something.
    fn between(&self) -> &'static str {
        ""
    }

    /// How much of the run it wants to have at its end.
    fn keeps(&self) -> Keeps {
        Keeps::Counts
    }

    /// What stands behind the last finding; all of it, where findings are kept.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn finish(&self, _whole: &Whole, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// For whom a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The language of its messages.
    pub language: Language,
    /// Whether it may use terminal colours.
    pub colour: bool,
}
