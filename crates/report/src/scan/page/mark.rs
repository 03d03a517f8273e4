//! A text in pieces, each under the same marks, because marks may overlap and elements may not. Ranges that
//! are not in the text mark nothing.

use std::collections::BTreeSet;
use std::ops::Range;

/// The pieces of `shown` bytes of a text, each with what is marked there.
pub(super) fn pieces<'t>(
    text: &'t str,
    shown: &Range<usize>,
    marks: &[(Range<usize>, usize)],
) -> Vec<(&'t str, Vec<usize>)> {
    let inside = marks.iter().flat_map(|(range, _)| [range.start, range.end]);
    let mut edges: BTreeSet<usize> =
        inside.filter(|at| shown.contains(at) && text.is_char_boundary(*at)).collect();
    edges.extend([shown.start, shown.end]);
    let edges: Vec<usize> = edges.into_iter().collect();
    let pairs = edges.iter().zip(edges.iter().skip(1));
    pairs
        .filter_map(|(start, end)| {
            let over = |range: &Range<usize>| range.start <= *start && *end <= range.end;
            let of = marks.iter().filter(|(range, _)| over(range)).map(|(_, of)| *of);
            Some((text.get(*start..*end)?, of.collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_may_overlap() {
        let text = "急什么呀你";
        let marks = [(0..9, 0), (6..12, 1), (1..4, 2), (90..99, 3)];
        let wanted = vec![("急什", vec![0]), ("么", vec![0, 1]), ("呀", vec![1]), ("你", vec![])];
        assert_eq!(pieces(text, &(0..15), &marks), wanted);
        assert_eq!(pieces(text, &(3..9), &marks), [("什", vec![0]), ("么", vec![0, 1])]);
        assert_eq!(pieces("", &(0..0), &[]), []);
    }
}
