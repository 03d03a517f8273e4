//! The line of a conversation in the list: who served when, the gravest that was found, how bad it is.

use super::number;
use super::time::when;
use crate::markup::Html as Escaped;
use crate::scan::{Chosen, ConversationFacts, Exhibit};
use crate::vocabulary::{either, severity};
use jinyu::{Language, Severity};
use std::fmt::Write as _;

pub(super) fn entry(exhibit: &Exhibit, language: Language) -> String {
    let facts = &exhibit.facts;
    // Of those that are alike, the first one.
    let gravest = facts.findings.iter().rev().max_by_key(|finding| finding.severity);
    let what =
        gravest.map_or(either(language, "没有问题", "nothing was found"), |it| &it.message);
    let who = match facts.agents.first() {
        Some(agent) => Escaped(agent).to_string(),
        None => number_name(facts.number),
    };
    let mut out = format!("<a href=\"#c{}\"><span class=\"who\"><b>{who}</b>", facts.number);
    if let Some(begin) = facts.begin {
        let _ = write!(out, "<span class=\"when\">{}</span>", when(begin, false));
    }
    let _ =
        write!(out, "</span><span class=\"what\">{}</span><span class=\"marks\">", Escaped(what));
    if exhibit.chosen == Chosen::Drawn {
        let drawn = either(language, "抽样", "drawn");
        let _ = write!(out, "<span class=\"badge\">{drawn}</span>");
    }
    if facts.veto.is_some() {
        let veto = either(language, "一票否决", "veto");
        let _ = write!(out, "<span class=\"badge veto\">{veto}</span>");
    }
    if let Some(score) = facts.score {
        let points = either(language, "分", "points");
        let _ = write!(out, "<span class=\"badge\">{} {points}</span>", number::score(Some(score)));
    }
    out.push_str(&levels(facts, language));
    out.push_str("</span></a>");
    out
}

/// What a conversation is called where nobody has a name.
pub(super) fn number_name(number: u64) -> String {
    format!("#{}", number::count(number))
}

/// How many findings of each severity, gravest first.
fn levels(facts: &ConversationFacts, language: Language) -> String {
    let counts = Severity::ALL.into_iter().rev().map(|level| (level, facts.count(level)));
    let shown = counts.filter(|(_, number)| *number > 0).map(|(level, number)| {
        let (class, name) = (level.name(), severity(level, language));
        format!("<span class=\"badge {class}\">{name} {number}</span>")
    });
    shown.collect()
}
