//! What was typed about a scan of transcripts.

use super::{Cached, Configured, Failing, Levels, Made, Packs, Speaker};
use crate::choice::{column, gap, one_of, report, threads};
use crate::destination::Wanted;
use clap::Args as ClapArgs;
use jinyu_project::{
    Choice, Column, DateOrder, Gap, Purpose, TranscriptShape, Typed, TypedTranscript,
};
use jinyu_report::ReportFormat;
use std::num::NonZeroUsize;

pub(super) const EXAMPLES: &str = "\
Examples:
  jinyu scan chats                            every transcript in a folder
  jinyu scan --map role=发送人类型,text=内容 chats.csv
  jinyu scan --input chat --agents 小王,小李 wechat.txt
  zstdcat calls.jsonl.zst | jinyu scan
  jinyu scan --page may.html 2026-05          a page for a browser
  jinyu scan --report sarif=scan.sarif --report csv=scan.csv 2026-05
  jinyu scan --table xlsx=may.xlsx --review review.xlsx 2026-05
  jinyu scan --verdicts review.xlsx           what somebody wrote into the list

Exit status: 0 clean, 1 findings at or above --fail-on, 2 something could not be read,
130 interrupted with Ctrl-C.";

/// `jinyu scan`
#[derive(Debug, ClapArgs)]
pub(crate) struct Scan {
    /// Transcripts, and folders to look for them in; none, or `-`: standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// How to report on standard output; an overview where nothing goes there
    #[arg(long, value_name = "FORMAT", value_parser = one_of::<ReportFormat>(ReportFormat::ALL.map(ReportFormat::name)))]
    pub(crate) format: Option<ReportFormat>,

    /// Write this report to a file as well, or to standard output where =FILE is left out; may be
    /// repeated
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report)]
    pub(crate) reports: Vec<Wanted>,

    #[command(flatten)]
    pub(crate) made: Made,

    #[command(flatten)]
    heard: Heard,

    /// Stop at the first record that cannot be read, and write nothing
    #[arg(long)]
    pub(crate) strict: bool,

    /// Write down in this file how far the run has come, and go on from there where it is there already
    #[arg(long, value_name = "FILE")]
    pub(crate) resume: Option<String>,

    #[command(flatten)]
    failing: Failing,

    #[command(flatten)]
    configured: Configured,

    #[command(flatten)]
    packs: Packs,

    #[command(flatten)]
    pub(crate) cached: Cached,

    /// Use the packs and levels that suit an industry: bank, telecom, e-commerce …
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    #[command(flatten)]
    levels: Levels,

    #[command(flatten)]
    speaker: Speaker,

    /// How many threads work; as many as there are cores where it is not given
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// How transcripts are read.
#[derive(Debug, ClapArgs)]
pub(super) struct Heard {
    /// How a transcript is divided into turns; what its name and its beginning say where it is not given
    #[arg(long, value_name = "SHAPE", value_parser = one_of::<TranscriptShape>(TranscriptShape::ALL.map(TranscriptShape::name)))]
    input: Option<TranscriptShape>,

    /// Which column or key holds what, for text, role, speaker, session, time, end, channel and id:
    /// role=发送人类型,text=内容; the others are found by their usual names
    #[arg(long, value_name = "WHAT=NAME,…", value_delimiter = ',', value_parser = column)]
    map: Vec<(Column, String)>,

    /// Names of those who serve, where their names do not say it
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    agents: Vec<String>,

    /// Names of those who are served
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    customers: Vec<String>,

    /// In which order the numbers of a date stand, where a file does not make that plain
    #[arg(long, value_name = "ORDER", value_parser = one_of::<DateOrder>(DateOrder::ALL.map(DateOrder::name)))]
    date_order: Option<DateOrder>,

    /// Which pause ends a conversation, where a file names no sessions: 12h, 30min, 2d, never
    /// [default: 12h]
    #[arg(long, value_name = "TIME", value_parser = gap)]
    gap: Option<Gap>,
}

impl Heard {
    /// What was typed of it.
    pub(super) fn typed(&self) -> TypedTranscript {
        let Heard { input, map, agents, customers, date_order, gap } = self;
        TypedTranscript {
            shape: input.unwrap_or_default(),
            map: map.clone(),
            agents: agents.clone(),
            customers: customers.clone(),
            date_order: *date_order,
            gap: *gap,
        }
    }
}

impl Scan {
    /// Which configurations are asked.
    pub(crate) fn choice(&self) -> Choice {
        self.configured.choice()
    }

    /// What was typed of that which a configuration can say as well.
    pub(crate) fn typed(&self) -> Typed {
        Typed {
            purpose: Purpose::Conversations,
            transcript: self.heard.typed(),
            packs: self.packs.packs.clone(),
            profile: self.profile.clone(),
            levels: self.levels.levels.clone(),
            role: self.speaker.role,
            channel: self.speaker.channel,
            fail_on: self.failing.fail_on,
            ..Typed::default()
        }
    }
}
