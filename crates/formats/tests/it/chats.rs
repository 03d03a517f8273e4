//! Chat logs and calls in the shapes of the tools that write them: who says what and when, and where it
//! stands. Each file of `fixtures/transcripts/chat` and `…/call` has a snapshot beside it.

use jinyu::{Clock, InTurn, Moment, Role, Source, Span};
use jinyu_formats::{
    CallForm, Carry, ChatForm, ChatRead, TranscriptOptions, Utterance, other_side,
};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/transcripts");

/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;

/// The files of a folder with their text, in the order of their names.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(FIXTURES).join(folder);
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn same(folder: &str, name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(FIXTURES).join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.trim_end_matches(".txt"), shown));
}

/// A moment as people write it.
fn told(moment: Moment) -> String {
    let (millis, clock) = (moment.millis(), moment.clock());
    if clock == Clock::Recording {
        return format!("{}.{:03}", millis / 1_000, millis % 1_000);
    }
    let seconds = moment.of_day().unwrap_or_default() / 1_000;
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let numbered = (millis >= DAY).then(|| format!("day {} ", millis / DAY));
    let day = moment.day().map(|(year, month, day)| format!("{year}-{month:02}-{day:02} "));
    format!("{}{clock}", day.or(numbered).unwrap_or_default())
}

fn line(utterance: &Utterance) -> String {
    let turn = utterance.turn();
    let span = turn.in_file(Span::<InTurn>::new(0, turn.text().len()));
    let times: Vec<_> = [utterance.begin, utterance.end].into_iter().flatten().map(told).collect();
    let session = utterance.session.as_deref().map(|name| format!("#{name} ")).unwrap_or_default();
    format!(
        "{session}{:8} {} [{}] {}..{} {:?}\n",
        turn.role().name(),
        turn.speaker().unwrap_or("-"),
        times.join(" – "),
        span.start(),
        span.end(),
        turn.text(),
    )
}

fn read(name: &str, text: &str, form: &ChatForm) -> ChatRead {
    form.read(&Arc::new(Source::new(name, text)), &Carry::default())
}

#[test]
fn chats() {
    for (name, text) in files("chat") {
        let form = ChatForm::detect(&text, &TranscriptOptions::default()).expect(&name);
        let ChatRead { mut utterances, unread } = read(&name, &text, &form);
        other_side(&mut utterances);
        let mut shown = String::new();
        for (mark, order, basis) in form.times().orders() {
            writeln!(shown, "dates with {mark:?}: {order:?}, {basis:?}").unwrap();
        }
        shown.extend(utterances.iter().map(line));
        for time in unread {
            writeln!(shown, "unread {:?}: {}", &text[time.range], time.shape).unwrap();
        }
        same("chat", &name, &shown);
    }
}

#[test]
fn calls() {
    for (name, text) in files("call") {
        assert!(CallForm::detect(&text), "{name}");
        let source = Arc::new(Source::new(name.as_str(), text));
        let said = CallForm::read(&source, &TranscriptOptions::default());
        let mut shown: String = said.utterances.iter().map(line).collect();
        for error in said.errors {
            writeln!(shown, "{error}").unwrap();
        }
        same("call", &name, &shown);
    }
}

#[test]
fn no_chat_and_no_call() {
    let table = [
        "",
        "\n\n",
        "您好，您的订单已经发出，请留意。",
        "Dear customer,\n\nthank you: we got it.\n\nBest\nAnna\n",
        "{\"text\": \"a: b\"}\n{\"text\": \"c: d\"}\n",
        "text,time\n您好,2024-05-01 10:02:33\n",
        "One\nTwo\nThree\n",
    ];
    for text in table {
        assert!(ChatForm::detect(text, &TranscriptOptions::default()).is_none(), "{text:?}");
        assert!(!CallForm::detect(text), "{text:?}");
    }
}

#[test]
fn lists_of_names_win() {
    let options = TranscriptOptions {
        agents: vec!["Anna".into(), "1229".into()],
        customers: vec!["客服小王".into(), "Tom".into()],
        role: Role::Bot,
        ..TranscriptOptions::default()
    };
    let text = "[10:02] Anna: a\n[10:02] 小李(1229): b\n[10:02] 客服小王: c\n[10:02] 小张: d\n";
    let form = ChatForm::detect(text, &options).unwrap();
    let roles: Vec<_> = read("-", text, &form).utterances.iter().map(|turn| turn.role).collect();
    assert_eq!(roles, [Role::Agent, Role::Agent, Role::Customer, Role::Bot]);
    let named = "Anna: hi\nwell: no\nTom: hi\nTom: there\n";
    let form = ChatForm::detect(named, &options).unwrap();
    let texts: Vec<_> =
        read("-", named, &form).utterances.iter().map(|turn| turn.text().to_owned()).collect();
    assert_eq!(texts, ["hi\nwell: no", "hi", "there"]);
}

#[test]
fn long_lines_take_linear_time() {
    let options = TranscriptOptions::default();
    for piece in
        [":", "):", "(:", "客服", "坐席：", "agent ", "<li>", "<a", "&", "1", "10:02 ", "[", "——"]
    {
        for head in ["", "坐席：", "<li start=1>客服：", "客服：您好\n", "[10:02] 客服: 您好\n"]
        {
            let text = format!("{head}{}", piece.repeat(10_000));
            let source = Arc::new(Source::new("-", text.clone()));
            let _ = (CallForm::detect(&text), CallForm::read(&source, &options));
            if let Some(form) = ChatForm::detect(&text, &options) {
                let _ = form.read(&source, &Carry::default());
            }
        }
    }
}

