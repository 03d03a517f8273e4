//! `jinyu rules`: which rules there are, and whether packs are in order.

use super::Outcome;
use crate::args::{Packs, Rules, RulesCommand};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use jinyu::{Pack, Rule};
use jinyu_project::{PackPlace, nearest, places};
use std::io::Write;

/// The code of a fault that is an example which is not found as it is marked.
const FAILED_EXAMPLE: &str = "pack::example";

pub(crate) fn run(args: Rules, terminal: &Terminal) -> Outcome {
    match args.command {
        None => list(&args.packs, terminal),
        Some(RulesCommand::List { packs }) => list(&packs, terminal),
        Some(RulesCommand::Show { id, packs }) => show(&id, &packs, terminal),
        Some(RulesCommand::Check { files }) => check(&files, terminal),
        Some(RulesCommand::Test { files }) => test(&files, terminal),
    }
}

fn list(packs: &Packs, terminal: &Terminal) -> Outcome {
    let packs = load(packs)?;
    let mut out = terminal.out();
    jinyu_report::list(&mut out, packs.iter().flat_map(Pack::rules), terminal.language())?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}

fn show(id: &str, packs: &Packs, terminal: &Terminal) -> Outcome {
    let packs = load(packs)?;
    let mut rules = packs.iter().flat_map(Pack::rules);
    let rule = rules.find(|rule| rule.id() == id);
    let rule = rule.ok_or_else(|| unknown(id, packs.iter().flat_map(Pack::rules)))?;
    let mut out = terminal.out();
    jinyu_report::show(&mut out, rule, terminal.language())?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}

fn load(packs: &Packs) -> Result<Vec<Pack>, Failure> {
    let places = places(&packs.packs)?;
    Ok(places.iter().map(PackPlace::load).collect::<Result<_, _>>()?)
}

fn check(files: &[String], terminal: &Terminal) -> Outcome {
    let mut out = terminal.out();
    let mut status = ExitStatus::Clean;
    for place in places(files)? {
        let source = place.source()?;
        let checked = Pack::parse(&source).map(|pack| (pack.check(&source), pack));
        match checked {
            Ok((faults, pack)) if faults.is_empty() => {
                jinyu_report::in_order(&mut out, &source, &pack, terminal.language())?;
            }
            Ok((faults, _)) => {
                status = ExitStatus::Found;
                jinyu_report::faults(&mut out, &source, &faults, terminal.style())?;
            }
            Err(error) => {
                status = ExitStatus::Found;
                jinyu_report::faults(&mut out, &source, error.faults(), terminal.style())?;
            }
        }
    }
    out.flush()?;
    Ok(status)
}

fn test(files: &[String], terminal: &Terminal) -> Outcome {
    let mut out = terminal.out();
    let mut status = ExitStatus::Clean;
    for place in places(files)? {
        let source = place.source()?;
        match Pack::parse(&source) {
            Ok(pack) => {
                let mut failures = pack.check(&source);
                failures.retain(|fault| fault.code() == FAILED_EXAMPLE);
                if !failures.is_empty() {
                    status = ExitStatus::Found;
                }
                jinyu_report::tested(&mut out, &source, &pack, &failures, terminal.style())?;
            }
            Err(error) => {
                status = ExitStatus::Found;
                jinyu_report::faults(&mut out, &source, error.faults(), terminal.style())?;
            }
        }
    }
    out.flush()?;
    Ok(status)
}

/// What to say of an id that no rule has.
pub(super) fn unknown<'r>(id: &str, rules: impl Iterator<Item = &'r Rule>) -> Failure {
    let hint = nearest(id, rules.map(Rule::id));
    let hint = hint.map(|nearest| format!(" (did you mean “{nearest}”?)")).unwrap_or_default();
    Failure::Missing(format!("no rule “{id}”{hint}; jinyu rules lists them all"))
}
