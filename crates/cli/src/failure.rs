//! Why a command could not be carried out.

use crate::exit::ExitStatus;
use jinyu_project::ProjectError;
use std::io;

/// Ends a command with status 2, except for a closed pipe and for Ctrl-C.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What it needs could not be loaded: all the reasons.
    Project(Vec<ProjectError>),
    /// Its report could not be written.
    Write(io::Error),
    /// It was asked for something that is not there.
    Missing(String),
    /// The same, and what is there instead, a line each.
    NotAmong(String, Vec<String>),
    /// It was asked for things that exclude each other.
    Usage(String),
    /// Somebody has asked it to stop; what became of its work.
    Interrupted(String),
}

impl Failure {
    /// Whether the reader of our output went away, which is its right.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Write(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<&Failure> for ExitStatus {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Interrupted(_) => ExitStatus::Interrupted,
            _ => ExitStatus::Failed,
        }
    }
}

impl From<ProjectError> for Failure {
    fn from(error: ProjectError) -> Self {
        Failure::Project(vec![error])
    }
}

impl From<Vec<ProjectError>> for Failure {
    fn from(errors: Vec<ProjectError>) -> Self {
        Failure::Project(errors)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Write(error)
    }
}
