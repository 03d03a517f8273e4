//! Tests of conditions as sentences, for people who know no key of the pack format. Knows no
//! conversation.

use crate::rule::{
    Amount, Anchor, Answer, By, Cues, Language, Repeated, Said, Side, Silence, Spoken, Stretch,
    Test, To, Which,
};

/// A test as a sentence that can be true or false.
pub(super) fn sentence(test: &Test, language: Language) -> String {
    match (test, language) {
        (Test::Said(it), Language::Zh) => said_zh(it, false),
        (Test::Said(it), Language::En) => said_en(it, false),
        (Test::Missing(it), Language::Zh) => said_zh(it, true),
        (Test::Missing(it), Language::En) => said_en(it, true),
        (Test::Answer(it), Language::Zh) => answer_zh(it),
        (Test::Answer(it), Language::En) => answer_en(it),
        (Test::Silence(it), _) => silence(it, language),
        (Test::Unanswered { unless }, Language::Zh) => {
            let unless = some(unless, language, |cues| format!("，也不是{cues}"));
            format!("最后一条消息是客户的{unless}")
        }
        (Test::Unanswered { unless }, Language::En) => {
            let unless = some(unless, language, |cues| format!(" and does not say {cues}"));
            format!("the last message is the customer's{unless}")
        }
        (Test::Repeated(it), _) => repeated(it, language),
        (Test::Spoken(it), _) => spoken(*it, language),
    }
}

fn said_zh(said: &Said, missing: bool) -> String {
    let language = Language::Zh;
    let who = who(said.by, language);
    let place = said.stretch.map(|it| stretch(it, language)).unwrap_or_default();
    let anchor = said.anchor.as_ref().map(anchor_zh).unwrap_or_default();
    let cues = cues(&said.cues, language);
    let said_so = match (missing, said.times) {
        (false, 1) => format!("说了{cues}"),
        (false, times) => format!("说了至少 {times} 次{cues}"),
        (true, 1) => format!("没有说{cues}"),
        (true, times) => format!("说{cues}不到 {times} 次"),
    };
    let near = said.near.as_ref().map(|near| {
        let cues = self::cues(&near.cues, language);
        format!("，同一条里相隔不超过 {} 个字有{cues}", near.characters)
    });
    format!("{who}{place}{anchor}{said_so}{}", near.unwrap_or_default())
}

fn said_en(said: &Said, missing: bool) -> String {
    let language = Language::En;
    let who = who(said.by, language);
    let cues = cues(&said.cues, language);
    let said_so = match (missing, said.times) {
        (false, 1) => format!("says {cues}"),
        (false, times) => format!("says {cues} at least {times} times"),
        (true, 1) => format!("does not say {cues}"),
        (true, times) => format!("says {cues} fewer than {times} times"),
    };
    let place = said.stretch.map(|it| stretch(it, language)).unwrap_or_default();
    let anchor = said.anchor.as_ref().map(anchor_en).unwrap_or_default();
    let near = said.near.as_ref().map(|near| {
        let cues = self::cues(&near.cues, language);
        format!(" with {cues} no more than {} characters away", near.characters)
    });
    format!("{who} {said_so}{place}{anchor}{}", near.unwrap_or_default())
}

fn anchor_zh(anchor: &Anchor) -> String {
    let which = match anchor.which {
        Which::First => "第一次".to_owned(),
        Which::Last => "最后一次".to_owned(),
        Which::Number(n) => format!("第 {n} 次"),
        Which::Each => "某一次".to_owned(),
    };
    let side = match anchor.side {
        Side::Before => "之前",
        Side::After => "之后",
        Side::Around => "前后",
    };
    let within = anchor.within.map(|it| format!("（{}以内）", amount(it, Language::Zh)));
    let (who, cues) = (who(anchor.by, Language::Zh), cues(&anchor.cues, Language::Zh));
    format!("在{who}{which}说{cues}{side}{}", within.unwrap_or_default())
}

fn anchor_en(anchor: &Anchor) -> String {
    let which = match anchor.which {
        Which::First => "the first".to_owned(),
        Which::Last => "the last".to_owned(),
        Which::Number(n) => format!("the {}", ordinal(n)),
        Which::Each => "one of the".to_owned(),
    };
    let side = match anchor.side {
        Side::Before => "before",
        Side::After => "after",
        Side::Around => "before or after",
    };
    let by = match anchor.by {
        By::Agent => " of the agent",
        By::Customer => " of the customer",
        By::Bot => " of the bot",
        By::Anyone => "",
    };
    let within = anchor.within.map(|it| format!(", within {}", amount(it, Language::En)));
    let cues = cues(&anchor.cues, Language::En);
    format!(" {side} {which} {cues}{by}{}", within.unwrap_or_default())
}

fn answer_zh(answer: &Answer) -> String {
    let language = Language::Zh;
    let waits = match &answer.to {
        To::First => "客户的第一条消息".to_owned(),
        To::Any => "客户的某条消息".to_owned(),
        To::Promise(promise) => format!("客服说{}之后", cues(promise, language)),
    };
    let time = time(answer.later_than, language);
    let hours = if answer.hours { "（只算上班时间）" } else { "" };
    let unless = some(&answer.unless, language, |cues| format!("，期间也没有说{cues}"));
    let without = some(&answer.without, language, |cues| format!("，回复里也没有说{cues}"));
    let ignoring = some(&answer.ignoring, language, |cues| format!("；客户说{cues}不必回复"));
    format!("{waits}过了 {time}{hours}还没有客服回复{unless}{without}{ignoring}")
}

