//! What a folder that somebody unpacked or checked out can make jinyu read: nothing but itself, and nothing
//! that never ends.

#![cfg(unix)]
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

const SECRET: &str = "root:x:0:0:TOPSECRET line\nb: [";

/// What a case lays out beside the configuration.
enum Beside {
    Nothing,
    Link(&'static str),
    Pipe(&'static str),
}

/// What is said of a project with this configuration, linted in a folder of it.
fn said(repository: bool, config: &str, beside: &Beside, command: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    let project = root.path().join("project");
    for folder in ["packs", "replies"] {
        fs::create_dir_all(project.join(folder)).unwrap();
    }
    fs::write(root.path().join("secret.yaml"), SECRET).unwrap();
    fs::write(project.join("replies/a.txt"), "您好").unwrap();
    fs::write(project.join("replies/a.jsonl"), "{\"text\":\"您好\"}").unwrap();
    if repository {
        fs::create_dir(project.join(".git")).unwrap();
    }
    if !config.is_empty() {
        fs::write(project.join("jinyu.yaml"), config).unwrap();
    }
    match beside {
        Beside::Nothing => {}
        Beside::Link(name) => symlink(root.path().join("secret.yaml"), project.join(name)).unwrap(),
        Beside::Pipe(name) => {
            assert!(Command::new("mkfifo").arg(project.join(name)).status().unwrap().success());
        }
    }
    let mut jinyu = Command::new(env!("CARGO_BIN_EXE_jinyu"));
    jinyu.current_dir(&project).args(["--lang", "en"]).args(command.split(' '));
    let output = jinyu.env("JINYU_NO_CACHE", "1").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{command}: {said}");
    assert!(!said.contains("TOPSECRET"), "{said}");
    assert!(!Path::new("jinyu-baseline.json").exists());
    said
}

#[test]
fn nothing_else_of_the_machine_is_read() {
    use Beside::{Link, Nothing};
    let (named, leads) =
        ("lies outside the repository of this file", "leads to a place outside the repository");
    for (repository, config, beside, expected) in [
        (true, "packs: [../secret.yaml]", Nothing, named),
        (false, "packs: [../secret.yaml]", Nothing, named),
        (false, "packs: [/etc/passwd]", Nothing, named),
        (false, "extends: ../secret.yaml", Nothing, named),
        (false, "baseline: ../secret.yaml", Nothing, named),
        (true, "packs: [own.yaml]", Link("own.yaml"), named),
        (false, "packs: [own.yaml]", Link("own.yaml"), named),
        (false, "extends: own.yaml", Link("own.yaml"), named),
        (true, "packs: [packs]", Link("packs/x.yaml"), leads),
        (false, "packs: [packs]", Link("packs/x.yaml"), leads),
        (true, "", Link("jinyu.yaml"), leads),
        (false, "", Link(".jinyu.yaml"), leads),
    ] {
        let said = said(repository, config, &beside, "lint replies");
        assert!(said.contains(expected), "{repository} {config}: {said}");
    }
}

#[test]
fn no_pipe_is_waited_for() {
    for (config, pipe, command) in [
        ("packs: [packs]", "packs/x.yaml", "lint replies"),
        ("baseline: known.json", "known.json", "lint replies"),
        ("", "replies/.gitignore", "lint replies"),
        ("", "replies/.jinyuignore", "lint ."),
        ("", "replies/.gitignore", "scan ."),
        ("", ".jinyuignore", "lint replies"),
        ("", "pipe", "lint --pack pipe replies"),
        ("", "pipe", "lint --config pipe replies"),
        ("", "pipe", "scan --resume pipe --report json=r.json replies"),
    ] {
        let said = said(true, config, &Beside::Pipe(pipe), command);
        let expected = format!("{pipe}: no ordinary file, so that its end may never come; ");
        assert!(said.starts_with("jinyu: ") && said.contains(&expected), "{command}: {said}");
    }
}
