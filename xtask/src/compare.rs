//! jinyu beside plain searches for fixed phrases, on the same texts in turn. Makes the texts and the phrases from
//! what is in the repository, the same each time. Measures; never judges.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{fs, io};

use jinyu::{Pack, Source};
use serde::Deserialize;

use crate::generate::write;
use crate::{Fault, read, root};

/// One line in so many is an offence.
const ONE_IN: u64 = 130;
/// Python with the packages that are compared, where somebody has put it.
const PYTHON: &str = "target/compare/peers/bin/python";
/// What the packages are asked, and what they are called.
const PEERS: &str = "xtask/data/peers.py";
const PACKAGES: [&str; 2] = ["ahocorasick_rs", "ahocorasick"];

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// How many bytes each text has.
    pub bytes: usize,
    /// How often each program runs on each text.
    pub rounds: usize,
}

/// What was measured on one text.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name of the text.
    pub text: &'static str,
    /// How many bytes it has.
    pub bytes: usize,
    /// How many phrases the plain searches look for.
    pub phrases: usize,
    /// Each program with its seconds, round by round: jinyu on one thread, on two, then the others.
    pub programs: Vec<(String, Vec<f64>)>,
}

impl Row {
    /// The times of the first program in those of another one, each round by itself: sorted.
    #[must_use]
    pub fn ratios(&self, seconds: &[f64]) -> Vec<f64> {
        let first = self.programs.first().map_or(&[][..], |(_, seconds)| seconds.as_slice());
        sorted(first.iter().zip(seconds).map(|(first, other)| first / other).collect())
    }
}

