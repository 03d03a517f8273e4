//! What logs call those who talk and where, in both languages. The one list of such names.

use jinyu::{Channel, Role};

const ROLES: [(Role, &[&str]); 4] = [
    (
        Role::Agent,
        &[
            "agent",
            "客服",
            "坐席",
            "座席",
            "人工客服",
            "客服人员",
            "商家",
            "卖家",
            "店家",
            "运营",
            "staff",
            "operator",
            "representative",
            "rep",
            "seller",
            "support",
            "advisor",
            "assistant",
            "admin",
            "teammate",
        ],
    ),
    (
        Role::Customer,
        &[
            "customer",
            "客户",
            "用户",
            "顾客",
            "买家",
            "访客",
            "消费者",
            "来电人",
            "user",
            "client",
            "buyer",
            "visitor",
            "guest",
            "caller",
            "consumer",
            "end-user",
            "lead",
            "contact",
        ],
    ),
    (Role::Bot, &["bot", "机器人", "智能客服", "robot", "chatbot", "智能助手", "自动回复"]),
    (Role::System, &["system", "系统", "系统消息", "系统提示", "notice"]),
];

const CHANNELS: [(Channel, &[&str]); 3] = [
    (
        Channel::Chat,
        &[
            "chat",
            "在线",
            "聊天",
            "im",
            "webchat",
            "微信",
            "企业微信",
            "旺旺",
            "message",
            "sms",
            "短信",
        ],
    ),
    (Channel::Phone, &["phone", "电话", "热线", "语音", "call", "voice", "来电", "外呼"]),
    (Channel::Mail, &["mail", "email", "e-mail", "邮件", "邮箱", "letter"]),
];

/// The role that a log means by a name; `Unknown` for a name that is not in the list.
///
/// ```
/// use jinyu::Role;
/// assert_eq!(jinyu_formats::role(" 客服 "), Role::Agent);
/// assert_eq!(jinyu_formats::role("User"), Role::Customer);
/// assert_eq!(jinyu_formats::role("小王"), Role::Unknown);
/// ```
#[must_use]
pub fn role(name: &str) -> Role {
    find(&ROLES, name).unwrap_or(Role::Unknown)
}

/// The channel that a log means by a name; `None` for a name that is not in the list.
#[must_use]
pub fn channel(name: &str) -> Option<Channel> {
    find(&CHANNELS, name)
}

/// Words that a Chinese name of a speaker begins or ends with, or that a part of it does; the first one
/// counts.
const PARTS: [(Role, &[&str]); 6] = [
    (
        Role::Bot,
        &["机器人", "智能客服", "智能助手", "智能助理", "虚拟客服", "自动回复", "自动应答", "小蜜"],
    ),
    (
        Role::Agent,
        &[
            "客户经理",
            "客户服务",
            "客户代表",
            "客户顾问",
            "客户专员",
            "客户管家",
            "用户运营",
            "客服",
            "坐席",
            "座席",
            "工号",
            "話務員",
            "话务员",
            "接线员",
        ],
    ),
    (Role::System, &["系统消息", "系统提示", "系统通知", "系統訊息"]),
    (Role::Customer, &["客户", "客戶", "用户", "顾客", "买家", "访客", "消费者", "来电人", "主叫"]),
    (
        Role::Agent,
        &[
            "卖家",
            "商家",
            "店家",
            "旗舰店",
            "专卖店",
            "售后",
            "售前",
            "导购",
            "店长",
            "专员",
            "顾问",
            "管家",
            "运营",
        ],
    ),
    (Role::System, &["系统", "系統"]),
];

/// Words of a part of an English name, anywhere in it.
const ANYWHERE: [(Role, &[&str]); 2] = [
    (Role::Bot, &["bot", "robot", "chatbot", "slackbot", "autoreply"]),
    (
        Role::Agent,
        &[
            "agent",
            "support",
            "service",
            "services",
            "operator",
            "representative",
            "advisor",
            "adviser",
            "helpdesk",
            "staff",
            "csr",
            "care",
        ],
    ),
];

/// Words that an English name begins with where it is no person's.
const FIRST: [(Role, &[&str]); 3] = [
    (Role::Agent, &["rep", "admin", "assistant", "seller"]),
    (
        Role::Customer,
        &["customer", "client", "user", "visitor", "guest", "buyer", "caller", "consumer"],
    ),
    (Role::System, &["system"]),
];

/// The role of somebody with this name, as the name itself says: 客服小王, 坐席1229, `Support (Anna)`,
/// `customer 12`. `Unknown` where it does not.
#[must_use]
pub(crate) fn of_speaker(name: &str) -> Role {
    let exactly = role(name);
    if exactly != Role::Unknown {
        return exactly;
    }
    let (before, inside) = parenthesised(name).unwrap_or((name, ""));
    match of_words(before) {
        Role::Unknown => of_words(inside),
        role => role,
    }
}

/// What stands before the brackets at the end of a name, and what inside.
pub(crate) fn parenthesised(name: &str) -> Option<(&str, &str)> {
    let name = name.trim_end();
    let inner = name.strip_suffix([')', '）', ']', '】', '>'])?;
    let (before, inside) = inner.rsplit_once(['(', '（', '[', '【', '<'])?;
    Some((before.trim(), inside.trim()))
}

