//! Nothing that the library was asked stays in memory: a program that lints for months is as large as on its first
//! day. A file of its own, since the allocator counts for the whole process.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::alloc::System;

use jinyu::{Conversation, Linter, Memo, Pack, Role, Source, Turn};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const PACKS: [&str; 2] = [include_str!("demo.yaml"), include_str!("talks.yaml")];

/// Found, innocent for several reasons, clean, empty, broken in pieces, and long.
const TEXTS: [&str; 8] = [
    "这个我也不清楚。",
    "您知不知道网址？您有不清楚的地方可以问我。",
    "您好，请讲。",
    "",
    "我 不。清\u{200b}楚 我也不清楚，我真的不清楚",
    "他说“我不清楚”，其实听不清楚👩‍👩‍👧",
    "I do not know, 我不知道 {{name}} ABC-123",
    "请稍等，我帮您确认一下，大概需要三分钟左右，期间请不要挂断电话，谢谢您的理解与配合，祝您生活愉快",
];

/// Bytes that are held.
fn held() -> usize {
    let stats = HEAP.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

fn linter() -> Linter {
    let packs = PACKS.map(|yaml| Pack::parse(&Source::new("pack.yaml", yaml)).unwrap());
    packs.into_iter().fold(Linter::builder(), |builder, pack| builder.pack(pack)).build().unwrap()
}

/// Every question to a linter about every text: five calls each. How many findings there were.
fn asked(linter: &Linter) -> usize {
    let turns = TEXTS.map(|text| Turn::new(text).with_role(Role::Agent));
    let mut memo = linter.memo();
    let each = turns.iter().map(|turn| {
        let explained = linter.explain(turn).traces.iter().filter(|t| t.verdict.is_found()).count();
        let apart = linter.lint_apart(turn).len();
        let alone = memo.judge(&Conversation::new(std::slice::from_ref(turn)))[0].len();
        explained + apart + alone + linter.lint(turn).len() + memo.lint(turn).len()
    });
    each.sum()
}

#[test]
fn nothing_stays_of_what_was_asked() {
    let linter = linter();
    let found = asked(&linter);
    // What is worth building once there is enough text is built then.
    (0..500).for_each(|_| assert_eq!(asked(&linter), found));
    let before = held();
    for _ in 0..2_500 {
        assert_eq!(asked(&linter), found); // 40 calls
    }
    assert_eq!(held(), before, "after 100,000 questions");
    for _ in 0..200 {
        assert_eq!(asked(&self::linter()), found);
    }
    assert_eq!(held(), before, "after 200 linters");
    remembers_little(&mut linter.memo());
}

/// What remembers clean texts remembers some megabytes of them.
fn remembers_little(memo: &mut Memo<'_>) {
    let before = held();
    for number in 0..200_000 {
        let text = format!("您好，您的单号是{number}，请讲。");
        assert!(memo.lint(&Turn::new(text)).is_empty());
    }
    let kept = held() - before;
    assert!((1 << 20..12 << 20).contains(&kept), "{kept} bytes of 200,000 texts");
}
