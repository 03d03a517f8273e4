//! `jinyu lint`: what is wrong in these replies.

use super::Outcome;
use crate::args::{FailOn, Lint};
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu_project::{Run, STANDARD_INPUT, Target};
use jinyu_report::{Report, Summary};
use std::mem::ManuallyDrop;

pub(crate) fn run(args: Lint, terminal: &Terminal) -> Outcome {
    // The process ends when the run does; to take all rules apart before would be a part of its time.
    let linter = ManuallyDrop::new(jinyu_project::linter(&args.packs.packs, &args.levels.levels)?);
    let options = args.reading.options(&args.speaker);
    let mut paths = args.paths;
    if paths.is_empty() {
        paths.push(STANDARD_INPUT.into());
    }
    let reporter = args.format.reporter(terminal.style());
    let mut out = terminal.out();
    let mut complain = |error: &_| terminal.complain(error);
    let reports = vec![Report::new(reporter.as_ref(), &mut out)];
    let mut run = Run::new(reports, &mut complain);
    if let Some(threads) = args.threads {
        run = run.threads(threads);
    }
    let target = |path| Ok(Target { path, linter: &linter, options: &options });
    Ok(status(&run.over(paths.into_iter().map(target))?, args.fail_on))
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
