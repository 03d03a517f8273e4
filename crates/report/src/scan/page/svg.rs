//! What charts share: an axis and its lines. Knows no total; colours are classes of the style.

use std::fmt::Write as _;

/// Where the plot of a chart begins, behind the numbers of its axis, in pixels.
pub(super) const LEFT: f64 = 44.0;

/// A panel of a chart: where its values stand, in pixels from above.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    /// Where the highest value stands.
    pub(super) top: f64,
    /// Where zero stands.
    pub(super) base: f64,
    /// The highest value.
    pub(super) most: f64,
    /// How far two lines of it are apart.
    step: f64,
}

impl Panel {
    /// A panel from `top` to `base` that has room for `most`.
    pub(super) fn new(top: f64, base: f64, most: f64) -> Panel {
        let step = step(most / 3.0);
        let lines = (most / step).ceil().max(1.0);
        Panel { top, base, most: lines * step, step }
    }

    /// Where a value stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.base - (self.base - self.top) * value / self.most
    }

    /// Lines across `width` pixels and their numbers, each followed by `unit`.
    pub(super) fn grid(&self, width: f64, unit: &str, out: &mut String) {
        let mut value = 0.0;
        while value <= self.most + self.step / 2.0 {
            let y = self.y(value);
            let _ = writeln!(
                out,
                "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{width:.1}\"/>\
                 <text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}{unit}</text>",
                LEFT - 6.0,
                y + 4.0,
                round(value),
            );
            value += self.step;
        }
    }
}

/// The round number next above: 1, 2 or 5 times a power of ten, and no less than one.
fn step(least: f64) -> f64 {
    if least <= 1.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|times| times * power);
    steps.into_iter().find(|step| *step >= least).unwrap_or(10.0 * power)
}

/// A number of an axis, with a `k` or an `M` for its noughts.
fn round(value: f64) -> String {
    match value {
        1_000_000.0.. => format!("{}M", value / 1_000_000.0),
        10_000.0.. => format!("{}k", value / 1_000.0),
        _ => format!("{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_a_round_number() {
        let table =
            [(0.0, 1.0), (2.0, 2.0), (7.0, 10.0), (31.0, 40.0), (100.0, 100.0), (1234.0, 1500.0)];
        for (most, wanted) in table {
            assert_eq!(Panel::new(0.0, 100.0, most).most, wanted, "{most}");
        }
        assert_eq!(round(20_000.0), "20k");
    }
}
