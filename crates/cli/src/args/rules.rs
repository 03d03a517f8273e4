//! What was typed behind `jinyu rules`: the tools of those who write rules.

use super::{Cached, Lang, Levels, Packs, Reading, Speaker};
use crate::choice::one_of;
use clap::{Args as ClapArgs, Subcommand};
use jinyu_report::{EvalFormat, Floor};

const NEW_EXAMPLES: &str = "\
Examples:
  jinyu rules new our-rules our-rules.yaml
  jinyu rules check our-rules.yaml
  jinyu rules test --coverage our-rules.yaml";

const CHECK_EXAMPLES: &str = "\
Examples:
  jinyu rules check our-rules.yaml
  jinyu rules check zh-core our-rules.yaml     as they are used: together

Exit status: 0 no error, 1 something must be corrected, 2 something could not be read.
Warnings do not fail.";

const EVAL_EXAMPLES: &str = "\
Examples:
  jinyu rules eval labels.jsonl
  jinyu rules eval --pack zh-core --pack our-rules.yaml --misses 50 labels.jsonl
  jinyu rules eval --floor precision=0.95,recall=0.80 labels.jsonl

A line of LABELS is a message and what must be found in it:
  {\"id\": \"1\", \"text\": \"这个我不清楚。\", \"labels\": [{\"category\": \"negative\", \"span\": \"我不清楚\"}]}

Exit status: 0 measured, 1 below a floor, 2 something could not be read.";

const QUIET_EXAMPLES: &str = "\
Examples:
  jinyu rules quiet --input lines approved.txt
  jinyu rules quiet --pack our-rules.yaml --allow 3 good-replies.jsonl

Exit status: 0 quiet, 1 more findings than --allow, 2 something could not be read.";

/// `jinyu rules`
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Rules {
    /// What to do with them; `list` where it is not given.
    #[command(subcommand)]
    pub(crate) command: Option<RulesCommand>,

    #[command(flatten)]
    pub(crate) packs: Packs,
}

/// What can be done with rules.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Show every rule on a line
    List {
        #[command(flatten)]
        packs: Packs,
    },
    /// Show one rule whole
    Show {
        /// The rule's id, as in reports
        id: String,
        #[command(flatten)]
        packs: Packs,
    },
    /// Write a pack to start from, with an explanation of every part
    #[command(after_help = NEW_EXAMPLES)]
    New(New),
    /// Find every fault in packs, and whatever is wrong with them when they are used together
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Run the examples of packs against their rules
    Test(Test),
    /// Measure rules on messages in which somebody has marked what must be found
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(Eval),
    /// Find false alarms: findings in text that is known to be good
    #[command(after_help = QUIET_EXAMPLES)]
    Quiet(Quiet),
    /// Write the JSON Schema of packs, for editors that help while one writes
    Schema,
}

/// `jinyu rules new`
#[derive(Debug, ClapArgs)]
pub(crate) struct New {
    /// The name of the pack: letters, digits and hyphens
    pub(crate) name: String,

    /// The file to write, which must not exist yet; standard output where it is not given
    pub(crate) file: Option<String>,

    /// The language that its rules judge
    #[arg(long = "for", value_enum, value_name = "LANG", default_value = "zh")]
    pub(crate) judged: Lang,
}

/// `jinyu rules check`
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Packs: files, folders of them, or names of built-in ones
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<String>,

    /// Show at most so many warnings of a file; all are counted
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) warnings: usize,
}

/// `jinyu rules test`
#[derive(Debug, ClapArgs)]
pub(crate) struct Test {
    /// Packs: files, folders of them, or names of built-in ones
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<String>,

    /// Show the phrases that no example of their rule finds
    #[arg(long)]
    pub(crate) coverage: bool,
}

/// `jinyu rules eval`
#[derive(Debug, ClapArgs)]
pub(crate) struct Eval {
    /// Labelled messages, JSON Lines; `-`: standard input
    #[arg(value_name = "LABELS", required = true)]
    pub(crate) files: Vec<String>,

    #[command(flatten)]
    pub(crate) packs: Packs,

    #[command(flatten)]
    pub(crate) cached: Cached,

    #[command(flatten)]
    pub(crate) levels: Levels,

    /// Show at most so many missed labels, and as many wrong findings; all are counted
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) misses: usize,

    /// Exit with 1 below this: precision, recall or f1, from 0 to 1; several with commas
    #[arg(long = "floor", value_name = "MEASURE=LEAST", value_delimiter = ',')]
    pub(crate) floors: Vec<Floor>,

    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = EvalFormat::Pretty.name(), value_parser = one_of::<EvalFormat>(EvalFormat::ALL.map(EvalFormat::name)))]
    pub(crate) format: EvalFormat,
}

/// `jinyu rules quiet`
#[derive(Debug, ClapArgs)]
pub(crate) struct Quiet {
    /// Files of text in which nothing must be found; `-`: standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) paths: Vec<String>,

    #[command(flatten)]
    pub(crate) reading: Reading,

    #[command(flatten)]
    pub(crate) packs: Packs,

    #[command(flatten)]
    pub(crate) cached: Cached,

    #[command(flatten)]
    pub(crate) levels: Levels,

    /// Show at most so many places of each rule; all are counted
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) places: usize,

    /// Exit with 1 only if there are more findings than this
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) allow: u64,

    #[command(flatten)]
    pub(crate) speaker: Speaker,
}
