//! What was typed, documented once: help, the man page and completions are made from it.

mod rules;

pub(crate) use rules::{Check, Eval, New, Quiet, Rules, RulesCommand, Test};

use crate::choice::{field, level, one_of, report, threads};
use crate::destination::Wanted;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jinyu::{Channel, Level, Role, Severity};
use jinyu_project::{FieldPath, Input, ReadOptions};
use jinyu_report::ReportFormat;
use std::num::NonZeroUsize;

const EXAMPLES: &str = "\
Examples:
  echo '这个我不清楚。' | jinyu lint
  jinyu lint --input lines replies.txt
  jinyu lint --format jsonl chats.jsonl
  jinyu explain '可不可以晚点来？'
  jinyu rules show negative/unclear

Exit status: 0 clean, 1 something was found, 2 something could not be read or done.";

const LINT_EXAMPLES: &str = "\
Examples:
  echo '很贵的，您买不起。' | jinyu lint       the whole of standard input is one reply
  jinyu lint --input lines replies.txt        one reply a line
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
    /// Say why a text is, or is not, reported: every candidate and the verdict on it
    Explain(Explain),
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
    /// Files to lint; none, or `-`: standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    #[command(flatten)]
    pub(crate) reading: Reading,

    /// How to report on standard output; pretty where nothing else goes there
    #[arg(long, value_name = "FORMAT", value_parser = one_of::<ReportFormat>(ReportFormat::ALL.map(ReportFormat::name)))]
    pub(crate) format: Option<ReportFormat>,

    /// Write this report to a file as well, or to standard output where =FILE is left out; may be
    /// repeated
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report)]
    pub(crate) reports: Vec<Wanted>,

    /// Exit with 1 for a finding of at least this severity
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t)]
    pub(crate) fail_on: FailOn,

    #[command(flatten)]
    pub(crate) packs: Packs,

    #[command(flatten)]
    pub(crate) levels: Levels,

    /// How many threads lint; as many as there are cores where it is not given
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(crate) speaker: Speaker,
}

/// `jinyu explain`
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// What was said; `-` reads it from standard input
    pub(crate) text: String,

    /// It is a canned reply: {{name}}, %s, [订单号] stand for something else
    #[arg(long)]
    pub(crate) canned: bool,

    /// Explain this rule only
    #[arg(long, value_name = "ID")]
    pub(crate) rule: Option<String>,

    #[command(flatten)]
    pub(crate) packs: Packs,

    #[command(flatten)]
    pub(crate) speaker: Speaker,
}

/// Which rules are used.
#[derive(Debug, ClapArgs)]
pub(crate) struct Packs {
    /// Use these packs instead of the built-in ones: a built-in pack's name, a YAML file, or a
    /// folder of them; may be repeated
    #[arg(long = "pack", value_name = "NAME|FILE|DIR")]
    pub(crate) packs: Vec<String>,
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
    /// How an input is divided into messages
    #[arg(long, value_name = "SHAPE", default_value = Input::Auto.name(), value_parser = one_of::<Input>(Input::ALL.map(Input::name)))]
    input: Input,

    /// The key that holds the text, in each object of JSON Lines
    #[arg(long, value_name = "KEY", default_value = "text")]
    text_field: String,

    /// The key or column that holds the id of a message
    #[arg(long, value_name = "KEY", default_value = "id")]
    id_field: String,

    /// A field of YAML, JSON, CSV or TSV that holds replies, instead of those with a usual name: a
    /// path such as replies[*].text, or the name of a key or column; may be repeated
    #[arg(long = "field", value_name = "PATH", value_parser = field)]
    fields: Vec<FieldPath>,
}

impl Reading {
    /// What readers are told, with who speaks where the input does not say.
    pub(crate) fn options(self, speaker: &Speaker) -> ReadOptions {
        ReadOptions {
            input: self.input,
            text_field: self.text_field,
            id_field: self.id_field,
            fields: self.fields.into_iter().collect(),
            role: speaker.role,
            channel: speaker.channel,
        }
    }
}

/// Who speaks where, unless the input says so itself.
#[derive(Debug, ClapArgs)]
pub(crate) struct Speaker {
    /// Who speaks, where the input does not say
    #[arg(long, default_value = Role::Unknown.name(), value_parser = one_of::<Role>(Role::ALL.map(Role::name)))]
    pub(crate) role: Role,

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

/// From which severity on a finding is a failure.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum FailOn {
    /// What must not be sent
    Error,
    /// What should be said in other words, too
    #[default]
    Warning,
    /// Everything
    Info,
    /// Nothing
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails a run.
    pub(crate) fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }
}
