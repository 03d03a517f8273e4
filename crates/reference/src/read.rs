//! From the YAML of a pack to its rules. Faults of packs are for `jinyu::Pack` to find; what cannot
//! be read here is an error and no more.

use crate::fold::Folding;
use crate::pack::{Innocence, Lists, Pack, Pattern, Phrase, Rule, Whole, Wording};
use crate::phrase;
use jinyu::Actor;
use jinyu::yaml::{Codes, Node, Value};
use regex::Regex;
use std::collections::BTreeSet;

const CHINESE: &str = include_str!("../../core/data/words.zh.yaml");
const ENGLISH: &str = include_str!("../../core/data/words.en.yaml");

const CODES: Codes = Codes {
    yaml: "yaml",
    shape: "shape",
    character: "character",
    missing_key: "missing-key",
    unknown_key: "unknown-key",
    unknown_name: "unknown-name",
};

/// What goes wrong, in a sentence.
type Read<T> = Result<T, String>;

/// A node of a YAML file, with the file.
#[derive(Clone, Copy)]
struct At<'n> {
    node: &'n Node,
    yaml: &'n str,
}

/// Reads a pack.
pub(crate) fn pack(yaml: &str, folding: &Folding) -> Read<Pack> {
    let tree = Node::read(yaml, &CODES).map_err(|fault| fault.to_string())?;
    let pack = At { node: &tree, yaml };
    let base_yaml = if pack.text("language")? == "zh" { CHINESE } else { ENGLISH };
    let base_tree = Node::read(base_yaml, &CODES).map_err(|fault| fault.to_string())?;
    let own = pack.get("words").map_or_else(Vec::new, |own| own.entries());
    let written: Vec<(String, At<'_>)> =
        At { node: &base_tree, yaml: base_yaml }.entries().into_iter().chain(own).collect();
    let names: BTreeSet<String> = written.iter().map(|(name, _)| name.clone()).collect();
    let reader = Reader { folding, names };
    let mut lists = Lists::new();
    for (name, items) in written {
        let items = items.items().into_iter().map(|item| reader.parts(&item.as_text()?));
        lists.entry(name).or_default().extend(items.collect::<Read<Vec<_>>>()?);
    }
    let rules = pack.list("rules").into_iter().filter(|rule| rule.get("report").is_none());
    let rules = rules.map(|rule| reader.rule(rule)).collect::<Read<_>>()?;
    Ok(Pack { lists, rules })
}

struct Reader<'f> {
    folding: &'f Folding,
    names: BTreeSet<String>,
}

