//! Which of several overlapping findings are kept, and which are one: pure functions over spans.
//! The longest wins; neighbours of one category in one sentence are one act and one finding, as in
//! 不要再问了，烦不烦.

use std::collections::BTreeMap;
use std::ops::Range;

/// A found place: cells, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'c> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) category: &'c str,
}

/// Every place that another one overlaps which is kept, with that one. Earlier places win over equal
/// later ones.
pub(crate) fn covered(places: &[Place<'_>]) -> Vec<(usize, usize)> {
    let mut order: Vec<_> = places.iter().enumerate().collect();
    order.sort_by_key(|&(at, place)| (std::cmp::Reverse(place.end - place.start), at));
    // Where each starts, its number, and where it ends.
    let mut kept: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut covered = Vec::new();
    for (at, place) in order {
        match kept.range(..place.end).next_back() {
            Some((_, &(by, end))) if end > place.start => covered.push((at, by)),
            _ => {
                kept.insert(place.start, (at, place.end));
            }
        }
    }
    covered
}

/// Groups of places, in order, that are one act: same category, and `near` what stands between them.
/// The places must be in order and must not overlap.
pub(crate) fn acts(places: &[Place<'_>], near: impl Fn(Range<usize>) -> bool) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The last group of each category, and where it ends.
    let mut last: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        let before = last.get(place.category).filter(|&&(_, end)| near(end..place.start));
        let number = before.map_or(groups.len(), |&(number, _)| number);
        match groups.get_mut(number) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
        last.insert(place.category, (number, place.end));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{Place, acts, covered};
    use std::ops::Range;

    fn places(spans: &[(usize, usize, &'static str)]) -> Vec<Place<'static>> {
        spans.iter().map(|&(start, end, category)| Place { start, end, category }).collect()
    }

    #[test]
    fn the_longest_wins() {
        let places = places(&[(0, 3, "a"), (0, 5, "b"), (4, 6, "a"), (6, 8, "a"), (6, 8, "c")]);
        assert_eq!(covered(&places), [(0, 1), (2, 1), (4, 3)]);
    }

    #[test]
    fn neighbours_of_one_category_are_one_act() {
        let places = places(&[(0, 3, "a"), (4, 6, "b"), (7, 9, "a"), (20, 22, "a"), (23, 25, "a")]);
        let near = |between: Range<usize>| between.len() < 8 && !between.contains(&22);
        assert_eq!(acts(&places, near), [vec![0, 2], vec![1], vec![3], vec![4]]);
    }
}
