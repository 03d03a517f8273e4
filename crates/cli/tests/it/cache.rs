//! The cache of own packs, as somebody sees it who runs the program: what is found never depends on it,
//! whatever is there, and what is not the user's own is left alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files");
const LINT: [&str; 6] = ["lint", "--format", "brief", "--input", "lines", "replies.txt"];

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    fn command(&self, packs: &[&str], options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
        command.current_dir(FILES).env_remove("JINYU_NO_CACHE");
        command.env("XDG_CACHE_HOME", self.0.path()).args(LINT).args(["--lang", "en"]);
        for pack in packs {
            command.args(["--pack", pack]);
        }
        command.args(options).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What `jinyu lint` says.
    fn lint(&self, packs: &[&str], options: &[&str]) -> String {
        said(&self.command(packs, options).output().unwrap())
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("jinyu")
    }

    /// What is kept.
    fn entries(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder()).into_iter().flatten();
        let mut entries: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        entries.sort();
        entries
    }

    /// The only thing that is kept.
    fn entry(&self) -> PathBuf {
        let entries = self.entries();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries[0].clone()
    }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().to_owned();
    format!("{:?}\n{}{}", output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Gives a file an age, and says whether somebody has given it a new one since.
fn used_since(path: &Path, run: impl FnOnce()) -> bool {
    let long_ago = SystemTime::now() - Duration::from_secs(3 * 24 * 60 * 60);
    File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
    run();
    let age = path.metadata().unwrap().modified().unwrap().elapsed().unwrap();
    age < Duration::from_secs(24 * 60 * 60)
}

#[test]
fn packs_are_kept_and_used_again() {
    let home = Home::new();
    let packs = ["demo.yaml", "ours.yaml"];
    let uncached = home.lint(&packs, &["--no-cache"]);
    assert!(uncached.contains("negative/unclear") && home.entries().is_empty());
    assert_eq!(home.lint(&packs, &[]), uncached);
    let entry = home.entry();
    let kept = fs::read(&entry).unwrap();
    assert!(used_since(&entry, || assert_eq!(home.lint(&packs, &[]), uncached)));
    assert_eq!(fs::read(&entry).unwrap(), kept);
    assert!(!used_since(&entry, || assert_eq!(home.lint(&packs, &["--no-cache"]), uncached)));
    let mut off = home.command(&packs, &[]);
    assert!(!used_since(&entry, || {
        assert_eq!(said(&off.env("JINYU_NO_CACHE", "1").output().unwrap()), uncached);
    }));
    // Beside built-in packs, and in another order: own packs are the same or others.
    home.lint(&["privacy", "demo.yaml", "en-core", "ours.yaml"], &[]);
    home.entry();
    home.lint(&["ours.yaml", "demo.yaml"], &[]);
    assert_eq!(home.entries().len(), 2);
    home.lint(&["zh-core"], &[]);
    assert_eq!(home.entries().len(), 2);
}

#[test]
fn a_changed_pack_is_another() {
    let home = Home::new();
    let pack = home.0.path().join("own.yaml");
    let path = pack.to_str().unwrap();
    let yaml = fs::read_to_string(Path::new(FILES).join("ours.yaml")).unwrap();
    fs::write(&pack, &yaml).unwrap();
    let before = home.lint(&[path], &[]);
    // A word list, and a phrase made of it.
    let words = yaml.replace("rules:\n", "words: { thing: [提现] }\nrules:\n");
    fs::write(&pack, words.replace("- 我没数", "- \"{thing}\"")).unwrap();
    let with_list = home.lint(&[path], &[]);
    assert_eq!((home.entries().len(), home.lint(&[path], &["--no-cache"])), (2, with_list));
    fs::write(&pack, &yaml).unwrap();
    assert_eq!((home.lint(&[path], &[]), home.entries().len()), (before, 2));
}

#[test]
fn what_is_wrong_with_packs_is_said_each_time() {
    let home = Home::new();
    let twice = home.0.path().join("twice.yaml");
    fs::copy(Path::new(FILES).join("ours.yaml"), &twice).unwrap();
    let twice = twice.to_str().unwrap();
    for packs in [
        &["faulty.yaml"][..],
        &["broken.yaml", "missing.yaml"],
        &["ours.yaml", "faulty.yaml"],
        &["demo.yaml", "missing.yaml"],
        &["ours.yaml", twice],
        &["zh-core", twice, "ours.yaml"],
    ] {
        let uncached = home.lint(packs, &["--no-cache"]);
        assert!(uncached.starts_with("Some(2)"), "{uncached}");
        assert_eq!([home.lint(packs, &[]), home.lint(packs, &[])], [&*uncached, &*uncached]);
    }
    let level = ["--level", "negative/nothing=off"];
    let uncached = home.lint(&["ours.yaml"], &[&level[..], &["--no-cache"]].concat());
    for _ in 0..2 {
        assert_eq!(home.lint(&["ours.yaml"], &level), uncached);
    }
}

#[test]
fn an_entry_that_is_damaged_or_somebody_elses_is_not_used() {
    let home = Home::new();
    let uncached = home.lint(&["demo.yaml"], &[]);
    let entry = home.entry();
    let kept = fs::read(&entry).unwrap();
    let half = kept.len() / 2;
    let flipped = |at: usize| {
        let mut bytes = kept.clone();
        bytes[at] ^= 4;
        bytes
    };
    let damaged =
        [flipped(0), flipped(half), flipped(kept.len() - 1), kept[..half].to_vec(), Vec::new()];
    for bytes in damaged {
        fs::write(&entry, bytes).unwrap();
        assert_eq!(home.lint(&["demo.yaml"], &[]), uncached);
        assert_eq!(fs::read(home.entry()).unwrap(), kept, "it is written anew");
    }
    // An entry of other packs under its name.
    let other = Home::new();
    other.lint(&["ours.yaml"], &[]);
    fs::copy(other.entry(), &entry).unwrap();
    assert_eq!(home.lint(&["demo.yaml"], &[]), uncached);
    assert_eq!(fs::read(home.entry()).unwrap(), kept);
}

#[cfg(unix)]
#[test]
fn what_others_can_write_and_links_are_not_used() {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let home = Home::new();
    let uncached = home.lint(&["demo.yaml"], &[]);
    let (entry, folder) = (home.entry(), home.folder());
    let mode = |path: &Path| path.metadata().unwrap().mode() & 0o777;
    assert_eq!((mode(&entry), mode(&folder)), (0o600, 0o700));
    let inode = |path: &Path| path.symlink_metadata().unwrap().ino();
    let lint = || assert_eq!(home.lint(&["demo.yaml"], &[]), uncached);
    // The folder: nothing is read there, and nothing written.
    fs::set_permissions(&folder, Permissions::from_mode(0o777)).unwrap();
    assert!(!used_since(&entry, lint));
    let moved = home.0.path().join("elsewhere");
    fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    fs::rename(&folder, &moved).unwrap();
    symlink(&moved, &folder).unwrap();
    assert!(!used_since(&entry, lint));
    fs::remove_file(&folder).unwrap();
    fs::rename(&moved, &folder).unwrap();
    assert!(used_since(&entry, lint));
    // The entry: another one takes its place.
    fs::set_permissions(&entry, Permissions::from_mode(0o666)).unwrap();
    let before = inode(&entry);
    lint();
    assert!(inode(&entry) != before && mode(&entry) == 0o600);
    let target = home.0.path().join("target");
    fs::rename(&entry, &target).unwrap();
    symlink(&target, &entry).unwrap();
    assert!(!used_since(&target, lint));
    assert!(entry.symlink_metadata().unwrap().is_file());
}

#[test]
fn where_nothing_can_be_kept_nothing_is_said() {
    let home = Home::new();
    let uncached = home.lint(&["demo.yaml"], &["--no-cache"]);
    let file = home.0.path().join("file");
    fs::write(&file, "").unwrap();
    for place in [&*file.join("below").to_string_lossy(), "relative", ""] {
        let mut command = home.command(&["demo.yaml"], &[]);
        command.env("XDG_CACHE_HOME", place).env("HOME", &file).env("LOCALAPPDATA", &file);
        assert_eq!(said(&command.output().unwrap()), uncached, "{place}");
    }
    fs::write(home.folder(), "").unwrap();
    assert_eq!(home.lint(&["demo.yaml"], &[]), uncached);
    assert!(!Path::new(FILES).join("relative").exists());
}

#[test]
fn many_at_once_find_the_same() {
    let home = Home::new();
    let uncached = home.lint(&["demo.yaml"], &["--no-cache"]);
    let start = || home.command(&["demo.yaml"], &[]).spawn().unwrap();
    let running: Vec<_> = (0..16).map(|_| start()).collect();
    for one in running {
        assert_eq!(said(&one.wait_with_output().unwrap()), uncached);
    }
    // Nothing unfinished is left beside the entry, and it is whole.
    let entry = home.entry();
    assert!(used_since(&entry, || assert_eq!(home.lint(&["demo.yaml"], &[]), uncached)));
}
