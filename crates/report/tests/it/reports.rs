//! One run, rendered by every reporter, and everything else that people read, as snapshots in
//! `fixtures/reports`.

use jinyu::{
    InFile, InTurn, Language, Linter, OffsetMap, Pack, Position, Role, SheetCell, Source, Turn,
};
use jinyu_report::{Located, Report, ReportFormat, Section, Standing, Style, Summary, Unread};
use serde_json::Value;
use std::sync::LazyLock;

const PACK: &str = include_str!("../../../../fixtures/reports/demo.yaml");
const HOSTILE: &str = include_str!("../../../../fixtures/reports/hostile.yaml");
const BROKEN: &str = include_str!("../../../../fixtures/reports/broken.yaml");

const ZH: Style = Style { language: Language::Zh, colour: false };
const EN: Style = Style { language: Language::En, colour: false };

fn pack() -> Pack {
    Pack::parse(&Source::new("demo.yaml", PACK)).unwrap()
}

/// Built once: that is most of the time of these tests.
static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let hostile = Pack::parse(&Source::new("hostile.yaml", HOSTILE)).unwrap();
    Linter::builder().pack(pack()).pack(hostile).build().unwrap()
});

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

/// Text, and a name, that a report could take for its own syntax.
fn hostile() -> Source {
    let lines = [
        "=cmd()始<script>终",
        "始]]>终，始::error::终",
        "始\u{202e}\u{1b}[31m\0终，始\u{202e}\u{1b}\0终",
        "\"始\"'&amp;终\" 始{0}[x](1)终",
        "始|`*_终",
    ];
    Source::new("=a,\n::error::<b>\"'&50%.txt", lines.join("\n"))
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

/// What was decided about the findings of the run: the second one is known, the third one may stay.
fn decide(located: &mut [Located<'_, '_>], seen: &mut usize) {
    for located in located {
        *seen += 1;
        located.standing = match *seen {
            2 => Standing::Known { since: "2026-01-31" },
            3 => Standing::Suppressed { reason: "=法务\n要求 <b>" },
            _ => Standing::New,
        };
    }
}

fn unread() -> [Unread; 2] {
    let (path, message) = (String::from("回复.txt"), "回复.txt:9:4: no field “text”".into());
    let at = Position { line: 9, column: 4 };
    let gone = "没有.txt: cannot be read: <gone>".into();
    [
        Unread { path, position: Some(at), message },
        Unread { path: "没有.txt".into(), position: None, message: gone },
    ]
}

/// The report of the run, each `length` turns of which are a section of their own.
fn in_sections(format: ReportFormat, style: Style, length: usize) -> String {
    let linter = &*LINTER;
    let mut written = Vec::new();
    let reporter = format.reporter(style);
    let mut report = Report::new(reporter.as_ref(), &mut written);
    let mut summary = Summary { unread: 2, ..Summary::default() };
    let mut seen = 0;
    for source in [lines(), Source::new("./干净 1.txt", "您好"), hostile()] {
        let mut positions = source.positions();
        for turns in turns(&source).chunks(length) {
            let mut section = Section::default();
            for turn in turns {
                let findings = linter.lint(turn);
                let mut located = Located::all(turn, &findings, &mut positions);
                decide(&mut located, &mut seen);
                summary.turns += 1;
                summary.count(&located);
                reporter.turn(&source, turn, &located, &mut section).unwrap();
            }
            report.section(section).unwrap();
        }
    }
    unread().into_iter().for_each(|unread| report.unread(unread));
    report.finish(&summary).unwrap();
    String::from_utf8(written).unwrap()
}

fn report(format: ReportFormat, style: Style) -> String {
    in_sections(format, style, usize::MAX)
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
                assert_eq!(first, in_sections(format, style, length), "however it is cut");
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
    let sources = [lines(), hostile()];
    let jsonl = report(ReportFormat::Jsonl, EN);
    let document: Value = serde_json::from_str(&report(ReportFormat::Json, EN)).unwrap();
    let findings = document["findings"].as_array().unwrap();
    assert_eq!(jsonl.lines().count(), findings.len());
    for (line, finding) in jsonl.lines().zip(findings) {
        let record: Value = serde_json::from_str(line).unwrap();
        assert_eq!(&record, finding);
        let number = |key: &str| usize::try_from(record[key].as_u64().unwrap()).unwrap();
        let source = sources.iter().find(|source| source.name() == record["path"]).unwrap();
        let turns = turns(source);
        let turn = &turns[number("line") - 1];
        assert_eq!(&turn.text()[number("start")..number("end")], record["text"]);
        let before = turn.text()[..number("start")].chars().count();
        assert_eq!(number("column"), before + 1);
    }
}

/// A document and each line of JSON Lines are what the published schema says.
#[test]
fn json_is_as_its_schema_says() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../../docs/schema/report.json")).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("report.json", schema).unwrap();
    let whole = compiler.compile("report.json", &mut schemas).unwrap();
    let line = compiler.compile("report.json#/$defs/finding", &mut schemas).unwrap();
    for style in [ZH, EN] {
        let document: Value = serde_json::from_str(&report(ReportFormat::Json, style)).unwrap();
        schemas.validate(&document, whole).unwrap();
        for record in report(ReportFormat::Jsonl, style).lines() {
            schemas.validate(&serde_json::from_str(record).unwrap(), line).unwrap();
        }
        for key in ["summary", "findings", "unread", "version"] {
            let mut less = document.clone();
            less.as_object_mut().unwrap().remove(key).unwrap();
            assert!(schemas.validate(&less, whole).is_err(), "{key} must be there");
        }
    }
}

