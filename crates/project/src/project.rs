//! From what was named and typed to what is linted and how: paths to files, each with the settings
//! that hold for it. Everything about configurations is known, and every fault of them found, before
//! the first file is opened.

use crate::baseline::BASELINE;
use crate::cache::Cache;
use crate::config::{Choice, Configs, NAMES};
use crate::error::{Kind, ProjectError};
use crate::input::STANDARD_INPUT;
use crate::nearest::nearest;
use crate::plan::{Item, Linters, Plan, Ready};
use crate::profile;
use crate::settings::{Purpose, Settings, Typed};
use crate::walk::walk;
use jinyu::Fault;
use jinyu::Source;
use jinyu_formats::{reads, reads_transcript};
use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};

/// The configurations around some files, and what was typed.
///
/// ```
/// use jinyu_project::{Choice, Project, Typed};
/// let mut project = Project::new(Choice::Nothing, Typed::default())?;
/// let held = project.settings("-").unwrap();
/// assert_eq!(held.settings.packs(), ["en-core", "zh-core"]);
/// # Ok::<(), jinyu_project::ProjectError>(())
/// ```
#[derive(Debug)]
pub struct Project {
    configs: Configs,
    typed: Typed,
    here: PathBuf,
    cache: Cache,
}

/// What holds for a file.
#[derive(Debug)]
pub struct Held {
    /// The files of configuration that hold for it, nearest first.
    pub configs: Vec<String>,
    /// The glob that leaves it out where folders are walked, and where that stands.
    pub ignored: Option<(String, String)>,
    /// What holds.
    pub settings: Settings,
}

/// A file, and which configuration holds for it.
struct Place {
    /// Without links in the path of its folder.
    path: PathBuf,
    chain: Option<usize>,
}

impl Project {
    /// A project around the working folder.
    ///
    /// # Errors
    /// A working folder that is gone.
    pub fn new(choice: Choice, typed: Typed) -> Result<Project, ProjectError> {
        Project::cached(choice, typed, Cache::none())
    }

    /// The same, with own packs from a cache.
    ///
    /// # Errors
    /// A working folder that is gone.
    pub fn cached(choice: Choice, typed: Typed, cache: Cache) -> Result<Project, ProjectError> {
        let here = env::current_dir().and_then(|here| here.canonicalize());
        let here = here.map_err(|error| Kind::Unreadable { path: ".".into(), error })?;
        if let Some(name) = typed.profile.as_deref().filter(|name| profile::find(name).is_none()) {
            let known = profile::names();
            let nearest = nearest(name, known.iter().copied()).map(String::from);
            let (name, known) = (name.to_owned(), known.join(", "));
            return Err(Kind::UnknownProfile { name, nearest, known }.into());
        }
        let configs = Configs::new(choice, here.clone(), cache.clone());
        Ok(Project { configs, typed, here, cache })
    }

    /// What holds for a file, which need not be there, or for standard input.
    ///
    /// # Errors
    /// Every fault of the configurations that hold for it.
    pub fn settings(&mut self, path: &str) -> Result<Held, Vec<ProjectError>> {
        let place = self.place(path);
        self.sound()?;
        let settings = self.settings_at(&place);
        let chain = place.chain.and_then(|at| self.configs.chains().get(at));
        let names = |chain: &crate::config::Chain| {
            chain.files.iter().rev().map(|config| config.source.name().to_owned()).collect()
        };
        let ignored = place.path.ancestors().find_map(|path| self.ignored(path, place.chain));
        Ok(Held { configs: chain.map(names).unwrap_or_default(), ignored, settings })
    }

    /// All that is to be linted: files, and what is in folders, in the order of their paths. A path
    /// that cannot be read is an error in its place.
    ///
    /// # Errors
    /// Every fault of the configurations that hold for any of them, and of the packs they name.
    pub fn plan(&mut self, paths: &[String]) -> Result<Plan, Vec<ProjectError>> {
        let mut planner = Planner { project: self, known: HashMap::new(), plan: Plan::default() };
        for path in paths {
            if path != STANDARD_INPUT && Path::new(path).is_dir() {
                planner.folder(path);
            } else {
                planner.file(path);
            }
        }
        planner.finish()
    }

