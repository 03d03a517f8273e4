//! `jinyu baseline`: the list of findings that are known and do not count.

use super::Outcome;
use crate::args::{Baseline as Args, BaselineCommand, Seen};
use crate::complaints::Complaints;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use jinyu::Language;
use jinyu_project::{BASELINE, Baseline, Entry, Found, Plan, Run};
use jinyu_report::{Report, entries, one_line};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: Args, terminal: &Terminal) -> Outcome {
    match args.command {
        BaselineCommand::Write(seen) => write(seen, terminal),
        BaselineCommand::Check(seen) => check(seen, terminal),
        BaselineCommand::Prune(seen) => prune(seen, terminal),
        BaselineCommand::Show(seen) => show(seen, terminal),
    }
}

/// What a command works on.
struct Work {
    path: String,
    plan: Plan,
    terminal: Terminal,
}

impl Work {
    fn new(mut seen: Seen, terminal: &Terminal) -> Result<Work, Failure> {
        if seen.paths.is_empty() {
            seen.paths.push(".".into());
        }
        let mut project = seen.judged.project()?;
        let plan = project.plan(&seen.paths)?;
        let path = plan.baseline().unwrap_or(BASELINE).to_owned();
        let terminal = terminal.speaking(plan.language());
        Ok(Work { path, plan, terminal })
    }

    /// What is known; nothing where no list is there.
    fn known(&self) -> Result<Baseline, Failure> {
        if Path::new(&self.path).exists() {
            Ok(Baseline::load(&self.path)?)
        } else {
            Ok(Baseline::empty(&self.path))
        }
    }

    /// What is found now; none where something cannot be read.
    fn now(&mut self, known: &Baseline) -> Result<Option<Baseline>, Failure> {
        let found = Found::default();
        let terminal = &self.terminal;
        let mut complaints = Complaints::alone();
        let mut complain = |error: &_| complaints.add(error, terminal);
        let mut nothing = std::io::sink();
        let run = Run::new(vec![Report::new(&found, &mut nothing)], &mut complain);
        let summary = run.over(self.plan.targets());
        complaints.finish(terminal);
        let summary = summary?;
        let now = known.updated(&found, self.terminal.today());
        Ok((summary.unread == 0).then_some(now))
    }

    fn list(&self, lines: &[(&Entry, String)]) -> Result<(), Failure> {
        let mut out = self.terminal.out();
        let rows = lines.iter().map(|(entry, note)| {
            let id = entry.id.as_deref().unwrap_or("-");
            [entry.path.as_str(), id, entry.rule.as_str(), entry.since.as_str(), note.as_str()]
        });
        entries(&mut out, &rows.collect::<Vec<_>>(), self.terminal.style())?;
        out.flush()?;
        Ok(())
    }

    fn say(&self, zh: String, en: String) -> Result<(), Failure> {
        let mut out = self.terminal.out();
        let said = if self.terminal.language() == Language::Zh { zh } else { en };
        writeln!(out, "{}", one_line(&said))?;
        out.flush()?;
        Ok(())
    }
}

fn write(seen: Seen, terminal: &Terminal) -> Outcome {
    let mut work = Work::new(seen, terminal)?;
    let known = work.known()?;
    let Some(now) = work.now(&known)? else { return Ok(ExitStatus::Failed) };
    now.save(&work.path)?;
    let (path, count) = (&work.path, now.count());
    let files = now.files();
    let (findings, in_files) =
        (if count == 1 { "" } else { "s" }, if files == 1 { "" } else { "s" });
    work.say(
        format!("{path}：{files} 个文件里的 {count} 处问题已记下"),
        format!("{path}: wrote down {count} finding{findings} in {files} file{in_files}"),
    )?;
    Ok(ExitStatus::Clean)
}

fn check(seen: Seen, terminal: &Terminal) -> Outcome {
    let mut work = Work::new(seen, terminal)?;
    let known = Baseline::load(&work.path)?;
    let Some(now) = work.now(&known)? else { return Ok(ExitStatus::Failed) };
    let zh = work.terminal.language() == Language::Zh;
    let note = |some: u64, of: u64, [in_zh, in_en]: [&str; 2]| {
        format!("{} {some}/{of}", if zh { in_zh } else { in_en })
    };
    let stale = known.stale(&now).into_iter();
    let stale = stale.map(|(entry, left)| (entry, note(left, entry.count, ["还剩", "left"])));
    let new = known.unknown(&now).into_iter();
    let new = new.map(|(entry, of)| (entry, note(entry.count - of, entry.count, ["新增", "new"])));
    let lines: Vec<_> = stale.chain(new).collect();
    if lines.is_empty() {
        let path = &work.path;
        work.say(format!("{path}：没有变化"), format!("{path}: nothing has changed"))?;
        return Ok(ExitStatus::Clean);
    }
    work.list(&lines)?;
    Ok(ExitStatus::Found)
}

fn prune(seen: Seen, terminal: &Terminal) -> Outcome {
    let mut work = Work::new(seen, terminal)?;
    let known = Baseline::load(&work.path)?;
    let Some(now) = work.now(&known)? else { return Ok(ExitStatus::Failed) };
    let zh = work.terminal.language() == Language::Zh;
    let gone = |(entry, left): (_, u64)| {
        let entry: &Entry = entry;
        let gone = entry.count - left;
        (entry, if zh { format!("去掉 {gone} 处") } else { format!("{gone} forgotten") })
    };
    let lines: Vec<_> = known.stale(&now).into_iter().map(gone).collect();
    known.pruned(&now).save(&work.path)?;
    work.list(&lines)?;
    Ok(ExitStatus::Clean)
}

fn show(seen: Seen, terminal: &Terminal) -> Outcome {
    let work = Work::new(seen, terminal)?;
    let known = Baseline::load(&work.path)?;
    let today = work.terminal.today();
    let zh = work.terminal.language() == Language::Zh;
    let note = |entry: &Entry| {
        let (age, count) = (entry.age(today), entry.count);
        if zh { format!("{age} 天 ×{count}") } else { format!("{age} days ×{count}") }
    };
    let lines: Vec<_> = known.entries().into_iter().map(|entry| (entry, note(entry))).collect();
    work.list(&lines)?;
    Ok(ExitStatus::Clean)
}
