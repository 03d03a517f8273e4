//! What labels say of rules: the score, and the labels that were missed and the findings that were
//! wrong, each with the reason. What is shown here was worked out before; nothing here lints.

mod floor;
mod json;
mod pretty;
mod score;

pub use floor::{Floor, Measure};
pub use score::{Found, Judged, RuleTally, Score, Tally, Wanted};

use crate::Style;
use jinyu::{InTurn, Position, Span, Verdict};
use std::io::{self, Write};
use std::str::FromStr;

/// A wording in a message, and where that stands.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The name of the file.
    pub path: String,
    /// Where the wording begins in the file: line and column from 1, in characters.
    pub position: Position,
    /// The message's own name.
    pub id: Option<String>,
    /// The message.
    pub text: String,
    /// The wording, in UTF-8 bytes of `text`, on character edges.
    pub span: Span<InTurn>,
}

/// A label that was not found.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The labelled wording.
    pub passage: Passage,
    /// What it should have been found as.
    pub categories: Vec<String>,
    /// What came near it, nearest first.
    pub candidates: Vec<Candidate>,
}

/// A wording that a rule considered, and the judgement on it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The rule's id.
    pub rule: String,
    /// Its phrase, as its author wrote it.
    pub phrase: String,
    /// What stands in the message.
    pub wording: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// A finding that found no label.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// What was found.
    pub passage: Passage,
    /// The rule that found it.
    pub rule: String,
    /// That rule's category.
    pub category: String,
    /// The phrase of the rule, as its author wrote it.
    pub phrase: String,
    /// The categories of the labels at this place, all of which are others.
    pub labelled: Vec<String>,
}

/// How rules did on labelled messages.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The numbers.
    pub score: Score,
    /// Files and lines that could not be read.
    pub unread: u64,
    /// The first labels that were missed.
    pub missed: Vec<Miss>,
    /// The first findings that were wrong.
    pub mistaken: Vec<Mistake>,
    /// What must be reached.
    pub floors: Vec<Floor>,
}

impl Evaluation {
    /// The floors that are not reached.
    pub fn below(&self) -> impl Iterator<Item = &Floor> {
        self.floors.iter().filter(|floor| !floor.is_met(&self.score))
    }
}

/// How an evaluation is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EvalFormat {
    /// For people: tables, and each shown label and finding in its line.
    #[default]
    Pretty,
    /// For programs: one document.
    Json,
}

impl EvalFormat {
    /// The name used in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EvalFormat::Pretty => "pretty",
            EvalFormat::Json => "json",
        }
    }

    /// Every format, in the order of help texts.
    pub const ALL: [EvalFormat; 2] = [EvalFormat::Pretty, EvalFormat::Json];
}

impl FromStr for EvalFormat {
    type Err = ();
    /// Reads a format's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        EvalFormat::ALL.into_iter().find(|format| format.name() == name).ok_or(())
    }
}

/// Writes how rules did on labelled messages.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn evaluation(
    out: &mut dyn Write,
    evaluation: &Evaluation,
    format: EvalFormat,
    style: Style,
) -> io::Result<()> {
    match format {
        EvalFormat::Pretty => pretty::write(out, evaluation, style),
        EvalFormat::Json => json::write(out, evaluation, style.language),
    }
}