    /// Globs of the configurations so far that have meant no file that was planned.
    #[must_use]
    pub fn stale(&self) -> Vec<(&Source, Vec<Fault>)> {
        let stale = self.configs.chains().iter().filter_map(crate::config::Chain::stale);
        let stale = stale.filter(|(_, faults)| !faults.is_empty());
        stale.map(|(config, faults)| (&config.source, faults)).collect()
    }

    /// The names of all files of configuration that were read so far.
    #[must_use]
    pub fn configs(&self) -> Vec<&str> {
        let files = self.configs.chains().iter().flat_map(|chain| &chain.files);
        let mut names: Vec<&str> = files.map(|config| config.source.name()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn sound(&mut self) -> Result<(), Vec<ProjectError>> {
        let errors = std::mem::take(&mut self.configs.errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn place(&mut self, path: &str) -> Place {
        if path == STANDARD_INPUT {
            let chain = self.configs.of(&self.here);
            return Place { path: PathBuf::new(), chain };
        }
        let path = self.here.join(path);
        let folder = path.parent().unwrap_or(&self.here);
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = path.file_name().unwrap_or_default();
        Place { path: folder.join(name), chain: self.configs.of(&folder) }
    }

    fn settings_at(&self, place: &Place) -> Settings {
        let chain = place.chain.and_then(|at| self.configs.chains().get(at));
        let below = chain.and_then(|chain| place.path.strip_prefix(&chain.folder).ok());
        Settings::of(chain, below, &self.typed)
    }

    /// Which globs mean the file, in their order: files for which these are the same have the same
    /// settings.
    fn meant(&self, place: &Place) -> Vec<bool> {
        let chain = place.chain.and_then(|at| self.configs.chains().get(at));
        let Some(chain) = chain else { return Vec::new() };
        let Ok(path) = place.path.strip_prefix(&chain.folder) else { return Vec::new() };
        let mut meant = Vec::new();
        for config in &chain.files {
            for one in &config.overrides {
                let covers = |covered, glob: &crate::config::Glob| glob.covers(path) | covered;
                meant.push(one.files.iter().fold(false, covers));
            }
            let shapes = config.sections().flat_map(|section| &section.input);
            let globs = shapes.filter_map(|(glob, _)| glob.as_ref());
            meant.extend(globs.map(|glob| glob.covers(path)));
        }
        meant
    }

    /// Whether a configuration names the shape of this very file.
    fn has_shape(&self, place: &Place) -> bool {
        let chain = place.chain.and_then(|at| self.configs.chains().get(at));
        let Some(chain) = chain else { return false };
        let Ok(path) = place.path.strip_prefix(&chain.folder) else { return false };
        let sections = chain.files.iter().flat_map(|config| config.sections());
        let mut globs =
            sections.flat_map(|section| &section.input).filter_map(|(glob, _)| glob.as_ref());
        globs.any(|glob| glob.covers(path))
    }

    /// The glob that leaves a file or folder out, and where it stands.
    fn ignored(&self, path: &Path, chain: Option<usize>) -> Option<(String, String)> {
        let chain = chain.and_then(|at| self.configs.chains().get(at))?;
        let below = path.strip_prefix(&chain.folder).ok()?;
        if below.as_os_str().is_empty() {
            return None;
        }
        let mut globs = chain.files.iter().rev().flat_map(|config| &config.ignore);
        let said = globs.find(|said| said.value.is(below))?;
        Some((said.value.written().to_owned(), said.origin.to_string()))
    }

    /// Whether a file belongs to the configuration itself: a pack that it names, or its baseline.
    fn is_own(&self, path: &Path, chain: Option<usize>) -> bool {
        let own = NAMES.iter().chain([&BASELINE]);
        let is_config = path.file_name().is_some_and(|name| own.clone().any(|own| name == *own));
        let Some(chain) = chain.and_then(|at| self.configs.chains().get(at)) else {
            return is_config;
        };
        let sections = chain.files.iter().flat_map(|config| config.sections());
        let packs = sections.filter_map(|section| section.packs.as_ref());
        let packs = packs.flat_map(|said| &said.value);
        let baselines = chain.files.iter().filter_map(|config| config.baseline.as_ref());
        let mut named = packs.chain(baselines.map(|said| &said.value));
        let is = |named: &String| {
            let named = self.here.join(named);
            named == path || path.parent().is_some_and(|folder| named == folder)
        };
        is_config || named.any(is)
    }
}

/// Puts a plan together.
struct Planner<'p> {
    project: &'p mut Project,
    known: HashMap<(Option<usize>, Vec<bool>), usize>,
    plan: Plan,
}

impl Planner<'_> {
    /// Plans a file that was named.
    fn file(&mut self, path: &str) {
        let place = self.project.place(path);
        self.add(path.to_owned(), &place, true);
    }

    /// Plans the files in a folder that was named.
    fn folder(&mut self, folder: &str) {
        let Ok(root) = self.project.here.join(folder).canonicalize() else {
            return self.file(folder);
        };
        let before = self.plan.items.len();
        let mut left_out: Option<PathBuf> = None;
        for entry in walk(folder) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.plan.items.push(Err(error));
                    continue;
                }
            };
            if left_out.as_ref().is_some_and(|folder| entry.below.starts_with(folder)) {
                continue;
            }
            let path = root.join(&entry.below);
            let chain = path.parent().and_then(|folder| self.project.configs.of(folder));
            if self.project.ignored(&path, chain).is_some() {
                left_out = Some(entry.below);
            } else if entry.is_file {
                self.walked(folder, &entry.below, Place { path, chain });
            }
        }
        if self.plan.items.len() == before {
            let path = folder.to_owned();
            let nothing = match self.project.typed.purpose {
                Purpose::Replies => Kind::NothingThere { path },
                Purpose::Conversations => Kind::NoTranscripts { path },
            };
            self.plan.items.push(Err(nothing.into()));
        }
    }

    fn walked(&mut self, folder: &str, below: &Path, place: Place) {
        let wanted = match self.project.typed.purpose {
            Purpose::Replies => reads(below) || self.project.has_shape(&place),
            Purpose::Conversations => reads_transcript(below),
        };
        if !wanted || self.project.is_own(&place.path, place.chain) {
            return;
        }
        let path = if folder == "." { below.to_owned() } else { Path::new(folder).join(below) };
        match path.into_os_string().into_string() {
            Ok(path) => self.add(path, &place, false),
            Err(path) => {
                let path = path.to_string_lossy().into_owned();
                self.plan.items.push(Err(Kind::Unnameable { path }.into()));
            }
        }
    }

    fn add(&mut self, path: String, place: &Place, named: bool) {
        let key = (place.chain, self.project.meant(place));
        let ready = match self.known.get(&key) {
            Some(known) => *known,
            None => {
                let settings = self.project.settings_at(place);
                self.plan.settings.push(Ready::new(settings));
                self.known.insert(key, self.plan.settings.len() - 1);
                self.plan.settings.len() - 1
            }
        };
        self.plan.items.push(Ok(Item { path, ready, named, touched: None }));
    }

    /// Builds the linters, unless something is wrong with the configurations.
    fn finish(mut self) -> Result<Plan, Vec<ProjectError>> {
        self.project.sound()?;
        let mut linters = Linters::new(self.project.cache.clone());
        for ready in &mut self.plan.settings {
            ready.linter = linters.of(&ready.settings);
        }
        self.plan.linters = linters.built()?;
        Ok(self.plan)
    }
}
