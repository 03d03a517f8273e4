//! Values that remember where somebody wrote them. Knows no key and reads nothing.

use std::fmt;
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

    /// It stands at this place of a file, in UTF-8 bytes, which is in its line `line` (from 1).
    pub(crate) fn written(name: &Arc<str>, line: usize, place: Range<usize>) -> Origin {
        Origin(From::File { name: Arc::clone(name), line, place, profile: None })
    }

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
