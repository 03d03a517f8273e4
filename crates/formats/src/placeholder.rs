//! The pieces of a canned reply that stand for something else: `{{name}}`, `%s`, `[订单号]`. Looks at
//! one text; knows no file format and no rule.

use jinyu::{InTurn, Span};

/// The most characters of a placeholder that says by its form that it is one.
const LONGEST: usize = 200;
/// The most characters of a name between braces, and between brackets.
const IN_BRACES: usize = 40;
const IN_BRACKETS: usize = 20;

/// The placeholders in a text, in order; none overlaps another.
///
/// Found are `{{name}}`, `{% if x %}`, `{name}`, `{0}`, `${x}`, `#{x}`, `<%= x %>`, `%s`, `%1$s`,
/// `%(name)s`, and `[订单号]` and `【订单号】` where a short name stands between the brackets: one without
/// punctuation that addresses nobody and denies nothing, so that `[我不清楚]` is text.
///
/// ```
/// let text = "{{name}}，您的订单[订单号]共 %d 件";
/// let found = jinyu_formats::placeholders(text);
/// let found: Vec<_> = found.iter().filter_map(|span| span.cut(text)).collect();
/// assert_eq!(found, ["{{name}}", "[订单号]", "%d"]);
/// ```
#[must_use]
pub fn placeholders(text: &str) -> Vec<Span<InTurn>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(OPENERS)) {
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        match length(rest) {
            Some(length) => {
                found.push(Span::new(at, at + length));
                at += length;
            }
            None if rest.starts_with("%%") => at += 2,
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

const OPENERS: [char; 7] = ['{', '$', '#', '<', '%', '[', '【'];

/// The bytes of the placeholder that a text begins with.
fn length(text: &str) -> Option<usize> {
    if text.starts_with("{{") {
        return enclosed(text, "{{", "}}").map(|length| {
            let more = text.get(length..).unwrap_or_default();
            length + (more.len() - more.trim_start_matches('}').len())
        });
    }
    let plain = [("{%", "%}"), ("${", "}"), ("#{", "}"), ("<%", "%>")];
    if let Some(&(open, close)) = plain.iter().find(|(open, _)| text.starts_with(open)) {
        return enclosed(text, open, close);
    }
    match text.chars().next()? {
        '{' => named(text, "{", '}', IN_BRACES),
        '[' => named(text, "[", ']', IN_BRACKETS),
        '【' => named(text, "【", '】', IN_BRACKETS),
        '%' => conversion(text),
        _ => None,
    }
}

/// Anything in one line between two marks.
fn enclosed(text: &str, open: &str, close: &str) -> Option<usize> {
    let inside = text.strip_prefix(open)?;
    let end = inside.char_indices().nth(LONGEST).map_or(inside.len(), |(end, _)| end);
    let end = inside.get(..end)?.find(close)?;
    let name = inside.get(..end)?;
    let is_one = !name.trim().is_empty() && !name.contains('\n');
    is_one.then_some(open.len() + end + close.len())
}

/// A name between two marks.
fn named(text: &str, open: &str, close: char, most: usize) -> Option<usize> {
    let inside = text.strip_prefix(open)?;
    let (end, _) = inside.char_indices().take(most + 1).find(|&(_, c)| c == close)?;
    is_name(inside.get(..end)?).then_some(open.len() + end + close.len_utf8())
}

/// Whether something can be what a piece of data is called.
fn is_name(name: &str) -> bool {
    const SPEAKING: &str = "我你您妳咱俺不没沒别別莫勿";
    const WORDS: [&str; 8] = ["i", "we", "us", "you", "no", "not", "never", "cannot"];
    let allowed = |c: char| {
        (c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | ' ' | '/' | '#'))
            && !SPEAKING.contains(c)
    };
    let speaks = |word: &str| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    !name.trim().is_empty() && name.chars().all(allowed) && !name.split(' ').any(speaks)
}

/// A conversion of printf: `%s`, `%-5.2f`, `%1$s`, `%(name)s`, `%@`.
fn conversion(text: &str) -> Option<usize> {
    let mut rest = text.strip_prefix('%')?;
    let named = rest.strip_prefix('(');
    if let Some(inside) = named {
        let (end, _) = inside.char_indices().take(IN_BRACES + 1).find(|&(_, c)| c == ')')?;
        rest = inside.get(end + 1..).filter(|_| end > 0)?;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = rest.get(digits(rest)..).and_then(|behind| behind.strip_prefix('$'));
    rest = numbered.filter(|_| digits(rest) > 0).unwrap_or(rest);
    rest = rest.trim_start_matches(['-', '+', '0', '\'']);
    rest = rest.get(digits(rest)..)?;
    if let Some(precision) = rest.strip_prefix('.') {
        rest = precision.get(digits(precision)..)?;
    }
    rest = rest.trim_start_matches(['l', 'h']);
    rest = rest.strip_prefix(['s', 'd', 'i', 'f', 'u', 'x', 'X', 'e', 'g', 'c', '@'])?;
    let is_word = named.is_none() && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!is_word).then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().filter_map(|span| span.cut(text)).collect()
    }

    #[test]
    fn each_form() {
        for whole in [
            "{{name}}",
            "{{ user.name | upper }}",
            "{{{html}}}",
            "{%if x%}",
            "{name}",
            "{0}",
            "{0:N2}",
            "{用户名}",
            "${x}",
            "${a.b?c:d}",
            "#{x}",
            "<%= x %>",
            "%s",
            "%d",
            "%1$s",
            "%(name)s",
            "%.2f",
            "%-5d",
            "%@",
            "[订单号]",
            "【订单号】",
            "[order number]",
            "[客户姓名]",
        ] {
            assert_eq!(found(&format!("前{whole}后")), [whole]);
            assert_eq!(found(whole), [whole]);
        }
    }

    #[test]
    fn what_is_text() {
        for text in [
            "100%的",
            "100% sure",
            "50%discount",
            "%%s",
            "%",
            "%()s",
            "{}",
            "{{}}",
            "{您好|亲}",
            "{很贵的，您买不起}",
            "[我不清楚]",
            "[不清楚]",
            "[you cannot afford it]",
            "[注意：已发货]",
            "[]",
            "【温馨提示，请您】",
            "{{未闭合",
            "[未闭合",
            "$100",
            "#1",
            "a < b",
            "{a\nb}",
            "{{a\nb}}",
            "[一二三四五六七八九十一二三四五六七八九十一]",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn they_stand_side_by_side() {
        assert_eq!(found("{a}{b}%s[c]"), ["{a}", "{b}", "%s", "[c]"]);
        assert_eq!(found("{{a}}}}"), ["{{a}}}}"]);
        assert_eq!(found("[[a]]"), ["[a]"]);
    }

    #[test]
    fn openers_without_end_take_linear_time() {
        for opener in ["{{", "{", "%(", "[", "<%", "${"] {
            assert_eq!(found(&opener.repeat(10_000)).len(), 0);
        }
    }
}
