//! Conversations for tests: the same ones each time, of several agents, teams, days and channels, with
//! findings of several kinds.

use crate::scan::{Chosen, ConversationFacts, Exhibit, ExhibitTurn, FindingFacts};
use crate::vocabulary::either;
use jinyu::{Channel, Clock, Language, Moment, Position, Role, Severity};

/// 2026-01-05, a Monday, at nine.
const BEGIN: i64 = 1_767_603_600_000;
const DAY: i64 = 86_400_000;

/// What an agent says wrong: the words around it, the wording, the rule, what it says, the category.
struct Fault {
    said: [(&'static str, &'static str, &'static str); 2],
    rule: &'static str,
    message: [&'static str; 2],
    category: &'static str,
    severity: Severity,
    say: [&'static str; 2],
}

const FAULTS: [Fault; 4] = [
    Fault {
        said: [
            ("这个我也", "不清楚", "，您自己看一下页面吧。"),
            ("Sorry, ", "I don't know", ", have a look at the page."),
        ],
        rule: "negative/not-knowing",
        message: ["说不知道而不去了解", "says that they do not know"],
        category: "negative",
        severity: Severity::Warning,
        say: ["我马上为您核实，五分钟内回复您。", "Let me find that out for you."],
    },
    Fault {
        said: [("", "急什么", "，都在处理了。"), ("", "Calm down", ", it is being handled.")],
        rule: "impatient/calm-down",
        message: ["嫌客户着急", "tells the customer to calm down"],
        category: "impatient",
        severity: Severity::Error,
        say: ["我理解您很着急，我正在加急处理。", "I understand this is urgent; I am on it now."],
    },
    Fault {
        said: [
            ("您", "爱投诉就投诉", "，随便。"),
            ("", "Go ahead and complain", ", I do not mind."),
        ],
        rule: "combative/complain",
        message: ["挑衅客户去投诉", "dares the customer to complain"],
        category: "combative",
        severity: Severity::Error,
        say: [
            "很抱歉给您带来不便，我来为您记录并跟进。",
            "I am sorry about this; I will note it and follow up.",
        ],
    },
    Fault {
        said: [("", "大概", "过几天就到了。"), ("", "Probably", " in a few days.")],
        rule: "vague/hedging",
        message: ["说法含糊，没有确切时间", "hedges where a time is wanted"],
        category: "vague",
        severity: Severity::Info,
        say: ["预计 1 月 9 日前送达。", "It will arrive by 9 January."],
    },
];

const AGENTS: [[&str; 2]; 3] = [["王芳", "Anna"], ["李雷", "Ben"], ["赵敏", "Chloe"]];

/// So many conversations; each fourth one is clean.
pub(super) fn exhibits(count: u64, language: Language) -> Vec<Exhibit> {
    (1..=count).map(|number| exhibit(number, language)).collect()
}

fn exhibit(number: u64, language: Language) -> Exhibit {
    let pick = |two: [&'static str; 2]| either(language, two[0], two[1]);
    let at = usize::try_from(number).unwrap();
    let agent = pick(AGENTS[at % AGENTS.len()]);
    // The third day is one on which nobody talks.
    let day = [0, 1, 3, 4][at % 4];
    let begin = BEGIN + day * DAY + i64::try_from(number % 7).unwrap() * 3_600_000;
    let wait = [20_000, 95_000, 400_000][at % 3];
    let customer =
        pick(["我的快递到哪了？电话 138****5678", "Where is my parcel? My number is ***5678"]);
    let mut turns = vec![
        turn(Role::Customer, None, begin, customer),
        turn(
            Role::Agent,
            Some(agent),
            begin + wait,
            pick(["您好，请稍等。", "Hello, one moment please."]),
        ),
        turn(
            Role::Customer,
            None,
            begin + wait + 9_000,
            pick(["都等了三天了", "I have waited for three days."]),
        ),
    ];
    let mut findings = Vec::new();
    if at % 4 != 0 {
        let fault = &FAULTS[at % FAULTS.len()];
        let (before, wording, after) = fault.said[usize::from(language == Language::En)];
        let mut said = turn(
            Role::Agent,
            Some(agent),
            begin + wait + 40_000,
            &format!("{before}{wording}{after}"),
        );
        said.marks.push((before.len()..before.len() + wording.len(), 0));
        findings.push(finding(fault, wording, 4, agent, said.begin, language));
        turns.push(said);
    }
    if wait > 300_000 {
        findings.push(late(agent, turns[1].begin, language));
        let (range, of) = (0..turns[1].text.len(), findings.len() - 1);
        turns[1].marks.push((range, of));
    }
    findings.sort_by_key(|finding| finding.turn);
    for (of, finding) in findings.iter().enumerate() {
        for turn in turns.iter_mut().skip(usize::try_from(finding.turn).unwrap() - 1).take(1) {
            turn.marks.iter_mut().for_each(|(_, mark)| *mark = of);
        }
    }
    let end = turns.last().and_then(|turn| turn.begin);
    let agent_turns = turns.iter().filter(|turn| turn.role == Role::Agent).count() as u64;
    let facts = ConversationFacts {
        number,
        path: "chats/2026-01/05.jsonl".into(),
        line: at * 5,
        session: Some(format!("S-{number:05}")),
        agents: vec![agent.into()],
        team: Some(pick([["网店组", "Shop"], ["售后组", "After-sales"]][at % 2]).into()),
        channel: Some(Channel::ALL[at % 2]),
        begin: Some(Moment::new(Clock::Calendar, begin)),
        end,
        turns: turns.len() as u64,
        agent_turns,
        customer_turns: turns.len() as u64 - agent_turns,
        waits: vec![wait, 31_000],
        score: Some(100.0 - findings.iter().map(points).sum::<f64>()),
        veto: findings.iter().find(|of| of.category == "combative").map(|of| of.rule.clone()),
        findings,
    };
    let chosen = if facts.findings.is_empty() { Chosen::Drawn } else { Chosen::Worst };
    Exhibit { chosen, facts, turns }
}

fn points(finding: &FindingFacts) -> f64 {
    match finding.severity {
        Severity::Error => 20.0,
        Severity::Warning => 7.5,
        Severity::Info => 2.0,
    }
}

fn turn(role: Role, speaker: Option<&str>, begin: i64, text: &str) -> ExhibitTurn {
    ExhibitTurn {
        role,
        speaker: speaker.map(Into::into),
        begin: Some(Moment::new(Clock::Calendar, begin)),
        text: text.into(),
        marks: Vec::new(),
    }
}

fn finding(
    fault: &Fault,
    wording: &str,
    turn: u64,
    agent: &str,
    begin: Option<Moment>,
    language: Language,
) -> FindingFacts {
    FindingFacts {
        turn,
        speaker: Some(agent.into()),
        role: Role::Agent,
        begin,
        start: Position { line: 1, column: 1 },
        rule: fault.rule.into(),
        message: either(language, fault.message[0], fault.message[1]).into(),
        category: fault.category.into(),
        severity: fault.severity,
        phrase: wording.into(),
        wording: wording.into(),
        say: vec![either(language, fault.say[0], fault.say[1]).into()],
        fingerprint: "0123456789abcdef0123456789abcdef".parse().unwrap(),
    }
}

/// A finding about the conversation: the answer was late.
fn late(agent: &str, begin: Option<Moment>, language: Language) -> FindingFacts {
    let fault = Fault {
        said: [("", "", ""); 2],
        rule: "conversation/first-answer",
        message: ["首次应答超过 5 分钟", "the first answer took more than 5 minutes"],
        category: "response",
        severity: Severity::Warning,
        say: ["让您久等了，非常抱歉。", "I am sorry that you had to wait."],
    };
    finding(&fault, "", 2, agent, begin, language)
}
