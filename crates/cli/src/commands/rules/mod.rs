//! `jinyu rules`: which rules there are, and the tools of those who write them.

mod measure;
mod new;
mod prove;

use super::Outcome;
use crate::args::{Packs, Rules, RulesCommand};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use jinyu::{Pack, Rule};
use jinyu_project::{PackPlace, nearest, places};
use std::io::Write;

pub(crate) fn run(args: Rules, terminal: &Terminal) -> Outcome {
    match args.command {
        None => list(&args.packs, terminal),
        Some(RulesCommand::List { packs }) => list(&packs, terminal),
        Some(RulesCommand::Show { id, packs }) => show(&id, &packs, terminal),
        Some(RulesCommand::New(args)) => new::run(&args, terminal),
        Some(RulesCommand::Check(args)) => prove::check(&args, terminal),
        Some(RulesCommand::Test(args)) => prove::test(&args, terminal),
        Some(RulesCommand::Eval(args)) => measure::eval(args, terminal),
        Some(RulesCommand::Quiet(args)) => measure::quiet(args, terminal),
        Some(RulesCommand::Schema) => schema(terminal),
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

fn schema(terminal: &Terminal) -> Outcome {
    let mut out = terminal.out();
    out.write_all(Pack::SCHEMA.as_bytes())?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}

/// What to say of an id that no rule has.
pub(in crate::commands) fn unknown<'r>(id: &str, rules: impl Iterator<Item = &'r Rule>) -> Failure {
    let hint = nearest(id, rules.map(Rule::id));
    let hint = hint.map(|nearest| format!(" (did you mean “{nearest}”?)")).unwrap_or_default();
    Failure::Missing(format!("no rule “{id}”{hint}; jinyu rules lists them all"))
}
