//! The commands, each in a file of its own; none knows another.

mod baseline;
mod bilingual;
mod config;
mod explain;
mod fix;
mod init;
mod lint;
mod paper;
mod rules;

use crate::args::Command;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// How a command ends.
pub(crate) type Outcome = Result<ExitStatus, Failure>;

/// Carries out a command.
pub(crate) fn run(command: Command, terminal: &Terminal) -> Outcome {
    match command {
        Command::Lint(args) => lint::run(args, terminal),
        Command::Fix(args) => fix::run(args, terminal),
        Command::Baseline(args) => baseline::run(args, terminal),
        Command::Init(args) => init::run(&args, terminal),
        Command::Config(args) => config::run(&args, terminal),
        Command::Explain(args) => explain::run(&args, terminal),
        Command::Rules(args) => rules::run(args, terminal),
        Command::Completions { shell } => paper::completions(shell, terminal),
        Command::Man { command } => paper::man(command.as_deref(), terminal),
    }
}
