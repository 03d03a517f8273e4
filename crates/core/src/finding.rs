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
}
