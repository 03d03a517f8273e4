//! `jinyu scan --verdicts`: what somebody says of the findings of a review list.

use super::Outcome;
use crate::complaints::Complaints;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu_report::scan::Verdicts;
use std::io::Write;

pub(crate) fn run(file: &str, terminal: &Terminal) -> Outcome {
    let (judgements, errors) = jinyu_project::judgements(file)?;
    let mut complaints = Complaints::alone();
    errors.iter().for_each(|error| complaints.add(error, terminal));
    complaints.finish(terminal);
    let mut out = terminal.out();
    if !judgements.is_empty() || errors.is_empty() {
        Verdicts::of(&judgements).write(&mut out, terminal.style())?;
    }
    out.flush()?;
    Ok(if errors.is_empty() { ExitStatus::Clean } else { ExitStatus::Failed })
}
