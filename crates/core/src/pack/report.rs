//! From the tree of a rule's `report` to the condition that it is. Every fault is noted and reading
//! goes on.

use super::amount::{amount, stretch, time};
use super::rule::RuleReader;
use super::written::{in_lines, in_one_line};
use crate::rule::{
    Answer, By, Condition, Cues, Leaf, MOST_JOINED, Repeated, Report, Silence, Spoken, Test, To,
};
use crate::yaml::{Faults, Fields, Node, Value, name, text};

/// The keys that begin a condition, of which each has one.
const KINDS: [&str; 13] = [
    "said",
    "missing",
    "all",
    "any",
    "none",
    "at_least",
    "fewer_than",
    "not",
    "answer",
    "silence",
    "unanswered",
    "repeated",
    "language",
];

/// What languages are called.
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// What a speaker is called.
pub(super) const SPEAKERS: [&str; 4] = ["agent", "customer", "bot", "anyone"];

impl<'n> RuleReader<'_, '_, 'n> {
    /// What a rule about conversations asks; `None` inside if it cannot be read.
    pub(super) fn report(&mut self, fields: &mut Fields<'n>) -> Option<Option<Report>> {
        let node = fields.take("report")?;
        let written = in_lines(node, self.faults.yaml);
        let Some(mut inner) = Fields::of(node, "`report`", self.faults) else { return Some(None) };
        let at = self.asked(inner.list("at"));
        let condition = self.condition_of(node, inner, 0);
        Some(condition.map(|condition| Report { written, condition, at }))
    }

    fn condition(&mut self, node: &'n Node, depth: usize) -> Option<Condition> {
        let fields = Fields::of(node, "a condition", self.faults)?;
        self.condition_of(node, fields, depth)
    }

    fn conditions(&mut self, value: &'n Node, depth: usize) -> Vec<Condition> {
        let nodes = items(value);
        if nodes.is_empty() {
            let help = "write at least one condition behind a `- `";
            self.faults.add("pack::report", &value.place, "there is no condition here", help);
        }
        nodes.iter().filter_map(|node| self.condition(node, depth)).collect()
    }

    /// The one condition that a map is.
    fn condition_of(
        &mut self,
        node: &'n Node,
        mut fields: Fields<'n>,
        depth: usize,
    ) -> Option<Condition> {
        if depth > MOST_JOINED {
            let message = format!("conditions stand more than {MOST_JOINED} deep in each other");
            self.faults.add("pack::report", &fields.place, message, "write two rules");
            return None;
        }
        let found: Vec<(&str, &Node)> =
            KINDS.iter().filter_map(|kind| Some((*kind, fields.take(kind)?))).collect();
        let Some(&(kind, value)) = found.first() else {
            let help = format!("write one of: {}", KINDS.join(", "));
            self.faults.add("pack::report", &fields.place, "there is no condition here", help);
            fields.finish(self.faults);
            return None;
        };
        if let Some((second, _)) = found.get(1) {
            let message = format!("`{kind}` and `{second}` stand in one condition");
            let help = "write `all:` or `any:` and each of them behind a `- ` below it";
            self.faults.add("pack::report", &fields.place, message, help);
            return None;
        }
        let test = match kind {
            "said" => Test::Said(self.said(value, &mut fields, false)),
            "missing" => Test::Missing(self.said(value, &mut fields, true)),
            "answer" => Test::Answer(self.answer(value)?),
            "silence" => Test::Silence(self.silence(value)?),
            "unanswered" => Test::Unanswered { unless: self.unanswered(value)? },
            "repeated" => Test::Repeated(self.repeated(value)?),
            "language" => Test::Spoken(self.spoken(value, &mut fields)?),
            joined => {
                fields.finish(self.faults);
                return self.joined(joined, value, depth + 1);
            }
        };
        fields.finish(self.faults);
        let written = in_one_line(node, self.faults.yaml);
        Some(Condition::Test(Box::new(Leaf { written, test })))
    }

    fn joined(&mut self, kind: &str, value: &'n Node, depth: usize) -> Option<Condition> {
        if kind == "not" {
            return self.condition(value, depth).map(|inner| Condition::Not(Box::new(inner)));
        }
        if matches!(kind, "at_least" | "fewer_than") {
            let mut fields = Fields::of(value, &format!("`{kind}`"), self.faults)?;
            let why = format!("write how many of them: `{kind}: {{ n: 2, of: [ … ] }}`");
            let n = fields.require("n", &why, self.faults);
            let n = n.and_then(|node| number(node, "n", 1..=99, self.faults));
            let of = fields.require("of", &why, self.faults);
            let of = of.map_or_else(Vec::new, |of| self.conditions(of, depth));
            fields.finish(self.faults);
            let n = n?;
            if kind == "at_least" {
                return Some(Condition::AtLeast(n, of));
            }
            return Some(Condition::FewerThan(n, of));
        }
        let of = self.conditions(value, depth);
        Some(match kind {
            "all" => Condition::All(of),
            "any" => Condition::Any(of),
            _ => Condition::NoneOf(of),
        })
    }

