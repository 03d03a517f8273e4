//! Files with all that is needed to lint them. A linter is built once for all files that are judged by
//! the same packs at the same levels.

use crate::baseline::{Baseline, Day};
use crate::cache::Cache;
use crate::changed::Changed;
use crate::error::{Kind, ProjectError};
use crate::input::STANDARD_INPUT;
use crate::packs::{builder, places};
use crate::part::Target;
use crate::scan::{Law, ScanTarget};
use crate::score::Scores;
use crate::settings::Settings;
use crate::touched::Touched;
use jinyu::{BuildError, Hours, Language, Level, Linter};
use jinyu_formats::{ReadOptions, TranscriptOptions};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

/// What is to be linted, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// What was named, or found in a folder that was.
    pub(crate) items: Vec<Result<Item, ProjectError>>,
    pub(crate) settings: Vec<Ready>,
    pub(crate) linters: Vec<Linter>,
    /// Each file of known findings once.
    baselines: Vec<(String, Baseline)>,
    /// What of some files was touched.
    touched: Vec<Touched>,
}

/// A file.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) path: String,
    /// Its place among the settings.
    pub(crate) ready: usize,
    /// Whether somebody named it, and not the folder that it is in.
    pub(crate) named: bool,
    /// Which of what was touched is of it; all of the file is linted where nothing is.
    pub(crate) touched: Option<usize>,
}

/// Settings of some files, ready to be used.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) settings: Settings,
    options: ReadOptions,
    transcript: TranscriptOptions,
    scores: Option<Scores>,
    hours: Option<Hours>,
    /// Which linter judges by them.
    pub(crate) linter: usize,
    /// Which baseline holds what is known.
    baseline: Option<usize>,
}

impl Ready {
    pub(crate) fn new(settings: Settings) -> Self {
        let (options, transcript) = (settings.options(), settings.transcript_options());
        let scores = settings.scores();
        // A configuration that says hours says at least one opening time.
        let hours = settings.hours();
        let hours = hours.and_then(|it| Hours::new(it.open.clone(), it.holidays.clone()).ok());
        Ready { options, transcript, scores, hours, settings, linter: 0, baseline: None }
    }
}

impl Plan {
    /// How many files and errors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// How many bytes the files have together; nothing where one of them is none, as standard input.
    #[must_use]
    pub fn bytes(&self) -> Option<u64> {
        let length = |item: &Item| {
            let metadata =
                std::fs::metadata(&item.path).ok().filter(|_| item.path != STANDARD_INPUT);
            metadata.filter(std::fs::Metadata::is_file).map(|it| it.len())
        };
        self.items.iter().filter_map(|item| item.as_ref().ok()).map(length).sum()
    }

    /// Of all that judges the files, and of what else somebody asked for: the same for the same.
    pub(crate) fn digest(&self, asked: &str) -> Result<u128, ProjectError> {
        let mut digest = Sha256::new();
        let mut add = |text: &str| {
            digest.update(text.len().to_be_bytes());
            digest.update(text);
        };
        add(env!("CARGO_PKG_VERSION"));
        add(asked);
        for ready in &self.settings {
            add(&format!("{:?}", ready.settings));
            for place in places(&ready.settings.packs())? {
                add(place.source()?.text());
            }
        }
        let whole = digest.finalize();
        Ok(whole.iter().take(16).fold(0, |sum, &byte| sum << 8 | u128::from(byte)))
    }

