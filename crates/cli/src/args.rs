//! What was typed, documented once: help, the man page and completions are made from it.

mod baseline;
mod config;
mod explain;
mod fix;
mod made;
mod rules;
mod scan;

pub(crate) use baseline::{Baseline, BaselineCommand, Seen};
pub(crate) use config::{Config, ConfigFormat, Configured, Init};
pub(crate) use explain::{Explain, ExplainFormat};
pub(crate) use fix::Fix;
pub(crate) use made::Made;
pub(crate) use rules::{Check, Eval, New, Quiet, Rules, RulesCommand, Test};
pub(crate) use scan::Scan;

use crate::choice::{field, level, one_of, report, threads};
use crate::destination::Wanted;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jinyu::{Channel, Level, Role};
use jinyu_project::{Cache, FailOn, FieldPath, Input, Project, ProjectError, ReadOptions, Typed};
use jinyu_report::ReportFormat;
use std::num::NonZeroUsize;

const EXAMPLES: &str = "\
Examples:
  echo '这个我不清楚。' | jinyu lint
  jinyu lint --input lines replies.txt
  jinyu lint replies
  jinyu lint --format jsonl chats.jsonl
  jinyu explain '可不可以晚点来？'
  jinyu rules show negative/unclear

Exit status: 0 clean, 1 something was found, 2 something could not be read or done.";

const LINT_EXAMPLES: &str = "\
Examples:
  echo '很贵的，您买不起。' | jinyu lint       the whole of standard input is one reply
  jinyu lint --input lines replies.txt        one reply a line
  jinyu lint replies                          every file of replies in a folder
  jinyu lint --changed-since origin/main      replies that this branch touched
  jinyu lint --text-field content chats.jsonl one JSON object a line
  jinyu lint replies.yaml replies.csv         libraries of canned replies
  jinyu lint --field 'items[*].zh' faq.json   in a field of your own
  jinyu lint --pack zh-core --pack ours.yaml --level vague=off reply.txt
  jinyu lint --report sarif=jinyu.sarif --report html=jinyu.html replies.txt

Exit status: 0 clean, 1 findings at or above --fail-on, 2 something could not be read.";

/// Finds forbidden phrases in customer-service replies.
#[derive(Debug, Parser)]
#[command(name = "jinyu", version, after_help = EXAMPLES, propagate_version = true)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Language of messages; the locale's where it is not given
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    /// When to use colours; `auto` honours NO_COLOR
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show each forbidden phrase with its place, the reason and what to say instead
    #[command(after_help = LINT_EXAMPLES)]
    Lint(Lint),
    /// Scan transcripts of chats and calls: what was said in which conversation, and what was not
    #[command(after_help = scan::EXAMPLES)]
    Scan(Scan),
    /// Put approved wording in the place of what is found, where that is safe or you choose it
    #[command(after_help = fix::EXAMPLES)]
    Fix(Fix),
    /// Keep a list of findings that are known and do not count
    #[command(after_help = baseline::EXAMPLES)]
    Baseline(Baseline),
    /// Write a jinyu.yaml to start from, with an explanation of every key
    Init(Init),
    /// Show which settings hold for a file, and where each of them was written
    #[command(after_help = config::EXAMPLES)]
    Config(Config),
    /// Say why a text, or a conversation, is or is not reported: every candidate and the verdict on it
    #[command(after_help = explain::EXAMPLES)]
    Explain(Box<Explain>),
    /// Write, check, test and measure rules; list and show them
    Rules(Rules),
    /// Write the completions of a shell to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the man page to standard output
    Man {
        /// The command whose own page to write; the program's where it is not given
        command: Option<String>,
    },
}

/// `jinyu lint`
#[derive(Debug, ClapArgs)]
pub(crate) struct Lint {
    /// Files to lint, and folders to look for files in; none, or `-`: standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// How to report on standard output; pretty where nothing else goes there
    #[arg(long, value_name = "FORMAT", value_parser = one_of::<ReportFormat>(ReportFormat::ALL.map(ReportFormat::name)))]
    pub(crate) format: Option<ReportFormat>,

    /// Write this report to a file as well, or to standard output where =FILE is left out; may be
    /// repeated
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report)]
    pub(crate) reports: Vec<Wanted>,

    /// Lint only replies that were touched since this revision of git: a branch, a tag, a commit. Where no
    /// PATH is given, those in the working folder
    #[arg(long, value_name = "REV")]
    pub(crate) changed_since: Option<String>,

    #[command(flatten)]
    pub(crate) judged: Judged,

    /// How many threads lint; as many as there are cores where it is not given
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// How files are read and judged: all that a configuration can say as well.
#[derive(Debug, ClapArgs)]
pub(crate) struct Judged {
    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    failing: Failing,

    #[command(flatten)]
    configured: Configured,

    #[command(flatten)]
    packs: Packs,

    #[command(flatten)]
    cached: Cached,

