//! What a measure must at least be. Reads what a person typed and compares; nothing else.

use super::score::Score;
use std::str::FromStr;

/// A measure of a whole score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many findings are right.
    Precision,
    /// How many labels are found.
    Recall,
    /// The harmonic mean of both.
    F1,
}

impl Measure {
    /// The name used in options and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measure::Precision => "precision",
            Measure::Recall => "recall",
            Measure::F1 => "f1",
        }
    }

    /// Every measure, in the order of reports.
    pub const ALL: [Measure; 3] = [Measure::Precision, Measure::Recall, Measure::F1];

    /// Its value from 0 to 1; 0 where nothing can be measured.
    #[must_use]
    pub fn of(self, score: &Score) -> f64 {
        let value = match self {
            Measure::Precision => score.all.precision(),
            Measure::Recall => score.all.recall(),
            Measure::F1 => score.all.f1(),
        };
        value.unwrap_or(0.0)
    }
}

/// What a measure must at least be.
///
/// ```
/// use jinyu_report::{Floor, Measure};
/// let floor: Floor = "recall=0.8".parse().unwrap();
/// assert_eq!((floor.measure, floor.least), (Measure::Recall, 0.8));
/// assert!("recall=80".parse::<Floor>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floor {
    /// Which measure.
    pub measure: Measure,
    /// From 0 to 1.
    pub least: f64,
}

impl Floor {
    /// Whether a score reaches it.
    #[must_use]
    pub fn is_met(&self, score: &Score) -> bool {
        self.measure.of(score) >= self.least
    }
}

impl FromStr for Floor {
    type Err = String;
    /// Reads `MEASURE=LEAST`.
    fn from_str(typed: &str) -> Result<Self, String> {
        let (name, least) = typed.split_once('=').ok_or("write it as precision=0.95")?;
        let measure = Measure::ALL.into_iter().find(|measure| measure.name() == name);
        let measure = measure.ok_or_else(|| {
            let names = Measure::ALL.map(Measure::name).join(", ");
            format!("{name:?} is not measured; it is one of {names}")
        })?;
        let value = least.parse().ok().filter(|least| (0.0..=1.0).contains(least));
        let least = value.ok_or_else(|| format!("{least:?} is no number from 0 to 1"))?;
        Ok(Floor { measure, least })
    }
}
