//! Findings that somebody has seen and lives with for now, in a file beside the replies. Holds no
//! words of a reply: what is known is recognised by its fingerprint. Never looks for anything itself.

use crate::error::{Kind, ProjectError, json_problem};
use crate::input::{STANDARD_INPUT, load_known};
use crate::output::Output;
use jiff::civil::Date;
use jinyu::{Fingerprint, Source, Turn};
use jinyu_report::{Located, Reporter, Section, Standing};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a file of known findings is called, where nobody says.
pub const BASELINE: &str = "jinyu-baseline.json";

/// A day of the calendar.
pub type Day = Date;

/// The day, in UTC, of a moment: seconds since the beginning of 1970. One that no calendar has is the
/// first.
#[must_use]
pub fn day_of(seconds: u64) -> Day {
    let moment = i64::try_from(seconds).ok().and_then(|it| jiff::Timestamp::from_second(it).ok());
    moment.unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The number of the shape of the file.
const VERSION: u32 = 1;

/// A known finding, and its copies in the same file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is recognised by, see [`Fingerprint`].
    pub fingerprint: String,
    /// The broken rule.
    pub rule: String,
    /// The file, from the folder of the baseline on, with `/` between folders.
    pub path: String,
    /// The file's own name for the reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How often it stands in the file.
    pub count: u64,
    /// The day on which it was first written down, as `2026-01-31`.
    pub since: String,
}

impl Entry {
    /// How many days ago it was first written down; 0 for a day to come.
    #[must_use]
    pub fn age(&self, today: Date) -> u64 {
        let days = self.since.parse::<Date>().and_then(|since| today.since(since));
        days.map_or(0, |span| u64::try_from(span.get_days()).unwrap_or(0))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

type Key = (Fingerprint, String);

/// The known findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The folder that paths start from.
    folder: PathBuf,
    entries: BTreeMap<Key, Entry>,
    /// The fingerprints of findings in files that are no longer there: the files were renamed.
    moved: BTreeMap<Fingerprint, String>,
    /// The first day that is not too long ago to be known since.
    oldest: Option<Date>,
}

impl Baseline {
    /// Nothing is known; for findings that are to be written to `path`.
    #[must_use]
    pub fn empty(path: &str) -> Baseline {
        Baseline { folder: folder_of(path), ..Baseline::default() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// A file that cannot be read, or is none.
    pub fn load(path: &str) -> Result<Baseline, ProjectError> {
        let source = load_known(path)?;
        let broken = |problem: String| Kind::Baseline { path: path.into(), problem };
        let document: Document =
            serde_json::from_str(source.text()).map_err(|error| broken(json_problem(&error)))?;
        if document.version != VERSION {
            let problem = format!("version {} is not {VERSION}", document.version);
            return Err(broken(problem).into());
        }
        let mut baseline = Baseline::empty(path);
        for entry in document.findings {
            let fingerprint: Fingerprint = entry
                .fingerprint
                .parse()
                .map_err(|error| broken(format!("a fingerprint in it is none: {error}")))?;
            let since: Result<Date, _> = entry.since.parse();
            since.map_err(|_| broken("a day in it is none like 2026-01-31".into()))?;
            if baseline.is_gone(&entry.path) {
                baseline.moved.insert(fingerprint, entry.since.clone());
            }
            baseline.entries.insert((fingerprint, entry.path.clone()), entry);
        }
        Ok(baseline)
    }

    /// Forgets for this run what has been known for more than so many days; nothing, where no calendar goes
    /// as far back.
    #[must_use]
    pub fn at_most(mut self, days: u32, today: Date) -> Baseline {
        let days = jiff::Span::new().try_days(days).ok();
        self.oldest = days.and_then(|days| today.checked_sub(days).ok());
        self
    }

    /// All that is known, by file, rule and fingerprint.
    #[must_use]
    pub fn entries(&self) -> Vec<&Entry> {
        let entries = self.entries.values().map(|entry| (entry, entry.count)).collect();
        in_order(entries).into_iter().map(|(entry, _)| entry).collect()
    }

    /// How many findings are known.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.entries.values().map(|entry| entry.count).sum()
    }

    /// In how many files.
    #[must_use]
    pub fn files(&self) -> usize {
        self.entries.keys().map(|(_, path)| path).collect::<BTreeSet<_>>().len()
    }

    /// Looks the findings of one file up, in reading order; a baseline is only right for a file
    /// that is looked at as a whole.
    pub(crate) fn file(&self, path: &str) -> KnownFile<'_> {
        KnownFile { baseline: self, path: self.relative(path), seen: BTreeMap::new() }
    }

    /// Writes all that is known to a file, at once or not at all.
    ///
    /// # Errors
    /// A path at which nothing can be written.
    pub fn save(&self, path: &str) -> Result<(), ProjectError> {
        let mut text = format!("{{\n\"version\": {VERSION},\n\"findings\": [");
        for (at, entry) in self.entries().into_iter().enumerate() {
            let line = serde_json::to_string(entry).map_err(io::Error::from);
            let line = line.map_err(|error| Kind::Unwritable { path: path.into(), error })?;
            // To write to a string does not fail.
            let _ = write!(text, "{}\n{line}", if at == 0 { "" } else { "," });
        }
        text.push_str("\n]\n}\n");
        let mut out = Output::create(path)?;
        let written = out.write_all(text.as_bytes());
        written.map_err(|error| Kind::Unwritable { path: path.into(), error })?;
        out.settle()?;
        out.keep()
    }