    fn answer(&mut self, node: &'n Node) -> Option<Answer> {
        let mut fields = Fields::of(node, "`answer`", self.faults)?;
        let to = match fields.take("to") {
            None => To::Any,
            Some(node) => match node.text(self.faults.yaml) {
                Some("first") => To::First,
                Some("any") => To::Any,
                _ => To::Promise(self.asked(items(node))),
            },
        };
        let later_than = self.time(&mut fields, "later_than");
        let unless = self.asked(fields.list("unless"));
        let without = self.asked(fields.list("without"));
        let ignoring = self.asked(fields.list("ignoring"));
        let hours = fields.switch("hours", false, self.faults);
        fields.finish(self.faults);
        Some(Answer { to, later_than: later_than?, unless, without, ignoring, hours })
    }

    fn silence(&mut self, node: &'n Node) -> Option<Silence> {
        let mut fields = Fields::of(node, "`silence`", self.faults)?;
        let longer_than = self.time(&mut fields, "longer_than");
        let after = self.speaker(&mut fields, "after_role", By::Anyone);
        let unless = self.asked(fields.list("unless"));
        fields.finish(self.faults);
        Some(Silence { longer_than: longer_than?, after, unless })
    }

    /// A map of `unless`, or `true` where nothing excuses.
    fn unanswered(&mut self, node: &'n Node) -> Option<Cues> {
        if node.text(self.faults.yaml) == Some("true") {
            return Some(Cues::default());
        }
        let mut fields = Fields::of(node, "`unanswered`", self.faults)?;
        let unless = self.asked(fields.list("unless"));
        fields.finish(self.faults);
        Some(unless)
    }

    fn repeated(&mut self, node: &'n Node) -> Option<Repeated> {
        let mut fields = Fields::of(node, "`repeated`", self.faults)?;
        let by = self.speaker(&mut fields, "by", By::Agent);
        let mut count = |key, range, default| {
            let node = fields.take(key);
            node.map_or(Some(default), |node| number(node, key, range, self.faults))
        };
        let times = count("times", 2..=99, 3);
        let characters = count("characters", 2..=200, 8);
        let similar = fields.take("similar");
        let similar = similar.map_or(Some(900), |node| share(node, self.faults));
        let only = self.asked(fields.list("only"));
        let unless = self.asked(fields.list("unless"));
        fields.finish(self.faults);
        let (times, similar, characters) = (times?, similar?, characters?);
        Some(Repeated { by, times, similar, characters, only, unless })
    }

    fn spoken(&mut self, node: &'n Node, fields: &mut Fields<'n>) -> Option<Spoken> {
        let by = self.speaker(fields, "by", By::Anyone);
        let language = name(node, "language", &LANGUAGES, self.faults)?;
        Some(Spoken { language, by })
    }

    /// A time that must be there.
    fn time(&mut self, fields: &mut Fields<'n>, key: &'static str) -> Option<i64> {
        let node = fields.require(key, "write how long: `30 s`, `5 min`, `2 h`", self.faults)?;
        let read = node.text(self.faults.yaml).and_then(time);
        self.read(node, key, read, "`30 s`, `5 min`, `2 h`, up to `30 d`")
    }

    pub(super) fn speaker(
        &mut self,
        fields: &mut Fields<'n>,
        key: &'static str,
        default: By,
    ) -> By {
        let node = fields.take(key);
        node.and_then(|node| name(node, "speaker", &SPEAKERS, self.faults)).unwrap_or(default)
    }

    /// What was read of a text, or a fault that says what it should look like.
    pub(super) fn read<T>(
        &mut self,
        node: &Node,
        key: &str,
        read: Option<T>,
        like: &str,
    ) -> Option<T> {
        if read.is_none() {
            let written = node.text(self.faults.yaml).unwrap_or("…").to_owned();
            let message = format!("“{written}” says nothing as `{key}`");
            self.faults.add("pack::amount", &node.place, message, format!("write {like}"));
        }
        read
    }

    pub(super) fn amount(&mut self, node: &Node, key: &str) -> Option<crate::rule::Amount> {
        let read = node.text(self.faults.yaml).and_then(amount);
        self.read(node, key, read, "`3 turns`, `60 s` or `5 min`")
    }

    pub(super) fn stretch(&mut self, node: &Node, key: &str) -> Option<crate::rule::Stretch> {
        let read = node.text(self.faults.yaml).and_then(stretch);
        self.read(node, key, read, "`first 2 turns`, `last 3 turns`, `first 30 s` or `last 2 min`")
    }
}

/// The items of a list, or a single value as a list of one.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A whole number, or a fault.
pub(super) fn number(
    node: &Node,
    key: &str,
    range: std::ops::RangeInclusive<u32>,
    faults: &mut Faults<'_>,
) -> Option<u32> {
    let written = text(node, key, faults)?;
    let number = written.parse().ok().filter(|number| range.contains(number));
    if number.is_none() {
        let message = format!("“{written}” says nothing as `{key}`");
        let help = format!("write a number from {} to {}", range.start(), range.end());
        faults.add("pack::amount", &node.place, message, help);
    }
    number
}

/// A share such as `0.9`, in thousandths, or a fault.
fn share(node: &Node, faults: &mut Faults<'_>) -> Option<u16> {
    let written = text(node, "similar", faults)?;
    let share: Option<f64> = written.parse().ok().filter(|share| (0.5..=1.0).contains(share));
    if share.is_none() {
        let message = format!("“{written}” says nothing as `similar`");
        faults.add(
            "pack::amount",
            &node.place,
            message,
            "write a share from 0.5 to 1, such as 0.9",
        );
    }
    share.map(|share| (share * 1000.0).round() as u16)
}
