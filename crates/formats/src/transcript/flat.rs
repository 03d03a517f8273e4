//! The keys and values of an object of JSON that is written plainly, as nearly all records are: found by
//! looking for the few bytes that matter. Whatever is out of the ordinary is left to serde_json, which
//! is also asked about values that hold others; nothing is taken for JSON that it would refuse.

use serde_json::value::RawValue;

/// The pairs of an object, as they are written; keys are without their quotes.
pub(super) struct Pairs<'s> {
    text: &'s str,
    at: usize,
}

/// Something that must be looked at more closely.
#[derive(Debug)]
pub(super) struct NotPlain;

impl<'s> Pairs<'s> {
    /// The pairs of a text that begins with an object.
    pub(super) fn of(text: &'s str) -> Result<Pairs<'s>, NotPlain> {
        let control = text.bytes().fold(false, |found, byte| found | (byte < b' '));
        let opens = text.starts_with('{');
        if control || !opens { Err(NotPlain) } else { Ok(Pairs { text, at: 1 }) }
    }

    /// The next pair; nothing at the end of the object, which is that of the text. It is faster where the key
    /// is the expected one.
    pub(super) fn next(&mut self, expected: &str) -> Result<Option<(&'s str, &'s str)>, NotPlain> {
        let first = self.at == 1;
        match (self.byte()?, first) {
            (b'}', _) => {
                self.at += 1;
                return if self.at == self.text.len() { Ok(None) } else { Err(NotPlain) };
            }
            (b',', false) => self.at += 1,
            (_, true) => {}
            _ => return Err(NotPlain),
        }
        if self.byte()? != b'"' {
            return Err(NotPlain);
        }
        let key = match self.expected(expected) {
            Some(key) => key,
            None => self.string()?,
        };
        if self.byte()? != b':' {
            return Err(NotPlain);
        }
        self.at += 1;
        let value = match self.byte()? {
            b'"' => self.string()?,
            b'{' | b'[' => self.nested()?,
            _ => self.literal()?,
        };
        let key = key.get(1..key.len() - 1).ok_or(NotPlain)?;
        Ok(Some((key, value)))
    }

    /// The next byte that is no space.
    fn byte(&mut self) -> Result<u8, NotPlain> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        bytes.get(self.at).copied().ok_or(NotPlain)
    }

    /// The key between the next quotes, if it is this one, which has been read before.
    fn expected(&mut self, key: &str) -> Option<&'s str> {
        let end = self.at + 1 + key.len();
        let quoted = self.text.get(self.at..=end)?;
        let is_it = quoted.get(1..=key.len()) == Some(key) && quoted.ends_with('"');
        if !is_it || key.is_empty() {
            return None;
        }
        self.at = end + 1;
        Some(quoted)
    }

    fn string(&mut self) -> Result<&'s str, NotPlain> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start + 1;
        loop {
            at = quote_or_escape(bytes, at).ok_or(NotPlain)?;
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'"'), _) => {
                    self.at = at + 1;
                    return self.text.get(start..self.at).ok_or(NotPlain);
                }
                (_, Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't')) => at += 2,
                (_, Some(b'u')) => {
                    let digits = bytes.get(at + 2..at + 6).ok_or(NotPlain)?;
                    if !digits.iter().all(u8::is_ascii_hexdigit) {
                        return Err(NotPlain);
                    }
                    at += 6;
                }
                _ => return Err(NotPlain),
            }
        }
    }

    fn nested(&mut self) -> Result<&'s str, NotPlain> {
        let rest = self.text.get(self.at..).ok_or(NotPlain)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&'s RawValue>();
        let value = values.next().and_then(Result::ok).ok_or(NotPlain)?.get();
        self.at += value.len();
        Ok(value)
    }

    /// A word or a number without an exponent.
    fn literal(&mut self) -> Result<&'s str, NotPlain> {
        let rest = self.text.get(self.at..).ok_or(NotPlain)?;
        let length = rest.bytes().position(|byte| matches!(byte, b',' | b'}' | b' '));
        let literal = rest.get(..length.ok_or(NotPlain)?).ok_or(NotPlain)?;
        if !matches!(literal, "true" | "false" | "null") && !is_number(literal) {
            return Err(NotPlain);
        }
        self.at += literal.len();
        Ok(literal)
    }
}

/// The first quotation mark or backslash from a byte on. Most strings of a record are so short that a call of
/// memchr costs more than eight bytes at a time: "Determine if a word has a zero byte", S. E. Anderson, Bit
/// Twiddling Hacks.
fn quote_or_escape(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    const SHORT: usize = 32;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let stop = at + SHORT;
    while at < stop {
        let Some(&word) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { break };
        let word = u64::from_le_bytes(word);
        let quote = zeros(word ^ (ONES * u64::from(b'"')));
        let found = quote | zeros(word ^ (ONES * u64::from(b'\\')));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr::memchr2(b'"', b'\\', bytes.get(at..)?).map(|further| at + further)
}

fn is_number(literal: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = literal.strip_prefix('-').unwrap_or(literal);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    digits(whole) && digits(fraction) && (whole.len() == 1 || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn pairs(text: &str) -> Result<Vec<(&str, &str)>, NotPlain> {
        let mut pairs = Pairs::of(text)?;
        let mut found = Vec::new();
        while let Some(pair) = pairs.next("a")? {
            found.push(pair);
        }
        Ok(found)
    }

    #[test]
    fn plain_objects() {
        let text = r#"{"a": "x\"\u4f60", "b":-1.5,"c" : [1, {"d": "]"}] , "e":null}"#;
        let found = pairs(text).unwrap();
        let expected =
            [("a", r#""x\"\u4f60""#), ("b", "-1.5"), ("c", r#"[1, {"d": "]"}]"#), ("e", "null")];
        assert_eq!(found, expected);
        assert!(pairs("{}").unwrap().is_empty());
        for length in 0..80 {
            let value = format!("\"{}\"", "您b".repeat(length));
            let text = format!("{{\"a\":{value},\"aa\":{value},\"\":\"\\\\\"}}");
            let expected = [("a", value.as_str()), ("aa", value.as_str()), ("", r#""\\""#)];
            assert_eq!(pairs(&text).unwrap(), expected);
        }
        for odd in ["{", "{\"a\":1", "{\"a\":1}x", "{\"a\":\"\t\"}", "{\"a\":01}", "{\"a\":1e5}"] {
            assert!(pairs(odd).is_err(), "{odd}");
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{", "}", "[", "]", "\"", ":", ",", " ", "\\", "\\u", "00e9", "a", "1", ".", "-",
            "true", "null", "\"k\":", "\"v\"", "您", "{\"a\":", "\n",
        ]);
        prop::collection::vec(piece, 0..14).prop_map(|pieces| format!("{{{}}}", pieces.concat()))
    }

    proptest! {
        /// What is taken for plain is JSON, and is read as serde_json reads it.
        #[test]
        fn nothing_plain_is_refused(text in pieces()) {
            if let Ok(found) = pairs(&text) {
                let known: BTreeMap<String, &RawValue> = serde_json::from_str(&text).unwrap();
                for (key, value) in found {
                    let quoted = format!("\"{key}\"");
                    let key: String = serde_json::from_str(&quoted).unwrap();
                    prop_assert!(known.contains_key(&key));
                    prop_assert!(serde_json::from_str::<&RawValue>(value).is_ok());
                }
            }
        }
    }
}
