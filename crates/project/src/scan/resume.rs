//! A run that can go on after an interruption: what it was begun with, how far it has come, and how long
//! its reports are. Decides nothing about conversations.

use super::facts::count;
use super::spool::{Head, Spool};
use crate::error::{Kind, ProjectError, json_problem};
use crate::input::{STANDARD_INPUT, checkpoint_of};
use crate::output::Output;
use crate::plan::Plan;
use jinyu_report::Summary;
use jinyu_report::scan::ConversationFacts;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

/// The number of the shape of both files.
const VERSION: u32 = 2;
/// How many times as long as a checkpoint takes it is until the next; and at least and at most.
const RARER: u32 = 50;
const SOONEST: Duration = Duration::from_millis(50);
const LATEST: Duration = Duration::from_secs(5);

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    version: u32,
    /// How many conversations were told.
    pub(crate) told: u64,
    /// What these came to; what could not be read is counted anew.
    pub(crate) summary: Summary,
    /// How many bytes of facts were written.
    facts: u64,
    /// How many bytes of each report were written.
    reports: Vec<u64>,
    /// Of all this and of the facts, see [`Checkpoint::sealed`].
    seal: String,
}

impl Checkpoint {
    /// What makes damage plain, to the checkpoint or to the facts, of which this is the digest.
    fn sealed(&self, facts: &Sha256) -> String {
        let Checkpoint { version, told, summary, facts: length, reports, .. } = self;
        let said = format!("{version} {told} {summary:?} {length} {reports:?}");
        let digest = facts.clone().chain_update(said).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A run that can go on after an interruption. Two files stand for it until it is over: the checkpoint,
/// and the facts of the conversations that were told, whose name ends in `.facts`.
#[derive(Debug)]
pub struct Resume {
    path: PathBuf,
    facts: PathBuf,
    head: Head,
    /// Nothing before the first facts of a run that begins.
    spool: Option<Spool>,
    /// Where the facts begin.
    from: u64,
    checkpoint: Checkpoint,
    /// When the next one is due.
    due: Instant,
}

impl Resume {
    /// Goes on with the run whose checkpoint is at a path, or begins one where nothing is there.
    /// `settings` is all that was asked for and changes what is written.
    ///
    /// # Errors
    /// A checkpoint of a run over other inputs or with other settings; files that cannot be read or
    /// written; standard input among the inputs.
    pub fn open(path: &str, plan: &Plan, settings: &str) -> Result<Resume, ProjectError> {
        let head = head(plan, settings)?;
        let missing = fs::metadata(path).is_err_and(|it| it.kind() == io::ErrorKind::NotFound);
        let written = if missing { None } else { Some(checkpoint_of(path)?) };
        let path = PathBuf::from(path);
        let facts = facts_of(&path);
        match written {
            Some(written) => Resume::go_on(path, facts, &written, head),
            None => {
                let checkpoint = Checkpoint { version: VERSION, ..Checkpoint::default() };
                let due = Instant::now();
                Ok(Resume { path, facts, head, spool: None, from: 0, checkpoint, due })
            }
        }
    }

    fn go_on(
        path: PathBuf,
        facts: PathBuf,
        written: &[u8],
        head: Head,
    ) -> Result<Resume, ProjectError> {
        let refuse = |problem: String| Kind::Resume { path: name(&path), problem };
        let checkpoint: Checkpoint = serde_json::from_slice(written)
            .map_err(|error| refuse(format!("it is no checkpoint: {}", json_problem(&error))))?;
        let lost = |error| refuse(format!("{}: {error}", name(&facts)));
        let (begun_with, from) = Spool::head(&facts).map_err(lost)?;
        if checkpoint.version != VERSION || begun_with.spool != VERSION {
            return Err(refuse("another version of jinyu wrote it".into()).into());
        }
        if let Some(difference) = difference(&begun_with, &head) {
            return Err(refuse(difference).into());
        }
        let is_whole = |facts: &Sha256| checkpoint.sealed(facts) == checkpoint.seal;
        let spool = Some(Spool::go_on(&facts, checkpoint.facts, is_whole).map_err(lost)?);
        Ok(Resume { path, facts, head, spool, from, checkpoint, due: Instant::now() + SOONEST })
    }

    /// Forgets how far the run has come: it begins anew.
    ///
    /// # Errors
    /// Where the checkpoint cannot be removed.
    pub fn again(&mut self) -> Result<(), ProjectError> {
        let unwritable = |error| Kind::Unwritable { path: name(&self.path), error };
        remove(&self.path).map_err(unwritable)?;
        (self.spool, self.from) = (None, 0);
        self.checkpoint = Checkpoint { version: VERSION, ..Checkpoint::default() };
        Ok(())
    }

    /// How many bytes of a report were written; reports are numbered in their order, from 0.
    #[must_use]
    pub fn written(&self, report: usize) -> u64 {
        self.checkpoint.reports.get(report).copied().unwrap_or_default()
    }

    /// How far the run had come.
    pub(crate) fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Hands over the facts of the conversations that were told.
    pub(crate) fn replay(
        &self,
        take: &mut dyn FnMut(ConversationFacts) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.spool {
            Some(_) => Spool::each(&self.facts, self.from, self.checkpoint.facts, take),
            None => Ok(()),
        }
    }

    /// Takes note of a conversation that was told.
    pub(crate) fn told(&mut self, facts: &ConversationFacts) -> io::Result<()> {
        self.checkpoint.told = facts.number;
        match &mut self.spool {
            Some(spool) => spool.add(facts),
            None => {
                let mut spool = Spool::begin(&self.facts, &self.head)?;
                spool.add(facts)?;
                self.spool = Some(spool);
                Ok(())
            }
        }
    }

    /// Whether it is time for a checkpoint.
    pub(crate) fn is_due(&self) -> bool {
        Instant::now() >= self.due
    }

    /// Writes down how far the run has come; where that fails, the one before still holds.
    pub(crate) fn save(
        &mut self,
        summary: &Summary,
        reports: impl Iterator<Item = io::Result<u64>>,
    ) -> io::Result<()> {
        let begun = Instant::now();
        self.checkpoint.reports = reports.collect::<io::Result<_>>()?;
        let Some(spool) = &mut self.spool else { return Ok(()) };
        self.checkpoint.facts = spool.flush()?;
        self.checkpoint.summary = Summary { unread: 0, ..*summary };
        self.checkpoint.seal = self.checkpoint.sealed(spool.digest());
        let mut next = Output::create(&name(&self.path)).map_err(io::Error::other)?;
        next.write_all(&serde_json::to_vec(&self.checkpoint)?)?;
        next.keep().map_err(io::Error::other)?;
        let now = Instant::now();
        self.due = now + (now.duration_since(begun) * RARER).clamp(SOONEST, LATEST);
        Ok(())
    }

    /// The run is over.
    ///
    /// # Errors
    /// Where its files cannot be removed.
    pub(crate) fn finish(self) -> io::Result<()> {
        remove(&self.path)?;
        remove(&self.facts)
    }
}

/// What a run is begun with.
fn head(plan: &Plan, settings: &str) -> Result<Head, ProjectError> {
    let settings = format!("{:032x}", plan.digest(settings)?);
    let mut inputs = Vec::new();
    for item in plan.items.iter().filter_map(|item| item.as_ref().ok()) {
        if item.path == STANDARD_INPUT {
            return Err(Kind::ResumeInput.into());
        }
        let version = fs::metadata(&item.path).and_then(|it| Ok((it.len(), it.modified()?)));
        // What cannot be read is told when it is read.
        let (length, changed) = version.unwrap_or((0, UNIX_EPOCH));
        let changed = changed.duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_nanos());
        inputs.push((item.path.clone(), length, changed));
    }
    Ok(Head { spool: VERSION, settings, inputs })
}

/// What a run that was interrupted was begun with, and this one is not.
fn difference(before: &Head, now: &Head) -> Option<String> {
    if before.settings != now.settings {
        return Some("it was begun with other options, settings or packs".into());
    }
    if count(before.inputs.len()) != count(now.inputs.len()) {
        let (before, now) = (before.inputs.len(), now.inputs.len());
        return Some(format!("it was begun over {before} files, and there are {now}"));
    }
    let changed = before.inputs.iter().zip(&now.inputs).find(|(before, now)| before != now);
    changed.map(|(before, now)| match before.0 == now.0 {
        true => format!("{} was changed since", now.0),
        false => format!("{} was read, and there is {} now", before.0, now.0),
    })
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Where the facts are whose checkpoint is at a path.
fn facts_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".facts");
    name.into()
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
