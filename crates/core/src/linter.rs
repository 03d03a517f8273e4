//! The one thing most programs need: packs in, findings out. Built once, shared freely.

use crate::conversation::Checks;
use crate::engine::{Group, Heard, Index, Match, Plan, Terms};
use crate::finding::Finding;
use crate::fold::View;
use crate::memo::Memo;
use crate::pack::{DecodeError, Entry, Pack};
use crate::rule::{Rule, Severity};
use crate::span::{InView, Span};
use crate::suppress::{DIRECTIVE_RULES, DIRECTIVES, Directive, Suppressed, directive_rules};
use crate::trace::{ExplainedWord, Explanation, Trace};
use crate::turn::Turn;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// What configuration sets for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule is not looked for.
    Off,
    /// Its findings have this severity.
    At(Severity),
}

impl Level {
    /// The name used in options and configurations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::At(severity) => severity.name(),
        }
    }
}

impl FromStr for Level {
    type Err = ();
    /// Reads `off` or a severity's name, in any case.
    fn from_str(name: &str) -> Result<Self, ()> {
        if name.eq_ignore_ascii_case("off") { Ok(Level::Off) } else { name.parse().map(Level::At) }
    }
}

/// Why a linter cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A level names no rule and no category of the chosen packs.
    #[error("no rule or category “{name}”{}", hint(nearest.as_deref()))]
    UnknownRule {
        /// What was written.
        name: String,
        /// The rule or category with the nearest name, if one is near.
        nearest: Option<String>,
    },
    /// Two packs bring rules of the same id.
    #[error("the rule “{rule}” stands in the packs “{first}” and “{second}”; rename one of them")]
    DuplicateRule {
        /// The id.
        rule: String,
        /// The pack that brought it first.
        first: String,
        /// The pack that brought it again.
        second: String,
    },
    /// A rule about conversations asks for a cue or rule that no chosen pack has.
    #[error("the rule “{rule}” asks for “{name}”, which no chosen pack has{}", found_elsewhere(nearest.as_deref()))]
    UnknownCue {
        /// The rule that asks.
        rule: String,
        /// What it asks for.
        name: String,
        /// The cue or rule with the nearest name, if one is near.
        nearest: Option<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; did you mean “{nearest}”?"))
}

fn found_elsewhere(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "; choose the pack that has it as well, or switch the rule off".to_owned(),
        |nearest| format!("; did you mean “{nearest}”?"),
    )
}

/// Collects packs and levels for a [`Linter`].
#[derive(Debug, Default)]
pub struct LinterBuilder {
    groups: Vec<Group>,
    levels: Vec<(String, Level)>,
}

impl LinterBuilder {
    /// Adds the rules of a pack.
    #[must_use]
    pub fn pack(mut self, pack: Pack) -> Self {
        self.groups.push((vec![pack], None));
        self
    }

    /// Adds packs together with the index that [`LinterBuilder::index`] made for them, which is
    /// part of the program and read where it lies: the linter is built at once. An index of other
    /// packs is not used, and what these look for is worked out anew.
    ///
    /// # Errors
    /// An index that another version made.
    pub fn indexed(mut self, packs: Vec<Pack>, index: &'static [u8]) -> Result<Self, DecodeError> {
        let index = Index::decode(&bytes::Bytes::from_static(index))?;
        self.groups.push((packs, Some(index)));
        Ok(self)
    }

    /// The index of some packs, for embedding in a program: what they look for, worked out. The
    /// same packs give the same bytes. It serves packs in their compact form only, in this order.
    #[must_use]
    pub fn index(packs: &[Pack]) -> Vec<u8> {
        Index::of(packs).encode()
    }

    /// Sets the level of a rule, or of every rule of a category. Later calls win.
    #[must_use]
    pub fn level(mut self, rule_or_category: &str, level: Level) -> Self {
        self.levels.push((rule_or_category.to_owned(), level));
        self
    }

