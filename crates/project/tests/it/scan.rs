//! A scan as programs use it: what it tells does not depend on threads or on how a file is cut, and names
//! and numbers are covered wherever words are shown.

use jinyu_project::{
    Choice, Event, Project, Purpose, Resume, Scan, Scanned, SessionLimits, Show, Stopped, Typed,
};
use jinyu_report::scan::{ConversationFacts, Covers, Exhibit, Sink, Totals};
use jinyu_report::{Report, ReportFormat, Style};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files/demo.yaml");

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = crate::empty_folder(name);
    fs::create_dir_all(folder.join(".git")).unwrap();
    folder
}

/// Keeps all that it is told, as text.
#[derive(Default)]
struct Heard(String);

impl Sink for Heard {
    fn conversation(&mut self, facts: &ConversationFacts) -> io::Result<()> {
        writeln!(self.0, "{facts:?}").map_err(io::Error::other)
    }

    fn finish(&mut self, totals: &Totals, exhibits: &[Exhibit]) -> io::Result<()> {
        writeln!(self.0, "{totals:?}\n{exhibits:#?}").map_err(io::Error::other)
    }
}

/// All that a scan of a path tells: what it says while it goes on, its reports, and what its sinks hear.
fn scanned(
    path: &Path,
    with: impl FnOnce(Scan<'_>) -> Scan<'_>,
) -> Result<(String, Scanned), Stopped> {
    let typed =
        Typed { purpose: Purpose::Conversations, packs: vec![PACK.into()], ..Typed::default() };
    let mut project = Project::new(Choice::Nearest, typed).unwrap();
    let mut plan = project.plan(&[path.to_str().unwrap().into()]).unwrap();
    let (mut events, mut outs) = (String::new(), [Vec::new(), Vec::new()]);
    let mut heard = Heard::default();
    let mut hear = |event: Event<'_>| match event {
        Event::Unread(error) => writeln!(events, "{error}").unwrap(),
        Event::Note(note) => writeln!(events, "note: {note}").unwrap(),
        Event::Passed(_) => {}
    };
    let style = Style::default();
    let reporters = [ReportFormat::Json, ReportFormat::Sarif].map(|it| it.reporter(style));
    let reports = reporters.iter().zip(&mut outs);
    let reports = reports.map(|(reporter, out)| Report::new(reporter.as_ref(), out)).collect();
    let scan = Scan::new(reports, &mut hear).sinks(vec![&mut heard], style.language);
    let done = with(scan).over(plan.transcripts())?;
    let told = outs.map(|out| String::from_utf8(out).unwrap()).join("\n");
    Ok((format!("{events}\n{told}\n{}", heard.0), done))
}

/// Talk in which sessions stand mixed, one comes back late, and some lines are broken.
fn mixed() -> String {
    const TEXTS: [&str; 4] = ["您好，请讲", "这个我不清楚", "好的，谢谢", "怎么还没到"];
    let mut log = String::new();
    for record in 0..600 {
        let session = if record % 199 == 0 { 1_000 } else { record / 40 * 4 + record * 7 % 4 };
        let role = if record % 3 == 0 { "客户" } else { "客服" };
        let (speaker, time) = (record % 5, 1_777_000_000 + record * 20 - record % 7 * 30);
        let text = TEXTS[record % 11 % TEXTS.len()];
        writeln!(
            log,
            r#"{{"session":"s{session}","role":"{role}","speaker":"{role}{speaker}","time":{time},"text":"{text}"}}"#
        )
        .unwrap();
        if record % 150 == 149 {
            log.push_str("broken\n");
        }
    }
    log
}

#[test]
fn neither_threads_nor_stretches_change_what_is_told() {
    let folder = folder("scan-same");
    fs::write(folder.join("a.jsonl"), mixed()).unwrap();
    // In this one nobody says which session it is.
    fs::write(folder.join("b.jsonl"), mixed().replace("session", "other")).unwrap();
    let limits = SessionLimits { idle: 60, turns: 9, bytes: 8_000 };
    let show = Show { worst: 3, drawn: 2, seed: 1 };
    let run = |threads: usize, stretch: usize| {
        let threads = NonZeroUsize::new(threads).unwrap();
        scanned(&folder, |scan| scan.threads(threads).stretch(stretch).limits(limits).show(show))
            .unwrap()
    };
    let (told, done) = run(1, 1 << 18);
    assert_eq!((done.summary.turns, done.summary.unread), (1_200, 8));
    assert_eq!(told.matches("note: ").count(), 4, "{told}");
    assert_eq!(done.totals.all.agent_turns, 800);
    for (threads, stretch) in [(1, 1), (2, 1), (3, 500), (2, 5_000), (4, 1 << 20)] {
        assert!(run(threads, stretch).0 == told, "{threads} threads, {stretch} bytes");
    }
}

