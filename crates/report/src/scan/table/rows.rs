//! From facts and totals to rows, each in the order of the columns of its table. Writes nothing.

use super::Table;
use super::value::Value;
use crate::scan::{ConversationFacts, FindingFacts, RuleTotal, Tally, Totals, WAITS};
use jinyu::{Clock, Severity};

type Row<'v> = Vec<Value<'v>>;

/// An answer that comes later than so many seconds is a late one.
const LATE: i64 = 300;

pub(super) fn finding<'v>(facts: &'v ConversationFacts, finding: &'v FindingFacts) -> Row<'v> {
    let timed = finding.begin.filter(|begin| begin.clock() != Clock::Calendar);
    vec![
        Value::count(facts.number),
        Value::text(facts.path.as_str()),
        Value::count(finding.start.line),
        Value::count(finding.start.column),
        Value::some(facts.session.as_deref()),
        Value::count(finding.turn),
        Value::time(finding.begin),
        Value::seconds(timed.map(jinyu::Moment::millis)),
        Value::some(finding.speaker.as_deref()),
        Value::text(finding.role.name()),
        Value::some(facts.agents.first().map(String::as_str)),
        Value::some(facts.team.as_deref()),
        Value::some(facts.channel.map(jinyu::Channel::name)),
        Value::text(finding.rule.as_str()),
        Value::text(finding.category.as_str()),
        Value::text(finding.severity.name()),
        Value::some(Some(finding.phrase.as_str()).filter(|phrase| !phrase.is_empty())),
        Value::text(finding.wording.as_str()),
        Value::text(finding.message.as_str()),
        Value::text(finding.say.join(" / ")),
        Value::text(finding.fingerprint.to_string()),
    ]
}

pub(super) fn conversation(facts: &ConversationFacts) -> Row<'_> {
    let answers = i64::try_from(facts.waits.len()).unwrap_or(i64::MAX);
    let sum = facts.waits.iter().fold(0_i64, |sum, wait| sum.saturating_add(*wait));
    vec![
        Value::count(facts.number),
        Value::text(facts.path.as_str()),
        Value::count(facts.line),
        Value::some(facts.session.as_deref()),
        Value::some(facts.agents.first().map(String::as_str)),
        Some(facts.agents.join(" / "))
            .filter(|all| !all.is_empty())
            .map_or(Value::None, Value::text),
        Value::some(facts.team.as_deref()),
        Value::some(facts.channel.map(jinyu::Channel::name)),
        Value::time(facts.begin),
        Value::time(facts.end),
        Value::count(facts.turns),
        Value::count(facts.agent_turns),
        Value::count(facts.customer_turns),
        Value::count(facts.findings.len()),
        Value::count(facts.count(Severity::Error)),
        Value::count(facts.count(Severity::Warning)),
        Value::count(facts.count(Severity::Info)),
        Value::Integer(answers),
        Value::seconds(facts.first_wait()),
        Value::seconds(facts.waits.iter().max().copied()),
        Value::seconds(sum.checked_div(answers)),
        Value::decimal(facts.score),
        Value::some(facts.veto.as_deref()),
    ]
}

/// A row of agents, teams or days.
pub(super) fn tally<'v>(table: Table, name: &'v str, tally: &Tally) -> Row<'v> {
    let [infos, warnings, errors] = tally.severities;
    let late = WAITS.partition_point(|seconds| *seconds <= LATE);
    let late = |waits: &[u64]| waits.get(late..).unwrap_or_default().iter().sum::<u64>();
    vec![
        if table == Table::Days { Value::day(name) } else { Value::text(name) },
        Value::count(tally.conversations),
        Value::count(tally.flagged),
        Value::count(tally.turns),
        Value::count(tally.agent_turns),
        Value::count(tally.findings()),
        Value::count(errors),
        Value::count(warnings),
        Value::count(infos),
        Value::decimal(tally.score()),
        Value::count(tally.vetoes),
        Value::count(tally.waits.iter().sum::<u64>()),
        Value::count(late(&tally.waits)),
        Value::count(tally.first_waits.iter().sum::<u64>()),
        Value::count(late(&tally.first_waits)),
    ]
}

pub(super) fn rule<'v>(id: &'v str, total: &'v RuleTotal) -> Row<'v> {
    // Of phrases that were found equally often the first by name.
    let top = total.phrases.iter().rev().max_by_key(|(_, count)| **count);
    vec![
        Value::text(id),
        Value::text(total.category.as_str()),
        Value::text(total.message.as_str()),
        Value::count(total.findings),
        Value::count(total.conversations),
        Value::count(total.phrases.len()),
        Value::some(top.map(|(phrase, _)| phrase.as_str())),
        top.map_or(Value::None, |(_, count)| Value::count(*count)),
    ]
}

/// How fast answers came: of everybody, then of each agent, team and channel.
pub(super) fn waits(totals: &Totals) -> impl Iterator<Item = Row<'_>> {
    let all = std::iter::once(("all", None, &totals.all));
    let groups =
        [("agent", &totals.agents), ("team", &totals.teams), ("channel", &totals.channels)];
    let named = groups.into_iter().flat_map(|(group, tallies)| {
        tallies.iter().map(move |(name, tally)| (group, Some(name.as_str()), tally))
    });
    let answered = all.chain(named).filter(|(.., tally)| tally.waits.iter().sum::<u64>() > 0);
    answered.flat_map(|(group, name, tally)| {
        let counts = tally.waits.iter().zip(&tally.first_waits).enumerate();
        counts.map(move |(class, (answers, first))| {
            let over = class.checked_sub(1).and_then(|before| WAITS.get(before));
            let end = |seconds: Option<&i64>| {
                seconds.map_or(Value::None, |seconds| Value::Integer(*seconds))
            };
            vec![
                Value::text(group),
                Value::some(name),
                end(over),
                end(WAITS.get(class)),
                Value::count(*answers),
                Value::count(*first),
            ]
        })
    })
}
