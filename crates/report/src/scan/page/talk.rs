//! A conversation to be read: turns as they were said, what was found marked in them, and beside them what is
//! wrong and what may be said instead.

use super::entry::number_name;
use super::excerpt::{Piece, pieces, room, window};
use super::number::duration;
use super::time::{clock, period};
use super::{mark, number};
use crate::markup::Html as Escaped;
use crate::scan::{Exhibit, ExhibitTurn, FindingFacts, day_name};
use crate::vocabulary::{category, channel, either, role, severity};
use jinyu::{Language, Moment, Severity};
use std::fmt::Write as _;

/// A pause that is worth telling, in milliseconds.
const PAUSE: i64 = 60_000;

/// How many approved wordings are shown beside a finding.
const SAY: usize = 3;

/// The whole conversation.
pub(super) fn article(exhibit: &Exhibit, language: Language) -> String {
    let talk = Talk::new(exhibit, language);
    let mut out = String::new();
    talk.head(&mut out);
    out.push_str("<ol class=\"turns\">\n");
    let turns = exhibit.turns.iter().zip(&talk.notes);
    let found: Vec<bool> =
        turns.map(|(turn, notes)| !notes.is_empty() || !turn.marks.is_empty()).collect();
    let pieces = pieces(&found);
    let room = room(exhibit, &pieces);
    let mut before: Option<Moment> = None;
    for piece in &pieces {
        match piece {
            Piece::LeftOut(turns) => {
                let _ = match language {
                    Language::Zh => writeln!(out, "<li class=\"gap\">略去 {turns} 条</li>"),
                    Language::En => {
                        writeln!(out, "<li class=\"gap\">{turns} messages left out</li>")
                    }
                };
            }
            Piece::Turn(at) => {
                if let (Some(turn), Some(notes)) = (exhibit.turns.get(*at), talk.notes.get(*at)) {
                    talk.pause(before, turn.begin, &mut out);
                    talk.turn(turn, notes, room, &mut out);
                    before = turn.begin.or(before);
                }
            }
        }
    }
    out.push_str("</ol>\n</article>\n");
    out
}

struct Talk<'t> {
    exhibit: &'t Exhibit,
    language: Language,
    /// Which findings stand beside each turn: each at the one that it was reported at, once.
    notes: Vec<Vec<usize>>,
}

impl<'t> Talk<'t> {
    fn new(exhibit: &'t Exhibit, language: Language) -> Talk<'t> {
        let mut notes = vec![Vec::new(); exhibit.turns.len()];
        for (of, finding) in exhibit.facts.findings.iter().enumerate() {
            let turn = usize::try_from(finding.turn).unwrap_or(1).clamp(1, notes.len().max(1)) - 1;
            if let Some(notes) = notes.get_mut(turn) {
                notes.push(of);
            }
        }
        Talk { exhibit, language, notes }
    }

    fn head(&self, out: &mut String) {
        let (facts, language) = (&self.exhibit.facts, self.language);
        let number = facts.number;
        let _ = write!(
            out,
            "<article id=\"c{number}\" aria-labelledby=\"c{number}t\">\n<header><h3 id=\"c{number}t\" \
             tabindex=\"-1\">{}",
            number_name(number)
        );
        if let Some(session) = &facts.session {
            let _ = write!(out, " <bdi class=\"faint\">{}</bdi>", Escaped(session));
        }
        out.push_str("</h3>\n<p class=\"facts\">");
        let mut parts: Vec<String> = Vec::new();
        let agents: Vec<String> =
            facts.agents.iter().map(|name| format!("<bdi>{}</bdi>", Escaped(name))).collect();
        parts.extend((!agents.is_empty()).then(|| agents.join(either(language, "、", ", "))));
        parts.extend(facts.team.as_ref().map(|team| format!("<bdi>{}</bdi>", Escaped(team))));
        parts.extend(facts.channel.map(|of| channel(of.name(), language).to_owned()));
        parts.extend(facts.begin.map(|begin| period(begin, facts.end)));
        parts.push(match language {
            Language::Zh => format!("{} 条", facts.turns),
            Language::En => format!("{} messages", facts.turns),
        });
        parts.extend(facts.score.map(|score| {
            let points = either(language, "分", "points");
            format!("<b>{} {points}</b>", number::score(Some(score)))
        }));
        parts.extend(facts.veto.as_ref().map(|rule| {
            let veto = either(language, "一票否决", "veto");
            format!("<span class=\"badge veto\">{veto}</span> <code>{}</code>", Escaped(rule))
        }));
        let _ = writeln!(
            out,
            "{}</p>\n<p class=\"place\"><bdi>{}</bdi>:{}</p></header>",
            parts.join(" · "),
            Escaped(&facts.path),
            facts.line
        );
    }

    /// Says how long nobody said anything, where that was long.
    fn pause(&self, before: Option<Moment>, begin: Option<Moment>, out: &mut String) {
        let (Some(before), Some(begin)) = (before, begin) else {
            return;
        };
        let since = begin.since(before).unwrap_or(0);
        let day = begin.day().filter(|day| before.day().is_some_and(|other| other != *day));
        let later = (since >= PAUSE).then(|| match self.language {
            Language::Zh => format!("隔 {}", duration(since, self.language)),
            Language::En => format!("{} later", duration(since, self.language)),
        });
        let parts: Vec<String> = day.map(day_name).into_iter().chain(later).collect();
        if !parts.is_empty() {
            let _ = writeln!(out, "<li class=\"gap\">{}</li>", parts.join(" · "));
        }
    }

    fn finding(&self, of: usize) -> Option<&'t FindingFacts> {
        self.exhibit.facts.findings.get(of)
    }

