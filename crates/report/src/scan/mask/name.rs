//! Names where the text says that they are some: before 先生, behind 我叫 or “my name is”, behind Mr. A Chinese
//! name keeps its surname, an English word its first letter. Never guesses at a bare name.

use super::{Scan, surname};

const TITLES: [&str; 6] = ["先生", "女士", "小姐", "太太", "夫人", "师傅"];

/// What a name stands behind, where a word of being may stand between.
const BEHIND: [&str; 12] = [
    "我叫",
    "名字叫",
    "名字",
    "姓名",
    "收件人",
    "收货人",
    "联系人",
    "户主",
    "户名",
    "机主",
    "持卡人",
    "名叫",
];

/// What a surname stands behind.
const BEHIND_SURNAME: [&str; 3] = ["我姓", "免贵姓", "本人姓"];

/// What may stand between.
const BEING: [char; 7] = ['是', '为', '叫', '：', ':', ' ', '\u{3000}'];

/// Characters that are no part of a given name where something else may follow it.
const NO_NAME: &str = "我你您他她它的是不要想有没了在来电手请，这那和跟就可能吗吧呢啊";

/// Words that begin as names do.
const NO_NAMES: [&str; 10] =
    ["谢谢", "高兴", "方便", "马上", "任何", "周末", "江苏", "常常", "黄金", "金牌"];

/// Characters before which nothing of a name stands.
const OPENERS: &str = "是叫问请好给找和跟为的我您你了啊呢吧帮让系，位对";

const ENGLISH_TITLES: [&str; 6] = ["mr", "mrs", "ms", "mx", "dr", "miss"];
const GREETINGS: [&str; 4] = ["dear", "hi", "hello", "hey"];

/// Words behind a title or a greeting that are no name.
const NO_ENGLISH: [&str; 26] = [
    "and", "or", "i", "my", "the", "from", "but", "with", "is", "at", "on", "to", "in", "there",
    "all", "everyone", "team", "sir", "madam", "customer", "valued", "support", "you", "it",
    "again", "not",
];

/// How many words a name has at most.
const WORDS: usize = 3;

/// Hides the Chinese name that the character at `at` announces.
pub(super) fn chinese(scan: &mut Scan<'_>, at: usize, character: char) -> Option<usize> {
    match character {
        '先' | '女' | '小' | '太' | '夫' | '师' => before_title(scan, at),
        '我' | '免' | '本' | '名' | '姓' | '收' | '联' | '户' | '机' | '持' => {
            announced(scan, at)
        }
        _ => None,
    }
}

fn title_at_start(text: &str) -> Option<&'static str> {
    TITLES.into_iter().find(|title| text.starts_with(title))
}

/// 张小明先生.
fn before_title(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let title = title_at_start(scan.after(at))?;
    let before = scan.before(at);
    let (name, shown) = name_at_end(before)?;
    let end = at + title.len();
    scan.show(at - name..end, format!("{shown}**"));
    Some(end)
}

/// How many bytes at the end of a text are a name, and its surname.
fn name_at_end(before: &str) -> Option<(usize, &str)> {
    let characters: Vec<(usize, char)> = before.char_indices().rev().take(5).collect();
    let (at, last) = *characters.first()?;
    // 马上王先生: what stands before a common surname is no name.
    let reach = if surname::common(last) { 1 } else { 3 };
    for length in (2..=reach).rev() {
        let Some(&(start, first)) = characters.get(length - 1) else { continue };
        let whole = before.get(start..)?;
        let open = characters.get(length).is_none_or(|&(_, before)| opens(before));
        let word = NO_NAMES.iter().any(|word| whole.starts_with(word));
        if surname::common(first) && open && !word && whole.chars().all(is_han) {
            return Some((whole.len(), whole.get(..first.len_utf8())?));
        }
    }
    if let Some(double) = surname::double_at_end(before) {
        return Some((double.len(), double));
    }
    surname::any(last).then(|| before.get(at..)).flatten().map(|surname| (surname.len(), surname))
}

/// Whether a name can begin behind a character.
fn opens(before: char) -> bool {
    !is_han(before) || OPENERS.contains(before) || "零〇一二三四五六七八九".contains(before)
}

