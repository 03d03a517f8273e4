//! Where a regular expression stands in a text, in time that is linear in the text: it sees no more than a stretch at
//! a time, because one that looks ahead without end would look through all the rest from every place. Judges nothing.

use crate::fold::{Class, classify, is_wordy};
use regex_automata::Input;
use regex_automata::meta::Regex;
use std::ops::Range;

/// How many bytes an expression sees at a time: from every place at least half of them. So a match has never
/// more, and what has no more than half is found wherever it stands.
const SEEN: usize = 8_192;

/// The matches in a text, in order, none of them empty and none of which shares a byte with another.
pub(super) fn hits(expression: &Regex, text: &str) -> Vec<Range<usize>> {
    let mut hits = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let (half, end) = (edge(text, from + SEEN / 2), edge(text, from + SEEN));
        let found = expression.search(&Input::new(text).range(from..end));
        let found = found.map(|hit| hit.range());
        from = match found {
            Some(hit) if hit.start < half || end == text.len() => {
                let next =
                    if hit.is_empty() { edge(text, hit.end + 1).max(hit.end + 1) } else { hit.end };
                hits.extend(Some(hit).filter(|hit| !hit.is_empty()));
                next
            }
            // It is looked at again with as much behind it as any other place has.
            Some(hit) => hit.start,
            None if end == text.len() => end,
            None => half,
        };
    }
    hits
}

/// Whether a match may begin at a byte: not inside a word in letters or a number, as no phrase does.
pub(super) fn may_begin(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let mut seen = before.chars().rev().filter(|&c| classify(c) != Class::Invisible);
    !rest.chars().next().is_some_and(is_wordy) || !seen.next().is_some_and(is_wordy)
}

/// The last edge of a character that is not behind a byte.
fn edge(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(pattern: &str, text: &str) -> Vec<(usize, usize)> {
        let hits = hits(&Regex::new(pattern).unwrap(), text);
        hits.into_iter().map(|hit| (hit.start, hit.end)).collect()
    }

    #[test]
    fn long_texts_have_the_same_edges_and_short_matches_everywhere() {
        let text = format!("{}急{}", "ab ".repeat(5_000), "ab ".repeat(5_000));
        assert_eq!(found("^ab", &text), [(0, 2)]);
        assert_eq!(found(" $", &text), [(text.len() - 1, text.len())]);
        assert_eq!(found("急", &text), [(15_000, 15_003)]);
        assert_eq!(found("ab", &text).len(), 10_000);
        assert_eq!(found("b a{0}", &text).len(), 10_000);
        let longest = found("ab.*", &text).into_iter().map(|(start, end)| end - start).max();
        assert!(longest.is_some_and(|longest| longest <= SEEN), "{longest:?}");
    }

    #[test]
    fn no_match_begins_inside_a_word() {
        for (before, rest, may) in [
            ("", "vip", true),
            ("a", "vip", false),
            ("您", "vip", true),
            ("a ", "vip", true),
            ("a", "您", true),
            ("a", "*vip", true),
            ("a\u{200b}", "vip", false),
            ("13", "8", false),
            ("é", "vip", false),
        ] {
            let text = format!("{before}{rest}");
            assert_eq!(may_begin(&text, before.len()), may, "{before:?} {rest:?}");
        }
    }

    /// Without an end to what it sees this would take a minute.
    #[test]
    fn what_looks_ahead_without_end_ends() {
        assert_eq!(found("ab.*z|ab", &"ab cd ".repeat(50_000)).len(), 50_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_bounded_expression_finds_what_it_finds_at_once(
            pattern in prop::sample::select(vec!["ab?c{1,3}", "[^a]{2}b", "^a|b$", "急|(?:ca){1,9}", "b*?", "a|"]),
            text in "[abc急]{0,40}",
            times in 1_usize..900,
        ) {
            let text = text.repeat(times);
            let expression = Regex::new(pattern).unwrap();
            let whole: Vec<_> =
                expression.find_iter(&text).map(|hit| hit.range()).filter(|hit| !hit.is_empty()).collect();
            prop_assert_eq!(hits(&expression, &text), whole);
        }
    }
}
