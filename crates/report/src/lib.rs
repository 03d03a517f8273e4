//! From findings to reports. One file a format; each is told the same findings in the same order
//! and knows no other. Nothing here finds anything, opens a file or asks about a terminal.

mod brief;
mod eval;
mod explain;
mod fault;
mod graphic;
mod json;
mod located;
mod model;
mod page;
mod pretty;
mod quiet;
mod report;
mod rules;
mod summary;
mod table;
mod visible;
mod vocabulary;
mod window;

pub use eval::{
    Candidate, EvalFormat, Evaluation, Floor, Found, Judged, Measure, Miss, Mistake, Passage,
    RuleTally, Score, Tally, Wanted, evaluation,
};
pub use explain::explain;
pub use fault::{checked, covered, faults, tested};
pub use located::{Located, Standing};
pub use page::{index, page, page_path};
pub use quiet::Quiet;
pub use report::Report;
pub use rules::{list, show};
pub use summary::Summary;

use jinyu::{Language, Source, Turn};
use std::fmt::Debug;
use std::io::{self, Write};
use std::str::FromStr;

/// Says what a run finds, in the words of one report. Keeps nothing between two turns for which their
/// order matters: the parts of a report are made apart from each other, on several threads, and a
/// [`Report`] puts them together.
pub trait Reporter: Debug + Send + Sync {
    /// What stands before the first finding.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn begin(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Appends a turn and all its findings, in reading order, to a part of the report. Findings
    /// that somebody decided on before are among them, see [`Standing`].
    ///
    /// # Errors
    /// Where a finding cannot be put into words.
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        part: &mut Vec<u8>,
    ) -> io::Result<()>;

    /// What stands between two parts that both say something.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands behind the last finding.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn finish(&self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The reports there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people: each wording underlined in its line, the reason, and what to say instead.
    #[default]
    Pretty,
    /// For people in a hurry: one line each.
    Brief,
    /// For programs: one document.
    Json,
    /// For programs: one finding a line.
    Jsonl,
}

impl ReportFormat {
    /// The name used in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReportFormat::Pretty => "pretty",
            ReportFormat::Brief => "brief",
            ReportFormat::Json => "json",
            ReportFormat::Jsonl => "jsonl",
        }
    }

    /// Every format, in the order of help texts.
    pub const ALL: [ReportFormat; 4] =
        [ReportFormat::Pretty, ReportFormat::Brief, ReportFormat::Json, ReportFormat::Jsonl];

    /// The reporter of this format. Only `Pretty` has colours.
    #[must_use]
    pub fn reporter(self, style: Style) -> Box<dyn Reporter> {
        match self {
            ReportFormat::Pretty => Box::new(pretty::Pretty::new(style)),
            ReportFormat::Brief => Box::new(brief::Brief::new(style.language)),
            ReportFormat::Json => Box::new(json::Json::new(style.language)),
            ReportFormat::Jsonl => Box::new(json::Jsonl::new(style.language)),
        }
    }
}

impl FromStr for ReportFormat {
    type Err = ();
    /// Reads a format's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        ReportFormat::ALL.into_iter().find(|format| format.name() == name).ok_or(())
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
