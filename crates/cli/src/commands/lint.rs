//! `jinyu lint`: what is wrong in these replies.

use super::Outcome;
use crate::args::{FailOn, Lint};
use crate::destination::Destinations;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu_project::{Run, STANDARD_INPUT, Target};
use jinyu_report::Summary;
use std::mem::ManuallyDrop;

pub(crate) fn run(args: Lint, terminal: &Terminal) -> Outcome {
    // The process ends when the run does; to take all rules apart before would be a part of its time.
    let linter = ManuallyDrop::new(jinyu_project::linter(&args.packs.packs, &args.levels.levels)?);
    let options = args.reading.options(&args.speaker);
    let mut paths = args.paths;
    if paths.is_empty() {
        paths.push(STANDARD_INPUT.into());
    }
    let mut destinations = Destinations::open(args.format, args.reports, &paths, terminal)?;
    let mut complain = |error: &_| terminal.complain(error);
    let mut run = Run::new(destinations.reports(), &mut complain);
    if let Some(threads) = args.threads {
        run = run.threads(threads);
    }
    let target = |path| Ok(Target { path, linter: &linter, options: &options });
    let summary = run.over(paths.into_iter().map(target))?;
    destinations.keep()?;
    Ok(status(&summary, args.fail_on))
}

fn status(summary: &Summary, fail_on: FailOn) -> ExitStatus {
    if summary.unread > 0 {
        ExitStatus::Failed
    } else if summary.worst().is_some_and(|worst| fail_on.fails(worst)) {
        ExitStatus::Found
    } else {
        ExitStatus::Clean
    }
}
