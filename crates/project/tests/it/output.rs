//! A file that a report goes to holds the old report or the new one, and never a part of one.

use crate::empty_folder;
use jinyu_project::Output;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder of one test, with nothing in it.
fn written(path: &Path, text: &str) -> Output {
    let mut output = Output::create(path.to_str().unwrap()).unwrap();
    output.write_all(text.as_bytes()).unwrap();
    output.flush().unwrap();
    output
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names.into_iter().map(|name| name.into_string().unwrap()).collect()
}

#[test]
fn nothing_changes_until_it_is_kept() {
    let folder = empty_folder("kept");
    let path = folder.join("报告.txt");
    for (before, after) in [(None, "first"), (Some("first"), "second")] {
        let read = || fs::read_to_string(&path).ok();
        let output = written(&path, after);
        assert_eq!(read().as_deref(), before);
        drop(output);
        assert_eq!(read().as_deref(), before);
        assert_eq!(names(&folder).len(), usize::from(before.is_some()));
        written(&path, after).keep().unwrap();
        assert_eq!(read().as_deref(), Some(after));
        assert_eq!(names(&folder), ["报告.txt"]);
    }
}

#[test]
fn one_file_has_many_names() {
    let folder = empty_folder("names");
    let (one, other) = (folder.join("a.txt"), folder.join("../names/./a.txt"));
    assert!(written(&one, "").is_where(&written(&other, "")));
    written(&one, "").keep().unwrap();
    let output = written(&one, "");
    assert!(output.is_at(other.to_str().unwrap()));
    assert!(!output.is_at(folder.join("b.txt").to_str().unwrap()));
}

#[test]
fn where_nothing_can_be_written_is_told_at_once() {
    let folder = empty_folder("told");
    let create = |path: PathBuf| Output::create(path.to_str().unwrap()).unwrap_err().to_string();
    assert!(create(folder.clone()).ends_with("told: cannot be written: is a directory"));
    let gone = create(folder.join("none/a.txt"));
    assert!(gone.contains("none/a.txt: cannot be written: ") && !gone.contains(".tmp"), "{gone}");
}

#[cfg(unix)]
#[test]
fn links_permissions_and_devices_stay() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = empty_folder("links");
    let (file, link) = (folder.join("file"), folder.join("link"));
    fs::write(&file, "old").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("file", &link).unwrap();
    written(&link, "new").keep().unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    written(Path::new("/dev/null"), "gone").keep().unwrap();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}
