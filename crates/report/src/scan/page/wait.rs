//! How long customers waited: for the first answer, and for every answer.

use super::head::{PROMPT, prompt};
use super::number::{count, duration, of_hundred, percent};
use super::svg::{LEFT, Panel};
use super::{Part, View, numbers};
use crate::scan::WAITS;
use jinyu::Language;
use std::fmt::Write as _;

/// How wide a class is and how tall the chart, in pixels.
const SLOT: f64 = 100.0;
const HEIGHT: f64 = 220.0;

type Waits = [u64; WAITS.len() + 1];

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    let (first, every) = (&page.totals.all.first_waits, &page.totals.all.waits);
    if every.iter().sum::<u64>() == 0 {
        return None;
    }
    let names = [page.either("首次应答", "First answers"), page.either("全部应答", "All answers")];
    let [of_first, of_every] = [first, every].map(|waits| within(page, waits));
    let mut body = format!(
        "<p class=\"legend\"><span class=\"key share\">{}</span> <span class=\"faint\">{of_first}</span> \
         <span class=\"key calm\">{}</span> <span class=\"faint\">{of_every}</span></p>\n",
        names[0], names[1]
    );
    let title = page.either("应答时间", "Response times");
    let _ = writeln!(
        body,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\n{}</div>",
        chart(page, title, names)
    );
    body.push_str(&table(page, names));
    Some(Part { id: "waits", title, body })
}

/// How many there are, and what share of them ended in time.
fn within(page: &View<'_>, waits: &Waits) -> String {
    let all: u64 = waits.iter().sum();
    let share = percent(prompt(waits), all);
    match page.language {
        Language::Zh => format!("{} 次，5 分钟内 <b>{share}</b>", count(all)),
        Language::En => format!("{}, within 5 min <b>{share}</b>", count(all)),
    }
}

/// The name of a class: its upper end.
fn class(at: usize, language: Language) -> String {
    let (last, above) = match WAITS.get(at) {
        Some(seconds) => (*seconds, false),
        None => (WAITS.last().copied().unwrap_or(0), true),
    };
    format!("{} {}", if above { ">" } else { "≤" }, duration(last * 1_000, language))
}

fn chart(page: &View<'_>, title: &str, names: [&str; 2]) -> String {
    let all = &page.totals.all;
    let series = [("share", &all.first_waits), ("calm", &all.waits)];
    let shares = |waits: &Waits, at: usize| {
        of_hundred(waits.get(at).copied().unwrap_or(0), waits.iter().sum()).unwrap_or(0.0)
    };
    let classes = 0..=WAITS.len();
    let most = classes.clone().flat_map(|at| series.map(|(_, waits)| shares(waits, at)));
    let panel = Panel::new(12.0, HEIGHT - 30.0, most.fold(1.0, f64::max));
    let width = LEFT + SLOT * all.waits.len() as f64;
    let mut out = format!(
        "<svg class=\"chart\" width=\"{width:.0}\" height=\"{HEIGHT}\" viewBox=\"0 0 {width:.0} {HEIGHT}\" \
         role=\"img\" aria-label=\"{title}\">\n"
    );
    panel.grid(width, "%", &mut out);
    for at in classes {
        let left = LEFT + SLOT * at as f64;
        for (of, (class, waits)) in series.iter().enumerate() {
            let y = panel.y(shares(waits, at));
            let _ = write!(
                out,
                "<rect class=\"bar {class}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"35\" height=\"{:.1}\"/>",
                left + 14.0 + 37.0 * of as f64,
                panel.base - y
            );
        }
        let name = class(at, page.language);
        let counts = series.map(|(_, waits)| {
            let number = waits.get(at).copied().unwrap_or(0);
            format!("{} ({})", count(number), percent(number, waits.iter().sum()))
        });
        let _ = writeln!(
            out,
            "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <rect class=\"hover\" x=\"{left:.1}\" y=\"6\" width=\"{SLOT}\" height=\"{:.1}\"><title>{}\n{} {}\n{} {}</title></rect>",
            left + SLOT / 2.0,
            HEIGHT - 10.0,
            name.replace('>', "&gt;"),
            HEIGHT - 36.0,
            name.replace('>', "&gt;"),
            names[0],
            counts[0],
            names[1],
            counts[1],
        );
    }
    limit(page, &mut out);
    out.push_str("</svg>\n");
    out
}

/// The line behind which an answer is late.
fn limit(page: &View<'_>, out: &mut String) {
    let classes = WAITS.iter().filter(|seconds| **seconds <= PROMPT).count();
    let x = LEFT + SLOT * classes as f64;
    let _ = writeln!(
        out,
        "<path class=\"limit\" d=\"M{x:.1} 6V{:.1}\"/><text class=\"tick\" x=\"{:.1}\" y=\"16\">{}</text>",
        HEIGHT - 30.0,
        x + 6.0,
        page.either("超过 5 分钟", "after 5 min")
    );
}

fn table(page: &View<'_>, names: [&str; 2]) -> String {
    let all = &page.totals.all;
    let heads = [
        page.either("等待", "Wait"),
        names[0],
        page.either("占比", "Share"),
        names[1],
        page.either("占比", "Share"),
    ];
    let rows: Vec<Vec<String>> = all
        .first_waits
        .iter()
        .zip(all.waits)
        .enumerate()
        .map(|(at, (first, every))| {
            vec![
                class(at, page.language).replace('>', "&gt;"),
                count(*first),
                percent(*first, all.first_waits.iter().sum()),
                count(every),
                percent(every, all.waits.iter().sum()),
            ]
        })
        .collect();
    numbers(page.language, &heads, &rows)
}
