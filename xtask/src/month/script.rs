//! Reads the scripts of the month, `data/month/*.txt`: lists of wordings, and scenes made of them. Kept
//! apart from the playing, so that whoever writes scenes finds their form in one place.
//!
//! ```text
//! [look]                                  a list of wordings, one a line
//! 请稍等，我看一下
//!
//! <middle hold chat>                      a scene: its place, its name, the channel if only one, `alone`
//! c 8-60 | {能查一下吗|查查看呗}             who, after how many seconds | one of these
//! a 5-60 | {look}。                        a wording of the list `look`
//! a =100-290 !waiting/no-apology-after-hold | {result}。
//! ```
//!
//! Who: `a` the agent, `n` the next agent after a transfer, `c` the customer, `b` the bot, `s` a system line.
//! On the phone people answer ten times as fast; `=` says that the seconds hold there too. `!` names the
//! rule that reports this very turn; a scene with such a line is a planted fault. `{=look}` is the
//! same wording all through a conversation.

use super::wording;
use std::collections::BTreeMap;

/// Where in a conversation a scene may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Open,
    Topic,
    Middle,
    /// Between two scenes: what is said behind a fault must not be near enough to mend it.
    Pause,
    Close,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Agent,
    NextAgent,
    Customer,
    Bot,
    System,
}

/// One turn of a scene.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) who: Who,
    /// Least and most seconds behind the turn before.
    pub(super) seconds: (u32, u32),
    /// Whether they hold on the phone too.
    pub(super) exact: bool,
    /// The rule that reports this turn.
    pub(super) rule: Option<String>,
    pub(super) text: String,
}

/// Some turns that belong together.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) place: Place,
    /// Scenes of one name don't meet in a conversation.
    pub(super) name: String,
    /// Whether it can only be played on the phone, or only in a chat.
    pub(super) phone: Option<bool>,
    /// Whether nothing is played between it and the end, because that could mend its fault.
    pub(super) alone: bool,
    pub(super) lines: Vec<Line>,
}

impl Scene {
    /// The rules that report it, in the order of its turns.
    pub(super) fn rules(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| line.rule.as_deref())
    }

    /// Whether no rule reports it.
    pub(super) fn is_good(&self) -> bool {
        self.rules().next().is_none()
    }

    /// Whether it can be played there.
    pub(super) fn suits(&self, phone: bool) -> bool {
        self.phone.is_none_or(|wanted| wanted == phone)
    }
}

/// All that is said in one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    pub(super) lists: BTreeMap<String, Vec<String>>,
    pub(super) scenes: Vec<Scene>,
}

impl Script {
    /// Reads a script, or says in which line it is not as the header of this module has it.
    pub(super) fn parse(text: &str) -> Result<Script, (usize, String)> {
        let mut script = Script::default();
        let mut list = None;
        for (at, line) in text.lines().enumerate() {
            let fault = |message: String| (at + 1, message);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                list = Some(name.to_owned());
            } else if let Some(head) =
                line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'))
            {
                list = None;
                let scene = scene(head).ok_or_else(|| {
                    fault(format!("“{head}” is no place, name and what else is known here"))
                })?;
                script.scenes.push(scene);
            } else if let Some(name) = &list {
                script.lists.entry(name.clone()).or_default().push(line.to_owned());
            } else {
                let turn = turn(line).ok_or_else(|| {
                    fault("write who speaks, the seconds, ` | ` and the words".to_owned())
                })?;
                let scene = script.scenes.last_mut();
                scene.ok_or_else(|| fault("no scene begins above".to_owned()))?.lines.push(turn);
            }
        }
        Ok(script)
    }

    /// The names in its patterns that are neither lists nor `known`.
    pub(super) fn unknown(&self, known: &[&str]) -> Vec<&str> {
        let lines = self.scenes.iter().flat_map(|scene| &scene.lines).map(|line| &line.text);
        let names =
            self.lists.values().flatten().chain(lines).flat_map(|text| wording::names(text));
        let is_known = |name: &&str| {
            let name = name.trim_start_matches('=');
            self.lists.contains_key(name) || known.contains(&name)
        };
        names.filter(|name| !is_known(name)).collect()
    }
}

fn scene(head: &str) -> Option<Scene> {
    let mut words = head.split(' ');
    let place = match words.next()? {
        "open" => Place::Open,
        "topic" => Place::Topic,
        "middle" => Place::Middle,
        "pause" => Place::Pause,
        "close" => Place::Close,
        _ => return None,
    };
    let name = words.next()?.to_owned();
    let (mut phone, mut alone) = (None, false);
    for word in words {
        match word {
            "chat" => phone = Some(false),
            "phone" => phone = Some(true),
            "alone" => alone = true,
            _ => return None,
        }
    }
    Some(Scene { place, name, phone, alone, lines: Vec::new() })
}

fn turn(line: &str) -> Option<Line> {
    let (head, text) = line.split_once(" | ")?;
    let mut words = head.split(' ');
    let who = match words.next()? {
        "a" => Who::Agent,
        "n" => Who::NextAgent,
        "c" => Who::Customer,
        "b" => Who::Bot,
        "s" => Who::System,
        _ => return None,
    };
    let gap = words.next()?;
    let (exact, gap) = gap.strip_prefix('=').map_or((false, gap), |gap| (true, gap));
    let (least, most) = gap.split_once('-').unwrap_or((gap, gap));
    let rule = match words.next() {
        None => None,
        Some(rule) => Some(rule.strip_prefix('!')?.to_owned()),
    };
    let seconds = (least.parse().ok()?, most.parse().ok()?);
    let whole = words.next().is_none() && !text.is_empty();
    whole.then(|| Line { who, seconds, exact, rule, text: text.to_owned() })
}
