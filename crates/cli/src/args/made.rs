//! What was typed about what a scan makes of conversations, beside reports of findings.

use crate::choice::{at_most, review, table};
use crate::outputs::{WantedReview, WantedTable};
use clap::Args as ClapArgs;
use jinyu_project::Show;

/// What is made of conversations.
#[derive(Debug, ClapArgs)]
pub(crate) struct Made {
    /// Write a page for a browser to this file: totals, trends, agents, rules, response times, and the
    /// worst conversations to be read. It needs no network
    #[arg(long, value_name = "FILE")]
    pub(crate) page: Option<String>,

    /// Write tables of findings, conversations, agents, teams, days, rules and waits: csv=DIR, parquet=DIR
    /// or xlsx=FILE; may be repeated
    #[arg(long = "table", value_name = "FORMAT=PLACE", value_parser = table)]
    pub(crate) tables: Vec<WantedTable>,

    /// Write a list of findings for somebody to judge, FILE.csv or FILE.xlsx: those of the worst
    /// conversations first, then of a few of each agent that are drawn
    #[arg(long, value_name = "FILE", value_parser = review)]
    pub(crate) review: Option<WantedReview>,

    /// How many of the worst conversations the page and the list have [default: 200 where there is a
    /// page, else 50]
    #[arg(long, value_name = "N", value_parser = at_most(1_000))]
    worst: Option<usize>,

    /// How many conversations of each agent are drawn for them
    #[arg(long, value_name = "N", default_value = "2", value_parser = at_most(20))]
    sample: usize,

    /// Which are drawn: the same number draws the same ones
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,

    /// Show names, phone numbers, identity and card numbers, which are covered otherwise
    #[arg(long)]
    pub(crate) unmask: bool,

    /// Read a list that somebody has filled in, instead of scanning: how many findings of each rule are
    /// right, and which exceptions would spare the wrong ones
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["paths", "format", "reports", "page", "tables", "review", "unmask"]
    )]
    pub(crate) verdicts: Option<String>,
}

impl Made {
    /// Which conversations are kept to be shown.
    pub(crate) fn show(&self) -> Show {
        let usual = if self.page.is_some() { 200 } else { 50 };
        if self.page.is_none() && self.review.is_none() {
            return Show::default();
        }
        Show { worst: self.worst.unwrap_or(usual), drawn: self.sample, seed: self.seed }
    }
}
