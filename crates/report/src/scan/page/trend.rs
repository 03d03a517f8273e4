//! How a scan went from day to day: the share of conversations with findings above, findings by severity
//! below. Days on which nobody talked are gaps, not zeros.

use super::calendar::{Bucket, Step, buckets};
use super::number::{count, of_hundred, percent};
use super::svg::{LEFT, Panel};
use super::{Part, View, numbers};
use crate::vocabulary::{plural, severity};
use jinyu::{Language, Severity};
use std::fmt::Write as _;

/// How wide a chart would like to be, and how tall it is, in pixels.
const WIDTH: f64 = 1_150.0;
const HEIGHT: f64 = 286.0;

/// What is left free beside the last bar, in pixels.
const RIGHT: f64 = 18.0;

pub(super) fn part(page: &View<'_>) -> Option<Part> {
    let (step, buckets) = buckets(&page.totals.days);
    if buckets.is_empty() {
        return None;
    }
    let mut body = legend(page, step);
    let chart = chart(page, step, &buckets);
    let label = page.either("每日走势图", "Chart by day");
    let _ = writeln!(
        body,
        "<div class=\"scroll late\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n{chart}</div>"
    );
    body.push_str(&table(page, step, &buckets));
    undated(page, &mut body);
    Some(Part { id: "trend", title: page.either("走势", "Trend"), body })
}

fn legend(page: &View<'_>, step: Step) -> String {
    let mut legend = format!(
        "<p class=\"legend\"><span class=\"faint\">{}</span><span class=\"key share\">{}</span>",
        step.name(page.language),
        page.either("有问题的对话占比", "share of conversations with findings")
    );
    let counts = Severity::ALL.into_iter().zip(page.totals.all.severities).rev();
    for (level, _) in counts.filter(|(_, number)| *number > 0) {
        let (class, name) = (level.name(), severity(level, page.language));
        let _ = write!(legend, "<span class=\"key {class}\">{name}</span>");
    }
    legend.push_str("</p>\n");
    legend
}

