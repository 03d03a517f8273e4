//! Laws of judging conversations, over turns and times that nobody would think of. The conditions are
//! those of `fixtures/tables/conversations.toml`.

use jinyu::{Clock, Conversation, Hours, Linter, Moment, Pack, Role, Source, Turn};
use proptest::prelude::*;
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct File {
    cues: String,
    conversation: Vec<Table>,
}

#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    report: String,
    #[serde(default)]
    rule: String,
    invalid: Option<String>,
}

/// A rule for every condition of the tables.
fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let text = include_str!("../../../../fixtures/tables/conversations.toml");
        let file: File = toml::from_str(text).expect("the table can be read");
        let mut yaml =
            format!("pack: table\nversion: 1.0.0\nlanguage: zh\ncues:\n{}rules:\n", file.cues);
        let tables = file.conversation.iter().filter(|table| table.invalid.is_none());
        for (at, table) in tables.enumerate() {
            yaml.push_str(&format!(
                "  - id: rule/r{at}\n    category: c{at}\n    severity: error\n    message: {{ zh: 测试, en: a test }}\n    \
                 why: {{ zh: 测试, en: a test }}\n    source: test\n    say: [好的]\n    examples:\n      \
                 - talk: '客服：<有>'\n      - talk: '客服：无'\n"
            ));
            let indented = |lines: &str, by: &str| -> String {
                lines.lines().map(|line| format!("{by}{line}\n")).collect()
            };
            yaml.push_str(&indented(&table.rule, "    "));
            if !table.report.is_empty() {
                yaml.push_str("    report:\n");
                yaml.push_str(&indented(&table.report, "      "));
            }
        }
        let pack = Pack::parse(&Source::new("p.yaml", yaml)).expect("the pack is valid");
        Linter::builder().pack(pack).build().expect("it is whole")
    })
}

type Said = (usize, &'static str, Option<i64>, Option<i64>, u8);

fn turn(said: &Said) -> Turn<'static> {
    let &(role, text, begin, end, speaker) = said;
    let moment = |millis| Moment::new(Clock::Calendar, millis);
    Turn::new(text)
        .with_role(Role::ALL[role % 5])
        .with_begin(begin.map(moment))
        .with_end(end.map(moment))
        .with_speaker((speaker > 0).then(|| format!("{speaker}").into()))
}

fn said() -> impl Strategy<Value = Said> {
    let text = proptest::sample::select(vec![
        "",
        "您好",
        "请稍等",
        "不用稍等",
        "抱歉，让您久等了",
        "我要投诉",
        "没有了",
        "我帮您查一下",
        "不要再问了",
        "烦不烦",
        "非常抱歉给您带来不便",
        "非常抱歉给您带来了不便！",
        "谢谢",
        "go",
        "away",
        "没办法",
        "😀",
        "\n",
    ]);
    let time = || {
        prop_oneof![
            3 => (0i64..600_000).prop_map(Some),
            1 => Just(None),
            1 => any::<i64>().prop_map(Some),
        ]
    };
    (0usize..5, text, time(), time(), 0u8..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn findings_are_of_their_turns_and_explained(all in proptest::collection::vec(said(), 0..14)) {
        let turns: Vec<Turn<'_>> = all.iter().map(turn).collect();
        let hours = Hours::new([(1, 540, 1080), (4, 0, 1440)], [3]).expect("they are hours");
        let conversation = Conversation::new(&turns).with_hours(&hours);
        let mut memo = linter().memo();
        let findings = memo.judge(&conversation);
        prop_assert_eq!(findings.len(), turns.len());
        for (of_turn, turn) in findings.iter().zip(&turns) {
            for finding in of_turn {
                prop_assert!(finding.span.cut(turn.text()).is_some_and(|cut| !cut.is_empty()));
            }
            prop_assert!(of_turn.is_sorted_by_key(|finding| (finding.span, finding.rule.id())));
        }
        // What was judged before does not matter.
        let places = |findings: &[Vec<jinyu::Finding<'_>>]| -> Vec<_> {
            let turns = findings.iter().enumerate();
            let places = turns.flat_map(|(at, of_turn)| {
                of_turn.iter().map(move |it| (it.rule.id().to_owned(), at, it.span))
            });
            places.collect()
        };
        prop_assert_eq!(places(&findings), places(&memo.judge(&conversation)));
        let mut forgetful = linter().memo().holding(0);
        prop_assert_eq!(places(&findings), places(&forgetful.judge(&conversation)));
        prop_assert_eq!(places(&findings), places(&forgetful.judge(&conversation)));
        // What explains a conversation says the same.
        let mut explained: Vec<_> = linter()
            .explain_conversation(&conversation)
            .iter()
            .filter_map(|trace| {
                let (turn, span) = trace.place?;
                Some((trace.rule.id().to_owned(), turn, span))
            })
            .collect();
        let about_all = |finding: &&(String, usize, _)| {
            linter().rules().any(|rule| rule.id() == finding.0 && rule.report().is_some())
        };
        let judged = places(&findings);
        let mut judged: Vec<_> = judged.iter().filter(about_all).cloned().collect();
        judged.sort();
        explained.sort();
        prop_assert_eq!(judged, explained);
    }

    #[test]
    fn with_nobody_in_a_row_turns_are_judged_alone(all in proptest::collection::vec(said(), 0..14)) {
        let mut turns: Vec<Turn<'_>> = all.iter().map(turn).collect();
        for (at, turn) in turns.iter_mut().enumerate() {
            *turn = turn.clone().with_speaker(Some(format!("{at}").into()));
        }
        let findings = linter().memo().judge(&Conversation::new(&turns));
        for (of_turn, turn) in findings.iter().zip(&turns) {
            let wordings = of_turn.iter().filter(|finding| finding.rule.report().is_none());
            let wordings: Vec<_> = wordings.map(|it| (it.span, it.rule.id())).collect();
            let alone = linter().lint(turn);
            prop_assert_eq!(wordings, alone.iter().map(|it| (it.span, it.rule.id())).collect::<Vec<_>>());
        }
    }
}

/// Work that grew faster than the number of turns would not come to an end here.
#[test]
fn many_turns_come_to_an_end() {
    let texts = ["请稍等，非常抱歉给您带来不便", "我要投诉", "没有了", "不要再问了", "让您久等了"];
    let same = |at: usize| texts[0].to_owned() + if at.is_multiple_of(2) { "" } else { "！" };
    let other = |at: usize| format!("{}第{}次的编号{}", texts[at % 5], at * 7_919, at);
    let found = |at: usize| ["没办法", "烦不烦", "没有了", "不要再问了"][at % 4].to_owned();
    for (roles, text) in
        [(1, &found as &dyn Fn(usize) -> String), (1, &same), (2, &same), (1, &other), (2, &other)]
    {
        let turn = |at: usize| {
            let moment = Moment::new(Clock::Day, at as i64 * 400_000);
            Turn::new(text(at)).with_role(Role::ALL[at % roles]).with_begin(Some(moment))
        };
        let turns: Vec<Turn<'_>> = (0..20_000).map(turn).collect();
        let findings = linter().memo().judge(&Conversation::new(&turns));
        assert!(findings.iter().any(|of_turn| !of_turn.is_empty()));
    }
}
