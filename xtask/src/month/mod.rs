//! A synthetic month of a help desk: conversations with planted faults, and a list of them. What finds the
//! faults is measured against that list; nobody's real conversations are needed.
//!
//! Each fault is a scene of the scripts with a line that a rule reports; its good sister is played in other
//! conversations, so that a rule has to tell the two apart.

mod cast;
mod files;
mod script;
mod talk;
mod time;
mod wording;

use crate::Fault;
use crate::random::Random;
use script::{Place, Scene, Script};
use std::path::{Path, PathBuf};
use talk::Talk;

/// How often each fault is planted at least, in a month of [`FULL`] conversations or more.
const OFTEN: usize = 20;
/// How many conversations a whole month has.
const FULL: usize = 2_400;
/// In how many of a hundred conversations with a fault there is another one.
const SECOND: u32 = 15;
/// How many of a hundred conversations without a fault are English.
const ENGLISH: u32 = 20;

/// Which month is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// How many conversations it has; more, where that is not enough for one of every fault.
    pub conversations: usize,
    /// What is drawn by lot; the same seed gives the same bytes.
    pub seed: u64,
}

impl Default for Month {
    fn default() -> Self {
        Month { conversations: FULL, seed: 1 }
    }
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// How many conversations.
    pub conversations: usize,
    /// How many turns they have together.
    pub turns: usize,
    /// How many faults are planted in them.
    pub faults: usize,
}

/// Writes a month into a directory that is new or empty: `turns.jsonl`, `turns.csv`, `logs/` and
/// `truth.jsonl`.
///
/// # Errors
/// When something is in the directory, a script is not as it should be, or a file cannot be written.
pub fn write(month: Month, into: &Path) -> Result<Made, Fault> {
    let chinese = read("zh.txt")?;
    let english = read("en.txt")?;
    let talks = play(month, &chinese, &english);
    files::write(&talks, into)?;
    Ok(Made {
        conversations: talks.len(),
        turns: talks.iter().map(|talk| talk.turns.len()).sum(),
        faults: talks.iter().map(|talk| talk.faults.len()).sum(),
    })
}

fn read(name: &str) -> Result<Script, Fault> {
    let path: PathBuf = crate::root().join("xtask/data/month").join(name);
    let text = crate::read(&path)?;
    let script = Script::parse(&text).map_err(|(line, message)| Fault::Line {
        path: path.clone(),
        line,
        message,
    })?;
    match script.unknown(&talk::KEPT).as_slice() {
        [] => Ok(script),
        names => Err(Fault::Program(format!(
            "{}: no list of this name: {}",
            path.display(),
            names.join(", ")
        ))),
    }
}

/// All conversations, in the order of their beginnings.
fn play(month: Month, chinese: &Script, english: &Script) -> Vec<Talk> {
    let mut random = Random::new(month.seed, 0);
    let rules = [chinese, english].map(rules);
    let count: usize = rules.iter().map(Vec::len).sum();
    let often = (OFTEN * month.conversations / FULL).clamp(1, OFTEN);
    let mut wanted: Vec<Option<(bool, &str)>> = (0..count * often)
        .map(|at| {
            let at = at % count;
            let first = rules[0].len();
            let rule = rules[0].get(at).map(|rule| (false, *rule));
            rule.or_else(|| rules[1].get(at - first).map(|rule| (true, *rule)))
        })
        .collect();
    wanted.resize(month.conversations.max(wanted.len()), None);
    random.shuffle(&mut wanted);
    let mut talks = Vec::with_capacity(wanted.len());
    for (at, rule) in wanted.into_iter().enumerate() {
        let mut random = Random::new(month.seed, at as u64 + 1);
        let is_english = rule.map_or_else(|| random.chance(ENGLISH), |(english, _)| english);
        let script = if is_english { english } else { chinese };
        let planted = rule.map(|(_, rule)| plant(script, rule, &mut random)).unwrap_or_default();
        talks.push(talk::play(String::new(), script, &planted, is_english, &mut random));
    }
    talks.sort_by_key(|talk| talk.turns.first().map(|turn| turn.begin));
    for (at, talk) in talks.iter_mut().enumerate() {
        talk.session = format!("M{:05}", at + 1);
    }
    talks
}

/// The rules that report scenes of a script, each once.
fn rules(script: &Script) -> Vec<&str> {
    let mut rules: Vec<&str> = script.scenes.iter().flat_map(Scene::rules).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// A scene that a rule reports, and now and then one more fault that can stand beside it.
fn plant<'s>(script: &'s Script, rule: &str, random: &mut Random) -> Vec<&'s Scene> {
    let reported = |scene: &&Scene| scene.rules().any(|reports| reports == rule);
    let scenes: Vec<&Scene> = script.scenes.iter().filter(reported).collect();
    let mut planted: Vec<&Scene> = random.pick(&scenes).copied().into_iter().collect();
    if random.chance(SECOND) {
        let beside = |scene: &&Scene| {
            planted.iter().all(|taken| {
                let apart = (taken.place != scene.place || taken.place == Place::Middle)
                    && taken.name != scene.name;
                let together = match (taken.phone, scene.phone) {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                };
                let others = scene.rules().all(|rule| taken.rules().all(|other| rule != other));
                !scene.is_good() && others && apart && together && !taken.alone && !scene.alone
            })
        };
        let others: Vec<&Scene> = script.scenes.iter().filter(beside).collect();
        planted.extend(random.pick(&others));
    }
    planted
}
