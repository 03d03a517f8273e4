//! What was typed about configurations: which one is asked, and the commands that write and show them.

use super::Judged;
use clap::{Args as ClapArgs, ValueEnum};
use jinyu_project::Choice;

pub(super) const EXAMPLES: &str = "\
Examples:
  jinyu config                            what holds for standard input here
  jinyu config replies/refunds.txt        what holds for this file
  jinyu config --check                    whether every setting means something
  jinyu config --schema > jinyu.schema.json

Exit status: 0 in order, 1 a setting means nothing, 2 a configuration cannot be used.";

/// Which configuration is asked.
#[derive(Debug, ClapArgs)]
pub(crate) struct Configured {
    /// Use this configuration for all files, instead of the nearest jinyu.yaml of each
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<String>,

    /// Use no configuration
    #[arg(long)]
    no_config: bool,
}

impl Configured {
    pub(crate) fn choice(&self) -> Choice {
        match &self.config {
            Some(file) => Choice::File(file.clone()),
            None if self.no_config => Choice::Nothing,
            None => Choice::Nearest,
        }
    }
}

/// `jinyu init`
#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    /// The folder to write it to
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: String,
}

/// `jinyu config`
#[derive(Debug, ClapArgs)]
pub(crate) struct Config {
    /// Files to show the settings of; none, or `-`: standard input. With --check files and folders,
    /// or the working folder
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// How to show them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: ConfigFormat,

    /// Find settings that mean nothing: globs that no linted file is in
    #[arg(long, conflicts_with = "format")]
    pub(crate) check: bool,

    /// Write the JSON Schema of configurations, for editors that help while one writes
    #[arg(long, exclusive = true)]
    pub(crate) schema: bool,

    #[command(flatten)]
    pub(crate) judged: Judged,
}

/// How settings are shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ConfigFormat {
    /// As a configuration, with the origin of each value behind it
    #[default]
    Yaml,
    /// For programs: an object a line
    Json,
}
