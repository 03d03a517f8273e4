//! Who works at the help desk of the month. Names and numbers only.

/// Somebody who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Agent {
    /// The staff number.
    pub(super) staff: &'static str,
    pub(super) name: &'static str,
    /// The family name alone.
    pub(super) surname: &'static str,
}

/// Agents who work together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Team {
    pub(super) name: &'static str,
    pub(super) english: bool,
    pub(super) agents: &'static [Agent],
}

const fn agent(staff: &'static str, name: &'static str, surname: &'static str) -> Agent {
    Agent { staff, name, surname }
}

/// Every team.
pub(super) const TEAMS: [Team; 5] = [
    Team {
        name: "售前一组",
        english: false,
        agents: &[
            agent("1101", "张婷", "张"),
            agent("1102", "刘洋", "刘"),
            agent("1103", "陈静", "陈"),
            agent("1104", "杨帆", "杨"),
            agent("1105", "赵敏", "赵"),
            agent("1106", "黄磊", "黄"),
        ],
    },
    Team {
        name: "售后二组",
        english: false,
        agents: &[
            agent("1201", "周雪", "周"),
            agent("1202", "吴昊", "吴"),
            agent("1203", "徐丽", "徐"),
            agent("1204", "孙鹏", "孙"),
            agent("1205", "马超", "马"),
            agent("1206", "朱琳", "朱"),
        ],
    },
    Team {
        name: "热线三组",
        english: false,
        agents: &[
            agent("1301", "胡倩", "胡"),
            agent("1302", "郭强", "郭"),
            agent("1303", "何苗", "何"),
            agent("1304", "高远", "高"),
            agent("1305", "林晓", "林"),
            agent("1306", "罗欣", "罗"),
        ],
    },
    Team {
        name: "夜班组",
        english: false,
        agents: &[
            agent("1401", "梁燕", "梁"),
            agent("1402", "宋杰", "宋"),
            agent("1403", "唐薇", "唐"),
            agent("1404", "韩冰", "韩"),
        ],
    },
    Team {
        name: "International",
        english: true,
        agents: &[
            agent("2101", "Emma", "Price"),
            agent("2102", "Oliver", "Grant"),
            agent("2103", "Sophie", "Lowe"),
            agent("2104", "Daniel", "Ford"),
            agent("2105", "Grace", "Kelly"),
        ],
    },
];
