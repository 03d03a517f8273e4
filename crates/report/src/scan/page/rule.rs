//! The rules that were broken most, and the phrases of rules that were said most.

use super::category::measure;
use super::number::{count, per_hundred};
use super::{Part, View};
use crate::markup::Html as Escaped;
use crate::scan::RuleTotal;
use crate::visible::{one_line, short};
use crate::vocabulary::category;
use jinyu::Language;
use std::cmp::Reverse;
use std::fmt::Write as _;

/// How many rules and how many phrases are listed, and how much of a wording.
const RULES: usize = 20;
const PHRASES: usize = 20;
const LONG: usize = 40;

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    let mut rules: Vec<(&String, &RuleTotal)> = page.totals.rules.iter().collect();
    rules.sort_by_key(|(_, rule)| Reverse(rule.findings));
    if rules.is_empty() {
        return None;
    }
    let mut body = table(page, &rules);
    body.push_str(&phrases(page, &rules));
    let title = page.either("规则和说法", "Rules and phrases");
    Some(Part { id: "rules", title, body })
}

fn table(page: &View<'_>, rules: &[(&String, &RuleTotal)]) -> String {
    let most = rules.first().map_or(0, |(_, rule)| rule.findings);
    let heads = match page.language {
        Language::Zh => ["规则", "类别", "问题", "对话", "每百段对话"],
        Language::En => ["Rule", "Category", "Findings", "Conversations", "Per 100 conversations"],
    };
    let mut out = open(page.either("规则", "Rules"), "bars", &heads);
    for (id, rule) in rules.iter().take(RULES) {
        let readable = page.cards.iter().any(|card| card.rules.iter().any(|of| of.id == **id));
        let id = one_line(id);
        let (message, id) = (Escaped(&rule.message), Escaped(&id));
        let name = if readable {
            format!("<a href=\"#read\" data-pick=\"rule\" data-value=\"{id}\">{message}</a>")
        } else {
            message.to_string()
        };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{name} <code>{id}</code></th><td class=\"text\">{}</td>\
             <td class=\"wide\">{}</td><td>{}</td><td>{}</td></tr>",
            Escaped(category(&rule.category, page.language)),
            measure(rule.findings, most),
            count(rule.conversations),
            per_hundred(rule.conversations, page.totals.all.conversations),
        );
    }
    out.push_str("</tbody>\n</table></div>\n");
    let more = rules.len().saturating_sub(RULES) as u64;
    if more > 0 {
        let _ = match page.language {
            Language::Zh => writeln!(out, "<p class=\"faint\">另有 {} 条规则。</p>", count(more)),
            Language::En => writeln!(out, "<p class=\"faint\">{} more rules.</p>", count(more)),
        };
    }
    out
}

fn phrases(page: &View<'_>, rules: &[(&String, &RuleTotal)]) -> String {
    let mut phrases: Vec<(&str, &str, u64, &RuleTotal)> = rules
        .iter()
        .flat_map(|(id, rule)| {
            let of = rule.phrases.iter();
            of.map(move |(phrase, number)| (id.as_str(), phrase.as_str(), *number, *rule))
        })
        .collect();
    phrases.sort_by_key(|(_, _, number, _)| Reverse(*number));
    let Some((_, _, most, _)) = phrases.first().copied() else {
        return String::new();
    };
    let title = page.either("常见说法", "Phrases");
    let heads = match page.language {
        Language::Zh => ["说法", "类别", "次数", "规则"],
        Language::En => ["Phrase", "Category", "Findings", "Rule"],
    };
    let mut out = format!("<h3>{title}</h3>\n");
    out.push_str(&open(title, "bars", &heads));
    for (id, phrase, number, rule) in phrases.into_iter().take(PHRASES) {
        let said = page.wordings.most_frequent(id, phrase);
        let said: Vec<String> = said.into_iter().map(|wording| short(wording, LONG)).collect();
        let first = || rule.said.get(phrase).map_or(phrase, String::as_str);
        let said = if said.is_empty() { short(first(), LONG) } else { said.join(" · ") };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\" class=\"said\" title=\"{}\">{}</th><td class=\"text\">{}</td>\
             <td class=\"wide\">{}</td><td class=\"text\">{}</td></tr>",
            Escaped(&short(phrase, 10 * LONG)),
            Escaped(&said),
            Escaped(category(&rule.category, page.language)),
            measure(number, most),
            Escaped(&rule.message),
        );
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}

fn open(label: &str, class: &str, heads: &[&str]) -> String {
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\
         <table class=\"{class}\">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    )
}
