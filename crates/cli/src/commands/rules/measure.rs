//! `jinyu rules eval` and `jinyu rules quiet`: rules against text that somebody has judged.

use crate::args::{Eval, Quiet};
use crate::commands::Outcome;
use crate::complaints::Complaints;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu_project::{FailOn, Run, Target};
use jinyu_report::Report;
use std::io::Write;

pub(super) fn eval(args: Eval, terminal: &Terminal) -> Outcome {
    let linter = args.cached.cache().linter(&args.packs.packs, &args.levels.levels)?;
    let mut complaints = Complaints::alone();
    let mut complain = |error: &_| complaints.add(error, terminal);
    let evaluation =
        jinyu_project::evaluate(&linter, &args.files, args.misses, args.floors, &mut complain);
    complaints.finish(terminal);
    let mut out = terminal.out();
    jinyu_report::evaluation(&mut out, &evaluation, args.format, terminal.style())?;
    out.flush()?;
    Ok(status(evaluation.unread, evaluation.below().next().is_some()))
}

pub(super) fn quiet(args: Quiet, terminal: &Terminal) -> Outcome {
    let linter = args.cached.cache().linter(&args.packs.packs, &args.levels.levels)?;
    let options = args.reading.options(&args.speaker);
    let reporter = jinyu_report::Quiet::new(args.places, terminal.style());
    let mut out = terminal.out();
    let mut complaints = Complaints::alone();
    let mut complain = |error: &_| complaints.add(error, terminal);
    let run = Run::new(vec![Report::new(&reporter, &mut out)], &mut complain);
    let target = |path| {
        Ok(Target {
            path,
            linter: &linter,
            options: &options,
            fail_on: FailOn::Never,
            baseline: None,
            named: true,
            touched: None,
        })
    };
    let summary = run.over(args.paths.into_iter().map(target));
    complaints.finish(terminal);
    let summary = summary?;
    Ok(status(summary.unread, summary.findings() > args.allow))
}

fn status(unread: u64, failed: bool) -> ExitStatus {
    match (unread, failed) {
        (1.., _) => ExitStatus::Failed,
        (0, true) => ExitStatus::Found,
        (0, false) => ExitStatus::Clean,
    }
}
