//! The reports there are, by name. The one place where a name becomes a reporter.

use crate::{
    Reporter, Style, brief, checkstyle, csv, github, gitlab, html, json, junit, markdown, pretty,
    rdjson, sarif,
};
use std::str::FromStr;

/// The reports there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people: each wording underlined in its line, the reason, and what to say instead.
    #[default]
    Pretty,
    /// For people in a hurry: one line each.
    Brief,
    /// For programs: one document, described by `docs/schema/report.json`.
    Json,
    /// For programs: one finding a line.
    Jsonl,
    /// For code scanning and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: annotations, as workflow commands.
    Github,
    /// For GitLab: Code Quality.
    Gitlab,
    /// For Jenkins and others: checkstyle's XML.
    Checkstyle,
    /// For test reports of CI: JUnit's XML.
    Junit,
    /// For reviewdog: its Diagnostic Format.
    Rdjson,
    /// For spreadsheets.
    Csv,
    /// For the summary of a job or a comment: Markdown.
    Markdown,
    /// For people without jinyu: one page that needs nothing else.
    Html,
}

impl ReportFormat {
    /// Every format, in the order of help texts.
    pub const ALL: [ReportFormat; 13] = [
        ReportFormat::Pretty,
        ReportFormat::Brief,
        ReportFormat::Json,
        ReportFormat::Jsonl,
        ReportFormat::Sarif,
        ReportFormat::Github,
        ReportFormat::Gitlab,
        ReportFormat::Checkstyle,
        ReportFormat::Junit,
        ReportFormat::Rdjson,
        ReportFormat::Csv,
        ReportFormat::Markdown,
        ReportFormat::Html,
    ];

    /// The name used in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReportFormat::Pretty => "pretty",
            ReportFormat::Brief => "brief",
            ReportFormat::Json => "json",
            ReportFormat::Jsonl => "jsonl",
            ReportFormat::Sarif => "sarif",
            ReportFormat::Github => "github",
            ReportFormat::Gitlab => "gitlab",
            ReportFormat::Checkstyle => "checkstyle",
            ReportFormat::Junit => "junit",
            ReportFormat::Rdjson => "rdjson",
            ReportFormat::Csv => "csv",
            ReportFormat::Markdown => "markdown",
            ReportFormat::Html => "html",
        }
    }

    /// The reporter of this format. Only `Pretty` has colours.
    #[must_use]
    pub fn reporter(self, style: Style) -> Box<dyn Reporter> {
        let language = style.language;
        match self {
            ReportFormat::Pretty => Box::new(pretty::Pretty::new(style)),
            ReportFormat::Brief => Box::new(brief::Brief::new(language)),
            ReportFormat::Json => Box::new(json::Json::new(language)),
            ReportFormat::Jsonl => Box::new(json::Jsonl::new(language)),
            ReportFormat::Sarif => Box::new(sarif::Sarif::new(language)),
            ReportFormat::Github => Box::new(github::Github::new(language)),
            ReportFormat::Gitlab => Box::new(gitlab::Gitlab::new(language)),
            ReportFormat::Checkstyle => Box::new(checkstyle::Checkstyle::new(language)),
            ReportFormat::Junit => Box::new(junit::Junit::new(language)),
            ReportFormat::Rdjson => Box::new(rdjson::Rdjson::new(language)),
            ReportFormat::Csv => Box::new(csv::Csv::new(language)),
            ReportFormat::Markdown => Box::new(markdown::Markdown::new(language)),
            ReportFormat::Html => Box::new(html::Html::new(language)),
        }
    }
}

impl FromStr for ReportFormat {
    type Err = ();
    /// Reads a format's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        ReportFormat::ALL.into_iter().find(|format| format.name() == name).ok_or(())
    }
}
