//! From whole conversations to what is told of them. Reads and writes nothing, and so can be done on any
//! thread.

use super::facts::{count, facts_of};
use super::keep::Keep;
use super::target::Law;
use crate::part::Memos;
use jinyu::{Conversation, Finding, Language, Positions, Role, Source, Span, Turn};
use jinyu_formats::{Session, Utterance};
use jinyu_report::scan::{
    Chosen, ConversationFacts, Covered, Covers, Exhibit, ExhibitTurn, FindingFacts,
};
use jinyu_report::{Located, Reporter, Section, Summary};
use std::io;
use std::sync::{Mutex, PoisonError};

/// How many bytes of a turn, and of all turns of a conversation, an exhibit shows.
const TURN: usize = 4_096;
const WORDS: usize = 1 << 16;

/// A conversation to be judged.
#[derive(Debug)]
pub(crate) struct Case<'t> {
    /// Which one of the run it is, from 1.
    pub(crate) number: u64,
    pub(crate) session: Session,
    pub(crate) law: Law<'t>,
    /// Whether it was told before, and only its words are wanted.
    pub(crate) again: bool,
}

/// Conversations to be judged one after the other.
pub(crate) type Batch<'t> = Vec<Case<'t>>;

/// How conversations are judged.
#[derive(Debug)]
pub(crate) struct Judge<'j> {
    pub(crate) reporters: &'j [&'j dyn Reporter],
    pub(crate) language: Language,
    pub(crate) covers: Option<Covers>,
    pub(crate) keep: &'j Mutex<Keep>,
}

/// What became of some conversations.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// What each report says of them.
    pub(crate) sections: Vec<Section>,
    pub(crate) summary: Summary,
    pub(crate) facts: Vec<ConversationFacts>,
}

/// Places in the text that was asked for last.
#[derive(Default)]
pub(super) struct Places<'s>(Option<(&'s Source, Positions<'s>)>);

