//! Agents against categories: how many findings for each hundred conversations, worst first, the darker the
//! more. Agents with few conversations are ranked as if they were nearer to the mean, so that one bad talk
//! does not make somebody the worst.

use super::category::ranked;
use super::head::prompt;
use super::number::{count, of_hundred, per_hundred, percent, score};
use super::{Part, View};
use crate::markup::Html as Escaped;
use crate::scan::Tally;
use crate::visible::one_line;
use crate::vocabulary::category;
use jinyu::Language;
use std::fmt::Write as _;

/// How many agents have a row of their own, and how many categories a column.
const ROWS: usize = 30;
const COLUMNS: usize = 8;

/// How many conversations at the mean are added to those of each agent to rank them.
const CALM: f64 = 10.0;

/// How many shades there are.
const SHADES: f64 = 7.0;

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    if page.totals.agents.is_empty() {
        return None;
    }
    let agents = worst_first(page);
    let (own, rest) = agents.split_at(agents.len().min(ROWS));
    let columns: Vec<&str> = ranked(page).into_iter().map(|(name, _)| name).take(COLUMNS).collect();
    let heat = Heat { page, most: hottest(own, &columns), columns };
    let title = page.either("客服", "Agents");
    let mut body = format!(
        "<p class=\"faint\">{}</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{title}\"><table class=\"heat\">\n",
        page.either(
            "每百段对话的问题数，最差的在前，颜色越深越多。对话算在最先应答的客服名下；对话少的客服按靠近平均的数排位。",
            "Findings for each 100 conversations, worst first, darker is more. A conversation counts for \
             the agent who answers first; agents with few conversations are ranked nearer to the mean.",
        )
    );
    heat.head(&mut body);
    body.push_str("<tbody>\n");
    for (name, tally) in own {
        heat.row(&heat.name(name), tally, &mut body);
    }
    if !rest.is_empty() {
        let name = match page.language {
            Language::Zh => format!("其余 {} 人", count(rest.len() as u64)),
            Language::En => format!("{} others", count(rest.len() as u64)),
        };
        heat.row(&name, &together(rest), &mut body);
    }
    body.push_str("</tbody>\n<tfoot>\n");
    heat.row(page.either("全部", "All"), &page.totals.all, &mut body);
    body.push_str("</tfoot>\n</table></div>\n");
    Some(Part { id: "agents", title, body })
}

/// All agents, those with most findings for a conversation first.
fn worst_first<'p>(page: &View<'p>) -> Vec<(&'p str, &'p Tally)> {
    let all = &page.totals.all;
    let mean = all.findings() as f64 / (all.conversations as f64).max(1.0);
    let rank = |tally: &Tally| {
        (tally.findings() as f64 + mean * CALM) / (tally.conversations as f64 + CALM)
    };
    let mut agents: Vec<(&str, &Tally)> =
        page.totals.agents.iter().map(|(name, tally)| (name.as_str(), tally)).collect();
    agents.sort_by(|(_, one), (_, other)| rank(other).total_cmp(&rank(one)));
    agents
}

/// The highest share of a category that an agent with more than a few conversations has.
fn hottest(agents: &[(&str, &Tally)], columns: &[&str]) -> f64 {
    let calm = agents.iter().filter(|(_, tally)| tally.conversations as f64 >= CALM);
    let shares = calm.flat_map(|(_, tally)| {
        let of = |name: &&str| tally.categories.get(*name).copied().unwrap_or(0);
        columns.iter().filter_map(move |name| of_hundred(of(name), tally.conversations))
    });
    shares.fold(1.0, f64::max)
}

/// What several agents come to, as far as a row shows it.
fn together(agents: &[(&str, &Tally)]) -> Tally {
    let mut sum = Tally::default();
    for (_, tally) in agents {
        sum.conversations += tally.conversations;
        sum.flagged += tally.flagged;
        sum.scores.0 += tally.scores.0;
        sum.scores.1 += tally.scores.1;
        for (category, number) in &tally.categories {
            *sum.categories.entry(category.clone()).or_default() += number;
        }
        let severities = sum.severities.iter_mut().zip(tally.severities);
        let waits = sum.first_waits.iter_mut().zip(tally.first_waits);
        severities.chain(waits).for_each(|(sum, number)| *sum += number);
    }
    sum
}

