//! A text as rules see it: a row of cells, one for each folded character, each knowing the exact
//! bytes it came from. Decoration is gone, repeats are one cell, clause breaks stay.

use super::{Class, Folder, Pause, classify};
use crate::span::{InTurn, InView, Span};
use std::str::CharIndices;

/// What kind of character a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An ideograph, kana or any letter of a script written without spaces.
    Han,
    /// A letter of a script whose words stand apart.
    Letter,
    /// A digit or per cent sign.
    Digit,
    /// The end of a clause, line or sentence.
    Break(Pause),
}

/// What stood in the text before a cell, since the cell before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing that can be seen.
    None,
    /// A sign without space, or a space in a run of single letters: may part words or not.
    Soft,
    /// Space: parts words.
    Hard,
}

/// One folded character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) character: char,
    /// First byte in the turn's text.
    pub(crate) start: u32,
    /// Behind the last byte in the turn's text.
    pub(crate) end: u32,
    /// How often the character stood there in a row; 255 means that or more.
    pub(crate) run: u8,
    pub(crate) kind: Kind,
    pub(crate) gap: Gap,
}

impl Cell {
    pub(crate) fn pause(&self) -> Option<Pause> {
        match self.kind {
            Kind::Break(pause) => Some(pause),
            _ => None,
        }
    }

    /// Whether the cell can be part of a word written in letters or digits.
    pub(crate) fn is_wordy(&self) -> bool {
        matches!(self.kind, Kind::Letter | Kind::Digit)
    }
}

/// A folded text with the way back.
#[derive(Debug)]
pub(crate) struct View<'t> {
    pub(crate) text: &'t str,
    pub(crate) cells: Vec<Cell>,
}

impl<'t> View<'t> {
    /// Folds a text. Linear in its length; texts of 4 GiB and more are cut there.
    pub(crate) fn of(folder: &Folder, text: &'t str) -> View<'t> {
        let characters = if text.is_ascii() { text.len() } else { text.len() / 3 };
        let cells = Vec::with_capacity(characters + 1);
        let mut builder = Builder { folder, cells, gap: Gap::None, singles: 0 };
        let mut before = [None; 4];
        let mut rest = text.char_indices();
        while let Some((at, character)) = rest.next() {
            let Ok(start) = u32::try_from(at) else { break };
            let end = start.saturating_add(u32::try_from(character.len_utf8()).unwrap_or(4));
            if is_ideograph(character) {
                builder.push_ideograph(folder.simplify(character), start, end);
            } else if character.is_ascii_alphanumeric() {
                builder.push_text(character.to_ascii_lowercase(), start, end, &rest);
            } else {
                let class = classify(character);
                if class == Class::Invisible {
                    continue;
                }
                builder.push(class, before, character, &rest, (start, end));
            }
            before = [Some(character), before[0], before[1], before[2]];
        }
        builder.loosen_single_letters();
        View { text, cells: builder.cells }
    }

    /// The smallest span of the turn's text that holds the cells.
    pub(crate) fn in_turn(&self, span: Span<InView>) -> Span<InTurn> {
        match (self.cells.get(span.start()), self.cells.get(span.end().wrapping_sub(1))) {
            (Some(first), Some(last)) => Span::new(first.start as usize, last.end as usize),
            _ => Span::new(0, 0),
        }
    }

    /// The folded text of some cells as a person would write it, and the byte at which each of
    /// the cells begins there. Words in letters are parted by one space, a clause break is `，`
    /// `。` `？` or a line end, and a character that stood twice stands twice.
    pub(crate) fn written(&self, span: Span<InView>) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(span.len());
        for index in span.range() {
            let Some(cell) = self.cells.get(index) else { break };
            if index > span.start() && self.parted(index) {
                text.push(' ');
            }
            starts.push(text.len());
            let character = match cell.kind {
                Kind::Break(Pause::Light | Pause::Comma) => '，',
                Kind::Break(Pause::Line) => '\n',
                Kind::Break(Pause::Sentence) => '。',
                Kind::Break(Pause::Question) => '？',
                _ => cell.character,
            };
            text.extend(std::iter::repeat_n(character, if cell.run == 2 { 2 } else { 1 }));
        }
        (text, starts)
    }