    /// The class of the gravest of some findings.
    fn gravest(&self, findings: &[usize]) -> &'static str {
        let severities = findings.iter().filter_map(|of| self.finding(*of)).map(|of| of.severity);
        severities.max().map_or("", Severity::name)
    }

    fn turn(&self, turn: &ExhibitTurn, notes: &[usize], room: usize, out: &mut String) {
        let as_role = role(turn.role, self.language);
        let class = self.gravest(notes);
        let _ = write!(
            out,
            "<li class=\"turn {} {class}\"><div class=\"bubble\"><p class=\"who\"><b>{as_role}</b>",
            turn.role.name()
        );
        if let Some(speaker) = &turn.speaker {
            let _ = write!(out, " <bdi>{}</bdi>", Escaped(speaker));
        }
        if let Some(begin) = turn.begin {
            let _ = write!(out, " <span class=\"when\">{}</span>", clock(begin, true));
        }
        out.push_str("</p><p class=\"said\">");
        self.said(turn, room, out);
        out.push_str("</p></div>");
        if !notes.is_empty() {
            out.push_str("<ul class=\"notes\">");
            notes.iter().for_each(|of| self.note(*of, out));
            out.push_str("</ul>");
        }
        out.push_str("</li>\n");
    }

    /// What was said, marked. What a rule about the conversation reports is a whole turn, of which the note
    /// beside it says enough.
    fn said(&self, turn: &ExhibitTurn, room: usize, out: &mut String) {
        let text = &turn.text;
        let wording = |of: &usize| self.finding(*of).is_some_and(|of| !of.phrase.is_empty());
        let marks: Vec<_> = turn
            .marks
            .iter()
            .filter(|(range, of)| *range != (0..text.len()) || wording(of))
            .cloned()
            .collect();
        let first = marks.iter().map(|(range, _)| range.start).min().unwrap_or(0);
        let shown = window(text, first, room);
        if shown.start > 0 {
            out.push('…');
        }
        for (piece, of) in mark::pieces(text, &shown, &marks) {
            if of.is_empty() {
                let _ = write!(out, "{}", Escaped(piece));
                continue;
            }
            let _ = write!(out, "<mark class=\"{}\">{}", self.gravest(&of), Escaped(piece));
            for of in of {
                self.reference(of, out);
            }
            out.push_str("</mark>");
        }
        if shown.end < text.len() {
            out.push('…');
        }
    }

    fn reference(&self, of: usize, out: &mut String) {
        let (conversation, number) = (self.exhibit.facts.number, of + 1);
        let _ = write!(out, "<a class=\"ref\" href=\"#c{conversation}f{number}\">{number}</a>");
    }

    /// What is wrong, and what may be said instead.
    fn note(&self, of: usize, out: &mut String) {
        let Some(finding) = self.finding(of) else {
            return;
        };
        let (level, number) = (finding.severity.name(), of + 1);
        let _ = write!(
            out,
            "<li id=\"c{}f{number}\" class=\"{level}\"><p><span class=\"index\">{number}</span> \
             <span class=\"severity\">{}</span> · {}<br>{}<code>{}</code></p>",
            self.exhibit.facts.number,
            severity(finding.severity, self.language),
            Escaped(category(&finding.category, self.language)),
            Escaped(&finding.message),
            Escaped(&finding.rule),
        );
        if !finding.say.is_empty() {
            let _ = write!(
                out,
                "<p class=\"faint\">{}</p><ul class=\"say\">",
                either(self.language, "可以说", "say instead")
            );
            for wording in finding.say.iter().take(SAY) {
                let _ = write!(out, "<li>{}</li>", Escaped(wording));
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>");
    }
}
