//! What is wrong with configurations in company: levels that no chosen pack knows, and globs that mean
//! no file. Reads packs where it must; changes nothing.

use super::{Chain, Config};
use crate::cache::Cache;
use crate::error::ProjectError;
use crate::packs::builder;
use crate::settings::Purpose;
use jinyu::{BuildError, Fault, LinterBuilder};
use jinyu_rules::PACKS;
use std::collections::HashSet;

/// For how many names that nobody knows the nearest one is looked for: as many as are shown of a file.
const NEAREST: usize = 100;

impl Chain {
    /// For each of its files, the levels that are set for something that no pack of the chain has. Own
    /// packs are read only if the built-in ones do not know a name.
    pub(super) fn unknown_rules(&self, cache: &Cache) -> Result<Vec<Vec<Fault>>, ProjectError> {
        let names = self.packs();
        let built_in: Vec<String> =
            names.iter().filter(|name| is_built_in(name)).cloned().collect();
        let known =
            if built_in.is_empty() { LinterBuilder::default() } else { builder(&built_in, cache)? };
        let unknown = self.unknown_to(&known);
        if built_in.len() == names.len() || unknown.iter().all(Vec::is_empty) {
            return Ok(unknown);
        }
        Ok(self.unknown_to(&builder(&names, cache)?))
    }

    fn unknown_to(&self, builder: &LinterBuilder) -> Vec<Vec<Fault>> {
        let known: HashSet<&str> = builder.known().collect();
        self.files.iter().map(|config| unknown(config, &known, builder)).collect()
    }

    /// Every pack that a file of the chain may be judged by.
    fn packs(&self) -> Vec<String> {
        let sections = || self.files.iter().flat_map(Config::sections);
        let own = sections().filter_map(|section| section.packs.as_ref());
        let own = own.flat_map(|said| &said.value);
        let profiles = sections().filter_map(|section| section.profile.as_ref());
        let profiles = profiles.flat_map(|said| &said.value.packs);
        let mut packs: Vec<String> = own.chain(profiles).cloned().collect();
        let first = self.files.first().map(|config| &config.section);
        if first.is_none_or(|first| first.packs.is_none() && first.profile.is_none()) {
            packs.extend(Purpose::Conversations.packs().map(String::from));
        }
        packs.sort_unstable();
        packs.dedup();
        packs
    }

    /// The globs of its nearest file that have meant nothing so far. The files that this one builds on
    /// may be written for others as well.
    pub(crate) fn stale(&self) -> Option<(&Config, Vec<Fault>)> {
        let nearest = self.files.last()?;
        let stale = nearest.globs().filter(|glob| !glob.used());
        let fault = |glob: &super::Glob| {
            let message = format!("“{}” means no file that is linted", glob.written());
            let help = "correct the glob, or take it out; it counts from the folder of this file";
            Fault::warning("config::stale", glob.place.clone(), message, help)
        };
        let mut faults: Vec<Fault> = stale.map(fault).collect();
        faults.sort_by_key(|fault| fault.place().start);
        Some((nearest, faults))
    }
}

fn is_built_in(name: &str) -> bool {
    PACKS.iter().any(|pack| pack.name == name)
}

fn unknown(config: &Config, known: &HashSet<&str>, builder: &LinterBuilder) -> Vec<Fault> {
    let levels = config.sections().flat_map(|section| &section.levels);
    let levels = levels.map(|said| (said.value.0.as_str(), &said.origin));
    let scores = config.scores.iter().flat_map(super::Scoring::names);
    let unknown = levels.chain(scores).filter(|(name, _)| !known.contains(name)).enumerate();
    let fault = |(at, (name, origin)): (usize, (&str, &crate::origin::Origin))| {
        let nearest = (at < NEAREST).then(|| builder.names(name).err()).flatten();
        let help = match nearest {
            Some(BuildError::UnknownRule { nearest: Some(nearest), .. }) => {
                format!("did you mean `{nearest}`?")
            }
            _ => "jinyu rules lists the rules; take the line out if the rule is gone".to_owned(),
        };
        let message = format!("no chosen pack has a rule or category “{name}”");
        Some(Fault::new("config::unknown-rule", origin.place()?, message, help))
    };
    unknown.filter_map(fault).collect()
}