/// Reads a log in stretches of at least `size` bytes.
fn in_stretches(text: &str, form: &ChatForm, size: usize) -> (Vec<Utterance>, usize) {
    let (mut said, mut unread) = (Vec::new(), 0);
    let (mut start, mut line, mut carry) = (0, 1, Carry::default());
    while start < text.len() {
        let rest = &text[start..];
        let end = form.cut(rest, size - 1).unwrap_or(rest.len());
        let stretch = &rest[..end];
        let read = form.read(&Arc::new(Source::part("-", stretch, start, line)), &carry);
        said.extend(read.utterances);
        unread += read.unread.len();
        form.pass(stretch, &mut carry);
        start += end;
        line += stretch.matches('\n').count();
    }
    (said, unread)
}

/// Every text is what stands in the file, at each of its characters.
fn check_places(text: &str, utterances: &[Utterance]) -> Result<(), TestCaseError> {
    for utterance in utterances {
        let turn = utterance.turn();
        for (at, c) in turn.text().char_indices() {
            let span = turn.in_file(Span::<InTurn>::new(at, at + c.len_utf8()));
            prop_assert_eq!(text.get(span.range()), turn.text().get(at..at + c.len_utf8()));
        }
    }
    Ok(())
}

fn log() -> impl Strategy<Value = String> {
    let heads = prop::sample::select(vec![
        vec![
            "[2024-05-01 10:02:33] 客服小王: ",
            "[2024-05-01 23:59:59] 客户: ",
            "[2024-13-01 1:1] x: ",
        ],
        vec![
            "5/1/24, 10:02\u{202f}AM - Anna: ",
            "5/13/24, 10:02 PM - Tom: ",
            "5/1/24, 10:02 AM - joined",
        ],
        vec!["客服 23:59:01\n", "客户 00:01:00\n", "—— 2024-05-01 ——\n", "会话ID：12\n"],
        vec!["> Anna [U1] @ 01/05/2024 10:02:33 Z:\n", "> tom [U2] @ 13/05/2024 10:02:33 Z:\n"],
        vec!["agent: ", "客户：", "2024-05-01 10:02\n", "===== 会话 7 =====\n"],
        vec!["10:02 AM | Anna: ", "11:59 PM | Tom | ", "Date: 2024-05-01\n", "Ticket #4\n"],
        vec![
            "[昨天 10:02] 客服: ",
            "[10:02] 客户: ",
            "[星期二 9:00] 客户: ",
            "[2024-05-01 8:00] 客服: ",
        ],
        vec!["12-31 10:02 客服：", "01-01 9:00 客户：", "2024-12-30 8:00 客户：", "—— 今天 ——\n"],
    ]);
    let bodies = prop_oneof![
        Just("您好\n"),
        Just("hi: there\r\n请讲\r\n"),
        Just("\n\n"),
        Just("-----\n[10:02] x: y\n"),
        Just("12:30\n\u{200e}a\n"),
        Just("张三 10:02\n"),
        Just("\u{200e}"),
    ];
    (heads, prop::collection::vec((any::<prop::sample::Index>(), bodies), 1..24)).prop_map(
        |(heads, lines)| {
            lines
                .into_iter()
                .map(|(head, body)| format!("{}{body}", heads[head.index(heads.len())]))
                .collect()
        },
    )
}

proptest! {
    #[test]
    fn a_log_is_read_the_same_however_it_is_cut(text in log(), size in 1_usize..80) {
        let Some(form) = ChatForm::detect(&text, &TranscriptOptions::default()) else { return Ok(()) };
        let whole = read("-", &text, &form);
        let (parts, unread) = in_stretches(&text, &form, size);
        let shown = |utterances: &[Utterance]| utterances.iter().map(line).collect::<String>();
        prop_assert_eq!(shown(&parts), shown(&whole.utterances), "{}", text);
        prop_assert_eq!(unread, whole.unread.len());
        check_places(&text, &parts)?;
    }

    #[test]
    fn calls_map_to_their_file(
        text in "((坐席|客户|agent|S1)[：:]|<li start=[0-9a]{1,3} end=7>|</li>|&amp;|&lt;|<b>|[您好a 0-9:：<>\t]|\r?\n){0,30}",
    ) {
        let source = Arc::new(Source::part("-", text.clone(), 0, 1));
        let said = CallForm::read(&source, &TranscriptOptions::default());
        for utterance in &said.utterances {
            let turn = utterance.turn();
            for (at, c) in turn.text().char_indices() {
                let span = turn.in_file(Span::<InTurn>::new(at, at + c.len_utf8()));
                let there = text.get(span.range()).unwrap_or_default();
                prop_assert!(there.starts_with(c) || there.starts_with('&'), "{text:?} {at} {there:?}");
            }
        }
    }

    #[test]
    fn nothing_panics(text in "(\\[|\\]|10:02|上午|2024-05-01|5/1/24, |: |：| - | \\| |<li |>|\r?\n|客服|-----|会话ID|\\PC){0,40}") {
        let options = TranscriptOptions::default();
        let source = Arc::new(Source::new("-", text.clone()));
        let _ = CallForm::read(&source, &options);
        if let Some(form) = ChatForm::detect(&text, &options) {
            let read = form.read(&source, &Carry::default());
            check_places(&text, &read.utterances)?;
        }
    }
}
