//! `jinyu fix`: approved wording in the place of what is found.

use super::Outcome;
use crate::args::Fix;
use crate::complaints::Complaints;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu::Language;
use jinyu_project::{Answer, Edited, Left, Offer, Plan, STANDARD_INPUT, safe};
use jinyu_report::{Reader, Style, choice, diff, fixed, lines};
use std::io::{self, BufRead, Write};

/// What is done with a changed file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Diff,
    Write,
    Print,
}

pub(crate) fn run(mut args: Fix, terminal: &Terminal) -> Outcome {
    if args.paths.is_empty() {
        args.paths.push(STANDARD_INPUT.into());
    }
    let mut project = args.judged.project()?;
    let mut plan = project.plan(&args.paths)?;
    let terminal = &terminal.speaking(plan.language());
    let mut out = terminal.out();
    let mut asking = Asking { terminal, stopped: false };
    let mut sum = Sum::default();
    let (write, ask) = (args.write || args.interactive, args.interactive);
    let mode = |path: &str| match (path, write, args.diff) {
        (STANDARD_INPUT, _, false) => Mode::Print,
        (_, true, _) => Mode::Write,
        (_, false, _) => Mode::Diff,
    };
    for target in plan_targets(&mut plan) {
        let edited = target.and_then(|target| {
            if ask {
                Edited::of(&target, 1, &mut |offer| asking.answer(offer))
            } else {
                Edited::of(&target, usize::MAX, &mut safe)
            }
        });
        match edited {
            Ok(edited) => {
                let mode = mode(&edited.path);
                one(&edited, mode, terminal, &mut out, &mut sum)?;
            }
            Err(error) => {
                terminal.complain(&error);
                sum.failed = true;
            }
        }
    }
    out.flush()?;
    Ok(sum.status())
}

fn plan_targets(
    plan: &mut Plan,
) -> impl Iterator<Item = Result<jinyu_project::Target<'_>, jinyu_project::ProjectError>> {
    plan.targets()
}

/// What a run came to.
#[derive(Default)]
struct Sum {
    failed: bool,
    remaining: bool,
}

impl Sum {
    fn status(&self) -> ExitStatus {
        match (self.failed, self.remaining) {
            (true, _) => ExitStatus::Failed,
            (false, true) => ExitStatus::Found,
            (false, false) => ExitStatus::Clean,
        }
    }
}

fn one(
    edited: &Edited,
    mode: Mode,
    terminal: &Terminal,
    out: &mut dyn Write,
    sum: &mut Sum,
) -> io::Result<()> {
    let mut complaints = Complaints::alone();
    for error in &edited.unread {
        complaints.add(error, terminal);
        sum.failed = true;
    }
    complaints.finish(terminal);
    let style = terminal.style();
    match mode {
        Mode::Print => match terminal.reader() {
            Reader::Person => out.write_all(lines(&edited.fixed.text).as_bytes())?,
            Reader::Program => out.write_all(edited.fixed.text.as_bytes())?,
        },
        Mode::Diff if edited.is_changed() => {
            diff(out, &edited.path, &edited.before, &edited.fixed.text, style, terminal.reader())?;
            sum.remaining = true;
        }
        Mode::Write if edited.is_changed() => {
            if let Err(error) = edited.save() {
                terminal.complain(&error);
                sum.failed = true;
                return Ok(());
            }
        }
        Mode::Diff | Mode::Write => {}
    }
    let left = edited.fixed.left.iter();
    let left: Vec<_> = left
        .map(|(line, column, rule, wording, why)| {
            let why = reason(*why, style.language);
            (*line, *column, rule.as_str(), wording.as_str(), why)
        })
        .collect();
    sum.remaining |= edited.fixed.left.iter().any(|(.., why)| *why != Left::Suppressed);
    if mode == Mode::Print {
        return fixed(
            &mut io::stderr().lock(),
            &edited.path,
            edited.fixed.applied.len(),
            &left,
            style,
        );
    }
    fixed(out, &edited.path, edited.fixed.applied.len(), &left, style)
}

fn reason(left: Left, language: Language) -> &'static str {
    let [zh, en] = match left {
        Left::NoSafeWording => ["没有可以直接替换的说法", "no wording may be put there as it is"],
        Left::Several => {
            ["有几种说法可换，要人来选", "several wordings may; choose one with --interactive"]
        }
        Left::HoldsPlaceholder => ["里面有占位符", "a placeholder stands in it"],
        Left::Suppressed => ["已标明忽略", "the file says that it may stay"],
        Left::NewFinding => ["换了以后又会违规", "the reply would be wrong in another way"],
        Left::NotWritable => {
            ["在这里写不进去", "it cannot be written there without a change elsewhere"]
        }
        Left::Kept => ["保留", "kept"],
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// Somebody at a terminal who chooses.
struct Asking<'t> {
    terminal: &'t Terminal,
    stopped: bool,
}

impl Asking<'_> {
    /// Shows a finding with its wordings and reads what is chosen: a number, a wording of one's own
    /// behind `=`, nothing to leave it, `q` to stop.
    fn answer(&mut self, offer: &Offer<'_, '_>) -> Answer {
        if self.stopped {
            return Answer::Stop;
        }
        let mut line = String::new();
        loop {
            line.clear();
            let style: Style = self.terminal.style();
            let mut err = io::stderr().lock();
            let shown = choice(&mut err, offer.source, offer.turn, offer.finding, style);
            let read = shown.and_then(|()| io::stdin().lock().read_line(&mut line));
            let said = line.trim();
            let wordings = offer.finding.rule.say();
            match (read, said) {
                (Ok(0) | Err(_), _) | (_, "q") => {
                    self.stopped = true;
                    return Answer::Stop;
                }
                (_, "") => return Answer::Leave(Left::Kept),
                (_, own) if own.starts_with('=') => {
                    return Answer::Say(own.trim_start_matches('=').trim().to_owned());
                }
                (_, number) => {
                    let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                    if let Some(wording) = at.and_then(|at| wordings.get(at)) {
                        return Answer::Say(wording.text.clone());
                    }
                }
            }
        }
    }
}
