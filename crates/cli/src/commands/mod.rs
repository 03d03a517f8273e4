//! The commands, each in a file of its own; none knows another.

mod baseline;
mod bilingual;
mod config;
mod conversation;
mod explain;
mod fix;
mod init;
mod lint;
mod paper;
mod rules;
mod scan;
mod verdicts;

use crate::args::Command;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use jinyu_report::Summary;

/// How a command ends.
pub(crate) type Outcome = Result<ExitStatus, Failure>;

/// The exit status of a run that came to this.
fn status(summary: &Summary) -> ExitStatus {
    if summary.unread > 0 {
        ExitStatus::Failed
    } else if summary.failing > 0 {
        ExitStatus::Found
    } else {
        ExitStatus::Clean
    }
}

/// Carries out a command.
pub(crate) fn run(command: Command, terminal: &Terminal) -> Outcome {
    match command {
        Command::Lint(args) => lint::run(args, terminal),
        Command::Scan(args) => match &args.made.verdicts {
            Some(file) => verdicts::run(file, terminal),
            None => scan::run(args, terminal),
        },
        Command::Fix(args) => fix::run(args, terminal),
        Command::Baseline(args) => baseline::run(args, terminal),
        Command::Init(args) => init::run(&args, terminal),
        Command::Config(args) => config::run(&args, terminal),
        Command::Explain(args) => match &args.conversation {
            Some(file) => conversation::run(&args, file, terminal),
            None => explain::run(&args, terminal),
        },
        Command::Rules(args) => rules::run(args, terminal),
        Command::Completions { shell } => paper::completions(shell, terminal),
        Command::Man { command } => paper::man(command.as_deref(), terminal),
    }
}
