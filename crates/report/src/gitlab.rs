//! GitLab's Code Quality report: what of Code Climate's issues GitLab reads, a finding a line.

use crate::json_text;
use crate::kept::{Entry, RuleNote};
use crate::uri::plain;
use crate::visible::one_line;
use crate::vocabulary::sentence;
use crate::{Keeps, Reporter, Unread, Whole};
use jinyu::{Fingerprint, Language, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Debug)]
pub(crate) struct Gitlab {
    language: Language,
}

#[derive(Serialize)]
struct Issue<'w> {
    r#type: &'static str,
    check_name: &'w str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    categories: [&'static str; 1],
    location: Location,
    severity: &'static str,
    fingerprint: String,
}

#[derive(Serialize)]
struct Content {
    body: String,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Gitlab {
    pub(crate) fn new(language: Language) -> Self {
        Gitlab { language }
    }

    fn issue<'w>(&self, path: &'w str, rule: &'w RuleNote, entry: &Entry, nth: u64) -> Issue<'w> {
        let instead = rule.say.first().map(String::as_str);
        let Entry { start, end, fingerprint, .. } = entry;
        Issue {
            r#type: "issue",
            check_name: &rule.id,
            description: sentence(&entry.wording, &rule.message, instead, self.language),
            content: Some(Content { body: crate::markup::markdown(&one_line(&rule.why)) }),
            categories: ["Style"],
            location: Location {
                path: plain(path),
                lines: Lines { begin: start.line, end: end.line },
            },
            severity: match entry.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            // GitLab shows one of several issues with the same fingerprint.
            fingerprint: match nth {
                1 => fingerprint.to_string(),
                nth => format!("{fingerprint}-{nth}"),
            },
        }
    }

    fn unread(unread: &Unread) -> Issue<'_> {
        let Unread { path, position, message } = unread;
        let line = position.map_or(1, |position| position.line);
        Issue {
            r#type: "issue",
            check_name: "unread",
            description: one_line(message),
            content: None,
            categories: ["Bug Risk"],
            location: Location { path: plain(path), lines: Lines { begin: line, end: line } },
            severity: "blocker",
            fingerprint: format!("unread-{path}-{line}"),
        }
    }
}

impl Reporter for Gitlab {
    fn keeps(&self) -> Keeps {
        Keeps::Findings(self.language)
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let mut seen: BTreeMap<Fingerprint, u64> = BTreeMap::new();
        let files = whole.by_file(Entry::is_new);
        let entries = files.iter().flat_map(|(path, entries)| {
            entries.iter().map(move |(rule, entry)| (*path, *rule, *entry))
        });
        let found = entries.map(|(path, rule, entry)| {
            let nth = seen.entry(entry.fingerprint).or_default();
            *nth += 1;
            self.issue(path, rule, entry, *nth)
        });
        let mut before = "[\n";
        for issue in found.chain(whole.unread.iter().map(Gitlab::unread)) {
            out.write_all(std::mem::replace(&mut before, ",\n").as_bytes())?;
            json_text::write(out, &issue)?;
        }
        out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
    }
}