    /// Whether there is nothing to lint.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The language of messages that the configuration of the first file asks for.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        let first = self.items.iter().find_map(|item| item.as_ref().ok())?;
        self.settings.get(first.ready)?.settings.language()
    }

    /// Reads the baselines that the settings name, so that what is known does not count; what is known
    /// for too long on `today` counts.
    ///
    /// # Errors
    /// Each baseline that cannot be read.
    pub fn know(&mut self, today: Day) -> Result<(), Vec<ProjectError>> {
        let mut errors = Vec::new();
        let mut broken = BTreeSet::new();
        for ready in &mut self.settings {
            let path = ready.settings.baseline().filter(|path| !broken.contains(*path));
            let Some(path) = path else { continue };
            let known = self.baselines.iter().position(|(known, _)| known == path);
            ready.baseline = known.or_else(|| match Baseline::load(path) {
                Ok(baseline) => {
                    let baseline = match ready.settings.known_days() {
                        Some(days) => baseline.at_most(days, today),
                        None => baseline,
                    };
                    self.baselines.push((path.to_owned(), baseline));
                    Some(self.baselines.len() - 1)
                }
                Err(error) => {
                    broken.insert(path.to_owned());
                    errors.push(error);
                    None
                }
            });
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Leaves only what was touched: files in which nothing was are left out, unless they are not there.
    /// A file outside of the repository is an error in its place.
    pub fn only(&mut self, changed: &Changed) {
        let items = std::mem::take(&mut self.items);
        self.items = items.into_iter().filter_map(|item| self.touched(item, changed)).collect();
    }

    fn touched(
        &mut self,
        item: Result<Item, ProjectError>,
        changed: &Changed,
    ) -> Option<Result<Item, ProjectError>> {
        let Ok(item) = item else { return Some(item) };
        match changed.of(&item.path) {
            Ok(Some(touched)) => {
                self.touched.push(touched.clone());
                Some(Ok(Item { touched: Some(self.touched.len() - 1), ..item }))
            }
            Ok(None) if Path::new(&item.path).exists() => None,
            Ok(None) => Some(Ok(item)),
            Err(error) => Some(Err(error)),
        }
    }

    /// Whether anything is held against a baseline.
    #[must_use]
    pub fn knows(&self) -> bool {
        !self.baselines.is_empty()
    }

    /// The baseline that the settings of the files name, where it is one.
    #[must_use]
    pub fn baseline(&self) -> Option<&str> {
        let mut named = self.settings.iter().filter_map(|ready| ready.settings.baseline());
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    }

    /// The files as transcripts, ready to be scanned, each once.
    pub fn transcripts(&mut self) -> impl Iterator<Item = Result<ScanTarget<'_>, ProjectError>> {
        let items = std::mem::take(&mut self.items);
        let (settings, linters) = (&self.settings, &self.linters);
        items.into_iter().filter_map(|item| {
            let Item { path, ready, named, .. } = match item {
                Ok(item) => item,
                Err(error) => return Some(Err(error)),
            };
            let ready = settings.get(ready)?;
            let linter = linters.get(ready.linter)?;
            let (options, fail_on) = (&ready.transcript, ready.settings.fail_on());
            let scores = ready.scores.as_ref();
            let (settings, hours) = (&ready.settings, ready.hours.as_ref());
            let law = Law { linter, options, settings, fail_on, scores, hours };
            Some(Ok(ScanTarget { path, law, named }))
        })
    }

    /// The files, ready to be linted, each once.
    pub fn targets(&mut self) -> impl Iterator<Item = Result<Target<'_>, ProjectError>> {
        let items = std::mem::take(&mut self.items);
        let (settings, linters, baselines) = (&self.settings, &self.linters, &self.baselines);
        let all_touched = &self.touched;
        items.into_iter().filter_map(|item| {
            let Item { path, ready, named, touched } = match item {
                Ok(item) => item,
                Err(error) => return Some(Err(error)),
            };
            let ready = settings.get(ready)?;
            let linter = linters.get(ready.linter)?;
            let fail_on = ready.settings.fail_on();
            let baseline = ready.baseline.and_then(|at| baselines.get(at)).map(|(_, known)| known);
            let touched = touched.and_then(|at| all_touched.get(at));
            let options = &ready.options;
            Some(Ok(Target { path, linter, options, fail_on, baseline, named, touched }))
        })
    }
}

/// Packs and levels.
type Choice = (Vec<String>, Vec<(String, Level)>);

/// Linters, each built once.
#[derive(Debug, Default)]
pub(crate) struct Linters {
    /// Where own packs are kept.
    cache: Cache,
    built: Vec<(Choice, Option<Linter>)>,
    errors: Vec<ProjectError>,
    /// Names behind typed levels that some pack has, and those that one has not.
    known: BTreeSet<String>,
    unknown: Vec<(String, BuildError)>,
}

impl Linters {
    /// None yet.
    pub(crate) fn new(cache: Cache) -> Linters {
        Linters { cache, ..Linters::default() }
    }

    /// The place of the linter that judges by these settings.
    pub(crate) fn of(&mut self, settings: &Settings) -> usize {
        let levels = settings.levels().iter().map(|said| said.value.clone()).collect();
        let choice = (settings.packs(), levels);
        if let Some(at) = self.built.iter().position(|(known, _)| *known == choice) {
            return at;
        }
        let linter = self.build(&choice.0, settings);
        self.built.push((choice, linter.map_err(|error| self.errors.push(error)).ok()));
        self.built.len() - 1
    }

    /// A linter with those levels that its packs know: a configuration may set levels for packs that
    /// it uses elsewhere.
    fn build(&mut self, packs: &[String], settings: &Settings) -> Result<Linter, ProjectError> {
        let mut builder = builder(packs, &self.cache)?;
        let levels = settings.levels();
        let all: HashSet<&str> =
            if levels.is_empty() { HashSet::new() } else { builder.known().collect() };
        let (known, unknown): (Vec<_>, Vec<_>) =
            levels.iter().partition(|said| all.contains(said.value.0.as_str()));
        for said in unknown.into_iter().filter(|said| said.origin.is_typed()) {
            let (name, _) = &said.value;
            self.unknown.extend(builder.names(name).err().map(|error| (name.clone(), error)));
        }
        for said in known {
            let (name, level) = &said.value;
            builder = builder.level(name, *level);
            self.known.extend(said.origin.is_typed().then(|| name.clone()));
        }
        builder.build().map_err(|error| Kind::Build(error).into())
    }

    /// All linters; or what is wrong with the packs, and the typed levels that no pack knows.
    pub(crate) fn built(self) -> Result<Vec<Linter>, Vec<ProjectError>> {
        let Linters { built, mut errors, known, unknown, .. } = self;
        let mut told = known;
        for (name, error) in unknown {
            if told.insert(name) {
                errors.push(Kind::Build(error).into());
            }
        }
        let linters: Vec<Linter> = built.into_iter().filter_map(|(_, linter)| linter).collect();
        if errors.is_empty() { Ok(linters) } else { Err(errors) }
    }
}
