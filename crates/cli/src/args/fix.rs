//! What was typed about fixes.

use super::Judged;
use clap::Args as ClapArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  jinyu fix replies                       show what would be changed
  jinyu fix --write replies               change it
  jinyu fix --interactive replies.yaml    choose for each finding what is said instead
  jinyu fix < draft.txt                   the draft with safe wordings, on standard output

Only a wording that its rule allows in the place of the forbidden one as it is, and the only such one, is put
there by itself. Exit status: 0 nothing is left to change, 1 something is left, 2 something could not be read
or written.";

/// `jinyu fix`
#[derive(Debug, ClapArgs)]
pub(crate) struct Fix {
    /// Files to fix, and folders to look for files in; none, or `-`: standard input, to standard output
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Show the changes as a diff and change nothing; this is done where nothing else is asked for
    #[arg(long)]
    pub(crate) diff: bool,

    /// Change the files
    #[arg(long, conflicts_with = "diff")]
    pub(crate) write: bool,

    /// Ask about each finding what is to be said instead, and change the files
    #[arg(long, conflicts_with_all = ["diff", "write"])]
    pub(crate) interactive: bool,

    #[command(flatten)]
    pub(crate) judged: Judged,
}
