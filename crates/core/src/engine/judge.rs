//! From a candidate to a verdict: the tests of a rule in a fixed order, from cheap to dear. Each
//! is a function that answers with its verdict or with nothing.

use super::known::Known;
use super::number::exact_number;
use super::quote::quoted;
use super::site::Site;
use crate::fold::Kind;
use crate::rule::{Actor, Choices, Innocence, Rule, Template};
use crate::span::Span;
use crate::trace::Verdict;
use crate::words::Words;
use std::ops::Range;

/// How far before a match a retelling may begin, in cells.
const RETELLING: usize = 40;

/// A match of one of a rule's wordings, about to be judged.
#[derive(Debug)]
pub(crate) struct Judge<'j, 'v> {
    pub(crate) rule: &'j Rule,
    /// The contexts in which the matched phrase is innocent, beside those of the rule.
    pub(crate) own: Option<&'j Innocence>,
    pub(crate) site: Site<'v>,
    pub(crate) known: &'j Known,
    /// The cells of the literal that the match was found by.
    pub(crate) literal: Range<usize>,
    /// Whether help excuses it even where the rule does not say so.
    pub(crate) rescued: bool,
}

impl Judge<'_, '_> {
    /// The verdict on the match.
    pub(crate) fn verdict(&self, words: &mut Words<'_>) -> Verdict {
        let contexts = || std::iter::once(self.rule.innocent.get()).chain(self.own);
        contexts()
            .find_map(|innocent| self.excused(innocent, words))
            .or_else(|| self.not_words(words))
            .or_else(|| contexts().find_map(|innocent| self.rescued(innocent)))
            .unwrap_or(Verdict::Found)
    }

    fn excused(&self, innocent: &Innocence, words: &mut Words<'_>) -> Option<Verdict> {
        self.beside(innocent)
            .or_else(|| self.negated(innocent))
            .or_else(|| self.quoted(innocent))
            .or_else(|| self.elsewhere(innocent))
            .or_else(|| self.conditional(innocent))
            .or_else(|| self.question(innocent))
            .or_else(|| self.number(innocent))
            .or_else(|| self.reported(innocent))
            .or_else(|| self.whose(innocent, words))
    }

    fn text(&self, cells: Range<usize>) -> String {
        self.site.view.written(Span::new(cells.start, cells.end)).0
    }

    fn list(&self, list: Option<u16>) -> Option<&Choices> {
        self.site.lists.get(usize::from(list?)).map(|list| list.items.get())
    }

    /// Where the longest item of a list that ends at a place begins.
    fn list_ends_at(&self, list: Option<u16>, at: usize) -> Option<usize> {
        self.site.one_ends_at(self.list(list)?, at)
    }

    /// Where the longest item of a list that begins at a place ends.
    fn list_begins_at(&self, list: Option<u16>, at: usize) -> Option<usize> {
        self.site.one_begins_at(self.list(list)?, at)
    }

    /// The first place in a region, outside the match, where an item of a list stands.
    fn list_stands_in(&self, list: Option<u16>, region: Range<usize>) -> Option<Range<usize>> {
        self.site.one_within(region, self.list(list)?)
    }

    fn beside(&self, innocent: &Innocence) -> Option<Verdict> {
        let site = &self.site;
        if let Some(wording) = site.around(&self.literal, &innocent.inside) {
            return Some(Verdict::Inside(wording.source().to_owned()));
        }
        let after =
            innocent.after.iter().find_map(|wording| site.ends_at(&wording.parts, site.start));
        if let Some(start) = after {
            return Some(Verdict::After(self.text(start..site.start)));
        }
        let before =
            innocent.before.iter().find_map(|wording| site.begins_at(&wording.parts, site.end));
        before.map(|end| Verdict::Before(self.text(site.end..end)))
    }

    fn elsewhere(&self, innocent: &Innocence) -> Option<Verdict> {
        let site = &self.site;
        self.stands(&innocent.clause, || site.clause())
            .map(Verdict::InClause)
            .or_else(|| {
                self.stands(&innocent.sentence, || site.sentence()).map(Verdict::InSentence)
            })
            .or_else(|| self.stands(&innocent.message, || site.message()).map(Verdict::InMessage))
    }

    fn stands(&self, wordings: &[Template], region: impl Fn() -> Range<usize>) -> Option<String> {
        if wordings.is_empty() {
            return None;
        }
        let found = self.site.within(region(), wordings.iter().map(|wording| &wording.parts))?;
        Some(self.text(found))
    }

    fn negated(&self, innocent: &Innocence) -> Option<Verdict> {
        if !innocent.negated {
            return None;
        }
        let start = self.list_ends_at(self.known.negation, self.site.start)?;
        Some(Verdict::Negated(self.text(start..self.site.start)))
    }

    fn quoted(&self, innocent: &Innocence) -> Option<Verdict> {
        let span = self.site.view.in_turn(Span::new(self.site.start, self.site.end));
        (innocent.quoted && quoted(self.site.view.text, span)).then_some(Verdict::Quoted)
    }

    fn conditional(&self, innocent: &Innocence) -> Option<Verdict> {
        if !innocent.conditional {
            return None;
        }
        let clause = self.site.clause();
        let before = clause.start..self.site.start;
        let found = self
            .list_stands_in(self.known.condition, before)
            .or_else(|| self.list_stands_in(self.known.condition_end, self.site.end..clause.end))?;
        Some(Verdict::Conditional(self.text(found)))
    }

