//! Rules for people: a line each, or one of them whole.

use crate::table::column;
use crate::visible::one_line;
use crate::vocabulary::{category, either, innocence, severity};
use jinyu::{Example, Language, Rule};
use std::io::{self, Write};

/// Writes a line for each rule: id, severity, category and message. A rule with a pattern that no
/// literal stands in front of is marked, because it is tried on every text.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn list<'r>(
    out: &mut dyn Write,
    rules: impl Iterator<Item = &'r Rule>,
    language: Language,
) -> io::Result<()> {
    let rules: Vec<&Rule> = rules.collect();
    let widest = |of: fn(&Rule) -> &str| column(rules.iter().map(|&rule| of(rule)));
    let (ids, categories) = (widest(Rule::id), widest(Rule::category));
    let mut always = 0_usize;
    for rule in &rules {
        let unguarded = rule.patterns().filter(|(_, tried_always)| *tried_always).count();
        always += unguarded;
        writeln!(
            out,
            "{:ids$}  {:7}  {:categories$}  {}{}",
            rule.id(),
            rule.severity().name(),
            rule.category(),
            one_line(rule.message(language)),
            if unguarded > 0 { " *" } else { "" },
        )?;
    }
    if always > 0 {
        let note = either(
            language,
            "* 有的正则前面没有固定的字，每条文本都要试",
            "* has a pattern that is tried on every text: no literal stands in all that it matches",
        );
        writeln!(out, "\n{note}")?;
    }
    Ok(())
}

/// Writes all that a person should know about one rule.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn show(out: &mut dyn Write, rule: &Rule, language: Language) -> io::Result<()> {
    let colon = either(language, "：", ": ");
    writeln!(out, "{}{colon}{}", rule.id(), one_line(rule.message(language)))?;
    let mut field = |zh, en, value: &str| match value {
        "" => Ok(()),
        value => writeln!(out, "  {}{colon}{}", either(language, zh, en), one_line(value)),
    };
    field("规则包", "pack", rule.pack())?;
    field("类别", "category", category(rule.category(), language))?;
    field("级别", "severity", severity(rule.severity(), language))?;
    field("为什么", "why", rule.why(language))?;
    field("依据", "source", rule.source())?;
    let roles: Vec<_> = rule.scope().roles.iter().map(|role| role.name()).collect();
    let roles = if rule.report().is_some() { String::new() } else { roles.join(", ") };
    field("谁说的", "roles", &roles)?;
    let channels: Vec<_> = rule.scope().channels.iter().map(|channel| channel.name()).collect();
    field("渠道", "channels", &channels.join(", "))?;
    let report = rule.report().into_iter().flat_map(str::lines).map(String::from);
    section(out, either(language, "什么情况下报告", "reported where"), report)?;
    section(out, either(language, "说法", "phrases"), rule.phrases().map(String::from))?;
    let patterns = rule.patterns().map(|(pattern, always)| {
        let mark = if always {
            either(language, "（每条都试）", " (tried on every text)")
        } else {
            ""
        };
        format!("{pattern}{mark}")
    });
    section(out, either(language, "正则", "patterns"), patterns)?;
    let context = |(key, wordings): (&str, Vec<&str>)| {
        let gap = if wordings.is_empty() { "" } else { colon };
        format!("{}{gap}{}", innocence(key, language), wordings.join(" · "))
    };
    let own = rule.innocent_phrases().flat_map(|(phrase, contexts)| {
        let of = either(language, "只对", "only for");
        contexts.into_iter().map(move |it| format!("{of} {phrase} {}", context(it)))
    });
    let innocent = rule.innocent().map(context).chain(own);
    section(out, either(language, "这些情况不算", "innocent"), innocent)?;
    let say = rule.say().iter().map(|wording| {
        let mark = if wording.replaces {
            either(language, "（可直接替换）", " (may replace the wording)")
        } else {
            ""
        };
        format!("{}{mark}", wording.text)
    });
    section(out, either(language, "可以说", "say instead"), say)?;
    section(out, either(language, "例句", "examples"), rule.examples().iter().flat_map(lines))
}

/// A heading and what stands under it; nothing where nothing does.
fn section(
    out: &mut dyn Write,
    heading: &str,
    lines: impl Iterator<Item = String>,
) -> io::Result<()> {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            writeln!(out, "  {heading}")?;
        }
        writeln!(out, "    {}", one_line(&line))?;
    }
    Ok(())
}

/// An example in lines: of a talk one for each turn, with space before all but the first.
fn lines(example: &Example) -> Vec<String> {
    let marked = marked(example);
    let lines = marked.trim_end().split('\n').enumerate();
    lines.map(|(at, line)| format!("{}{line}", if at == 0 { "" } else { "  " })).collect()
}

/// An example with its marks, as its author wrote it.
fn marked(example: &Example) -> String {
    let shown = |(piece, marked): (&str, bool)| {
        if marked { format!("<{piece}>") } else { piece.to_owned() }
    };
    example.pieces().map(shown).collect()
}
