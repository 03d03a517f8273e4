//! A scan that is killed again and again, and goes on from where it was: its output is that of one that
//! was left alone, to the byte.

use crate::empty_folder;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many files there are mostly, how many conversations each has, and how many messages each of these.
const FILES: usize = 40;
const CONVERSATIONS: usize = 60;
const MESSAGES: usize = 10;
/// How often the scan is killed.
const KILLS: u64 = 10;

/// An empty folder.
/// Talk of a few agents, with a broken line here and there.
fn talk(folder: &Path, files: usize) {
    const LINES: [&str; 7] =
        ["您好，请讲", "我不清楚", "请稍等", "买不起就别看", "好的", "谢谢", "已经为您登记"];
    fs::create_dir(folder).unwrap();
    for file in 0..files {
        let mut text = String::new();
        for conversation in file * CONVERSATIONS..(file + 1) * CONVERSATIONS {
            for message in 0..MESSAGES {
                let role = if message % 2 == 0 { "agent" } else { "customer" };
                let said = LINES[(conversation * 31 + message * message * 7) % LINES.len()];
                let (speaker, time) =
                    (conversation % 7, 1_777_000_000 + conversation * 60 + message);
                writeln!(
                    text,
                    r#"{{"session":"s{conversation}","role":"{role}","speaker":"{role} {speaker}","time":{time},"text":"{said}{message}"}}"#
                )
                .unwrap();
            }
        }
        if file % 9 == 0 {
            text.push_str("broken\n");
        }
        fs::write(folder.join(format!("{file:02}.jsonl")), text).unwrap();
    }
}

fn scan(folder: &Path, name: &str, resume: bool) -> Command {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files/demo.yaml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
    command.current_dir(folder).args(["scan", "--lang", "en", "--no-config", "--pack", pack]);
    // JSON has an end that tells what could not be read, and CSV has a beginning.
    for format in ["json", "csv", "jsonl"] {
        command.args(["--report", &format!("{format}={name}.{format}")]);
    }
    if resume {
        command.args(["--resume", "checkpoint"]);
    }
    command.arg("talk").stdout(File::create(folder.join(format!("{name}.txt"))).unwrap());
    command.stderr(Stdio::null());
    command
}

/// How many conversations were told, as the checkpoint says.
fn told(folder: &Path) -> u64 {
    let checkpoint = fs::read_to_string(folder.join("checkpoint")).unwrap_or_default();
    let told = checkpoint.split_once("\"told\":").map(|(_, rest)| rest);
    let digits = told.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// What stands beside a run until it is over holds no word that somebody said, but the wordings that were found.
fn holds_no_words(folder: &Path) {
    for name in ["checkpoint", "checkpoint.facts"] {
        let held = fs::read(folder.join(name)).unwrap();
        for said in ["请讲", "请稍等", "就别看", "谢谢", "已经为您登记"] {
            let found = held.windows(said.len()).any(|bytes| bytes == said.as_bytes());
            assert!(!found, "{name} holds {said}");
        }
    }
}

#[test]
fn what_is_killed_ten_times_ends_the_same() {
    let folder = empty_folder("resume");
    talk(&folder.join("talk"), FILES);
    let whole = scan(&folder, "whole", false).status().unwrap();
    assert_eq!(whole.code(), Some(2));
    let mut kills = 0;
    for round in 0..KILLS {
        let before = told(&folder);
        let mut child = scan(&folder, "part", true).spawn().unwrap();
        let begun = Instant::now();
        // Where exactly it is then is up to chance.
        while told(&folder) == before && child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(60), "no checkpoint is written");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(round * 3));
        kills += u64::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        if !folder.join("checkpoint").exists() {
            break;
        }
        holds_no_words(&folder);
    }
    assert!(kills > 1, "it was over before it could be killed");
    let last = scan(&folder, "part", true).args(["--threads", "2"]).status().unwrap();
    assert_eq!(last.code(), Some(2));
    for ending in ["txt", "json", "csv", "jsonl"] {
        let read =
            |name: &str| fs::read_to_string(folder.join(format!("{name}.{ending}"))).unwrap();
        assert!(read("part") == read("whole"), "{ending} differs");
    }
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left.len(), 9, "{left:?}");
}

#[test]
fn a_run_with_other_inputs_or_settings_is_refused() {
    let folder = empty_folder("resume-refused");
    talk(&folder.join("talk"), FILES);
    let mut child = scan(&folder, "part", true).spawn().unwrap();
    while told(&folder) == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let refused = |more: &[&str]| {
        let output =
            scan(&folder, "part", true).args(more).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let other = refused(&["--level", "negative=off"]);
    assert_eq!(
        other,
        "jinyu: checkpoint: cannot go on from it: it was begun with other options, settings or packs; \
         remove it to begin anew\n"
    );
    fs::write(folder.join("talk/07.jsonl"), "").unwrap();
    assert!(refused(&[]).contains("talk/07.jsonl was changed since"));
    fs::write(folder.join("checkpoint"), "{").unwrap();
    assert!(refused(&[]).contains("it is no checkpoint"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_where_it_can_be_gone_on() {
    let folder = empty_folder("resume-interrupted");
    talk(&folder.join("talk"), FILES);
    assert_eq!(scan(&folder, "whole", false).status().unwrap().code(), Some(2));
    let mut child = scan(&folder, "part", true).stderr(Stdio::piped()).spawn().unwrap();
    while told(&folder) == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("; the same command goes on from there (checkpoint)"), "{said}");
    let after: u64 = told(&folder);
    assert!(said.contains(&format!("interrupted after {after} conversation")), "{after}: {said}");
    assert_eq!(scan(&folder, "part", true).status().unwrap().code(), Some(2));
    for ending in ["txt", "json", "csv", "jsonl"] {
        let read =
            |name: &str| fs::read_to_string(folder.join(format!("{name}.{ending}"))).unwrap();
        assert!(read("part") == read("whole"), "{ending} differs");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_behind_where_nothing_goes_on() {
    let folder = empty_folder("interrupted");
    // More than is read before the signal comes.
    talk(&folder.join("talk"), 4 * FILES);
    let mut child = scan(&folder, "part", false).stderr(Stdio::piped()).spawn().unwrap();
    let is_begun = || {
        let names = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().contains(".jinyu-new")).count() == 3
    };
    while !is_begun() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let mut left: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["part.txt", "talk"]);
}