    fn question(&self, innocent: &Innocence) -> Option<Verdict> {
        if !innocent.question {
            return None;
        }
        if self.site.asks() {
            return Some(Verdict::Question("？".to_owned()));
        }
        let found = self.list_stands_in(self.known.question, self.site.clause())?;
        Some(Verdict::Question(self.text(found)))
    }

    fn number(&self, innocent: &Innocence) -> Option<Verdict> {
        if !innocent.number {
            return None;
        }
        exact_number(&self.site.view.cells, self.site.clause())
            .map(|number| Verdict::Number(self.text(number)))
    }

    /// Words that somebody else is said to have used: 您说…, 页面提示…. Not if the speaker names
    /// himself in between, and not 您说的这个. What was said stands in the clause of the retelling,
    /// or behind it where that clause ends with 您说.
    fn reported(&self, innocent: &Innocence) -> Option<Verdict> {
        if !innocent.quoted {
            return None;
        }
        let site = &self.site;
        let start = site.sentence().start.max(site.start.saturating_sub(RETELLING));
        let retelling = self.list_stands_in(self.known.report, start..site.start)?;
        let cells = &site.view.cells;
        let behind = cells.get(retelling.end)?;
        let elsewhere = behind.pause().is_none() && site.clause().start >= retelling.end;
        let own = elsewhere
            || behind.character == '的'
            || self.list_stands_in(self.known.oneself, retelling.end..site.start).is_some()
            || self.list_ends_at(self.known.report_not, retelling.start).is_some()
            || self.list_begins_at(self.known.oneself, site.start).is_some();
        (!own).then(|| Verdict::Reported(self.text(retelling)))
    }

    /// The nearest subject before the match in its clause, where it is not the speaker's act.
    fn whose(&self, innocent: &Innocence, words: &mut Words<'_>) -> Option<Verdict> {
        let innocent = &innocent.whose;
        if innocent.is_empty() {
            return None;
        }
        let (actor, named) = self.actor(innocent, words)?;
        innocent.contains(&actor).then(|| Verdict::Whose(actor, self.text(named)))
    }

    fn actor(&self, wanted: &[Actor], words: &mut Words<'_>) -> Option<(Actor, Range<usize>)> {
        let site = &self.site;
        let pronouns = [
            (Actor::Oneself, self.known.oneself),
            (Actor::Customer, self.known.customer),
            (Actor::Other, self.known.other),
        ];
        let begins = pronouns.iter().find_map(|&(actor, list)| {
            let end = self.list_begins_at(list, site.start)?;
            Some((actor, site.start..end))
        });
        if begins.is_some() {
            return begins;
        }
        let clause = site.clause();
        let mut nearest = None;
        let mut at = site.start;
        while at > clause.start && nearest.is_none() {
            if let Some(start) = self.list_ends_at(self.known.aside, at) {
                at = start;
                continue;
            }
            nearest = pronouns.iter().find_map(|&(actor, list)| {
                self.list_ends_at(list, at).map(|start| (actor, start..at))
            });
            at -= 1;
        }
        let from = nearest.as_ref().map_or(clause.start, |(_, named)| named.end);
        self.noun(wanted, words, from..site.start).or(nearest)
    }

    /// The last noun of a region that is no topic: who or what it names.
    fn noun(
        &self,
        wanted: &[Actor],
        words: &mut Words<'_>,
        region: Range<usize>,
    ) -> Option<(Actor, Range<usize>)> {
        let wants = |actor| wanted.contains(&actor);
        if region.is_empty() || !(wants(Actor::Other) || wants(Actor::Thing)) {
            return None;
        }
        let in_region =
            |word: &&crate::words::ViewWord| region.start <= word.start && word.end <= region.end;
        let noun = words
            .around(region.end - 1)
            .iter()
            .rev()
            .filter(in_region)
            .find(|word| word.tag.starts_with('n') && !word.tag.starts_with("nz"))
            .copied()?;
        let named = noun.start..noun.end;
        let person =
            noun.tag.starts_with("nr") || self.list_ends_at(self.known.person, noun.end).is_some();
        if person {
            return Some((Actor::Other, named));
        }
        let topic = self.list_stands_in(self.known.topic, region.start..noun.start).is_some();
        (!topic).then_some((Actor::Thing, named))
    }

    fn not_words(&self, words: &mut Words<'_>) -> Option<Verdict> {
        if !self.rule.words {
            return None;
        }
        let cells = &self.site.view.cells;
        [self.site.start, self.site.end].into_iter().find_map(|edge| {
            let han = |at: Option<usize>| {
                at.and_then(|at| cells.get(at)).is_some_and(|cell| cell.kind == Kind::Han)
            };
            if !(han(edge.checked_sub(1)) && han(Some(edge))) {
                return None;
            }
            let word = words.cut_by(edge)?;
            Some(Verdict::NotWords(self.text(word.start..word.end)))
        })
    }

    /// Help for the customer behind the wording, anywhere in the message, or before it in the
    /// same sentence. Help that is refused is none: 没法帮您.
    fn rescued(&self, innocent: &Innocence) -> Option<Verdict> {
        if !innocent.rescued && !self.rescued {
            return None;
        }
        let mut rest = self.site.sentence().start..self.site.message().end;
        while let Some(help) = self.list_stands_in(self.known.help, rest.clone()) {
            let refused = self.list_ends_at(self.known.no_help, help.start).is_some()
                || self.list_begins_at(self.known.no_help, help.start).is_some();
            if !refused {
                return Some(Verdict::Rescued(self.text(help)));
            }
            rest.start = help.start + 1;
        }
        None
    }
}