    /// Compiles everything.
    ///
    /// # Errors
    /// A level that names nothing, two rules of one id, or a rule about conversations that asks for
    /// what no pack has.
    pub fn build(self) -> Result<Linter, BuildError> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (pack, entry) in self.entries() {
            if let Some(first) = seen.insert(&entry.id, pack.name()) {
                return Err(BuildError::DuplicateRule {
                    rule: entry.id.clone(),
                    first: first.to_owned(),
                    second: pack.name().to_owned(),
                });
            }
        }
        for (name, _) in &self.levels {
            self.names(name)?;
        }
        let mut severities = BTreeMap::new();
        let about_directives = directive_rules();
        let entries = self.entries().map(|(_, it)| (&it.id, &it.category, it.severity));
        let own = about_directives.iter().map(|rule| (&rule.id, &rule.category, rule.severity));
        for (id, category, severity) in entries.chain(own) {
            let named = |(name, _): &&(String, Level)| name == id || name == category;
            let set = self.levels.iter().rev().find(named);
            if let Level::At(severity) = set.map_or(Level::At(severity), |&(_, level)| level) {
                severities.insert(id.clone(), severity);
            }
        }
        let wanted = |id: &str| severities.contains_key(id);
        let checks = self.checks(&wanted)?;
        let plan = Plan::new(self.groups, &wanted, &|id| checks.slot(id));
        Ok(Linter { plan, severities, about_directives, checks })
    }

    /// The rules about conversations that are wanted, with what they ask for.
    fn checks(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Checks, BuildError> {
        let packs = self.groups.iter().flat_map(|(packs, _)| packs);
        let mut checks = Checks::default();
        let mut before = 0;
        for pack in packs {
            for (at, entry) in pack.entries().iter().enumerate() {
                if entry.reports && wanted(&entry.id) {
                    checks.add(before + at, entry.rule());
                }
            }
            before += pack.searched().count();
        }
        if checks.is_empty() {
            return Ok(checks);
        }
        let known = || {
            let packs = self.groups.iter().flat_map(|(packs, _)| packs);
            packs.flat_map(Pack::searched).filter(|entry| !entry.reports).map(|e| e.id.as_str())
        };
        let ids: BTreeSet<&str> = known().collect();
        let missing = checks.asked().find(|(_, name)| !ids.contains(name.as_str()));
        match missing {
            Some((rule, name)) => Err(BuildError::UnknownCue {
                rule: rule.to_owned(),
                nearest: nearest(&name, known()),
                name,
            }),
            None => Ok(checks),
        }
    }

    fn entries(&self) -> impl Iterator<Item = (&Pack, &Entry)> {
        let packs = self.groups.iter().flat_map(|(packs, _)| packs);
        packs.flat_map(|pack| pack.entries().iter().map(move |entry| (pack, entry)))
    }

    /// Whether a rule or a category of the packs added so far has this name, so that a level can be
    /// set for it.
    ///
    /// # Errors
    /// A name that none has, see [`BuildError::UnknownRule`].
    pub fn names(&self, name: &str) -> Result<(), BuildError> {
        let of_packs =
            || self.entries().flat_map(|(_, entry)| [entry.id.as_str(), entry.category.as_str()]);
        let names = || of_packs().chain(DIRECTIVE_RULES).chain([DIRECTIVES]);
        if names().any(|known| known == name) {
            return Ok(());
        }
        let nearest = nearest(name, names());
        Err(BuildError::UnknownRule { name: name.to_owned(), nearest })
    }
}

/// The name that is nearest to one that is none, if any is near.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let near = names.map(|known| (strsim::jaro_winkler(known, name), known));
    let near = near.filter(|(nearness, _)| *nearness > 0.7);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known.to_owned())
}

/// Every chosen rule, compiled once. Cheap to share between threads.
///
/// ```
/// use jinyu::{Linter, Pack, Source, Turn};
/// # let yaml = include_str!("../tests/demo.yaml");
/// let pack = Pack::parse(&Source::new("demo.yaml", yaml))?;
/// let linter = Linter::builder().pack(pack).build()?;
/// let turn = Turn::new("这个我也不清楚。");
/// let findings = linter.lint(&turn);
/// assert_eq!(findings[0].span.cut(turn.text()), Some("我也不清楚"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Linter {
    plan: Plan,
    severities: BTreeMap<String, Severity>,
    about_directives: [Rule; DIRECTIVE_RULES.len()],
    /// The rules about conversations.
    checks: Checks,
}

impl Linter {
    /// A linter to be built.
    #[must_use]
    pub fn builder() -> LinterBuilder {
        LinterBuilder::default()
    }

