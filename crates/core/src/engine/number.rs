//! Whether an exact amount or time stands in a clause: 3天, 半小时, two weeks. An amount that is
//! itself a guess (两三天, 几天) is none.

use crate::fold::{Cell, Kind};
use std::ops::Range;

/// How many digits a text has at most when it is folded: a circled or a squared number is several.
pub(super) fn most_digits(text: &str) -> usize {
    let most = |c: char| match c {
        '0'..='9' => 1,
        _ if c.is_ascii() => 0,
        // Numerals are letters there.
        '\u{3400}'..='\u{9FFF}' => 0,
        '\u{3200}'..='\u{33FF}' => 4,
        _ if c.is_numeric() => 4,
        _ => 0,
    };
    text.chars().map(most).sum()
}

const NUMERALS: &str = "一二三四五六七八九十百千万亿半两零〇";
const ONE_TO_NINE: &str = "一二两三四五六七八九";
const GUESSES: &str = "几多数来余";

/// Behind 一 these say no more than "a": 一个, 一次, 一点.
const ARTICLES: &str = "个次件点块笔";

/// Units behind a number, in Chinese and English, folded.
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

/// The first exact amount in the region.
pub(crate) fn exact_number(cells: &[Cell], region: Range<usize>) -> Option<Range<usize>> {
    let mut at = region.start;
    while at < region.end {
        let ends = |&at: &usize| !cells.get(at).is_some_and(is_numeral);
        let end = (at..region.end).find(ends).unwrap_or(region.end);
        if end == at {
            at += 1;
            continue;
        }
        let guessed = [at.checked_sub(1), Some(end)]
            .into_iter()
            .flatten()
            .any(|beside| cells.get(beside).is_some_and(|cell| GUESSES.contains(cell.character)));
        let number = cells.get(at..end).unwrap_or_default();
        let counts = number.iter().map(|cell| cell.character).eq(['一'])
            && cells.get(end).is_some_and(|cell| ARTICLES.contains(cell.character));
        if !guessed && !counts && !is_guess(number) && has_unit(cells, end..region.end) {
            return Some(at..end);
        }
        at = end;
    }
    None
}

fn is_numeral(cell: &Cell) -> bool {
    cell.kind == Kind::Digit || NUMERALS.contains(cell.character)
}

/// 两三, 七八: two of one to nine in a row name neither.
fn is_guess(number: &[Cell]) -> bool {
    number.windows(2).any(|pair| pair.iter().all(|cell| ONE_TO_NINE.contains(cell.character)))
}

fn has_unit(cells: &[Cell], behind: Range<usize>) -> bool {
    UNITS.iter().any(|unit| {
        let mut rest = cells.get(behind.clone()).unwrap_or_default().iter();
        unit.chars().all(|character| rest.next().is_some_and(|cell| cell.character == character))
    })
}
