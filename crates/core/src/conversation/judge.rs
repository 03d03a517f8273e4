//! From the turns of a conversation to its findings: those of each turn, and those of the rules that are
//! about the whole.

use super::checks::Check;
use super::holds::{Judgement, Place, Tracing, is_out};
use super::row::{Said, heard_across, read_as_one, rows};
use super::scene::Scene;
use super::similar::Spoken;
use super::trace::{ConditionTrace, ConversationTrace};
use super::{Conversation, Hits};
use crate::engine::Asked;
use crate::finding::Finding;
use crate::linter::Linter;
use crate::memo::{Asks, Known, Memo};
use crate::rule::{By, Rule};
use crate::span::{InTurn, Span};
use crate::turn::Turn;

impl<'l> Memo<'l> {
    /// The findings in each turn of a conversation, in reading order. Messages of one agent in a row are
    /// judged one by one and read as one turn: what the next message excuses is no finding, and a
    /// wording that goes on in the next one is found where it begins, as far as that message goes. Rules about conversations are
    /// reported at the turn that they are about, each once.
    #[must_use]
    pub fn judge(&mut self, conversation: &Conversation<'_, '_>) -> Vec<Vec<Finding<'l>>> {
        let linter = self.linter();
        let listens = !linter.checks().is_empty();
        let mut hits = self.take_hits();
        hits.clear(linter.checks().slots());
        let turns = conversation.turns();
        let mut said = Vec::with_capacity(turns.len());
        let mut findings: Vec<Vec<Finding<'l>>> = Vec::with_capacity(turns.len());
        let mut spoken = Vec::with_capacity(turns.len());
        let asks = if listens { Asks::Everything } else { Asks::Findings };
        for (at, turn) in turns.iter().enumerate() {
            let key = self.key(turn, asks);
            let find = |linter: &'l Linter| {
                let known = Known::from(linter.listen(turn, listens));
                Known { spoken: listens.then(|| Spoken::of(turn.text())), ..known }
            };
            self.ask(key, find, |known| {
                known.heard.iter().for_each(|heard| hits.add(at, heard));
                findings.push(known.findings.to_vec());
                said.push(Said { key, open: known.open });
                spoken.extend(known.spoken.clone());
            });
        }
        for row in rows(turns) {
            let parts = (turns.get(row.clone()), said.get(row.clone()), findings.get_mut(row));
            if let (Some(turns), Some(said), Some(findings)) = parts {
                read_as_one(self, turns, said, findings);
            }
        }
        if listens {
            hear_across(self, turns, &said, &mut hits);
            let scene = Scene::new(conversation, &hits, linter.plan().folder(), spoken);
            reported(linter, conversation, &scene, &mut findings);
        }
        self.give_back(hits);
        findings
    }
}

/// Adds what is said in two messages that one agent sends in a row.
fn hear_across(memo: &mut Memo<'_>, turns: &[Turn<'_>], said: &[Said], hits: &mut Hits) {
    for row in rows(turns) {
        for first in row.start..row.end.saturating_sub(1) {
            let pair = (turns.get(first..first + 2), said.get(first..first + 2));
            if let (Some(turns), Some(said)) = pair {
                let across = heard_across(memo, turns, said);
                across.iter().for_each(|across| hits.add_across(first, across));
            }
        }
    }
}

/// Adds the findings of the rules about conversations.
fn reported<'l>(
    linter: &'l Linter,
    conversation: &Conversation<'_, '_>,
    scene: &Scene<'_, '_>,
    findings: &mut [Vec<Finding<'l>>],
) {
    for check in linter.checks().iter() {
        if is_out(scene, &check.report.condition) {
            continue;
        }
        let Some(rule) = judged(linter, check, conversation) else { continue };
        let (place, _) = judgement(scene, check, None);
        let Some((turn, span)) = place.and_then(|place| place_of(scene, place)) else { continue };
        if let Some(of_turn) = findings.get_mut(turn) {
            let severity = linter.severity(rule);
            of_turn.push(Finding { rule, severity, span, phrase: "", joined: false });
            of_turn.sort_by(|a, b| (a.span, a.rule.id()).cmp(&(b.span, b.rule.id())));
        }
    }
}

