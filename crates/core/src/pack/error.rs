//! A pack that cannot be used: every fault of it at once.

use crate::yaml::Fault;
use std::fmt;

/// All faults of a pack that cannot be used, in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    name: String,
    faults: Vec<Fault>,
}

impl PackError {
    pub(crate) fn new(name: &str, mut faults: Vec<Fault>) -> PackError {
        faults.sort_by_key(|fault| (fault.place().start, fault.place().end));
        PackError { name: name.to_owned(), faults }
    }

    /// The faults; never empty.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} fault(s)", self.name, self.faults.len())?;
        self.faults.iter().try_for_each(|fault| write!(f, "; {fault}"))
    }
}

impl std::error::Error for PackError {}
