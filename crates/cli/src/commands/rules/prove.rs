//! `jinyu rules check` and `jinyu rules test`: whether packs are in order, and how far their own
//! examples prove them.

use crate::args::{Check, Test};
use crate::commands::Outcome;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu::{Pack, Severity, Source};
use jinyu_project::{ProjectError, places};
use std::io::Write;

/// The code of a fault that is an example which is not found as it is marked.
const FAILED_EXAMPLE: &str = "pack::example";

pub(super) fn check(args: &Check, terminal: &Terminal) -> Outcome {
    let sources = sources(&args.files)?;
    let checked = Pack::check_together(&sources.iter().collect::<Vec<_>>());
    let (mut out, style) = (terminal.out(), terminal.style());
    let mut status = ExitStatus::Clean;
    for (source, checked) in sources.iter().zip(&checked) {
        match checked {
            Ok(checked) => {
                if checked.faults.iter().any(|fault| fault.severity() == Severity::Error) {
                    status = ExitStatus::Found;
                }
                jinyu_report::checked(&mut out, source, checked, args.warnings, style)?;
            }
            Err(error) => {
                status = ExitStatus::Found;
                jinyu_report::faults(&mut out, source, error.faults(), style)?;
            }
        }
    }
    out.flush()?;
    Ok(status)
}

pub(super) fn test(args: &Test, terminal: &Terminal) -> Outcome {
    let (mut out, style) = (terminal.out(), terminal.style());
    let report = if args.coverage { jinyu_report::covered } else { jinyu_report::tested };
    let mut status = ExitStatus::Clean;
    for source in sources(&args.files)? {
        match Pack::parse(&source) {
            Ok(pack) => {
                let mut failures = pack.check(&source);
                failures.retain(|fault| fault.code() == FAILED_EXAMPLE);
                if !failures.is_empty() {
                    status = ExitStatus::Found;
                }
                report(&mut out, &source, &pack, &failures, style)?;
            }
            Err(error) => {
                status = ExitStatus::Found;
                jinyu_report::faults(&mut out, &source, error.faults(), style)?;
            }
        }
    }
    out.flush()?;
    Ok(status)
}

/// The YAML of the named packs, each once.
fn sources(files: &[String]) -> Result<Vec<Source>, ProjectError> {
    let mut sources: Vec<Source> = Vec::new();
    for place in places(files)? {
        let source = place.source()?;
        if sources.iter().all(|known| known.name() != source.name()) {
            sources.push(source);
        }
    }
    Ok(sources)
}
