//! The whole text folded: a row of cells, one for each character that rules see, with the bytes it
//! came from. Written from the rules of folding, in the order of the text, one step after the other.

#[path = "../../core/src/fold/script_table.rs"]
mod script_table;

use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// How long a pause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pause {
    /// Keeps words apart, does not end the clause.
    Light,
    Comma,
    Line,
    Sentence,
    Question,
}

/// What a character is to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Text,
    /// Cannot be seen.
    Nothing,
    /// Stands between characters and ends no clause.
    Between,
    /// Its neighbours decide.
    Depends,
    Break(Pause),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Of a script written without spaces.
    Han,
    Letter,
    Digit,
    Break(Pause),
}

/// What stood before a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    None,
    /// May part words or not.
    Soft,
    /// Parts words.
    Hard,
}

/// A folded character.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) character: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How often it stood there in a row.
    pub(crate) times: usize,
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

    /// Whether it can be part of a word in letters or digits.
    pub(crate) fn is_wordy(&self) -> bool {
        matches!(self.kind, Kind::Letter | Kind::Digit)
    }
}

/// A folded text.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    pub(crate) raw: &'t str,
    pub(crate) cells: Vec<Cell>,
}

impl Text<'_> {
    /// Some cells as a person would write them.
    pub(crate) fn written(&self, cells: Range<usize>) -> String {
        self.spelled(cells).into_iter().map(|(_, written)| written).collect()
    }

    /// Each of some cells as a person would write it, first the space before it, then the rest.
    pub(crate) fn spelled(&self, cells: Range<usize>) -> Vec<(usize, String)> {
        let mut spelled = Vec::new();
        for at in cells.clone() {
            let cell = &self.cells[at];
            let parted = at > cells.start
                && self.cells[at - 1].is_wordy()
                && cell.is_wordy()
                && cell.gap != Gap::None;
            let character = match cell.kind {
                Kind::Break(Pause::Light | Pause::Comma) => '，',
                Kind::Break(Pause::Line) => '\n',
                Kind::Break(Pause::Sentence) => '。',
                Kind::Break(Pause::Question) => '？',
                _ => cell.character,
            };
            let times = if cell.times == 2 { 2 } else { 1 };
            let mut text = if parted { " ".to_owned() } else { String::new() };
            text.extend(std::iter::repeat_n(character, times));
            spelled.push((usize::from(parted), text));
        }
        spelled
    }
}

/// The tables of folding.
#[derive(Debug)]
pub(crate) struct Folding {
    simplified: BTreeMap<char, char>,
}

impl Folding {
    pub(crate) fn new() -> Folding {
        let table = script_table::PAIRS.iter().copied();
        // All forms of "you", and everyday variants that the table leaves apart.
        let same = [('您', '你'), ('妳', '你'), ('祢', '你'), ('嚒', '么')];
        let folds = |&(from, to): &(char, char)| is_ideograph(from) && to <= '\u{FFFF}';
        Folding { simplified: table.chain(same).filter(folds).collect() }
    }

    fn simplify(&self, character: char) -> char {
        self.simplified.get(&character).copied().unwrap_or(character)
    }

    /// What a character of a word folds to.
    pub(crate) fn character(&self, character: char) -> Vec<char> {
        if is_ideograph(character) || ('\u{AC00}'..='\u{D7A3}').contains(&character) {
            return vec![self.simplify(character)];
        }
        let mut parts = Vec::new();
        decompose_compatible(character, |part| parts.push(part));
        let text = parts.into_iter().filter(|&part| class(part) == Class::Text);
        text.flat_map(char::to_lowercase).map(|lower| self.simplify(lower)).collect()
    }