    /// Whether the cell begins a word that a space would part from the cell before it.
    pub(crate) fn parted(&self, index: usize) -> bool {
        index.checked_sub(1).and_then(|before| self.cells.get(before)).is_some_and(|before| {
            self.cells
                .get(index)
                .is_some_and(|cell| before.is_wordy() && cell.is_wordy() && cell.gap != Gap::None)
        })
    }
}

struct Builder<'f> {
    folder: &'f Folder,
    cells: Vec<Cell>,
    gap: Gap,
    singles: usize,
}

impl Builder<'_> {
    /// Takes a character of a class that can be seen; `before` is what one sees before it, the nearer
    /// one first, and `rest` what follows.
    fn push(
        &mut self,
        class: Class,
        before: [Option<char>; 4],
        c: char,
        rest: &CharIndices<'_>,
        (start, end): (u32, u32),
    ) {
        match class {
            Class::Invisible => {}
            Class::Text => {
                let folder = self.folder;
                let mut nothing = true;
                folder.fold(c, |folded| {
                    nothing = false;
                    self.push_text(folded, start, end, rest);
                });
                if nothing {
                    self.widen(Gap::Soft);
                }
            }
            Class::Gap => {
                self.widen(if c.is_whitespace() || c.is_control() { Gap::Hard } else { Gap::Soft })
            }
            Class::Break(Pause::Line) if self.joins_lines(c, || next_visible(rest)) => {
                self.widen(Gap::Hard);
            }
            Class::Break(pause) => self.push_break(pause, start, end),
            Class::Ambiguous => {
                // From one pause to the fourth next: each run of what nobody sees is walked four times.
                let mut next = visible(rest);
                match pause_of(before, c, [(); 4].map(|()| next.next())) {
                    Some(pause) => self.push_break(pause, start, end),
                    None => self.widen(Gap::Soft),
                }
            }
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// A single line end between words in letters is a space: the text was wrapped.
    fn joins_lines(&self, c: char, next: impl Fn() -> Option<char>) -> bool {
        self.cells.last().is_some_and(Cell::is_wordy)
            && match c {
                '\r' => next() == Some('\n'),
                _ => next().is_some_and(|next| next.is_ascii_alphanumeric()),
            }
    }

    /// What [`Builder::push_text`] does for the characters that most texts are made of.
    #[inline]
    fn push_ideograph(&mut self, character: char, start: u32, end: u32) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        match self.cells.last_mut() {
            Some(last) if last.character == character => {
                last.run = last.run.saturating_add(1);
                last.end = end;
            }
            _ => {
                self.cells.push(Cell { character, start, end, run: 1, kind: Kind::Han, gap });
                if self.singles > 0 {
                    self.loosen_single_letters_before(1);
                    self.singles = 0;
                }
            }
        }
    }

    /// Takes a letter, a digit or an ideograph; `rest` is what follows.
    fn push_text(&mut self, character: char, start: u32, end: u32, rest: &CharIndices<'_>) {
        let kind = kind_of(character);
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let spelled = self.singles > 0;
        let folder = self.folder;
        // Whether it begins a longer word, other letters than itself.
        let goes_on = || {
            visible(rest).find(|&next| !adds_nothing(folder, next, character)).is_some_and(is_wordy)
        };
        if let Some(last) = self.cells.last_mut() {
            let repeats = last.character == character
                && match kind {
                    Kind::Han => true,
                    // Doubled in a word that is spelled letter by letter: `t.o.o`, `t o o`.
                    Kind::Letter => match gap {
                        Gap::None => true,
                        Gap::Soft => last.gap != Gap::None,
                        Gap::Hard => last.gap != Gap::None && spelled && !goes_on(),
                    },
                    Kind::Digit | Kind::Break(_) => false,
                };
            if repeats {
                last.run = last.run.saturating_add(1);
                last.end = end;
                return;
            }
        }
        self.cells.push(Cell { character, start, end, run: 1, kind, gap });
        self.count_single_letter();
    }

    fn push_break(&mut self, pause: Pause, start: u32, end: u32) {
        self.gap = Gap::None;
        self.loosen_single_letters();
        self.singles = 0;
        match self.cells.last_mut() {
            Some(Cell { kind: Kind::Break(last), end: last_end, .. }) => {
                *last = pause.max(*last);
                *last_end = end;
            }
            _ => self.cells.push(Cell {
                character: '\n',
                start,
                end,
                run: 1,
                kind: Kind::Break(pause),
                gap: Gap::None,
            }),
        }
    }

    /// Keeps count of single letters parted by spaces; called when a cell has been added.
    fn count_single_letter(&mut self) {
        let Some((cell, before)) = self.cells.split_last() else { return };
        let parted = cell.kind == Kind::Letter
            && cell.gap != Gap::None
            && before.last().is_some_and(|b| b.kind == Kind::Letter);
        if parted {
            self.singles += 1;
        } else {
            self.loosen_single_letters_before(1);
            self.singles = 0;
        }
    }

    fn loosen_single_letters(&mut self) {
        self.loosen_single_letters_before(0);
    }

    /// Three letters and more, each alone between spaces, may be one spaced word: `c a l m`.
    fn loosen_single_letters_before(&mut self, newer: usize) {
        if self.singles < 3 {
            return;
        }
        let end = self.cells.len().saturating_sub(newer);
        let joined =
            self.cells.get(end).is_some_and(|next| next.is_wordy() && next.gap == Gap::None);
        let start = end - self.singles.min(end);
        let end = end.saturating_sub(usize::from(joined));
        for cell in self.cells.get_mut(start..end).unwrap_or_default() {
            cell.gap = Gap::Soft;
        }
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}

/// What one sees of the rest of a text.
fn visible<'r>(rest: &'r CharIndices<'_>) -> impl Iterator<Item = char> + 'r {
    rest.clone().map(|(_, next)| next).filter(|&next| classify(next) != Class::Invisible)
}

/// Whether a character folds to nothing but one that stands there already.
fn adds_nothing(folder: &Folder, character: char, there: char) -> bool {
    let mut nothing = classify(character) == Class::Text;
    if nothing {
        folder.fold(character, |folded| nothing &= folded == there);
    }
    nothing
}

fn next_visible(rest: &CharIndices<'_>) -> Option<char> {
    visible(rest).next()
}

/// Whether a character is one of a word in letters or of a number.
pub(crate) fn is_wordy(character: char) -> bool {
    classify(character) == Class::Text && kind_of(character) != Kind::Han
}

fn kind_of(character: char) -> Kind {
    match character {
        'a'..='z' => Kind::Letter,
        '0'..='9' | '%' => Kind::Digit,
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Kind::Han,
        _ if character.is_numeric() => Kind::Digit,
        _ => Kind::Letter,
    }
}

/// The pause that a full stop, comma, 、, colon, dash or ellipsis makes between its neighbours, if any. Of
/// those on either side the nearer one comes first.
fn pause_of(before: [Option<char>; 4], c: char, next: [Option<char>; 4]) -> Option<Pause> {
    let wordy = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let digit = |side: Option<char>| side.is_some_and(|c| c.is_ascii_digit());
    let han = |side: Option<char>| side.is_some_and(|c| c >= '\u{2E80}');
    let again = |side: Option<char>| side == Some(c);
    let ideograph = |side: Option<char>| side.is_some_and(is_written_in_ideographs);
    let ends = |side: Option<char>| !side.is_some_and(|c| classify(c) == Class::Text);
    // Beside an ideograph that stands alone between two of them: `不.可.以`. A list is no disguise: of
    // `苹果、梨、香蕉` neither end stands alone, as one of `不、可、以` does.
    let alone = |near: [Option<char>; 4], far: [Option<char>; 4]| {
        let ends_alone = ends(far[1]) || (ideograph(near[2]) && ends(near[3]));
        again(near[1]) && (c == '.' || ends_alone)
    };
    let between = ideograph(before[0]) && ideograph(next[0]);
    let ([before_it, ..], [next_to_it, ..]) = (before, next);
    match c {
        '.' if wordy(before_it) && wordy(next_to_it) && !han(next_to_it) => None,
        '.' | '、' | '…' if between && (alone(before, next) || alone(next, before)) => None,
        '.' if again(before_it) || again(next_to_it) => Some(Pause::Comma),
        '.' => Some(Pause::Sentence),
        '、' => Some(Pause::Light),
        ',' | ':' | '：' if digit(before_it) && digit(next_to_it) => None,
        ',' | ':' | '：' | '…' => Some(Pause::Comma),
        '–' if digit(before_it) && digit(next_to_it) => None,
        _ if han(before_it) && han(next_to_it) => None,
        _ => Some(Pause::Comma),
    }
}

fn is_written_in_ideographs(character: char) -> bool {
    classify(character) == Class::Text && kind_of(character) == Kind::Han
}
