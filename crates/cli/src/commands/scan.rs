//! `jinyu scan`: what was said in these conversations, and what was not.

use super::{Outcome, status};
use crate::args::Scan as Args;
use crate::complaints::Complaints;
use crate::destination::{Asked, Destinations};
use crate::failure::Failure;
use crate::interrupt;
use crate::outputs::Outputs;
use crate::progress::Length;
use crate::terminal::Terminal;
use jinyu_project::{Event, Project, Resume, STANDARD_INPUT, Scan, Stopped};
use jinyu_report::scan::{Covers, Overview, Sink, Unread};
use std::mem::ManuallyDrop;

pub(crate) fn run(mut args: Args, terminal: &Terminal) -> Outcome {
    if args.paths.is_empty() {
        args.paths.push(STANDARD_INPUT.into());
    }
    // Who waits for standard input cannot be asked to stop; Ctrl-C ends that at once.
    let from_files = args.paths.iter().all(|path| path != STANDARD_INPUT);
    let asked_to_stop = from_files.then(|| interrupt::asked().ok()).flatten();
    let cached = std::mem::take(&mut args.cached);
    let mut project = Project::cached(args.choice(), args.typed(), cached.cache())?;
    // The process ends when the run does; to take all rules apart before would be a part of its time.
    let mut plan = ManuallyDrop::new(project.plan(&args.paths)?);
    let terminal = &terminal.speaking(plan.language());
    let progress = terminal.progress(Length::Bytes(plan.bytes()));
    let threads = args.threads.take();
    let settings = format!("{:?} {args:?}", terminal.language());
    let asked = Asked { format: args.format, reports: args.reports, usual: None };
    let mut resume = None;
    if let Some(file) = &args.resume {
        asked.in_files()?;
        resume = Some(Resume::open(file, &plan, &settings)?);
    }
    let mut destinations =
        Destinations::open(asked, resume.as_mut(), &args.paths, terminal, &progress)?;
    let unread = Unread::default();
    let mut out = destinations.free(terminal, &progress);
    let mut overview = out.as_mut().map(|out| Overview::new(out, terminal.style()));
    let mut outputs = Outputs::open(&args.made, &args.paths, &destinations)?;
    let mut made = outputs.sinks(terminal.language(), &args.paths, &unread)?;
    let sinks = overview.iter_mut().map(|overview| overview as &mut dyn Sink);
    let sinks = sinks.chain(made.iter_mut().map(|sink| &mut **sink as &mut dyn Sink)).collect();
    let mut complaints = Complaints::default();
    let mut hear = |event: Event<'_>| match event {
        Event::Unread(error) => {
            unread.add(error);
            progress.aside(|| complaints.add(error, terminal));
        }
        Event::Note(note) => progress.aside(|| terminal.note(note)),
        Event::Passed(bytes) => progress.reach(bytes),
    };
    let mut scan = Scan::new(destinations.reports(false), &mut hear);
    scan = scan.sinks(sinks, terminal.language()).show(args.made.show());
    if !args.made.unmask {
        scan = scan.covers(Covers::MASK);
    }
    if args.strict {
        scan = scan.strict();
    }
    if let Some(threads) = threads {
        scan = scan.threads(threads);
    }
    if let Some(resume) = resume {
        scan = scan.resume(resume);
    }
    if let Some(asked) = &asked_to_stop {
        scan = scan.stop(asked);
    }
    let scanned = scan.over(plan.transcripts());
    complaints.finish(terminal);
    let scanned = scanned.map_err(|stopped| match stopped {
        Stopped::Write(error) => Failure::from(error),
        Stopped::Broken(error) => Failure::from(error),
        Stopped::Asked { told } => interrupted(told, args.resume.as_deref()),
    })?;
    drop(made);
    destinations.keep()?;
    outputs.keep()?;
    Ok(status(&scanned.summary))
}

/// What somebody is told who has stopped a run.
fn interrupted(told: u64, resume: Option<&str>) -> Failure {
    let conversations = if told == 1 { "conversation" } else { "conversations" };
    Failure::Interrupted(match resume {
        Some(file) => format!(
            "interrupted after {told} {conversations}; the same command goes on from there ({file})"
        ),
        None => format!(
            "interrupted after {told} {conversations}; no file was written; a run with --resume FILE can be \
             gone on with"
        ),
    })
}
