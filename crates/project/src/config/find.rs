//! Which configuration holds for a folder: the nearest upwards, with the files that it builds on. The
//! only place that looks for configurations; each is read once.

use super::{Config, inside};
use crate::cache::Cache;
use crate::error::{Kind, ProjectError};
use crate::input::load_as;
use jinyu::Fault;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What a file of configuration is called.
pub(crate) const NAMES: [&str; 2] = ["jinyu.yaml", ".jinyu.yaml"];

/// Faults because of which some rules are not known.
const MISSING: [&str; 3] = ["config::unknown-pack", "config::unknown-profile", "config::yaml"];

/// Which configuration is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// For each file the nearest `jinyu.yaml` or `.jinyu.yaml` upwards, as far as the root of the
    /// repository.
    #[default]
    Nearest,
    /// This file for all of them.
    File(String),
    /// None.
    Nothing,
}

/// A configuration together with those it builds on, furthest first.
#[derive(Debug)]
pub(crate) struct Chain {
    /// From where globs count.
    pub(crate) folder: PathBuf,
    pub(crate) files: Vec<Config>,
}

/// The configurations that were asked for so far.
#[derive(Debug)]
pub(crate) struct Configs {
    choice: Choice,
    /// The working folder, without links in its path.
    here: PathBuf,
    /// Where own packs are kept.
    cache: Cache,
    folders: HashMap<PathBuf, Option<usize>>,
    chains: Vec<Chain>,
    /// What is wrong with them.
    pub(crate) errors: Vec<ProjectError>,
}

impl Configs {
    pub(crate) fn new(choice: Choice, here: PathBuf, cache: Cache) -> Self {
        let (folders, chains, errors) = (HashMap::new(), Vec::new(), Vec::new());
        let mut configs = Configs { choice, here, cache, folders, chains, errors };
        if let Choice::File(name) = &configs.choice {
            let path = configs.here.join(name);
            let (name, here) = (name.clone(), configs.here.clone());
            configs.load(path, name, here);
        }
        configs
    }

    pub(crate) fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// The configuration for what is directly in a folder, whose path has no links in it. One with
    /// faults holds for nothing, and has left them in `errors`.
    pub(crate) fn of(&mut self, folder: &Path) -> Option<usize> {
        match self.choice {
            Choice::Nothing => None,
            Choice::File(_) => (!self.chains.is_empty()).then_some(0),
            Choice::Nearest => self.nearest(folder),
        }
    }

    fn nearest(&mut self, folder: &Path) -> Option<usize> {
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let here = NAMES.map(|name| folder.join(name)).into_iter().filter(|path| path.is_file());
        let here: Vec<PathBuf> = here.collect();
        let found = match here.as_slice() {
            [] if folder.join(inside::REPOSITORY).exists() => None,
            [] => folder.parent().and_then(|parent| self.nearest(parent)),
            [path] if leads_outside(path, folder) => {
                self.errors.push(Kind::LeadsOutside { path: self.name(path) }.into());
                None
            }
            [path] => self.load(path.clone(), self.name(path), folder.to_owned()),
            [path, ..] => {
                self.errors.push(Kind::TwoConfigs { path: self.name(path) }.into());
                None
            }
        };
        self.folders.insert(folder.to_owned(), found);
        found
    }

    /// The name of a file that people are told: from the working folder, if it is below.
    fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.here).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// Reads a configuration and those it builds on. `folder`: from where its globs count.
    fn load(&mut self, path: PathBuf, name: String, folder: PathBuf) -> Option<usize> {
        let before = self.errors.len();
        let mut read = self.read_all(path, name);
        read.reverse();
        let (files, mut faults): (Vec<Config>, Vec<Vec<Fault>>) = read.into_iter().unzip();
        let chain = Chain { folder, files };
        // Where a pack is missing, nobody knows which rules it would have.
        let complete = !faults.iter().flatten().any(|fault| MISSING.contains(&fault.code()));
        match chain.unknown_rules(&self.cache) {
            Ok(unknown) if complete => {
                faults.iter_mut().zip(unknown).for_each(|(all, more)| all.extend(more));
            }
            Ok(_) => {}
            // A pack that cannot be read says so itself.
            Err(error) => self.errors.push(error),
        }
        // The nearest first: its faults are most likely those of whoever asks.
        for (config, faults) in chain.files.iter().zip(faults).rev() {
            if !faults.is_empty() {
                self.errors.push(ProjectError::in_config(config.source.clone(), faults));
            }
        }
        if self.errors.len() > before {
            return None;
        }
        self.chains.push(chain);
        Some(self.chains.len() - 1)
    }

    /// The files of a chain, nearest first, each with its faults.
    fn read_all(&mut self, path: PathBuf, name: String) -> Vec<(Config, Vec<Fault>)> {
        let mut read = Vec::new();
        let mut trail: Vec<PathBuf> = Vec::new();
        let mut next = Some((path, name));
        while let Some((path, name)) = next.take() {
            let source = match load_as(&path, &name) {
                Ok(source) => source,
                Err(error) => {
                    self.errors.push(error);
                    break;
                }
            };
            let (config, mut faults) = Config::read(source);
            trail.push(path.canonicalize().unwrap_or(path));
            if let Some((written, place)) = &config.extends {
                match extended(written, &trail) {
                    Ok(path) => next = Some((path.clone(), self.name(&path))),
                    Err((message, help)) => {
                        faults.push(Fault::new("config::extends", place.clone(), message, help));
                    }
                }
            }
            read.push((config, faults));
        }
        read
    }
}

/// Whether a configuration is a link to a file outside the repository of the folder that it was found in.
fn leads_outside(path: &Path, folder: &Path) -> bool {
    path.canonicalize().is_ok_and(|real| inside::outside(&real, folder))
}

/// The file that the last one of a trail builds on; or why it cannot, and what to do.
fn extended(written: &str, trail: &[PathBuf]) -> Result<PathBuf, (String, &'static str)> {
    let own = trail.last().map_or(Path::new(""), PathBuf::as_path);
    let path = own.parent().unwrap_or(own).join(written);
    let path = path.canonicalize().map_err(|error| {
        let help = "name a configuration; a path counts from the folder of this file";
        (format!("“{written}” cannot be read: {error}"), help)
    })?;
    if path.is_dir() {
        let help = "name the file in it";
        return Err((format!("“{written}” is a folder"), help));
    }
    if trail.contains(&path) {
        let help = "let one of these files stand without `extends`";
        return Err((format!("“{written}” builds on this file itself"), help));
    }
    if inside::outside(&path, own) {
        let help = "copy the file into the repository, or name it with --config";
        return Err((format!("“{written}” lies outside the repository of this file"), help));
    }
    Ok(path)
}