/// The median of some numbers.
#[must_use]
pub fn median(numbers: &[f64]) -> f64 {
    let sorted = sorted(numbers.to_vec());
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn sorted(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[derive(Deserialize)]
struct Labelled {
    text: String,
    labels: Vec<serde_json::Value>,
    kind: String,
}

/// Measures the program `jinyu` (a release build) and whichever of its peers are installed.
///
/// # Errors
/// A file that cannot be read or written, or a program that cannot be run.
pub fn run(jinyu: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for (pack, language, seen, unseen) in [
        ("zh-core", "zh", "Chinese, as said again and again", "Chinese, no line twice"),
        ("en-core", "en", "English, as said again and again", "English, no line twice"),
    ] {
        let folder = root().join("target/compare");
        let phrases = phrases(pack)?;
        let list = folder.join(format!("{language}.phrases"));
        write(&list, phrases.join("\n").as_bytes())?;
        let (clean, rude) = messages(language)?;
        for (name, again) in [(seen, true), (unseen, false)] {
            let text = text(&clean, &rude, again, effort.bytes);
            let path =
                folder.join(format!("{language}.{}.txt", if again { "seen" } else { "unseen" }));
            write(&path, text.as_bytes())?;
            let mut programs = vec![
                ("jinyu, 1 thread".to_owned(), lint(jinyu, "1", &path)),
                ("2 threads".to_owned(), lint(jinyu, "2", &path)),
            ];
            programs.extend(peers(language, &list, &path));
            let programs = in_turn(programs, effort.rounds)?;
            rows.push(Row { text: name, bytes: text.len(), phrases: phrases.len(), programs });
        }
    }
    Ok(rows)
}

fn lint(jinyu: &Path, threads: &str, path: &Path) -> Command {
    let mut command = Command::new(jinyu);
    command.args(["lint", "--no-config", "--input", "lines", "--format", "jsonl"]);
    command.args(["--fail-on", "never", "--threads", threads]).arg(path);
    command
}

/// What else can look for the phrases of a list in a text, of all that is installed.
fn peers(language: &str, list: &Path, path: &Path) -> Vec<(String, Command)> {
    let mut peers = Vec::new();
    let mut search = Command::new("rg");
    search.args(["-j1", "-F", "-c", "-f"]).arg(list).arg(path);
    if language == "en" {
        search.arg("-i");
    }
    peers.push(("rg -F".to_owned(), search));
    for package in PACKAGES {
        let mut command = Command::new(root().join(PYTHON));
        command.arg(root().join(PEERS)).args([package, language]).arg(list).arg(path);
        peers.push((package.to_owned(), command));
    }
    let installed = |command: &Command| {
        let package = command.get_args().nth(1).filter(|_| command.get_program() != "rg");
        let mut asked = Command::new(command.get_program());
        match package {
            Some(package) => asked.args(["-c", &format!("import {}", package.display())]),
            None => asked.arg("--version"),
        };
        let asked = asked.stdout(Stdio::null()).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    peers.retain(|(_, command)| installed(command));
    peers
}

/// Every wording that is marked in an example of a pack, once.
fn phrases(pack: &str) -> Result<Vec<String>, Fault> {
    let mut phrases = BTreeSet::new();
    for path in files(&root().join("rules").join(pack), "yaml")? {
        let source = Source::new("pack", read(&path)?);
        let pack = Pack::parse(&source).map_err(|error| Fault::Program(error.to_string()))?;
        for example in pack.rules().flat_map(jinyu::Rule::examples) {
            phrases.extend(
                example.marks().filter_map(|mark| mark.cut(example.text())).map(String::from),
            );
        }
    }
    Ok(phrases.into_iter().filter(|phrase| !phrase.contains('\n')).collect())
}

/// The labelled messages of a language: ordinary good replies, and those with an offence.
fn messages(language: &str) -> Result<(Vec<String>, Vec<String>), Fault> {
    let (mut clean, mut rude) = (Vec::new(), Vec::new());
    for path in files(&root().join("fixtures/eval"), &format!("{language}.jsonl"))? {
        for line in read(&path)?.lines() {
            let message: Labelled =
                serde_json::from_str(line).map_err(|error| Fault::Program(error.to_string()))?;
            let text = message.text.replace(['\n', '\r'], " ");
            match (message.labels.is_empty(), message.kind.as_str()) {
                (true, "clean") => clean.push(text),
                (true, _) => {}
                (false, _) => rude.push(text),
            }
        }
    }
    Ok((clean, rude))
}

/// Lines in a fixed shuffle: clean messages as they are, or three of them joined so that no line stands
/// there twice; now and then an offence.
fn text(clean: &[String], rude: &[String], again: bool, bytes: usize) -> String {
    let mut state = 20_261_130_u64;
    let mut choose = |from: &[String]| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(state >> 33).unwrap_or(0) % from.len().max(1);
        from.get(at).cloned().unwrap_or_default()
    };
    let mut text = String::with_capacity(bytes + 4_096);
    let mut seen = BTreeSet::new();
    for number in 0.. {
        let line = match (number % ONE_IN, again) {
            (0, _) => choose(rude),
            (_, true) => choose(clean),
            (_, false) => format!("{} {} {}", choose(clean), choose(clean), choose(clean)),
        };
        if again || seen.insert(line.clone()) {
            text.push_str(&line);
            text.push('\n');
        }
        if text.len() >= bytes {
            break;
        }
    }
    text
}

/// Runs the programs one after the other, again and again; the seconds of each.
fn in_turn(
    mut programs: Vec<(String, Command)>,
    rounds: usize,
) -> Result<Vec<(String, Vec<f64>)>, Fault> {
    let mut seconds = vec![Vec::new(); programs.len()];
    for round in 0..=rounds {
        for ((_, command), seconds) in programs.iter_mut().zip(&mut seconds) {
            let start = Instant::now();
            let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
            let ended = ended.map_err(|error| Fault::Program(format!("{command:?}: {error}")))?;
            if ended.code().is_none_or(|code| code > 1) {
                return Err(Fault::Program(format!("{command:?}: {ended}")));
            }
            // The first round brings the files into memory.
            if round > 0 {
                seconds.push(start.elapsed().as_secs_f64());
            }
        }
    }
    Ok(programs.into_iter().map(|(name, _)| name).zip(seconds).collect())
}

/// The files of a folder whose names end so, by name.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Fault> {
    let fault = |source: io::Error| Fault::File { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