    /// Use the packs and levels that suit an industry: bank, telecom, e-commerce …
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    #[command(flatten)]
    levels: Levels,

    #[command(flatten)]
    known: Known,

    #[command(flatten)]
    speaker: Speaker,
}

impl Judged {
    /// The configurations that are asked, with what was typed.
    pub(crate) fn project(&self) -> Result<Project, ProjectError> {
        Project::cached(self.configured.choice(), self.typed(), self.cached.cache())
    }

    /// What was typed of that which a configuration can say as well.
    fn typed(&self) -> Typed {
        let Judged { reading, failing, packs, profile, levels, known, speaker, .. } = self;
        let fields = reading.fields.iter().map(|field| field.written().to_owned());
        let none = known.no_baseline.then(String::new);
        Typed {
            packs: packs.packs.clone(),
            profile: profile.clone(),
            levels: levels.levels.clone(),
            input: reading.input,
            text_field: reading.text_field.clone(),
            id_field: reading.id_field.clone(),
            fields: fields.collect(),
            role: speaker.role,
            channel: speaker.channel,
            fail_on: failing.fail_on,
            baseline: none.or_else(|| known.baseline.clone()),
            known_days: known.known_days,
            ..Typed::default()
        }
    }
}

/// Which findings are known.
#[derive(Debug, ClapArgs)]
pub(crate) struct Known {
    /// Do not count the findings in this file, which `jinyu baseline write` wrote
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    baseline: Option<String>,

    /// Count all findings, whatever a configuration says
    #[arg(long)]
    no_baseline: bool,

    /// Count a known finding again after so many days
    #[arg(long, value_name = "DAYS")]
    known_days: Option<u32>,
}

/// When findings fail a run.
#[derive(Debug, ClapArgs)]
pub(crate) struct Failing {
    /// Exit with 1 for a finding of at least this severity [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = one_of::<FailOn>(FailOn::ALL.map(FailOn::name)))]
    pub(crate) fail_on: Option<FailOn>,
}

/// Which rules are used.
#[derive(Debug, ClapArgs)]
pub(crate) struct Packs {
    /// Use these packs instead of the built-in ones: a built-in pack's name, a YAML file, or a
    /// folder of them; may be repeated
    #[arg(long = "pack", value_name = "NAME|FILE|DIR")]
    pub(crate) packs: Vec<String>,
}

/// Whether own packs are kept.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Cached {
    /// Read own packs anew, and keep nothing of them for the next run
    #[arg(long)]
    no_cache: bool,
}

impl Cached {
    /// Where own packs are kept for the next run.
    pub(crate) fn cache(&self) -> Cache {
        if self.no_cache { Cache::none() } else { Cache::of_user() }
    }
}

/// How grave findings are.
#[derive(Debug, ClapArgs)]
pub(crate) struct Levels {
    /// Set how grave a rule or a category is: RULE=off|info|warning|error; may be repeated
    #[arg(long = "level", value_name = "RULE=LEVEL", value_parser = level)]
    pub(crate) levels: Vec<(String, Level)>,
}

/// How inputs are read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// How an input is divided into messages [default: auto]
    #[arg(long, value_name = "SHAPE", value_parser = one_of::<Input>(Input::ALL.map(Input::name)))]
    input: Option<Input>,

    /// The key that holds the text, in each object of JSON Lines [default: text]
    #[arg(long, value_name = "KEY")]
    text_field: Option<String>,

    /// The key or column that holds the id of a message [default: id]
    #[arg(long, value_name = "KEY")]
    id_field: Option<String>,

    /// A field of YAML, JSON, CSV or TSV that holds replies, instead of those with a usual name: a
    /// path such as replies[*].text, or the name of a key or column; may be repeated
    #[arg(long = "field", value_name = "PATH", value_parser = field)]
    fields: Vec<FieldPath>,
}

impl Reading {
    /// What readers are told, with who speaks where the input does not say.
    pub(crate) fn options(self, speaker: &Speaker) -> ReadOptions {
        let usual = ReadOptions::default();
        ReadOptions {
            input: self.input.unwrap_or(usual.input),
            text_field: self.text_field.unwrap_or(usual.text_field),
            id_field: self.id_field.unwrap_or(usual.id_field),
            fields: self.fields.into_iter().collect(),
            role: speaker.role.unwrap_or(usual.role),
            channel: speaker.channel.or(usual.channel),
            limits: usual.limits,
        }
    }
}

/// Who speaks where, unless the input says so itself.
#[derive(Debug, ClapArgs)]
pub(crate) struct Speaker {
    /// Who speaks, where the input does not say [default: unknown]
    #[arg(long, value_parser = one_of::<Role>(Role::ALL.map(Role::name)))]
    pub(crate) role: Option<Role>,

    /// Where the talk takes place, where the input does not say
    #[arg(long, value_parser = one_of::<Channel>(Channel::ALL.map(Channel::name)))]
    pub(crate) channel: Option<Channel>,
}

/// A language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    /// Chinese
    Zh,
    /// English
    En,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}
