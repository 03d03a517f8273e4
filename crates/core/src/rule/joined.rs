//! A condition and those that it joins one behind the other: the form in which conditions are encoded. Read
//! back, they go no deeper than an author may write them, so that no bytes use up the stack.

use super::condition::{Condition, Leaf};
use serde::{Deserialize, Serialize};

/// How deep conditions may stand in each other.
pub(crate) const MOST_JOINED: usize = 8;

/// Conditions in one row.
#[derive(Serialize, Deserialize)]
pub(super) struct Joined(Vec<Step>);

/// A condition without those that it joins; they follow, as many as it says.
#[derive(Serialize, Deserialize)]
enum Step {
    Test(Box<Leaf>),
    All(u32),
    Any(u32),
    NoneOf(u32),
    AtLeast(u32, u32),
    FewerThan(u32, u32),
    Not,
}

/// A row that nobody has written: it ends within a condition, or goes too deep.
#[derive(Debug, thiserror::Error)]
#[error("these are no conditions")]
pub(super) struct BadRow;

impl Joined {
    fn add(&mut self, condition: Condition) {
        let count = |joined: &[Condition]| u32::try_from(joined.len()).unwrap_or(u32::MAX);
        let (step, joined) = match condition {
            Condition::Test(leaf) => (Step::Test(leaf), Vec::new()),
            Condition::All(of) => (Step::All(count(&of)), of),
            Condition::Any(of) => (Step::Any(count(&of)), of),
            Condition::NoneOf(of) => (Step::NoneOf(count(&of)), of),
            Condition::AtLeast(least, of) => (Step::AtLeast(least, count(&of)), of),
            Condition::FewerThan(most, of) => (Step::FewerThan(most, count(&of)), of),
            Condition::Not(inner) => (Step::Not, vec![*inner]),
        };
        self.0.push(step);
        joined.into_iter().for_each(|one| self.add(one));
    }
}

/// A condition that stands in so many others, with those that it joins.
fn condition(rest: &mut dyn Iterator<Item = Step>, deep: usize) -> Option<Condition> {
    let step = rest.next().filter(|_| deep <= MOST_JOINED)?;
    let mut joined = |count: u32| -> Option<Vec<Condition>> {
        (0..count).map(|_| condition(rest, deep + 1)).collect()
    };
    Some(match step {
        Step::Test(leaf) => Condition::Test(leaf),
        Step::All(count) => Condition::All(joined(count)?),
        Step::Any(count) => Condition::Any(joined(count)?),
        Step::NoneOf(count) => Condition::NoneOf(joined(count)?),
        Step::AtLeast(least, count) => Condition::AtLeast(least, joined(count)?),
        Step::FewerThan(most, count) => Condition::FewerThan(most, joined(count)?),
        Step::Not => Condition::Not(Box::new(joined(1)?.pop()?)),
    })
}

impl From<Condition> for Joined {
    fn from(condition: Condition) -> Joined {
        let mut row = Joined(Vec::new());
        row.add(condition);
        row
    }
}

impl TryFrom<Joined> for Condition {
    type Error = BadRow;
    fn try_from(row: Joined) -> Result<Condition, BadRow> {
        let mut steps = row.0.into_iter();
        let read = condition(&mut steps, 0);
        read.filter(|_| steps.next().is_none()).ok_or(BadRow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(deep: usize) -> Result<Condition, BadRow> {
        let steps = std::iter::repeat_with(|| Step::Not).take(deep).chain([Step::Any(0)]);
        Joined(steps.collect()).try_into()
    }

    #[test]
    fn conditions_stand_no_deeper_than_they_are_written() {
        for deep in [0, 1, MOST_JOINED] {
            let condition = nested(deep).unwrap();
            assert_eq!(Condition::try_from(Joined::from(condition.clone())).unwrap(), condition);
        }
        assert!(nested(MOST_JOINED + 1).is_err() && nested(1_000_000).is_err());
        for steps in
            [vec![], vec![Step::Not], vec![Step::All(u32::MAX)], vec![Step::All(0), Step::All(0)]]
        {
            assert!(Condition::try_from(Joined(steps)).is_err());
        }
    }
}
