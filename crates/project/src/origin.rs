//! Values that remember where somebody wrote them. Knows no key and reads nothing.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

/// Where a value comes from. Put into words: `jinyu.yaml:3`, `command line`, `default`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(From);

#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    Default,
    CommandLine { profile: Option<&'static str> },
    File { name: Arc<str>, line: usize, place: Range<usize>, profile: Option<&'static str> },
}

impl Origin {
    /// Nobody said anything.
    pub(crate) const DEFAULT: Origin = Origin(From::Default);
    /// It was typed.
    pub(crate) const COMMAND_LINE: Origin = Origin(From::CommandLine { profile: None });

    /// It belongs to a profile that is named here.
    pub(crate) fn through(&self, name: &'static str) -> Origin {
        let mut origin = self.clone();
        if let From::File { profile, .. } | From::CommandLine { profile } = &mut origin.0 {
            *profile = Some(name);
        }
        origin
    }

    /// Whether it belongs to a profile.
    pub(crate) fn is_profile(&self) -> bool {
        matches!(
            &self.0,
            From::File { profile: Some(_), .. } | From::CommandLine { profile: Some(_) }
        )
    }

    /// Whether it was typed itself.
    pub(crate) fn is_typed(&self) -> bool {
        self.0 == From::CommandLine { profile: None }
    }

    /// Where it stands in its file, if it does.
    pub(crate) fn place(&self) -> Option<Range<usize>> {
        match &self.0 {
            From::File { place, .. } => Some(place.clone()),
            _ => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            From::Default => f.write_str("default"),
            From::CommandLine { profile: None } => f.write_str("command line"),
            From::CommandLine { profile: Some(profile) } => {
                write!(f, "profile {profile}, command line")
            }
            From::File { name, line, profile: None, .. } => write!(f, "{name}:{line}"),
            From::File { name, line, profile: Some(profile), .. } => {
                write!(f, "profile {profile}, {name}:{line}")
            }
        }
    }
}

/// A file in which values are written, and where its lines begin.
pub(crate) struct Written {
    name: Arc<str>,
    /// Where each line but the first begins, in UTF-8 bytes.
    lines: Vec<usize>,
}

impl Written {
    /// The file of this name and text.
    pub(crate) fn new(name: &str, text: &str) -> Written {
        let lines = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Written { name: name.into(), lines }
    }

    /// What is written at a place of it, in UTF-8 bytes.
    pub(crate) fn at(&self, place: Range<usize>) -> Origin {
        let before = self.lines.partition_point(|begin| *begin <= place.start);
        let name = Arc::clone(&self.name);
        Origin(From::File { name, line: before + 1, place, profile: None })
    }
}

/// Of values with one name the last one, in the order in which they were said.
pub(crate) fn keep_last<T, N: Hash + Eq + ?Sized>(said: &mut Vec<Said<T>>, name: fn(&T) -> &N) {
    let mut seen = HashSet::new();
    let mut is_last: Vec<bool> =
        said.iter().rev().map(|said| seen.insert(name(&said.value))).collect();
    said.retain(|_| is_last.pop().unwrap_or(true));
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Said<T> {
    /// What holds where nobody says anything.
    pub(crate) fn default(value: T) -> Self {
        Said { value, origin: Origin::DEFAULT }
    }

    /// What was typed.
    pub(crate) fn typed(value: T) -> Self {
        Said { value, origin: Origin::COMMAND_LINE }
    }
}
