//! What is known of a conversation before and besides its findings. Finds nothing.

use jinyu::{Channel, Role, Turn};
use jinyu_report::scan::ConversationFacts;

/// Who spoke how often and when, and how long they waited.
pub(crate) fn facts_of(turns: &[Turn<'_>]) -> ConversationFacts {
    let by = |role| count(turns.iter().filter(|turn| turn.role() == role).count());
    ConversationFacts {
        agents: agents(turns),
        channel: channel(turns),
        begin: turns.first().and_then(Turn::begin),
        end: turns.last().and_then(Turn::end),
        turns: count(turns.len()),
        agent_turns: by(Role::Agent),
        customer_turns: by(Role::Customer),
        waits: waits(turns),
        ..ConversationFacts::default()
    }
}

/// Those who serve, in the order in which they first spoke.
fn agents(turns: &[Turn<'_>]) -> Vec<String> {
    let mut agents: Vec<String> = Vec::new();
    for turn in turns.iter().filter(|turn| turn.role() == Role::Agent) {
        if let Some(speaker) = turn.speaker().filter(|it| !agents.iter().any(|known| known == it)) {
            agents.push(speaker.to_owned());
        }
    }
    agents
}

fn channel(turns: &[Turn<'_>]) -> Option<Channel> {
    turns.iter().find_map(Turn::channel)
}

/// For each answer the milliseconds from the end of the first message without one.
fn waits(turns: &[Turn<'_>]) -> Vec<i64> {
    let mut waits = Vec::new();
    let mut asked = None;
    for turn in turns {
        match turn.role() {
            Role::Customer => asked = asked.or(turn.end()),
            Role::Agent => {
                let since = asked.take().zip(turn.begin());
                waits.extend(
                    since.and_then(|(asked, begin)| begin.since(asked)).map(|it| it.max(0)),
                );
            }
            Role::Bot | Role::System | Role::Unknown => {}
        }
    }
    waits
}

pub(crate) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::{Clock, Moment};

    #[test]
    fn a_wait_is_from_the_first_question_to_the_first_answer() {
        let turn = |role, seconds: i64| {
            let begin = Moment::new(Clock::Calendar, seconds * 1_000);
            Turn::new("a").with_role(role).with_begin(Some(begin))
        };
        let turns = [
            turn(Role::Agent, 0),
            turn(Role::Customer, 10),
            turn(Role::Bot, 11),
            turn(Role::Customer, 20),
            turn(Role::Agent, 40),
            turn(Role::Agent, 90),
            turn(Role::Customer, 100).with_end(Some(Moment::new(Clock::Calendar, 130_000))),
            turn(Role::Agent, 125).with_speaker(Some("小王".into())),
            turn(Role::Customer, 130),
        ];
        let facts = facts_of(&turns);
        assert_eq!(facts.waits, [30_000, 0]);
        assert_eq!((facts.turns, facts.agent_turns, facts.customer_turns), (9, 4, 4));
        assert_eq!(facts.agents, ["小王"]);
    }
}
