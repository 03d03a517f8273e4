//! Which shape an input has, where nobody said. Looks at a name and the first line, never at more.

use crate::line::Lines;
use jinyu::Source;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

/// How a text is divided into turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// What the name says: `Jsonl` for `.jsonl` and `.ndjson`, and each library of replies for its
    /// own extensions; of another name, `Jsonl` where the first line is an object, else `Text`.
    #[default]
    Auto,
    /// The whole is one turn.
    Text,
    /// Each line is a turn; blank lines are not.
    Lines,
    /// Each line is a JSON object that holds a turn.
    Jsonl,
    /// A library of replies: YAML, in one or several documents.
    Yaml,
    /// A library of replies: one JSON value.
    Json,
    /// A library of replies: a table with a header, its fields parted by commas (or by semicolons
    /// or tabs, where the header says so).
    Csv,
    /// A library of replies: a table with a header, its fields parted by tabs.
    Tsv,
    /// A library of replies: a text in which blank lines stand between them.
    Paragraphs,
    /// A library of replies: Markdown, each paragraph, list item and table cell of which is one.
    Markdown,
    /// A library of replies: HTML, the text of each block of which is one.
    Html,
    /// A library of replies: the translations of a gettext catalogue (`.po`, `.pot`).
    Po,
    /// A library of replies: the values of Java properties.
    Properties,
    /// A library of replies: a workbook (`.xlsx`), whose cells are read as
    /// [`workbook()`](crate::workbook()) does.
    Xlsx,
}

impl Input {
    /// What `Auto` means for this text; every other value means itself.
    #[must_use]
    pub fn detect(self, source: &Source) -> Input {
        match self {
            Input::Auto => {
                Input::of_beginning(source.name(), source.text(), true).unwrap_or(Input::Text)
            }
            said => said,
        }
    }

    /// What `Auto` means for an input of this name and beginning, which may be the `whole` of it;
    /// `None` where the first line that is not blank must be read further.
    pub(crate) fn of_beginning(name: &str, text: &str, whole: bool) -> Option<Input> {
        if let Some(named) = Input::of_name(name) {
            return Some(named);
        }
        let Some(first) = Lines::of(text).find(|line| !line.is_blank()) else {
            return whole.then_some(Input::Text);
        };
        let ends = || text.get(first.start..).is_some_and(|rest| rest.contains('\n'));
        let complete = whole || ends();
        if !first.text.trim_start().starts_with('{') {
            Some(Input::Text)
        } else if complete {
            Some(if is_object(first.text) { Input::Jsonl } else { Input::Text })
        } else {
            None
        }
    }

    /// What `Auto` means for a file whose name says what it is; every other value means itself.
    #[must_use]
    pub fn of_file(self, name: &str) -> Input {
        match self {
            Input::Auto => Input::of_name(name).unwrap_or(Input::Auto),
            said => said,
        }
    }

    /// What a name's extension says.
    pub(crate) fn of_name(name: &str) -> Option<Input> {
        let extension = Path::new(name).extension()?.to_str()?;
        let known = |(known, _): &&(&str, Input)| extension.eq_ignore_ascii_case(known);
        EXTENSIONS.iter().find(known).map(|&(_, input)| input)
    }

    /// Whether it can only be read as a whole: it is one turn, or no line is sure to stand alone.
    pub(crate) fn is_whole(self) -> bool {
        !matches!(self, Input::Lines | Input::Jsonl)
    }

    /// The name used in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Input::Auto => "auto",
            Input::Text => "text",
            Input::Lines => "lines",
            Input::Jsonl => "jsonl",
            Input::Yaml => "yaml",
            Input::Json => "json",
            Input::Csv => "csv",
            Input::Tsv => "tsv",
            Input::Paragraphs => "paragraphs",
            Input::Markdown => "markdown",
            Input::Html => "html",
            Input::Po => "po",
            Input::Properties => "properties",
            Input::Xlsx => "xlsx",
        }
    }

    /// Every shape, in the order of help texts.
    pub const ALL: [Input; 14] = [
        Input::Auto,
        Input::Text,
        Input::Lines,
        Input::Jsonl,
        Input::Yaml,
        Input::Json,
        Input::Csv,
        Input::Tsv,
        Input::Paragraphs,
        Input::Markdown,
        Input::Html,
        Input::Po,
        Input::Properties,
        Input::Xlsx,
    ];
}

