//! What the workspace is built from is as `deny.toml` wants it, and its own code does no more than SECURITY.md says.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn dependencies_are_allowed() {
    let policy = xtask::supply::Policy::load().unwrap();
    assert_eq!(policy.check(&xtask::metadata().unwrap()), Vec::<String>::new());
}

/// The only file that starts a program, which is git.
const ASKS_GIT: &str = "crates/project/src/changed.rs";

#[test]
fn no_socket_is_opened_and_no_program_started_but_git() {
    let mut found = Vec::new();
    for file in sources(&xtask::root().join("crates")) {
        let text = fs::read_to_string(&file).unwrap();
        let file = file.strip_prefix(xtask::root()).unwrap();
        let starts = text.contains("Command::new(");
        if text.contains("::net::") || starts && file != Path::new(ASKS_GIT) {
            found.push(file.to_owned());
        }
        for started in text.split("Command::new(").skip(1) {
            assert!(started.starts_with("\"git\")"), "{file:?} starts {started:.20}");
        }
    }
    assert_eq!(found, Vec::<PathBuf>::new());
}

/// The files of the programs, without tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            found.extend(sources(&path));
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}
