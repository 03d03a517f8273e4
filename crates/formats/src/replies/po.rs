//! gettext catalogues to turns: each translation is one. The parsers that there are tell no places,
//! and the format is a handful of line forms, so it is read here. Never reads what is translated.

use super::prose::Prose;
use super::{Placed, in_order};
use crate::error::ReadError;
use crate::line::{Line, Lines};
use crate::read::ReadOptions;
use jinyu::{Source, Turn};

/// The translations of a catalogue, in the order of the file; obsolete ones, and the header, are not
/// replies.
pub(crate) fn turns<'s>(
    source: &'s Source,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut catalogue =
        Catalogue { options, entry: Entry::default(), target: None, found: Vec::new() };
    for line in Lines::in_source(source) {
        catalogue.line(line);
    }
    catalogue.end_string();
    in_order(source, catalogue.found)
}

/// A catalogue that is being read.
struct Catalogue<'s, 'o> {
    options: &'o ReadOptions,
    entry: Entry,
    /// The string that is being read; it goes on over the lines that begin with a quote.
    target: Option<Target>,
    found: Vec<Placed<'s>>,
}

#[derive(Debug, Default)]
struct Entry {
    context: Option<String>,
    id: Option<String>,
}

/// What a string is, and its text so far.
#[derive(Debug)]
struct Target {
    keyword: Keyword,
    prose: Prose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    Context,
    Id,
    /// What is translated where there are several; it names nothing.
    Plural,
    Translation,
}

impl Catalogue<'_, '_> {
    fn line(&mut self, line: Line<'_>) {
        let text = line.text.trim();
        if text.is_empty() || text.starts_with('#') {
            self.end_string();
            return;
        }
        let start = line.start + (line.text.len() - line.text.trim_start().len());
        if text.starts_with('"') {
            if self.target.is_some() {
                self.strings(text, start);
            } else {
                let problem = "a text without a keyword; msgid, msgstr or msgctxt stands before it";
                self.found.push((start, Err(problem.into())));
            }
            return;
        }
        self.end_string();
        let Some((keyword, rest)) = keyword(text) else {
            let problem = "msgid, msgstr, msgctxt or a text between quotes was expected here";
            self.found.push((start, Err(problem.into())));
            return;
        };
        self.begin(keyword, start);
        let strings = rest.trim_start();
        self.strings(strings, start + text.len() - strings.len());
    }

    fn begin(&mut self, keyword: Keyword, start: usize) {
        match keyword {
            Keyword::Context => self.entry = Entry::default(),
            Keyword::Id if self.entry.id.is_some() => self.entry = Entry::default(),
            Keyword::Translation if self.entry.id.is_none() => {
                let problem = "a msgstr without a msgid before it; write what it translates";
                self.found.push((start, Err(problem.into())));
            }
            _ => {}
        }
        self.target = Some(Target { keyword, prose: Prose::default() });
    }

    /// Reads the strings that stand on one line, from byte `start` of the file on.
    fn strings(&mut self, text: &str, start: usize) {
        let Some(target) = &mut self.target else { return };
        let mut rest = text;
        let mut at = start;
        let mut problem = text.is_empty().then_some("a text between quotes was expected here");
        while problem.is_none() && !rest.is_empty() {
            let Some(inner) = rest.strip_prefix('"') else {
                problem = Some("a quote was expected here; a text stands between two of them");
                break;
            };
            let Some(length) = closing_quote(inner) else {
                problem = Some("this quote is never closed; close it on the same line");
                break;
            };
            unescape(&mut target.prose, inner.get(..length).unwrap_or_default(), at + 1);
            let behind = inner.get(length + 1..).unwrap_or_default();
            rest = behind.trim_start();
            at += 1 + length + 1 + (behind.len() - rest.len());
        }
        if let Some(problem) = problem {
            self.found.push((at, Err(problem.into())));
        }
    }

