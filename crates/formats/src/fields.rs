//! What authors call the fields of a library of replies, in both languages. The one list of such
//! names; knows nothing of where a field stands.

use std::cmp::Ordering;

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// It holds a reply.
    Reply,
    /// It names a reply; the lower, the better.
    Id(usize),
    /// It says who speaks.
    Role,
    /// It says where.
    Channel,
    /// It says what is accepted in a reply.
    Ignore,
}

/// Written as [`bare`] makes them.
const REPLIES: &[&str] = &[
    "reply",
    "replies",
    "replytext",
    "replycontent",
    "replybody",
    "text",
    "texts",
    "content",
    "contents",
    "answer",
    "answers",
    "answertext",
    "message",
    "messages",
    "messagetext",
    "msg",
    "body",
    "response",
    "responses",
    "responsetext",
    "cannedreply",
    "cannedresponse",
    "template",
    "templates",
    "templatetext",
    "snippet",
    "snippets",
    "utterance",
    "utterances",
    "话术",
    "话术内容",
    "标准话术",
    "推荐话术",
    "参考话术",
    "应答话术",
    "回复话术",
    "回复",
    "回复内容",
    "标准回复",
    "快捷回复",
    "自动回复",
    "内容",
    "正文",
    "文本",
    "答案",
    "标准答案",
    "回答",
    "答复",
    "应答",
    "消息",
    "消息内容",
    "短信内容",
    "文案",
    "模板",
    "模板内容",
    "模版内容",
    "常用语",
    "快捷语",
    "話術",
    "回覆",
    "回覆內容",
    "內容",
    "答覆",
    "訊息",
    "訊息內容",
    "範本",
];

/// The best first.
const IDS: &[&str] = &[
    "id",
    "key",
    "code",
    "slug",
    "shortcut",
    "编号",
    "編號",
    "序号",
    "序號",
    "快捷码",
    "标题",
    "標題",
    "title",
    "名称",
    "名稱",
    "name",
    "主题",
    "主題",
    "subject",
    "意图",
    "intent",
    "问题",
    "問題",
    "question",
    "场景",
    "場景",
];

const ROLES: &[&str] = &["role", "角色", "身份", "speaker"];
const CHANNELS: &[&str] = &["channel", "渠道", "渠道類型"];

/// What a field of this name is usually for.
pub(crate) fn field(name: &str) -> Option<Field> {
    let bare = bare(name);
    let bare = bare.as_str();
    if REPLIES.contains(&bare) {
        Some(Field::Reply)
    } else if let Some(rank) = IDS.iter().position(|id| *id == bare) {
        Some(Field::Id(rank + 1))
    } else if ROLES.contains(&bare) {
        Some(Field::Role)
    } else if CHANNELS.contains(&bare) {
        Some(Field::Channel)
    } else {
        (bare == "jinyuignore").then_some(Field::Ignore)
    }
}

/// What a field is for, where one name is known to hold ids.
pub(crate) fn field_with_id(name: &str, id_field: &str) -> Option<Field> {
    if same_name(name, id_field) { Some(Field::Id(0)) } else { field(name) }
}

/// Whether two names are the same to people: case and outer spaces do not count.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    a == b || lower(a).eq(lower(b))
}

/// The one of some names that is nearest to what somebody wrote, where one is near.
pub(crate) fn nearest<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let nearness = |name: &'n str| (strsim::jaro_winkler(name.trim(), wanted.trim()), name);
    let near = names.into_iter().map(nearness).filter(|(nearness, _)| *nearness > 0.7);
    near.max_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal)).map(|(_, name)| name)
}

fn lower(name: &str) -> impl Iterator<Item = char> {
    name.trim().chars().flat_map(char::to_lowercase)
}

/// A name without case, spaces, hyphens and underlines: `Reply_Text` is `replyText`.
pub(crate) fn bare(name: &str) -> String {
    let counts = |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-');
    name.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known() {
        for name in ["reply", " Text", "reply_text", "replyText", "Canned Response", "话术", "回覆"]
        {
            assert_eq!(field(name), Some(Field::Reply), "{name}");
        }
        assert_eq!(field("jinyu_ignore"), Some(Field::Ignore));
        assert_eq!(field("角色"), Some(Field::Role));
        assert_eq!(field("Channel"), Some(Field::Channel));
        assert_eq!(field("note"), None);
        assert_eq!(field_with_id("No.", "no."), Some(Field::Id(0)));
    }

    #[test]
    fn the_better_id_has_the_lower_rank() {
        let rank = |name| match field(name) {
            Some(Field::Id(rank)) => rank,
            other => panic!("{name} is {other:?}"),
        };
        assert!(rank("id") < rank("编号") && rank("编号") < rank("标题"));
        assert!(rank("title") < rank("name") && rank("name") < rank("question"));
    }

    #[test]
    fn a_near_name_is_offered() {
        assert_eq!(nearest("txt", ["id", "text"]), Some("text"));
        assert_eq!(nearest("回复内", ["编号", "回复内容"]), Some("回复内容"));
        assert_eq!(nearest("x", ["编号"]), None);
    }
}
