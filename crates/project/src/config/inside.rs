//! What a configuration may name: what is checked in reads nothing of the machine that it is checked out
//! on, unless somebody of that machine wrote it.

use std::path::Path;

/// What marks the root of a repository.
pub(crate) const REPOSITORY: &str = ".git";

/// Whether a file lies outside the repository that the configuration `own`, or a folder of it, is in. Of
/// a configuration that is in none, nothing is outside. Both paths are without links.
pub(crate) fn outside(path: &Path, own: &Path) -> bool {
    let repository = own.ancestors().find(|folder| folder.join(REPOSITORY).exists());
    repository.is_some_and(|repository| !path.starts_with(repository))
}
