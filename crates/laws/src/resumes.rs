//! Laws of a scan that goes on: files of an interrupted run that were damaged are refused with a message, or
//! the damage means nothing. Never is anything told that the run would not have told.

use crate::configs;
use jinyu_project::{Choice, Event, Plan, Project, Purpose, Resume, Scan, Stopped, Typed};
use jinyu_report::scan::{ConversationFacts, Exhibit, Sink, Totals};
use jinyu_report::{Report, ReportFormat, Style};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;
use tempfile::TempDir;

/// How many conversations there are, how many of them are told before the run is interrupted, and how many bytes
/// each has at least: conversations are judged in batches of 64 KiB, and a checkpoint is written behind the first.
const ALL: usize = 20;
const TOLD: usize = 15;
const LONG: usize = 6_000;

thread_local! {
    static RUN: Interrupted = Interrupted::new();
}

/// Bytes that were changed in the files of an interrupted run, see `Damage`; or, where they begin with `{`, what
/// stands in the place of the checkpoint.
pub fn damaged(data: &[u8]) {
    RUN.with(|run| {
        let mut damage = Damage { checkpoint: run.checkpoint.clone(), facts: run.facts.clone() };
        if data.starts_with(b"{") {
            damage.checkpoint = data.to_vec();
        } else {
            data.chunks_exact(4).take(8).for_each(|edit| damage.edit(edit));
        }
        run.goes_on(&damage);
    });
}

/// What became of the two files.
struct Damage {
    checkpoint: Vec<u8>,
    facts: Vec<u8>,
}

impl Damage {
    /// Which file and how, where in it, and a byte to write there.
    fn edit(&mut self, edit: &[u8]) {
        let [how, low, high, byte] = *edit else { return };
        let file = if how % 2 == 0 { &mut self.checkpoint } else { &mut self.facts };
        let at = usize::from(u16::from_le_bytes([low, high]));
        let at = at % file.len().max(1);
        match how / 2 % 4 {
            0 => file.iter_mut().skip(at).take(1).for_each(|old| *old = byte),
            1 => file.insert(at.min(file.len()), byte),
            2 => file.truncate(at),
            // A digit where a digit is, so that numbers stay numbers.
            _ => {
                let digit = file.iter_mut().skip(at).find(|old| old.is_ascii_digit());
                digit.into_iter().for_each(|old| *old = b'0' + byte % 10);
            }
        }
    }
}

/// A run that was interrupted, and what it tells when it is not.
struct Interrupted {
    folder: TempDir,
    /// Asked whether a checkpoint is of it; the files of a plan are taken by the scan over it.
    plan: Plan,
    whole: String,
    checkpoint: Vec<u8>,
    facts: Vec<u8>,
    /// How many bytes of its report were written.
    written: u64,
}

impl Interrupted {
    fn new() -> Interrupted {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for name in [".git", "talk"] {
            fs::create_dir(folder.path().join(name)).expect("a folder can be made");
        }
        let file = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("a file can be written");
        };
        file("own.yaml", include_str!("zh.yaml"));
        file("talk/a.jsonl", &talk());
        let plan = planned(&folder);
        let (whole, checkpoint, facts) = (String::new(), Vec::new(), Vec::new());
        let mut run = Interrupted { folder, plan, whole, checkpoint, facts, written: 0 };
        run.whole = run.scan(None, usize::MAX).expect("it can be read");
        let resume = run.open().expect("nothing is there yet");
        run.scan(Some(resume), TOLD).expect_err("it is interrupted");
        let read = |path: PathBuf| fs::read(path).expect("it was interrupted behind a checkpoint");
        (run.checkpoint, run.facts) = (read(run.path("")), read(run.path(".facts")));
        run.written = run.open().expect("nothing is damaged").written(0);
        run
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.path().join(format!("checkpoint{ending}"))
    }

    fn open(&self) -> Result<Resume, jinyu_project::ProjectError> {
        Resume::open(&self.path("").to_string_lossy(), &self.plan, "")
    }

    /// Goes on from these files: it is refused, or nothing else is told than by the whole run.
    fn goes_on(&self, damage: &Damage) {
        fs::write(self.path(""), &damage.checkpoint).expect("a file can be written");
        fs::write(self.path(".facts"), &damage.facts).expect("a file can be written");
        match self.open() {
            Ok(resume) => {
                assert_eq!(resume.written(0), self.written, "another length of the report");
                let told = self.scan(Some(resume), usize::MAX);
                assert_eq!(
                    told.ok().as_ref(),
                    Some(&self.whole),
                    "{}",
                    String::from_utf8_lossy(&damage.checkpoint)
                );
            }
            Err(error) => configs::told(&error),
        }
    }

    /// Scans the talk, and says what its sink heard.
    fn scan(&self, resume: Option<Resume>, most: usize) -> Result<String, Stopped> {
        let mut heard = Heard { told: String::new(), left: most };
        let (mut hear, mut out) = (|_: Event<'_>| {}, Vec::new());
        let style = Style::default();
        let reporter = ReportFormat::Jsonl.reporter(style);
        let written = resume.as_ref().map_or(0, |resume| resume.written(0));
        let reports = vec![Report::new(reporter.as_ref(), &mut out).from(written)];
        let mut scan =
            Scan::new(reports, &mut hear).stretch(LONG).sinks(vec![&mut heard], style.language);
        if let Some(resume) = resume {
            scan = scan.resume(resume);
        }
        let scanned = scan.over(planned(&self.folder).transcripts())?;
        write!(heard.told, "{:?}", scanned.summary).map_err(io::Error::other)?;
        Ok(heard.told)
    }
}

/// What is to be scanned.
fn planned(folder: &TempDir) -> Plan {
    let [pack, talk] =
        ["own.yaml", "talk"].map(|name| folder.path().join(name).to_string_lossy().into_owned());
    let typed = Typed { purpose: Purpose::Conversations, packs: vec![pack], ..Typed::default() };
    let mut project = Project::new(Choice::Nothing, typed).expect("the folder is there");
    project.plan(&[talk]).expect("the pack is valid")
}

/// Conversations with findings.
fn talk() -> String {
    let patient = "请问".repeat(LONG / "请问".len());
    let line = |at: usize| {
        let text = ["您好", patient.as_str(), "这个我不清楚", "没有"][at % 4];
        let role = ["agent", "customer"][at % 2];
        format!(
            "{{\"session\":\"s{}\",\"role\":\"{role}\",\"speaker\":\"{role}\",\"text\":\"{text}\"}}\n",
            at / 4
        )
    };
    (0..4 * ALL).map(line).collect()
}

/// Keeps what it is told as text, up to a number of conversations.
struct Heard {
    told: String,
    left: usize,
}

impl Sink for Heard {
    fn conversation(&mut self, facts: &ConversationFacts) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
        writeln!(self.told, "{facts:?}").map_err(io::Error::other)
    }

    fn finish(&mut self, totals: &Totals, exhibits: &[Exhibit]) -> io::Result<()> {
        writeln!(self.told, "{totals:?} {exhibits:?}").map_err(io::Error::other)
    }
}