    /// What was found now, each known since the day it was first written down, and new ones since
    /// `today`.
    #[must_use]
    pub fn updated(&self, found: &Found, today: Date) -> Baseline {
        let mut entries = BTreeMap::new();
        for (key, seen) in found.seen.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let path = self.relative(&key.1);
            let known = self.entries.get(&(key.0, path.clone())).map(|entry| &entry.since);
            let since = known.or_else(|| self.moved.get(&key.0)).cloned();
            let entry = Entry {
                fingerprint: key.0.to_string(),
                rule: seen.rule.clone(),
                path: path.clone(),
                id: seen.id.clone(),
                count: seen.count,
                since: since.unwrap_or_else(|| today.to_string()),
            };
            entries.insert((key.0, path), entry);
        }
        Baseline { entries, ..Baseline::empty_in(&self.folder) }
    }

    /// The entries of which less is left in `now` than is written here; each with how much is left. What
    /// is in a renamed file is left there.
    #[must_use]
    pub fn stale<'b>(&'b self, now: &Baseline) -> Vec<(&'b Entry, u64)> {
        let left = |key: &Key| match now.entries.get(key) {
            Some(entry) => entry.count,
            None if self.is_gone(&key.1) => {
                let copies = now.entries.range((key.0, String::new())..);
                let copies = copies.take_while(|(other, _)| other.0 == key.0);
                let moved = copies.filter(|(other, _)| !self.entries.contains_key(other));
                moved.map(|(_, entry)| entry.count).sum()
            }
            None => 0,
        };
        let entries = self.entries.iter().map(|(key, entry)| (entry, left(key)));
        in_order(entries.filter(|(entry, left)| *left < entry.count).collect())
    }

    /// The entries of `now` of which less is known here; each with how much is.
    #[must_use]
    pub fn unknown<'n>(&self, now: &'n Baseline) -> Vec<(&'n Entry, u64)> {
        let known = |key: &Key, entry: &Entry| match self.entries.get(key) {
            Some(known) => known.count,
            None if self.moved.contains_key(&key.0) => entry.count,
            None => 0,
        };
        let entries = now.entries.iter().map(|(key, entry)| (entry, known(key, entry)));
        in_order(entries.filter(|(entry, known)| *known < entry.count).collect())
    }

    /// The same without what is stale: what `now` still holds, and never more than was known.
    #[must_use]
    pub fn pruned(&self, now: &Baseline) -> Baseline {
        let mut entries = BTreeMap::new();
        for (key, entry) in &now.entries {
            let known = self.entries.get(key).map(|known| known.count);
            let known = known.or_else(|| self.moved.contains_key(&key.0).then_some(entry.count));
            if let Some(known) = known {
                let entry = Entry { count: entry.count.min(known), ..entry.clone() };
                entries.insert(key.clone(), entry);
            }
        }
        Baseline { entries, ..Baseline::empty_in(&self.folder) }
    }

    fn empty_in(folder: &Path) -> Baseline {
        Baseline { folder: folder.to_owned(), ..Baseline::default() }
    }

    /// Whether a file that is written here is no longer there.
    fn is_gone(&self, path: &str) -> bool {
        path != STANDARD_INPUT && !self.folder.join(path).exists()
    }

    /// A path from the folder of the baseline on.
    fn relative(&self, path: &str) -> String {
        if path == STANDARD_INPUT {
            return path.to_owned();
        }
        let whole = plain(Path::new(path));
        let inside = whole.strip_prefix(&self.folder).unwrap_or(&whole);
        let parts: Vec<_> =
            inside.components().map(|it| it.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    fn recent(&self, since: &str) -> bool {
        self.oldest.is_none_or(|oldest| since.parse::<Date>().is_ok_and(|since| since >= oldest))
    }
}

/// The findings of one file against a baseline.
#[derive(Debug)]
pub(crate) struct KnownFile<'b> {
    baseline: &'b Baseline,
    path: String,
    seen: BTreeMap<Fingerprint, u64>,
}

impl<'b> KnownFile<'b> {
    /// What was decided about the next finding of the file.
    pub(crate) fn standing(&mut self, fingerprint: Fingerprint) -> Standing<'b> {
        let Baseline { entries, moved, .. } = self.baseline;
        let seen = self.seen.entry(fingerprint).or_default();
        *seen += 1;
        let known = match entries.get(&(fingerprint, self.path.clone())) {
            Some(entry) => (*seen <= entry.count).then_some(entry.since.as_str()),
            None => moved.get(&fingerprint).map(String::as_str),
        };
        match known.filter(|since| self.baseline.recent(since)) {
            Some(since) => Standing::Known { since },
            None => Standing::New,
        }
    }
}

/// Gathers the findings of a run for a baseline: a report that says nothing.
#[derive(Debug, Default)]
pub struct Found {
    seen: Mutex<BTreeMap<Key, Seen>>,
}

#[derive(Debug)]
struct Seen {
    rule: String,
    id: Option<String>,
    count: u64,
}

impl Reporter for Found {
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        _: &mut Section,
    ) -> io::Result<()> {
        let lasting = |it: &&Located<'_, '_>| !matches!(it.standing, Standing::Suppressed { .. });
        for located in findings.iter().filter(lasting) {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || Seen {
                rule: located.finding.rule.id().to_owned(),
                id: turn.id().map(str::to_owned),
                count: 0,
            };
            let key = (located.fingerprint, source.name().to_owned());
            seen.entry(key).or_insert_with(new).count += 1;
        }
        Ok(())
    }
}

/// By file, rule and fingerprint.
fn in_order(mut entries: Vec<(&Entry, u64)>) -> Vec<(&Entry, u64)> {
    entries.sort_by_key(|(entry, _)| (&entry.path, &entry.rule, &entry.fingerprint));
    entries
}

fn folder_of(path: &str) -> PathBuf {
    plain(Path::new(path)).parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// An absolute path without `.` and `..`, by its words alone.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in whole.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}
