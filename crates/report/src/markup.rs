//! Words as Markdown and HTML show them: nothing in them can become markup. Knows no report.

use crate::visible::visible;
use std::fmt::{self, Display, Write as _};

/// Words as Markdown shows them, on one line.
pub(crate) fn markdown(words: &str) -> String {
    let mut text = String::new();
    for character in words.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => text.extend(['\\', character]),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '\n' | '\r' | '\t' => text.push(' '),
            // Invisible ones are what some examples are about.
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {
                let _ = write!(text, "&#x{:X};", u32::from(character));
            }
            other => text.push(other),
        }
    }
    text
}

/// Words for HTML, in text and in quoted attributes alike; what would act unseen is shown.
pub(crate) struct Html<'w>(pub(crate) &'w str);

impl Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;"),
                '<' => f.write_str("&lt;"),
                '>' => f.write_str("&gt;"),
                '"' => f.write_str("&quot;"),
                '\'' => f.write_str("&#39;"),
                '\n' => f.write_str("&#10;"),
                '\t' => f.write_char(character),
                other => f.write_char(visible(other)),
            }?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        let hostile = "<b a='\"'>&\u{202e}\u{1b}|`*_[x](y)\n# ";
        assert_eq!(
            Html(hostile).to_string(),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;\u{fffd}␛|`*_[x](y)&#10;# "
        );
        assert_eq!(
            markdown(hostile),
            "&lt;b a='\"'&gt;&amp;\u{202e}\u{1b}\\|\\`\\*\\_\\[x\\](y) \\# "
        );
    }
}
