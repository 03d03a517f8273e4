//! `jinyu lint --changed-since` in repositories that are made here: only what was touched is linted.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files/demo.yaml");

/// A folder of its own for one test, in which git looks no further up and knows no settings.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = crate::empty_folder(&format!("changed/{name}"));
        Folder(path.canonicalize().unwrap())
    }

    /// A folder with a repository and a first commit of these files.
    fn with(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = Folder::new(name);
        folder.git(&["init", "--quiet", "--initial-branch=main"]);
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        folder.commit();
        folder
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).env("GIT_CEILING_DIRECTORIES", self.0.parent().unwrap());
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command
    }

    fn git(&self, options: &[&str]) {
        let mut git = self.command("git");
        git.args(["-c", "user.name=A", "-c", "user.email=a@example.com"]).args(options);
        let output = git.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A"]);
    }

    fn run(&self, options: &[&str]) -> Output {
        let mut jinyu = self.command(env!("CARGO_BIN_EXE_jinyu"));
        jinyu.args(["lint", "--lang", "en", "--pack", PACK, "--format", "brief"]).args(options);
        jinyu.output().unwrap()
    }

    /// The places of what is found, where everything can be read.
    fn found(&self, options: &[&str]) -> Vec<String> {
        let output = self.run(options);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let report = String::from_utf8(output.stdout).unwrap();
        let places = report.lines().filter_map(|line| line.split_once(": "));
        let places: Vec<_> = places.map(|(place, _)| place.to_owned()).collect();
        assert_eq!(output.status.code(), Some(i32::from(!places.is_empty())));
        places
    }

    /// Why nothing is linted, or something is not.
    fn refused(&self, options: &[&str]) -> String {
        let output = self.run(options);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "");
        let root = self.0.to_string_lossy().into_owned();
        String::from_utf8(output.stderr).unwrap().replace(&root, "ROOT")
    }
}

const YAML: &str = "- id: a\n  text: |\n    您好，\n    我不清楚。\n- id: b\n  text: 我不清楚。\n";

#[test]
fn only_replies_that_were_touched_are_linted() {
    let replies = [
        ("话术 一.yaml", YAML),
        ("old.txt", "您好\n我不清楚\n您好\n"),
        ("same.txt", "我不清楚\n"),
        ("gone.txt", "我不清楚\n"),
        ("reason.yaml", "# jinyu:ignore negative 法务要求\n- text: 我不清楚。\n- text: 不知道\n"),
    ];
    let folder = Folder::with("touched", &replies);
    assert_eq!(folder.found(&["--changed-since", "HEAD"]), [""; 0]);

    folder.write("话术 一.yaml", YAML.replace("您好，", "您好啊，").as_bytes());
    folder.write("sub/new.txt", "您好，我不清楚。".as_bytes());
    folder.write("other.log", b"");
    folder.git(&["mv", "old.txt", "sub/renamed.txt"]);
    folder.git(&["rm", "--quiet", "gone.txt"]);
    folder.write("reason.yaml", "- text: 我不清楚。\n- text: 不知道\n".as_bytes());
    let expected = ["reason.yaml:1:9", "sub/new.txt:1:4", "话术 一.yaml:4:5"];
    assert_eq!(folder.found(&["--changed-since", "HEAD", "."]), expected);
    assert_eq!(folder.found(&["--changed-since", "HEAD", "sub", "same.txt"]), ["sub/new.txt:1:4"]);

    folder.commit();
    folder.write("sub/renamed.txt", "您好\n我不清楚\n您好\n不知道\n".as_bytes());
    let input = ["--input", "lines", "--changed-since"];
    assert_eq!(folder.found(&[&input[..], &["HEAD", "sub"]].concat()), ["sub/renamed.txt:4:1"]);
    assert_eq!(folder.found(&[&input[..], &["HEAD~1", "sub"]].concat()).len(), 2);
}

#[test]
fn what_others_did_meanwhile_was_not_touched() {
    let folder = Folder::with("branches", &[("a.txt", "您好\n"), ("b.txt", "您好\n")]);
    folder.git(&["switch", "--quiet", "--create", "mine"]);
    folder.write("a.txt", "我不清楚\n".as_bytes());
    folder.commit();
    folder.git(&["switch", "--quiet", "main"]);
    folder.write("b.txt", "您好，\n".as_bytes());
    folder.commit();
    folder.git(&["switch", "--quiet", "mine"]);
    folder.write("b.txt", "您好\n".as_bytes());
    assert_eq!(folder.found(&["--changed-since", "main"]), ["a.txt:1:1"]);
    folder.git(&["switch", "--quiet", "--orphan", "apart"]);
    folder.write("c.txt", "不知道\n".as_bytes());
    folder.commit();
    assert_eq!(folder.found(&["--changed-since", "main"]), ["c.txt:1:1"]);
}

