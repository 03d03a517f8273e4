//! Whoever kills jinyu, fills the disk or runs it twice at once finds each file as it was or as it is meant to be,
//! and no rubbish beside it that the next run does not take away.

#![cfg(unix)]
#![allow(
    clippy::print_stdout,
    reason = "how often a run was killed, and why a test was left out, is to be seen"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How often `jinyu fix` is killed, and each of the others.
const KILLS: usize = 200;
const OTHERS: usize = 25;
/// How many files are fixed.
const FILES: usize = 12;

const PACK: &str = r#"
pack: kills
version: 1.0.0
language: zh
rules:
  - { id: a/dear, category: a, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [亲亲], say: [{ text: 您, replaces: true }], examples: [<亲亲>好, 好] }
  - { id: a/bye, category: b, severity: warning, message: { zh: 甲, en: a }, why: { zh: 乙, en: b }, source: s, word_edges: false,
      phrases: [拜拜], say: [{ text: 再见, replaces: true }], examples: [<拜拜>, 好] }
"#;

/// A command and the files that it writes, with what they hold before.
struct Case {
    folder: PathBuf,
    args: Vec<String>,
    outputs: Vec<(PathBuf, Option<Vec<u8>>)>,
}

/// What the files of a case hold.
type Held = Vec<Option<Vec<u8>>>;

impl Case {
    fn new(folder: &Path, args: &str, outputs: &[&str], before: Option<&str>) -> Case {
        let args = args.split(' ').map(String::from).collect();
        let before = before.map(|before| before.as_bytes().to_vec());
        let output = |name: &&str| (folder.join(name), before.clone());
        Case { folder: folder.into(), args, outputs: outputs.iter().map(output).collect() }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
        self.prepare(&mut command);
        command.args(&self.args);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command.current_dir(&self.folder).env("SOURCE_DATE_EPOCH", "0").env("LANGUAGE", "en");
        command.env_remove("RUST_BACKTRACE");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }

    /// Puts all files back as they were.
    fn reset(&self) {
        for (path, before) in &self.outputs {
            match before {
                Some(before) => fs::write(path, before).unwrap(),
                None => drop(fs::remove_file(path)),
            }
        }
    }

    fn held(&self) -> Held {
        self.outputs.iter().map(|(path, _)| fs::read(path).ok()).collect()
    }

    /// What a run that nobody disturbs writes, and how long it takes.
    fn whole(&self) -> (Held, Duration) {
        self.reset();
        let begun = Instant::now();
        let code = self.command().status().unwrap().code().unwrap();
        assert!(code < 2, "{:?} ends with {code}", self.args);
        let length = begun.elapsed();
        assert_eq!(rubbish(&self.folder), [""; 0]);
        (self.held(), length)
    }

    /// How many files hold the new bytes; all others must hold the old ones.
    fn new_ones(&self, new: &Held) -> usize {
        let mut count = 0;
        for ((path, before), (held, new)) in self.outputs.iter().zip(self.held().iter().zip(new)) {
            assert!(held == before || held == new, "{} is neither old nor new", path.display());
            count += usize::from(held == new);
        }
        count
    }

    /// Kills the run so many times at moments that are drawn: every other time not before it has begun to write.
    /// How often it was not over by then.
    fn killed(&self, kills: usize) -> usize {
        let (new, length) = self.whole();
        let (mut lot, mut killed, mut between) = (7_u64, 0, 0);
        for round in 0..kills {
            self.reset();
            let mut child = self.command().spawn().unwrap();
            let mut wait = length;
            if round % 2 == 0 {
                while self.new_ones(&new) == 0 && child.try_wait().unwrap().is_none() {
                    std::thread::sleep(Duration::from_micros(100));
                }
                wait /= 4;
            }
            lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            std::thread::sleep(wait.mul_f64((lot >> 40) as f64 / f64::from(1 << 24)));
            killed += usize::from(child.try_wait().unwrap().is_none());
            child.kill().unwrap();
            child.wait().unwrap();
            between += usize::from((1..new.len()).contains(&self.new_ones(&new)));
            let left = rubbish(&self.folder);
            assert!(left.len() <= self.outputs.len() + 3, "{left:?}");
        }
        println!("{}: killed {killed} times, {between} between two files", self.args[0]);
        self.reset();
        assert!(self.command().status().unwrap().code().unwrap() < 2);
        assert_eq!(self.new_ones(&new), new.len());
        assert_eq!(rubbish(&self.folder), [""; 0]);
        killed
    }

    /// Runs with no room for more than so many blocks in any file.
    fn cramped(&self, blocks: u32) -> Output {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        self.prepare(&mut command);
        command.args(["-c", &script, env!("CARGO_BIN_EXE_jinyu")]).args(&self.args);
        command.stderr(Stdio::piped()).output().unwrap()
    }
}

