//! Which lines of which files were touched since a revision of git. Asks git and reads its answers;
//! opens no file, and knows nothing of replies.

use crate::error::{Kind, ProjectError};
use crate::input::STANDARD_INPUT;
use crate::touched::Touched;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// The files of a repository that were touched since a revision.
///
/// Compared is what lies in the working tree with the commit in which its history left that of the
/// revision; where they share none, with the revision itself. Files that git does not know yet are
/// touched as a whole, those that it ignores are not.
#[derive(Clone, Debug)]
pub struct Changed {
    root: PathBuf,
    files: HashMap<PathBuf, Touched>,
}

impl Changed {
    /// What was touched in the repository that the working folder is in.
    ///
    /// # Errors
    /// No git, no repository, or no such revision in it. A revision that begins with `-` is none.
    pub fn since(revision: &str) -> Result<Changed, ProjectError> {
        let root = told(git(Path::new(".")).args(["rev-parse", "--show-toplevel"]))?;
        let root = PathBuf::from(String::from_utf8_lossy(&root).trim_end_matches(['\r', '\n']));
        let root = root
            .canonicalize()
            .map_err(|error| Kind::Unreadable { path: root.to_string_lossy().into(), error })?;
        let commit = commit(&root, revision)?;
        let mut changed = Changed { files: HashMap::new(), root };
        changed.compare(&commit)?;
        changed.add_unknown()?;
        Ok(changed)
    }

    /// What of a file was touched, if anything.
    ///
    /// # Errors
    /// A file that is outside of the repository.
    pub(crate) fn of(&self, path: &str) -> Result<Option<&Touched>, ProjectError> {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.into());
        let whole = whole.canonicalize().unwrap_or(whole);
        let below = whole.strip_prefix(&self.root).ok().filter(|_| path != STANDARD_INPUT);
        let outside = || {
            let root = self.root.to_string_lossy().into_owned();
            Kind::OutsideRepository { path: path.to_owned(), root }
        };
        Ok(self.files.get(below.ok_or_else(outside)?))
    }

    /// Adds what differs from a commit.
    fn compare(&mut self, commit: &str) -> Result<(), ProjectError> {
        let mut git = git(&self.root);
        without_filters(&self.root, &mut git)?;
        git.args(["diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color"]);
        git.args(["--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all"]);
        git.args(["--src-prefix=a/", "--dst-prefix=b/", commit, "--"]);
        let mut patch = Patch::default();
        let (status, complaints) = each_line(&mut git, &mut |line| patch.line(line))?;
        patch.end_file();
        self.files.extend(patch.files);
        succeeded(status, &complaints)
    }

    /// Adds the files that git does not know yet.
    fn add_unknown(&mut self) -> Result<(), ProjectError> {
        let mut git = git(&self.root);
        let names = told(git.args(["ls-files", "--others", "--exclude-standard", "-z"]))?;
        // A name that ends with a slash is a repository of its own.
        let names = names.split(|byte| *byte == 0);
        let names = names.filter(|name| !name.is_empty() && !name.ends_with(b"/"));
        self.files.extend(names.map(|name| (path_of(name), Touched::Whole)));
        Ok(())
    }
}

/// The commit that the working tree is compared with.
fn commit(root: &Path, revision: &str) -> Result<String, ProjectError> {
    let unknown = || {
        let root = root.to_string_lossy().into_owned();
        Kind::UnknownRevision { revision: revision.to_owned(), root }
    };
    // git would take it for an option.
    if revision.starts_with('-') {
        return Err(unknown().into());
    }
    let name = format!("{revision}^{{commit}}");
    let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", name.as_str()];
    let named = told(git(root).args(asked)).map_err(|_| unknown())?;
    let named = String::from_utf8_lossy(&named).trim().to_owned();
    let parted = told(git(root).args(["merge-base", named.as_str(), "HEAD"]));
    let parted = parted.map(|commit| String::from_utf8_lossy(&commit).trim().to_owned());
    Ok(parted.ok().filter(|commit| !commit.is_empty()).unwrap_or(named))
}

/// git in a folder, without what somebody may have set for its output, and without the programs that the settings of a
/// repository can name: those came with it.
fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).env_remove("GIT_DIFF_OPTS").env("LC_ALL", "C").arg("--no-pager");
    for setting in
        ["core.fsmonitor=false", "core.hooksPath=/dev/null", "diff.autoRefreshIndex=false"]
    {
        git.args(["-c", setting]);
    }
    // What is missing of a partial clone is not fetched: jinyu never asks a network for anything.
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "");
    git
}

