//! What a run came to. Counts only; whether that is a success is the caller's business.

use crate::{Located, Standing};
use jinyu::Severity;
use serde::{Deserialize, Serialize};

/// Counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Turns that were linted.
    pub turns: u64,
    /// Findings that must not be sent.
    pub errors: u64,
    /// Findings that should be said in other words.
    pub warnings: u64,
    /// Findings worth knowing.
    pub infos: u64,
    /// Files and lines that could not be read.
    pub unread: u64,
    /// Findings that stand in the baseline.
    pub known: u64,
    /// Findings of which the text says that they may stay.
    pub suppressed: u64,
    /// Findings that are grave enough to fail the run; whoever lints counts them.
    pub failing: u64,
}

impl Summary {
    /// Counts some findings.
    pub fn count(&mut self, findings: &[Located<'_, '_>]) {
        for located in findings {
            *match (located.standing, located.finding.severity) {
                (Standing::Known { .. }, _) => &mut self.known,
                (Standing::Suppressed { .. }, _) => &mut self.suppressed,
                (Standing::New, Severity::Error) => &mut self.errors,
                (Standing::New, Severity::Warning) => &mut self.warnings,
                (Standing::New, Severity::Info) => &mut self.infos,
            } += 1;
        }
    }

    /// Adds the counts of another part of the run.
    pub fn add(&mut self, part: &Summary) {
        let Summary { turns, errors, warnings, infos, unread, known, suppressed, failing } = *part;
        self.turns += turns;
        self.errors += errors;
        self.warnings += warnings;
        self.infos += infos;
        self.unread += unread;
        self.known += known;
        self.suppressed += suppressed;
        self.failing += failing;
    }

    /// All findings that nobody has decided on.
    #[must_use]
    pub fn findings(&self) -> u64 {
        self.errors + self.warnings + self.infos
    }

    /// The gravest severity among them.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        if self.errors > 0 {
            Some(Severity::Error)
        } else if self.warnings > 0 {
            Some(Severity::Warning)
        } else {
            (self.infos > 0).then_some(Severity::Info)
        }
    }
}