impl Reader<'_> {
    fn parts(&self, written: &str) -> Read<phrase::Seq> {
        phrase::parse(written, self.folding, &self.names)
    }

    fn rule(&self, rule: At<'_>) -> Read<Rule> {
        let mut phrases = Vec::new();
        for (key, whole) in [
            ("phrases", Whole::Anything),
            ("whole_clause", Whole::Clause),
            ("whole_message", Whole::Message),
        ] {
            for phrase in rule.list(key) {
                phrases.push(self.phrase(phrase, whole)?);
            }
        }
        let mut roles = rule.named("roles")?;
        if roles.is_empty() {
            roles.push(jinyu::Role::Agent);
        }
        let patterns = rule.list("patterns").into_iter().map(pattern).collect::<Read<_>>()?;
        Ok(Rule {
            id: rule.text("id")?,
            category: rule.text("category")?,
            roles,
            channels: rule.named("channels")?,
            phrases,
            patterns,
            innocent: self.innocence(rule.get("innocent"), true)?,
            word_edges: rule.switch("word_edges", true)?,
        })
    }

    fn phrase(&self, phrase: At<'_>, whole: Whole) -> Read<Phrase> {
        let (written, innocent) = match phrase.get("phrase") {
            Some(written) => {
                let innocent = self.innocence(phrase.get("innocent"), false)?;
                (written.as_text()?, Some(innocent))
            }
            None => (phrase.as_text()?, None),
        };
        Ok(Phrase { parts: self.parts(&written)?, written, whole, innocent })
    }

    /// `quoted`: whether quoted and retold words are innocent where nothing is said.
    fn innocence(&self, node: Option<At<'_>>, quoted: bool) -> Read<Innocence> {
        let Some(node) = node else { return Ok(Innocence { quoted, ..Innocence::default() }) };
        let wordings = |key: &str| {
            let wording = |item: At<'_>| {
                let written = item.as_text()?;
                Ok(Wording { parts: self.parts(&written)?, written })
            };
            node.list(key).into_iter().map(wording).collect::<Read<Vec<_>>>()
        };
        let actors = [Actor::Oneself, Actor::Customer, Actor::Other, Actor::Thing];
        let actor = |item: At<'_>| {
            let name = item.as_text()?;
            actors.into_iter().find(|actor| actor.name() == name).ok_or(name)
        };
        Ok(Innocence {
            inside: wordings("inside")?,
            after: wordings("after")?,
            before: wordings("before")?,
            clause: wordings("clause")?,
            sentence: wordings("sentence")?,
            message: wordings("message")?,
            whose: node.list("whose").into_iter().map(actor).collect::<Read<_>>()?,
            question: node.switch("question", false)?,
            conditional: node.switch("conditional", false)?,
            quoted: node.switch("quoted", quoted)?,
            rescued: node.switch("rescued", false)?,
            number: node.switch("number", false)?,
            negated: node.switch("negated", false)?,
        })
    }
}

fn pattern(node: At<'_>) -> Read<Pattern> {
    let written = node.get("pattern").unwrap_or(node).as_text()?;
    let expression = Regex::new(&written).map_err(|error| error.to_string())?;
    let checksum = node.get("checksum").map(|checksum| checksum.as_text()).transpose()?;
    let as_written = node.switch("as_written", false)?;
    Ok(Pattern { written, expression, checksum, as_written })
}

impl<'n> At<'n> {
    fn entries(self) -> Vec<(String, At<'n>)> {
        let Value::Map(entries) = &self.node.value else { return Vec::new() };
        let entry = |(key, value): &'n (Node, Node)| {
            let key = At { node: key, ..self }.as_text().ok()?;
            Some((key, At { node: value, ..self }))
        };
        entries.iter().filter_map(entry).collect()
    }

    /// What is written behind a key; an empty value is none.
    fn get(self, key: &str) -> Option<At<'n>> {
        let entry = self.entries().into_iter().find(|(name, _)| name == key);
        entry.map(|(_, value)| value).filter(|value| !matches!(value.node.value, Value::Nothing))
    }

    fn items(self) -> Vec<At<'n>> {
        match &self.node.value {
            Value::List(items) => items.iter().map(|node| At { node, ..self }).collect(),
            _ => vec![self],
        }
    }

    fn list(self, key: &str) -> Vec<At<'n>> {
        self.get(key).map_or_else(Vec::new, At::items)
    }

    fn as_text(self) -> Read<String> {
        let text = self.node.text(self.yaml).map(|text| text.trim().to_owned());
        text.ok_or_else(|| format!("no text at byte {}", self.node.place.start))
    }

    fn text(self, key: &str) -> Read<String> {
        self.get(key).ok_or_else(|| format!("`{key}` is missing"))?.as_text()
    }

    fn switch(self, key: &str, default: bool) -> Read<bool> {
        let Some(node) = self.get(key) else { return Ok(default) };
        Ok(matches!(node.as_text()?.as_str(), "true" | "yes" | "on"))
    }

    fn named<T: std::str::FromStr>(self, key: &str) -> Read<Vec<T>> {
        let one = |item: At<'n>| {
            let name = item.as_text()?;
            name.parse().map_err(|_| format!("`{key}` cannot be {name}"))
        };
        self.list(key).into_iter().map(one).collect()
    }
}
