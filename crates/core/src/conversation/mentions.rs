//! What a test came upon in a conversation, for people who ask why: wordings with the cues that were
//! heard, turns between which time was measured. Decides nothing; a run over many conversations never
//! comes here.

use super::hits::Hit;
use super::holds::Outcome;
use super::said::{Look, meant};
use super::scene::Scene;
use super::trace::{LookedFor, Mention, MentionKind, Reason, TestTrace};
use crate::linter::Linter;
use crate::rule::{Cues, Leaf, Said, Test, To};

/// What a test came to, with what it came upon.
pub(super) fn test_trace<'l>(
    scene: &Scene<'_, '_>,
    linter: &'l Linter,
    leaf: &'l Leaf,
    outcome: &Outcome,
) -> TestTrace<'l> {
    let Outcome { holds, reason, .. } = *outcome;
    let wanted = wanted(&leaf.test, reason).into_iter().flat_map(|cues| &cues.names);
    let looked_for = wanted.map(|name| {
        let wordings = linter.plan().searched(name).into_iter();
        LookedFor { name, wordings: wordings.flat_map(|rule| rule.phrases()).collect() }
    });
    let looked_for = looked_for.collect();
    let mut mentions = mentions(scene, &leaf.test, outcome);
    mentions.sort_by_key(|it| (it.turn, it.span, it.kind));
    let (written, test) = (&leaf.written, &leaf.test);
    TestTrace { written, test, holds, reason, looked_for, mentions }
}

/// The cues that decide about a test.
fn wanted(test: &Test, reason: Reason) -> Option<&Cues> {
    match test {
        Test::Said(said) | Test::Missing(said) => {
            let anchor = said.anchor.as_ref().filter(|_| reason == Reason::NoAnchor);
            Some(anchor.map_or(&said.cues, |anchor| &anchor.cues))
        }
        Test::Answer(answer) => match &answer.to {
            To::Promise(cues) => Some(cues),
            To::First | To::Any => None,
        },
        Test::Silence(_) | Test::Unanswered { .. } | Test::Repeated(_) | Test::Spoken(_) => None,
    }
}

fn mentions<'l>(scene: &Scene<'_, '_>, test: &'l Test, outcome: &Outcome) -> Vec<Mention<'l>> {
    let whole =
        |kind, turn: Option<usize>| turn.map(|turn| Mention { kind, name: None, turn, span: None });
    let (first, second) = outcome.between;
    let between = |before, behind| whole(before, first).into_iter().chain(whole(behind, second));
    let excuse = |cues: &[&'l Cues]| {
        let names = cues.iter().flat_map(|cues| named(scene, cues));
        let this = names.filter(|(_, hit)| Some(*hit) == outcome.excuse).take(1);
        this.map(|(name, hit)| mention(MentionKind::Excuses, name, hit)).collect::<Vec<_>>()
    };
    match test {
        Test::Said(said) => of_said(scene, said, false, outcome),
        Test::Missing(said) => of_said(scene, said, true, outcome),
        Test::Answer(answer) => between(MentionKind::Waits, MentionKind::Answers)
            .chain(excuse(&[&answer.unless, &answer.without]))
            .collect(),
        Test::Silence(silence) => between(MentionKind::Before, MentionKind::Behind)
            .chain(excuse(&[&silence.unless]))
            .collect(),
        Test::Unanswered { unless } => {
            between(MentionKind::Waits, MentionKind::Answers).chain(excuse(&[unless])).collect()
        }
        Test::Repeated(_) => {
            let last = outcome.place.map(|place| place.turn);
            whole(MentionKind::Repeats, last).into_iter().collect()
        }
        Test::Spoken(_) => Vec::new(),
    }
}

fn of_said<'l>(
    scene: &Scene<'_, '_>,
    said: &'l Said,
    missing: bool,
    outcome: &Outcome,
) -> Vec<Mention<'l>> {
    let mut anchors = said.anchor.as_ref().map(|it| meant(scene, it)).unwrap_or_default();
    if missing && let Some(place) = outcome.place {
        // Of several anchors the one at which it is missing.
        anchors.retain(|hit| hit.turn == place.turn && Some(hit.span) == place.span);
    }
    let look = Look::new(scene, said, missing);
    let counts = |hit: &Hit| look.as_ref().is_some_and(|look| look.counts(hit, &anchors));
    let said_of = named(scene, &said.cues).map(|(name, hit)| {
        let kind = if counts(&hit) { MentionKind::Heard } else { MentionKind::Elsewhere };
        mention(kind, name, hit)
    });
    let anchor = said.anchor.iter().flat_map(|it| named(scene, &it.cues));
    let anchor = anchor.filter(|(_, hit)| anchors.contains(hit));
    let anchor = anchor.map(|(name, hit)| mention(MentionKind::Anchor, name, hit));
    said_of.chain(anchor).collect()
}

fn mention(kind: MentionKind, name: &str, hit: Hit) -> Mention<'_> {
    Mention { kind, name: Some(name), turn: hit.turn, span: Some(hit.span) }
}

/// What anybody said of some cues, each with its name.
fn named<'l>(scene: &Scene<'_, '_>, cues: &'l Cues) -> impl Iterator<Item = (&'l str, Hit)> {
    let each = cues.names.iter().zip(&cues.slots).flat_map(|(name, &slot)| {
        let one = Cues { names: Vec::new(), slots: vec![slot] };
        scene.hits.of(&one, |_| true).into_iter().map(|hit| (name.as_str(), hit))
    });
    each.collect::<Vec<_>>().into_iter()
}
