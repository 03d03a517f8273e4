//! A glob of a configuration, over paths that count from the folder that the configuration stands in.

use globset::{GlobBuilder, GlobMatcher};
use std::cell::Cell;
use std::ops::Range;
use std::path::Path;

/// Which files are meant. `*` stays in a folder and `**` does not; a glob without `/` is a name in any
/// folder; a folder means all that is in it.
#[derive(Clone, Debug)]
pub(crate) struct Glob {
    written: String,
    matcher: GlobMatcher,
    /// Where it stands, in bytes of its file.
    pub(crate) place: Range<usize>,
    /// Whether it has covered a file, or is one, that was linted or left out.
    used: Cell<bool>,
}

impl Glob {
    /// Reads a glob; the error says what is wrong with it and what to do.
    pub(crate) fn new(written: &str, place: Range<usize>) -> Result<Glob, (String, &'static str)> {
        if written.starts_with('!') {
            let message =
                format!("“{written}”: a glob says which files are meant, not which are not");
            return Err((
                message,
                "name the files themselves; later overrides win over earlier ones",
            ));
        }
        let name = written.strip_prefix("./").unwrap_or(written).trim_end_matches('/');
        if name.is_empty() || name.split('/').any(|part| part == "..") {
            let message = format!("“{written}” means no file below this folder");
            return Err((
                message,
                "write a path or a glob that counts from the folder of this file",
            ));
        }
        let glob = match name.strip_prefix('/') {
            Some(anchored) => anchored.to_owned(),
            None if name.contains('/') => name.to_owned(),
            None => format!("**/{name}"),
        };
        let built = GlobBuilder::new(&glob).literal_separator(true).build();
        let glob = built.map_err(|error| {
            let help =
                "* is any name, ** any folders, ? a character, [ab] one of some, {a,b} either";
            (format!("“{written}” is no glob: {}", error.kind()), help)
        })?;
        let matcher = glob.compile_matcher();
        Ok(Glob { written: written.to_owned(), matcher, place, used: Cell::new(false) })
    }

    /// The glob as it was written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// Whether it means exactly this file or folder.
    pub(crate) fn is(&self, path: &Path) -> bool {
        let is = self.matcher.is_match(path);
        self.used.set(self.used.get() || is);
        is
    }

    /// Whether it means this file or a folder that it is in.
    pub(crate) fn covers(&self, path: &Path) -> bool {
        path.ancestors().any(|path| !path.as_os_str().is_empty() && self.is(path))
    }

    /// Whether it has meant anything yet.
    pub(crate) fn used(&self) -> bool {
        self.used.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant() {
        let table = [
            ("*.txt", "a.txt", true),
            ("*.txt", "b/c/a.txt", true),
            ("/*.txt", "b/a.txt", false),
            ("b/*.txt", "b/a.txt", true),
            ("b/*.txt", "b/c/a.txt", false),
            ("b/**/*.txt", "b/c/a.txt", true),
            ("b", "b/c/a.txt", true),
            ("./b/c/", "b/c/a.txt", true),
            ("b/c", "c/b/c/a.txt", false),
            ("c", "b/c/a.txt", true),
            ("{退款,物流}*", "话术/退款.txt", true),
            ("b", "bb/a.txt", false),
        ];
        for (glob, path, meant) in table {
            let glob = Glob::new(glob, 0..0).unwrap();
            assert_eq!(glob.covers(Path::new(path)), meant, "{} {path}", glob.written());
            assert_eq!(glob.used(), meant);
        }
        assert!(!Glob::new("b", 0..0).unwrap().is(Path::new("b/a")));
    }

    #[test]
    fn what_is_no_glob() {
        for written in ["", "/", "../a", "a/../b", "a[", "{a", "!a"] {
            assert!(Glob::new(written, 0..0).is_err(), "{written}");
        }
    }
}
