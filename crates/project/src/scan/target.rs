//! A transcript, and how it is read and judged. Opens nothing.

use crate::fail_on::FailOn;
use crate::score::Scores;
use crate::settings::Settings;
use jinyu::{Hours, Linter};
use jinyu_formats::TranscriptOptions;

/// A transcript to be scanned.
#[derive(Clone, Debug)]
pub struct ScanTarget<'t> {
    /// Its path; `-` is standard input.
    pub path: String,
    /// How it is read and judged.
    pub(crate) law: Law<'t>,
    /// Whether somebody named it, and not the folder that it is in.
    pub(crate) named: bool,
}

/// How some transcripts are read and judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Law<'t> {
    /// What looks for what is wrong in them.
    pub(crate) linter: &'t Linter,
    /// How they are read.
    pub(crate) options: &'t TranscriptOptions,
    /// What else holds for them.
    pub(crate) settings: &'t Settings,
    /// From which severity on a finding in them fails the run.
    pub(crate) fail_on: FailOn,
    /// How they are scored, where they are.
    pub(crate) scores: Option<&'t Scores>,
    /// When somebody is there to answer, where that is known.
    pub(crate) hours: Option<&'t Hours>,
}
