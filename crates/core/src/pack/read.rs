//! From the tree of a YAML file to a pack. Every fault is noted and reading goes on; a pack comes
//! out only if there was none.

use super::cues::Names;
use super::error::PackError;
use super::lists::{self, Words};
use super::places::Places;
use super::room::Room;
use super::rule::RuleReader;
use super::{CODES, Content, Pack};
use crate::fold::Folder;
use crate::rule::{Language, Rule};
use crate::source::Source;
use crate::yaml::{Fault, Faults, Fields, Node, name};

/// A pack, and where the parts of its rules stand, then those of its cues.
pub(super) type Read = (Pack, Vec<Places>);

/// Reads a pack and where its parts stand.
pub(super) fn pack(source: &Source) -> Result<Read, PackError> {
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

fn whole_pack<'n>(tree: &'n Node, faults: &mut Faults<'n>) -> Option<Read> {
    let mut fields = Fields::of(tree, "a pack", faults)?;
    let pack_name = fields.text("pack", "name the pack: `pack: my-rules`", faults);
    let version = fields.text("version", "give it a version: `version: 1.0.0`", faults);
    let language = fields.require(
        "language",
        "say which language it judges: `language: zh` or `language: en`",
        faults,
    );
    let language = language.and_then(|node| name(node, "language", &["zh", "en"], faults));
    let language = language.unwrap_or(Language::Zh);
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
    let cue_nodes = fields.take("cues");
    fields.finish(faults);
    let names = Names::of(&pack_name, cue_nodes, rule_nodes, faults.yaml);
    let (folder, words, names) = (&folder, &Words::of(&word_lists), &names);
    let (pack, room) = (pack_name.as_str(), Room::default());
    let mut reader = RuleReader { pack, folder, words, names, faults, room };
    let mut places = Vec::new();
    let mut keep = |(rule, at): (Rule, Places)| {
        places.push(at);
        rule
    };
    let rules = rule_nodes.iter().filter_map(|node| reader.rule(node)).map(&mut keep).collect();
    let cues = cue_nodes.map_or_else(Vec::new, |node| reader.cues(node));
    let cues = cues.into_iter().map(&mut keep).collect();
    let chinese = language == Language::Zh;
    let content = Content { chinese, lists: word_lists, rules, cues };
    Some((Pack::new(pack_name, version, content), places))
}
