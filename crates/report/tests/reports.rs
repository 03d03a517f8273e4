//! One run, rendered by every reporter, and everything else that people read, as snapshots in
//! `fixtures/reports`.

use jinyu::{InFile, InTurn, Language, Linter, OffsetMap, Pack, Role, SheetCell, Source, Turn};
use jinyu_report::{Located, Report, ReportFormat, Style, Summary};

const PACK: &str = include_str!("../../../fixtures/reports/demo.yaml");
const BROKEN: &str = include_str!("../../../fixtures/reports/broken.yaml");

const ZH: Style = Style { language: Language::Zh, colour: false };
const EN: Style = Style { language: Language::En, colour: false };

fn pack() -> Pack {
    Pack::parse(&Source::new("demo.yaml", PACK)).unwrap()
}

fn linter() -> Linter {
    Linter::builder().pack(pack()).build().unwrap()
}

/// The run: wide characters, a tab, something that acts on a terminal, a long line, a clean one.
fn lines() -> Source {
    let long = format!("{}我不清楚{}", "这".repeat(60), "啊".repeat(60));
    let lines = [
        "您好，很贵的，您买不起。",
        "\tOK 亲😀 这个\u{1b}[31m我也不清楚。不知道",
        "您知不知道网址？",
        &long,
        "单号12345678901",
    ];
    Source::new("回复.txt", lines.join("\n"))
}

fn turns(source: &Source) -> Vec<Turn<'_>> {
    let mut start = 0;
    let mut turns = Vec::new();
    for (at, line) in source.text().split('\n').enumerate() {
        let mut map = OffsetMap::<InTurn, InFile>::starting_at(start);
        map.copy(line.len());
        let turn = Turn::new(line).with_role(Role::Agent).with_map(map);
        turns.push(turn.with_id((at == 1).then(|| "m-2".into())));
        start += line.len() + 1;
    }
    turns
}

/// The report of the run, each `length` turns of which are a part of their own.
fn in_parts(format: ReportFormat, style: Style, length: usize) -> String {
    let (source, linter) = (lines(), linter());
    let mut written = Vec::new();
    let reporter = format.reporter(style);
    let mut report = Report::new(reporter.as_ref(), &mut written);
    let mut positions = source.positions();
    let mut summary = Summary::default();
    for turns in turns(&source).chunks(length) {
        let mut part = Vec::new();
        for turn in turns {
            let findings = linter.lint(turn);
            let located = Located::all(turn, &findings, &mut positions);
            summary.turns += 1;
            summary.count(&located);
            reporter.turn(&source, turn, &located, &mut part).unwrap();
        }
        report.part(&part).unwrap();
    }
    report.finish(&summary).unwrap();
    String::from_utf8(written).unwrap()
}

fn report(format: ReportFormat, style: Style) -> String {
    in_parts(format, style, usize::MAX)
}

/// Compares with `fixtures/reports/NAME.snap`.
fn same(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/reports"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn every_format_in_both_languages() {
    for format in ReportFormat::ALL {
        for (language, style) in [("zh", ZH), ("en", EN)] {
            let first = report(format, style);
            assert_eq!(first, report(format, style), "the same bytes each time");
            for length in 1..5 {
                assert_eq!(first, in_parts(format, style, length), "however it is cut");
            }
            same(&format!("run.{}.{language}", format.name()), &first);
        }
    }
}

#[test]
fn colours_only_when_asked_for() {
    let escape = '\u{1b}';
    assert!(!report(ReportFormat::Pretty, ZH).contains(escape));
    assert!(report(ReportFormat::Pretty, Style { colour: true, ..ZH }).contains(escape));
}

#[test]
fn machine_formats_parse_back_and_point_at_the_text() {
    let source = lines();
    let jsonl = report(ReportFormat::Jsonl, EN);
    let turns = turns(&source);
    let document: serde_json::Value =
        serde_json::from_str(&report(ReportFormat::Json, EN)).unwrap();
    let findings = document["findings"].as_array().unwrap();
    assert_eq!(jsonl.lines().count(), findings.len());
    for (line, finding) in jsonl.lines().zip(findings) {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(&record, finding);
        let number = |key: &str| usize::try_from(record[key].as_u64().unwrap()).unwrap();
        let turn = &turns[number("line") - 1];
        assert_eq!(&turn.text()[number("start")..number("end")], record["text"]);
        let before = turn.text()[..number("start")].chars().count();
        assert_eq!(number("column"), before + 1);
    }
}

