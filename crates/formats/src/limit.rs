//! How much text is taken at once: more than this nobody says, and it would fill the memory. Refuses; cuts
//! nothing off.

use crate::input::Input;
use std::fmt;
use std::str::FromStr;

/// So many bytes, from 1 to 4 GiB. Written `512 KiB`, `8MiB` or `1 GiB`.
///
/// ```
/// use jinyu_formats::Size;
/// assert_eq!("64mib".parse::<Size>().map(|size| size.to_string()), Ok("64 MiB".to_owned()));
/// assert_eq!(Size::mebibytes(2).bytes(), 2 << 20);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(u64);

/// How the units are written, and how many bytes each has.
const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
/// The largest size that can be said.
const LARGEST: u64 = 4 << 30;

impl Size {
    /// So many MiB.
    #[must_use]
    pub const fn mebibytes(count: u32) -> Size {
        Size((count as u64) << 20)
    }

    /// How many bytes that is.
    #[must_use]
    pub fn bytes(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    /// An eighth of it.
    fn eighth(self) -> Size {
        Size((self.0 / 8).max(1))
    }
}

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        const HELP: &str = "write a size as 512KiB, 8MiB or 1GiB, up to 4GiB";
        let written = written.trim();
        let end = written.find(|c: char| !c.is_ascii_digit()).ok_or(HELP)?;
        let (number, unit) = written.split_at_checked(end).ok_or(HELP)?;
        let number: u64 = number.parse().map_err(|_| HELP)?;
        let known = UNITS.iter().find(|(name, _)| unit.trim().eq_ignore_ascii_case(name));
        let bytes = known.and_then(|(_, bytes)| number.checked_mul(*bytes)).ok_or(HELP)?;
        if (1..=LARGEST).contains(&bytes) { Ok(Size(bytes)) } else { Err(HELP) }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fitting = UNITS.iter().find(|(_, bytes)| self.0.is_multiple_of(*bytes));
        match fitting {
            Some((name, bytes)) => write!(f, "{} {name}", self.0 / bytes),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

/// How large an input and its parts may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "what is limited")]
pub struct Limits {
    /// One message.
    pub message: Size,
    /// One line, or one record of a transcript.
    pub record: Size,
    /// The text of an input that is held as a whole. Of a page of markup, which takes more memory than other
    /// texts of its length, an eighth.
    pub file: Size,
}

impl Default for Limits {
    /// 4 MiB, 32 MiB and 256 MiB.
    fn default() -> Self {
        let [message, record, file] = [4, 32, 256].map(Size::mebibytes);
        Limits { message, record, file }
    }
}

impl Limits {
    /// What is wrong with a message, if it is too long.
    pub(crate) fn of_message(self, text: &str) -> Option<String> {
        (text.len() > self.message.bytes()).then(|| {
            format!(
                "a message of more than {}; say with --input how the text is divided into messages, divide it, or raise `limits: message`",
                self.message
            )
        })
    }

    /// How much text an input of this shape may have that is held as a whole.
    pub(crate) fn whole(self, input: Input) -> Size {
        match input {
            Input::Markdown | Input::Html => self.file.eighth(),
            _ => self.file,
        }
    }

    /// What is wrong with an input of this shape that is held as a whole.
    pub(crate) fn of_whole(self, input: Input) -> String {
        let page = match input {
            Input::Markdown | Input::Html => " (a page may have an eighth of it)",
            _ => "",
        };
        format!(
            "more than {}, which are held as a whole; divide the file, or raise `limits: file`{page}",
            self.whole(input)
        )
    }

    /// What is wrong with a line.
    pub(crate) fn of_line(self) -> String {
        format!(
            "a line of more than {}; divide it into lines, one a message, or raise `limits: record`",
            self.record
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_size() {
        for (written, expected) in [
            ("4MiB", Ok("4 MiB")),
            (" 512 kib ", Ok("512 KiB")),
            ("1024 KiB", Ok("1 MiB")),
            ("4GiB", Ok("4 GiB")),
            ("5GiB", Err(())),
            ("0MiB", Err(())),
            ("4MB", Err(())),
            ("4", Err(())),
            ("MiB", Err(())),
            ("-4MiB", Err(())),
            ("99999999999999999999GiB", Err(())),
            ("", Err(())),
        ] {
            let size = written.parse::<Size>().map(|size| size.to_string()).map_err(|_| ());
            assert_eq!(size, expected.map(String::from), "{written}");
        }
        let page = Limits { file: Size(12), ..Limits::default() };
        assert_eq!(page.whole(Input::Html).to_string(), "1 bytes");
    }
}
