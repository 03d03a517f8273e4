//! The command `jinyu`: what was typed, to a command, to an exit status.

mod args;
mod choice;
mod commands;
mod complaints;
mod destination;
mod exit;
mod failure;
mod interrupt;
mod outputs;
mod progress;
mod terminal;
mod typed;

use exit::ExitStatus;
use std::process::ExitCode;
use terminal::Terminal;

fn main() -> ExitCode {
    terminal::tell_faults_without_texts();
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    let args = typed::read(&words).unwrap_or_else(|error| error.exit());
    let terminal = Terminal::new(args.lang, args.color);
    let status = match commands::run(args.command, &terminal) {
        Ok(status) => status,
        Err(failure) if failure.is_closed_pipe() => ExitStatus::Clean,
        Err(failure) => {
            terminal.fail(&failure);
            (&failure).into()
        }
    };
    status.into()
}
