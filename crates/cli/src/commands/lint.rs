//! `jinyu lint`: what is wrong in these replies.

use super::{Outcome, status};
use crate::args::Lint;
use crate::complaints::Complaints;
use crate::destination::{Asked, Destinations};
use crate::progress::Length;
use crate::terminal::Terminal;
use jinyu_project::{Changed, Run, STANDARD_INPUT};
use jinyu_report::ReportFormat::Pretty;
use std::mem::ManuallyDrop;

pub(crate) fn run(mut args: Lint, terminal: &Terminal) -> Outcome {
    let changed = args.changed_since.as_deref().map(Changed::since).transpose()?;
    if args.paths.is_empty() {
        args.paths.push(if changed.is_some() { "." } else { STANDARD_INPUT }.into());
    }
    let mut project = args.judged.project()?;
    // The process ends when the run does; to take all rules apart before would be a part of its time.
    let mut plan = ManuallyDrop::new(project.plan(&args.paths)?);
    if let Some(changed) = &changed {
        plan.only(changed);
    }
    plan.know(terminal.today())?;
    let terminal = &terminal.speaking(plan.language());
    let progress = terminal.progress(Length::Files(plan.len()));
    let asked = Asked { format: args.format, reports: args.reports, usual: Some(Pretty) };
    let mut destinations = Destinations::open(asked, None, &args.paths, terminal, &progress)?;
    let mut complaints = Complaints::default();
    let mut complain = |error: &_| progress.aside(|| complaints.add(error, terminal));
    let mut run = Run::new(destinations.reports(plan.knows()), &mut complain);
    if let Some(threads) = args.threads {
        run = run.threads(threads);
    }
    let run = run.over(plan.targets().inspect(|_| progress.step()));
    complaints.finish(terminal);
    let summary = run?;
    destinations.keep()?;
    Ok(status(&summary))
}
