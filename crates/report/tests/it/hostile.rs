//! Texts that want to be more than texts, at every place of every report: what they are beside must come out as it
//! does beside harmless words, and nothing may act on a terminal, a browser, a spreadsheet or a CI server.

use jinyu::{
    Channel, Clock, Finding, InFile, InTurn, Language, Linter, Moment, OffsetMap, Pack, Position,
    Role, Severity, Source, Span, Turn,
};
use jinyu_report::scan::{
    Chosen, ConversationFacts, Exhibit, ExhibitTurn, FindingFacts, Overview, Page, Review,
    ReviewFormat, Sink, Tables, Totals, Unread as PageUnread,
};
use jinyu_report::{Located, Report, ReportFormat, Section, Standing, Style, Summary, Unread};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write};
use std::sync::{Arc, Mutex};

const PACK: &str = include_str!("../../../../fixtures/reports/hostile.yaml");
const HARMLESS: &str = "好话";
const HOSTILE: &[&str] = &[
    // Terminals.
    "\u{1b}[31m\u{1b}]0;title\u{7}",
    "\u{9b}31m\u{85}",
    "\u{7f}\u{0}\u{8}\u{c}",
    "a\rb",
    "\u{202e}左\u{202c}\u{2066}右\u{2069}",
    "一\u{2028}二\u{2029}三",
    // Servers.
    "\n::error::forged",
    "\r\n::set-output name=a::b",
    "x\n##[error]forged",
    "##vso[task.complete result=Failed;]",
    "%0A::error::a,b:c",
    // Markup.
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror='a()'>",
    "]]><a/><!--",
    "&lt;&amp;&#0;",
    "[x](javascript:a) ![y](http://z) `c` |d|",
    "\n\n# heading\n\n| a | b |\n| --- | --- |",
    "{0} {a} %s $(a) `b`",
    // Spreadsheets.
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "\",=1+1,\"\r\n=2",
    // Data.
    "\"},{\"a\":\"b\\",
    "\u{fffe}\u{ffff}\u{feff}",
];

/// What a report is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Lines for people; how many an excerpt has depends on its text.
    Drawn,
    /// Lines for people.
    Lines,
    Json,
    JsonLines,
    Csv,
    Markup,
    Markdown,
    /// A part of a workbook, which has the same text once.
    Part,
}

fn kind(format: ReportFormat) -> Kind {
    match format.name() {
        "pretty" => Kind::Drawn,
        "brief" | "github" => Kind::Lines,
        "jsonl" => Kind::JsonLines,
        "csv" => Kind::Csv,
        "html" | "junit" | "checkstyle" => Kind::Markup,
        "markdown" => Kind::Markdown,
        "json" | "sarif" | "gitlab" | "rdjson" => Kind::Json,
        other => panic!("say what {other} is made of"),
    }
}

/// A report of lint about findings that hold a word, stand beside it, are called by it, and whose file is.
fn linted(linter: &Linter, format: ReportFormat, language: Language, word: &str) -> Vec<u8> {
    let text = format!("{word}始至终{word}");
    let source = Source::new(format!("{word}.txt"), text.as_str());
    let mut map = OffsetMap::<InTurn, InFile>::starting_at(0);
    map.copy(text.len());
    let turn = Turn::new(&text).with_role(Role::Agent).with_map(map).with_id(Some(word.into()));
    let clean = Turn::new("始至终");
    let found = linter.lint(&clean).remove(0);
    let middle = word.len()..text.len() - word.len();
    let spans = [Span::new(0, text.len()), Span::new(middle.start, middle.end)];
    let spread = |span| {
        let mut finding = found.clone();
        finding.span = span;
        finding
    };
    let findings: Vec<Finding<'_>> = spans.into_iter().cycle().take(4).map(spread).collect();
    let mut located = Located::all(&turn, &findings, &mut source.positions());
    located[2].standing = Standing::Suppressed { reason: word };
    let (reporter, mut out) = (format.reporter(Style { language, colour: false }), Vec::new());
    let mut report = Report::new(reporter.as_ref(), &mut out);
    let mut section = Section::default();
    let mut summary = Summary { turns: 1, unread: 1, ..Summary::default() };
    summary.count(&located);
    reporter.turn(&source, &turn, &located, &mut section).unwrap();
    report.section(section).unwrap();
    let position = Some(Position { line: 9, column: 4 });
    let message = format!("{word}.txt:9:4: no field “{word}”");
    report.unread(Unread { path: format!("{word}.txt"), position, message });
    report.finish(&summary).unwrap();
    out
}

