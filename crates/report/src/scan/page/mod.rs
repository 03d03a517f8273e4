//! One HTML page about a scan, for whoever answers for the service: it needs no network and asks for
//! nothing, is light and dark, and good on paper and on a phone. Everything is readable where no script
//! runs; the script only filters and folds. Every word of a text, a name or a pack is escaped by the one type
//! that does it, and a browser is told to run nothing that was not part of this program.

mod calendar;
mod card;
mod category;
mod entry;
mod excerpt;
mod group;
mod head;
mod heat;
mod mark;
mod number;
mod policy;
mod reader;
mod rule;
mod svg;
mod talk;
#[cfg(test)]
mod tests;
mod time;
mod trend;
mod unread;
mod wait;
mod wording;

pub(super) use time::{period, when};

pub use unread::Unread;

use super::{ConversationFacts, Exhibit, Sink, TableOut, Totals};
use crate::vocabulary::either;
use card::Card;
use jinyu::Language;
use std::fmt;
use std::io::{self, Write};
use wording::Wordings;

const STYLE: &str = include_str!("page.css");
const DARK: &str = include_str!("dark.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes a page at the end of a run.
///
/// ```
/// use jinyu::Language;
/// use jinyu_report::scan::{Page, Sink, Totals, Unread};
/// let (mut out, unread) = (Vec::new(), Unread::default());
/// let mut page = Page::new(Box::new(&mut out), Language::En, vec!["chats".into()], &unread);
/// page.finish(&Totals::default(), &[])?;
/// drop(page);
/// assert!(out.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Page<'o> {
    out: TableOut<'o>,
    language: Language,
    scanned: Vec<String>,
    unread: &'o Unread,
}

impl fmt::Debug for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("scanned", &self.scanned).finish_non_exhaustive()
    }
}

impl<'o> Page<'o> {
    /// A page that goes to `out`, which should be buffered, about what is `scanned`, as it was named.
    #[must_use]
    pub fn new(
        out: TableOut<'o>,
        language: Language,
        scanned: Vec<String>,
        unread: &'o Unread,
    ) -> Self {
        Page { out, language, scanned, unread }
    }
}

impl Sink for Page<'_> {
    fn conversation(&mut self, _: &ConversationFacts) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, exhibits: &[Exhibit]) -> io::Result<()> {
        let Page { language, ref scanned, unread, .. } = *self;
        let wordings = Wordings::of(exhibits);
        let cards = exhibits.iter().map(|exhibit| Card::of(exhibit, language)).collect();
        let view = View {
            language,
            scanned,
            totals,
            unread: unread.count(),
            faults: unread.told(),
            cards,
            wordings,
        };
        view.write(&mut self.out)?;
        self.out.flush()
    }
}

/// All that a page shows.
struct View<'p> {
    language: Language,
    scanned: &'p [String],
    totals: &'p Totals,
    unread: u64,
    faults: Vec<String>,
    cards: Vec<Card>,
    wordings: Wordings<'p>,
}

/// A part of a page that has a heading.
struct Part {
    id: &'static str,
    title: &'static str,
    body: String,
}

impl View<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let style = style();
        let title = either(self.language, "客服对话质检报告", "Conversation quality report");
        let parts: Vec<Part> = self.parts().into_iter().flatten().collect();
        writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>",
            either(self.language, "zh-CN", "en"),
            policy::policy(&style, SCRIPT),
        )?;
        out.write_all(head::head(self, title, &parts).as_bytes())?;
        out.write_all(b"<main>\n")?;
        for Part { id, title, body } in &parts {
            write!(
                out,
                "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n\
                 <h2 id=\"{id}-title\">{title}</h2>\n{body}</section>\n"
            )?;
        }
        writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
    }

    /// The parts, without those about which nothing is known.
    fn parts(&self) -> [Option<Part>; 7] {
        [
            trend::part(self),
            category::part(self),
            heat::part(self),
            group::part(self),
            rule::part(self),
            wait::part(self),
            reader::part(self),
        ]
    }

    /// One of two wordings.
    fn either(&self, zh: &'static str, en: &'static str) -> &'static str {
        either(self.language, zh, en)
    }
}

/// The style, in which the colours of the dark stand once for those who prefer it and once for those who
/// choose it.
fn style() -> String {
    format!(
        "{STYLE}@media screen and (prefers-color-scheme: dark) {{\n\
         :root:not([data-theme=light]) {{\n{DARK}}}\n}}\n\
         @media screen {{\n:root[data-theme=dark] {{\n{DARK}}}\n}}\n"
    )
}

/// A table of numbers behind a chart, for those who would rather read them.
fn numbers(language: Language, heads: &[&str], rows: &[Vec<String>]) -> String {
    let summary = either(language, "数据表", "Numbers as a table");
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells = row.iter().enumerate().map(|(at, cell)| match at {
                0 => format!("<th scope=\"row\">{cell}</th>"),
                _ => format!("<td>{cell}</td>"),
            });
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        })
        .collect();
    format!(
        "<details class=\"numbers\"><summary>{summary}</summary>\n<div class=\"scroll\" tabindex=\"0\" \
         role=\"region\" aria-label=\"{summary}\"><table>\n<thead><tr>{heads}</tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table></div></details>\n"
    )
}