/// The bytes that reviewdog's columns and SARIF's regions lead to are the wording.
#[test]
fn other_places_point_at_the_text() {
    let sources = [lines(), hostile()];
    let found = |path: &str| sources.iter().find(|source| source.name() == path).unwrap();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap() - 1;
    let document: Value = serde_json::from_str(&report(ReportFormat::Rdjson, ZH)).unwrap();
    let diagnostics = document["diagnostics"].as_array().unwrap();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.get("code").is_some()) {
        let Value::Object(range) = &diagnostic["location"]["range"] else { panic!() };
        let source = found(diagnostic["location"]["path"].as_str().unwrap());
        let line = source.text().split('\n').nth(number(&range["start"]["line"])).unwrap();
        let (start, end) = (number(&range["start"]["column"]), number(&range["end"]["column"]));
        let seen: String = line[start..end].chars().filter(|c| !c.is_control()).collect();
        assert!(!seen.is_empty());
        assert!(
            diagnostic["message"].as_str().unwrap().contains(line[start..end].get(..3).unwrap())
        );
    }
    let log: Value = serde_json::from_str(&report(ReportFormat::Sarif, ZH)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        let first = place["artifactLocation"]["index"] == 0;
        let source = if first { &sources[0] } else { &sources[1] };
        let region = &place["region"];
        let line = source.text().split('\n').nth(number(&region["startLine"])).unwrap();
        let (start, end) = (number(&region["startColumn"]), number(&region["endColumn"]));
        let wording: String = line.chars().skip(start).take(end - start).collect();
        assert_eq!(region["snippet"]["text"], wording);
    }
}

/// No line of a report of lines begins as a command, a formula or an element that a reply wrote.
#[test]
fn replies_write_no_syntax() {
    let github = report(ReportFormat::Github, EN);
    let commands = ["::error ", "::warning ", "::notice "];
    assert!(github.lines().all(|line| commands.iter().any(|c| line.starts_with(c))));
    for row in report(ReportFormat::Csv, EN).split("\r\n") {
        assert!(!row.contains('\n'));
        assert!(!row.split(',').any(|cell| cell.starts_with(['=', '+', '@'])));
        assert!(!row.contains("\"="), "{row}");
    }
    for format in [ReportFormat::Html, ReportFormat::Markdown] {
        let shown = report(format, EN);
        assert!(
            !shown.contains("<script>终") && !shown.contains("<b>\"") && !shown.contains("<gone>")
        );
        assert_eq!(shown.matches("<script").count(), usize::from(format == ReportFormat::Html));
    }
    for format in ReportFormat::ALL {
        let shown = report(format, ZH);
        let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert!(!shown.lines().any(|line| line.starts_with("::error::")), "{}", format.name());
        assert!(!shown.contains(acts) || format == ReportFormat::Github, "{}", format.name());
    }
}

#[test]
fn explanations() {
    let linter = &*LINTER;
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
    let shown = |format: ReportFormat| {
        let (reporter, mut positions) = (format.reporter(EN), source.positions());
        let mut written = Vec::new();
        let mut report = Report::new(reporter.as_ref(), &mut written);
        let mut section = Section::default();
        for (_, span) in source.cells() {
            let mut map = OffsetMap::<InTurn, InFile>::starting_at(span.start());
            map.copy(span.len());
            let turn = Turn::new(span.cut(source.text()).unwrap()).with_map(map);
            let findings = LINTER.lint(&turn);
            let located = Located::all(&turn, &findings, &mut positions);
            reporter.turn(&source, &turn, &located, &mut section).unwrap();
        }
        report.section(section).unwrap();
        report.finish(&Summary::default()).unwrap();
        String::from_utf8(written).unwrap()
    };
    let all = [ReportFormat::Pretty, ReportFormat::Brief, ReportFormat::Jsonl].map(shown);
    same("cells.en", &all.join("\n"));
}

#[test]
fn names_may_be_longer_than_any_line() {
    let yaml = PACK.replacen("id: ", &format!("id: {}", "x".repeat(70_000)), 1);
    let pack = Pack::parse(&Source::new("demo.yaml", yaml.as_str())).unwrap();
    let mut out = Vec::new();
    jinyu_report::list(&mut out, pack.rules(), Language::En).unwrap();
    jinyu_report::tested(&mut out, &Source::new("demo.yaml", yaml), &pack, &[], EN).unwrap();
    assert!(out.len() > 140_000 && out.len() < 150_000, "{}", out.len());
}