/// A conversation of which everything is called by a word.
fn exhibit(word: &str) -> Exhibit {
    let text = || String::from(word);
    let begin = Some(Moment::new(Clock::Calendar, 1_767_603_600_000));
    let finding = |turn| FindingFacts {
        turn,
        speaker: Some(text()),
        role: Role::Agent,
        begin,
        start: Position { line: 7, column: 3 },
        rule: text(),
        message: text(),
        category: text(),
        severity: Severity::Error,
        phrase: text(),
        wording: text(),
        say: vec![text(), text()],
        fingerprint: "0".repeat(32).parse().unwrap(),
    };
    let facts = ConversationFacts {
        number: 1,
        path: text(),
        line: 3,
        session: Some(text()),
        agents: vec![text()],
        team: Some(text()),
        channel: Some(Channel::Chat),
        begin,
        end: begin,
        turns: 2,
        agent_turns: 2,
        waits: vec![4_500],
        score: Some(86.0),
        veto: Some(text()),
        findings: vec![finding(1), finding(2)],
        ..ConversationFacts::default()
    };
    let turn = |mark| ExhibitTurn {
        role: Role::Agent,
        speaker: Some(text()),
        begin,
        text: format!("{word}急什么{word}"),
        marks: vec![(word.len()..word.len() + "急什么".len(), mark)],
    };
    Exhibit { chosen: Chosen::Worst, facts, turns: vec![turn(0), turn(1)] }
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that a scan makes of it.
fn scanned(language: Language, word: &str) -> Vec<(String, Kind, Vec<u8>)> {
    let exhibit = exhibit(word);
    let mut totals = Totals::default();
    totals.add(&exhibit.facts);
    let told = |sink: &mut dyn Sink| {
        sink.conversation(&exhibit.facts).unwrap();
        sink.finish(&totals, std::slice::from_ref(&exhibit)).unwrap();
    };
    let mut all = Vec::new();
    let mut overview = Vec::new();
    told(&mut Overview::new(&mut overview, Style { language, colour: false }));
    all.push(("overview".into(), Kind::Lines, overview));
    let unread = PageUnread::default();
    unread.add(&word);
    let page = Shared::default();
    told(&mut Page::new(Box::new(page.clone()), language, vec![word.into()], &unread));
    all.push(("page".into(), Kind::Markup, page.0.lock().unwrap().clone()));
    let mut files = Vec::new();
    told(
        &mut Tables::csv(|table| {
            let file = Shared::default();
            files.push((table.name(), file.clone()));
            Ok(Box::new(file))
        })
        .unwrap(),
    );
    for (name, file) in files {
        all.push((format!("{name}.csv"), Kind::Csv, file.0.lock().unwrap().clone()));
    }
    let list = Shared::default();
    told(&mut Review::new(Box::new(list.clone()), ReviewFormat::Csv, language));
    all.push(("review.csv".into(), Kind::Csv, list.0.lock().unwrap().clone()));
    let (tables, list) = (Shared::default(), Shared::default());
    told(&mut Tables::xlsx(Box::new(tables.clone()), language).unwrap());
    told(&mut Review::new(Box::new(list.clone()), ReviewFormat::Xlsx, language));
    for (name, book) in [("tables.xlsx", tables), ("review.xlsx", list)] {
        let bytes = book.0.lock().unwrap().clone();
        let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for at in 0..book.len() {
            let (mut part, mut xml) = (book.by_index(at).unwrap(), Vec::new());
            part.read_to_end(&mut xml).unwrap();
            all.push((format!("{name}/{}", part.name().unwrap()), Kind::Part, xml));
        }
    }
    all
}

/// The shape of a report, which its texts must not change.
fn shape(kind: Kind, shown: &str) -> String {
    match kind {
        Kind::Drawn => String::new(),
        Kind::Lines => shown.lines().count().to_string(),
        Kind::Json => without_texts(serde_json::from_str(shown).unwrap()).to_string(),
        Kind::JsonLines => shown
            .lines()
            .map(|line| without_texts(serde_json::from_str(line).unwrap()).to_string())
            .collect(),
        Kind::Csv => fields(shown),
        Kind::Markup => tags(shown),
        Kind::Markdown => marks(shown),
        Kind::Part => {
            let tags = tags(shown);
            tags.split(' ').collect::<BTreeSet<_>>().into_iter().collect()
        }
    }
}

/// JSON in which every text is the same, and every number.
fn without_texts(value: Value) -> Value {
    match value {
        Value::String(_) => Value::from(""),
        Value::Number(_) => Value::from(0),
        Value::Array(values) => values.into_iter().map(without_texts).collect(),
        Value::Object(map) => {
            map.into_iter().map(|(key, value)| (key, without_texts(value))).collect()
        }
        other => other,
    }
}

/// How many fields each record of a table has; none of which a spreadsheet calculates.
fn fields(shown: &str) -> String {
    let (mut counts, mut count, mut quoted, mut field) = (String::new(), 1, false, String::new());
    for character in shown.chars() {
        match character {
            '"' => quoted = !quoted,
            '\r' if !quoted => {}
            ',' | '\n' if !quoted => {
                let calculates = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']);
                assert!(!calculates, "a spreadsheet calculates {field}");
                field.clear();
                count += 1;
                if character == '\n' {
                    let _ = write!(counts, "{count} ");
                    count = 1;
                }
            }
            other => field.push(other),
        }
    }
    assert!(!quoted, "a quote is open at the end");
    counts
}

/// The tags of a document, each with how many quotes are in it; scripts and styles are one each.
fn tags(shown: &str) -> String {
    let (mut shape, mut rest) = (String::new(), shown);
    while let Some((_, behind)) = rest.split_once('<') {
        let (tag, behind) = behind.split_once('>').expect("a tag is open at the end");
        let name = tag.split([' ', '\n']).next().unwrap();
        let _ = write!(shape, "{name}{} ", tag.matches('"').count());
        rest = match name {
            "script" | "style" => behind.split_once(&format!("</{name}")).unwrap().1,
            _ => behind,
        };
    }
    shape
}

/// The beginning of each line of Markdown, and how many marks stand in it that are not escaped.
fn marks(shown: &str) -> String {
    let mut shape = String::new();
    for line in shown.lines() {
        let bare = line.replace("\\\\", "").replace("\\`", "").replace("\\[", "");
        let bare = bare.replace("\\]", "").replace("\\|", "").replace("\\*", "").replace("\\_", "");
        let count = |mark: &str| bare.matches(mark).count();
        let marks = ["`", "[", "|", "*", "_", "<", "!["].map(count);
        let _ = writeln!(shape, "{:?} {marks:?}", line.chars().next());
    }
    shape
}

/// Characters that a terminal, a browser or a viewer of source obeys.
fn acts(character: char) -> bool {
    let turns = matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && !matches!(character, '\n' | '\t'))
}

