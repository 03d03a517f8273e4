use super::*;
use jinyu::{Moment, Role};

/// Lines as they stand in a file: session, then the millisecond of the day, where there is one.
fn file(lines: &[(&str, Option<Moment>)]) -> Vec<Utterance> {
    let text: String = lines.iter().map(|(session, _)| format!("{session}\n")).collect();
    let source = Arc::new(Source::new("a.txt", text));
    let mut at = 0;
    let utterance = |(session, begin): &(&str, Option<Moment>)| {
        let mut utterance = Utterance::there(&source, at..at + session.len());
        at += session.len() + 1;
        utterance.session = (*session != "-").then(|| (*session).into());
        (utterance.begin, utterance.role) = (*begin, Role::Agent);
        utterance
    };
    lines.iter().map(utterance).collect()
}

fn timeless(sessions: &str) -> Vec<Utterance> {
    file(&sessions.split(' ').map(|session| (session, None)).collect::<Vec<_>>())
}

fn limits(idle: u64, turns: usize, bytes: usize) -> SessionLimits {
    SessionLimits { idle, turns, bytes }
}

/// What becomes of them: the lines of each session in the order in which the sessions end.
fn ended(limits: SessionLimits, utterances: Vec<Utterance>) -> (String, Vec<SessionNote>) {
    let (mut sessions, mut ended) = (Sessions::new(limits), Vec::new());
    for utterance in utterances {
        sessions.take(utterance, &mut ended);
        sessions.stretch();
    }
    sessions.end(&mut ended);
    let lines = |session: &Session| {
        let lines = session.utterances.iter().map(|it| it.line().to_string());
        lines.collect::<Vec<_>>().join(" ")
    };
    (ended.iter().map(lines).collect::<Vec<_>>().join(" | "), sessions.notes())
}

#[test]
fn sessions_end_in_the_order_in_which_they_fall_silent() {
    let usual = SessionLimits::default();
    let table = [
        ("a a b b", usual, "1 2 | 3 4"),
        ("a b a b a", usual, "2 4 | 1 3 5"),
        ("- a - a", usual, "1 3 | 2 4"),
        ("a b b b c", limits(3, 9, 1 << 20), "1 | 2 3 4 | 5"),
        ("a b a b b b c", limits(3, 9, 1 << 20), "1 3 | 2 4 5 6 | 7"),
        ("a a a a a", limits(9, 2, 1 << 20), "1 2 | 3 4 | 5"),
        ("a b c c", limits(9, 9, 600), "1 | 2 | 3 4"),
    ];
    for (sessions, limits, expected) in table {
        assert_eq!(ended(limits, timeless(sessions)).0, expected, "{sessions}");
    }
}

#[test]
fn what_is_unusual_is_told_once() {
    let note = |sessions, limits| ended(limits, timeless(sessions)).1;
    let came_back = SessionNote::CameBack { name: "a".into(), offset: 8, line: 5 };
    assert_eq!(note("a b b b a b b b a", limits(3, 9, 1 << 20)), [came_back]);
    let cut = SessionNote::Cut { name: Some("a".into()), turns: 2, line: 1 };
    assert_eq!(note("a a a a a", limits(9, 2, 1 << 20)), [cut]);
    let full = SessionNote::Full { name: Some("a".into()), line: 1 };
    assert_eq!(note("a b c", limits(9, 9, 600)), [full]);
}

#[test]
fn a_long_pause_ends_what_has_no_name() {
    let hours = |hours: i64| Some(Moment::new(Clock::Calendar, hours * 3_600_000));
    let lines = [("-", hours(1)), ("-", hours(12)), ("-", hours(25)), ("-", hours(2))];
    assert_eq!(ended(SessionLimits::default(), file(&lines)).0, "1 2 | 3 | 4");
    let named = lines.map(|(_, begin)| ("a", begin));
    assert_eq!(ended(SessionLimits::default(), file(&named)).0, "1 4 2 3");
}

