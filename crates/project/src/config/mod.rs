//! What a configuration says, as it is written: nothing here knows which file of a chain wins, or what
//! holds where nobody says anything.

mod check;
mod find;
mod glob;
pub(crate) mod inside;
mod read;
mod scores;
mod transcript;

pub use find::Choice;
pub(crate) use find::{Chain, Configs, NAMES};
pub(crate) use glob::Glob;
pub(crate) use scores::Scoring;
pub(crate) use transcript::{Team, TranscriptSection};

use crate::fail_on::FailOn;
use crate::hours::OpenHours;
use crate::origin::Said;
use crate::profile::Profile;
use jinyu::yaml::Codes;
use jinyu::{Channel, Language, Level, Role, Source};
use jinyu_formats::{Input, Size};
use std::ops::Range;

/// The JSON Schema (draft 7) of configurations, for editors that help while one writes. It knows keys,
/// names and shapes; which packs, rules and files there are only a [`Project`](crate::Project) knows.
pub const CONFIG_SCHEMA: &str = include_str!("../../data/config.schema.json");

/// The codes of faults that are found while a configuration is read.
pub(crate) const CODES: Codes = Codes {
    yaml: "config::yaml",
    shape: "config::shape",
    missing_key: "config::missing-key",
    character: "config::character",
    unknown_key: "config::unknown-key",
    unknown_name: "config::unknown-name",
};

/// What can be said for all files, and once more for some.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// Names of built-in packs, and paths that can be opened.
    pub(crate) packs: Option<Said<Vec<String>>>,
    pub(crate) profile: Option<Said<Profile>>,
    /// Categories before rules, so that a rule wins over its category.
    pub(crate) levels: Vec<Said<(String, Level)>>,
    pub(crate) fields: Option<Said<Vec<String>>>,
    pub(crate) text_field: Option<Said<String>>,
    pub(crate) id_field: Option<Said<String>>,
    /// Shapes of the files that a glob means, or of all.
    pub(crate) input: Vec<(Option<Glob>, Said<Input>)>,
    pub(crate) role: Option<Said<Role>>,
    pub(crate) channel: Option<Said<Channel>>,
    pub(crate) limits: LimitsSection,
    pub(crate) transcript: TranscriptSection,
}

/// What is said of limits.
#[derive(Clone, Debug, Default)]
pub(crate) struct LimitsSection {
    pub(crate) message: Option<Said<Size>>,
    pub(crate) record: Option<Said<Size>>,
    pub(crate) file: Option<Said<Size>>,
}

/// What is said for some files only.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    pub(crate) files: Vec<Glob>,
    pub(crate) section: Section,
}

/// One file of configuration.
#[derive(Debug)]
pub(crate) struct Config {
    /// Its text, under the name that people are told.
    pub(crate) source: Source,
    /// The file that it builds on, as it is written, and where.
    pub(crate) extends: Option<(String, Range<usize>)>,
    pub(crate) section: Section,
    pub(crate) ignore: Vec<Said<Glob>>,
    pub(crate) fail_on: Option<Said<FailOn>>,
    pub(crate) language: Option<Said<Language>>,
    /// A path that can be opened.
    pub(crate) baseline: Option<Said<String>>,
    /// After how many days what is known counts again.
    pub(crate) known_days: Option<Said<u32>>,
    /// When somebody is there to answer.
    pub(crate) hours: Option<Said<OpenHours>>,
    pub(crate) teams: Vec<Said<Team>>,
    pub(crate) scores: Option<Scoring>,
    pub(crate) overrides: Vec<Override>,
}

impl Config {
    /// What it says for all files, and then for some.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Section> {
        let overrides = self.overrides.iter().map(|one| &one.section);
        std::iter::once(&self.section).chain(overrides)
    }

    /// Every glob in it.
    fn globs(&self) -> impl Iterator<Item = &Glob> {
        let ignore = self.ignore.iter().map(|said| &said.value);
        let files = self.overrides.iter().flat_map(|one| &one.files);
        let input = self.sections().flat_map(|section| &section.input);
        ignore.chain(files).chain(input.filter_map(|(glob, _)| glob.as_ref()))
    }
}
