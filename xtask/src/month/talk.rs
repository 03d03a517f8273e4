//! Plays a conversation: scenes in an order drawn by lot, with the faults that are asked for among good
//! ones. Writes no files.

use super::cast::{Agent, TEAMS, Team};
use super::script::{Line, Place, Scene, Script, Who};
use super::time::Time;
use super::wording::{Kept, say};
use crate::random::Random;

/// The names of what is drawn once for a conversation, beside the lists of a script.
pub(super) const KEPT: [&str; 8] =
    ["staff", "agent", "asurname", "order", "otail", "phone", "tail", "number"];

/// One turn of a conversation.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) who: Who,
    /// Who of those in this role.
    pub(super) speaker: String,
    pub(super) begin: Time,
    /// When a speaker on the phone came to the end.
    pub(super) end: Option<Time>,
    pub(super) text: String,
}

/// A conversation, and what is wrong with it.
#[derive(Clone, Debug)]
pub(super) struct Talk {
    pub(super) session: String,
    pub(super) team: &'static str,
    pub(super) english: bool,
    pub(super) phone: bool,
    pub(super) turns: Vec<Turn>,
    /// Turns, from 0, and the rules that report them.
    pub(super) faults: Vec<(usize, String)>,
}

/// Plays a conversation in which the scenes of `planted` occur.
pub(super) fn play(
    session: String,
    script: &Script,
    planted: &[&Scene],
    english: bool,
    random: &mut Random,
) -> Talk {
    let asked = planted.iter().find_map(|scene| scene.phone);
    let phone = asked.unwrap_or_else(|| random.chance(35));
    let teams: Vec<&Team> = TEAMS.iter().filter(|team| team.english == english).collect();
    let team = random.pick(&teams).copied().unwrap_or(&TEAMS[0]);
    let agent = random.pick(team.agents).copied().unwrap_or(team.agents[0]);
    let scenes = cast(script, planted, phone, random);
    let mut stage = Stage::new(script, session, team, phone, agent, random);
    for line in scenes.iter().flat_map(|scene| &scene.lines) {
        stage.speak(line, random);
    }
    stage.talk
}

/// The scenes of a conversation, in their order: those that are planted, and good ones around them.
fn cast<'s>(
    script: &'s Script,
    planted: &[&'s Scene],
    phone: bool,
    random: &mut Random,
) -> Vec<&'s Scene> {
    let mut middle: Vec<&Scene> =
        planted.iter().copied().filter(|scene| scene.place == Place::Middle).collect();
    let alone = planted.iter().any(|scene| scene.alone);
    for _ in 0..if alone { 0 } else { random.between(1, 4) } {
        let taken = || planted.iter().chain(&middle);
        let other = |scene: &Scene| taken().all(|taken| taken.name != scene.name);
        let scene = good(script, Place::Middle, phone, random, &other);
        middle.extend(scene);
    }
    random.shuffle(&mut middle);
    let mut one = |place: Place| {
        let asked = planted.iter().copied().find(|scene| scene.place == place);
        let calm = |scene: &Scene| !alone || scene.name != "abuse";
        asked.or_else(|| good(script, place, phone, random, &calm))
    };
    let (open, topic, close) = (one(Place::Open), one(Place::Topic), one(Place::Close));
    let mut scenes: Vec<&Scene> = open.into_iter().collect();
    for scene in topic.into_iter().chain(middle) {
        let faulty = !scene.is_good() && !scene.alone;
        let pause = |random: &mut Random| {
            good(script, Place::Pause, phone, random, &|_| true).filter(|_| faulty)
        };
        scenes.extend(pause(random));
        scenes.push(scene);
        scenes.extend(pause(random));
        scenes.extend(pause(random));
    }
    scenes.extend(close);
    scenes
}

fn good<'s>(
    script: &'s Script,
    place: Place,
    phone: bool,
    random: &mut Random,
    other: &dyn Fn(&Scene) -> bool,
) -> Option<&'s Scene> {
    let fits = |scene: &&Scene| {
        scene.place == place && scene.is_good() && scene.suits(phone) && other(scene)
    };
    let scenes: Vec<&Scene> = script.scenes.iter().filter(fits).collect();
    random.pick(&scenes).copied()
}

/// Where a conversation has come to.
struct Stage<'s> {
    script: &'s Script,
    team: &'static [Agent],
    agent: Agent,
    customer: String,
    kept: Kept,
    now: Time,
    talk: Talk,
}

impl<'s> Stage<'s> {
    fn new(
        script: &'s Script,
        session: String,
        team: &Team,
        phone: bool,
        agent: Agent,
        random: &mut Random,
    ) -> Self {
        let mut kept = Kept::default();
        let order = random.digits(14);
        let network = if team.english { "07" } else { "13" };
        let phone_number = format!("{network}{}", random.digits(9));
        kept.set("otail", &order[order.len() - 4..]);
        kept.set("tail", &phone_number[phone_number.len() - 4..]);
        kept.set("order", order);
        kept.set("phone", phone_number);
        kept.set("number", random.between(2, 280).to_string());
        let customer = format!("u{}", random.digits(7));
        let (english, name) = (team.english, team.name);
        let (turns, faults) = (Vec::new(), Vec::new());
        let now = Time::begin(random);
        let talk = Talk { session, team: name, english, phone, turns, faults };
        let mut stage = Stage { script, team: team.agents, agent, customer, kept, now, talk };
        stage.enter(agent);
        stage
    }

    /// Another agent goes on.
    fn enter(&mut self, agent: Agent) {
        self.agent = agent;
        self.kept.set("staff", agent.staff);
        self.kept.set("agent", agent.name);
        self.kept.set("asurname", agent.surname);
    }

    fn speak(&mut self, line: &Line, random: &mut Random) {
        if line.who == Who::NextAgent {
            let others: Vec<Agent> =
                self.team.iter().copied().filter(|other| *other != self.agent).collect();
            if let Some(&agent) = random.pick(&others) {
                self.enter(agent);
            }
        }
        if let Some(rule) = &line.rule {
            self.talk.faults.push((self.talk.turns.len(), rule.clone()));
        }
        let text = say(self.script, &mut self.kept, random, &line.text);
        let seconds = random.between(line.seconds.0, line.seconds.1);
        let quick = self.talk.phone && !line.exact;
        let begin = self.now.later(if quick { seconds.div_ceil(10) } else { seconds });
        let spoken = text.chars().count() as u32 / 4 + 1;
        let end = self.talk.phone.then(|| begin.later(spoken));
        self.now = end.unwrap_or(begin);
        let speaker = match line.who {
            Who::Agent | Who::NextAgent => self.agent.staff.to_owned(),
            Who::Customer => self.customer.clone(),
            Who::Bot | Who::System => String::new(),
        };
        let who = if line.who == Who::NextAgent { Who::Agent } else { line.who };
        self.talk.turns.push(Turn { who, speaker, begin, end, text });
    }
}
