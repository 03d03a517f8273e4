//! SARIF 2.1.0: what was found as a log that code scanning and editors read. Builds the log from
//! what was kept; its shape is in `model`.

mod model;

use crate::json_text;
use crate::kept::{Decision, Entry, RuleNote};
use crate::markup::markdown;
use crate::uri::reference;
use crate::visible::one_line;
use crate::vocabulary::{either, sentence};
use crate::{Keeps, Reporter, Unread, Whole};
use jinyu::{Language, Severity};
use model::{
    Artifact, ArtifactChange, ArtifactLocation, Configuration, Descriptor, Driver, Fix, Help,
    Invocation, Location, Log, LogicalLocation, Message, Notification, Outcome, PhysicalLocation,
    Properties, Region, Replacement, Run, Suppression, Text, Tool,
};
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The name of our fingerprints; another one where what they are made of changes.
const FINGERPRINT: &str = "jinyuFingerprint/v1";

#[derive(Debug)]
pub(crate) struct Sarif {
    language: Language,
}

impl Sarif {
    pub(crate) fn new(language: Language) -> Self {
        Sarif { language }
    }

    fn run<'w>(&self, whole: &'w Whole) -> Run<'w> {
        let crate::model::Tool { name, version } = crate::model::Tool::JINYU;
        let rules = whole.rules.iter().map(|rule| self.descriptor(rule)).collect();
        let artifacts = whole.files.iter().enumerate().map(|(index, path)| Artifact {
            location: ArtifactLocation { uri: reference(path), index: Some(index) },
        });
        let compared = whole.baseline
            || whole.entries.iter().any(|entry| matches!(entry.decision, Decision::Known { .. }));
        let results = whole.entries.iter().filter_map(|entry| self.outcome(whole, entry, compared));
        let notifications = whole.unread.iter().map(|unread| notification(whole, unread));
        Run {
            tool: Tool { driver: Driver { name, version, semantic_version: version, rules } },
            invocations: [Invocation {
                execution_successful: whole.summary.unread == 0,
                tool_execution_notifications: notifications.collect(),
            }],
            language: either(self.language, "zh-CN", "en"),
            column_kind: "unicodeCodePoints",
            artifacts: artifacts.collect(),
            results: results.collect(),
        }
    }

    fn descriptor<'w>(&self, rule: &'w RuleNote) -> Descriptor<'w> {
        Descriptor {
            id: &rule.id,
            short_description: message(&rule.message),
            full_description: message(&rule.why),
            help: Help { text: self.help_text(rule), markdown: self.help_markdown(rule) },
            default_configuration: Configuration { level: level(rule.severity) },
            properties: Properties { category: &rule.category, tags: [&rule.category] },
        }
    }

    fn help_text(&self, rule: &RuleNote) -> String {
        let say = either(self.language, "可以说：", "Say instead: ");
        let mut text = rule.why.clone();
        if !rule.source.is_empty() {
            text.push_str(&format!(" ({})", rule.source));
        }
        for wording in &rule.say {
            text.push_str(&format!("\n{say}{wording}"));
        }
        plain(&text)
    }

    fn help_markdown(&self, rule: &RuleNote) -> String {
        let mut text = markdown(&one_line(&rule.why));
        if !rule.source.is_empty() {
            text.push_str(&format!(" *({})*", markdown(&one_line(&rule.source))));
        }
        text.push_str(either(self.language, "\n\n可以说：\n\n", "\n\nSay instead:\n\n"));
        for wording in &rule.say {
            text.push_str(&format!("- {}\n", markdown(&one_line(wording))));
        }
        text
    }

    fn outcome<'w>(
        &self,
        whole: &'w Whole,
        entry: &'w Entry,
        compared: bool,
    ) -> Option<Outcome<'w>> {
        let rule = whole.rules.get(entry.rule)?;
        let artifact = ArtifactLocation {
            uri: reference(whole.files.get(entry.file)?),
            index: Some(entry.file),
        };
        let instead = rule.say.first().map(String::as_str);
        let told = sentence(&entry.wording, &rule.message, instead, self.language);
        let physical_location = PhysicalLocation {
            artifact_location: artifact.clone(),
            region: Some(region(entry, Some(Text { text: &entry.wording }))),
        };
        let logical_locations = entry.id.iter().map(|name| LogicalLocation { name }).collect();
        let (baseline_state, suppression) = decided(&entry.decision);
        Some(Outcome {
            rule_id: &rule.id,
            rule_index: entry.rule,
            level: level(entry.severity),
            message: message(&told),
            locations: [Location { physical_location, logical_locations }],
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, entry.fingerprint.to_string())]),
            baseline_state: baseline_state.filter(|_| compared),
            suppressions: suppression.into_iter().collect(),
            fixes: self.fix(entry, artifact).into_iter().collect(),
        })
    }

    fn fix<'w>(&self, entry: &'w Entry, artifact: ArtifactLocation) -> Option<Fix<'w>> {
        let text = entry.replacement.as_deref()?;
        let say = either(self.language, "改为：", "Say instead: ");
        Some(Fix {
            description: message(&format!("{say}{text}")),
            artifact_changes: [ArtifactChange {
                artifact_location: artifact,
                replacements: [Replacement {
                    deleted_region: region(entry, None),
                    inserted_content: Text { text },
                }],
            }],
        })
    }
}

/// What the baseline, or the text itself, says of a finding.
fn decided(decision: &Decision) -> (Option<&'static str>, Option<Suppression<'_>>) {
    match decision {
        Decision::New => (Some("new"), None),
        Decision::Known { .. } => (Some("unchanged"), None),
        Decision::Suppressed { reason } => {
            let (kind, status) = ("inSource", "accepted");
            (None, Some(Suppression { kind, status, justification: reason }))
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn region<'w>(entry: &Entry, snippet: Option<Text<'w>>) -> Region<'w> {
    Region {
        start_line: entry.start.line,
        start_column: entry.start.column,
        end_line: Some(entry.end.line),
        end_column: Some(entry.end.column),
        snippet,
    }
}

fn notification<'w>(whole: &Whole, unread: &'w Unread) -> Notification<'w> {
    let Unread { path, position, message: told } = unread;
    let region = position.map(|at| Region {
        start_line: at.line,
        start_column: at.column,
        end_line: None,
        end_column: None,
        snippet: None,
    });
    let artifact_location = ArtifactLocation { uri: reference(path), index: whole.number(path) };
    let location = Location {
        physical_location: PhysicalLocation { artifact_location, region },
        logical_locations: Vec::new(),
    };
    Notification {
        level: "error",
        message: message(told),
        locations: if path.is_empty() { Vec::new() } else { vec![location] },
    }
}

/// A plain message.
fn message(text: &str) -> Message {
    Message { text: plain(text) }
}

/// Words of a message, in which braces and links mean nothing (SARIF 2.1.0, 3.11.5 and 3.11.6).
fn plain(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text
    }
}

impl Reporter for Sarif {
    fn keeps(&self) -> Keeps {
        Keeps::Findings(self.language)
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let log = Log { schema: SCHEMA, version: "2.1.0", runs: [self.run(whole)] };
        json_text::write_pretty(out, &log)?;
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn messages_are_plain() {
        assert_eq!(message("a [b] {0}").text, "a [b] {{0}}");
        assert_eq!(message("[a](1)\\").text, "\\[a\\](1)\\\\");
    }
}
