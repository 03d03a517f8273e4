//! Laws of configurations: whatever stands in `jinyu.yaml` and in what it builds on is settings or faults that
//! stand in one of the two. Writes them into a folder of its own.

use crate::places;
use crate::small::sections;
use jinyu_project::{Choice, Project, ProjectError, Typed};
use std::fs;
use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = folder();
}

/// A repository with a pack and a folder of replies.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for name in [".git", "replies"] {
        fs::create_dir(folder.path().join(name)).expect("a folder can be made");
    }
    let pack = folder.path().join("own.yaml");
    fs::write(pack, include_str!("zh.yaml")).expect("a file can be written");
    folder
}

/// The text of `jinyu.yaml`, `%%`, and that of `base.yaml` beside it.
pub fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let [nearest, base] = sections(&text);
    FOLDER.with(|folder| {
        for (name, text) in [("jinyu.yaml", nearest), ("base.yaml", base)] {
            fs::write(folder.path().join(name), text).expect("a file can be written");
        }
        for name in ["replies/a.csv", "b.yaml"] {
            settings(&folder.path().join(name).to_string_lossy());
        }
    });
}

fn settings(path: &str) {
    let mut project = Project::new(Choice::Nearest, Typed::default()).expect("nothing was typed");
    match project.settings(path) {
        Ok(held) => {
            assert!(!held.configs.is_empty(), "the configuration is not seen");
            assert!(held.settings.packs().iter().all(|pack| !pack.is_empty()));
            for (source, faults) in project.stale() {
                faults.iter().for_each(|fault| places::fault(fault, source.text()));
            }
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "refused without a reason");
            errors.iter().for_each(told);
        }
    }
}

/// An error says what is wrong, and where in which file.
pub(crate) fn told(error: &ProjectError) {
    assert!(!error.to_string().is_empty());
    if let Some((source, faults)) = error.faults() {
        assert!(!faults.is_empty(), "no fault of {}", source.name());
        faults.iter().for_each(|fault| places::fault(fault, source.text()));
    }
}
