//! Licence plates of the mainland: the province and the letter of the city stay. Knows no other country's.

use super::Scan;

/// What plates begin with: the short names of provinces, and of embassies and consulates.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
/// What may stand instead of the last sign.
const KINDS: [char; 6] = ['挂', '学', '警', '港', '澳', '领'];
/// How many signs stand behind the letter; six are of an electric car.
const SIGNS: std::ops::RangeInclusive<usize> = 5..=6;
/// How many of them are digits at least: fewer are the name of something.
const DIGITS: usize = 3;

/// Hides the signs of the plate that begins at `at`; answers where it ends.
pub(super) fn hide(scan: &mut Scan<'_>, at: usize, province: char) -> Option<usize> {
    if !PROVINCES.contains(province) {
        return None;
    }
    let mut rest = scan.after(at).chars();
    rest.next();
    rest.next().filter(char::is_ascii_alphabetic)?;
    let behind = rest.as_str();
    let signs = behind.strip_prefix(['·', '•', '.', '-', ' ']).unwrap_or(behind);
    let plain = signs.len() - signs.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let (plain, next) = signs.split_at_checked(plain)?;
    let kind = next.chars().next().filter(|next| KINDS.contains(next));
    let count = plain.len() + usize::from(kind.is_some_and(|_| plain.len() == SIGNS.start() - 1));
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    if !SIGNS.contains(&count) || digits < DIGITS {
        return None;
    }
    let start = scan.text.len() - signs.len();
    let end = start + plain.len();
    scan.show(start..end, "*".repeat(plain.len()));
    Some(end)
}