    fn end_string(&mut self) {
        let Some(Target { keyword, mut prose }) = self.target.take() else { return };
        match keyword {
            Keyword::Context => self.entry.context = Some(prose.text().to_owned()),
            Keyword::Id => self.entry.id = Some(prose.text().to_owned()),
            Keyword::Plural => {}
            Keyword::Translation => {
                let Entry { context, id } = &self.entry;
                let id = id.as_deref().unwrap_or_default();
                let id = match context {
                    Some(context) => format!("{context}/{id}"),
                    None if id.is_empty() => return,
                    None => id.to_owned(),
                };
                self.found.extend(prose.take(Some(&id), self.options));
            }
        }
    }
}

/// The keyword that a line begins with, and what stands behind it.
fn keyword(line: &str) -> Option<(Keyword, &str)> {
    let end = line.find(|c: char| c == '"' || c.is_whitespace()).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let several = |word: &str| {
        let number = word.strip_prefix("msgstr[").and_then(|rest| rest.strip_suffix(']'));
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let keyword = match word {
        "msgctxt" => Keyword::Context,
        "msgid" => Keyword::Id,
        "msgid_plural" => Keyword::Plural,
        "msgstr" => Keyword::Translation,
        word if several(word) => Keyword::Translation,
        _ => return None,
    };
    Some((keyword, rest))
}

/// Where the quote stands that closes a string whose inside `text` begins with.
fn closing_quote(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'"', b'\\', text.as_bytes().get(from..)?)?;
        if text.as_bytes().get(at) == Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}

/// Adds the inside of a string, which starts at byte `start` of the file, without its escapes.
fn unescape(prose: &mut Prose, inside: &str, start: usize) {
    let mut rest = inside;
    let mut at = start;
    while !rest.is_empty() {
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        let (copied, escaped) = rest.split_at(plain);
        if !copied.is_empty() {
            prose.copy(at, copied);
        }
        at += plain;
        let length = escape(prose, escaped, at);
        at += length;
        rest = escaped.get(length..).unwrap_or_default();
    }
}

/// Adds what the escapes at the start of `text` stand for; the bytes of these escapes.
fn escape(prose: &mut Prose, text: &str, at: usize) -> usize {
    let bytes = numbers(text);
    if !bytes.is_empty() {
        let length = bytes.iter().map(|(_, length)| length).sum();
        let said: Vec<u8> = bytes.iter().map(|(byte, _)| *byte).collect();
        match std::str::from_utf8(&said) {
            Ok(said) => {
                let (mut from, mut bytes) = (at, bytes.iter());
                for character in said.chars() {
                    let escapes = bytes.by_ref().take(character.len_utf8());
                    let end = from + escapes.map(|(_, length)| length).sum::<usize>();
                    prose.rewrite(from..end, character.encode_utf8(&mut [0; 4]));
                    from = end;
                }
            }
            Err(_) => prose.rewrite(at..at + length, "\u{FFFD}"),
        }
        return length;
    }
    let Some(escaped) = text.chars().nth(1) else { return text.len() };
    let character = match escaped {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'v' => '\u{b}',
        'f' => '\u{c}',
        other => other,
    };
    let length = 1 + escaped.len_utf8();
    prose.rewrite(at..at + length, character.encode_utf8(&mut [0; 4]));
    length
}

/// The bytes that a row of escapes such as `\346\202\250` or `\x41` holds, and how long each escape
/// is.
fn numbers(text: &str) -> Vec<(u8, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(escape) = rest.strip_prefix('\\') {
        let (digits, radix, most) = match escape.strip_prefix('x') {
            Some(digits) => (digits, 16, 2),
            None => (escape, 8, 3),
        };
        let count = digits.chars().take(most).take_while(|c| c.is_digit(radix)).count();
        let digits = digits.get(..count).unwrap_or_default();
        let Ok(number) = u32::from_str_radix(digits, radix) else { break };
        let Ok(byte) = u8::try_from(number) else { break };
        let length = 1 + usize::from(radix == 16) + count;
        found.push((byte, length));
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
#[path = "po_tests.rs"]
mod tests;