impl<'s> Places<'s> {
    pub(super) fn of(&mut self, source: &'s Source) -> &mut Positions<'s> {
        let known = self.0.take().filter(|(known, _)| std::ptr::eq(*known, source));
        &mut self.0.insert(known.unwrap_or_else(|| (source, source.positions()))).1
    }
}

/// What was found in a turn, and where.
struct Found<'f, 'l> {
    turn: &'f Turn<'f>,
    /// Which one of the conversation it is, from 1.
    number: u64,
    located: &'f [Located<'f, 'l>],
    shown: &'f Covered<'f>,
}

impl Judge<'_> {
    /// Judges conversations in order.
    ///
    /// # Errors
    /// Where a finding cannot be reported.
    pub(crate) fn part<'t>(&self, batch: Batch<'t>, memos: &mut Memos<'t>) -> io::Result<Part> {
        let sections = self.reporters.iter().map(|_| Section::default()).collect();
        let mut part = Part { sections, ..Part::default() };
        let mut places = Places::default();
        for case in &batch {
            self.case(case, memos, &mut places, &mut part)?;
        }
        Ok(part)
    }

    fn case<'t, 'b>(
        &self,
        case: &'b Case<'t>,
        memos: &mut Memos<'t>,
        places: &mut Places<'b>,
        part: &mut Part,
    ) -> io::Result<()> {
        let Some(first) = case.session.utterances.first() else { return Ok(()) };
        let turns: Vec<Turn<'_>> = case.session.utterances.iter().map(Utterance::turn).collect();
        let mut conversation = Conversation::new(&turns);
        if let Some(hours) = case.law.hours {
            conversation = conversation.with_hours(hours);
        }
        let found = memos.of(case.law.linter).judge(&conversation);
        let mut facts = ConversationFacts {
            number: case.number,
            path: first.source().name().to_owned(),
            line: places.of(first.source()).at(first.offset()).line,
            session: case.session.name.as_deref().map(|name| self.session(name)),
            ..facts_of(&turns)
        };
        let team = facts.agents.first().and_then(|agent| case.law.settings.team(agent));
        facts.team = team.map(String::from);
        let mut unheard = Part::default();
        let part = if case.again { &mut unheard } else { part };
        part.summary.turns += count(turns.len());
        for (at, (utterance, turn)) in case.session.utterances.iter().zip(&turns).enumerate() {
            let findings = found.get(at).map_or(&[][..], Vec::as_slice);
            // The first is told in any case: reports of files name those without findings, too.
            if at == 0 && !self.reporters.is_empty() || !findings.is_empty() {
                let located = Located::all(turn, findings, places.of(utterance.source()));
                let shown = Covered::of(turn.text(), self.covers.map(|it| it.text));
                let found = Found { turn, number: count(at + 1), located: &located, shown: &shown };
                self.count(case.law, &located, part);
                self.report(utterance.source(), &found, part)?;
                let told = located.iter().map(|it| self.finding(&found, it));
                facts.findings.extend(told);
            }
        }
        if let Some(score) = case.law.scores.map(|scores| scores.of(&facts.findings)) {
            (facts.score, facts.veto) = (Some(score.points), score.veto);
        }
        self.show(&facts, &turns, &found);
        part.facts.push(facts);
        Ok(())
    }

    fn count(&self, law: Law<'_>, located: &[Located<'_, '_>], part: &mut Part) {
        part.summary.count(located);
        let failing = located.iter().filter(|it| law.fail_on.fails(it.finding.severity));
        part.summary.failing += count(failing.count());
    }

    /// Tells every report what was found in a turn, in words that may be shown.
    fn report(&self, source: &Source, found: &Found<'_, '_>, part: &mut Part) -> io::Result<()> {
        let Found { turn, located, shown, .. } = found;
        let (covered, findings, moved);
        let (turn, located) = if shown.is_changed() {
            covered = Turn::new(shown.text())
                .with_id(turn.id().map(Into::into))
                .with_role(turn.role())
                .with_channel(turn.channel())
                .with_speaker(turn.speaker().map(Into::into))
                .with_begin(turn.begin())
                .with_end(turn.end());
            let found = located.iter();
            findings =
                found.map(|it| covered_finding(it.finding, shown)).collect::<Vec<Finding<'_>>>();
            let found = located.iter().zip(&findings);
            moved = found.map(|(it, finding)| Located { finding, ..*it }).collect::<Vec<_>>();
            (&covered, moved.as_slice())
        } else {
            (*turn, *located)
        };
        for (reporter, section) in self.reporters.iter().zip(&mut part.sections) {
            reporter.turn(source, turn, located, section)?;
        }
        Ok(())
    }

    fn finding(&self, found: &Found<'_, '_>, located: &Located<'_, '_>) -> FindingFacts {
        let Found { turn, number, shown, .. } = found;
        let (finding, rule) = (located.finding, located.finding.rule);
        let range = shown.range(finding.span.start()..finding.span.end());
        FindingFacts {
            turn: *number,
            speaker: self.speaker(turn),
            role: turn.role(),
            begin: turn.begin(),
            start: located.start,
            rule: rule.id().into(),
            message: rule.message(self.language).into(),
            category: rule.category().into(),
            severity: finding.severity,
            phrase: finding.phrase.into(),
            wording: shown.text().get(range).unwrap_or_default().into(),
            say: rule.say().iter().map(|wording| wording.text.clone()).collect(),
            fingerprint: located.fingerprint,
        }
    }

    /// What a session is called.
    fn session(&self, name: &str) -> String {
        Covered::of(name, self.covers.map(|it| it.session)).into_text()
    }

    /// Who speaks; those who serve are named, whatever their name is.
    fn speaker(&self, turn: &Turn<'_>) -> Option<String> {
        let serves = matches!(turn.role(), Role::Agent | Role::Bot | Role::System);
        let cover = self.covers.filter(|_| !serves).map(|it| it.speaker);
        turn.speaker().map(|speaker| Covered::of(speaker, cover).text().to_owned())
    }

    /// Keeps a conversation to be read, where it is one of those that are.
    fn show(&self, facts: &ConversationFacts, turns: &[Turn<'_>], found: &[Vec<Finding<'_>>]) {
        let lock = || self.keep.lock().unwrap_or_else(PoisonError::into_inner);
        if !lock().wants(facts) {
            return;
        }
        let (mut shown, mut words, mut before) = (Vec::new(), 0, 0);
        for (at, turn) in turns.iter().enumerate() {
            if words > WORDS {
                break;
            }
            let findings = found.get(at).map_or(&[][..], Vec::as_slice);
            let turn = self.exhibit(turn, findings, before);
            words += turn.text.len();
            before += findings.len();
            shown.push(turn);
        }
        let exhibit = Exhibit { chosen: Chosen::Worst, facts: facts.clone(), turns: shown };
        lock().offer(facts, Some(&exhibit));
    }

    /// A turn to be read; `before`: how many findings of the conversation stand before it.
    fn exhibit(&self, turn: &Turn<'_>, findings: &[Finding<'_>], before: usize) -> ExhibitTurn {
        let covered = Covered::of(turn.text(), self.covers.map(|it| it.text));
        let text = beginning(covered.text(), TURN);
        let mark = |(at, finding): (usize, &Finding<'_>)| {
            let range = covered.range(finding.span.start()..finding.span.end());
            let range = range.start.min(text.len())..range.end.min(text.len());
            (range, before + at)
        };
        ExhibitTurn {
            role: turn.role(),
            speaker: self.speaker(turn),
            begin: turn.begin(),
            marks: findings.iter().enumerate().map(mark).collect(),
            text: text.to_owned(),
        }
    }
}

/// A finding in the words that may be shown.
fn covered_finding<'l>(finding: &Finding<'l>, shown: &Covered<'_>) -> Finding<'l> {
    let range = shown.range(finding.span.start()..finding.span.end());
    let mut covered = finding.clone();
    covered.span = Span::new(range.start, range.end);
    covered
}

/// At most so many bytes of a text.
fn beginning(text: &str, most: usize) -> &str {
    let whole = |at: &usize| text.is_char_boundary(*at);
    let end = (0..=most.min(text.len())).rev().find(whole);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
