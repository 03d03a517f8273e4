//! jinyu beside a plain search for fixed phrases, on the same texts in turn. Makes the texts and the
//! phrases from what is in the repository, the same each time. Measures; never judges.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{fs, io};

use jinyu::{Pack, Source};
use serde::Deserialize;

use crate::generate::write;
use crate::{Fault, read, root};

/// How many bytes each text has.
const BYTES: usize = 50_000_000;
/// One line in so many is an offence.
const ONE_IN: u64 = 130;
/// How often each program runs on each text.
const ROUNDS: usize = 7;

/// What was measured on one text.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name of the text.
    pub text: &'static str,
    /// How many bytes it has.
    pub bytes: usize,
    /// How many phrases the plain search looks for.
    pub phrases: usize,
    /// Seconds of jinyu on one thread, of jinyu on two, and of the plain search: sorted.
    pub seconds: [Vec<f64>; 3],
}

impl Row {
    /// The median of some sorted seconds.
    #[must_use]
    pub fn median(seconds: &[f64]) -> f64 {
        seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

#[derive(Deserialize)]
struct Labelled {
    text: String,
    labels: Vec<serde_json::Value>,
    kind: String,
}

/// Measures the program `jinyu` (a release build) and ripgrep, which must be installed.
///
/// # Errors
/// A file that cannot be read or written, or a program that cannot be run.
pub fn run(jinyu: &Path) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for (pack, language, seen, unseen, case) in [
        ("zh-core", "zh", "Chinese, as said again and again", "Chinese, no line twice", None),
        ("en-core", "en", "English, as said again and again", "English, no line twice", Some("-i")),
    ] {
        let folder = root().join("target/compare");
        let phrases = phrases(pack)?;
        let list = folder.join(format!("{language}.phrases"));
        write(&list, phrases.join("\n").as_bytes())?;
        let (clean, rude) = messages(language)?;
        for (name, again) in [(seen, true), (unseen, false)] {
            let text = text(&clean, &rude, again);
            let path =
                folder.join(format!("{language}.{}.txt", if again { "seen" } else { "unseen" }));
            write(&path, text.as_bytes())?;
            let lint = |threads: &str| {
                let mut command = Command::new(jinyu);
                command.args(["lint", "--input", "lines", "--format", "jsonl"]);
                command.args(["--fail-on", "never", "--threads", threads]).arg(&path);
                command
            };
            let mut search = Command::new("rg");
            search.args(["-j1", "-F", "-c", "-f"]).arg(&list).args(case).arg(&path);
            let seconds = in_turn([lint("1"), lint("2"), search])?;
            rows.push(Row { text: name, bytes: text.len(), phrases: phrases.len(), seconds });
        }
    }
    Ok(rows)
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
fn text(clean: &[String], rude: &[String], again: bool) -> String {
    let mut state = 20_261_130_u64;
    let mut choose = |from: &[String]| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(state >> 33).unwrap_or(0) % from.len().max(1);
        from.get(at).cloned().unwrap_or_default()
    };
    let mut text = String::with_capacity(BYTES + 4_096);
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
        if text.len() >= BYTES {
            break;
        }
    }
    text
}

/// Runs the commands one after the other, again and again; the seconds of each, sorted.
fn in_turn(mut commands: [Command; 3]) -> Result<[Vec<f64>; 3], Fault> {
    let mut seconds = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for (command, seconds) in commands.iter_mut().zip(&mut seconds) {
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
    seconds.iter_mut().for_each(|seconds| seconds.sort_by(f64::total_cmp));
    Ok(seconds)
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
