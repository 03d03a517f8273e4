//! What was typed about known findings.

use super::Judged;
use clap::{Args as ClapArgs, Subcommand};

pub(super) const EXAMPLES: &str = "\
Examples:
  jinyu baseline write replies            write down all that is found now
  jinyu lint --baseline jinyu-baseline.json replies
  jinyu baseline check replies            whether all that is known is still there
  jinyu baseline prune replies            forget what is no longer there
  jinyu baseline show                     what is known, and since when

The file is the one of --baseline, or of `baseline` in jinyu.yaml, or jinyu-baseline.json. It holds no words of
a reply. Exit status: 0 in order, 1 something is stale or new, 2 something could not be read or written.";

/// `jinyu baseline`
#[derive(Debug, ClapArgs)]
pub(crate) struct Baseline {
    #[command(subcommand)]
    pub(crate) command: BaselineCommand,
}

/// What is done with a list of known findings.
#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Write down all that is found; what is known already keeps its day
    Write(Seen),
    /// Say what is known and no longer found, and what is found and not known
    Check(Seen),
    /// Forget what is no longer found
    Prune(Seen),
    /// Show all that is known, with its age
    Show(Seen),
}

/// Where to look.
#[derive(Debug, ClapArgs)]
pub(crate) struct Seen {
    /// Files to lint, and folders to look for files in; none: the working folder
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    #[command(flatten)]
    pub(crate) judged: Judged,
}