fn answer_en(answer: &Answer) -> String {
    let language = Language::En;
    let waits = match &answer.to {
        To::First => "the customer's first message".to_owned(),
        To::Any => "a message of the customer".to_owned(),
        To::Promise(promise) => {
            format!("after {} of the agent the customer", cues(promise, language))
        }
    };
    let time = time(answer.later_than, language);
    let hours = if answer.hours { " of business hours" } else { "" };
    let unless =
        some(&answer.unless, language, |cues| format!(", and nobody says {cues} meanwhile"));
    let without =
        some(&answer.without, language, |cues| format!(", and the answer does not say {cues}"));
    let ignoring = some(&answer.ignoring, language, |cues| format!(" ({cues} awaits nothing)"));
    format!("{waits}{ignoring} waits for the agent longer than {time}{hours}{unless}{without}")
}

fn silence(silence: &Silence, language: Language) -> String {
    let (time, who) = (time(silence.longer_than, language), who(silence.after, language));
    match language {
        Language::Zh => {
            let unless = some(&silence.unless, language, |cues| format!("，之前也没有说{cues}"));
            format!("{who}说完之后停顿超过 {time}{unless}")
        }
        Language::En => {
            let unless =
                some(&silence.unless, language, |cues| format!(" without {cues} before it"));
            format!("there is a silence of more than {time} after {who}{unless}")
        }
    }
}

fn repeated(repeated: &Repeated, language: Language) -> String {
    let (who, times) = (who(repeated.by, language), repeated.times);
    match language {
        Language::Zh => {
            let only = some(&repeated.only, language, |cues| format!("有{cues}的"));
            let unless = some(&repeated.unless, language, |cues| format!("（{cues}不算）"));
            format!("{who}在至少 {times} 条消息里说几乎一样的{only}一句话{unless}")
        }
        Language::En => {
            let only = some(&repeated.only, language, |cues| format!(" with {cues}"));
            let unless = some(&repeated.unless, language, |cues| format!(", {cues} left aside"));
            format!(
                "{who} says nearly the same sentence{only} in at least {times} messages{unless}"
            )
        }
    }
}

fn spoken(spoken: Spoken, language: Language) -> String {
    let who = who(spoken.by, language);
    match (language, spoken.language) {
        (Language::Zh, Language::Zh) => format!("{who}说的是中文"),
        (Language::Zh, Language::En) => format!("{who}说的是英文"),
        (Language::En, Language::Zh) => format!("{who} speaks Chinese"),
        (Language::En, Language::En) => format!("{who} speaks English"),
    }
}

fn who(by: By, language: Language) -> &'static str {
    match (language, by) {
        (Language::Zh, By::Agent) => "客服",
        (Language::Zh, By::Customer) => "客户",
        (Language::Zh, By::Bot) => "机器人",
        (Language::Zh, By::Anyone) => "有人",
        (Language::En, By::Agent) => "the agent",
        (Language::En, By::Customer) => "the customer",
        (Language::En, By::Bot) => "the bot",
        (Language::En, By::Anyone) => "somebody",
    }
}

/// The names of cues, without their packs.
fn cues(cues: &Cues, language: Language) -> String {
    let (open, close, or) = match language {
        Language::Zh => ("“", "”", "或"),
        Language::En => ("“", "”", " or "),
    };
    let short = |name: &String| {
        let name = name.rsplit_once('/').map_or(name.as_str(), |(_, name)| name);
        format!("{open}{name}{close}")
    };
    cues.names.iter().map(short).collect::<Vec<_>>().join(or)
}

/// What is said where there are cues.
fn some(of: &Cues, language: Language, say: impl Fn(String) -> String) -> String {
    if of.names.is_empty() { String::new() } else { say(cues(of, language)) }
}

fn stretch(stretch: Stretch, language: Language) -> String {
    match (language, stretch.last, stretch.amount) {
        (Language::Zh, false, Amount::Turns(1)) => "第一条里".into(),
        (Language::Zh, true, Amount::Turns(1)) => "最后一条里".into(),
        (Language::Zh, last, it) => {
            format!("{} {}里", if last { "最后" } else { "前" }, amount(it, language))
        }
        (Language::En, last, Amount::Turns(1)) => {
            format!(" in the {} message", if last { "last" } else { "first" })
        }
        (Language::En, last, it) => {
            format!(" in the {} {}", if last { "last" } else { "first" }, amount(it, language))
        }
    }
}

fn amount(amount: Amount, language: Language) -> String {
    match (amount, language) {
        (Amount::Turns(turns), Language::Zh) => format!("{turns} 条"),
        (Amount::Turns(1), Language::En) => "1 message".into(),
        (Amount::Turns(turns), Language::En) => format!("{turns} messages"),
        (Amount::Time(millis), language) => time(millis, language),
    }
}

/// A time in the greatest unit that divides it.
fn time(millis: i64, language: Language) -> String {
    const UNITS: [(i64, &str, &str); 5] = [
        (86_400_000, "天", "d"),
        (3_600_000, "小时", "h"),
        (60_000, "分钟", "min"),
        (1_000, "秒", "s"),
        (1, "毫秒", "ms"),
    ];
    let fitting = UNITS.iter().find(|(unit, ..)| millis % unit == 0);
    let (unit, zh, en) = fitting.copied().unwrap_or((1, "毫秒", "ms"));
    let name = match language {
        Language::Zh => zh,
        Language::En => en,
    };
    format!("{} {name}", millis / unit)
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
