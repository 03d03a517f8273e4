//! The days of the month and how a time of them is written. The month is March 2026; nothing here reads a
//! clock.

use crate::random::Random;

/// How many seconds a day has.
const DAY: u32 = 86_400;
/// The days on which people work and the day after is a day of March too.
const DAYS: [u32; 25] =
    [2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 30];

/// Seconds since the month began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time(u32);

impl Time {
    /// A time at which a conversation may begin: of a working day, and early enough to end on it.
    pub(super) fn begin(random: &mut Random) -> Time {
        let day = random.pick(&DAYS).copied().unwrap_or(1);
        Time((day - 1) * DAY + random.between(9 * 3600, 16 * 3600))
    }

    /// So many seconds later.
    pub(super) fn later(self, seconds: u32) -> Time {
        Time(self.0 + seconds)
    }

    /// `2026-03-02`
    pub(super) fn date(self) -> String {
        format!("2026-03-{:02}", self.day())
    }

    /// The day of the month, from 1.
    pub(super) fn day(self) -> u32 {
        self.0 / DAY + 1
    }

    /// `09:12:33`
    pub(super) fn clock(self) -> String {
        let seconds = self.0 % DAY;
        format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// `2026-03-02 09:12:33`
    pub(super) fn written(self) -> String {
        format!("{} {}", self.date(), self.clock())
    }
}
