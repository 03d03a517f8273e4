//! `jinyu explain --conversation`: what the rules about conversations make of one.

use super::Outcome;
use crate::args::{Explain, ExplainFormat};
use crate::complaints::Complaints;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use jinyu_project::{
    Event, FoundConversation, FoundConversations, Project, WhichConversation, find_conversation,
};
use jinyu_report::scan::{Covered, Covers, ExplainedConversation};
use std::io::Write;

pub(crate) fn run(args: &Explain, file: &str, terminal: &Terminal) -> Outcome {
    let cache = args.cached.cache();
    let mut project = Project::cached(args.choice(), args.typed(), cache)?;
    let mut plan = project.plan(&[file.to_owned()])?;
    let terminal = &terminal.speaking(plan.language());
    let mut complaints = Complaints::alone();
    let mut hear = |event: Event<'_>| {
        if let Event::Unread(error) = event {
            complaints.add(error, terminal);
        }
    };
    let which = args.which();
    let found = find_conversation(plan.transcripts(), &which, &mut hear);
    complaints.finish(terminal);
    let covers = (!args.unmask).then_some(Covers::MASK);
    if found.conversations.is_empty() || (which == WhichConversation::Only && found.count > 1) {
        return Err(none_of_several(file, &which, &found, covers));
    }
    let mut out = terminal.out();
    for (at, conversation) in found.conversations.iter().enumerate() {
        if let Some(id) = &args.rule {
            about_conversations(conversation, id)?;
        }
        let (path, line) = conversation.place();
        let lines = conversation.lines();
        conversation.explain(|turns, traces| {
            let explained = ExplainedConversation {
                path,
                line,
                session: conversation.name(),
                turns,
                lines: &lines,
                traces,
                rule: args.rule.as_deref(),
                covers,
            };
            match args.format {
                ExplainFormat::Json => explained.json(&mut out, terminal.language()),
                ExplainFormat::Text if at > 0 => {
                    writeln!(out)?;
                    explained.text(&mut out, terminal.language())
                }
                ExplainFormat::Text => explained.text(&mut out, terminal.language()),
            }
        })?;
    }
    out.flush()?;
    Ok(if found.unread > 0 { ExitStatus::Failed } else { ExitStatus::Clean })
}

/// Refuses a rule that is not there, and one that judges messages and no conversations.
fn about_conversations(conversation: &FoundConversation<'_>, id: &str) -> Result<(), Failure> {
    let linter = conversation.linter();
    match linter.rules().find(|rule| rule.id() == id) {
        Some(rule) if rule.report().is_some() => Ok(()),
        Some(_) => Err(Failure::Usage(format!(
            "the rule “{id}” is about the wording of a message; jinyu explain --rule {id} TEXT says why a \
             text is, or is not, reported by it"
        ))),
        None if linter.knows(id) => Err(Failure::Missing(format!(
            "the rule “{id}” is off here; jinyu config {} shows where that was said",
            conversation.place().0
        ))),
        None => Err(super::rules::unknown(id, linter.rules())),
    }
}

/// Which conversations there are, where none or more than one is meant.
fn none_of_several(
    file: &str,
    which: &WhichConversation,
    found: &FoundConversations<'_>,
    covers: Option<Covers>,
) -> Failure {
    let count = found.count;
    let message = match which {
        _ if count == 0 => return Failure::Missing(format!("{file}: no conversation is in it")),
        WhichConversation::Only => {
            format!("{file}: holds {count} conversations; name one with --session or --line:")
        }
        WhichConversation::Session(name) => {
            format!("{file}: none of its {count} conversations is the session “{name}”; it holds:")
        }
        WhichConversation::Line(line) => {
            format!(
                "{file}: no message stands in line {line}; its {count} conversations begin with:"
            )
        }
    };
    let first = found.first.iter().map(|(path, line, name)| match name {
        Some(name) => {
            let shown = Covered::of(name, covers.map(|it| it.session)).into_text();
            format!("{path}:{line}  --session {shown}")
        }
        None => format!("{path}:{line}"),
    });
    let more = u64::try_from(found.first.len()).is_ok_and(|named| count > named);
    Failure::NotAmong(message, first.chain(more.then(|| "…".to_owned())).collect())
}
