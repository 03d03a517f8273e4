//! The transcripts of `fixtures/transcripts/records`, one for each shape that other programs write and one
//! for each way to break: what is read of them, where it stands, and what is said of the rest.

use jinyu::{Clock, Moment, Source, Span};
use jinyu_formats::{
    Column, ReadError, Transcript, TranscriptOptions, UnreadTimes, Utterance, decode,
};
use proptest::prelude::*;
use std::fmt::Write;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/transcripts/records")
}

/// The names of the fixtures, and what is in them.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap()).collect();
    files.sort_by_key(|file| file.file_name());
    let named = files
        .into_iter()
        .filter(|file| file.file_type().unwrap().is_file())
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap()));
    named.filter(|(name, _)| !name.ends_with(".py")).collect()
}

/// All that is read of an input.
#[derive(Default)]
struct Heard {
    utterances: Vec<Utterance>,
    errors: Vec<ReadError>,
    unread_times: Vec<UnreadTimes>,
    end: Option<String>,
}

fn hear(name: &str, input: impl Read, options: &TranscriptOptions, size: usize) -> Heard {
    let mut heard = Heard::default();
    let mut transcript = Transcript::new(name, input, options, size);
    for stretch in transcript.by_ref() {
        match stretch {
            Ok(stretch) => {
                let said = stretch.read(options);
                heard.utterances.extend(said.utterances);
                heard.errors.extend(said.errors);
                UnreadTimes::merge(&mut heard.unread_times, said.unread_times);
            }
            Err(error) => heard.end = Some(error.to_string()),
        }
    }
    assert!(transcript.next().is_none());
    heard
}

fn time(moment: Option<Moment>) -> String {
    let Some(moment) = moment else { return "-".into() };
    let millis = moment.of_day().unwrap_or(moment.millis());
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = if millis == 0 { String::new() } else { format!(".{millis:03}") };
    match (moment.day(), moment.clock()) {
        (Some((year, month, day)), _) => format!("{year}-{month:02}-{day:02} {clock}{fraction}"),
        (None, Clock::Recording) => format!("+{clock}{fraction}"),
        (None, _) if moment.millis() >= 86_400_000 => {
            format!("day {} {clock}{fraction}", moment.millis() / 86_400_000)
        }
        (None, _) => format!("{clock}{fraction}"),
    }
}

/// A turn on a line: its place, who speaks in which session where and when, and its words; behind an
/// arrow what they are in the file, where that is something else.
fn line(utterance: &Utterance) -> String {
    let (turn, source) = (utterance.turn(), utterance.source());
    let span = turn.in_file(Span::new(0, turn.text().len()));
    let position = source.positions().at(span.start());
    let place = match source.cell(span.start()) {
        Some(cell) => cell.to_string(),
        None => format!("{}:{}", position.line, position.column),
    };
    let mut line = format!("{place} {}", turn.role().name());
    let known = |line: &mut String, mark: &str, said: Option<&str>| {
        if let Some(said) = said {
            write!(line, " {mark}{said}").unwrap();
        }
    };
    known(&mut line, "", turn.speaker());
    known(&mut line, "in ", utterance.session.as_deref());
    known(&mut line, "with ", utterance.customer.as_deref());
    known(&mut line, "by ", turn.channel().map(|channel| channel.name()));
    known(&mut line, "#", turn.id());
    if turn.begin().is_some() {
        write!(line, " at {}", time(turn.begin())).unwrap();
    }
    if utterance.end.is_some() {
        write!(line, "–{}", time(utterance.end)).unwrap();
    }
    write!(line, ": {:?}", turn.text()).unwrap();
    let there = &source.text()[span.start() - source.offset()..span.end() - source.offset()];
    if there != turn.text() {
        write!(line, " ← {there:?}").unwrap();
    }
    line
}