/// Lets no filter run, which changes files between the working tree and what is kept: files are compared as they
/// are. Each is told by its name, in the variables of the command, in which a name may hold anything.
fn without_filters(folder: &Path, git: &mut Command) -> Result<(), ProjectError> {
    let mut asked = self::git(folder);
    asked.args(["config", "--null", "--name-only", "--get-regexp", r"^filter\."]);
    let output = asked.stdin(Stdio::null()).output().map_err(|error| Kind::NoGit { error })?;
    // It fails where there is none.
    let unnamed =
        |_| Kind::Git { said: "a filter in its settings has a name that is not UTF-8".into() };
    let said = String::from_utf8(output.stdout).map_err(unnamed)?;
    let count = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok());
    let mut count: usize = count.unwrap_or(0);
    let mut set = |key: &str, value: &str| {
        git.env(format!("GIT_CONFIG_KEY_{count}"), key);
        git.env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    };
    for name in said.split('\0').filter(|name| !name.is_empty()) {
        set(name, if name.ends_with(".required") { "false" } else { "" });
    }
    git.env("GIT_CONFIG_COUNT", count.to_string());
    Ok(())
}

/// What a command of git answers.
fn told(git: &mut Command) -> Result<Vec<u8>, ProjectError> {
    let output = git.stdin(Stdio::null()).output().map_err(|error| Kind::NoGit { error })?;
    succeeded(output.status, &String::from_utf8_lossy(&output.stderr))?;
    Ok(output.stdout)
}

/// Hands over each line that a command of git writes, and returns how it ended and its complaints.
fn each_line(
    git: &mut Command,
    take: &mut dyn FnMut(&[u8]),
) -> Result<(ExitStatus, String), ProjectError> {
    let mut run = || -> io::Result<(ExitStatus, String)> {
        // In a pipe, complaints that nobody reads meanwhile would keep git waiting.
        let mut complaints = tempfile::tempfile()?;
        git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(complaints.try_clone()?);
        let mut child = git.spawn()?;
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).split(b'\n') {
                take(&line?);
            }
        }
        let status = child.wait()?;
        complaints.rewind()?;
        let mut said = Vec::new();
        complaints.read_to_end(&mut said)?;
        Ok((status, String::from_utf8_lossy(&said).into_owned()))
    };
    run().map_err(|error| Kind::NoGit { error }.into())
}

fn succeeded(status: ExitStatus, complaints: &str) -> Result<(), ProjectError> {
    if status.success() {
        return Ok(());
    }
    let said = complaints.lines().find(|line| !line.trim().is_empty());
    let said = said.map_or_else(|| status.to_string(), str::to_owned);
    Err(Kind::Git { said }.into())
}

/// Reads a patch without context, line by line.
#[derive(Debug, Default)]
struct Patch {
    files: HashMap<PathBuf, Touched>,
    /// The file that is being read, and what of it was touched so far.
    name: Option<PathBuf>,
    touched: Option<Touched>,
    /// How many lines of the hunk are still to come.
    body: usize,
}

impl Patch {
    fn line(&mut self, line: &[u8]) {
        if self.body > 0 {
            // What says that no line end stands at the end of a file is no line of it.
            self.body -= usize::from(!line.starts_with(b"\\"));
        } else if let Some(names) = line.strip_prefix(b"diff --git ") {
            self.end_file();
            self.name = same_name(names);
        } else if let Some(name) = line.strip_prefix(b"rename to ") {
            self.name = Some(path_of(&unquoted(name)));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            self.name = new_name(name);
        } else if line.starts_with(b"Binary files ") {
            self.touched = Some(Touched::Whole);
        } else if let Some(hunk) = Hunk::read(&String::from_utf8_lossy(line)) {
            self.body = hunk.body;
            let touched = self.touched.get_or_insert(Touched::Lines(Vec::new()));
            if let Touched::Lines(lines) = touched {
                lines.push((hunk.first, hunk.last));
            }
        }
    }

    fn end_file(&mut self) {
        if let (Some(name), Some(touched)) = (self.name.take(), self.touched.take()) {
            self.files.insert(name, touched);
        }
    }
}

/// Some lines that were touched.
#[derive(Debug, PartialEq, Eq)]
struct Hunk {
    first: usize,
    last: usize,
    /// How many lines of the patch follow, old ones and new ones.
    body: usize,
}

impl Hunk {
    /// Reads `@@ -a,b +c,d @@`.
    fn read(line: &str) -> Option<Hunk> {
        let (ranges, _) = line.strip_prefix("@@ -")?.split_once(" @@")?;
        let (old, new) = ranges.split_once(" +")?;
        let (_, taken) = range(old)?;
        let (start, put) = range(new)?;
        let (first, last) = match put {
            0 => (start, start.checked_add(1)?),
            _ => (start, start.checked_add(put - 1)?),
        };
        Some(Hunk { first, last, body: taken.checked_add(put)? })
    }
}

