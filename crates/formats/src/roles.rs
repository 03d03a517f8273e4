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

fn find<T: Copy>(names: &[(T, &[&str])], name: &str) -> Option<T> {
    let name = name.trim();
    let known = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    names.iter().find(|(_, list)| known(list)).map(|&(meant, _)| meant)
}