    /// Folds a text.
    pub(crate) fn fold<'t>(&self, raw: &'t str) -> Text<'t> {
        let seen = |&(_, character): &(usize, char)| class(character) != Class::Nothing;
        let characters: Vec<(usize, char)> = raw.char_indices().filter(seen).collect();
        let mut row = Row { cells: Vec::new(), gap: Gap::None };
        for (index, &(start, character)) in characters.iter().enumerate() {
            let bytes = start..start + character.len_utf8();
            let before = index.checked_sub(1).map(|before| characters[before].1);
            let next = characters.get(index + 1).map(|&(_, next)| next);
            // Whether a word goes on with another letter than the one at hand.
            let goes_on = |folded: char| {
                let further = characters.get(index + 1..).unwrap_or_default().iter();
                let adds =
                    |c| class(c) != Class::Text || self.character(c).iter().any(|&it| it != folded);
                let mut others = further.filter(|&&(_, c)| adds(c));
                others.next().is_some_and(|&(_, c)| class(c) == Class::Text && kind(c) != Kind::Han)
            };
            let alone = stands_alone(&characters, index);
            match class(character) {
                Class::Nothing => {}
                Class::Between if character.is_whitespace() || character.is_control() => {
                    row.part(Gap::Hard);
                }
                Class::Between => row.part(Gap::Soft),
                Class::Break(Pause::Line) if row.is_wrapped(character, next) => {
                    row.part(Gap::Hard);
                }
                Class::Break(pause) => row.pause(pause, bytes),
                Class::Depends => match pause_of(before, character, next, alone) {
                    Some(pause) => row.pause(pause, bytes),
                    None => row.part(Gap::Soft),
                },
                Class::Text => {
                    let folded = self.character(character);
                    if folded.is_empty() {
                        row.part(Gap::Soft);
                    }
                    folded
                        .into_iter()
                        .for_each(|folded| row.text(folded, bytes.clone(), goes_on(folded)));
                }
            }
        }
        let mut cells = row.cells;
        loosen_single_letters(&mut cells);
        Text { raw, cells }
    }
}

/// The cells so far, and what stands behind the last of them.
struct Row {
    cells: Vec<Cell>,
    gap: Gap,
}

impl Row {
    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn pause(&mut self, pause: Pause, bytes: Range<usize>) {
        self.gap = Gap::None;
        if let Some(last) = self.cells.last_mut()
            && let Kind::Break(before) = last.kind
        {
            last.kind = Kind::Break(before.max(pause));
            last.end = bytes.end;
            return;
        }
        self.push('\n', Kind::Break(pause), bytes);
    }

    fn text(&mut self, character: char, bytes: Range<usize>, goes_on: bool) {
        let kind = kind(character);
        if self.repeats(character, kind, goes_on) {
            self.gap = Gap::None;
            if let Some(last) = self.cells.last_mut() {
                last.times += 1;
                last.end = bytes.end;
            }
        } else {
            self.push(character, kind, bytes);
        }
    }

    fn push(&mut self, character: char, kind: Kind, bytes: Range<usize>) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let Range { start, end } = bytes;
        self.cells.push(Cell { character, start, end, times: 1, kind, gap });
    }

    /// Whether a character is the last one again: always in Chinese, never of digits; of letters
    /// where they stand beside each other, or in a word spelled letter by letter, unless one begins
    /// a longer word behind a space.
    fn repeats(&self, character: char, kind: Kind, goes_on: bool) -> bool {
        let Some(last) = self.cells.last() else { return false };
        last.character == character
            && match kind {
                Kind::Han => true,
                Kind::Letter => match self.gap {
                    Gap::None => true,
                    Gap::Soft => last.gap != Gap::None,
                    Gap::Hard => is_single(&self.cells, self.cells.len() - 1) && !goes_on,
                },
                Kind::Digit | Kind::Break(_) => false,
            }
    }

    /// Whether a line end is a space: between words in letters, the text was wrapped.
    fn is_wrapped(&self, end: char, next: Option<char>) -> bool {
        let goes_on = match end {
            '\r' => next == Some('\n'),
            _ => next.is_some_and(|next| next.is_ascii_alphanumeric()),
        };
        goes_on && self.cells.last().is_some_and(Cell::is_wordy)
    }
}

/// Whether a cell is a letter that stands apart from the letter before it.
fn is_single(cells: &[Cell], at: usize) -> bool {
    cells[at].kind == Kind::Letter
        && cells[at].gap != Gap::None
        && at.checked_sub(1).is_some_and(|before| cells[before].kind == Kind::Letter)
}

/// Three letters and more, each apart from the one before it, may be one spaced word: `c a l m`. One
/// that goes on as a word is the beginning of that word.
fn loosen_single_letters(cells: &mut [Cell]) {
    let single: Vec<bool> = (0..cells.len()).map(|at| is_single(cells, at)).collect();
    let mut start = 0;
    while start < cells.len() {
        let length = single[start..].iter().take_while(|&&single| single).count();
        let end = start + length;
        if length >= 3 {
            let goes_on =
                cells.get(end).is_some_and(|next| next.is_wordy() && next.gap == Gap::None);
            for cell in &mut cells[start..end - usize::from(goes_on)] {
                cell.gap = Gap::Soft;
            }
        }
        start = end + 1;
    }
}

