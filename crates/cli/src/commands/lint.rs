//! `jinyu lint`: what is wrong in these replies.

use super::Outcome;
use crate::args::Lint;
use crate::destination::Destinations;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu_project::{Changed, Project, Run, STANDARD_INPUT};
use jinyu_report::Summary;
use std::mem::ManuallyDrop;

pub(crate) fn run(mut args: Lint, terminal: &Terminal) -> Outcome {
    let changed = args.changed_since.as_deref().map(Changed::since).transpose()?;
    if args.paths.is_empty() {
        args.paths.push(if changed.is_some() { "." } else { STANDARD_INPUT }.into());
    }
    let mut project = Project::new(args.judged.choice(), args.judged.typed())?;
    // The process ends when the run does; to take all rules apart before would be a part of its time.
    let mut plan = ManuallyDrop::new(project.plan(&args.paths)?);
    if let Some(changed) = &changed {
        plan.only(changed);
    }
    plan.know(terminal.today())?;
    let terminal = &terminal.speaking(plan.language());
    let progress = terminal.progress(plan.len());
    let reports = args.reports;
    let mut destinations =
        Destinations::open(args.format, reports, &args.paths, terminal, &progress)?;
    let mut complain = |error: &_| progress.aside(|| terminal.complain(error));
    let mut run = Run::new(destinations.reports(plan.knows()), &mut complain);
    if let Some(threads) = args.threads {
        run = run.threads(threads);
    }
    let summary = run.over(plan.targets().inspect(|_| progress.step()))?;
    destinations.keep()?;
    Ok(status(&summary))
}

fn status(summary: &Summary) -> ExitStatus {
    if summary.unread > 0 {
        ExitStatus::Failed
    } else if summary.failing > 0 {
        ExitStatus::Found
    } else {
        ExitStatus::Clean
    }
}