fn of_words(name: &str) -> Role {
    let parts: Vec<_> = parts(name).filter(|part| part.starts_with(char::is_alphabetic)).collect();
    let chinese = || parts.iter().filter(|part| !part.is_ascii());
    let begins_or_ends =
        |word: &&str| chinese().any(|part| part.starts_with(word) || part.ends_with(word));
    let english = |is: &dyn Fn(&str) -> bool| parts.iter().any(|part| is(part));
    // `AcmeBot`, but no Talbot.
    let is_program = |part: &str| part.ends_with("Bot") || (part == "AI" && parts.len() > 1);
    let named = PARTS.iter().find(|(_, words)| words.iter().any(&begins_or_ends));
    match named {
        _ if english(&is_program) => Role::Bot,
        Some(&(role, _)) => role,
        None => of_english_words(&parts),
    }
}

fn of_english_words(parts: &[&str]) -> Role {
    let is_in =
        |words: &[&str], part: &str| words.iter().any(|word| word.eq_ignore_ascii_case(part));
    let anywhere = ANYWHERE.iter().find(|(_, words)| parts.iter().any(|part| is_in(words, part)));
    let begins = |words: &[&str]| parts.first().is_some_and(|part| is_in(words, part));
    let first = || FIRST.iter().find(|(_, words)| begins(words));
    anywhere.or_else(first).map_or(Role::Unknown, |&(role, _)| role)
}

/// A name cut where letters of one script, digits, and all else meet.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let kind = |c: char| match c {
        _ if c.is_ascii_alphabetic() => 1,
        _ if c.is_numeric() => 2,
        _ if c.is_alphabetic() => 3,
        _ => 0,
    };
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = kind(rest.chars().next()?);
        let length = rest.find(|c| kind(c) != first).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(length);
        rest = behind;
        Some(part)
    })
}

/// Where a name of a role starts that stands at the end of a text, perhaps with a number behind it:
/// `坐席1229` in `好的坐席1229`. Names in Latin letters start where no letter stands before them.
pub(crate) fn label_at_end(text: &str) -> Option<usize> {
    let (text, _) = parenthesised(text).unwrap_or((text, ""));
    let number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '_' | '-' | '#');
    let word = text.trim_end_matches(number);
    let word = word
        .strip_suffix(|c: char| c.is_ascii_uppercase())
        .filter(|word| !word.ends_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or(word);
    let words = ROLES.iter().flat_map(|(_, words)| words.iter());
    let start = |name: &&str| {
        let start = word.len().checked_sub(name.len())?;
        let (before, end) = word.split_at_checked(start)?;
        let whole = !name.is_ascii() || !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        (end.eq_ignore_ascii_case(name) && whole).then_some(start)
    };
    words.filter_map(start).min()
}

fn find<T: Copy>(names: &[(T, &[&str])], name: &str) -> Option<T> {
    let name = name.trim();
    let known = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    names.iter().find(|(_, list)| known(list)).map(|&(meant, _)| meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_who_they_are() {
        let table = [
            (
                Role::Agent,
                "客服小王 坐席1229 工号1229 工号:1229 在线客服-李 agent_12 Support_(Anna) Live_Agent 客户经理小李 \
                 客服小王(1229) 小王（客服） 人工客服 小王客服 Customer_Service agent12 Anna_(Support) 【客服】小王 \
                 京东客服 美的官方旗舰店 售后小陈 Rep_12 Guest_Services 客服01 @客服",
            ),
            (
                Role::Customer,
                "客户张先生 用户8831 customer_12 customer12 张三(客户) VIP客户张 访客_8831 Visitor_31 买家 \
                 Anna_(customer) 客戶",
            ),
            (
                Role::Bot,
                "机器人 智能客服小蜜 AI客服 SupportBot Acme_bot 店小蜜 客服机器人 阿里小蜜 Virtual_robot",
            ),
            (Role::System, "系统 系统消息 System 系统通知(1) system_message"),
            (
                Role::Unknown,
                "小王 张三 Anna Talbot Anna_Guest 1229 +12_345_578 🤓 我 Me 张经理 Ai_Wei",
            ),
        ];
        for (role, names) in table {
            for name in names.split_ascii_whitespace() {
                let name = name.replace('_', " ");
                assert_eq!(of_speaker(&name), role, "{name}");
            }
        }
        assert_eq!(of_speaker("agent_12"), Role::Agent);
        assert_eq!(of_speaker(""), Role::Unknown);
    }

    #[test]
    fn labels_at_the_end_of_a_text() {
        let table = [
            ("好的坐席", Some("坐席")),
            ("好的坐席1229", Some("坐席1229")),
            ("好的坐席A", Some("坐席A")),
            ("好的人工客服", Some("人工客服")),
            ("ok agent 12", Some("agent 12")),
            ("reagent", None),
            ("客户", Some("客户")),
            ("好的", None),
            ("", None),
        ];
        for (text, label) in table {
            assert_eq!(label_at_end(text).map(|start| &text[start..]), label, "{text}");
        }
    }
}