/// Every file whose name begins with a dot.
fn rubbish(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            names.append(&mut rubbish(&entry.path()));
        } else if name.starts_with('.') || name.starts_with("checkpoint") {
            names.push(name);
        }
    }
    names
}

/// A folder with a pack, a tree of replies and a talk.
fn folder(name: &str) -> PathBuf {
    let folder = crate::empty_folder(name);
    fs::create_dir_all(folder.join("tree")).unwrap();
    fs::create_dir_all(folder.join("tables")).unwrap();
    fs::write(folder.join("pack.yaml"), PACK).unwrap();
    for file in 0..FILES {
        fs::write(folder.join(reply(file)), old(file)).unwrap();
    }
    let mut talk = String::new();
    for turn in 0..400 {
        let (session, role) = (turn / 8, ["agent", "customer"][turn % 2]);
        talk += &format!(
            "{{\"session\":\"s{session}\",\"role\":\"{role}\",\"speaker\":\"{role}\",\
             \"time\":{},\"text\":\"亲亲{turn}\"}}\n",
            1_777_000_000 + turn
        );
    }
    fs::write(folder.join("talk.jsonl"), talk).unwrap();
    folder
}

fn reply(file: usize) -> String {
    format!("tree/{file:02}.yaml")
}

fn old(file: usize) -> String {
    format!("- text: 亲亲好 # {file}\n- text: 请讲\n- text: 拜拜\n")
}

/// `jinyu fix` over the tree.
fn fixing(folder: &Path) -> Case {
    let args = "fix --write --no-config --pack pack.yaml tree";
    let mut case = Case::new(folder, args, &[], None);
    let file = |file| (folder.join(reply(file)), Some(old(file).into_bytes()));
    case.outputs = (0..FILES).map(file).collect();
    case
}

/// Everything else that writes.
fn others(folder: &Path) -> [Case; 4] {
    let common = "--no-config --pack pack.yaml";
    let tables = "findings conversations agents teams days rules waits";
    let tables: Vec<_> = tables.split(' ').map(|table| format!("tables/{table}.csv")).collect();
    let made = ["page.html", "review.csv", "book.xlsx"];
    let made: Vec<_> = made.into_iter().chain(tables.iter().map(String::as_str)).collect();
    [
        Case::new(
            folder,
            &format!("baseline write {common} --baseline known.json tree"),
            &["known.json"],
            Some("{\"version\":1,\"findings\":[]}"),
        ),
        Case::new(
            folder,
            &format!(
                "lint {common} --report json=r.json --report html=r.html --report csv=r.csv tree"
            ),
            &["r.json", "r.html", "r.csv"],
            Some("old"),
        ),
        Case::new(
            folder,
            &format!(
                "scan {common} --page page.html --review review.csv --table csv=tables --table xlsx=book.xlsx talk.jsonl"
            ),
            &made,
            Some("old"),
        ),
        Case::new(
            folder,
            &format!(
                "scan {common} --resume checkpoint --report jsonl=r.jsonl --report csv=s.csv --page p.html talk.jsonl"
            ),
            &["r.jsonl", "s.csv", "p.html"],
            Some("old"),
        ),
    ]
}

#[test]
fn a_file_that_is_fixed_is_old_or_new_however_often_the_run_is_killed() {
    let killed = fixing(&folder("kills-fix")).killed(KILLS);
    assert!(killed > KILLS / 10, "it was over before it could be killed");
}

#[test]
fn so_is_every_other_file() {
    let folder = folder("kills-others");
    for case in others(&folder) {
        case.killed(OTHERS);
    }
    let started = Case::new(&folder, "rules new kills new.yaml", &["new.yaml"], None);
    started.killed(OTHERS / 2);
    Case::new(&folder, "init", &["jinyu.yaml"], None).killed(OTHERS / 2);
}

#[test]
fn a_full_disk_is_told_and_leaves_what_was_there() {
    let folder = folder("kills-full");
    let mut cases = vec![fixing(&folder)];
    cases.extend(others(&folder));
    for case in cases {
        let (new, _) = case.whole();
        for blocks in [0, 1, 8] {
            case.reset();
            let output = case.cramped(blocks);
            let written = case.new_ones(&new);
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.code() != Some(101), "{said}");
            if blocks == 0 {
                assert_eq!((output.status.code(), written), (Some(2), 0), "{said}");
                let told = ["File too large", "the workbook cannot be written"];
                assert!(told.iter().any(|told| said.contains(told)), "{said}");
            }
            if written < new.len() {
                assert_eq!(output.status.code(), Some(2), "{said}");
            }
        }
        case.reset();
        assert!(case.command().status().unwrap().code().unwrap() < 2);
        assert_eq!(case.new_ones(&new), new.len());
        assert_eq!(rubbish(&folder), [""; 0]);
    }
}

#[test]
fn a_device_that_is_full_is_told() {
    if !Path::new("/dev/full").exists() {
        println!("skipped: this system has no /dev/full");
        return;
    }
    let folder = folder("kills-device");
    for args in ["--format json", "--report json=/dev/full"] {
        let args = format!("lint --no-config --pack pack.yaml {args} tree");
        let case = Case::new(&folder, &args, &[], None);
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = case.command().stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("No space left on device"), "{said}");
    }
}

