//! What stands at the top of a page: what was scanned, when that was said, what it comes to, and what could
//! not be read.

use super::number::{count, percent, score};
use super::{Part, View};
use crate::markup::Html as Escaped;
use crate::model::Tool;
use crate::scan::WAITS;
use crate::vocabulary::severity;
use jinyu::{Language, Severity};
use std::fmt::Write as _;

/// How many names of what was scanned are listed.
const NAMED: usize = 6;

/// Within how many seconds a customer is to have an answer.
pub(super) const PROMPT: i64 = 300;

pub(super) fn head(page: &View<'_>, title: &str, parts: &[Part]) -> String {
    let mut out = String::from("<header class=\"top\">\n<div class=\"bar\">");
    let theme = page.either("外观", "Theme");
    let names = page.either("跟随系统 浅色 深色", "automatic light dark");
    let _ = writeln!(
        out,
        "<h1>{title}</h1><button type=\"button\" id=\"theme\" data-label=\"{theme}\" \
         data-names=\"{names}\" hidden></button></div>"
    );
    origin(page, &mut out);
    figures(page, &mut out);
    unread(page, &mut out);
    let _ = write!(out, "<nav aria-label=\"{}\">", page.either("目录", "Contents"));
    for Part { id, title, .. } in parts {
        let _ = write!(out, "<a href=\"#{id}\">{title}</a>");
    }
    out.push_str("</nav>\n</header>\n");
    out
}

/// What was scanned, of which days, by what.
fn origin(page: &View<'_>, out: &mut String) {
    let mut facts: Vec<String> = Vec::new();
    let days = &page.totals.days;
    if let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) {
        facts.push(if first == last {
            format!("<b>{}</b>", Escaped(first))
        } else {
            format!("<b>{} – {}</b>", Escaped(first), Escaped(last))
        });
    }
    facts.extend(
        page.scanned.iter().take(NAMED).map(|name| format!("<bdi>{}</bdi>", Escaped(name))),
    );
    let more = page.scanned.len().saturating_sub(NAMED);
    if more > 0 {
        facts.push(match page.language {
            Language::Zh => format!("另有 {more} 个"),
            Language::En => format!("{more} more"),
        });
    }
    let Tool { name, version } = Tool::JINYU;
    facts.push(format!("{name} {version}"));
    let _ = writeln!(out, "<p class=\"origin\">{}</p>", facts.join(" · "));
}

/// The counts, as a list of names and values.
fn figures(page: &View<'_>, out: &mut String) {
    let all = &page.totals.all;
    let mut figures = vec![
        (page.either("对话", "Conversations"), count(all.conversations), turns(page)),
        (
            page.either("有问题的对话", "Flagged"),
            percent(all.flagged, all.conversations),
            match page.language {
                Language::Zh => format!("{} 段", count(all.flagged)),
                Language::En => format!("{} of them", count(all.flagged)),
            },
        ),
        (page.either("问题", "Findings"), count(all.findings()), severities(page)),
    ];
    if all.scores.1 > 0 {
        let scored = format!("{} {}", count(all.scores.1), page.either("段有得分", "scored"));
        figures.push((page.either("平均得分", "Mean score"), score(all.score()), scored));
        let vetoed = percent(all.vetoes, all.conversations);
        figures.push((page.either("一票否决", "Vetoes"), count(all.vetoes), vetoed));
    }
    let answered: u64 = all.first_waits.iter().sum();
    if answered > 0 {
        figures.push((
            page.either("5 分钟内首次应答", "First answer ≤ 5 min"),
            percent(prompt(&all.first_waits), answered),
            format!("{} {}", count(answered), page.either("段有应答时间", "with times")),
        ));
    }
    if page.unread > 0 {
        let read = page.either("见下方说明", "see below").into();
        figures.push((page.either("读不了的", "Not read"), count(page.unread), read));
    }
    out.push_str("<dl class=\"figures\">\n");
    for (name, value, note) in figures {
        let _ = writeln!(
            out,
            "<div><dt>{name}</dt><dd><b>{value}</b> <span class=\"faint\">{note}</span></dd></div>"
        );
    }
    out.push_str("</dl>\n");
}

fn turns(page: &View<'_>) -> String {
    let (turns, by_agents) = (count(page.totals.all.turns), count(page.totals.all.agent_turns));
    match page.language {
        Language::Zh => format!("{turns} 条消息，客服 {by_agents} 条"),
        Language::En => format!("{turns} messages, {by_agents} by agents"),
    }
}

/// How many findings there are of each severity, gravest first.
fn severities(page: &View<'_>) -> String {
    let counts = Severity::ALL.into_iter().zip(page.totals.all.severities).rev();
    let shown = counts.filter(|(_, number)| *number > 0).map(|(level, number)| {
        let (class, name) = (level.name(), severity(level, page.language));
        format!("<span class=\"severity {class}\">{name} {}</span>", count(number))
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// How many waits ended in time.
pub(super) fn prompt(waits: &[u64; WAITS.len() + 1]) -> u64 {
    let classes = WAITS.iter().zip(waits).filter(|(seconds, _)| **seconds <= PROMPT);
    classes.map(|(_, number)| number).sum()
}

fn unread(page: &View<'_>, out: &mut String) {
    if page.unread == 0 {
        return;
    }
    let what = match page.language {
        Language::Zh => format!("有 {} 处读不了，没有算在内", count(page.unread)),
        Language::En => format!("Could not be read, and is not counted: {}", count(page.unread)),
    };
    let _ = writeln!(out, "<details class=\"unread\"><summary>{what}</summary>\n<ul>");
    for fault in &page.faults {
        let _ = writeln!(out, "<li>{}</li>", Escaped(fault));
    }
    let listed = u64::try_from(page.faults.len()).unwrap_or(u64::MAX);
    if page.unread > listed {
        let rest = count(page.unread - listed);
        let _ = match page.language {
            Language::Zh => writeln!(out, "<li>……另有 {rest} 处</li>"),
            Language::En => writeln!(out, "<li>… and {rest} more</li>"),
        };
    }
    out.push_str("</ul></details>\n");
}