fn chart(page: &View<'_>, step: Step, buckets: &[Bucket]) -> String {
    // Fewer than 2^53 of them.
    let slot = ((WIDTH - LEFT) / buckets.len() as f64).clamp(11.0, 64.0);
    // The last name is wider than its bar.
    let width = LEFT + slot * buckets.len() as f64 + RIGHT;
    let shares = buckets.iter().filter_map(share);
    let shares = Panel::new(14.0, 100.0, shares.fold(1.0, f64::max));
    let findings = buckets.iter().map(|bucket| bucket.sum.severities.iter().sum::<u64>());
    let findings = Panel::new(124.0, 256.0, findings.max().unwrap_or(0) as f64);
    let mut out = format!(
        "<svg class=\"chart\" width=\"{width:.0}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {width:.0} {HEIGHT}\" role=\"img\" aria-label=\"{}\">\n",
        page.either(
            "有问题的对话占比和问题数",
            "share of conversations with findings, and findings"
        )
    );
    shares.grid(width - RIGHT, "%", &mut out);
    findings.grid(width - RIGHT, "", &mut out);
    line(buckets, &shares, slot, &mut out);
    let every = (46.0 / slot).ceil().max(1.0) as usize;
    for (at, bucket) in buckets.iter().enumerate() {
        let left = LEFT + slot * at as f64;
        bars(bucket, &findings, left, slot, &mut out);
        if at % every == 0 {
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{:.1}\" y=\"276\" text-anchor=\"middle\">{}</text>",
                left + slot / 2.0,
                bucket.label(step)
            );
        }
        let _ = writeln!(
            out,
            "<rect class=\"hover\" x=\"{left:.1}\" y=\"6\" width=\"{slot:.1}\" height=\"252\">\
             <title>{}</title></rect>",
            title(page.language, step, bucket)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// The share of the conversations in which something was found.
fn share(bucket: &Bucket) -> Option<f64> {
    of_hundred(bucket.sum.flagged, bucket.sum.conversations)
}

/// The line of shares, broken where nobody talked.
fn line(buckets: &[Bucket], panel: &Panel, slot: f64, out: &mut String) {
    let mut path = String::new();
    let mut dots = String::new();
    let mut broken = true;
    for (at, bucket) in buckets.iter().enumerate() {
        let Some(share) = share(bucket) else {
            broken = true;
            continue;
        };
        let (x, y) = (LEFT + slot * (at as f64 + 0.5), panel.y(share));
        let _ = write!(path, "{}{x:.1} {y:.1}", if broken { 'M' } else { 'L' });
        let _ = write!(dots, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\"/>");
        broken = false;
    }
    let _ = writeln!(out, "<path class=\"line\" d=\"{path}\"/><g class=\"dots\">{dots}</g>");
}

/// The findings of one bar, gravest at the bottom.
fn bars(bucket: &Bucket, panel: &Panel, left: f64, slot: f64, out: &mut String) {
    let gap = (slot * 0.2).clamp(2.0, 12.0);
    let mut below = 0;
    for (level, number) in Severity::ALL.into_iter().zip(bucket.sum.severities).rev() {
        if number == 0 {
            continue;
        }
        let (base, top) = (panel.y(below as f64), panel.y((below + number) as f64));
        below += number;
        let _ = write!(
            out,
            "<rect class=\"bar {}\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            level.name(),
            left + gap / 2.0,
            slot - gap,
            base - top,
        );
    }
}

fn title(language: Language, step: Step, bucket: &Bucket) -> String {
    let (name, sum) = (bucket.name(step, language), &bucket.sum);
    if sum.conversations == 0 {
        return match language {
            Language::Zh => format!("{name}：没有对话"),
            Language::En => format!("{name}: no conversations"),
        };
    }
    let share = percent(sum.flagged, sum.conversations);
    let (conversations, flagged) = (count(sum.conversations), count(sum.flagged));
    let [info, warning, error] = sum.severities.map(count);
    match language {
        Language::Zh => format!(
            "{name}\n{conversations} 段对话，{flagged} 段有问题（{share}）\n\
             错误 {error}，警告 {warning}，提示 {info}"
        ),
        Language::En => {
            let conversations = plural(sum.conversations, "conversation");
            let levels = Severity::ALL.into_iter().zip(sum.severities).rev();
            let levels = levels.map(|(level, number)| plural(number, level.name()));
            let levels = levels.collect::<Vec<_>>().join(", ");
            format!("{name}\n{conversations}, {flagged} flagged ({share})\n{levels}")
        }
    }
}

fn table(page: &View<'_>, step: Step, buckets: &[Bucket]) -> String {
    let heads = match page.language {
        Language::Zh => ["日期", "对话", "有问题", "占比", "错误", "警告", "提示"],
        Language::En => ["Day", "Conversations", "Flagged", "Share", "error", "warning", "info"],
    };
    let rows: Vec<Vec<String>> = buckets
        .iter()
        .filter(|bucket| bucket.sum.conversations > 0)
        .map(|bucket| {
            let sum = &bucket.sum;
            let [info, warning, error] = sum.severities.map(count);
            let share = percent(sum.flagged, sum.conversations);
            let name = bucket.name(step, page.language);
            vec![name, count(sum.conversations), count(sum.flagged), share, error, warning, info]
        })
        .collect();
    numbers(page.language, &heads, &rows)
}

/// Says of how many conversations no day is known.
fn undated(page: &View<'_>, body: &mut String) {
    let dated: u64 = page.totals.days.values().map(|tally| tally.conversations).sum();
    let undated = page.totals.all.conversations.saturating_sub(dated);
    if undated > 0 {
        let undated = count(undated);
        let _ = match page.language {
            Language::Zh => {
                writeln!(body, "<p class=\"faint\">另有 {undated} 段对话没有日期。</p>")
            }
            Language::En => {
                writeln!(body, "<p class=\"faint\">Conversations without a date: {undated}.</p>")
            }
        };
    }
}