#[test]
fn two_runs_at_once_come_to_the_same() {
    let folder = folder("kills-two");
    let case = fixing(&folder);
    let (new, _) = case.whole();
    for _ in 0..6 {
        case.reset();
        let mut runs: Vec<_> = (0..4).map(|_| case.command().spawn().unwrap()).collect();
        for run in &mut runs {
            assert_eq!(run.wait().unwrap().code(), Some(0));
        }
        assert_eq!(case.new_ones(&new), FILES);
        assert_eq!(rubbish(&folder), [""; 0]);
    }
}

/// Of two runs that change different things, one may find its file changed, and says so; what either wrote is whole.
#[test]
fn two_runs_that_differ_leave_a_whole_text() {
    let folder = folder("kills-differ");
    let (both, mut dear, mut bye) = (fixing(&folder), fixing(&folder), fixing(&folder));
    dear.args.extend(["--level".into(), "a/bye=off".into()]);
    bye.args.extend(["--level".into(), "a/dear=off".into()]);
    let possible = [both.whole().0, dear.whole().0, bye.whole().0];
    for _ in 0..6 {
        both.reset();
        let mut runs: Vec<_> =
            [&dear, &bye, &dear, &bye].map(|case| case.command().spawn().unwrap()).into();
        for run in &mut runs {
            run.wait().unwrap();
        }
        for (file, held) in both.held().iter().enumerate() {
            let is_old = held.as_deref() == Some(old(file).as_bytes());
            assert!(is_old || possible.iter().any(|new| new[file] == *held), "{}", reply(file));
        }
        assert_eq!(rubbish(&folder), [""; 0]);
    }
}

/// Somebody who may not do everything, where we may: whose files have no protection from us.
fn as_nobody(command: &mut Command) -> &mut Command {
    match fs::metadata("/proc/self").map(|me| me.uid()) {
        Ok(0) => command.uid(65_534).gid(65_534),
        _ => command,
    }
}

#[test]
fn what_may_not_be_written_stays_and_is_told() {
    let folder = folder("kills-protected");
    let case = fixing(&folder);
    let runs = as_nobody(Command::new(env!("CARGO_BIN_EXE_jinyu")).arg("--version")).output();
    let runs_here = as_nobody(&mut case.command()).arg("--help").status();
    if !runs.is_ok_and(|it| it.status.success()) || !runs_here.is_ok_and(|it| it.success()) {
        println!("skipped: nobody but root may run the program where it was built");
        return;
    }
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let (tree, first) = (folder.join("tree"), folder.join(reply(0)));
    let told = |case: &Case| {
        let output = as_nobody(&mut case.command()).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    // A folder in which nothing can be made.
    (0..FILES).for_each(|file| mode(&folder.join(reply(file)), 0o666));
    mode(&tree, 0o555);
    assert_eq!(told(&case).matches("cannot be written: Permission denied").count(), FILES);
    assert_eq!(fs::read_to_string(&first).unwrap(), old(0));
    // A file that is protected, in a folder that is not: another one could take its place.
    mode(&tree, 0o777);
    mode(&first, 0o444);
    let said = told(&case);
    assert_eq!(
        said,
        "jinyu: tree/00.yaml: cannot be written: it is read-only; allow to write to it, or name another file\n"
    );
    assert_eq!(fs::read_to_string(&first).unwrap(), old(0));
    assert_ne!(fs::read_to_string(folder.join(reply(1))).unwrap(), old(1));
    assert_eq!(rubbish(&folder), [""; 0]);
}

#[test]
fn owner_and_group_stay_where_they_can() {
    let folder = folder("kills-owner");
    let first = folder.join(reply(0));
    if chown(&first, Some(65_534), Some(65_533)).is_err() {
        println!("skipped: only root may give files away");
        return;
    }
    fs::set_permissions(&first, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(fixing(&folder).command().status().unwrap().success());
    let there = fs::metadata(&first).unwrap();
    assert_eq!((there.uid(), there.gid(), there.mode() & 0o777), (65_534, 65_533, 0o640));
}

/// What a stranger's checkout holds beside a file must not lead a run to another place.
#[test]
fn links_that_somebody_laid_out_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder("kills-links");
    let mine = folder.join("mine");
    fs::write(&mine, "mine").unwrap();
    symlink(&mine, folder.join("tree/.00.yaml.jinyu-new")).unwrap();
    symlink(&mine, folder.join(".r.jsonl.jinyu-part")).unwrap();
    symlink(&mine, folder.join("checkpoint.facts")).unwrap();
    assert!(fixing(&folder).command().status().unwrap().success());
    let [.., resumed] = others(&folder);
    let output = resumed.command().stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("is no ordinary file; remove it"));
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
}
