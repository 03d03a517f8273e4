//! Which fields of a library of replies hold replies, where somebody says so: a small language of
//! paths. Knows steps from a whole to its parts and no file format.

use crate::fields::same_name;

/// Which fields of a library hold replies.
///
/// ```
/// use jinyu_formats::{FieldPath, Fields};
/// let fields: Fields = ["replies[*].text"].map(FieldPath::new).into_iter().collect();
/// assert!(matches!(fields, Fields::Paths(paths) if paths.len() == 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fields {
    /// Those with a name that is usual for it: `reply`, `text`, `话术`, `内容` …
    #[default]
    Common,
    /// Those, and only those, that one of these paths leads to.
    Paths(Vec<FieldPath>),
}

impl FromIterator<FieldPath> for Fields {
    /// The usual ones where there is no path.
    fn from_iter<I: IntoIterator<Item = FieldPath>>(paths: I) -> Self {
        let paths: Vec<_> = paths.into_iter().collect();
        if paths.is_empty() { Fields::Common } else { Fields::Paths(paths) }
    }
}

/// The way to a field: `replies[*].text`, `*.answer`, `a.b[0]`, `**.text`, or the name of a key or
/// column alone, at any depth.
///
/// `*` is any key or item, `[*]` any item, `[0]` the first, `**` any number of steps. A key that
/// holds a dot or a bracket stands in quotes: `"a.b"[0]`. `$.text` is `text` at the top only. What
/// is no path is taken as a name. Names are compared without case and outer spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    written: String,
    steps: Vec<Pattern>,
}

/// What one step of a path lets pass.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    Key(String),
    Item(usize),
    AnyItem,
    Any,
    Deep,
}

/// A step from a whole to one of its parts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'k> {
    Key(&'k str),
    Item(usize),
}

/// How much of a path has been walked, in every way in which it can be: a bit for each step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Walked(u64);

/// The most steps of a path; what has more is taken as a name.
const STEPS: usize = 60;

impl FieldPath {
    /// Reads a path.
    #[must_use]
    pub fn new(written: impl Into<String>) -> Self {
        let written = written.into();
        let steps = parse(written.trim()).filter(|steps| steps.len() <= STEPS);
        let steps = steps.unwrap_or_else(|| anywhere(Pattern::Key(written.clone())));
        FieldPath { written, steps }
    }

    /// The path as it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it means a column of this name.
    pub(crate) fn is_column(&self, header: &str) -> bool {
        let named = matches!(self.steps.as_slice(), [Pattern::Deep, Pattern::Key(key)] if same_name(key, header));
        named || same_name(&self.written, header)
    }

    /// The last name in it.
    pub(crate) fn last_key(&self) -> &str {
        let keys = self.steps.iter().rev().filter_map(|step| match step {
            Pattern::Key(key) => Some(key.as_str()),
            _ => None,
        });
        keys.into_iter().next().unwrap_or(&self.written)
    }

    /// At the top of a document.
    pub(crate) fn at_top(&self) -> Walked {
        self.skip_deep(1)
    }

    /// After one more step.
    pub(crate) fn walk(&self, walked: Walked, step: Step<'_>) -> Walked {
        let mut next = 0;
        for (at, pattern) in self.steps.iter().enumerate().filter(|(at, _)| walked.0 >> at & 1 == 1)
        {
            let passes = match (pattern, step) {
                (Pattern::Key(key), Step::Key(name)) => same_name(key, name),
                (Pattern::Item(item), Step::Item(at)) => *item == at,
                (Pattern::AnyItem, Step::Item(_)) | (Pattern::Any, _) => true,
                (Pattern::Deep, _) => {
                    next |= 1 << at;
                    false
                }
                _ => false,
            };
            if passes {
                next |= 1 << (at + 1);
            }
        }
        self.skip_deep(next)
    }

    /// Whether the whole path has been walked.
    pub(crate) fn is_walked(&self, walked: Walked) -> bool {
        walked.0 >> self.steps.len() & 1 == 1
    }

    /// `**` may also be no step at all.
    fn skip_deep(&self, mut walked: u64) -> Walked {
        for (at, _) in self.steps.iter().enumerate().filter(|(_, step)| **step == Pattern::Deep) {
            walked |= (walked >> at & 1) << (at + 1);
        }
        Walked(walked)
    }
}

fn anywhere(pattern: Pattern) -> Vec<Pattern> {
    vec![Pattern::Deep, pattern]
}

