//! From a match to a verdict: every excuse of its rule, in the order in which they are told.

use crate::amount;
use crate::context::Context;
use crate::fold::{Kind, Text};
use crate::pack::{Innocence, Rule, Whole, Wording};
use crate::quote::is_quoted;
use crate::stand::{Place, Stand};
use crate::words::Word;
use jinyu::{Actor, Role, Turn, Verdict};
use std::ops::Range;

/// How far before a match a retelling may begin, in cells.
const RETELLING: usize = 40;

/// Who may be named before a match, with the list of the words for them.
const ACTORS: [(Actor, &str); 3] =
    [(Actor::Oneself, "self"), (Actor::Customer, "customer"), (Actor::Other, "other")];

/// A wording of a rule that stands in a turn.
#[derive(Debug)]
pub(crate) struct Judge<'r, 'j> {
    pub(crate) rule: &'r Rule,
    pub(crate) turn: &'j Turn<'j>,
    pub(crate) text: &'j Text<'j>,
    /// Those of the whole text.
    pub(crate) words: &'j [Word],
    pub(crate) stand: Stand<'j>,
    pub(crate) place: Place<'r>,
}

impl Judge<'_, '_> {
    pub(crate) fn verdict(&self) -> Verdict {
        let context = Context { stand: self.stand, cells: self.place.cells.clone() };
        let whole = match self.place.whole {
            Whole::Anything => true,
            Whole::Clause => context.fills(&context.clause()),
            Whole::Message => context.fills(&context.message()),
        };
        if !whole {
            return Verdict::NotWhole;
        }
        if !self.is_spoken_to() {
            return Verdict::OutOfScope;
        }
        if let Some(placeholder) = self.placeholder() {
            return Verdict::Placeholder(placeholder);
        }
        let contexts = || std::iter::once(&self.rule.innocent).chain(self.place.innocent);
        contexts()
            .find_map(|innocent| self.excused(innocent, &context))
            .or_else(|| self.cuts_word())
            .or_else(|| contexts().find_map(|innocent| self.rescued(innocent, &context)))
            .unwrap_or(Verdict::Found)
    }

    fn is_spoken_to(&self) -> bool {
        let role = self.turn.role();
        let role = if role == Role::Unknown { Role::Agent } else { role };
        let channels = &self.rule.channels;
        let channel =
            self.turn.channel().is_none_or(|it| channels.is_empty() || channels.contains(&it));
        self.rule.roles.contains(&role) && channel
    }

    /// The first placeholder that the match lies in or cuts in two.
    fn placeholder(&self) -> Option<String> {
        let bytes = self.text.bytes(&self.place.cells);
        let placeholders = self.turn.placeholders().iter().map(|it| it.range());
        let touched = |it: &Range<usize>| it.start < bytes.end && bytes.start < it.end;
        let holds = |outer: &Range<usize>, inner: &Range<usize>| {
            outer.start <= inner.start && inner.end <= outer.end
        };
        let broken = |it: &Range<usize>| touched(it) && (holds(it, &bytes) || !holds(&bytes, it));
        placeholders.into_iter().find(broken).map(|it| self.turn.text()[it].to_owned())
    }

    fn excused(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        self.beside(innocent, context)
            .or_else(|| self.quoted(innocent))
            .or_else(|| self.elsewhere(innocent, context))
            .or_else(|| self.conditional(innocent, context))
            .or_else(|| self.question(innocent, context))
            .or_else(|| self.number(innocent, context))
            .or_else(|| self.retold(innocent, context))
            .or_else(|| self.whose(innocent, context))
    }

    /// What stands around, directly before and directly behind.
    fn beside(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        let Range { start, end } = self.place.cells;
        if let Some(longer) = innocent.inside.iter().find(|it| context.is_inside(&it.parts)) {
            return Some(Verdict::Inside(longer.written.clone()));
        }
        if let Some(first) =
            innocent.after.iter().find_map(|it| self.stand.ends_at(&it.parts, start))
        {
            return Some(Verdict::After(self.text.written(first..start)));
        }
        if let Some(last) =
            innocent.before.iter().find_map(|it| self.stand.begins_at(&it.parts, end))
        {
            return Some(Verdict::Before(self.text.written(end..last)));
        }
        let negation = context.listed_before("negation", start).filter(|_| innocent.negated);
        negation.map(|first| Verdict::Negated(self.text.written(first..start)))
    }

    fn quoted(&self, innocent: &Innocence) -> Option<Verdict> {
        let bytes = self.text.bytes(&self.place.cells);
        (innocent.quoted && is_quoted(self.turn.text(), &bytes)).then_some(Verdict::Quoted)
    }

    fn elsewhere(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        let stands = |wordings: &[Wording], region: Range<usize>| {
            let found = wordings.iter().find_map(|it| context.elsewhere(&it.parts, &region))?;
            Some(self.text.written(found))
        };
        stands(&innocent.clause, context.clause())
            .map(Verdict::InClause)
            .or_else(|| stands(&innocent.sentence, context.sentence()).map(Verdict::InSentence))
            .or_else(|| stands(&innocent.message, context.message()).map(Verdict::InMessage))
    }

