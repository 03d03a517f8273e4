//! `jinyu explain`: why a text is, or is not, reported.

use super::Outcome;
use crate::args::Explain;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use jinyu::{Linter, Turn};
use jinyu_project::{Project, STANDARD_INPUT};
use std::io::Write;

pub(crate) fn run(args: &Explain, terminal: &Terminal) -> Outcome {
    if let Some(option) = args.stray() {
        return Err(Failure::Usage(format!(
            "{option} is for conversations; name the transcript with --conversation FILE"
        )));
    }
    let cache = args.cached.cache();
    let project = Project::cached(args.choice(), args.typed(), cache.clone());
    let held = project?.settings(STANDARD_INPUT)?;
    let terminal = &terminal.speaking(held.settings.language());
    // Levels play no part: a rule that is off is explained all the same.
    let linter = cache.linter(&held.settings.packs(), &[])?;
    if let Some(id) = &args.rule {
        known(&linter, id)?;
    }
    let typed = args.text.as_deref().unwrap_or(STANDARD_INPUT);
    let source = (typed == STANDARD_INPUT).then(|| jinyu_project::load(STANDARD_INPUT));
    let source = source.transpose()?;
    let text = source.as_ref().map_or(typed, jinyu::Source::text);
    let mut turn = Turn::new(text)
        .with_role(args.speaker.role.unwrap_or_default())
        .with_channel(args.speaker.channel);
    if args.canned {
        turn = turn.with_placeholders(jinyu_project::placeholders(text));
    }
    let explanation = linter.explain(&turn);
    let mut out = terminal.out();
    let rule = args.rule.as_deref();
    jinyu_report::explain(&mut out, text, &explanation, rule, terminal.language())?;
    out.flush()?;
    Ok(ExitStatus::Clean)
}

fn known(linter: &Linter, id: &str) -> Result<(), Failure> {
    if linter.rules().any(|rule| rule.id() == id) {
        return Ok(());
    }
    Err(super::rules::unknown(id, linter.rules()))
}
