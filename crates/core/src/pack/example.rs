//! The examples of a rule: sentences, and talks of several people, with what must be found marked.

use super::places::Places;
use super::rule::RuleReader;
use crate::rule::{Example, Scope, parse_marks, parse_talk};
use crate::turn::{Channel, Role};
use crate::yaml::{Fields, Node, Value, name, text};

impl<'n> RuleReader<'_, '_, 'n> {
    /// The examples of a rule; `talks`: of one about conversations, of which only a talk proves
    /// anything.
    pub(super) fn examples(
        &mut self,
        fields: &mut Fields<'n>,
        scope: &Scope,
        talks: bool,
        places: &mut Places,
    ) -> Vec<Example> {
        let nodes = fields.list("examples");
        let mut examples = Vec::new();
        for node in nodes {
            let Some(example) = self.example(node, scope) else { continue };
            if talks && example.talk.is_empty() {
                self.faults.add(
                    "pack::examples",
                    &node.place,
                    "a sentence proves nothing about a conversation",
                    "write `- talk: |` and below it one turn a line: `[09:00:20] 客服：您好`",
                );
            }
            places.examples.push(self.example_place(node));
            examples.push(example);
        }
        let found = examples.iter().filter(|example| !example.marks.is_empty()).count();
        if examples.len() == nodes.len() && (found == 0 || found == examples.len()) {
            self.faults.add("pack::examples", &fields.place, "the rule is not proven: it needs an example that must be found and one that must not",
                "write `- 这个我<不清楚>。` and, without marks, a sentence that must stay clean");
        }
        examples
    }

    fn example(&mut self, node: &'n Node, scope: &Scope) -> Option<Example> {
        let mut role = scope.roles.first().copied().unwrap_or(Role::Agent);
        let mut channel = scope.channels.first().copied();
        let Value::Map(_) = node.value else {
            let marked = text(node, "example", self.faults)?;
            return self.sentence(node, &marked, role, channel);
        };
        let mut fields = Fields::of(node, "an example", self.faults)?;
        let talk = fields.take("talk");
        let marked = match talk {
            Some(talk) => text(talk, "talk", self.faults),
            None => Some(fields.text("text", "write the sentence, or a `talk`", self.faults)),
        };
        // In a talk every line says who speaks.
        let named = if talk.is_none() { fields.take("role") } else { None };
        if let Some(node) = named {
            role = name(node, "role", &Role::ALL.map(Role::name), self.faults)?;
        }
        if let Some(node) = fields.take("channel") {
            channel = name(node, "channel", &Channel::ALL.map(Channel::name), self.faults);
        }
        fields.finish(self.faults);
        match talk {
            Some(talk) => self.talk(talk, &marked?, channel),
            None => self.sentence(node, &marked?, role, channel),
        }
    }

    /// Where an example stands: of a talk, what is said.
    fn example_place(&self, node: &Node) -> std::ops::Range<usize> {
        let Value::Map(entries) = &node.value else { return node.place.clone() };
        let said =
            |(key, _): &&(Node, Node)| matches!(key.text(self.faults.yaml), Some("talk" | "text"));
        let place = entries.iter().find(said).map_or(&node.place, |(_, value)| &value.place);
        // A block of lines reaches to where the next value begins.
        let written = self.faults.yaml.get(place.clone()).unwrap_or_default();
        place.start..place.start + written.trim_end().len()
    }

    fn sentence(
        &mut self,
        node: &Node,
        marked: &str,
        role: Role,
        channel: Option<Channel>,
    ) -> Option<Example> {
        match parse_marks(marked) {
            Ok((text, marks)) => Some(Example { text, marks, role, channel, talk: Vec::new() }),
            Err(wrong) => {
                self.faults.add("pack::marks", &node.place, wrong, "mark what must be found with one `<` and one `>`; write `\\<` for the character itself");
                None
            }
        }
    }

    fn talk(&mut self, node: &Node, marked: &str, channel: Option<Channel>) -> Option<Example> {
        match parse_talk(marked, channel) {
            Ok(example) => Some(example),
            Err(wrong) => {
                self.faults.add("pack::talk", &node.place, wrong, "write one turn a line, its time if that matters: `[09:00:20] 客服：<什么事>`; who speaks is 客服, 客户, 机器人, 系统, agent, customer, bot or system, and may be named: `客服 小王：`");
                None
            }
        }
    }
}