/// What becomes of turns of customers and agents, at hours, with this gap.
fn parted(gap: &str, talk: &[(&str, Clock, i64)]) -> String {
    let moment = |clock, hours: i64| Some(Moment::new(clock, hours * 3_600_000));
    let lines: Vec<_> = talk.iter().map(|&(_, clock, hours)| ("-", moment(clock, hours))).collect();
    let (mut sessions, mut ended) = (Sessions::new(SessionLimits::default()), Vec::new());
    sessions.part_at(gap.parse().unwrap());
    for (mut utterance, (who, ..)) in file(&lines).into_iter().zip(talk) {
        let (name, to) = who.split_once('/').unwrap_or((who, ""));
        utterance.role = match name {
            "agent" => Role::Agent,
            "customer" => Role::Customer,
            _ => Role::Unknown,
        };
        utterance.speaker = Some(name.into());
        utterance.customer = (!to.is_empty()).then(|| to.into());
        sessions.take(utterance, &mut ended);
    }
    sessions.end(&mut ended);
    let lines = |session: &Session| {
        let lines = session.utterances.iter().map(|it| it.line().to_string());
        lines.collect::<Vec<_>>().join(" ")
    };
    ended.iter().map(lines).collect::<Vec<_>>().join(" | ")
}

#[test]
fn an_answer_belongs_to_what_it_answers() {
    use Clock::{Calendar, Day};
    type Talk<'t> = &'t [(&'t str, Clock, i64)];
    let table: [(&str, Talk<'_>, &str); 10] = [
        ("12h", &[("customer", Calendar, 1), ("agent", Calendar, 20)], "1 2"),
        ("12h", &[("customer", Calendar, 1), ("agent", Calendar, 80)], "1 | 2"),
        ("12h", &[("agent", Calendar, 1), ("customer", Calendar, 20)], "1 | 2"),
        ("12h", &[("customer", Calendar, 1), ("customer", Calendar, 20)], "1 | 2"),
        ("12h", &[("Anna", Calendar, 1), ("agent", Calendar, 20)], "1 2"),
        ("12h", &[("Anna", Calendar, 1), ("Tom", Calendar, 20)], "1 | 2"),
        ("2d", &[("agent", Calendar, 1), ("customer", Calendar, 40)], "1 2"),
        ("never", &[("agent", Calendar, 1), ("customer", Calendar, 9_000)], "1 2"),
        ("12h", &[("agent", Day, 25), ("customer", Day, 50), ("agent", Day, 51)], "1 | 2 3"),
        ("12h", &[("agent", Calendar, 25), ("customer", Day, 50)], "1 | 2"),
    ];
    for (gap, talk, expected) in table {
        assert_eq!(parted(gap, talk), expected, "{gap} {talk:?}");
    }
}

#[test]
fn customers_are_kept_apart_where_records_name_them() {
    let at = |who| (who, Clock::Calendar, 1);
    let talk = ["customer/A", "customer/B", "agent/A", "agent/B", "agent"].map(at);
    assert_eq!(parted("12h", &talk), "1 3 | 2 4 | 5");
}

#[test]
fn turns_are_put_in_order_and_midnight_is_passed() {
    let at = |clock, seconds: i64| Some(Moment::new(clock, seconds * 1_000));
    let day = |seconds| ("a", at(Clock::Day, seconds));
    let (mut sessions, mut ended) = (Sessions::new(SessionLimits::default()), Vec::new());
    for utterance in file(&[day(86_390), day(5), day(3), day(90)]) {
        sessions.take(utterance, &mut ended);
    }
    sessions.end(&mut ended);
    let begins = ended[0].utterances.iter().map(|it| it.begin.unwrap().millis() / 1_000);
    assert_eq!(begins.collect::<Vec<_>>(), [86_390, 86_403, 86_405, 86_490]);
}

#[test]
fn what_waits_for_long_keeps_its_place_and_no_more() {
    let long = "a ".to_owned() + &"b ".repeat(200) + "a";
    let (mut sessions, mut ended) = (Sessions::new(SessionLimits::default()), Vec::new());
    for utterance in timeless(&long) {
        sessions.take(utterance, &mut ended);
        sessions.stretch();
    }
    sessions.end(&mut ended);
    let first = &ended[1].utterances[0];
    assert_eq!((first.text(), first.line(), first.source().text()), ("a", 1, "a\n"));
    let early = &ended[0].utterances[3];
    assert_eq!((early.text(), early.line(), early.source().text()), ("b", 5, "b\n"));
}
