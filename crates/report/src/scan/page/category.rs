//! Categories of findings: how many of each, in how much of the talk, and how that went over the days.

use super::calendar::{Bucket, buckets};
use super::number::{count, of_hundred, per_hundred, percent};
use super::{Part, View};
use crate::markup::Html as Escaped;
use crate::vocabulary::category;
use std::cmp::Reverse;
use std::fmt::Write as _;

/// How large the small chart of a row is, in pixels.
const WIDTH: f64 = 220.0;
const HEIGHT: f64 = 26.0;

/// The categories of a scan, those with most findings first.
pub(super) fn ranked<'p>(page: &View<'p>) -> Vec<(&'p str, u64)> {
    let all = page.totals.all.categories.iter();
    let mut ranked: Vec<(&str, u64)> = all.map(|(name, number)| (name.as_str(), *number)).collect();
    ranked.sort_by_key(|(_, number)| Reverse(*number));
    ranked
}

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    let ranked = ranked(page);
    let (_, most) = *ranked.first()?;
    let (_, buckets) = buckets(&page.totals.days);
    let all = &page.totals.all;
    let title = page.either("类别", "Categories");
    let mut body = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table class=\"bars\">\n\
         <thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"wide\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        page.either("类别", "Category"),
        page.either("问题", "Findings"),
        page.either("占全部问题", "Of all findings"),
        page.either("每百段对话", "Per 100 conversations"),
        page.either("走势", "Trend"),
    );
    for (name, number) in ranked {
        let _ = writeln!(
            body,
            "<tr><th scope=\"row\">{}</th><td class=\"wide\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            Escaped(category(name, page.language)),
            measure(number, most),
            percent(number, all.findings()),
            per_hundred(number, all.conversations),
            spark(name, &buckets),
        );
    }
    body.push_str("</tbody>\n</table></div>\n");
    Some(Part { id: "categories", title, body })
}

/// A count with a bar as long as its share of the largest one.
pub(super) fn measure(number: u64, most: u64) -> String {
    let length = of_hundred(number, most).unwrap_or(0.0);
    format!(
        "<span class=\"measure\"><svg width=\"100%\" height=\"10\" aria-hidden=\"true\">\
         <rect width=\"{length:.1}%\" height=\"10\" rx=\"1.5\"/></svg><b>{}</b></span>",
        count(number)
    )
}

/// The share of a category over the days as a small line, broken where nobody talked.
fn spark(name: &str, buckets: &[Bucket]) -> String {
    let share = |bucket: &Bucket| {
        let number = bucket.sum.categories.get(name).copied().unwrap_or(0);
        of_hundred(number, bucket.sum.conversations)
    };
    let most = buckets.iter().filter_map(share).fold(0.0, f64::max);
    if buckets.len() < 2 || most <= 0.0 {
        return String::new();
    }
    let step = WIDTH / (buckets.len() - 1) as f64;
    let mut path = String::new();
    let mut broken = true;
    for (at, bucket) in buckets.iter().enumerate() {
        let Some(share) = share(bucket) else {
            broken = true;
            continue;
        };
        let (x, y) = (step * at as f64, (HEIGHT - 4.0) * (1.0 - share / most) + 2.0);
        // A day between two gaps would have no length: it is a point.
        let _ = write!(
            path,
            "{}{x:.1} {y:.1}{}",
            if broken { 'M' } else { 'L' },
            if broken { "h.1" } else { "" }
        );
        broken = false;
    }
    format!(
        "<svg class=\"spark\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"-2 0 {} {HEIGHT}\" \
         aria-hidden=\"true\"><path class=\"line\" d=\"{path}\"/></svg>",
        WIDTH + 4.0
    )
}