/// What all rows have in common.
struct Heat<'h, 'p> {
    page: &'h View<'p>,
    columns: Vec<&'p str>,
    most: f64,
}

impl Heat<'_, '_> {
    fn scored(&self) -> bool {
        self.page.totals.all.scores.1 > 0
    }

    fn timed(&self) -> bool {
        self.page.totals.all.first_waits.iter().sum::<u64>() > 0
    }

    /// Whether there are more categories than columns.
    fn others(&self) -> bool {
        self.page.totals.all.categories.len() > self.columns.len()
    }

    fn head(&self, out: &mut String) {
        let page = self.page;
        let mut heads = vec![
            page.either("客服", "Agent"),
            page.either("对话", "Conver&shy;sations"),
            page.either("有问题", "Flagged"),
        ];
        heads.extend(self.scored().then(|| page.either("得分", "Score")));
        heads.extend(self.timed().then(|| page.either("5 分内首答", "First answer ≤ 5 min")));
        out.push_str("<thead><tr>");
        for head in heads {
            let _ = write!(out, "<th scope=\"col\">{head}</th>");
        }
        for name in &self.columns {
            let name = Escaped(category(name, page.language)).to_string();
            let _ = write!(out, "<th scope=\"col\" class=\"cell\">{name}</th>");
        }
        if self.others() {
            let _ = write!(
                out,
                "<th scope=\"col\" class=\"cell\">{}</th>",
                page.either("其他", "other")
            );
        }
        let _ = writeln!(out, "<th scope=\"col\">{}</th></tr></thead>", page.either("合计", "All"));
    }

    /// An agent's name; it leads to the conversations that can be read, where there are some.
    fn name(&self, name: &str) -> String {
        if self.page.cards.iter().any(|card| card.agents.iter().any(|agent| agent == name)) {
            let name = one_line(name);
            let name = Escaped(&name);
            format!("<a href=\"#read\" data-pick=\"agent\" data-value=\"{name}\">{name}</a>")
        } else {
            Escaped(name).to_string()
        }
    }

    fn row(&self, name: &str, tally: &Tally, out: &mut String) {
        let conversations = tally.conversations;
        let few = if (conversations as f64) < CALM { " class=\"few\"" } else { "" };
        let _ = write!(
            out,
            "<tr{few}><th scope=\"row\">{name}</th><td>{}</td><td>{}</td>",
            count(conversations),
            percent(tally.flagged, conversations)
        );
        if self.scored() {
            let _ = write!(out, "<td>{}</td>", score(tally.score()));
        }
        if self.timed() {
            let answered = tally.first_waits.iter().sum();
            let _ = write!(out, "<td>{}</td>", percent(prompt(&tally.first_waits), answered));
        }
        let mut named = 0;
        for column in &self.columns {
            let number = tally.categories.get(*column).copied().unwrap_or(0);
            named += number;
            self.cell(number, conversations, out);
        }
        if self.others() {
            self.cell(tally.findings().saturating_sub(named), conversations, out);
        }
        let _ =
            writeln!(out, "<td><b>{}</b></td></tr>", per_hundred(tally.findings(), conversations));
    }

    fn cell(&self, number: u64, conversations: u64, out: &mut String) {
        let share = of_hundred(number, conversations).unwrap_or(0.0);
        // A small number by now, and never negative.
        let shade = (share / self.most * SHADES).ceil().clamp(0.0, SHADES) as u64;
        let shown = if number == 0 { "·".into() } else { per_hundred(number, conversations) };
        let _ = write!(
            out,
            "<td class=\"cell h{shade}\" title=\"{} / {}\">{shown}</td>",
            count(number),
            count(conversations)
        );
    }
}