/// Whether a sign is one of two around an ideograph that stands alone, and no mark of a list, of which
/// neither end stands alone.
fn stands_alone(characters: &[(usize, char)], index: usize) -> bool {
    let sign = characters[index].1;
    let at = |away: isize| {
        let at = index.checked_add_signed(away)?;
        characters.get(at).map(|&(_, character)| character)
    };
    let text = |away| at(away).is_some_and(|c| class(c) == Class::Text);
    let ideograph = |away| text(away) && at(away).is_some_and(|c| kind(c) == Kind::Han);
    let towards = |way: isize| {
        let end = !text(-2 * way) || (ideograph(3 * way) && !text(4 * way));
        at(2 * way) == Some(sign) && (sign == '.' || end)
    };
    ideograph(-1) && ideograph(1) && (towards(1) || towards(-1))
}

/// The pause that a full stop, comma, 、, colon, dash or ellipsis makes between its neighbours, if any;
/// `alone` if it is one of two around an ideograph that stands alone.
fn pause_of(
    before: Option<char>,
    character: char,
    next: Option<char>,
    alone: bool,
) -> Option<Pause> {
    let sides = [before, next];
    let both = |is: fn(char) -> bool| sides.iter().all(|side| side.is_some_and(is));
    let again = sides.contains(&Some(character));
    match character {
        '.' if both(char::is_alphanumeric) && next.is_some_and(|next| next < '\u{2E80}') => None,
        '.' | '、' | '…' if alone => None,
        '.' if again => Some(Pause::Comma),
        '.' => Some(Pause::Sentence),
        ',' | ':' | '：' | '–' if both(|c| c.is_ascii_digit()) => None,
        '、' => Some(Pause::Light),
        ',' | ':' | '：' | '…' => Some(Pause::Comma),
        _ if again => Some(Pause::Comma),
        _ if both(|c| c >= '\u{2E80}') => None,
        _ => Some(Pause::Comma),
    }
}

/// What a character is.
pub(crate) fn class(character: char) -> Class {
    if character.is_ascii_alphanumeric() || character == '%' || is_ideograph(character) {
        return Class::Text;
    }
    match character {
        '\'' | '’' | '‘' | '＇' | 'ʼ' | '`' | '´' => Class::Nothing,
        '.' | ',' | ':' | '：' | '、' | '…' | '—' | '–' | '―' | '─' => Class::Depends,
        '，' | '﹐' | '︰' | '⋯' | '[' | ']' | '【' | '】' | '［' | '］' => {
            Class::Break(Pause::Comma)
        }
        '﹑' | '､' | '(' | ')' | '（' | '）' | '<' | '>' | '《' | '》' | '〈' | '〉' => {
            Class::Break(Pause::Light)
        }
        '。' | '｡' | '!' | '！' | '﹗' | ';' | '；' | '﹔' => Class::Break(Pause::Sentence),
        '?' | '？' | '﹖' | '⁇' | '⁈' | '⁉' => Class::Break(Pause::Question),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}' | '\u{85}' => {
            Class::Break(Pause::Line)
        }
        _ if character.is_ascii() => Class::Between,
        _ if is_invisible(character) => Class::Nothing,
        _ if character.is_alphanumeric() || is_sign_for_words(character) => Class::Text,
        _ => Class::Between,
    }
}

fn is_ideograph(character: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&character)
}

fn is_invisible(character: char) -> bool {
    const INVISIBLE: &[(u32, u32)] = &[
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];
    is_in(INVISIBLE, character) || is_combining_mark(character)
}

/// Signs that are no letters but stand for words once their compatibility form is taken.
fn is_sign_for_words(character: char) -> bool {
    const SIGNS: &[(u32, u32)] = &[
        (0x2100, 0x214F),
        (0x2460, 0x24FF),
        (0x2E80, 0x2FDF),
        (0x3200, 0x33FF),
        (0xFF00, 0xFF5E),
        (0xFF61, 0xFFDF),
        (0x1F100, 0x1F1E5),
        (0x1F200, 0x1F2FF),
    ];
    is_in(SIGNS, character)
        && !"～＂＃＄＆＊＋－／＜＝＞＠＼＾＿｀｛｜｝．｢｣･，".contains(character)
}

fn is_in(ranges: &[(u32, u32)], character: char) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&u32::from(character)))
}

/// Of which kind a character of a word is.
pub(crate) fn kind(character: char) -> Kind {
    match character {
        'a'..='z' => Kind::Letter,
        '0'..='9' | '%' => Kind::Digit,
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Kind::Han,
        _ if character.is_numeric() => Kind::Digit,
        _ => Kind::Letter,
    }
}
