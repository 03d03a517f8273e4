//! What a configuration may name, and what may lead where: what is checked in or unpacked reads nothing else of the
//! machine that it lies on.

use super::NAMES;
use std::path::Path;

/// What marks the root of a repository.
pub(crate) const REPOSITORY: &str = ".git";

/// Whether a file lies outside the repository that the configuration `own`, or a folder of it, is in. Where
/// that is in none, the folder of the topmost configuration above it stands for one, or else its own. Both
/// paths are without links.
pub(crate) fn outside(path: &Path, own: &Path) -> bool {
    !path.starts_with(boundary(own))
}

fn boundary(own: &Path) -> &Path {
    let repository = own.ancestors().find(|folder| folder.join(REPOSITORY).exists());
    repository.unwrap_or_else(|| {
        let folder = if own.is_dir() { own } else { own.parent().unwrap_or(own) };
        let configured = |folder: &&Path| NAMES.iter().any(|name| folder.join(name).exists());
        folder.ancestors().filter(configured).last().unwrap_or(folder)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_stands_for_a_repository() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        for folder in ["repository/.git", "repository/a", "bare/a", "nested/a/b"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for config in ["repository/a", "nested", "nested/a/b", "bare/a"] {
            fs::write(root.join(config).join(NAMES[0]), "").unwrap();
        }
        fs::write(root.join("bare/own.yaml"), "").unwrap();
        for (own, expected) in [
            ("repository/a/jinyu.yaml", "repository"),
            ("repository/a", "repository"),
            ("nested/a/b/jinyu.yaml", "nested"),
            ("nested/a", "nested"),
            ("bare/own.yaml", "bare"),
            ("bare/a/jinyu.yaml", "bare/a"),
            ("bare", "bare"),
        ] {
            assert_eq!(boundary(&root.join(own)), root.join(expected), "{own}");
        }
    }
}
