//! The columns of each table: their stable names, what a sheet calls them in Chinese, and what they hold.
//! The one list of them; `docs/scan.md` says what each means.

use super::Table;
use super::value::Kind;
use Kind::{Day, Decimal, Integer, Text, Time};

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// In files for programs, and in English.
    pub(super) name: &'static str,
    pub(super) zh: &'static str,
    pub(super) kind: Kind,
}

/// Those of a table.
pub(super) fn of(table: Table) -> &'static [Column] {
    match table {
        Table::Findings => FINDINGS,
        Table::Conversations => CONVERSATIONS,
        Table::Agents => AGENTS,
        Table::Teams => TEAMS,
        Table::Days => DAYS,
        Table::Rules => RULES,
        Table::Waits => WAITS,
    }
}

const fn column(name: &'static str, zh: &'static str, kind: Kind) -> Column {
    Column { name, zh, kind }
}

const FINDINGS: &[Column] = &[
    column("conversation", "对话序号", Integer),
    column("path", "文件", Text),
    column("line", "行", Integer),
    column("column", "列", Integer),
    column("session", "会话", Text),
    column("turn", "第几条", Integer),
    column("begin", "时间", Time),
    column("second", "秒", Decimal),
    column("speaker", "说话人", Text),
    column("role", "角色", Text),
    column("agent", "坐席", Text),
    column("team", "团队", Text),
    column("channel", "渠道", Text),
    column("rule", "规则", Text),
    column("category", "类别", Text),
    column("severity", "级别", Text),
    column("phrase", "说法", Text),
    column("wording", "原话", Text),
    column("message", "问题", Text),
    column("suggestions", "可以说", Text),
    column("fingerprint", "指纹", Text),
];

const CONVERSATIONS: &[Column] = &[
    column("conversation", "对话序号", Integer),
    column("path", "文件", Text),
    column("line", "行", Integer),
    column("session", "会话", Text),
    column("agent", "坐席", Text),
    column("agents", "全部坐席", Text),
    column("team", "团队", Text),
    column("channel", "渠道", Text),
    column("begin", "开始", Time),
    column("end", "结束", Time),
    column("turns", "消息数", Integer),
    column("agent_turns", "坐席消息数", Integer),
    column("customer_turns", "客户消息数", Integer),
    column("findings", "问题数", Integer),
    column("errors", "错误", Integer),
    column("warnings", "警告", Integer),
    column("infos", "提示", Integer),
    column("answers", "答复次数", Integer),
    column("first_wait", "首次等待秒数", Decimal),
    column("longest_wait", "最长等待秒数", Decimal),
    column("mean_wait", "平均等待秒数", Decimal),
    column("score", "分数", Decimal),
    column("veto", "一票否决", Text),
];

/// The columns of what several conversations come to, behind the one that says of which.
macro_rules! tally {
    ($first:expr) => {
        &[
            $first,
            column("conversations", "对话数", Integer),
            column("flagged", "有问题的对话", Integer),
            column("turns", "消息数", Integer),
            column("agent_turns", "坐席消息数", Integer),
            column("findings", "问题数", Integer),
            column("errors", "错误", Integer),
            column("warnings", "警告", Integer),
            column("infos", "提示", Integer),
            column("score", "平均分", Decimal),
            column("vetoes", "一票否决数", Integer),
            column("answers", "答复次数", Integer),
            column("answers_over_300", "超过5分钟的答复", Integer),
            column("first_answers", "首次答复", Integer),
            column("first_answers_over_300", "超过5分钟的首次答复", Integer),
        ]
    };
}

const AGENTS: &[Column] = tally!(column("agent", "坐席", Text));
const TEAMS: &[Column] = tally!(column("team", "团队", Text));
const DAYS: &[Column] = tally!(column("day", "日期", Day));

const RULES: &[Column] = &[
    column("rule", "规则", Text),
    column("category", "类别", Text),
    column("message", "问题", Text),
    column("findings", "问题数", Integer),
    column("conversations", "对话数", Integer),
    column("phrases", "不同说法", Integer),
    column("top_phrase", "最常见的说法", Text),
    column("top_phrase_findings", "其次数", Integer),
];

const WAITS: &[Column] = &[
    column("group", "分组", Text),
    column("name", "名称", Text),
    column("over", "超过秒数", Integer),
    column("up_to", "不超过秒数", Integer),
    column("answers", "答复次数", Integer),
    column("first_answers", "首次答复", Integer),
];
