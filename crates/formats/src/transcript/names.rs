//! What the programs that keep transcripts call their columns and keys, in both languages. The one
//! list of such names; knows nothing of how a table or an object is written.

use super::Column;
use crate::fields::bare;

/// What a column or key says of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    /// As what somebody speaks, by a name or by yes and no.
    Role(Yes),
    /// Who speaks: whoever it is, or the one of the session in this role.
    Speaker(Whose),
    Session,
    Time,
    /// The day alone, where another column holds the time of day.
    Day,
    End,
    Channel,
    Id,
    /// What the record is: a message, a picture, a notice.
    Kind,
    /// Whether the customer may see it.
    Public,
    Private,
    /// To whom it was sent.
    To,
    /// The customer's number, to which the author's is compared.
    Requester,
}

impl Field {
    /// How many there are.
    pub(super) const COUNT: usize = 17;

    /// Which one it is of all that there are.
    pub(super) fn place(self) -> usize {
        match self {
            Field::Text => 0,
            Field::Role(Yes::Agent) => 1,
            Field::Role(Yes::Customer) => 2,
            Field::Speaker(Whose::Speakers) => 3,
            Field::Speaker(Whose::Agents) => 4,
            Field::Speaker(Whose::Customers) => 5,
            Field::Session => 6,
            Field::Time => 7,
            Field::Day => 8,
            Field::End => 9,
            Field::Channel => 10,
            Field::Id => 11,
            Field::Kind => 12,
            Field::Public => 13,
            Field::Private => 14,
            Field::To => 15,
            Field::Requester => 16,
        }
    }
}

/// Who it is if a flag is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yes {
    Agent,
    Customer,
}

/// Whose name a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Speakers,
    Agents,
    Customers,
}

/// What a name means, and how well; the lower, the better.
pub(super) type Meaning = (Field, u8);

/// What a name that somebody gave means: better than every usual one.
pub(super) fn of_column(column: Column) -> Meaning {
    let field = match column {
        Column::Text => Field::Text,
        Column::Role => Field::Role(Yes::Agent),
        Column::Speaker => Field::Speaker(Whose::Speakers),
        Column::Session => Field::Session,
        Column::Time => Field::Time,
        Column::End => Field::End,
        Column::Channel => Field::Channel,
        Column::Id => Field::Id,
    };
    (field, 0)
}

impl Field {
    /// The column that somebody may give another name to.
    pub(super) fn column(self) -> Option<Column> {
        Some(match self {
            Field::Text => Column::Text,
            Field::Role(_) => Column::Role,
            Field::Speaker(_) => Column::Speaker,
            Field::Session => Column::Session,
            Field::Time | Field::Day => Column::Time,
            Field::End => Column::End,
            Field::Channel => Column::Channel,
            Field::Id => Column::Id,
            Field::Kind | Field::Public | Field::Private | Field::To | Field::Requester => {
                return None;
            }
        })
    }
}

/// What a name usually means. A key inside of an object is written behind the object's: `author.role`.
pub(super) fn usual(name: &str) -> Option<Meaning> {
    let bare = bare(name);
    USUAL.iter().find_map(|(field, names)| {
        let rank = names.split_ascii_whitespace().position(|known| known == bare)?;
        Some((*field, u8::try_from(rank + 1).unwrap_or(u8::MAX)))
    })
}

/// Whether some names are usual for keys inside of an object with this name.
pub(super) fn holds_fields(name: &str) -> bool {
    HOLDERS.contains(&bare(name).as_str())
}

/// Whether a list under this key usually holds turns, or conversations.
pub(super) fn holds_turns(name: &str) -> bool {
    TURNS.split_ascii_whitespace().any(|known| known == bare(name))
}

