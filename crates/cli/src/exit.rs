//! What a command tells the shell.

use std::process::ExitCode;

/// The ways in which a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Nothing is wrong.
    Clean = 0,
    /// Something was found.
    Found = 1,
    /// Something could not be read or done.
    Failed = 2,
    /// Somebody has pressed Ctrl-C, as shells say it: 128 and the number of the signal.
    Interrupted = 130,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(status as u8)
    }
}
