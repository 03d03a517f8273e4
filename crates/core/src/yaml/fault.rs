//! What can be wrong with a YAML file, said at its place: what it is, and what to write instead.

use crate::rule::Severity;
use miette::{Diagnostic, LabeledSpan};
use std::fmt;
use std::ops::Range;

/// One fault of a pack, or of a configuration.
///
/// Its message says what is wrong, its help what to do. The label's offsets are UTF-8 bytes of the
/// YAML; attach that text with [`miette::Report::with_source_code`] to show the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    severity: Severity,
    message: String,
    help: String,
    place: Range<usize>,
}

impl Fault {
    /// An error with this code at this place, in UTF-8 bytes of the YAML: what is wrong, and what
    /// to do about it.
    pub fn new(
        code: &'static str,
        place: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Fault {
        let (message, help) = (message.into(), help.into());
        Fault { code, severity: Severity::Error, message, help, place }
    }

    /// Something that is likely wrong, or certainly useless, and keeps nobody from using the file.
    pub fn warning(
        code: &'static str,
        place: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Fault {
        Fault { severity: Severity::Warning, ..Fault::new(code, place, message, help) }
    }

    /// A stable name: `pack::unknown-key`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// An error must be corrected before the file can be relied upon; a warning need not be.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Where it stands, in UTF-8 bytes of the YAML.
    #[must_use]
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl Diagnostic for Fault {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = LabeledSpan::new(None, self.place.start, self.place.len());
        Some(Box::new(std::iter::once(span)))
    }
}
