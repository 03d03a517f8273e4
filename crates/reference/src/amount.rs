//! Whether an exact amount or time is named: 3天, 半小时, two weeks; 两三天 and 几天 are guesses.

use crate::fold::{Cell, Kind};
use std::ops::Range;

const UNITS: &[&str] = &[
    "分钟",
    "小时",
    "工作日",
    "天",
    "日",
    "号",
    "月",
    "周",
    "年",
    "点",
    "秒",
    "元",
    "块",
    "角",
    "折",
    "度",
    "兆",
    "个",
    "次",
    "笔",
    "件",
    "%",
    "公里",
    "米",
    "岁",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "working",
    "business",
    "pm",
    "am",
    "percent",
];

/// The first exact amount among some cells.
pub(crate) fn exact(cells: &[Cell], region: Range<usize>) -> Option<Range<usize>> {
    let is_number = |at: usize| {
        let cell = &cells[at];
        cell.kind == Kind::Digit || "一二三四五六七八九十百千万亿半两零〇".contains(cell.character)
    };
    let mut start = region.start;
    while start < region.end {
        let end = (start..region.end).find(|&at| !is_number(at)).unwrap_or(region.end);
        if end > start && is_exact(cells, &(start..end), region.end) {
            return Some(start..end);
        }
        start = end.max(start + 1);
    }
    None
}

fn is_exact(cells: &[Cell], number: &Range<usize>, last: usize) -> bool {
    let written: String = cells[number.clone()].iter().map(|cell| cell.character).collect();
    let digits: Vec<bool> = written.chars().map(|c| "一二两三四五六七八九".contains(c)).collect();
    let before = number.start.checked_sub(1).map(|before| &cells[before]);
    let behind = cells.get(number.end);
    let beside_guess =
        [before, behind].into_iter().flatten().any(|cell| "几多数来余".contains(cell.character));
    let article =
        written == "一" && behind.is_some_and(|cell| "个次件点块笔".contains(cell.character));
    let two_digits = digits.windows(2).any(|pair| pair == [true, true]);
    let rest: String = cells[number.end..last].iter().map(|cell| cell.character).collect();
    let unit = UNITS.iter().any(|unit| rest.starts_with(unit));
    unit && !beside_guess && !article && !two_digits
}