#[test]
fn names_and_numbers_are_covered_wherever_words_are_shown() {
    let folder = folder("scan-covered");
    let log = "\
{\"session\":\"s\",\"role\":\"客户\",\"speaker\":\"张三\",\"text\":\"我叫张三\"}
{\"session\":\"s\",\"role\":\"客服\",\"speaker\":\"小王\",\"text\":\"张先生13800138000，这个我不清楚\"}
";
    fs::write(folder.join("a.jsonl"), log).unwrap();
    let show = Show { worst: 1, ..Show::default() };
    let (told, _) = scanned(&folder, |scan| scan.show(show).covers(Covers::MASK)).unwrap();
    for hidden in ["张三", "张先生", "13800138000"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
    assert!(told.contains("138****8000，这个我不清楚") && told.contains("小王"), "{told}");
    let (told, _) = scanned(&folder, |scan| scan.show(show)).unwrap();
    assert!(told.contains("张先生13800138000，这个我不清楚"), "{told}");
}

#[test]
fn a_team_is_that_of_who_serves_first() {
    let folder = folder("scan-team");
    fs::write(folder.join("jinyu.yaml"), "teams: { 售后: [小王, 小李] }\n").unwrap();
    let log = "{\"role\":\"agent\",\"speaker\":\"小王\",\"text\":\"您好\"}\n";
    fs::write(folder.join("a.jsonl"), log).unwrap();
    let (_, done) = scanned(&folder, |scan| scan).unwrap();
    assert_eq!(done.totals.teams.keys().collect::<Vec<_>>(), ["售后"]);
}

#[test]
fn a_strict_run_stops_at_the_first_broken_record() {
    let folder = folder("scan-strict");
    fs::write(folder.join("a.jsonl"), mixed()).unwrap();
    let stopped = scanned(&folder, |scan| scan.strict()).unwrap_err();
    assert!(stopped.to_string().contains("a.jsonl:151:"), "{stopped}");
}

/// Hears a number of conversations, and then nothing more can be written.
struct Full(usize);

impl Sink for Full {
    fn conversation(&mut self, _: &ConversationFacts) -> io::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
        Ok(())
    }

    fn finish(&mut self, _: &Totals, _: &[Exhibit]) -> io::Result<()> {
        Ok(())
    }
}

/// A scan of one thread without reports that shows some conversations whole.
fn shown(
    folder: &Path,
    sink: &mut dyn Sink,
    checkpoint: Option<&Path>,
) -> Result<Scanned, Stopped> {
    let typed =
        Typed { purpose: Purpose::Conversations, packs: vec![PACK.into()], ..Typed::default() };
    let mut project = Project::new(Choice::Nearest, typed).unwrap();
    let mut plan = project.plan(&[folder.to_str().unwrap().into()]).unwrap();
    let open = |path: &Path| Resume::open(path.to_str().unwrap(), &plan, "").unwrap();
    let resume = checkpoint.map(open);
    let mut hear = |_: Event<'_>| {};
    let show = Show { worst: 5, drawn: 3, seed: 2 };
    let limits = SessionLimits { idle: 60, ..SessionLimits::default() };
    let mut scan = Scan::new(Vec::new(), &mut hear).limits(limits).show(show).stretch(1_000);
    scan = scan.sinks(vec![sink], Style::default().language).threads(NonZeroUsize::MIN);
    if let Some(resume) = resume {
        scan = scan.resume(resume);
    }
    scan.over(plan.transcripts())
}

#[test]
fn a_run_that_goes_on_shows_the_same_conversations() {
    let folder = folder("scan-resume");
    let talk = folder.join("talk");
    fs::create_dir(&talk).unwrap();
    for file in 0..30 {
        let log = mixed().replace("客服", &format!("客服{}", file % 4));
        fs::write(talk.join(format!("{file:02}.jsonl")), log).unwrap();
    }
    let mut whole = Heard::default();
    shown(&talk, &mut whole, None).unwrap();
    let checkpoint = folder.join("checkpoint");
    let stopped = shown(&talk, &mut Full(1_500), Some(&checkpoint)).unwrap_err();
    assert!(matches!(stopped, Stopped::Write(_)) && checkpoint.exists());
    let mut gone_on = Heard::default();
    shown(&talk, &mut gone_on, Some(&checkpoint)).unwrap();
    assert!(gone_on.0 == whole.0);
    assert!(!checkpoint.exists() && !folder.join("checkpoint.facts").exists());
}
