//! A summary in Markdown, for the summary page of a job or a comment on a change: counts, rules,
//! and the first findings. Stays below the size that such places take, whatever was found.

use crate::kept::{Entry, RuleNote};
use crate::markup::markdown;
use crate::visible::{one_line, short};
use crate::vocabulary::{self, category, either, severity};
use crate::{Keeps, Reporter, Unread, Whole};
use jinyu::Language;
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many bytes all rows have together; GitHub takes comments of 65,536 characters.
const MOST: usize = 50_000;
/// How many characters of a wording, a name or a sentence are shown.
const CELL: usize = 120;

#[derive(Debug)]
pub(crate) struct Markdown {
    language: Language,
}

/// Rows of tables, as long as there is room.
struct Rows<'w> {
    out: &'w mut dyn Write,
    room: usize,
}

impl Rows<'_> {
    /// Writes a table, and how many of its rows did not fit.
    fn table(
        &mut self,
        head: &str,
        rows: impl Iterator<Item = String>,
        language: Language,
    ) -> io::Result<()> {
        let mut begun = false;
        let mut left = 0_u64;
        for row in rows {
            if !std::mem::replace(&mut begun, true) {
                let columns = head.matches('|').count() - 1;
                writeln!(self.out, "\n{head}\n|{}", " --- |".repeat(columns))?;
            }
            self.room = self.room.saturating_sub(row.len());
            if self.room == 0 {
                left += 1;
            } else {
                self.out.write_all(row.as_bytes())?;
            }
        }
        match (left, language) {
            (0, _) => Ok(()),
            (left, Language::Zh) => writeln!(self.out, "\n还有 {left} 行没有列出。"),
            (left, Language::En) => writeln!(self.out, "\n{left} more rows are not shown."),
        }
    }
}

impl Markdown {
    pub(crate) fn new(language: Language) -> Self {
        Markdown { language }
    }

    fn counts(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let summary = &whole.summary;
        let title = match (summary.findings(), self.language) {
            (0, Language::Zh) => format!("查了 {} 条，没有发现问题", summary.turns),
            (0, Language::En) => {
                format!("nothing found in {}", vocabulary::plural(summary.turns, "message"))
            }
            (_, language) => vocabulary::summary(summary, language),
        };
        writeln!(out, "## jinyu{}{title}", either(self.language, "：", ": "))?;
        let others = [
            (summary.unread, "处读不了", "could not be read"),
            (summary.known, "处已在基线中", "in the baseline"),
            (summary.suppressed, "处已说明保留", "suppressed with a reason"),
        ];
        let others: Vec<_> = others
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, zh, en)| format!("{count} {}", either(self.language, zh, en)))
            .collect();
        match others.as_slice() {
            [] => Ok(()),
            others => writeln!(out, "\n{}", others.join(either(self.language, "，", ", "))),
        }
    }

    /// A row for each rule, the one that is broken most often first.
    fn rules(&self, whole: &Whole) -> impl Iterator<Item = String> {
        let mut counts: Vec<(usize, &RuleNote)> = whole
            .rules
            .iter()
            .enumerate()
            .map(|(at, rule)| {
                let of_rule = |entry: &&Entry| entry.rule == at && entry.is_new();
                (whole.entries.iter().filter(of_rule).count(), rule)
            })
            .filter(|(count, _)| *count > 0)
            .collect();
        counts.sort_by(|(a, first), (b, second)| {
            Reverse(a).cmp(&Reverse(b)).then_with(|| first.id.cmp(&second.id))
        });
        counts.into_iter().map(|(count, rule)| {
            let category = cell(category(&rule.category, self.language));
            let message = cell(&rule.message);
            format!("| {count} | {category} | {} | {message} |\n", code(&rule.id))
        })
    }

    fn finding(&self, path: &str, rule: &RuleNote, entry: &Entry) -> String {
        let place = format!("{path}:{}:{}", entry.start.line, entry.start.column);
        let severity = severity(entry.severity, self.language);
        let instead = rule.say.first().map_or("", String::as_str);
        let (wording, message) = (code(&entry.wording), cell(&rule.message));
        let place = code(&place);
        format!("| {place} | {severity} | {wording} | {message} | {} |\n", cell(instead))
    }
}

/// Words of a cell.
fn cell(words: &str) -> String {
    markdown(&short(words, CELL))
}

/// Words of a cell in which nothing becomes a link or a mention.
fn code(words: &str) -> String {
    format!("<code>{}</code>", cell(words))
}

impl Reporter for Markdown {
    fn keeps(&self) -> Keeps {
        Keeps::Findings(self.language)
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let language = self.language;
        self.counts(whole, out)?;
        let mut rows = Rows { out, room: MOST };
        let head = either(language, "| 读不了的 |", "| cannot be read |");
        let unread = whole.unread.iter().map(|Unread { message, .. }| {
            let message = one_line(message);
            format!("| {} |\n", code(&message))
        });
        rows.table(head, unread, language)?;
        let head = either(
            language,
            "| 数量 | 类别 | 规则 | 问题 |",
            "| count | category | rule | what is wrong |",
        );
        rows.table(head, self.rules(whole), language)?;
        let head = either(
            language,
            "| 位置 | 级别 | 说法 | 问题 | 可以说 |",
            "| place | severity | wording | what is wrong | say instead |",
        );
        let files = whole.by_file(Entry::is_new);
        let found = files.iter().flat_map(|(path, entries)| {
            entries.iter().map(move |(rule, entry)| self.finding(path, rule, entry))
        });
        rows.table(head, found, language)
    }
}
