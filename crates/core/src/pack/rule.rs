//! From the tree of one rule to the rule. Every fault is noted and reading goes on.

use super::Lazy;
use super::cues::Names;
use super::lists::{Words, template_fault};
use super::places::{ContextPlaces, Places};
use super::room::{Room, TOO_LARGE};
use crate::fold::Folder;
use crate::rule::{
    Actor, Bilingual, Checksum, Innocence, LookFor, Pattern, Phrase, Rule, Scope, Severity,
    Template, Wording,
};
use crate::turn::{Channel, Role};
use crate::yaml::{Faults, Fields, Node, Value, name, text};
use std::collections::HashSet;
use std::ops::Range;

impl std::str::FromStr for Actor {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        let all = [Actor::Oneself, Actor::Customer, Actor::Other, Actor::Thing];
        all.into_iter().find(|actor| actor.name() == name).ok_or(())
    }
}

/// Reads the rules of one pack.
pub(super) struct RuleReader<'r, 'f, 'n> {
    pub(super) pack: &'r str,
    pub(super) folder: &'r Folder,
    pub(super) words: &'r Words<'r>,
    /// What its conditions may ask for.
    pub(super) names: &'r Names,
    pub(super) faults: &'f mut Faults<'n>,
    /// What is left of what all phrases and patterns of the file may come to.
    pub(super) room: Room,
}

