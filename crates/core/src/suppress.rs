//! Words in a file that say which findings of a reply may stay, and why. One that says nothing, or
//! hides nothing, is itself a finding. Where such words stand, in a comment or a field, is known to
//! the readers alone.

use crate::finding::Finding;
use crate::linter::Linter;
use crate::pack::Lazy;
use crate::rule::{Bilingual, LookFor, Rule, Scope, Severity, Wording};
use crate::span::{InFile, Span};

/// What a directive begins with in a comment.
const MARK: &str = "jinyu:ignore";

/// The category of the rules about directives.
pub(crate) const DIRECTIVES: &str = "suppression";

/// The ids of the rules about directives. They look for no words, and levels can be set for them.
pub(crate) const DIRECTIVE_RULES: [&str; 3] =
    ["suppression/malformed", "suppression/unknown-rule", "suppression/unused"];

/// Says that findings of some rules may stay in the reply that it stands with.
///
/// ```
/// use jinyu::{Directive, Span};
/// let written = "<!-- jinyu:ignore negative/unclear,vague 法务要求 -->";
/// let directive = Directive::in_comment(written, 0).expect("it is one");
/// assert_eq!(directive.rules().collect::<Vec<_>>(), ["negative/unclear", "vague"]);
/// assert_eq!(directive.reason(), "法务要求");
/// assert_eq!(directive.span().cut(written), Some("jinyu:ignore negative/unclear,vague 法务要求"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    written: String,
    rules: String,
    reason: String,
    span: Span<InFile>,
}

impl Directive {
    /// The directive in a comment that starts at byte `start` of its file, with or without the
    /// signs around it; `None` where the comment is none.
    #[must_use]
    pub fn in_comment(comment: &str, start: usize) -> Option<Directive> {
        let (before, rest) = comment.split_at_checked(comment.find(MARK)?)?;
        let start = start + before.len();
        let before = before.trim_start().trim_start_matches(['#', '!', '/', '*', '<', '-', ';']);
        let line = rest.lines().next()?;
        let behind = line.strip_prefix(MARK)?;
        if !before.trim().is_empty()
            || behind.starts_with(|c: char| c.is_alphanumeric() || c == '-')
        {
            return None;
        }
        let line = line.trim_end();
        let line = ["-->", "*/"].iter().find_map(|end| line.strip_suffix(end)).unwrap_or(line);
        let line = line.trim_end();
        let span = Span::new(start, start + line.len());
        Some(Directive::new(line, line.strip_prefix(MARK)?, span))
    }

    /// The directive in a field or a cell of its own, which says the same without the mark:
    /// `negative/unclear 法务要求`. `span` is where the value stands.
    #[must_use]
    pub fn in_field(value: &str, span: Span<InFile>) -> Directive {
        Directive::new(value.trim(), value, span)
    }

    fn new(written: &str, said: &str, span: Span<InFile>) -> Directive {
        let said = said.trim_start_matches([':', '：']).trim();
        let (rules, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        Directive {
            written: written.to_owned(),
            rules: rules.to_owned(),
            reason: reason.trim().to_owned(),
            span,
        }
    }

    /// What stands there.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The ids and categories that it names, divided by commas.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.rules.split([',', '，', '、']).filter(|name| !name.is_empty())
    }

    /// Why the findings may stay; empty where nobody says.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Where it stands, in bytes of the decoded file.
    #[must_use]
    pub fn span(&self) -> Span<InFile> {
        self.span
    }

    /// Whether it says which rules and why. One that does not hides nothing.
    fn is_whole(&self) -> bool {
        !self.rules.is_empty() && !self.reason.is_empty()
    }

    fn hides(&self, rule: &Rule) -> bool {
        self.is_whole() && self.rules().any(|name| name == rule.id() || name == rule.category())
    }
}

/// What the directives of a reply make of its findings.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Suppressed<'d> {
    /// For each finding the directive that lets it stay.
    pub by: Vec<Option<&'d Directive>>,
    /// For each directive that is itself wrong: the id of the broken rule.
    pub wrong: Vec<(&'d Directive, &'static str)>,
}