/// The rule of a check, if it judges a conversation on this channel.
fn judged<'l>(
    linter: &'l Linter,
    check: &Check,
    conversation: &Conversation<'_, '_>,
) -> Option<&'l Rule> {
    let rule = linter.plan().rule_at(check.rule)?;
    let channels = &rule.scope().channels;
    let fits = conversation.channel().is_none_or(|channel| channels.contains(&channel));
    (channels.is_empty() || fits).then_some(rule)
}

/// Where a check is reported, if it is, and what its condition came to, where the linter is there to
/// tell.
fn judgement<'l>(
    scene: &Scene<'_, '_>,
    check: &'l Check,
    linter: Option<&'l Linter>,
) -> (Option<Place>, Option<ConditionTrace<'l>>) {
    let tracing = linter.map(|linter| Tracing { linter, traces: Vec::new() });
    let mut judgement = Judgement { scene, tracing };
    let held = judgement.of(&check.report.condition);
    let place = held.map(|about| {
        let named = scene.heard(&check.report.at, By::Anyone).first().copied();
        let named = named.map(|hit| Place { turn: hit.turn, span: Some(hit.span) });
        named.or(about).unwrap_or_else(|| {
            let own = scene.turns_of(By::Agent).last().copied();
            Place::whole(own.unwrap_or(scene.turns.len().saturating_sub(1)))
        })
    });
    (place, judgement.tracing.and_then(|mut tracing| tracing.traces.pop()))
}

/// The turn and the bytes of a place. In the place of a turn without text, the nearest before it that has
/// some, or behind it; nothing where nobody has said a word.
fn place_of(scene: &Scene<'_, '_>, place: Place) -> Option<(usize, Span<InTurn>)> {
    let text = |turn: usize| scene.turns.get(turn).map(Turn::text).filter(|text| !text.is_empty());
    if let Some(span) = place.span {
        return Some((place.turn, span));
    }
    let before = (0..=place.turn).rev();
    let behind = place.turn + 1..scene.turns.len();
    before.chain(behind).find_map(|turn| Some((turn, Span::new(0, text(turn)?.len()))))
}

impl Linter {
    /// What the rules about conversations make of one: for each rule where it is reported, if it is, and
    /// what each part of its condition came to.
    ///
    /// ```
    /// use jinyu::{Conversation, Linter, Pack, Role, Source, Turn};
    /// # let yaml = include_str!("../../tests/talks.yaml");
    /// let pack = Pack::parse(&Source::new("talks.yaml", yaml))?;
    /// let linter = Linter::builder().pack(pack).build()?;
    /// let turns = [Turn::new("什么事").with_role(Role::Agent)];
    /// let traces = linter.explain_conversation(&Conversation::new(&turns));
    /// assert_eq!(traces[0].rule.id(), "opening/no-greeting");
    /// assert!(traces[0].place.is_some() && traces[0].tests()[0].holds);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn explain_conversation(
        &self,
        conversation: &Conversation<'_, '_>,
    ) -> Vec<ConversationTrace<'_>> {
        let mut hits = Hits::default();
        hits.clear(self.checks().slots());
        let mut said = Vec::with_capacity(conversation.turns().len());
        for (at, turn) in conversation.turns().iter().enumerate() {
            // What the wrong side says counts for nothing, but whoever asks why is told of it.
            let listened = self.listen_for(turn, Asked { role: None, listens: true });
            listened.heard.iter().for_each(|heard| hits.add(at, heard));
            said.push(Said { key: None, open: listened.open });
        }
        hear_across(&mut self.memo(), conversation.turns(), &said, &mut hits);
        let spoken = conversation.turns().iter().map(|turn| Spoken::of(turn.text())).collect();
        let scene = Scene::new(conversation, &hits, self.plan().folder(), spoken);
        let traces = self.checks().iter().map(|check| self.trace(&scene, check, conversation));
        traces.flatten().collect()
    }

    fn trace<'l>(
        &'l self,
        scene: &Scene<'_, '_>,
        check: &'l Check,
        conversation: &Conversation<'_, '_>,
    ) -> Option<ConversationTrace<'l>> {
        let rule = self.plan().rule_at(check.rule)?;
        let (place, condition) = match judged(self, check, conversation) {
            Some(_) => judgement(scene, check, Some(self)),
            None => (None, None),
        };
        let place = place.and_then(|place| place_of(scene, place));
        Some(ConversationTrace { rule, place, condition })
    }
}
