//! What all phrases and patterns of one file may come to, so that no file takes up all memory or time.

use super::WordList;
use super::lists::{MOST_PARTS, Words};
use crate::engine::{Commonness, count_literals, has_literal};
use crate::rule::{Part, Template};
use crate::yaml::Faults;
use std::cell::OnceCell;
use std::ops::Range;

/// How many parts all phrases of a file may come to where their word lists are written out.
const ALL_PARTS: usize = 5_000_000;
/// How many literals all phrases of a file may be looked up by.
const ALL_LITERALS: usize = 3_000_000;
/// How many bytes the compiled patterns of a file may take.
const PATTERNS: usize = 64 << 20;
/// What one is counted as that is found to be none only when it is compiled: that takes as long as some that
/// are.
pub(super) const TOO_LARGE: usize = PATTERNS / 32;

/// What is left for the wordings to come; `None` where one had no room, which is told once of a file.
pub(super) struct Room {
    /// How many parts, in phrases with their word lists written out.
    parts: Option<usize>,
    /// How many literals that phrases are looked up by.
    literals: Option<usize>,
    /// How many bytes, in compiled patterns.
    patterns: Option<usize>,
    /// What literals are chosen by.
    commonness: OnceCell<Commonness>,
}

impl Default for Room {
    fn default() -> Room {
        Room {
            parts: Some(ALL_PARTS),
            literals: Some(ALL_LITERALS),
            patterns: Some(PATTERNS),
            commonness: OnceCell::new(),
        }
    }
}

impl Room {
    /// Whether there is room for a phrase; a fault where there is none.
    pub(super) fn phrase(
        &mut self,
        template: &Template,
        words: &Words<'_>,
        place: &Range<usize>,
        faults: &mut Faults<'_>,
    ) -> bool {
        let size = words.size(&template.parts);
        let Some(left) = self.parts else { return false };
        self.parts = left.checked_sub(size.min(MOST_PARTS));
        let (what, most, help) = if self.parts.is_none() {
            let what = "the phrases of this file, with their word lists written out, come";
            (what, ALL_PARTS, "name shorter lists, or divide the pack")
        } else if size > MOST_PARTS {
            let what = "this phrase, with its word lists written out, comes";
            (what, MOST_PARTS, "name shorter lists")
        } else {
            return true;
        };
        faults.add("pack::size", place, format!("{what} to more than {most} words"), help);
        false
    }

    /// How many literals a phrase is looked up by, 0 if by none; 1 stands for any number where there is no
    /// room for more.
    pub(super) fn count(&self, parts: &[Part], lists: &[WordList]) -> usize {
        let varies = |part: &Part| matches!(part, Part::OneOf(_) | Part::List(_) | Part::Maybe(_));
        if self.literals.is_none() || !parts.iter().any(varies) {
            return usize::from(has_literal(parts, lists));
        }
        count_literals(parts, lists, self.commonness.get_or_init(Commonness::new))
    }

    /// Whether there is room for so many literals of a phrase; a fault where there is none.
    pub(super) fn literals(
        &mut self,
        count: usize,
        place: &Range<usize>,
        faults: &mut Faults<'_>,
    ) -> bool {
        let Some(left) = self.literals else { return false };
        self.literals = left.checked_sub(count);
        if self.literals.is_none() {
            let message = format!(
                "the phrases of this file are looked up by more than {ALL_LITERALS} wordings"
            );
            faults.add(
                "pack::size",
                place,
                message,
                "write fewer alternatives, or divide the pack",
            );
        }
        self.literals.is_some()
    }

    /// Whether nothing more is compiled.
    pub(super) fn is_full(&self) -> bool {
        self.patterns.is_none()
    }

    /// Whether there is room for a pattern of so many bytes; a fault where there is none.
    pub(super) fn pattern(
        &mut self,
        bytes: usize,
        place: &Range<usize>,
        faults: &mut Faults<'_>,
    ) -> bool {
        let Some(left) = self.patterns else { return false };
        self.patterns = left.checked_sub(bytes);
        if self.patterns.is_none() {
            faults.add(
                "pack::pattern",
                place,
                format!("the patterns of this pack take more than {} MiB", PATTERNS >> 20),
                "write phrases instead, of which there may be any number, or shorter repetitions",
            );
        }
        self.patterns.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL_LITERALS, ALL_PARTS, PATTERNS, Room, Words};
    use crate::fold::Folder;
    use crate::pack::CODES;
    use crate::rule::Template;
    use crate::yaml::Faults;
    use crate::{Pack, Source};

    #[test]
    fn what_has_no_room_is_told_once() {
        type Take = fn(&mut Room, usize, &mut Faults<'_>) -> bool;
        let literals: Take = |room, count, faults| room.literals(count, &(0..1), faults);
        let patterns: Take = |room, count, faults| room.pattern(count, &(0..1), faults);
        for (take, most, code) in
            [(literals, ALL_LITERALS, "pack::size"), (patterns, PATTERNS, "pack::pattern")]
        {
            let (mut room, mut faults) = (Room::default(), Faults::new("a", &CODES));
            assert!(take(&mut room, most - 1, &mut faults) && take(&mut room, 1, &mut faults));
            assert!(faults.found.is_empty() && !room.is_full());
            assert!(!take(&mut room, 1, &mut faults) && !take(&mut room, 1, &mut faults));
            let codes: Vec<&str> = faults.found.iter().map(|fault| fault.code()).collect();
            assert_eq!(codes, [code]);
        }
    }

    #[test]
    fn an_expression_that_is_none_takes_no_room_unless_it_takes_time() {
        let untranslated = format!("(?i){}(?-u:\\xFF)", "[^\\p{L}]".repeat(100));
        for (written, told) in
            [("(broken", 200), ("(a{1000}){1000}", 32 + 2), (&*untranslated, 32 + 2)]
        {
            let all = format!("      - '{written}'\n").repeat(200);
            let yaml = format!("pack: a\nlanguage: en\nrules:\n  - id: a/b\n    patterns:\n{all}");
            let error = Pack::parse(&Source::new("a", yaml)).expect_err("no expression is one");
            let of_patterns = error.faults().iter().filter(|it| it.code() == "pack::pattern");
            assert_eq!(of_patterns.count(), told, "{written}");
        }
    }

    #[test]
    fn phrases_that_come_to_too_much_are_told_once() {
        let folder = Folder::new();
        let words = (0..4_000).map(|at| format!("w{at}")).collect::<Vec<_>>().join("|");
        let template =
            Template::parse(&format!("{{{words}}}"), &folder, &|_| None).expect("a phrase");
        let (mut room, mut faults) = (Room::default(), Faults::new("a", &CODES));
        let words = Words::of(&[]);
        let fitted = (0..2_000).filter(|_| room.phrase(&template, &words, &(0..1), &mut faults));
        assert_eq!(fitted.count(), ALL_PARTS / words.size(&template.parts));
        assert_eq!(faults.found.len(), 1);
    }
}