/// Written as [`bare`] makes them, the best first.
const USUAL: &[(Field, &str)] = &[
    (
        Field::Text,
        "text text.content utterance strcontent plainbody plaintext textcontent messagetext \
         messagecontent msgcontent content.text content body message msg transcript transcription \
         sentence bodytext htmlbody onebest reply value \
         消息内容 聊天内容 对话内容 会话内容 通话内容 发言内容 发送内容 内容 文本 消息 正文 语句 发言 \
         转写文本 转写内容 识别文本 识别结果 话术内容 文本内容 訊息內容 對話內容 內容 訊息",
    ),
    (
        Field::Role(Yes::Agent),
        "role sendertype senderrole fromrole speakerrole speakertype authortype authorrole \
         usertype roletype fromtype participanttype participantrole participant author.role \
         author.type sender.role sender.type user.role user.type from.role from.type direction \
         issender isagent agentflag fromagent byagent isstaff fromme isself isfromme \
         角色 发送人类型 发送者类型 发送方类型 发送人角色 发送者角色 发送方角色 说话人角色 说话人类型 \
         发言人角色 发言角色 人员类型 用户类型 身份 发送方 消息方向 方向 是否客服 是否坐席 是否发送 \
         發送人類型 發送者類型",
    ),
    (Field::Role(Yes::Customer), "inbound isinbound iscustomer fromcustomer incoming 是否客户"),
    (
        Field::Speaker(Whose::Speakers),
        "speaker speakername additions.speaker sendername fromname authorname userprofile.realname \
         sender.name author.name from.name user.name username nickname sender from author name \
         user speakerid senderid authorid userid fromid author.id sender.id user.id from.id \
         发送人 发送者 说话人 发言人 发送人姓名 发送人昵称 昵称 姓名 用户名 發送人 發送者 暱稱",
    ),
    (
        Field::Speaker(Whose::Agents),
        "agent agentname agentid staff staffname staffid operator operatorname operatorid advisor \
         rep servicer assignee assigneename assigneeid \
         坐席工号 客服工号 座席工号 工号 坐席 客服 座席 坐席姓名 客服姓名 坐席id 客服id 客服账号 \
         客服昵称 员工工号 员工姓名 接待客服",
    ),
    (
        Field::Speaker(Whose::Customers),
        "customer customername customerid client clientname visitor visitorname visitorid caller \
         客户 客户姓名 客户id 客户昵称 用户 用户昵称 用户id 访客 访客昵称 买家 买家昵称 主叫号码",
    ),
    (
        Field::Session,
        "session sessionid conversationid convid dialogid dialogueid callid chatid threadid \
         ticketid contactid caseid roomid talkerid groupid conversation dialog dialogue thread \
         ticket call chat room sid cid \
         会话id 会话编号 会话号 会话 通话id 通话编号 通话 工单号 工单编号 工单id 对话id 对话编号 对话 \
         咨询单号 咨询id 聊天id 房间id 流水号 通话流水号 录音流水号 录音编号 會話id 通話id",
    ),
    (
        Field::Time,
        "time timestamp datetime strtime createdat sentat sendtime createtime createdtime msgtime \
         messagetime timestampms dateunixtime created begintime starttime startms beginms \
         begin start startat ts bg offset \
         时间 发送时间 消息时间 聊天时间 对话时间 创建时间 开始时间 起始时间 时间戳 发言时间 \
         時間 發送時間",
    ),
    (Field::Day, "date day 日期 发送日期 通话日期"),
    (
        Field::End,
        "end endtime endat endms finish finishtime stoptime ed 结束时间 截止时间 終了時間",
    ),
    (
        Field::Channel,
        "channel channeltype medium via.channel source 渠道 渠道类型 来源渠道 渠道類型",
    ),
    (
        Field::Id,
        "id msgid messageid uuid guid msgsvrid localid commentid turnid utteranceid \
         消息id 消息编号 编号 序号 訊息id",
    ),
    (Field::Kind, "subtype msgtype messagetype parttype type action 类型 消息类型 訊息類型"),
    (Field::Public, "public ispublic"),
    (Field::Private, "private isprivate internal isinternal isnote"),
    (Field::To, "tolist"),
    (Field::Requester, "requesterid"),
];

/// Objects that tell of one thing.
const HOLDERS: [&str; 9] =
    ["author", "sender", "user", "from", "text", "content", "additions", "via", "userprofile"];

/// Lists of turns, and what such lists stand in.
const TURNS: &str = "messages turns utterances dialogue dialog conversation conversations content \
     contents chat chats comments source conversationparts records transcript segments sentences items \
     list history log logs data result results response payload message ticket 消息 对话 会话 对话内容 \
     聊天记录 消息列表 内容";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_of_both_languages() {
        let table = [
            ("text", Field::Text),
            ("Message Content", Field::Text),
            ("消息内容", Field::Text),
            ("StrContent", Field::Text),
            ("sender_type", Field::Role(Yes::Agent)),
            ("author.role", Field::Role(Yes::Agent)),
            ("发送人类型", Field::Role(Yes::Agent)),
            ("IsSender", Field::Role(Yes::Agent)),
            ("inbound", Field::Role(Yes::Customer)),
            ("坐席工号", Field::Speaker(Whose::Agents)),
            ("发送人", Field::Speaker(Whose::Speakers)),
            ("客户", Field::Speaker(Whose::Customers)),
            ("会话ID", Field::Session),
            ("TalkerId", Field::Session),
            ("CreateTime", Field::Time),
            ("结束时间", Field::End),
            ("渠道", Field::Channel),
            ("消息ID", Field::Id),
        ];
        for (name, field) in table {
            assert_eq!(usual(name).map(|(field, _)| field), Some(field), "{name}");
        }
        assert_eq!(usual("score"), None);
    }

    #[test]
    fn no_name_means_two_things() {
        let mut all: Vec<_> =
            USUAL.iter().flat_map(|(_, names)| names.split_ascii_whitespace()).collect();
        all.sort_unstable();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
        assert!(all.iter().all(|name| bare(name) == **name));
    }
}