/// What is wrong with a report about a hostile word.
fn fault(name: &str, kind: Kind, shown: &str, harmless: &str) -> Option<String> {
    // Rows of CSV end as RFC 4180 wants it.
    let seen = if kind == Kind::Csv { shown.replace("\r\n", "\n") } else { shown.to_owned() };
    if let Some(acting) = seen.chars().find(|c| acts(*c)) {
        return Some(format!("U+{:04X} is passed on", u32::from(acting)));
    }
    let commands = ["::error ", "::warning ", "::notice "];
    let ours = |line: &str| name == "github" && commands.iter().any(|it| line.starts_with(it));
    if let Some(line) = seen.lines().find(|line| line.trim_start().starts_with("::") && !ours(line))
    {
        return Some(format!("a line is a command: {line}"));
    }
    let people = matches!(kind, Kind::Drawn | Kind::Lines);
    if people && name != "github" && (seen.contains("##[") || seen.contains("##vso[")) {
        return Some("a server finds a command in it".into());
    }
    let (is, wanted) = (shape(kind, shown), shape(kind, harmless));
    (is != wanted).then(|| format!("its shape is\n{is}\ninstead of\n{wanted}"))
}

#[test]
fn no_text_is_more_than_text() {
    let pack = Pack::parse(&Source::new("hostile.yaml", PACK)).unwrap();
    let linter = Linter::builder().pack(pack).build().unwrap();
    let all = |language, word: &str| {
        let lint = ReportFormat::ALL.into_iter().map(|format| {
            let shown = linted(&linter, format, language, word);
            (format.name().to_owned(), kind(format), shown)
        });
        lint.chain(scanned(language, word)).collect::<Vec<_>>()
    };
    let mut faults = Vec::new();
    for language in [Language::Zh, Language::En] {
        let harmless = all(language, HARMLESS);
        for word in HOSTILE {
            for ((name, kind, shown), (_, _, harmless)) in all(language, word).iter().zip(&harmless)
            {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                if let Some(fault) = fault(name, *kind, &text(shown), &text(harmless)) {
                    faults.push(format!("{name}, {word:?}: {fault}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
