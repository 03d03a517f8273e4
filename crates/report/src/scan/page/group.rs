//! Teams and channels side by side, in the order of their findings for a conversation.

use super::head::prompt;
use super::number::{count, of_hundred, per_hundred, percent, score};
use super::{Part, View};
use crate::markup::Html as Escaped;
use crate::scan::Tally;
use crate::vocabulary::channel;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    let totals = page.totals;
    let mut tables = String::new();
    if !totals.teams.is_empty() {
        tables.push_str(&table(page, page.either("团队", "Team"), &totals.teams, |name| name));
    }
    if !totals.channels.is_empty() {
        let shown = |name| channel(name, page.language);
        tables.push_str(&table(page, page.either("渠道", "Channel"), &totals.channels, shown));
    }
    let title = match (totals.teams.is_empty(), totals.channels.is_empty()) {
        (true, true) => return None,
        (true, false) => page.either("渠道", "Channels"),
        (false, true) => page.either("团队", "Teams"),
        (false, false) => page.either("团队和渠道", "Teams and channels"),
    };
    Some(Part { id: "groups", title, body: format!("<div class=\"pair\">\n{tables}</div>\n") })
}

fn table<'t>(
    page: &View<'_>,
    title: &str,
    groups: &'t BTreeMap<String, Tally>,
    shown: impl Fn(&'t str) -> &'t str,
) -> String {
    let scored = page.totals.all.scores.1 > 0;
    let timed = page.totals.all.first_waits.iter().sum::<u64>() > 0;
    let mut heads = vec![
        title,
        page.either("对话", "Conversations"),
        page.either("有问题", "Flagged"),
        page.either("每百段问题", "Findings per 100"),
    ];
    heads.extend(scored.then(|| page.either("得分", "Score")));
    heads.extend(timed.then(|| page.either("5 分内首答", "First answer ≤ 5 min")));
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let mut out = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table>\n\
         <thead><tr>{heads}</tr></thead>\n<tbody>\n"
    );
    let share = |tally: &Tally| of_hundred(tally.findings(), tally.conversations).unwrap_or(0.0);
    let mut rows: Vec<(&str, &Tally)> =
        groups.iter().map(|(name, tally)| (name.as_str(), tally)).collect();
    rows.sort_by(|(_, one), (_, other)| share(other).total_cmp(&share(one)));
    for (name, tally) in rows {
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td>",
            Escaped(shown(name)),
            count(tally.conversations),
            percent(tally.flagged, tally.conversations),
            per_hundred(tally.findings(), tally.conversations),
        );
        if scored {
            let _ = write!(out, "<td>{}</td>", score(tally.score()));
        }
        if timed {
            let answered = tally.first_waits.iter().sum();
            let _ = write!(out, "<td>{}</td>", percent(prompt(&tally.first_waits), answered));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}
