//! How much of a conversation is shown: all of a usual one; of a very long one its beginning, its end and
//! what stands around findings; of a very long text what stands around its first mark. So a page stays small
//! whatever was said.

use crate::scan::Exhibit;
use std::ops::Range;

/// How many turns are shown, and how many around a finding in a conversation that has more.
const TURNS: usize = 150;
const AROUND: usize = 4;

/// How many characters all turns that are shown may have, and how many each may have in any case.
const CHARACTERS: usize = 24_000;
const FEWEST: usize = 160;

/// A turn that is shown, or how many are not.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Turn(usize),
    LeftOut(usize),
}

/// The turns of a conversation, where `found` says of each whether it has findings.
pub(super) fn pieces(found: &[bool]) -> Vec<Piece> {
    let many = found.len() > TURNS;
    let near = |at: usize| {
        let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(found.len());
        at < AROUND
            || at + AROUND >= found.len()
            || found.get(around).is_some_and(|turns| turns.contains(&true))
    };
    let mut pieces = Vec::new();
    let (mut shown, mut left) = (0, 0);
    for at in 0..found.len() {
        if !many || (near(at) && shown < TURNS) {
            if left > 0 {
                pieces.push(Piece::LeftOut(left));
            }
            pieces.push(Piece::Turn(at));
            (shown, left) = (shown + 1, 0);
        } else {
            left += 1;
        }
    }
    if left > 0 {
        pieces.push(Piece::LeftOut(left));
    }
    pieces
}

/// How many characters of each turn there is room for.
pub(super) fn room(exhibit: &Exhibit, pieces: &[Piece]) -> usize {
    let shown: Vec<usize> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Turn(at) => exhibit.turns.get(*at),
            Piece::LeftOut(_) => None,
        })
        .map(|turn| turn.text.chars().count())
        .collect();
    if shown.iter().sum::<usize>() <= CHARACTERS {
        usize::MAX
    } else {
        (CHARACTERS / shown.len().max(1)).max(FEWEST)
    }
}

/// The bytes of a text that are shown where there is room for so many characters: its beginning, or what
/// stands around the byte at which something was first found.
pub(super) fn window(text: &str, first: usize, room: usize) -> Range<usize> {
    let (before, behind) = text.split_at_checked(first).unwrap_or(("", text));
    let lead = before.chars().count();
    let back = if lead < room / 2 { lead } else { room / 4 };
    let begin = before.char_indices().rev().take(back).last().map_or(before.len(), |(at, _)| at);
    let end =
        behind.char_indices().nth(room - back).map_or(text.len(), |(at, _)| before.len() + at);
    begin..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_conversation_is_cut() {
        let mut found = vec![false; 1_000];
        assert_eq!(pieces(&found).len(), 9);
        found[500] = true;
        let pieces = pieces(&found);
        assert_eq!(pieces[4], Piece::LeftOut(492));
        assert_eq!(pieces[5], Piece::Turn(496));
        assert_eq!(pieces[14], Piece::LeftOut(491));
        let shown = super::pieces(&[true; 1_000]);
        assert_eq!((shown.len(), &shown[150]), (151, &Piece::LeftOut(850)));
        assert_eq!(super::pieces(&[false; 150]).len(), 150);
    }

    #[test]
    fn a_long_text_is_cut() {
        let text = "一二三四五六七八九十";
        let table = [
            (0, usize::MAX, text),
            (0, 4, "一二三四"),
            (3, 4, "一二三四"),
            (15, 4, "五六七八"),
            (27, 4, "九十"),
            (1, 4, "一二三四"),
        ];
        for (first, room, wanted) in table {
            assert_eq!(&text[window(text, first, room)], wanted, "{first} {room}");
        }
    }
}