fn shown(heard: &Heard) -> String {
    let mut shown: Vec<_> = heard.utterances.iter().map(line).collect();
    shown.extend(heard.errors.iter().map(|error| format!("! {error}")));
    let times = heard.unread_times.iter().map(|times| {
        let UnreadTimes { shape, first, line, count, dateless } = times;
        let dateless = if *dateless { " and without a date" } else { "" };
        format!("? {count} times like “{shape}”{dateless}; the first, “{first}”, is in line {line}")
    });
    shown.extend(times);
    shown.extend(heard.end.iter().map(|end| format!("!! {end}")));
    shown.join("\n")
}

#[test]
fn what_is_read_of_every_shape() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, bytes) in fixtures() {
            let heard = hear(&name, bytes.as_slice(), &TranscriptOptions::default(), 1 << 20);
            insta::assert_snapshot!(name, shown(&heard));
        }
    });
}

#[test]
fn the_size_of_stretches_changes_nothing() {
    let options = TranscriptOptions::default();
    for (name, bytes) in fixtures() {
        let whole = shown(&hear(&name, bytes.as_slice(), &options, usize::MAX));
        for size in (1..=200).step_by(if bytes.len() > 2000 { 7 } else { 1 }) {
            assert_eq!(
                shown(&hear(&name, bytes.as_slice(), &options, size)),
                whole,
                "{name} {size}"
            );
        }
    }
}

/// Every character of every turn leads to the characters that it was made of: itself, an escape of it, or
/// a row of bytes that was taken for Latin-1.
#[test]
fn words_lead_back_to_the_file() {
    let options = TranscriptOptions::default();
    for (name, bytes) in fixtures() {
        for utterance in hear(&name, bytes.as_slice(), &options, 64).utterances {
            let (turn, source) = (utterance.turn(), utterance.source());
            let mut behind = 0;
            for (at, c) in turn.text().char_indices() {
                let span = turn.in_file(Span::new(at, at + c.len_utf8()));
                assert!(span.start() >= behind, "{name} {:?}", turn.text());
                behind = span.end();
                let there =
                    &source.text()[span.start() - source.offset()..span.end() - source.offset()];
                let same = there == c.encode_utf8(&mut [0; 4]);
                let meant = there.contains(['\\', '&', '"', '<', ' ', '\n'])
                    || there.chars().all(|c| u32::from(c) < 256);
                assert!(same || meant, "{name}: {c:?} is made of {there:?}");
            }
        }
    }
}

#[test]
fn columns_that_somebody_named() {
    let map = |pairs: &[(Column, &str)]| {
        let map = pairs.iter().map(|(column, name)| (*column, (*name).to_owned())).collect();
        TranscriptOptions { map, ..TranscriptOptions::default() }
    };
    let heard = |name: &str, text: &str, pairs: &[(Column, &str)]| {
        shown(&hear(name, text.as_bytes(), &map(pairs), 1 << 20))
    };
    let csv = "编号,说的话,谁\n1,您好,客服\n";
    assert_eq!(
        heard("a.csv", csv, &[(Column::Text, "说的话"), (Column::Role, "谁")]),
        "2:3 agent by chat #1: \"您好\""
    );
    assert_eq!(
        heard(
            "a.csv",
            csv,
            &[(Column::Text, "说的活"), (Column::Role, "谁们"), (Column::Time, "x")]
        ),
        "!! a.csv:1:1: --map text: no column “说的活”; did you mean “说的话”?; --map role: no column “谁们”; \
         did you mean “谁”?; --map time: no column “x”; the first row says “编号”, “说的话”, “谁”"
    );
    let tsv = "s1\t1\t您好\ns1\t0\t在吗\n";
    assert_eq!(
        heard("a.tsv", tsv, &[(Column::Text, "3"), (Column::Role, "2"), (Column::Session, "1")]),
        "1:6 agent in s1 by chat: \"您好\"\n2:6 customer in s1 by chat: \"在吗\""
    );
    let jsonl = "{\"x\": {\"y\": \"您好\"}, \"text\": \"no\"}\n{\"x\": 1, \"txt\": \"\"}\n";
    assert_eq!(
        heard("a.jsonl", jsonl, &[(Column::Text, "x.y")]),
        "1:14 unknown by chat: \"您好\"\n! a.jsonl:2:1: no key “x.y”, which holds what was said; \
         did you mean “x”?"
    );
}