#[test]
fn settings_of_git_change_nothing() {
    let folder = Folder::with("settings", &[("a.txt", "我不清楚\n您好\n您好\n我不清楚\n您好\n")]);
    for setting in [
        "diff.noprefix=true",
        "diff.mnemonicPrefix=true",
        "diff.context=3",
        "diff.interHunkContext=5",
        "diff.external=false",
        "color.ui=always",
        "diff.renames=false",
    ] {
        let (key, value) = setting.split_once('=').unwrap();
        folder.git(&["config", key, value]);
    }
    folder.write("a.txt", "我不清楚\n您好，\n您好\n我不清楚\n您好，不知道\n".as_bytes());
    let options = ["--input", "lines", "--changed-since", "HEAD", "a.txt"];
    assert_eq!(folder.found(&options), ["a.txt:5:4"]);
}

/// The settings of a repository come with it, and may name programs.
#[cfg(unix)]
#[test]
fn settings_of_git_run_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let attributes = "* filter=a=b diff=d\nb.txt filter=p\n";
    let replies = [("a.txt", "我不清楚\n"), ("b.txt", "您好\n"), (".gitattributes", attributes)];
    let folder = Folder::with("programs", &replies);
    folder.write("evil", "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\ncat\n".as_bytes());
    folder.write(".git/hooks/post-index-change", b"#!/bin/sh\n../evil\ntouch ran\n");
    let evil = folder.0.join("evil");
    for program in [&evil, &folder.0.join(".git/hooks/post-index-change")] {
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let evil = evil.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "diff.d.command",
        "diff.d.textconv",
        "filter.a=b.clean",
        "filter.a=b.smudge",
        "filter.p.process",
    ] {
        folder.git(&["config", key, evil]);
    }
    for name in ["a=b", "p"] {
        folder.git(&["config", &format!("filter.{name}.required"), "true"]);
    }
    let _ = fs::remove_file(folder.0.join("ran"));
    folder.write("a.txt", "您好\n不知道\n".as_bytes());
    folder.write("b.txt", "不知道\n".as_bytes());
    let options = ["--input", "lines", "--changed-since", "HEAD", "a.txt", "b.txt"];
    assert_eq!(folder.found(&options), ["a.txt:2:1", "b.txt:1:1"]);
    assert!(!folder.0.join("ran").exists());
}

#[test]
fn texts_without_lines_are_touched_as_a_whole() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let folder = Folder::with("whole", &[("b.txt", "")]);
    folder.write("a.txt", &utf16("\u{feff}我不清楚\n您好\n"));
    folder.commit();
    folder.write("a.txt", &utf16("\u{feff}我不清楚\n您好，\n"));
    assert_eq!(folder.found(&["--input", "lines", "--changed-since", "HEAD"]), ["a.txt:1:1"]);
}

#[test]
fn a_copy_of_what_is_known_is_new_where_it_was_put() {
    let known = "您好\n我不清楚\n";
    let folder = Folder::with("known", &[("a.txt", known)]);
    let mut write = folder.command(env!("CARGO_BIN_EXE_jinyu"));
    write.args(["baseline", "write", "--pack", PACK, "--input", "lines", "a.txt"]);
    assert!(write.status().unwrap().success());
    let options = ["--input", "lines", "--baseline", "jinyu-baseline.json", "a.txt"];
    let options = [&options[..], &["--changed-since", "HEAD"]].concat();
    folder.write("a.txt", format!("我不清楚\n{known}").as_bytes());
    assert_eq!(folder.found(&options), ["a.txt:1:1"]);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = Folder::with("refused", &[("a.txt", "我不清楚\n")]);
    for revision in ["nowhere", "", "-x", "--output=b.txt", "HEAD:a.txt", "HEAD..HEAD", "a b"] {
        let option = format!("--changed-since={revision}");
        let expected = format!(
            "jinyu: no commit “{revision}” in the repository ROOT; name a commit, branch or tag behind \
             --changed-since, or fetch it first\n"
        );
        assert_eq!(folder.refused(&[&option, "a.txt"]), expected);
    }
    assert!(!folder.0.join("b.txt").exists());
    for outside in ["-", PACK] {
        let expected = format!(
            "jinyu: {outside}: not in the repository ROOT; leave it out, or lint it without \
             --changed-since\n"
        );
        assert_eq!(folder.refused(&["--changed-since", "HEAD", outside]), expected);
    }
    let missing = folder.refused(&["--changed-since", "HEAD", "missing.txt"]);
    assert!(missing.starts_with("jinyu: missing.txt: cannot be read: "), "{missing}");

    let nowhere = Folder::new("no-repository").refused(&["--changed-since", "HEAD"]);
    let expected = "jinyu: git cannot say what has changed: fatal: not a git repository";
    assert!(nowhere.starts_with(expected) && nowhere.lines().count() == 1, "{nowhere}");
    let mut without = folder.command(env!("CARGO_BIN_EXE_jinyu"));
    without.args(["lint", "--lang", "en", "--changed-since", "HEAD"]).env("PATH", "");
    let without = without.output().unwrap();
    let said = String::from_utf8(without.stderr).unwrap();
    let expected = "jinyu: --changed-since asks git, which cannot be run: ";
    assert!(said.starts_with(expected) && said.lines().count() == 1, "{said}");
    assert_eq!(without.status.code(), Some(2));
}
