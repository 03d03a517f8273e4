//! What keeps a run from starting, or an input from being read. Each message says what to do.

use jinyu::{BuildError, DecodeError, Fault, PackError, Source};
use jinyu_formats::{ReadError, UnreadableText, UnreadableWorkbook};
use jinyu_report::message;
use jinyu_report::scan::{Cover, mask};
use std::io;

/// Why something could not be loaded or read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ProjectError(#[from] Box<Kind>);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("no pack “{name}”{}; name a built-in one ({known}), a YAML file or a folder of them", meant(.nearest.as_deref()))]
    UnknownPack { name: String, nearest: Option<String>, known: String },
    #[error("no profile “{name}”{}; there are: {known}", meant(.nearest.as_deref()))]
    UnknownProfile { name: String, nearest: Option<String>, known: String },
    #[error("{path}: no .yaml or .yml file is in this folder; name a folder of packs or a file")]
    NoPacks { path: String },
    #[error("{path}: a folder; name the files in it, as in {path}/*.txt")]
    Folder { path: String },
    #[error(
        "{path}: no file in this folder is linted; name the file itself, or its shape under `input` in jinyu.yaml"
    )]
    NothingThere { path: String },
    #[error(
        "{path}: no transcript is in this folder; name the file itself where it is called otherwise"
    )]
    NoTranscripts { path: String },
    #[error("{path}: jinyu.yaml is beside it; keep one of the two")]
    TwoConfigs { path: String },
    #[error("{path}: its name is not UTF-8, so that no report could name it; rename the file")]
    Unnameable { path: String },
    #[error("{path}: cannot be read: {error}")]
    Unreadable { path: String, error: io::Error },
    #[error(
        "{path}: no ordinary file, so that its end may never come; save what it says to a file"
    )]
    NotOrdinary { path: String },
    #[error(
        "{path}: leads to a place outside the repository; copy the file into it, or name it on the command line"
    )]
    LeadsOutside { path: String },
    #[error("{path}: more than {most} MiB; divide it into several files")]
    TooLarge { path: String, most: u64 },
    #[error("{path}: is there already; name a file that does not exist yet")]
    Exists { path: String },
    #[error("{path}: is there already; jinyu config shows what holds")]
    Configured { path: String },
    #[error("{path}: cannot be written: {error}")]
    Unwritable { path: String, error: io::Error },
    #[error("{path}: a workbook is not rewritten; change the cells by hand")]
    NotRewritten { path: String },
    #[error("{path}: cannot be written back in its own encoding; save it as UTF-8 and fix it then")]
    Unencodable { path: String },
    #[error("{path}: was changed meanwhile, and is left as it is; fix it again")]
    ChangedMeanwhile { path: String },
    #[error(
        "--changed-since asks git, which cannot be run: {error}; install it, or leave the option out"
    )]
    NoGit { error: io::Error },
    #[error("git cannot say what has changed: {said}")]
    Git { said: String },
    #[error(
        "no commit “{revision}” in the repository {root}; name a commit, branch or tag behind --changed-since, or fetch it first"
    )]
    UnknownRevision { revision: String, root: String },
    #[error(
        "{path}: not in the repository {root}; leave it out, or lint it without --changed-since"
    )]
    OutsideRepository { path: String, root: String },
    #[error("{path}: not a baseline: {problem}; write it anew with `jinyu baseline write`")]
    Baseline { path: String, problem: String },
    #[error("{path}: {error}")]
    Undecodable { path: String, error: UnreadableText },
    #[error("{path}: {error}")]
    NoWorkbook { path: String, error: UnreadableWorkbook },
    #[error("{error}")]
    Refused { path: String, error: ReadError },
    #[error("{}: {error}", .yaml.name())]
    Faulty { yaml: Source, error: PackError },
    #[error("{}: {} fault(s)", .yaml.name(), .faults.len())]
    Config { yaml: Source, faults: Vec<Fault> },
    #[error("the built-in pack {name} is damaged: {error}; install jinyu again")]
    Damaged { name: &'static str, error: DecodeError },
    #[error("{path}: cannot go on from it: {problem}; remove it to begin anew")]
    Resume { path: String, problem: String },
    #[error("standard input cannot be read once more; save it to a file, or leave --resume out")]
    ResumeInput,
    #[error("{0}")]
    Build(BuildError),
    #[error("{0}")]
    Line(ReadError),
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!(" (did you mean “{nearest}”?)")).unwrap_or_default()
}

impl ProjectError {
    /// Faults of a configuration, whatever their order.
    pub(crate) fn in_config(yaml: Source, mut faults: Vec<Fault>) -> ProjectError {
        faults.sort_by_key(|fault| (fault.place().start, fault.place().end));
        Kind::Config { yaml, faults }.into()
    }

    /// The faults of a pack or a configuration, and the text that they stand in, where those are the reason.
    #[must_use]
    pub fn faults(&self) -> Option<(&Source, &[Fault])> {
        match self.0.as_ref() {
            Kind::Faulty { yaml, error } => Some((yaml, error.faults())),
            Kind::Config { yaml, faults } => Some((yaml, faults)),
            _ => None,
        }
    }

    /// What could not be read in an input. What the input itself says is covered in it.
    pub(crate) fn in_input(error: ReadError) -> ProjectError {
        ProjectError::from(Kind::Line(error)).covered(mask)
    }

    /// The same with what an input says in words in which numbers and names are covered. Names of files stay.
    pub(crate) fn covered(self, cover: Cover) -> ProjectError {
        let tell = |problem: &str| message(cover(problem).text()).into_owned();
        match *self.0 {
            Kind::Line(error) => Kind::Line(error.told_as(tell)).into(),
            Kind::Refused { path, error } => {
                Kind::Refused { path, error: error.told_as(tell) }.into()
            }
            other => other.into(),
        }
    }

    /// The file or folder that is at fault, where it is one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self.0.as_ref() {
            Kind::NoPacks { path }
            | Kind::NothingThere { path }
            | Kind::NoTranscripts { path }
            | Kind::TwoConfigs { path }
            | Kind::Unnameable { path }
            | Kind::Configured { path }
            | Kind::NotRewritten { path }
            | Kind::OutsideRepository { path, .. }
            | Kind::Unencodable { path }
            | Kind::ChangedMeanwhile { path }
            | Kind::Folder { path }
            | Kind::Unreadable { path, .. }
            | Kind::NotOrdinary { path }
            | Kind::LeadsOutside { path }
            | Kind::TooLarge { path, .. }
            | Kind::Exists { path }
            | Kind::Unwritable { path, .. }
            | Kind::Baseline { path, .. }
            | Kind::Resume { path, .. }
            | Kind::NoWorkbook { path, .. }
            | Kind::Refused { path, .. }
            | Kind::Undecodable { path, .. } => Some(path),
            Kind::Faulty { yaml, .. } | Kind::Config { yaml, .. } => Some(yaml.name()),
            Kind::Line(error) => Some(error.path()),
            Kind::UnknownPack { .. }
            | Kind::UnknownProfile { .. }
            | Kind::NoGit { .. }
            | Kind::ResumeInput
            | Kind::Git { .. }
            | Kind::UnknownRevision { .. }
            | Kind::Damaged { .. }
            | Kind::Build(_) => None,
        }
    }
}

impl From<Kind> for ProjectError {
    fn from(kind: Kind) -> Self {
        ProjectError(Box::new(kind))
    }
}

/// What is wrong with JSON that jinyu itself has written once: where, and no word of it.
pub(crate) fn json_problem(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => {
            format!("line {}, column {}, holds something else", error.line(), error.column())
        }
        _ => error.to_string(),
    }
}
