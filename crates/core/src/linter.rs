//! The one thing most programs need: packs in, findings out. Built once, shared freely.

use crate::builder::LinterBuilder;
use crate::conversation::Checks;
use crate::engine::{Asked, Heard, Match, Plan, Searched, Terms};
use crate::finding::Finding;
use crate::fold::View;
use crate::memo::Memo;
use crate::rule::{Rule, Severity};
use crate::span::{InView, Span};
use crate::suppress::{DIRECTIVE_RULES, Directive, Suppressed};
use crate::trace::{ExplainedWord, Explanation, Trace, Verdict};
use crate::turn::Turn;
use crate::words::Words;
use std::collections::BTreeMap;

/// What there is in a turn of a conversation.
#[derive(Debug)]
pub(crate) struct Listened<'l> {
    pub(crate) findings: Vec<Finding<'l>>,
    /// What rules about conversations ask for, in reading order.
    pub(crate) heard: Vec<Heard>,
    /// Whether a wording may go on in another message: no is certain.
    pub(crate) open: bool,
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
    pub(crate) plan: Plan,
    pub(crate) severities: BTreeMap<String, Severity>,
    pub(crate) about_directives: [Rule; DIRECTIVE_RULES.len()],
    /// The rules about conversations.
    pub(crate) checks: Checks,
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
        let terms = Terms {
            admits: &admits,
            role: turn.role(),
            placeholders: turn.placeholders(),
            apart,
            messages: &[],
        };
        self.reported(self.plan.matches(turn.text(), &terms))
    }

    /// What there is in a turn of a conversation.
    pub(crate) fn listen<'l>(&'l self, turn: &Turn<'_>, listens: bool) -> Listened<'l> {
        self.listen_for(turn, Asked { role: Some(turn.role()), listens })
    }

    /// The same for what is asked, which may be more than is asked of whoever says it.
    pub(crate) fn listen_for<'l>(&'l self, turn: &Turn<'_>, asked: Asked) -> Listened<'l> {
        let admits = |rule: &Rule| rule.scope().admits(turn.role(), turn.channel());
        let placeholders = turn.placeholders();
        let terms =
            Terms { admits: &admits, role: turn.role(), placeholders, apart: false, messages: &[] };
        let Searched { matches, heard, open } = self.plan.search(turn.text(), &terms, asked);
        Listened { findings: self.reported(matches), heard, open }
    }

    /// Every match in the messages of a row, which begin at these bytes of its text, with the judgement
    /// on it as on one turn; the pieces of one act stay apart.
    pub(crate) fn judged_row<'l>(
        &'l self,
        row: &Turn<'_>,
        messages: &[usize],
    ) -> Vec<(Finding<'l>, Verdict)> {
        let admits = |rule: &Rule| rule.scope().admits(row.role(), row.channel());
        let placeholders = row.placeholders();
        let terms =
            Terms { admits: &admits, role: row.role(), placeholders, apart: true, messages };
        let matches = self.plan.matches(row.text(), &terms).into_iter();
        matches.map(|found| (self.finding(&found), found.verdict)).collect()
    }

    /// The matches that are findings.
    fn reported<'l>(&'l self, matches: Vec<Match<'l>>) -> Vec<Finding<'l>> {
        let found = matches.into_iter().filter(|found| found.verdict.is_found());
        found.map(|found| self.finding(&found)).collect()
    }

    fn finding<'l>(&'l self, found: &Match<'l>) -> Finding<'l> {
        Finding {
            rule: found.rule,
            severity: self.severity(found.rule),
            span: found.span,
            phrase: found.phrase,
            joined: found.joined,
        }
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
        let terms = Terms {
            admits: &admits,
            role: turn.role(),
            placeholders: turn.placeholders(),
            apart: false,
            messages: &[],
        };
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
