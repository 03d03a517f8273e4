//! What is in each kind of file, for a few conversations with everything in them.

use super::*;
use crate::scan::FindingFacts;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use jinyu::{Channel, Clock, Fingerprint, Moment, Position, Role, Severity};

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../../../../../fixtures/reports",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text); });
}

fn moment(seconds: i64) -> Option<Moment> {
    Some(Moment::new(Clock::Calendar, 1_714_557_753_000 + seconds * 1_000))
}

fn finding(turn: u64, rule: &str, wording: &str) -> FindingFacts {
    FindingFacts {
        turn,
        speaker: Some("小王 (0123)".into()),
        role: Role::Agent,
        begin: moment(i64::try_from(turn).unwrap() * 10),
        start: Position { line: 7, column: 3 },
        rule: rule.into(),
        message: "催促客户".into(),
        category: rule.split('/').next().unwrap_or_default().into(),
        severity: Severity::Error,
        phrase: "急什么".into(),
        wording: wording.into(),
        say: vec!["请您稍等".into(), "我马上为您查".into()],
        fingerprint: "0123456789abcdef0123456789abcdef".parse::<Fingerprint>().unwrap(),
    }
}

/// Conversations of two agents, one of which is hostile to spreadsheets.
fn conversations() -> Vec<ConversationFacts> {
    let served = ConversationFacts {
        number: 1,
        path: "chats.jsonl".into(),
        line: 3,
        session: Some("s-1".into()),
        agents: vec!["小王 (0123)".into(), "小李".into()],
        team: Some("售后, 一组".into()),
        channel: Some(Channel::Chat),
        begin: moment(0),
        end: moment(600),
        turns: 12,
        agent_turns: 6,
        customer_turns: 5,
        waits: vec![4_500, 301_000],
        score: Some(86.666_666),
        findings: vec![
            finding(2, "impatient/hurry", "急什么"),
            finding(5, "impatient/hurry", "=HYPERLINK(\"http://a\")"),
            FindingFacts {
                begin: Some(Moment::new(Clock::Recording, 83_250)),
                speaker: None,
                phrase: String::new(),
                wording: String::new(),
                severity: Severity::Info,
                ..finding(9, "conversation/no-opening", "")
            },
        ],
        ..ConversationFacts::default()
    };
    let hostile = ConversationFacts {
        number: 2,
        path: "-1+1.csv".into(),
        line: 1,
        agents: vec!["@SUM(A1)".into()],
        veto: Some("impatient/hurry".into()),
        score: Some(0.0),
        findings: vec![finding(1, "impatient/hurry", "\t=1\r\n\"b\"")],
        ..ConversationFacts::default()
    };
    vec![served, hostile, ConversationFacts { number: 3, ..ConversationFacts::default() }]
}

fn fill(mut tables: Tables<'_>) {
    let mut totals = Totals::default();
    for conversation in conversations() {
        tables.conversation(&conversation).unwrap();
        totals.add(&conversation);
    }
    tables.finish(&totals, &[]).unwrap();
}

/// What each table was written as.
fn files(
    make: impl FnOnce(&mut dyn FnMut(Table) -> io::Result<TableOut<'static>>),
) -> Vec<Vec<u8>> {
    use std::sync::{Arc, Mutex};
    struct Shared(Arc<Mutex<Vec<u8>>>);
    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut kept = Vec::new();
    make(&mut |_| {
        let file = Arc::new(Mutex::new(Vec::new()));
        kept.push(Arc::clone(&file));
        Ok(Box::new(Shared(file)))
    });
    kept.iter().map(|file| file.lock().unwrap().clone()).collect()
}

#[test]
fn csv_of_every_table() {
    let written = files(|open| fill(Tables::csv(open).unwrap()));
    let mut all = String::new();
    for (table, file) in Table::ALL.into_iter().zip(written) {
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{FEFF}').unwrap().replace("\r\n", "\n");
        all.push_str(&format!("{}.csv\n{text}\n", table.name()));
    }
    snapshot("tables.csv", &all);
}

#[test]
fn parquet_has_the_same_columns_and_rows() {
    let csv = files(|open| fill(Tables::csv(open).unwrap()));
    let parquet = files(|open| fill(Tables::parquet(open).unwrap()));
    let mut first = String::new();
    for ((table, csv), parquet) in Table::ALL.into_iter().zip(csv).zip(parquet) {
        let reader = SerializedFileReader::new(bytes::Bytes::from(parquet)).unwrap();
        let metadata = reader.metadata().file_metadata();
        let rows = usize::try_from(metadata.num_rows()).unwrap();
        assert_eq!(rows, String::from_utf8(csv).unwrap().lines().count() - 1, "{}", table.name());
        let columns = metadata.schema_descr().columns();
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        let wanted: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
        assert_eq!(names, wanted);
        if let Some(Ok(row)) = reader.get_row_iter(None).unwrap().next() {
            first.push_str(&format!("{}: {row}\n", table.name()));
        }
    }
    snapshot("tables.parquet", &first);
}

#[test]
fn a_workbook_is_the_same_each_time() {
    let book = || {
        files(|open| {
            fill(Tables::xlsx_of(open(Table::Findings).unwrap(), Language::Zh, 2).unwrap())
        })
    };
    let written = book();
    assert!(written[0].starts_with(b"PK"));
    assert_eq!(written, book());
}

#[test]
fn every_row_has_a_value_of_each_column() {
    struct Checks;
    impl Book for Checks {
        fn row(&mut self, table: Table, row: &[Value<'_>]) -> io::Result<()> {
            use value::Kind;
            assert_eq!(row.len(), table.columns().len(), "{}", table.name());
            for (value, column) in row.iter().zip(table.columns()) {
                let fits = match value {
                    Value::None => true,
                    Value::Text(_) => column.kind == Kind::Text,
                    Value::Integer(_) => column.kind == Kind::Integer,
                    Value::Decimal(_) => column.kind == Kind::Decimal,
                    Value::Day(_) => column.kind == Kind::Day,
                    Value::Time(_) => column.kind == Kind::Time,
                };
                assert!(fits, "{} {}: {value:?}", table.name(), column.name);
            }
            Ok(())
        }
        fn finish(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    fill(Tables { book: Box::new(Checks) });
}
