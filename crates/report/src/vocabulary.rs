//! The words of reports that no rule brings with it, in both languages.

use crate::Summary;
use crate::kept::Decision;
use crate::visible::{one_line, short};
use jinyu::{Language, Role, Severity};

/// The categories of the service standard and of the other packs; a pack of somebody else may have further
/// ones, which are shown as they are.
const CATEGORIES: [(&str, &str); 25] = [
    ("negative", "负面语"),
    ("contemptuous", "蔑视语"),
    ("impatient", "烦躁语"),
    ("combative", "斗气语"),
    ("vague", "模糊语"),
    ("shirking", "推责"),
    ("reproach", "指责"),
    ("commanding", "命令语"),
    ("overpromise", "过度承诺"),
    ("privacy", "隐私"),
    ("off-platform", "站外引导"),
    ("paid-review", "买好评"),
    ("ad-law", "广告法"),
    ("style", "文体"),
    ("taboo", "忌谈"),
    ("opening", "开场"),
    ("closing", "收尾"),
    ("waiting", "等待"),
    ("data", "资料核对"),
    ("callback", "回电"),
    ("service", "应有的服务"),
    ("transfer", "转接"),
    ("complaint", "投诉处理"),
    ("abuse", "应对辱骂"),
    ("clarity", "说清楚"),
];

/// One of two wordings.
pub(crate) fn either<'w>(language: Language, zh: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

pub(crate) fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::Zh, Severity::Error) => "错误",
        (Language::Zh, Severity::Warning) => "警告",
        (Language::Zh, Severity::Info) => "提示",
        (Language::En, severity) => severity.name(),
    }
}

pub(crate) fn category(name: &str, language: Language) -> &str {
    let known = CATEGORIES.iter().find(|(category, _)| *category == name);
    known.map_or(name, |&(category, zh)| either(language, zh, category))
}

pub(crate) fn role(role: Role, language: Language) -> &'static str {
    match (language, role) {
        (Language::Zh, Role::Agent) => "客服",
        (Language::Zh, Role::Customer) => "客户",
        (Language::Zh, Role::Bot) => "机器人",
        (Language::Zh, Role::System) => "系统",
        (Language::Zh, Role::Unknown) => "未知",
        (Language::En, role) => role.name(),
    }
}

/// A channel by its name in packs; what is none is shown as it is.
pub(crate) fn channel(name: &str, language: Language) -> &str {
    match (language, name) {
        (Language::Zh, "chat") => "在线聊天",
        (Language::Zh, "phone") => "电话",
        (Language::Zh, "mail") => "邮件",
        (_, name) => name,
    }
}

/// The contexts in which a wording is innocent, by their keys in a pack.
const CONTEXTS: [(&str, &str, &str); 13] = [
    ("inside", "在更长的说法里", "inside"),
    ("after", "紧跟在后", "directly after"),
    ("before", "紧接在前", "directly before"),
    ("clause", "同一分句里有", "in the clause"),
    ("sentence", "同一句里有", "in the sentence"),
    ("message", "整条里有", "in the message"),
    ("whose", "说的是", "said of"),
    ("question", "是提问或征求意见", "in a question or an offer"),
    ("conditional", "在条件里", "in a condition"),
    ("quoted", "在引号里或转述别人的话", "in quotation marks or retold"),
    ("rescued", "随后给出帮助或办法", "where help follows"),
    ("number", "旁边有确切的数或时间", "beside an exact number or time"),
    ("negated", "前面有否定词", "behind a negation"),
];

pub(crate) fn innocence(key: &str, language: Language) -> &str {
    let known = CONTEXTS.iter().find(|(context, ..)| *context == key);
    known.map_or(key, |&(_, zh, en)| either(language, zh, en))
}

/// What is said where no rule came near.
pub(crate) fn no_candidate(language: Language) -> &'static str {
    either(
        language,
        "没有候选：规则里的说法都没有出现",
        "no candidate: no rule's wording stands here",
    )
}

/// The line that ends a report: how many of what, in how many messages.
pub(crate) fn summary(summary: &Summary, language: Language) -> String {
    let counts = [
        (summary.errors, Severity::Error),
        (summary.warnings, Severity::Warning),
        (summary.infos, Severity::Info),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    match language {
        Language::Zh => {
            let counts: Vec<_> =
                counts.map(|(n, s)| format!("{n} 处{}", severity(*s, language))).collect();
            format!("查了 {} 条，{}", summary.turns, counts.join("，"))
        }
        Language::En => {
            let counts: Vec<_> = counts.map(|(n, s)| plural(*n, s.name())).collect();
            format!("{} in {}", counts.join(", "), plural(summary.turns, "message"))
        }
    }
}

/// How many characters of a wording stand in a sentence about it.
const QUOTED: usize = 80;

/// A finding in one sentence, for reports that have room for no more: the wording, what is wrong,
/// and the best thing to say instead.
pub(crate) fn sentence(
    wording: &str,
    message: &str,
    instead: Option<&str>,
    language: Language,
) -> String {
    let (wording, message) = (short(wording, QUOTED), one_line(message));
    let instead = instead.map(one_line);
    match (language, instead) {
        (Language::Zh, None) => format!("“{wording}”：{message}"),
        (Language::En, None) => format!("“{wording}”: {message}"),
        (Language::Zh, Some(instead)) => format!("“{wording}”：{message}；可以说：{instead}"),
        (Language::En, Some(instead)) => format!("“{wording}”: {message}; say instead: {instead}"),
    }
}

/// Why nobody minds a finding any more; nothing where it is new.
pub(crate) fn decision(decision: &Decision, language: Language) -> Option<String> {
    let (what, note) = match decision {
        Decision::New => return None,
        Decision::Known { since } => {
            (either(language, "已在基线中", "in the baseline since"), since)
        }
        Decision::Suppressed { reason } => (either(language, "已说明保留", "suppressed"), reason),
    };
    Some(format!("{what}{}{}", either(language, "：", ": "), one_line(note)))
}

/// `1 error`, `2 errors`; `info` has no plural.
pub(crate) fn plural(count: u64, noun: &str) -> String {
    format!("{count} {}", counted(count, noun))
}

/// A noun as it stands behind a count.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    let ending = if count == 1 || noun == "info" { "" } else { "s" };
    format!("{noun}{ending}")
}
