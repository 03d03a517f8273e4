//! XML, as far as reports need it: elements, attributes and text. Of our own because the two formats
//! that use it are a few elements, and because no writer that we know of replaces the characters
//! that XML 1.0 has no way to write; a wording may hold any. Knows no format.

use crate::visible::visible;
use std::fmt::{self, Display, Write as _};

/// What an XML document begins with.
pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Words for the text of an element and for quoted attributes alike. Line breaks and tabs survive;
/// what XML cannot hold, and what would act unseen, is shown.
pub(crate) struct Xml<'w>(pub(crate) &'w str);

impl Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;"),
                '<' => f.write_str("&lt;"),
                '>' => f.write_str("&gt;"),
                '"' => f.write_str("&quot;"),
                '\n' | '\t' => write!(f, "&#{};", u32::from(character)),
                '\u{FFFE}' | '\u{FFFF}' => f.write_char('\u{FFFD}'),
                other => f.write_char(visible(other)),
            }?;
        }
        Ok(())
    }
}

/// Attributes, each with a space before it, in their order.
pub(crate) struct Attributes<'w>(pub(crate) &'w [(&'w str, &'w dyn Display)]);

impl Display for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, value)| {
            let value = value.to_string();
            write!(f, " {name}=\"{}\"", Xml(&value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_can_be_written() {
        let hostile = "]]><a b='\"'>&\0\u{1b}\u{202e}\u{ffff}\r\n\t急";
        assert_eq!(
            Xml(hostile).to_string(),
            "]]&gt;&lt;a b='&quot;'&gt;&amp;␀␛\u{fffd}\u{fffd}␍&#10;&#9;急"
        );
        assert_eq!(Attributes(&[("a", &"<"), ("b", &1)]).to_string(), " a=\"&lt;\" b=\"1\"");
    }
}