/// An input that fails after its bytes.
struct Failing<'b>(&'b [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn what_was_read_before_a_failure_is_kept() {
    let jsonl = "{\"text\": \"您好\"}\n{\"text\": \"请讲\"}\n{\"text\": \"…";
    let heard = hear("a.jsonl", Failing(jsonl.as_bytes()), &TranscriptOptions::default(), 10);
    assert_eq!(heard.utterances.len(), 2);
    assert_eq!(heard.end.as_deref(), Some("the disk is gone"));
    for name in ["a.jsonl", "a.csv", "a.json", "a.srt", "a.txt"] {
        let heard = hear(name, io::empty(), &TranscriptOptions::default(), 10);
        assert_eq!(shown(&heard), "", "{name}");
    }
}

#[test]
fn encodings_are_those_of_texts() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode("会话ID,角色,内容\n1,客服,您好，请讲\n");
    let heard = hear("a.csv", gb18030.as_ref(), &TranscriptOptions::default(), 1);
    assert_eq!(heard.utterances[0].text(), "您好，请讲");
    assert_eq!(decode(&gb18030).unwrap().lines().count(), 2);
    let source: &Source = heard.utterances[0].source();
    assert_eq!(source.first_line(), 2);
}

/// The beginning of a transcript in each shape, and pieces of which its rest is put together.
fn shapes() -> impl Strategy<Value = (&'static str, String)> {
    let csv =
        ["\"", "\"\"", ",", "\n", "\r\n", "\r", "您好", " ", "1,agent,好\n", ",\"", "\",", "<p>"];
    let tsv = ["\"", "\t", "\n", "\r\n", "您好", "1\tagent\t好\n", "\t\"", "\"\t", "\"\n"];
    let jsonl = [
        "{",
        "}",
        "[",
        "]",
        "\"text\": ",
        "\"a\\u60a8\"",
        ",",
        "\n",
        "{\"text\": \"好\"}\n",
        "\\",
        "\"",
        "{\"turns\": [\"客服：好\"]}\n",
        "null",
        "1.5",
        " ",
    ];
    let captions = [
        "\n",
        "\r\n",
        "1\n",
        "00:01.000 --> 00:02.000\n",
        "0 --> 1\n",
        "客服：好\n",
        "<v Anna>",
        "NOTE\n",
        "&amp;",
        "<i>",
        "<",
        "{\\an8}",
        " ",
    ];
    let shape = |name: &'static str, head: &'static str, pieces: Vec<&'static str>| {
        let rest = prop::collection::vec(prop::sample::select(pieces), 0..24);
        rest.prop_map(move |rest| (name, format!("{head}{}", rest.concat())))
    };
    prop_oneof![
        shape("a.csv", "session,role,text\n", csv.to_vec()),
        shape("a.tsv", "session\trole\ttext\n", tsv.to_vec()),
        shape("a.jsonl", "", jsonl.to_vec()),
        shape("a.json", "", jsonl.to_vec()),
        shape("a.srt", "", captions.to_vec()),
        shape("a.vtt", "WEBVTT\n\n", captions.to_vec()),
    ]
}

proptest! {
    /// Whatever is wrong with a transcript, it is read to its end, and the same however it is cut.
    #[test]
    fn what_is_broken_is_read_the_same((name, text) in shapes(), size in 1_usize..200) {
        let options = TranscriptOptions::default();
        let whole = shown(&hear(name, text.as_bytes(), &options, usize::MAX));
        prop_assert_eq!(shown(&hear(name, text.as_bytes(), &options, size)), whole);
    }
}
