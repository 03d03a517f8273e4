//! Times that could not be read, told of once for all that look alike. Knows no time and no format.

use super::time::{TimeShape, Times};

/// Times of one shape that could not be read; their turns have no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadTimes {
    /// What they look like: each digit as 0, each run of letters as one a.
    pub shape: TimeShape,
    /// The first of them.
    pub first: Box<str>,
    /// The line of the first, from 1.
    pub line: usize,
    /// How many there are.
    pub count: usize,
    /// Whether they are times that lack their date, which nothing else says.
    pub dateless: bool,
}

impl UnreadTimes {
    /// The most shapes that are told apart.
    const MOST: usize = 64;
    /// How much of the first is kept, in characters.
    const LONGEST: usize = 60;

    pub(super) fn add(all: &mut Vec<UnreadTimes>, shape: TimeShape, said: &str, line: usize) {
        let first = said.chars().take(Self::LONGEST).collect();
        let dateless = Times::kind(said).is_some_and(|kind| kind.clock && kind.unclear);
        UnreadTimes::put(all, UnreadTimes { shape, first, line, count: 1, dateless });
    }

    /// Adds those of a later stretch of the same file.
    pub fn merge(all: &mut Vec<UnreadTimes>, later: Vec<UnreadTimes>) {
        for times in later {
            UnreadTimes::put(all, times);
        }
    }

    fn put(all: &mut Vec<UnreadTimes>, more: UnreadTimes) {
        let many = all.len() >= Self::MOST;
        match all.iter_mut().find(|known| known.shape == more.shape) {
            Some(known) => known.count += more.count,
            None if many => {
                if let Some(last) = all.last_mut() {
                    last.count += more.count;
                }
            }
            None => all.push(more),
        }
    }
}
