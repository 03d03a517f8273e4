//! From which severity on a finding fails a run. Apart, because configurations, the command line and
//! a run all speak of it.

use jinyu::Severity;
use std::str::FromStr;

/// From which severity on a finding is a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// What must not be sent.
    Error,
    /// What should be said in other words, too.
    #[default]
    Warning,
    /// Everything.
    Info,
    /// Everything that is not known: the same, said for a run against a baseline.
    New,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails a run.
    ///
    /// ```
    /// use jinyu::Severity;
    /// use jinyu_project::FailOn;
    /// assert!(FailOn::default().fails(Severity::Error));
    /// assert!(!FailOn::default().fails(Severity::Info));
    /// assert!(!FailOn::Never.fails(Severity::Error));
    /// ```
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info | FailOn::New => true,
            FailOn::Never => false,
        }
    }

    /// The name used in options and configurations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Info => "info",
            FailOn::New => "new",
            FailOn::Never => "never",
        }
    }

    /// All of them, in the order of help texts.
    pub const ALL: [FailOn; 5] =
        [FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::New, FailOn::Never];
}

impl FromStr for FailOn {
    type Err = ();
    /// Reads a severity's own name, or `never`.
    fn from_str(name: &str) -> Result<Self, ()> {
        FailOn::ALL.into_iter().find(|fail_on| fail_on.name() == name).ok_or(())
    }
}
