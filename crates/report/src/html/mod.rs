//! One HTML page that needs nothing else: no network, no script to be read, light and dark, and
//! good on paper. Findings stand by file, each with its wording marked and the approved wordings
//! beside it. Every word of a text, a name or a pack is escaped by the one type that does it.

use crate::kept::{Decision, Entry, RuleNote};
use crate::markup::Html as Escaped;
use crate::model::Tool;
use crate::vocabulary::{self, category, decision, either, severity};
use crate::{Keeps, Reporter, Whole};
use jinyu::{Language, Severity};
use std::collections::BTreeSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("filter.js");

#[derive(Debug)]
pub(crate) struct Html {
    language: Language,
}

impl Html {
    pub(crate) fn new(language: Language) -> Self {
        Html { language }
    }

    fn either(&self, zh: &'static str, en: &'static str) -> &'static str {
        either(self.language, zh, en)
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let title = self.either("谨语检查报告", "jinyu report");
        writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
            self.either("zh-CN", "en"),
        )
    }

    /// What the run came to.
    fn counts(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let summary = &whole.summary;
        let files = u64::try_from(whole.files.len()).unwrap_or(u64::MAX);
        let Tool { name, version } = Tool::JINYU;
        match self.language {
            Language::Zh => writeln!(
                out,
                "<p class=\"faint\">{name} {version} 查了 {files} 个文件里的 {} 条话术</p>",
                summary.turns
            )?,
            Language::En => writeln!(
                out,
                "<p class=\"faint\">{name} {version} linted {} in {}</p>",
                vocabulary::plural(summary.turns, "message"),
                vocabulary::plural(files, "file")
            )?,
        }
        if summary.findings() == 0 {
            writeln!(out, "<p>{}</p>", self.either("没有发现问题。", "Nothing was found."))?;
        }
        let level = |count, level: Severity| match self.language {
            Language::Zh => (count, level.name(), severity(level, Language::Zh).into()),
            Language::En => (count, level.name(), vocabulary::counted(count, level.name())),
        };
        let counts = [
            level(summary.errors, Severity::Error),
            level(summary.warnings, Severity::Warning),
            level(summary.infos, Severity::Info),
            (summary.known, "", self.either("已在基线中", "in the baseline").into()),
            (summary.suppressed, "", self.either("已说明保留", "suppressed").into()),
            (summary.unread, "error", self.either("读不了", "could not be read").into()),
        ];
        out.write_all(b"<ul class=\"counts\">\n")?;
        for (count, class, name) in counts.iter().filter(|(count, ..)| *count > 0) {
            writeln!(
                out,
                "<li class=\"{class}\"><b>{count}</b> <span class=\"severity\">{name}</span></li>"
            )?;
        }
        out.write_all(b"</ul>\n")?;
        for unread in &whole.unread {
            writeln!(out, "<p class=\"unread\">{}</p>", Escaped(&unread.message))?;
        }
        Ok(())
    }

    /// Choices of what is shown, which appear where scripts run.
    fn filter(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let language = self.language;
        let severities: BTreeSet<Severity> = whole.entries.iter().map(|e| e.severity).collect();
        let categories: BTreeSet<&str> = whole.rules.iter().map(|r| r.category.as_str()).collect();
        let rules: BTreeSet<&str> = whole.rules.iter().map(|rule| rule.id.as_str()).collect();
        let severities =
            severities.into_iter().rev().map(|level| (level.name(), severity(level, language)));
        let categories = categories.into_iter().map(|name| (name, category(name, language)));
        out.write_all(b"<form hidden>\n")?;
        choice(out, "severity", self.either("级别", "severity"), severities)?;
        choice(out, "category", self.either("类别", "category"), categories)?;
        choice(out, "rule", self.either("规则", "rule"), rules.into_iter().map(|id| (id, id)))?;
        out.write_all(b"</form>\n")
    }

    fn finding(&self, rule: &RuleNote, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
        let level = entry.severity.name();
        let decided = if entry.is_new() { "" } else { " decided" };
        let (id, group) = (Escaped(&rule.id), Escaped(&rule.category));
        writeln!(
            out,
            "<article class=\"{level}{decided}\" data-severity=\"{level}\" \
             data-category=\"{group}\" data-rule=\"{id}\">\n<header>\
             <span class=\"severity\">{}</span> <span>{}</span> <strong>{}</strong> \
             <code class=\"faint\">{id}</code> <span class=\"faint\">{}:{}{}</span></header>",
            severity(entry.severity, self.language),
            Escaped(category(&rule.category, self.language)),
            Escaped(&rule.message),
            entry.start.line,
            entry.start.column,
            entry.id.as_deref().map(|id| format!(" · {}", Escaped(id))).unwrap_or_default(),
        )?;
        self.pair(rule, entry, out)?;
        let source = match rule.source.as_str() {
            "" => String::new(),
            source => self.either("（{}）", " ({})").replace("{}", source),
        };
        let why = self.either("为什么：", "Why: ");
        writeln!(out, "<p class=\"faint\">{why}{}{}</p>", Escaped(&rule.why), Escaped(&source))?;
        if let Some(decision) = decision(&entry.decision, self.language) {
            writeln!(out, "<p class=\"faint\">{}</p>", Escaped(&decision))?;
        }
        out.write_all(b"</article>\n")
    }

    /// What was said, and beside it what to say.
    fn pair(&self, rule: &RuleNote, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
        let (before, wording, after) = entry.window.parts();
        let said = [before, wording, after].map(|part| Escaped(part).to_string());
        let [before, wording, after] = said;
        write!(
            out,
            "<div class=\"pair\">\n<div><p class=\"faint\">{}</p>\
             <blockquote>{before}<mark>{wording}</mark>{after}</blockquote></div>\n\
             <div><p class=\"faint\">{}</p><ul class=\"say\">",
            self.either("原话", "what was said"),
            self.either("可以说", "say instead"),
        )?;
        for wording in &rule.say {
            write!(out, "<li>{}</li>", Escaped(wording))?;
        }
        out.write_all(b"</ul></div>\n</div>\n")
    }
}

/// A choice among values, each with how it is shown; the first one is all of them.
fn choice<'w>(
    out: &mut dyn Write,
    name: &str,
    label: &str,
    values: impl Iterator<Item = (&'w str, &'w str)>,
) -> io::Result<()> {
    write!(out, "<label>{label} <select name=\"{name}\"><option value=\"\">—</option>")?;
    for (value, shown) in values {
        write!(out, "<option value=\"{}\">{}</option>", Escaped(value), Escaped(shown))?;
    }
    out.write_all(b"</select></label>\n")
}

impl Reporter for Html {
    fn keeps(&self) -> Keeps {
        Keeps::Findings(self.language)
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        self.counts(whole, out)?;
        if !whole.entries.is_empty() {
            self.filter(whole, out)?;
        }
        for (path, mut entries) in whole.by_file(|_| true) {
            // What somebody decided on comes after what nobody did.
            entries.sort_by_key(|(_, entry)| entry.decision != Decision::New);
            writeln!(out, "<section>\n<h2>{}</h2>", Escaped(path))?;
            entries.iter().try_for_each(|(rule, entry)| self.finding(rule, entry, out))?;
            out.write_all(b"</section>\n")?;
        }
        if !whole.entries.is_empty() {
            write!(out, "<script>\n{SCRIPT}</script>\n")?;
        }
        out.write_all(b"</body>\n</html>\n")
    }
}
