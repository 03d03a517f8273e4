//! What a character is to a search before it is folded: part of a word, a pause in the sentence,
//! or something put between characters. A table in code; it never looks at neighbours.

use unicode_normalization::char::is_combining_mark;

/// What a single character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A letter, digit or ideograph.
    Text,
    /// Nothing to the eye: zero-width, joiners, variation selectors, combining marks, apostrophes.
    Invisible,
    /// Between characters, without ending a clause: spaces, decoration, emoji, quotation marks.
    Gap,
    /// A full stop, comma, 、, colon, dash or ellipsis whose meaning depends on its neighbours.
    Ambiguous,
    /// Ends a clause.
    Break(Pause),
}

/// How long a pause is; a longer one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pause {
    /// 、 or a round bracket: keeps words apart, does not end the clause.
    Light,
    /// Ends a clause.
    Comma,
    /// Ends a line.
    Line,
    /// Ends a sentence.
    Sentence,
    /// Ends a sentence that asks.
    Question,
}

pub(crate) fn classify(character: char) -> Class {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{3400}'..='\u{9FFF}' => Class::Text,
        '\'' | '’' | '‘' | '＇' | 'ʼ' | '`' | '´' => Class::Invisible,
        '.' | ',' | ':' | '：' | '、' | '…' | '—' | '–' | '―' | '─' => Class::Ambiguous,
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
        '%' => Class::Text,
        _ if character.is_ascii() => Class::Gap,
        _ if is_invisible(character) => Class::Invisible,
        _ if character.is_alphanumeric() || is_sign_for_words(character) => Class::Text,
        _ => Class::Gap,
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
        || is_combining_mark(character)
}

/// Signs that are no letters but stand for words once their compatibility form is taken: ㊣ ⼀ ℡.
fn is_sign_for_words(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3200}'..='\u{33FF}' | '\u{2100}'..='\u{214F}'
        | '\u{2460}'..='\u{24FF}' | '\u{FF00}'..='\u{FFEF}' | '\u{FE50}'..='\u{FE6F}'
        | '\u{1F100}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1F2FF}')
        && !matches!(character, '～' | '＂' | '＃' | '＄' | '＆' | '＊' | '＋' | '－' | '／' | '＜'
            | '＝' | '＞' | '＠' | '＼' | '＾' | '＿' | '｀' | '｛' | '｜' | '｝' | '．' | '｢' | '｣'
            | '･' | '，' | '\u{FF5F}' | '\u{FF60}' | '\u{FFE0}'..='\u{FFEF}' | '\u{FE50}'..='\u{FE6F}')
}
