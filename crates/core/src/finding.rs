//! What the linter answers: one place where one rule is broken. Borrows its rule, so that reporting
//! clones nothing.

use crate::rule::{Rule, Severity};
use crate::span::{InTurn, Span};

/// One place where one rule is broken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding<'l> {
    /// The broken rule: its id, category, messages and approved wordings.
    pub rule: &'l Rule,
    /// How grave it is here, after configuration.
    pub severity: Severity,
    /// The forbidden wording, in UTF-8 bytes of the turn's text; on character edges, never empty.
    pub span: Span<InTurn>,
    /// The phrase or regular expression of the rule that stands there, as its author wrote it.
    pub phrase: &'l str,
    /// Whether it holds several wordings that are pieces of one act; the phrase is that of the
    /// longest.
    pub joined: bool,
}

impl<'l> Finding<'l> {
    /// The wording that may be put in the place of this one as it is: the only such wording of its
    /// rule. None where a person has to choose, and of joined wordings, of which each has its own.
    #[must_use]
    pub fn replacement(&self) -> Option<&'l str> {
        let mut replacing = self.rule.say().iter().filter(|wording| wording.replaces);
        let only = replacing.next().filter(|_| !self.joined && replacing.next().is_none());
        only.map(|wording| wording.text.as_str())
    }
}
