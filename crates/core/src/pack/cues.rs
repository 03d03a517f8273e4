//! The cues of a pack: named wordings that are no fault in themselves, for rules about conversations to
//! ask for. A cue is kept as a rule that is never reported, so that one search finds both. Quoted and
//! retold words count as well, unless a cue says otherwise: 您反映的问题，祝您愉快 wishes well.

use super::Lazy;
use super::places::Places;
use super::rule::{RuleReader, empty, unquoted};
use crate::rule::{Cues, Innocence, LookFor, Rule, Scope, Severity};
use crate::turn::Role;
use crate::yaml::{Faults, Fields, Node, Value, text};
use std::collections::{BTreeSet, HashSet};

/// What the conditions of a pack may ask for by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    pack: String,
    cues: BTreeSet<String>,
    /// The ids of its rules about wordings.
    rules: BTreeSet<String>,
    /// The ids of its rules about conversations, for which nobody can ask.
    reports: BTreeSet<String>,
}

impl Names {
    /// The names in the trees of a pack's cues and rules.
    pub(super) fn of(pack: &str, cues: Option<&Node>, rules: &[Node], yaml: &str) -> Names {
        let keys = |node: &Node| match &node.value {
            Value::Map(entries) => {
                entries.iter().filter_map(|(key, _)| Some(key.text(yaml)?.to_owned())).collect()
            }
            _ => BTreeSet::new(),
        };
        let id = |node: &Node| {
            let Value::Map(entries) = &node.value else { return None };
            let (_, id) = entries.iter().find(|(key, _)| key.text(yaml) == Some("id"))?;
            Some(id.text(yaml)?.to_owned())
        };
        let reports = |node: &&Node| match &node.value {
            Value::Map(entries) => entries.iter().any(|(key, _)| key.text(yaml) == Some("report")),
            _ => false,
        };
        Names {
            pack: pack.to_owned(),
            cues: cues.map(keys).unwrap_or_default(),
            rules: rules.iter().filter(|rule| !reports(rule)).filter_map(id).collect(),
            reports: rules.iter().filter(|rule| reports(rule)).filter_map(id).collect(),
        }
    }

    /// The full name of what is asked for: `pack/cue`, or the id of a rule. What names another pack
    /// is taken as it is.
    ///
    /// # Errors
    /// A name that is neither; with the nearest that there is.
    pub(super) fn full(&self, name: &str) -> Result<String, Option<&str>> {
        if self.cues.contains(name) {
            return Ok(format!("{}/{name}", self.pack));
        }
        if name.contains('/') || self.rules.contains(name) {
            return Ok(name.to_owned());
        }
        let names = self.cues.iter().chain(&self.rules);
        let near = names.map(|known| (strsim::jaro_winkler(known, name), known));
        let near = near.filter(|(nearness, _)| *nearness > 0.75);
        Err(near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known.as_str()))
    }
}

impl<'n> RuleReader<'_, '_, 'n> {
    /// The cues of a pack, each with where its parts stand.
    pub(super) fn cues(&mut self, node: &'n Node) -> Vec<(Rule, Places)> {
        let Some(fields) = Fields::of(node, "`cues`", self.faults) else { return Vec::new() };
        let mut cues = Vec::new();
        for (name, key, value) in fields.rest() {
            if !is_name(name) {
                self.faults.add(
                    "pack::cue-name",
                    &key.place,
                    format!("“{name}” cannot name a cue"),
                    "use small Latin letters, digits and hyphens, a letter first",
                );
            } else if matches!(value.value, Value::Nothing) {
                self.faults.add(
                    "pack::missing-key",
                    &key.place,
                    format!("the cue `{name}` looks for nothing"),
                    format!("write its wordings: `{name}: [请稍等, 稍等一下]`"),
                );
            } else {
                cues.extend(self.cue(name, key, value));
            }
        }
        cues
    }

    fn cue(&mut self, name: &str, key: &'n Node, value: &'n Node) -> Option<(Rule, Places)> {
        let id = format!("{}/{name}", self.pack);
        if self.names.rules.contains(&id) || self.names.reports.contains(&id) {
            self.faults.add(
                "pack::duplicate-rule",
                &key.place,
                format!("a rule is called “{id}” as well"),
                "give the cue another name: nobody could tell which of them is asked for",
            );
        }
        let mut places = Places { head: key.place.clone(), ..Places::default() };
        let (look_for, innocent, words) = if is_search(value, self.faults.yaml) {
            let mut fields = Fields::of(value, "a cue", self.faults)?;
            let search = self.search(&mut fields, false, &mut places);
            fields.finish(self.faults);
            search
        } else {
            self.bare(value, &mut places)
        };
        let rule = Rule {
            id,
            pack: self.pack.to_owned(),
            category: String::new(),
            severity: Severity::Info,
            message: empty(),
            why: empty(),
            source: String::new(),
            scope: Scope { roles: Role::ALL.to_vec(), channels: Vec::new() },
            look_for,
            innocent: Lazy::of(innocent),
            words,
            report: None,
            say: Vec::new(),
            examples: Lazy::of(Vec::new()),
        };
        Some((rule, places))
    }

    /// A cue that is phrases and nothing else.
    fn bare(&mut self, value: &'n Node, places: &mut Places) -> (LookFor, Innocence, bool) {
        let nodes = match &value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let seen = &mut HashSet::new();
        let phrases = self.phrases(nodes, places, |places| &mut places.phrases, seen);
        let innocent = self.innocent(None, false, places);
        (LookFor { phrases, ..LookFor::default() }, innocent, true)
    }

    /// What a condition asks for: one name, or any of several.
    pub(super) fn asked(&mut self, nodes: &'n [Node]) -> Cues {
        let mut names = Vec::new();
        for node in nodes {
            let Some(name) = text(node, "cue", self.faults) else { continue };
            if self.names.reports.contains(&name) {
                self.faults.add(
                    "pack::unknown-cue",
                    &node.place,
                    format!("the rule `{name}` is about conversations itself"),
                    "ask for a cue, or for a rule that looks for wordings",
                );
                continue;
            }
            match self.names.full(&name) {
                Ok(full) => names.push(full),
                Err(near) => unknown(self.faults, node, &name, near),
            }
        }
        Cues { names, slots: Vec::new() }
    }
}

fn unknown(faults: &mut Faults<'_>, node: &Node, name: &str, near: Option<&str>) {
    let help = near.map_or_else(
        || format!("write its wordings under `cues: {{ {name}: [ … ] }}`, or name a cue of another file or pack as `pack/{name}`"),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("this pack has no cue and no rule `{name}`");
    faults.add("pack::unknown-cue", &node.place, message, help);
}

/// Whether a cue is written with the keys of a search, and not as phrases alone.
fn is_search(node: &Node, yaml: &str) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let phrase = entries.iter().any(|(key, _)| key.text(yaml) == Some("phrase"));
    !phrase && unquoted(node, yaml).is_none()
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
