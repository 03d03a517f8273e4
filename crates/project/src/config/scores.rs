//! `scores` of a configuration: what is written, each value with its place, and how files that build on each
//! other say it together. Computes no score.

use super::CODES;
use crate::origin::{Origin, Said, Written, keep_last};
use crate::score::{START, Scores};
use jinyu::yaml::{Faults, Fields, Node, text};

/// The most that can be said of points, so that sums stay exact.
const MOST: f64 = 1e6;

/// What is said of scores.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scoring {
    pub(crate) start: Option<Said<f64>>,
    pub(crate) points: Vec<Said<(String, f64)>>,
    pub(crate) caps: Vec<Said<(String, f64)>>,
    pub(crate) vetoes: Vec<Said<String>>,
}

impl Scoring {
    /// Reads `scores`, which stand in this file.
    pub(super) fn read(node: &Node, faults: &mut Faults<'_>, written: &Written) -> Option<Scoring> {
        let mut own = Faults::new(faults.yaml, &CODES);
        let scoring = Reader { faults: &mut own, written }.whole(node);
        faults.found.append(&mut own.found);
        scoring
    }

    /// Adds what a nearer file says, which wins.
    pub(crate) fn add(&mut self, nearer: &Scoring) {
        if let Some(start) = &nearer.start {
            self.start = Some(start.clone());
        }
        for (known, nearer) in [(&mut self.points, &nearer.points), (&mut self.caps, &nearer.caps)]
        {
            known.extend_from_slice(nearer);
            keep_last(known, |(name, _)| name.as_str());
        }
        self.vetoes.extend_from_slice(&nearer.vetoes);
        keep_last(&mut self.vetoes, String::as_str);
    }

    /// Every rule and category that is named, and where.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &Origin)> {
        let pairs = self.points.iter().chain(&self.caps);
        let pairs = pairs.map(|said| (said.value.0.as_str(), &said.origin));
        pairs.chain(self.vetoes.iter().map(|said| (said.value.as_str(), &said.origin)))
    }

    /// How conversations are scored by it.
    pub(crate) fn scores(&self) -> Scores {
        let map = |pairs: &[Said<(String, f64)>]| pairs.iter().map(|it| it.value.clone()).collect();
        Scores {
            start: self.start.as_ref().map_or(START, |start| start.value),
            points: map(&self.points),
            caps: map(&self.caps),
            vetoes: self.vetoes.iter().map(|said| said.value.clone()).collect(),
        }
    }
}

struct Reader<'f, 'n> {
    faults: &'f mut Faults<'n>,
    written: &'f Written,
}

impl<'n> Reader<'_, 'n> {
    fn whole(&mut self, node: &'n Node) -> Option<Scoring> {
        let mut fields = Fields::of(node, "`scores`", self.faults)?;
        let start = fields.take("start").and_then(|node| self.start(node));
        let points = self.taken(&mut fields, "points");
        let caps = self.taken(&mut fields, "caps");
        let mut vetoes = Vec::new();
        for node in fields.list("vetoes") {
            if let Some(value) = text(node, "vetoes", self.faults) {
                vetoes.push(Said { value, origin: self.written.at(node.place.clone()) });
            }
        }
        fields.finish(self.faults);
        Some(Scoring { start, points, caps, vetoes })
    }

    fn start(&mut self, node: &Node) -> Option<Said<f64>> {
        let number = self.number(node).filter(|number| *number > 0.0);
        if number.is_none() {
            let help = "write what a conversation without findings has: `start: 100`";
            self.faults.add(CODES.shape, &node.place, "`start` must be a number above 0", help);
        }
        number.map(|value| Said { value, origin: self.written.at(node.place.clone()) })
    }

    /// A map of rules and categories to what they take.
    fn taken(&mut self, fields: &mut Fields<'n>, key: &'static str) -> Vec<Said<(String, f64)>> {
        let what = format!("`{key}`");
        let node = fields.take(key);
        let entries = node.and_then(|node| Fields::of(node, &what, self.faults)).map(Fields::rest);
        let mut all = Vec::new();
        for (name, key_node, node) in entries.unwrap_or_default() {
            match self.number(node).filter(|number| *number <= 0.0) {
                Some(number) => {
                    let origin = self.written.at(key_node.place.clone());
                    all.push(Said { value: (name.to_owned(), number), origin });
                }
                None => {
                    let message =
                        format!("what `{key}` says of “{name}” must be a number, 0 or below");
                    let help = "points are taken away: write a number such as -5";
                    self.faults.add(CODES.shape, &node.place, message, help);
                }
            }
        }
        all
    }

    fn number(&self, node: &Node) -> Option<f64> {
        let number = node.text(self.faults.yaml).and_then(|text| text.parse::<f64>().ok());
        number.filter(|number| number.abs() <= MOST)
    }
}
