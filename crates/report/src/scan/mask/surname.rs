//! Surnames by which a Chinese name is recognised, simplified and traditional. Left out are those that are
//! ordinary words before a title or a verb (这位先生, 和先生).

/// Those with which most names begin.
const COMMON: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋\
    蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易\
    常武乔贺赖龚文肖\
    張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許鄧蔣賈葉閻戴鍾範譚鄒陸顧龍萬錢湯賀賴龔盧呂蘇";

/// Those that are enough directly before a title only.
const OTHER: &str = "施洪颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢岳齐梅莫庄辛祝左涂谷祁舒耿牟卜詹关苗凌费纪\
    靳盛童欧甄项曲游阳裴席卫屈鲍覃霍翁隋甘景柏宁柯阮桂闵柴华车冉房佟樊兰殷安尚闫于喻冼邝容古雷\
    嚴韋畢聶齊莊塗關費紀歐項陽衛寧閔華車蘭閆鄺顏";

/// Those of two characters.
const DOUBLE: [&str; 22] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "公孙",
    "公孫", "慕容", "司徒", "令狐", "宇文", "长孙", "端木", "夏侯", "轩辕", "南宫",
];

/// Whether names commonly begin with it.
pub(super) fn common(character: char) -> bool {
    COMMON.contains(character)
}

/// Whether it is one at all.
pub(super) fn any(character: char) -> bool {
    common(character) || OTHER.contains(character)
}

/// The surname of two characters that a text begins with.
pub(super) fn double_at_start(text: &str) -> Option<&'static str> {
    DOUBLE.into_iter().find(|double| text.starts_with(double))
}

/// The surname of two characters that a text ends with.
pub(super) fn double_at_end(text: &str) -> Option<&'static str> {
    DOUBLE.into_iter().find(|double| text.ends_with(double))
}