fn parse(written: &str) -> Option<Vec<Pattern>> {
    let top = written.strip_prefix('$').filter(|rest| rest.starts_with(['.', '[']));
    let mut rest = top.map_or(written, |rest| rest.strip_prefix('.').unwrap_or(rest));
    let mut steps = Vec::new();
    loop {
        let (pattern, behind) = pattern(rest)?;
        steps.push(pattern);
        if behind.is_empty() {
            break;
        }
        rest = match behind.strip_prefix('.') {
            Some(rest) => rest,
            None if behind.starts_with('[') => behind,
            None => return None,
        };
    }
    match steps.as_slice() {
        [Pattern::Key(_)] if top.is_none() => steps.pop().map(anywhere),
        _ => Some(steps),
    }
}

/// The first step of a path and what stands behind it.
fn pattern(path: &str) -> Option<(Pattern, &str)> {
    if let Some(inside) = path.strip_prefix('[') {
        if inside.starts_with(['"', '\'']) {
            let (key, behind) = quoted(inside)?;
            return Some((Pattern::Key(key.into()), behind.strip_prefix(']')?));
        }
        let (item, behind) = inside.split_once(']')?;
        let pattern = match item {
            "*" => Pattern::AnyItem,
            number => Pattern::Item(number.parse().ok()?),
        };
        return Some((pattern, behind));
    }
    if path.starts_with(['"', '\'']) {
        let (key, behind) = quoted(path)?;
        return Some((Pattern::Key(key.into()), behind));
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, behind) = path.split_at(end);
    let pattern = match name {
        "" => return None,
        "*" => Pattern::Any,
        "**" => Pattern::Deep,
        key => Pattern::Key(key.into()),
    };
    Some((pattern, behind))
}

/// What stands between the quote that `text` begins with and the next one of its kind.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next()?;
    text.strip_prefix(quote)?.split_once(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a path leads to a place, which is written as keys and numbers.
    fn leads(path: &str, place: &[&str]) -> bool {
        let path = FieldPath::new(path);
        let step = |name: &&'static str| match name.parse() {
            Ok(item) => Step::Item(item),
            Err(_) => Step::Key(name),
        };
        let place: Vec<&'static str> =
            place.iter().map(|name| &*Box::leak(name.to_string().into_boxed_str())).collect();
        let walk = |walked, name| path.walk(walked, step(name));
        path.is_walked(place.iter().fold(path.at_top(), walk))
    }

    #[test]
    fn paths_lead_to_places() {
        for (path, place, there) in [
            ("replies[*].text", &["replies", "3", "text"][..], true),
            ("replies[*].text", &["replies", "x", "text"], false),
            ("replies[*].text", &["a", "replies", "3", "text"], false),
            ("*.answer", &["x", "answer"], true),
            ("*.answer", &["3", "answer"], true),
            ("*.answer", &["answer"], false),
            ("a.b[0]", &["a", "b", "0"], true),
            ("a.b[0]", &["a", "b", "1"], false),
            ("**.text", &["text"], true),
            ("**.text", &["a", "0", "b", "text"], true),
            ("**.text", &["a", "text", "b"], false),
            ("a.**.b", &["a", "b"], true),
            ("a.**.b", &["a", "b", "c", "b"], true),
            ("a.**", &["a", "b", "c"], true),
            ("text", &["a", "0", "Text "], true),
            ("$.text", &["text"], true),
            ("$.text", &["a", "text"], false),
            ("$[0]", &["0"], true),
            ("[*]", &["7"], true),
            ("\"a.b\"[1]", &["a.b", "1"], true),
            ("['a[0]'].b", &["a[0]", "b"], true),
            ("话术（中文）", &["话术（中文）"], true),
            ("回复[备用", &["回复[备用"], true),
            ("a..b", &["a..b"], true),
            ("", &["a"], false),
        ] {
            assert_eq!(leads(path, place), there, "{path} {place:?}");
        }
    }

    #[test]
    fn a_path_can_be_a_column() {
        assert!(FieldPath::new("Reply [zh]").is_column(" reply [ZH] "));
        assert!(FieldPath::new("a.b").is_column("a.b"));
        assert!(FieldPath::new("\"a.b\"").is_column("a.b"));
        assert!(!FieldPath::new("a.b").is_column("b"));
        assert_eq!(FieldPath::new("replies[*].text").last_key(), "text");
    }

    #[test]
    fn a_path_of_too_many_steps_is_a_name() {
        let long = ["a"; 200].join(".");
        assert!(FieldPath::new(long.as_str()).is_column(&long));
        assert!(leads(&long, &[&long]));
    }
}
