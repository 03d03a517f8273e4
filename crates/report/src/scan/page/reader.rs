//! The conversations that can be read: filters, a list, and each of them. Where no script runs all of them
//! stand one below the other.

use super::card::Card;
use super::number::count;
use super::{Part, View};
use crate::markup::Html as Escaped;
use crate::scan::Chosen;
use crate::visible::one_line;
use crate::vocabulary::category;
use jinyu::Language;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the script filters by, as it is shown.
#[derive(Serialize)]
struct Facets {
    number: u64,
    chosen: [&'static str; 1],
    agent: Vec<String>,
    category: Vec<String>,
    rule: Vec<String>,
    day: Vec<String>,
}

impl From<&Card> for Facets {
    fn from(card: &Card) -> Self {
        let shown = |values: &[String]| values.iter().map(|value| one_line(value)).collect();
        Facets {
            number: card.number,
            chosen: [chosen(card.chosen)],
            agent: shown(&card.agents),
            category: shown(&card.categories),
            rule: card.rules.iter().map(|rule| one_line(&rule.id)).collect(),
            day: card.day.iter().cloned().collect(),
        }
    }
}

/// What a choice is called in the page.
fn chosen(chosen: Chosen) -> &'static str {
    match chosen {
        Chosen::Worst => "worst",
        Chosen::Drawn => "drawn",
    }
}

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    if page.cards.is_empty() {
        return None;
    }
    let mut body = intro(page);
    filters(page, &mut body);
    let list = page.either("对话列表", "List of conversations");
    let _ =
        writeln!(body, "<div class=\"reader\">\n<nav class=\"list\" aria-label=\"{list}\">\n<ol>");
    for card in &page.cards {
        let _ = writeln!(body, "<li>{}</li>", card.entry);
    }
    let none = page.either("没有符合条件的对话。", "No conversation is like that.");
    let [back, earlier, later] = [
        page.either("回到列表", "Back to the list"),
        page.either("上一段", "Previous"),
        page.either("下一段", "Next"),
    ];
    let _ = writeln!(
        body,
        "</ol>\n<p id=\"none\" class=\"faint\" hidden>{none}</p>\n</nav>\n<div class=\"talks\">\n\
         <p id=\"steps\" hidden><a href=\"#read\" id=\"back\">{back}</a>\
         <button type=\"button\" id=\"earlier\">{earlier}</button>\
         <button type=\"button\" id=\"later\">{later}</button></p>"
    );
    page.cards.iter().for_each(|card| body.push_str(&card.article));
    let _ = writeln!(
        body,
        "</div>\n</div>\n<script type=\"application/json\" id=\"facets\">{}</script>",
        facets(&page.cards)
    );
    Some(Part { id: "read", title: page.either("对话", "Conversations"), body })
}

/// JSON that no text in it can end: a `<` is written as an escape.
fn facets(cards: &[Card]) -> String {
    let facets: Vec<Facets> = cards.iter().map(Facets::from).collect();
    serde_json::to_string(&facets).unwrap_or_else(|_| "[]".into()).replace('<', "\\u003c")
}

/// How the conversations were chosen.
fn intro(page: &View<'_>) -> String {
    let drawn = page.cards.iter().filter(|card| card.chosen == Chosen::Drawn).count();
    let (worst, all) = (count((page.cards.len() - drawn) as u64), count(page.totals.all.flagged));
    let mut sentence = match page.language {
        Language::Zh => format!("{all} 段有问题的对话中最差的 {worst} 段，最差的在前。"),
        Language::En => format!("The worst {worst} of {all} flagged conversations, worst first."),
    };
    if drawn > 0 {
        let drawn = count(drawn as u64);
        sentence.push_str(&match page.language {
            Language::Zh => format!("后面是另外抽样的 {drawn} 段，好坏都有。"),
            Language::En => format!(" Behind them {drawn} drawn at random, good and bad."),
        });
    }
    format!("<p class=\"faint\">{sentence}</p>\n")
}

fn filters(page: &View<'_>, out: &mut String) {
    let cards = || page.cards.iter();
    let _ = writeln!(
        out,
        "<div class=\"filters\" id=\"filters\" role=\"search\" aria-label=\"{}\" hidden>\n\
         <label>{} <input type=\"search\" id=\"words\" autocomplete=\"off\"></label>",
        page.either("筛选对话", "Filter conversations"),
        page.either("文字", "Text"),
    );
    let same = |value: &str| value.to_owned();
    let agents = tally(cards().flat_map(|card| card.agents.iter().map(String::as_str)));
    choice(page.either("客服", "Agent"), "agent", &agents, same, out);
    let categories = tally(cards().flat_map(|card| card.categories.iter().map(String::as_str)));
    let shown = |value: &str| category(value, page.language).to_owned();
    choice(page.either("类别", "Category"), "category", &categories, shown, out);
    let rules = || cards().flat_map(|card| &card.rules);
    let messages: BTreeMap<&str, &str> =
        rules().map(|rule| (rule.id.as_str(), rule.message.as_str())).collect();
    let shown = |value: &str| match messages.get(value) {
        Some(message) => format!("{message} {value}"),
        None => value.to_owned(),
    };
    choice(
        page.either("规则", "Rule"),
        "rule",
        &tally(rules().map(|rule| rule.id.as_str())),
        shown,
        out,
    );
    let days = tally(cards().filter_map(|card| card.day.as_deref()));
    choice(page.either("日期", "Day"), "day", &days, same, out);
    let choices = tally(cards().map(|card| chosen(card.chosen)));
    // Where all were chosen in one way there is nothing to choose.
    if choices.len() > 1 {
        let shown = |value: &str| match value {
            "drawn" => page.either("抽样", "drawn at random").to_owned(),
            _ => page.either("最差", "worst").to_owned(),
        };
        choice(page.either("来源", "Chosen as"), "chosen", &choices, shown, out);
    }
    let shown = page.either("{n} / {all} 段", "{n} of {all}");
    let _ = writeln!(
        out,
        "<button type=\"button\" id=\"clear\">{}</button>\n\
         <output id=\"shown\" data-text=\"{shown}\" aria-live=\"polite\"></output>\n</div>",
        page.either("清除", "Clear")
    );
}

/// How often each of some values is there.
fn tally<'v>(values: impl Iterator<Item = &'v str>) -> BTreeMap<&'v str, u64> {
    let mut tally = BTreeMap::new();
    for value in values {
        *tally.entry(value).or_default() += 1;
    }
    tally
}

/// A choice among values; the first one is all of them. Nothing where there is nothing to choose.
fn choice(
    label: &str,
    name: &str,
    values: &BTreeMap<&str, u64>,
    shown: impl Fn(&str) -> String,
    out: &mut String,
) {
    if values.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<label>{label} <select name=\"{name}\" autocomplete=\"off\"><option value=\"\">—</option>"
    );
    for (value, number) in values {
        let _ = write!(
            out,
            "<option value=\"{}\">{} ({number})</option>",
            Escaped(&one_line(value)),
            Escaped(&one_line(&shown(value)))
        );
    }
    out.push_str("</select></label>\n");
}
