//! From the tree of a YAML file to a pack. Every fault is noted and reading goes on; a pack comes
//! out only if there was none.

use super::error::PackError;
use super::lists;
use super::places::Places;
use super::rule::RuleReader;
use super::{CODES, Pack};
use crate::fold::Folder;
use crate::rule::{Language, Rule};
use crate::source::Source;
use crate::yaml::{Fault, Faults, Fields, Node, name};

/// Reads a pack and where its parts stand.
pub(super) fn pack(source: &Source) -> Result<(Pack, Vec<Places>), PackError> {
    let yaml = source.text();
    let tree =
        Node::read(yaml, &CODES).map_err(|fault| PackError::new(source.name(), vec![fault]))?;
    let mut faults = Faults::new(yaml, &CODES);
    let read = whole_pack(&tree, &mut faults);
    match read {
        Some(read) if faults.found.is_empty() => Ok(read),
        _ => {
            let found = if faults.found.is_empty() {
                vec![Fault::new(
                    "pack::shape",
                    0..0,
                    "this is not a pack",
                    "begin with `pack: name`",
                )]
            } else {
                faults.found
            };
            Err(PackError::new(source.name(), found))
        }
    }
}

fn whole_pack<'n>(tree: &'n Node, faults: &mut Faults<'n>) -> Option<(Pack, Vec<Places>)> {
    let mut fields = Fields::of(tree, "a pack", faults)?;
    let pack_name = fields.text("pack", "name the pack: `pack: my-rules`", faults);
    let version = fields.text("version", "give it a version: `version: 1.0.0`", faults);
    let language = fields.require(
        "language",
        "say which language it judges: `language: zh` or `language: en`",
        faults,
    );
    let language =
        language.and_then(|node| name::<Judged>(node, "language", &["zh", "en"], faults));
    let language = language.map_or(Language::Zh, |judged| judged.0);
    let folder = Folder::new();
    let word_lists = lists::read(language, fields.take("words"), &folder, faults);
    let rule_nodes = fields.list("rules");
    if rule_nodes.is_empty() {
        faults.add(
            "pack::missing-key",
            &fields.place,
            "a pack needs `rules`",
            "write at least one rule under `rules:`",
        );
    }
    fields.finish(faults);
    let mut reader = RuleReader { pack: &pack_name, folder: &folder, lists: &word_lists, faults };
    let read: Vec<(Rule, Places)> =
        rule_nodes.iter().filter_map(|node| reader.rule(node)).collect();
    let (rules, places): (Vec<Rule>, Vec<Places>) = read.into_iter().unzip();
    let chinese = language == Language::Zh;
    Some((Pack::new(pack_name, version, chinese, word_lists, rules), places))
}

struct Judged(Language);

impl std::str::FromStr for Judged {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "zh" => Ok(Judged(Language::Zh)),
            "en" => Ok(Judged(Language::En)),
            _ => Err(()),
        }
    }
}
