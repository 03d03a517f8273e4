//! Which of several overlapping findings are kept, and which are one: pure functions over spans.
//! The longest wins; neighbours of one category in one sentence are one act and one finding, as in
//! 不要再问了，烦不烦.

use std::collections::BTreeMap;

/// How many cells may stand between two pieces of one act.
const BETWEEN: usize = 8;

/// A found place: cells, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'c> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) category: &'c str,
}

/// For every place the one that overlaps it and is kept, if one is. Earlier places win over equal
/// later ones.
pub(crate) fn covered_by(places: &[Place<'_>]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(places[at].end - places[at].start), at));
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    let mut covered = vec![None; places.len()];
    for at in order {
        let place = &places[at];
        let before = kept.range(..place.end).next_back();
        covered[at] =
            before.map(|(_, &other)| other).filter(|&other| places[other].end > place.start);
        if covered[at].is_none() {
            kept.insert(place.start, at);
        }
    }
    covered
}

/// Groups of places, in order, that are one act: same category, close by, nothing between them
/// that ends a sentence. The places must be in order and must not overlap.
pub(crate) fn acts(places: &[Place<'_>], ends_sentence: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        let group = last.get(place.category).copied().filter(|&group| {
            let end = groups[group].last().map_or(0, |&piece| places[piece].end);
            place.start - end <= BETWEEN && !(end..place.start).any(&ends_sentence)
        });
        match group {
            Some(group) => groups[group].push(at),
            None => {
                last.insert(place.category, groups.len());
                groups.push(vec![at]);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{Place, acts, covered_by};

    fn places(spans: &[(usize, usize, &'static str)]) -> Vec<Place<'static>> {
        spans.iter().map(|&(start, end, category)| Place { start, end, category }).collect()
    }

    #[test]
    fn the_longest_wins() {
        let places = places(&[(0, 3, "a"), (0, 5, "b"), (4, 6, "a"), (6, 8, "a"), (6, 8, "c")]);
        assert_eq!(covered_by(&places), [Some(1), None, Some(1), None, Some(3)]);
    }

    #[test]
    fn neighbours_of_one_category_are_one_act() {
        let places = places(&[(0, 3, "a"), (4, 6, "b"), (7, 9, "a"), (20, 22, "a"), (23, 25, "a")]);
        assert_eq!(acts(&places, |at| at == 22), [vec![0, 2], vec![1], vec![3], vec![4]]);
    }
}