/// Reads `start,count`, or `start` where that is one line.
fn range(written: &str) -> Option<(usize, usize)> {
    let (start, count) = written.split_once(',').unwrap_or((written, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

/// The name in `a/NAME b/NAME`, where both are the same.
fn same_name(names: &[u8]) -> Option<PathBuf> {
    let half = names.get(names.len() / 2 + 1..)?;
    let name = unquoted(half);
    name.strip_prefix(b"b/").map(path_of)
}

/// The name behind `+++ `; none of a file that was taken away.
fn new_name(name: &[u8]) -> Option<PathBuf> {
    // A tab stands behind a name with spaces.
    let name = unquoted(name.strip_suffix(b"\t").unwrap_or(name));
    name.strip_prefix(b"b/").map(path_of)
}

/// A name as it is, of which git quotes what is unusual as C does.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let inside = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\""));
    let Some(inside) = inside else { return name.to_vec() };
    let mut bytes = inside.iter().copied().peekable();
    let mut plain = Vec::with_capacity(inside.len());
    while let Some(byte) = bytes.next() {
        let escape = if byte == b'\\' { bytes.next() } else { None };
        plain.push(match escape {
            None => byte,
            Some(b'a') => 0x07,
            Some(b'b') => 0x08,
            Some(b't') => b'\t',
            Some(b'n') => b'\n',
            Some(b'v') => 0x0B,
            Some(b'f') => 0x0C,
            Some(b'r') => b'\r',
            Some(first @ b'0'..=b'7') => {
                let octal = |byte: &u8| (b'0'..=b'7').contains(byte);
                let digits = [first].into_iter().chain((0..2).filter_map(|_| bytes.next_if(octal)));
                digits.fold(0, |value: u8, digit| value.wrapping_mul(8).wrapping_add(digit - b'0'))
            }
            Some(other) => other,
        });
    }
    plain
}

/// A path of which git tells the bytes. One that is not UTF-8 is of no file that can be linted.
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_are_the_lines_that_are_there_now() {
        for (header, expected) in [
            ("@@ -1 +1 @@", Some((1, 1, 2))),
            ("@@ -3,2 +3,4 @@ replies:", Some((3, 6, 6))),
            ("@@ -0,0 +1,120 @@", Some((1, 120, 120))),
            ("@@ -5,2 +4,0 @@", Some((4, 5, 2))),
            ("@@ -1,2 +0,0 @@ @@ -7 +7 @@", Some((0, 1, 2))),
            ("@@ -7,0 +8 @@", Some((8, 8, 1))),
            ("@@ -1,2 +3", None),
            ("@@ -1 +x @@", None),
            ("@@ -1 +1,18446744073709551615 @@", None),
            ("@@@ -1 -1 +1 @@@", None),
        ] {
            let hunk = Hunk::read(header).map(|hunk| (hunk.first, hunk.last, hunk.body));
            assert_eq!(hunk, expected, "{header}");
        }
    }

    #[test]
    fn names_are_unquoted() {
        for (written, name) in [
            ("a/b.txt b/b.txt", "b.txt"),
            ("a/a b.txt b/a b.txt", "a b.txt"),
            ("a/x b/x b/x b/x", "x b/x"),
            (r#""a/\"\\.txt" "b/\"\\.txt""#, "\"\\.txt"),
            (r#""a/\350\257\235.txt" "b/\350\257\235.txt""#, "话.txt"),
            (r#""a/\tz\r" "b/\tz\r""#, "\tz\r"),
        ] {
            assert_eq!(same_name(written.as_bytes()), Some(PathBuf::from(name)), "{written}");
        }
        assert_eq!(same_name(b"a/old.txt b/new.txt.bak"), None);
        assert_eq!(same_name(b""), None);
        assert_eq!(new_name(b"b/a b.txt\t"), Some("a b.txt".into()));
        assert_eq!(new_name(b"/dev/null"), None);
    }

    #[test]
    fn what_looks_like_a_header_in_a_file_is_none() {
        let mut patch = Patch::default();
        let lines = [
            "diff --git a/old.txt b/new.txt",
            "rename from old.txt",
            "rename to new.txt",
            "--- a/old.txt",
            "+++ b/new.txt",
            "@@ -2,2 +2,2 @@",
            "--- a/other",
            "-@@ -9 +9 @@",
            "\\ No newline at end of file",
            "+++ b/other",
            "+diff --git a/c b/c",
            "@@ -8 +7,0 @@",
            "-gone",
            "diff --git a/gone.txt b/gone.txt",
            "--- a/gone.txt",
            "+++ /dev/null",
            "@@ -1 +0,0 @@",
            "-gone",
            "diff --git a/moved.txt b/away.txt",
            "similarity index 100%",
            "rename from moved.txt",
            "rename to away.txt",
            "diff --git a/b.xlsx b/b.xlsx",
            "Binary files a/b.xlsx and b/b.xlsx differ",
        ];
        lines.iter().for_each(|line| patch.line(line.as_bytes()));
        patch.end_file();
        let lines = Touched::Lines(vec![(2, 3), (7, 8)]);
        let expected = [("new.txt", lines), ("b.xlsx", Touched::Whole)];
        let expected = expected.map(|(name, touched)| (PathBuf::from(name), touched));
        assert_eq!(patch.files, HashMap::from(expected));
    }
}
