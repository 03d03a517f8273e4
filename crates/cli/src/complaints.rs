//! What could not be read, told to whoever waits at the terminal: the first faults of a file in words, of
//! the others how many there are. A table without a column must not bury all else.

use crate::terminal::Terminal;
use jinyu_project::ProjectError;

/// How many faults of a file are told in words.
const TOLD: u64 = 20;

/// The faults of the file that is being read.
#[derive(Debug, Default)]
pub(crate) struct Complaints {
    path: String,
    count: u64,
    /// Whether no report lists all of them.
    alone: bool,
}

impl Complaints {
    /// Of a command that writes no reports.
    pub(crate) fn alone() -> Complaints {
        Complaints { alone: true, ..Complaints::default() }
    }

    /// One more fault.
    pub(crate) fn add(&mut self, fault: &ProjectError, terminal: &Terminal) {
        let path = fault.path().unwrap_or_default();
        if self.path != path {
            self.finish(terminal);
            path.clone_into(&mut self.path);
        }
        self.count += 1;
        if self.count <= TOLD {
            terminal.complain(fault);
        }
    }

    /// No more of this file comes.
    pub(crate) fn finish(&mut self, terminal: &Terminal) {
        if self.count > TOLD {
            let next = if self.alone {
                "correct these first"
            } else {
                "--report json=FILE lists them all"
            };
            terminal.leave_out(&self.path, self.count - TOLD, next);
        }
        self.count = 0;
    }
}