impl<'d> Suppressed<'d> {
    /// Holds directives against the findings of the reply that they stand with.
    #[must_use]
    pub fn of(directives: &'d [Directive], findings: &[Finding<'_>], linter: &Linter) -> Self {
        let hidden = |finding: &Finding<'_>| directives.iter().find(|it| it.hides(finding.rule));
        let by: Vec<_> = findings.iter().map(hidden).collect();
        let wrong = |directive: &'d Directive| {
            let unknown = || directive.rules().any(|name| !linter.knows(name));
            let used = |name: &str| {
                findings.iter().any(|it| it.rule.id() == name || it.rule.category() == name)
            };
            let [malformed, unknown_rule, unused] = DIRECTIVE_RULES;
            let broken = if !directive.is_whole() {
                malformed
            } else if unknown() {
                unknown_rule
            } else if !directive.rules().all(used) {
                unused
            } else {
                return None;
            };
            Some((directive, broken))
        };
        Suppressed { by, wrong: directives.iter().filter_map(wrong).collect() }
    }
}

/// The rules about directives, in the order of [`DIRECTIVE_RULES`].
pub(crate) fn directive_rules() -> [Rule; 3] {
    let [malformed, unknown, unused] = DIRECTIVE_RULES;
    [
        rule(
            malformed,
            Severity::Error,
            ["忽略标记没有写全：要写规则，还要写理由", "a suppression must say which rule and why"],
            [
                "没有理由的忽略，以后谁也不知道还该不该留。",
                "Without a reason nobody can tell later whether it should stay.",
            ],
            Some("jinyu:ignore negative/unclear 法务要求"),
        ),
        rule(
            unknown,
            Severity::Error,
            ["忽略标记写的规则不存在", "a suppression names a rule that does not exist"],
            ["写错的名字什么也忽略不了。", "A name that is wrong hides nothing."],
            Some("jinyu rules list"),
        ),
        rule(
            unused,
            Severity::Warning,
            [
                "忽略标记没有用到：这条回复没有它写的问题",
                "a suppression hides nothing: this reply has no such finding",
            ],
            [
                "用不着的忽略会悄悄放过以后的问题。",
                "One that is not needed will hide the next finding.",
            ],
            None,
        ),
    ]
}

fn rule(
    id: &str,
    severity: Severity,
    message: [&str; 2],
    why: [&str; 2],
    say: Option<&str>,
) -> Rule {
    let both = |[zh, en]: [&str; 2]| Bilingual { zh: zh.into(), en: en.into() };
    Rule {
        id: id.into(),
        pack: "jinyu".into(),
        category: DIRECTIVES.into(),
        severity,
        message: both(message),
        why: both(why),
        source: String::new(),
        scope: Scope::default(),
        look_for: LookFor::default(),
        report: None,
        innocent: Lazy::of(crate::rule::Innocence::default()),
        words: false,
        say: say.map(|text| Wording { text: text.into(), replaces: false }).into_iter().collect(),
        examples: Lazy::of(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_are_directives() {
        for (comment, rules, reason) in [
            ("# jinyu:ignore negative/unclear 法务要求", "negative/unclear", "法务要求"),
            ("  // jinyu:ignore: vague approved by legal  ", "vague", "approved by legal"),
            ("<!--jinyu:ignore a/b，c d e-->", "a/b，c", "d e"),
            ("! jinyu:ignore a/b", "a/b", ""),
            ("#jinyu:ignore", "", ""),
        ] {
            let directive = Directive::in_comment(comment, 7).expect(comment);
            assert_eq!((directive.rules.as_str(), directive.reason()), (rules, reason));
            let in_comment = directive.span.start() - 7..directive.span.end() - 7;
            assert_eq!(comment.get(in_comment), Some(directive.written()));
        }
    }

    #[test]
    fn comments_that_are_none() {
        for comment in ["# jinyu:ignored a b", "see jinyu:ignore", "# jinyu:ignore-file a b", ""] {
            assert_eq!(Directive::in_comment(comment, 0), None, "{comment}");
        }
    }
}
