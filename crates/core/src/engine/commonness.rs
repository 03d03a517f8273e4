//! How common characters, pairs and words are in what agents write: a guess that chooses which
//! literal of a phrase to look for. A wrong guess costs time and never a finding.
//!
//! Measured over CrossWOZ (thu-coai, Apache-2.0), Taskmaster-4 (Google Research, CC BY 4.0) and this
//! project's own messages, in steps: shares of characters, of pairs of characters, and of what words
//! in letters begin with.

use std::collections::HashMap;

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

/// Pairs of characters: a share, then the pairs of about that share.
const PAIRS: &str = include_str!("../../data/pairs.zh.txt");
/// The share of a pair of common characters that is not among them.
const OTHER_PAIR: f64 = 0.000_06;

/// What words in letters begin with and go on with: a share, then what has about that share.
const BEGINNINGS: &str = include_str!("../../data/beginnings.en.txt");
/// The share of one letter at the beginning of words.
const LETTER: f64 = 0.01;
/// How much rarer a beginning that is not known is by each of its letters.
const BY_LETTER: f64 = 0.3;

/// The shares at hand.
#[derive(Debug)]
pub(crate) struct Commonness {
    characters: HashMap<char, f64>,
    pairs: HashMap<&'static str, f64>,
    beginnings: HashMap<&'static str, f64>,
}

/// The rows of a table: a share, then what has it; `#` begins a remark.
fn rows(table: &'static str) -> impl Iterator<Item = (f64, &'static str)> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.flat_map(|row| {
        let mut words = row.split(' ');
        let share: f64 = words.next().and_then(|share| share.parse().ok()).unwrap_or(OTHER);
        words.map(move |word| (share, word))
    })
}

impl Commonness {
    pub(crate) fn new() -> Commonness {
        let tiers = CHARACTERS.iter();
        let characters = tiers.flat_map(|&(share, tier)| tier.chars().map(move |c| (c, share)));
        let mut beginnings: HashMap<&str, f64> = HashMap::new();
        for (share, word) in rows(BEGINNINGS) {
            for end in 1..=word.len() {
                let known = beginnings.entry(word.get(..end).unwrap_or(word)).or_default();
                *known = known.max(share);
            }
        }
        let pairs = rows(PAIRS).map(|(share, pair)| (pair, share)).collect();
        Commonness { characters: characters.collect(), pairs, beginnings }
    }

    /// About how often a mark stands in a text: an ideograph, or a word with these first letters.
    pub(crate) fn of_mark(&self, mark: &str) -> f64 {
        match mark.chars().next() {
            Some(first) if !first.is_ascii() => self.character(first),
            // Of the places of a text that marks are counted by, one in five begins a word.
            _ => self.beginning(mark) * 5.0,
        }
    }

    /// About how often a folded literal without edges stands in a text, as a share of its places.
    pub(crate) fn of(&self, literal: &str) -> f64 {
        let letters = literal.chars().take_while(char::is_ascii).count();
        let (word, rest) = literal.split_at(letters);
        let mut share = if word.is_empty() { 1.0 } else { self.beginning(word) };
        let mut before = None;
        for character in rest.chars() {
            share *= match before {
                Some(before) => self.pair(before, character) / self.character(before),
                None => self.character(character),
            };
            before = Some(character);
        }
        share
    }

    fn character(&self, character: char) -> f64 {
        self.characters.get(&character).copied().unwrap_or(OTHER)
    }

    fn pair(&self, first: char, second: char) -> f64 {
        let known = self.pairs.get([first, second].iter().collect::<String>().as_str());
        let apart = self.character(first) * self.character(second);
        known.copied().unwrap_or(apart.min(OTHER_PAIR))
    }

    fn beginning(&self, word: &str) -> f64 {
        let known = (1..=word.len()).rev().find_map(|end| {
            let share = self.beginnings.get(word.get(..end)?)?;
            Some((end, *share))
        });
        let (end, share) = known.unwrap_or((1, LETTER));
        share.min(LETTER) * BY_LETTER.powi(i32::try_from(word.len() - end).unwrap_or(9))
    }
}
