//! Java properties to turns: each value is one, named by its key. The parsers that there are tell no
//! places, so the format is read here, as `java.util.Properties` reads it.

use super::prose::Prose;
use super::{Placed, in_order};
use crate::error::ReadError;
use crate::read::ReadOptions;
use crate::scalar::{hex_unit, unicode_escape};
use jinyu::{Source, Turn};

/// The values of a file, in its order.
pub(crate) fn turns<'s>(
    source: &'s Source,
    options: &ReadOptions,
) -> Vec<Result<Turn<'s>, ReadError>> {
    let mut found = Vec::new();
    let mut walk = Walk { rest: source.text(), at: source.offset() };
    while walk.next_pair() {
        let mut key = Prose::default();
        let mut value = Prose::default();
        walk.part(&mut key, Part::Key, &mut found);
        walk.part(&mut value, Part::Value, &mut found);
        found.extend(value.take(Some(key.text()), options));
    }
    in_order(source, found)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Ends at a separator, which is passed over.
    Key,
    /// Ends with its line.
    Value,
}

/// A walk through a file, character by character.
struct Walk<'t> {
    rest: &'t str,
    /// Where the rest starts in the file.
    at: usize,
}

impl<'t> Walk<'t> {
    /// Goes to where the next pair begins, if there is one.
    fn next_pair(&mut self) -> bool {
        loop {
            self.pass(self.blanks());
            match self.rest.chars().next() {
                None => return false,
                Some('\n' | '\r') => self.pass(1),
                Some('#' | '!') => {
                    let length = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
                    self.pass(length);
                }
                Some(_) => return true,
            }
        }
    }

    /// Reads a key or a value into `prose`, without its escapes.
    fn part(&mut self, prose: &mut Prose, part: Part, found: &mut Vec<Placed<'_>>) {
        let ends = match part {
            Part::Key => [' ', '\t', '\u{c}', '=', ':', '\n', '\r', '\\'].as_slice(),
            Part::Value => ['\n', '\r', '\\'].as_slice(),
        };
        loop {
            let plain = self.rest.find(ends).unwrap_or(self.rest.len());
            if plain > 0 {
                prose.copy(self.at, self.rest.get(..plain).unwrap_or_default());
                self.pass(plain);
            }
            if !self.rest.starts_with('\\') {
                break;
            }
            self.escape(prose, found);
        }
        if part == Part::Key {
            self.separator();
        }
    }

    /// Passes over what stands between a key and its value.
    fn separator(&mut self) {
        self.gap();
        if self.rest.starts_with(['=', ':']) {
            self.pass(1);
            self.gap();
        }
    }

    /// Passes over blanks, and over line ends that are escaped.
    fn gap(&mut self) {
        loop {
            self.pass(self.blanks());
            match continued(self.rest) {
                Some(length) => self.pass(length),
                None => return,
            }
        }
    }

    fn escape(&mut self, prose: &mut Prose, found: &mut Vec<Placed<'_>>) {
        if let Some(length) = continued(self.rest) {
            self.pass(length);
            self.pass(self.blanks());
            return;
        }
        let escaped = self.rest.chars().nth(1);
        let (character, length) = match escaped {
            None => return self.pass(1),
            Some('u') if hex_unit(self.rest).is_none() => {
                let problem = "four hexadecimal digits were expected behind \\u";
                found.push((self.at, Err(problem.into())));
                ('\u{FFFD}', 2)
            }
            Some('u') => unicode_escape(self.rest),
            Some('n') => ('\n', 2),
            Some('t') => ('\t', 2),
            Some('r') => ('\r', 2),
            Some('f') => ('\u{c}', 2),
            Some(other) => (other, 1 + other.len_utf8()),
        };
        prose.rewrite(self.at..self.at + length, character.encode_utf8(&mut [0; 4]));
        self.pass(length);
    }

    fn blanks(&self) -> usize {
        self.rest.len() - self.rest.trim_start_matches([' ', '\t', '\u{c}']).len()
    }

    fn pass(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.at += bytes;
    }
}

/// The bytes of the escaped line end that a text begins with.
fn continued(text: &str) -> Option<usize> {
    let behind = text.strip_prefix('\\')?;
    let end = ["\r\n", "\n", "\r"].into_iter().find(|end| behind.starts_with(end))?;
    Some(1 + end.len())
}

#[cfg(test)]
#[path = "properties_tests.rs"]
mod tests;
