//! `jinyu completions` and `jinyu man`: what packagers ship beside the program.

use super::Outcome;
use crate::args::Args;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use clap::CommandFactory;
use std::io::Write;

pub(crate) fn completions(shell: clap_complete::Shell, terminal: &Terminal) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "jinyu", &mut script);
    let mut out = terminal.out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}

/// Writes the page of the program, or of one of its commands.
pub(crate) fn man(command: Option<&str>, terminal: &Terminal) -> Outcome {
    let mut all = Args::command();
    all.build();
    let page = match command {
        None => all,
        Some(name) => {
            let found = all.find_subcommand(name).cloned();
            found
                .ok_or_else(|| Failure::Missing(format!("no command “{name}”; see jinyu --help")))?
        }
    };
    let mut out = terminal.out();
    clap_mangen::Man::new(page).render(&mut out)?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}