#[test]
fn a_clean_run_says_nothing_to_people() {
    for format in [ReportFormat::Pretty, ReportFormat::Brief, ReportFormat::Jsonl] {
        let mut written = Vec::new();
        let reporter = format.reporter(ZH);
        let mut part = Vec::new();
        reporter.turn(&Source::new("-", "您好"), &Turn::new("您好"), &[], &mut part).unwrap();
        let mut report = Report::new(reporter.as_ref(), &mut written);
        report.part(&part).unwrap();
        report.finish(&Summary { turns: 1, ..Summary::default() }).unwrap();
        assert!(written.is_empty());
    }
}

#[test]
fn explanations() {
    let linter = linter();
    for (language, style) in [("zh", ZH), ("en", EN)] {
        let text = "您知不知道网址？\n我也不清楚";
        let mut written = Vec::new();
        let explanation = linter.explain(&Turn::new(text));
        jinyu_report::explain(&mut written, text, &explanation, None, style.language).unwrap();
        let explanation = linter.explain(&Turn::new("您好"));
        jinyu_report::explain(&mut written, "您好", &explanation, None, style.language).unwrap();
        same(&format!("explain.{language}"), &String::from_utf8(written).unwrap());
    }
}

#[test]
fn rules() {
    let pack = pack();
    for (language, style) in [("zh", ZH), ("en", EN)] {
        let mut written = Vec::new();
        jinyu_report::list(&mut written, pack.rules(), style.language).unwrap();
        for rule in pack.rules() {
            written.push(b'\n');
            jinyu_report::show(&mut written, rule, style.language).unwrap();
        }
        same(&format!("rules.{language}"), &String::from_utf8(written).unwrap());
    }
}

#[test]
fn faults() {
    let source = Source::new("broken.yaml", BROKEN);
    let error = Pack::parse(&source).unwrap_err();
    for (language, style) in [("zh", ZH), ("en", EN)] {
        let mut written = Vec::new();
        jinyu_report::faults(&mut written, &source, error.faults(), style).unwrap();
        same(&format!("faults.{language}"), &String::from_utf8(written).unwrap());
    }
}

#[test]
fn tested_examples() {
    let yaml = PACK.replace("单号123。", "单号123。\n      - 单号<123>。");
    let source = Source::new("demo.yaml", yaml);
    let pack = Pack::parse(&source).unwrap();
    let failures = pack.check(&source);
    let mut written = Vec::new();
    jinyu_report::tested(&mut written, &source, &pack, &failures, EN).unwrap();
    same("tested.en", &String::from_utf8(written).unwrap());
}

#[test]
fn checked_packs() {
    let phrases = "phrases: [您买不起, 不知道]\n    innocent: { after: [说, 有人说] }";
    let warned = PACK.replace("phrases: [您买不起]", phrases);
    let broken = warned.replace("say: [您可以再看看其他款式。]", "say: [您买不起。]");
    for (language, style) in [("zh", ZH), ("en", EN)] {
        let mut written = Vec::new();
        for yaml in [PACK, &warned, &broken] {
            let source = Source::new("demo.yaml", yaml);
            let checked = Pack::check_together(&[&source]).remove(0).unwrap();
            jinyu_report::checked(&mut written, &source, &checked, 1, style).unwrap();
        }
        same(&format!("checked.{language}"), &String::from_utf8(written).unwrap());
    }
}

/// A workbook has no lines, and its sheets may be called anything.
#[test]
fn a_cell_is_the_place_in_a_workbook() {
    let cell = |sheet: &str| SheetCell { sheet: sheet.into(), row: 3, column: 2 };
    let cells = [(cell("话术"), "您好\n我不清楚"), (cell("a\u{1b}[31m"), "不知道")];
    let source = Source::of_cells("回复.xlsx", cells);
    let linter = linter();
    let shown = |format: ReportFormat| {
        let (reporter, mut positions, mut part) = (format.reporter(EN), source.positions(), vec![]);
        for (_, span) in source.cells() {
            let mut map = OffsetMap::<InTurn, InFile>::starting_at(span.start());
            map.copy(span.len());
            let turn = Turn::new(span.cut(source.text()).unwrap()).with_map(map);
            let findings = linter.lint(&turn);
            let located = Located::all(&turn, &findings, &mut positions);
            reporter.turn(&source, &turn, &located, &mut part).unwrap();
        }
        String::from_utf8(part).unwrap()
    };
    let all = [ReportFormat::Pretty, ReportFormat::Brief, ReportFormat::Jsonl].map(shown);
    same("cells.en", &all.join("\n"));
}
