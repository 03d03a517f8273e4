//! Why a wording was or was not reported, for people: what the linter saw, and what became of
//! every candidate.

use crate::visible::one_line;
use crate::vocabulary::{either, no_candidate};
use jinyu::{Explanation, Language, Trace, Verdict};
use std::io::{self, Write};

/// Writes an explanation of `text`; with `rule`, only what concerns that rule, and then also the
/// candidates of which only a part stands in the text.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn explain(
    out: &mut dyn Write,
    text: &str,
    explanation: &Explanation<'_>,
    rule: Option<&str>,
    language: Language,
) -> io::Result<()> {
    writeln!(out, "{}{}", either(language, "原文　", "text    "), one_line(text))?;
    let folded = one_line(&explanation.folded);
    writeln!(out, "{}{folded}", either(language, "折叠　", "folded  "))?;
    let words: Vec<_> = explanation.words.iter().map(|w| format!("{}/{}", w.text, w.tag)).collect();
    let words = one_line(&words.join(" "));
    writeln!(out, "{}{words}", either(language, "分词　", "words   "))?;
    let traces = explanation.traces.iter();
    let mut none = true;
    let mut partial = 0_usize;
    for trace in traces.filter(|trace| rule.is_none_or(|rule| trace.rule.id() == rule)) {
        none = false;
        if rule.is_none() && trace.verdict == Verdict::NotThere {
            partial += 1;
            continue;
        }
        candidate(out, text, trace, language)?;
    }
    if partial > 0 {
        let more = either(
            language,
            "处只有字面相同，整句式不符；用 --rule 查看某条规则的这类候选",
            "more where only a part of a phrase stands; --rule shows those of a rule",
        );
        writeln!(out, "\n+ {partial} {more}")?;
    }
    if none {
        writeln!(out, "\n{}", no_candidate(language))?;
    }
    Ok(())
}

fn candidate(
    out: &mut dyn Write,
    text: &str,
    trace: &Trace<'_>,
    language: Language,
) -> io::Result<()> {
    let Trace { rule, phrase, span, verdict, .. } = trace;
    let wording = one_line(span.cut(text).unwrap_or_default());
    let place = format!("{}..{}", span.start(), span.end());
    let mark = if verdict.is_found() { "×" } else { "✓" };
    let phrase = one_line(phrase);
    writeln!(out)?;
    match language {
        Language::Zh => {
            writeln!(out, "{mark} {}：“{wording}”，字节 {place}，按“{phrase}”", rule.id())?
        }
        Language::En => {
            writeln!(out, "{mark} {}: “{wording}”, bytes {place}, by “{phrase}”", rule.id())?
        }
    }
    let describes = either(language, "：", ": ");
    writeln!(out, "  {}{describes}{}", verdict.name(), verdict.describe(language))
}
