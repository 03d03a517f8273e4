//! How a wording may have to be written in a file, whatever its format.

use std::borrow::Cow;

/// How many ways there are.
pub(super) const WAYS: usize = 6;

/// A wording as it is written in one of the ways, the plainest first.
pub(super) fn spelled(wording: &str, way: usize) -> String {
    let escaped = |escape: fn(char) -> Option<Cow<'static, str>>| {
        let one = |c: char| escape(c).unwrap_or_else(|| Cow::Owned(c.to_string()));
        wording.chars().map(one).collect::<String>()
    };
    match way {
        1 => escaped(backslashed),
        2 => wording.replace('\'', "''"),
        3 => wording.replace('"', "\"\""),
        4 => escaped(entity),
        5 => escaped(unicode),
        _ => wording.to_owned(),
    }
}

fn backslashed(c: char) -> Option<Cow<'static, str>> {
    match c {
        '"' => Some("\\\"".into()),
        '\\' => Some("\\\\".into()),
        '\n' => Some("\\n".into()),
        '\t' => Some("\\t".into()),
        _ => None,
    }
}

fn entity(c: char) -> Option<Cow<'static, str>> {
    match c {
        '&' => Some("&amp;".into()),
        '<' => Some("&lt;".into()),
        '>' => Some("&gt;".into()),
        '"' => Some("&quot;".into()),
        _ => None,
    }
}

/// As in Java's properties: what is not ASCII in units of UTF-16.
fn unicode(c: char) -> Option<Cow<'static, str>> {
    let mut units = [0; 2];
    let units = c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
    (!c.is_ascii()).then(|| Cow::Owned(units.collect()))
}
