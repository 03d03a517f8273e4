//! From the tree of a `said` or `missing` to what it tests: the wordings, whose they are, and where in
//! the conversation.

use super::report::{SPEAKERS, items, number};
use super::rule::RuleReader;
use crate::rule::{Anchor, By, Near, Said, Side, Which};
use crate::yaml::{Fields, Node, name};

const SIDES: [(&str, Side); 3] =
    [("before", Side::Before), ("after", Side::After), ("around", Side::Around)];

impl<'n> RuleReader<'_, '_, 'n> {
    /// What `said` or `missing` tests; `missing` takes no `more_than`.
    pub(super) fn said(&mut self, cues: &'n Node, fields: &mut Fields<'n>, missing: bool) -> Said {
        if items(cues).is_empty() {
            let help = "name a cue, or several: `[greeting, hold]`";
            self.faults.add("pack::report", &cues.place, "no cue is named here", help);
        }
        let cues = self.asked(items(cues));
        let by = self.speaker(fields, "by", By::Agent);
        let stretch = fields.take("in").and_then(|node| self.stretch(node, "in"));
        let anchor = self.anchor(fields);
        let near = fields.take("near").and_then(|node| self.near(node));
        let times = fields.take("times");
        let times = times.and_then(|node| number(node, "times", 1..=9_999, self.faults));
        let more_than = fields.take("more_than");
        if let Some(node) = more_than.filter(|_| missing || times.is_some()) {
            let help = if missing {
                "write `times: N`: fewer hits than N are missing"
            } else {
                "write one of `times` and `more_than`"
            };
            self.faults.add("pack::report", &node.place, "`more_than` means nothing here", help);
        }
        let more = more_than.and_then(|node| number(node, "more_than", 0..=9_999, self.faults));
        let times = times.or(more.map(|more| more + 1)).unwrap_or(1);
        Said { cues, by, stretch, anchor, times, near }
    }

    fn anchor(&mut self, fields: &mut Fields<'n>) -> Option<Anchor> {
        let sides = SIDES.map(|(key, side)| (key, side, fields.take(key)));
        let by = fields.take("anchor_by");
        let hit = fields.take("hit");
        let each = fields.switch("each", false, self.faults);
        let within = fields.take("within");
        let mut found = sides.iter().filter_map(|&(key, side, node)| Some((key, side, node?)));
        let Some((key, side, node)) = found.next() else {
            for node in [by, hit, within].into_iter().flatten() {
                self.faults.add(
                    "pack::report",
                    &node.place,
                    "this says something about an anchor, and there is none",
                    "write `before`, `after` or `around` and the cue that it is about",
                );
            }
            return None;
        };
        if let Some((second, _, node)) = found.next() {
            let message = format!("`{key}` and `{second}` stand in one condition");
            let help = "write two conditions under `all:`";
            self.faults.add("pack::report", &node.place, message, help);
        }
        let cues = self.asked(items(node));
        let by = by.and_then(|node| name(node, "speaker", &SPEAKERS, self.faults));
        let which = hit.and_then(|node| self.which(node)).unwrap_or_default();
        let which = if each { Which::Each } else { which };
        let within = within.and_then(|node| self.amount(node, "within"));
        Some(Anchor { side, cues, by: by.unwrap_or(By::Anyone), which, within })
    }

    fn which(&mut self, node: &Node) -> Option<Which> {
        let read = match node.text(self.faults.yaml).unwrap_or_default() {
            "first" => Some(Which::First),
            "last" => Some(Which::Last),
            "each" => Some(Which::Each),
            number => number.parse().ok().filter(|&n| n > 0).map(Which::Number),
        };
        self.read(node, "hit", read, "`first`, `last`, `each` or a number from 1")
    }

    fn near(&mut self, node: &'n Node) -> Option<Near> {
        let mut fields = Fields::of(node, "`near`", self.faults)?;
        let why = "write the other wording: `near: { cue: …, characters: 20 }`";
        let cue = fields.require("cue", why, self.faults);
        let cues = cue.map(|node| self.asked(items(node))).unwrap_or_default();
        let characters = fields.require("characters", why, self.faults);
        let characters =
            characters.and_then(|node| number(node, "characters", 0..=400, self.faults));
        fields.finish(self.faults);
        Some(Near { cues, characters: characters? })
    }
}
