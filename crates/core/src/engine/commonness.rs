//! How common characters, pairs and words are in what agents write: a guess that chooses which
//! literal of a phrase to look for. A wrong guess costs time and never a finding.
//!
//! Measured over CrossWOZ (thu-coai, Apache-2.0) and this project's own messages: shares of
//! characters in seven steps, each half the one before, and the pairs above one in two thousand.

use std::collections::{HashMap, HashSet};

/// Characters by their share of all characters, commonest first.
const CHARACTERS: &[(f64, &str)] = &[
    (0.03, "不你我是的"),
    (0.011, "一个了京北就店有这"),
    (0.0055, "上下也人分到去可号吧周在地大天好家来没点看给要话说边那都酒馆"),
    (
        0.0028,
        "三么以们会儿元再出别前单发口合呢和啊嗯园国多子对小已得推时景电着等能荐行费车过还里门问餐",
    ),
    (
        0.0014,
        "业东两中为事二五什今他件价位保信先全八公几办区十华卡台吃同后吗听哪回场址城头字学它安完定客寺工己带年府开很德心快怎总想意成户手打找把护报抱换接提收改放新方日明月服本机查样格楼款歉水求海消清游物王玩理生用白真知码票站符算经老自菜街补西记讲证评请跟路转近退通道金钟钱铁错长间面",
    ),
    (
        0.0007,
        "七万主之乐九买于井交亲份伦但住体便修候做停傅像免入六关内写准刚务动包午半南博厅原又反取句只叫司名呀告味哈哦商啦嘛四图均坐块型处备复外太套实宫宾少山差市师帮常平广应底度建张当录思急情感慢懂房才投拍拿按排支故文料晚最朝期术条果核桥楚概次正步比气法满火烤烦然照爱牌现班申留百直确祝种程窗第签管系红约线结统美聚至色营表装见解认让议诉试该谁谢账货贵赔走起身进连送适选這遍重锁锅阳附际院随非音顺题额食饭首马高鸭",
    ),
    (
        0.00035,
        "专世丰丽书云些从付任估作供個倒值假催充光兴其况减利刷券加助劲化医千印双受右呗员品唔售喂喔喜器坛堂填够奥如姚嫌存季孩宜宝密富尊尝尾居岭州左干庄库座往微念怕恭息愉或扣押拉拜择持挂挺据掉播效教敬数旅无旧早星更會权材村松板林柜档梨欢江汤沒注洗活流温源灯炒烧热片版牛特瑞界登目省眼短示科租税空笑笔答箱素续网羊肉肝航艺花蓝观规视觉講计询调谷豪责贴趟跑轮达运远邮部配量银镇陪需页项预领风香验骑鱼麻黑點鼓龙",
    ),
];
/// The share of all other characters.
const OTHER: f64 = 0.000_1;

/// Pairs of characters that stand together more often than their characters alone would, with
/// about one such pair in a thousand.
const PAIRS: &str = "\
    一下 一个 不了 不会 不好 不是 不知 不要 不过 不错 中国 为你 也是 了你 京全 京市 人均 什么 今天 \
    价格 你去 你可 你好 你推 你的 你看 你自 你要 你说 你这 全聚 公园 出来 分是 分钟 到你 北京 博物 \
    去北 可以 可能 合你 周日 周边 国家 国寺 国际 在北 地址 地铁 址在 址是 均消 城区 大街 大酒 天安 \
    好了 好的 安门 宾馆 小吃 小时 就是 就这 已经 师傅 帮你 广场 店有 建议 怎么 总店 意思 我也 我们 \
    我就 我这 护国 抱歉 推荐 故宫 时间 是不 是你 是北 是吧 是我 景点 有北 服务 求的 没有 消费 清楚 \
    游玩 点有 烤鸭 物馆 王府 电话 的地 的景 的话 的酒 的餐 知道 窗口 符合 系统 给你 聚德 自己 荐你 \
    营业 要求 评分 话是 跟你 边的 边餐 还是 还有 这个 这么 这儿 这样 这边 那个 都不 都是 酒店 铁站 \
    错的 问题 间是 附近 际酒 餐厅 餐馆 饭店 馆有 首都";
const PAIR: f64 = 0.001;

/// English words that stand in every other sentence.
const WORDS: &[&str] = &[
    "i", "you", "the", "a", "to", "it", "is", "that", "and", "of", "for", "in", "on", "we", "your",
    "can", "have", "not", "be", "this", "with", "do", "are", "as", "just", "if", "me", "my", "so",
    "but", "no", "get", "will", "would", "could", "please", "know", "there", "what", "how", "when",
    "or", "from", "at", "all", "out", "up", "go", "an", "they", "any", "im", "its", "was", "has",
    "been", "one", "now", "here", "need", "like", "want", "let", "help", "us", "our", "by",
    "about", "then", "them", "theres", "thats", "youre", "dont", "cant", "ill", "should", "order",
    "only",
];

/// The shares at hand.
#[derive(Debug)]
pub(crate) struct Commonness {
    characters: HashMap<char, f64>,
    pairs: HashSet<(char, char)>,
}

impl Commonness {
    pub(crate) fn new() -> Commonness {
        let tiers = CHARACTERS.iter();
        let shares = tiers.flat_map(|&(share, tier)| tier.chars().map(move |c| (c, share)));
        let pairs = PAIRS.split(' ').filter_map(|pair| {
            let mut characters = pair.chars();
            Some((characters.next()?, characters.next()?))
        });
        Commonness { characters: shares.collect(), pairs: pairs.collect() }
    }

    /// About how often a mark stands in a text: an ideograph, or a word with these first letters.
    pub(crate) fn of_mark(&self, mark: &str) -> f64 {
        match mark.chars().next() {
            Some(first) if !first.is_ascii() => {
                self.characters.get(&first).copied().unwrap_or(OTHER)
            }
            _ if mark.len() < 3 || WORDS.iter().any(|word| word.starts_with(mark)) => 0.01,
            _ => 0.001,
        }
    }

    /// About how often a folded literal stands in a text, as a share of its places.
    pub(crate) fn of(&self, literal: &str) -> f64 {
        let letters = literal.chars().take_while(char::is_ascii).count();
        let mut share = match letters {
            0 => 1.0,
            _ if WORDS.contains(&literal) => return 0.01,
            _ => 0.02 * 0.3_f64.powi(i32::try_from(letters).unwrap_or(9)),
        };
        let mut characters = literal.chars().skip(letters).peekable();
        while let Some(first) = characters.next() {
            let pair = characters.next_if(|&second| self.pairs.contains(&(first, second)));
            share *= match pair {
                Some(_) => PAIR,
                None => self.characters.get(&first).copied().unwrap_or(OTHER),
            };
        }
        share
    }
}