    /// The rules that are looked for, pack by pack.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.plan.rules()
    }

    /// Whether a rule or a category of this name is in the packs, looked for or not.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.plan.entries().any(|entry| entry.id == name || entry.category == name)
    }

    /// The findings about the directives of a turn themselves, see [`Suppressed::wrong`]. The span
    /// of each is the whole of the directive as it is written, from 0.
    #[must_use]
    pub fn wrong_directives<'d>(
        &self,
        suppressed: &Suppressed<'d>,
    ) -> Vec<(&'d Directive, Finding<'_>)> {
        let finding = |&(directive, id): &(&'d Directive, &str)| {
            let rule = self.about_directives.iter().find(|rule| rule.id == id)?;
            let severity = *self.severities.get(id)?;
            let span = Span::new(0, directive.written().len());
            Some((directive, Finding { rule, severity, span, phrase: "", joined: false }))
        };
        suppressed.wrong.iter().filter_map(finding).collect()
    }

    /// The findings in a turn, in reading order: by span, then by rule. Rules about conversations find
    /// nothing in a turn alone.
    #[must_use]
    pub fn lint<'l>(&'l self, turn: &Turn<'_>) -> Vec<Finding<'l>> {
        self.findings(turn, false)
    }

    /// The same wordings, but that the pieces of one act stay apart: each can be replaced by its
    /// own.
    #[must_use]
    pub fn lint_apart<'l>(&'l self, turn: &Turn<'_>) -> Vec<Finding<'l>> {
        self.findings(turn, true)
    }

    fn findings<'l>(&'l self, turn: &Turn<'_>, apart: bool) -> Vec<Finding<'l>> {
        let admits = |rule: &Rule| rule.scope().admits(turn.role(), turn.channel());
        let terms = Terms { admits: &admits, placeholders: turn.placeholders(), apart };
        self.reported(self.plan.matches(turn.text(), &terms))
    }

    /// The findings in a turn, and what rules about conversations ask for.
    pub(crate) fn listen<'l>(&'l self, turn: &Turn<'_>) -> (Vec<Finding<'l>>, Vec<Heard>) {
        let admits = |rule: &Rule| rule.scope().admits(turn.role(), turn.channel());
        let terms = Terms { admits: &admits, placeholders: turn.placeholders(), apart: false };
        let (matches, heard) = self.plan.matches_and_heard(turn.text(), &terms);
        (self.reported(matches), heard)
    }

    /// The matches that are findings.
    fn reported<'l>(&'l self, matches: Vec<Match<'l>>) -> Vec<Finding<'l>> {
        let found = matches.into_iter().filter(|found| found.verdict.is_found());
        let finding = |found: Match<'l>| Finding {
            rule: found.rule,
            severity: self.severity(found.rule),
            span: found.span,
            phrase: found.phrase,
            joined: found.joined,
        };
        found.map(finding).collect()
    }

    /// How grave a rule is here.
    pub(crate) fn severity(&self, rule: &Rule) -> Severity {
        self.severities.get(rule.id()).copied().unwrap_or(rule.severity())
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The rules about conversations, to be judged.
    pub(crate) fn checks(&self) -> &Checks {
        &self.checks
    }

    /// What lints many turns in a row.
    #[must_use]
    pub fn memo(&self) -> Memo<'_> {
        Memo::new(self)
    }

    /// What the linter makes of a turn: its folded text, its words, and every candidate with the
    /// judgement on it.
    #[must_use]
    pub fn explain<'l>(&'l self, turn: &Turn<'_>) -> Explanation<'l> {
        let view = View::of(self.plan.folder(), turn.text());
        let whole = Span::<InView>::new(0, view.cells.len());
        let admits = |rule: &Rule| rule.scope().admits(turn.role(), turn.channel());
        let terms = Terms { admits: &admits, placeholders: turn.placeholders(), apart: false };
        let traces = self
            .plan
            .all_matches(&view, &terms)
            .into_iter()
            .map(|m| Trace { rule: m.rule, phrase: m.phrase, span: m.span, verdict: m.verdict })
            .collect();
        Explanation { folded: view.written(whole).0, words: self.words(&view), traces }
    }

    fn words(&self, view: &View<'_>) -> Vec<ExplainedWord> {
        let mut words = Words::new(view, self.plan.dictionary());
        let mut explained = Vec::new();
        let mut at = 0;
        while at < view.cells.len() {
            let run = words.around(at);
            explained.extend(run.iter().filter(|word| word.start >= at).map(|word| {
                let span = Span::<InView>::new(word.start, word.end);
                ExplainedWord {
                    text: view.written(span).0,
                    tag: word.tag,
                    span: view.in_turn(span),
                }
            }));
            at = run.last().map_or(at, |last| last.end.max(at)).max(at + 1);
        }
        explained
    }
}