    fn conditional(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        let clause = context.clause();
        let found = context
            .listed("condition", clause.start..self.place.cells.start)
            .or_else(|| context.listed("condition-end", self.place.cells.end..clause.end))
            .filter(|_| innocent.conditional)?;
        Some(Verdict::Conditional(self.text.written(found)))
    }

    fn question(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        if !innocent.question {
            return None;
        }
        if context.asks() {
            return Some(Verdict::Question("？".to_owned()));
        }
        let found = context.listed("question", context.clause())?;
        Some(Verdict::Question(self.text.written(found)))
    }

    fn number(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        let number = amount::exact(self.stand.cells, context.clause());
        let number = number.filter(|_| innocent.number)?;
        Some(Verdict::Number(self.text.written(number)))
    }

    /// Words that somebody is said to have used: 您说…, but not 您说的…, nor 您说我….
    fn retold(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        if !innocent.quoted {
            return None;
        }
        let start = self.place.cells.start;
        let first = context.sentence().start.max(start.saturating_sub(RETELLING));
        let retelling = context.listed("report", first..start)?;
        let behind = self.stand.cells.get(retelling.end)?;
        let own = behind.character == '的'
            // In a clause behind the retelling, unless that clause ends with it.
            || (behind.pause().is_none() && context.clause().start >= retelling.end)
            || context.listed("self", retelling.end..start).is_some()
            || context.listed_before("report-not", retelling.start).is_some()
            || context.listed_behind("self", start).is_some();
        (!own).then(|| Verdict::Reported(self.text.written(retelling)))
    }

    fn whose(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        if innocent.whose.is_empty() {
            return None;
        }
        let (actor, named) = self.actor(&innocent.whose, context)?;
        let excuses = innocent.whose.contains(&actor);
        excuses.then(|| Verdict::Whose(actor, self.text.written(named)))
    }

    /// Whom the match begins with, or the nearest noun before it, or the nearest pronoun.
    fn actor(&self, wanted: &[Actor], context: &Context<'_>) -> Option<(Actor, Range<usize>)> {
        let start = self.place.cells.start;
        for (actor, list) in ACTORS {
            if let Some(end) = context.listed_behind(list, start) {
                return Some((actor, start..end));
            }
        }
        let clause = context.clause().start;
        let pronoun = self.pronoun(context, clause);
        let from = pronoun.as_ref().map_or(clause, |(_, named)| named.end);
        self.noun(wanted, from..start, context).or(pronoun)
    }

    /// The nearest pronoun before the match that is no part of a filler.
    fn pronoun(&self, context: &Context<'_>, clause: usize) -> Option<(Actor, Range<usize>)> {
        let mut at = self.place.cells.start;
        while at > clause {
            if let Some(start) = context.listed_before("aside", at) {
                at = start;
                continue;
            }
            for (actor, list) in ACTORS {
                if let Some(start) = context.listed_before(list, at) {
                    return Some((actor, start..at));
                }
            }
            at -= 1;
        }
        None
    }

    /// The last noun in a region that is no topic, of the words between the same breaks as its end.
    fn noun(
        &self,
        wanted: &[Actor],
        region: Range<usize>,
        context: &Context<'_>,
    ) -> Option<(Actor, Range<usize>)> {
        let asked = wanted.contains(&Actor::Other) || wanted.contains(&Actor::Thing);
        if region.is_empty() || !asked {
            return None;
        }
        let breaks = |&at: &usize| self.stand.cells[at].pause().is_some();
        let run = (0..region.end - 1).rfind(breaks).map_or(0, |at| at + 1);
        let first = region.start.max(run);
        let inside = |word: &&Word| first <= word.cells.start && word.cells.end <= region.end;
        let noun = |word: &&Word| word.tag.starts_with('n') && !word.tag.starts_with("nz");
        let noun = self.words.iter().filter(inside).rfind(noun)?;
        let named = noun.cells.clone();
        if noun.tag.starts_with("nr") || context.listed_before("person", named.end).is_some() {
            return Some((Actor::Other, named));
        }
        let topic = context.listed("topic", region.start..named.start);
        topic.is_none().then_some((Actor::Thing, named))
    }

    /// Whether an edge of the match falls into a Chinese word.
    fn cuts_word(&self) -> Option<Verdict> {
        let han = |at: usize| self.stand.cells.get(at).is_some_and(|cell| cell.kind == Kind::Han);
        let edges = [self.place.cells.start, self.place.cells.end];
        let inner = edges.into_iter().filter(|&edge| edge > 0 && han(edge - 1) && han(edge));
        let word = inner.filter_map(|edge| {
            self.words.iter().find(|word| word.cells.start < edge && edge < word.cells.end)
        });
        let word = { word }.next().filter(|_| self.rule.word_edges)?;
        Some(Verdict::NotWords(self.text.written(word.cells.clone())))
    }

    /// Help behind the match, or before it in its sentence, that is not refused: 没法帮您.
    fn rescued(&self, innocent: &Innocence, context: &Context<'_>) -> Option<Verdict> {
        if !innocent.rescued {
            return None;
        }
        let (mut from, end) = (context.sentence().start, context.message().end);
        while let Some(help) = context.listed("help", from..end) {
            let refused = context.listed_before("no-help", help.start).is_some()
                || context.listed_behind("no-help", help.start).is_some();
            if !refused {
                return Some(Verdict::Rescued(self.text.written(help)));
            }
            from = help.start + 1;
        }
        None
    }
}