/// Which shape files of an extension have.
const EXTENSIONS: [(&str, Input); 15] = [
    ("jsonl", Input::Jsonl),
    ("ndjson", Input::Jsonl),
    ("yaml", Input::Yaml),
    ("yml", Input::Yaml),
    ("json", Input::Json),
    ("csv", Input::Csv),
    ("tsv", Input::Tsv),
    ("md", Input::Markdown),
    ("markdown", Input::Markdown),
    ("html", Input::Html),
    ("htm", Input::Html),
    ("po", Input::Po),
    ("pot", Input::Po),
    ("properties", Input::Properties),
    ("xlsx", Input::Xlsx),
];

impl FromStr for Input {
    type Err = ();
    /// Reads a shape's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        Input::ALL.into_iter().find(|input| input.name() == name).ok_or(())
    }
}

fn is_object(line: &str) -> bool {
    serde_json::from_str::<BTreeMap<IgnoredKey, IgnoredAny>>(line).is_ok()
}

/// A key of an object, whatever it is; every key equals every other, so that none is kept.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct IgnoredKey;

impl<'de> serde::Deserialize<'de> for IgnoredKey {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(from).map(|_| IgnoredKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(name: &str, text: &str) -> Input {
        Input::Auto.detect(&Source::new(name, text))
    }

    #[test]
    fn a_name_or_a_first_line_says_jsonl() {
        assert_eq!(detected("a.JSONL", ""), Input::Jsonl);
        assert_eq!(detected("a.ndjson", "x"), Input::Jsonl);
        assert_eq!(detected("-", "\n {\"a\": [1], \"b\": {}}\nbroken"), Input::Jsonl);
        assert_eq!(detected("-", "{ \"a\":\n1 }"), Input::Text);
        assert_eq!(detected("-", "{您好}"), Input::Text);
        assert_eq!(detected("-", "[1]"), Input::Text);
        assert_eq!(detected("a.txt", "您好"), Input::Text);
        assert_eq!(detected("a/b.YML", "{}"), Input::Yaml);
        assert_eq!(detected("a.json", "{}"), Input::Json);
        assert_eq!(detected("a.csv", "{}"), Input::Csv);
        assert_eq!(detected("a.tsv", ""), Input::Tsv);
        assert_eq!(detected(".yaml", "您好"), Input::Text);
        assert_eq!(detected("a/b.MD", "{}"), Input::Markdown);
        assert_eq!(detected("a.htm", "{}"), Input::Html);
        assert_eq!(detected("a.po", "您好"), Input::Po);
        assert_eq!(detected("a.properties", "您好"), Input::Properties);
        assert_eq!(detected("a.xlsx", ""), Input::Xlsx);
        assert_eq!(detected(".md", "您好"), Input::Text);
    }

    #[test]
    fn a_beginning_says_it_as_soon_as_it_can() {
        let of = |text| Input::of_beginning("-", text, false);
        assert_eq!(of(""), None);
        assert_eq!(of("\n \n"), None);
        assert_eq!(of("\n您"), Some(Input::Text));
        assert_eq!(of("{\"a\": 1}\r"), None);
        assert_eq!(of("{\"a\": 1}\r\n"), Some(Input::Jsonl));
        assert_eq!(of("{\"a\":\n"), Some(Input::Text));
        assert_eq!(Input::of_beginning("a.jsonl", "", false), Some(Input::Jsonl));
    }

    #[test]
    fn what_was_said_is_not_doubted() {
        assert_eq!(Input::Lines.detect(&Source::new("a.jsonl", "{}")), Input::Lines);
    }
}