/// 我叫张小明.
fn announced(scan: &mut Scan<'_>, at: usize) -> Option<usize> {
    let rest = scan.after(at);
    if let Some(lead) = BEHIND_SURNAME.into_iter().find(|lead| rest.starts_with(lead)) {
        let name = rest.get(lead.len()..)?;
        let double = surname::double_at_start(name).map(str::len);
        let single = name.chars().next().filter(|first| surname::any(*first)).map(char::len_utf8);
        let start = at + lead.len();
        let end = start + double.or(single)?;
        scan.show(start..end, "**");
        return Some(end);
    }
    let lead = BEHIND.into_iter().find(|lead| rest.starts_with(lead))?;
    let name = rest.get(lead.len()..)?.trim_start_matches(BEING);
    let start = at + rest.len() - name.len();
    let double = surname::double_at_start(name).map(str::len);
    let single = name.chars().next().filter(|first| surname::common(*first)).map(char::len_utf8);
    let surname = double.or(single)?;
    let mut given = 0;
    for (offset, character) in name.get(surname..)?.char_indices().take(2) {
        let title = name.get(surname + offset..).and_then(title_at_start);
        if !is_han(character) || NO_NAME.contains(character) || title.is_some() {
            break;
        }
        given = offset + character.len_utf8();
    }
    let title = title_at_start(name.get(surname + given..)?).map_or(0, str::len);
    let word = NO_NAMES.iter().any(|word| name.starts_with(word));
    let end = surname + given + title;
    if word || end == surname {
        return None;
    }
    let shown = name.get(..surname)?.to_owned();
    scan.show(start..start + end, format!("{shown}**"));
    Some(start + end)
}

fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

/// Hides the English name that the word at `at` announces; answers where that word, or the name, ends.
pub(super) fn english(scan: &mut Scan<'_>, at: usize, first: char, limit: usize) -> Option<usize> {
    let word = word_at_start(scan.text.get(at..limit)?);
    let end = at + word.len();
    let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
    let lower = first.is_ascii_lowercase();
    let name = match first.to_ascii_lowercase() {
        'm' | 'd' if is(&ENGLISH_TITLES) => {
            let strict = !lower || is(&["miss", "dr"]);
            Some((behind(scan.text, end, &['.', ' ']), strict, usize::from(lower)))
        }
        'd' | 'h' if is(&GREETINGS) => Some((behind(scan.text, end, &[' ']), true, 0)),
        'm' if is(&["my"]) => my_name(scan.after(at)).map(|length| (at + length, false, 2)),
        'n' if is(&["name"]) && scan.after(end).starts_with(':') => {
            Some((behind(scan.text, end, &[':', ' ']), false, 2))
        }
        _ => None,
    };
    let Some((start, strict, lower)) = name.filter(|(start, ..)| *start > end) else {
        return Some(end);
    };
    words(scan, start, limit, strict, lower).or(Some(end))
}

/// The letters that a text begins with.
fn word_at_start(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Where something begins behind some marks.
fn behind(text: &str, at: usize, marks: &[char]) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches(marks).len()
}

/// The bytes of “my name is ” at the start of a text.
fn my_name(text: &str) -> Option<usize> {
    let leads = ["my name is ", "my name's ", "my name’s ", "my name: "];
    leads.into_iter().map(str::len).find(|&length| {
        text.get(..length)
            .is_some_and(|lead| leads.iter().any(|known| known.eq_ignore_ascii_case(lead)))
    })
}

/// Hides the words of a name: those with a capital, or where nothing demands one also up to `lower` without.
fn words(
    scan: &mut Scan<'_>,
    mut start: usize,
    limit: usize,
    strict: bool,
    lower: usize,
) -> Option<usize> {
    let mut end = None;
    let mut small = 0;
    for _ in 0..WORDS {
        let rest = scan.text.get(start..limit)?;
        let length = rest.find(|c: char| !(c.is_alphabetic() && !is_han(c) || "'’-".contains(c)));
        let word = rest.get(..length.unwrap_or(rest.len()))?;
        let Some(first) = word.chars().next() else { break };
        let known = NO_ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word));
        small += usize::from(!first.is_uppercase());
        let fits = if strict { small == 0 } else { small <= lower };
        let beside_mail = start + word.len() == limit && limit < scan.text.len();
        if !first.is_alphabetic() || known || !fits || beside_mail {
            break;
        }
        let stars = if word.len() == first.len_utf8() { hidden(rest, word.len()) } else { 0 };
        let stop = start + word.len() + stars;
        scan.show(start..stop, format!("{first}***"));
        end = Some(stop);
        start = stop;
        match scan.text.get(start..limit).and_then(|rest| rest.strip_prefix(' ')) {
            Some(_) => start += 1,
            None => break,
        }
    }
    end
}

/// How many bytes behind the first letter of a word say that it was hidden before.
fn hidden(text: &str, at: usize) -> usize {
    if text.get(at..).is_some_and(|rest| rest.starts_with("***")) { 3 } else { 0 }
}