impl<'n> RuleReader<'_, '_, 'n> {
    /// One rule and where its parts stand.
    pub(super) fn rule(&mut self, node: &'n Node) -> Option<(Rule, Places)> {
        let faults = &mut *self.faults;
        let mut fields = Fields::of(node, "a rule", faults)?;
        let mut places = Places { head: fields.place.clone(), ..Places::default() };
        let id = fields.text("id", "name the rule, category first: `id: negative/unclear`", faults);
        let category = fields.text(
            "category",
            "say what it is: negative, contemptuous, impatient, combative, vague …",
            faults,
        );
        for (key, name) in [("id", &id), ("category", &category)] {
            if name.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '，')) {
                faults.add(
                    "pack::name",
                    &fields.place,
                    format!("`{key}` is more than one word: “{name}”"),
                    "write - between words; options and suppressions part names at spaces and commas",
                );
            }
        }
        let severity =
            fields.require("severity", "say how grave it is: error, warning or info", faults);
        let severity =
            severity.and_then(|node| name(node, "severity", &["error", "warning", "info"], faults));
        let message =
            fields.require("message", "say what is wrong: `message: { zh: …, en: … }`", faults);
        let message = message.and_then(|node| self.bilingual(node, "message"));
        let faults = &mut *self.faults;
        let why =
            fields.require("why", "say why it must not be said: `why: { zh: …, en: … }`", faults);
        let why = why.and_then(|node| self.bilingual(node, "why"));
        let faults = &mut *self.faults;
        let source = fields.text("source", "name the standard that asks for it", faults);
        let report = self.report(&mut fields);
        let scope = self.scope(&mut fields, report.is_some());
        let (look_for, innocent, words) = if report.is_some() {
            self.no_search(&mut fields);
            (LookFor::default(), Innocence::default(), true)
        } else {
            self.search(&mut fields, true, &mut places)
        };
        let say = self.say(&mut fields, &mut places);
        let examples = self.examples(&mut fields, &scope, report.is_some(), &mut places);
        fields.finish(self.faults);
        let rule = Rule {
            id,
            pack: self.pack.to_owned(),
            category,
            severity: severity.unwrap_or(Severity::Warning),
            message: message.unwrap_or_else(empty),
            why: why.unwrap_or_else(empty),
            source,
            scope,
            look_for,
            innocent: Lazy::of(innocent),
            words,
            report: report.flatten(),
            say,
            examples: Lazy::of(examples),
        };
        Some((rule, places))
    }

    /// What is looked for, where it is innocent, and whether its edges are those of words.
    pub(super) fn search(
        &mut self,
        fields: &mut Fields<'n>,
        quoted: bool,
        places: &mut Places,
    ) -> (LookFor, Innocence, bool) {
        let look_for = self.look_for(fields, places);
        let innocent = self.innocent(fields.take("innocent"), quoted, places);
        (look_for, innocent, fields.switch("word_edges", true, self.faults))
    }

    /// A rule about conversations looks for no words itself and speaks to nobody in particular.
    fn no_search(&mut self, fields: &mut Fields<'n>) {
        for key in
            ["phrases", "whole_clause", "whole_message", "patterns", "innocent", "word_edges"]
        {
            if fields.take(key).is_some() {
                self.faults.add(
                    "pack::report",
                    &fields.place,
                    format!("a rule that has `report` has no `{key}`"),
                    "write the wordings as a cue under `cues`, and ask for it in `report`",
                );
            }
        }
    }

    fn bilingual(&mut self, node: &'n Node, what: &'static str) -> Option<Bilingual> {
        let mut fields = Fields::of(node, &format!("`{what}`"), self.faults)?;
        let zh = fields.text("zh", "write it in Chinese as well", self.faults);
        let en = fields.text("en", "write it in English as well", self.faults);
        fields.finish(self.faults);
        Some(Bilingual { zh, en })
    }

    /// Whom a rule speaks to; one about conversations (`reports`) speaks to nobody in particular.
    fn scope(&mut self, fields: &mut Fields<'n>, reports: bool) -> Scope {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        let channels: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
        let named = fields.list("roles");
        if reports && !named.is_empty() {
            self.faults.add(
                "pack::report",
                &fields.place,
                "a rule that has `report` has no `roles`",
                "say in each condition whose words it is about: `by: agent`",
            );
        }
        let mut scope = Scope {
            roles: named.iter().filter_map(|n| name(n, "role", &roles, self.faults)).collect(),
            channels: fields
                .list("channels")
                .iter()
                .filter_map(|n| name(n, "channel", &channels, self.faults))
                .collect(),
        };
        if scope.roles.is_empty() {
            scope.roles.push(Role::Agent);
        }
        scope
    }

    /// What is looked for; a fault if that is nothing.
    fn look_for(&mut self, fields: &mut Fields<'n>, places: &mut Places) -> LookFor {
        let mut seen = HashSet::new();
        let phrases = fields.list("phrases");
        let whole_clause = fields.list("whole_clause");
        let whole_message = fields.list("whole_message");
        let patterns = fields.list("patterns");
        if [phrases, whole_clause, whole_message, patterns].iter().all(|list| list.is_empty()) {
            self.faults.add(
                "pack::missing-key",
                &fields.place,
                "nothing is looked for here",
                "write `phrases`, `patterns`, `whole_clause` or `whole_message`; of a rule about conversations `report`",
            );
        }
        LookFor {
            phrases: self.phrases(phrases, places, |places| &mut places.phrases, &mut seen),
            whole_clause: self.phrases(
                whole_clause,
                places,
                |places| &mut places.whole_clause,
                &mut seen,
            ),
            whole_message: self.phrases(
                whole_message,
                places,
                |places| &mut places.whole_message,
                &mut HashSet::new(),
            ),
            patterns: patterns.iter().filter_map(|node| self.pattern(node)).collect(),
        }
    }

    fn template(&mut self, node: &Node) -> Option<Template> {
        let written = text(node, "phrase", self.faults)?;
        match Template::parse(&written, self.folder, &|name| self.words.find(name)) {
            Ok(template) => self
                .room
                .phrase(&template, self.words, &node.place, self.faults)
                .then_some(template),
            Err(fault) => {
                template_fault(&fault, &node.place, self.faults);
                None
            }
        }
    }

    /// A phrase, or a map of a phrase and the contexts in which it alone is innocent.
    fn phrase(&mut self, node: &'n Node, places: &mut Places) -> Option<Phrase> {
        let Value::Map(_) = node.value else {
            return self.template(node).map(|template| Phrase { template, innocent: None });
        };
        if let Some(phrase) = unquoted(node, self.faults.yaml) {
            self.faults.add(
                "pack::shape",
                &node.place,
                "a phrase that begins with { must stand in quotation marks",
                format!("write `- \"{phrase}\"`"),
            );
            return None;
        }
        let mut fields = Fields::of(node, "a phrase", self.faults)?;
        let why = "write the wording: `phrase: 去问{别人|其他客服}`";
        let template = fields.require("phrase", why, self.faults);
        let template = template.and_then(|node| self.template(node));
        let why = "write the contexts in which this phrase is innocent, or the phrase alone";
        let innocent = fields.require("innocent", why, self.faults);
        let innocent = innocent.map(|node| Box::new(self.innocent(Some(node), false, places)));
        fields.finish(self.faults);
        template.map(|template| Phrase { template, innocent })
    }

    pub(super) fn phrases(
        &mut self,
        nodes: &'n [Node],
        places: &mut Places,
        into: fn(&mut Places) -> &mut Vec<Range<usize>>,
        seen: &mut HashSet<Vec<u8>>,
    ) -> Vec<Lazy<Phrase>> {
        let mut phrases = Vec::new();
        for node in nodes {
            let Some(phrase) = self.phrase(node, places) else { continue };
            let template = &phrase.template;
            let literals = self.room.count(&template.parts, self.words.lists);
            if literals == 0 {
                self.faults.add(
                    "pack::no-literal",
                    &node.place,
                    "nothing in this phrase can be looked up",
                    "write at least one word that must stand there, in no more than 600 variants",
                );
            }
            if !self.room.literals(literals, &node.place, self.faults) {
                continue;
            }
            if !seen.insert(template.key()) {
                self.faults.add(
                    "pack::duplicate-phrase",
                    &node.place,
                    format!("“{}” stands in this rule twice", template.source()),
                    "take one of them out",
                );
                continue;
            }
            into(places).push(node.place.clone());
            phrases.push(Lazy::of(phrase));
        }
        phrases
    }

    /// A regular expression, or a map of one and how it is tried.
    fn pattern(&mut self, node: &'n Node) -> Option<Pattern> {
        let Value::Map(_) = node.value else { return self.expression(node, false) };
        let mut fields = Fields::of(node, "a pattern", self.faults)?;
        let why = "write the regular expression: `pattern: '[0-9]{16}'`";
        let pattern = fields.require("pattern", why, self.faults);
        let checksum = fields.take("checksum");
        let checksum = checksum.and_then(|it| name(it, "checksum", &Checksum::NAMES, self.faults));
        let as_written = fields.switch("as_written", false, self.faults);
        fields.finish(self.faults);
        let pattern = pattern.and_then(|node| self.expression(node, as_written));
        pattern.map(|pattern| Pattern { checksum, ..pattern })
    }

    fn expression(&mut self, node: &Node, as_written: bool) -> Option<Pattern> {
        let source = text(node, "pattern", self.faults)?;
        if self.room.is_full() {
            return None;
        }
        match super::check::pattern(&source, as_written, self.folder) {
            Ok((pattern, memory)) => {
                self.room.pattern(memory, &node.place, self.faults).then_some(pattern)
            }
            Err(error) => {
                self.faults.add(
                    "pack::pattern",
                    &node.place,
                    format!("this is no regular expression: {}", error.reason),
                    if error.too_large {
                        "write phrases instead, or shorter repetitions"
                    } else {
                        "write it for the folded text: small letters, simplified characters, 你 for 您"
                    },
                );
                if error.is_costly {
                    self.room.pattern(TOO_LARGE, &node.place, self.faults);
                }
                None
            }
        }
    }

    fn templates(&mut self, nodes: &'n [Node], places: &mut Vec<Range<usize>>) -> Vec<Template> {
        let (mut templates, mut seen) = (Vec::new(), HashSet::new());
        for node in nodes {
            let Some(template) = self.template(node) else { continue };
            if !seen.insert(template.key()) {
                self.faults.add(
                    "pack::duplicate-exception",
                    &node.place,
                    format!("“{}” stands in this list twice", template.source()),
                    "take one of them out",
                );
                continue;
            }
            places.push(node.place.clone());
            templates.push(template);
        }
        templates
    }

    /// `quoted`: whether quoted and retold words are innocent where nothing is said.
    pub(super) fn innocent(
        &mut self,
        node: Option<&'n Node>,
        quoted: bool,
        places: &mut Places,
    ) -> Innocence {
        let mut at = ContextPlaces::default();
        let nothing = || Innocence { quoted, ..Innocence::default() };
        let innocent = node.and_then(|node| self.contexts(node, quoted, &mut at));
        places.contexts.push(at);
        innocent.unwrap_or_else(nothing)
    }

    fn contexts(
        &mut self,
        node: &'n Node,
        quoted: bool,
        at: &mut ContextPlaces,
    ) -> Option<Innocence> {
        let mut fields = Fields::of(node, "`innocent`", self.faults)?;
        let actors = ["self", "customer", "other", "thing"];
        let innocent = Innocence {
            inside: self.templates(fields.list("inside"), &mut at.inside),
            after: self.templates(fields.list("after"), &mut at.after),
            before: self.templates(fields.list("before"), &mut at.before),
            clause: self.templates(fields.list("clause"), &mut at.clause),
            sentence: self.templates(fields.list("sentence"), &mut at.sentence),
            message: self.templates(fields.list("message"), &mut at.message),
            whose: fields
                .list("whose")
                .iter()
                .filter_map(|n| name(n, "actor", &actors, self.faults))
                .collect(),
            question: fields.switch("question", false, self.faults),
            conditional: fields.switch("conditional", false, self.faults),
            quoted: fields.switch("quoted", quoted, self.faults),
            rescued: fields.switch("rescued", false, self.faults),
            number: fields.switch("number", false, self.faults),
            negated: fields.switch("negated", false, self.faults),
        };
        fields.finish(self.faults);
        Some(innocent)
    }

    fn say(&mut self, fields: &mut Fields<'n>, places: &mut Places) -> Vec<Wording> {
        let nodes = fields.list("say");
        if nodes.is_empty() {
            self.faults.add(
                "pack::missing-key",
                &fields.place,
                "`say` is missing",
                "write at least one approved wording to say instead",
            );
        }
        let mut wordings = Vec::new();
        for node in nodes {
            if let Some(wording) = self.wording(node) {
                places.say.push(node.place.clone());
                wordings.push(wording);
            }
        }
        wordings
    }

    fn wording(&mut self, node: &'n Node) -> Option<Wording> {
        let Value::Map(_) = node.value else {
            return text(node, "say", self.faults).map(|text| Wording { text, replaces: false });
        };
        let mut fields = Fields::of(node, "a wording", self.faults)?;
        let text = fields.text("text", "write the wording", self.faults);
        let replaces = fields.switch("replaces", false, self.faults);
        fields.finish(self.faults);
        Some(Wording { text, replaces })
    }
}

/// A phrase such as `{self}` that YAML takes for a map because its author did not quote it.
pub(super) fn unquoted<'y>(node: &Node, yaml: &'y str) -> Option<&'y str> {
    let Value::Map(entries) = &node.value else { return None };
    let bare = entries.iter().all(|(_, value)| matches!(value.value, Value::Nothing));
    yaml.get(node.place.clone()).map(str::trim).filter(|written| bare && written.starts_with('{'))
}

pub(super) fn empty() -> Bilingual {
    Bilingual { zh: String::new(), en: String::new() }
}
