//! English short forms: an author writes `don't` once and finds `don't`, `dont` and `do not`.
//! A table; it rewrites the author's phrase, never the text that is judged.

/// Short forms that are not made by rule.
const IRREGULAR: &[(&str, &str)] = &[
    ("can't", "{can't|cannot|can not}"),
    ("won't", "{won't|will not}"),
    ("shan't", "{shan't|shall not}"),
    ("ain't", "{ain't|is not|am not|are not}"),
    ("i'm", "{i'm|i am}"),
    ("let's", "{let's|let us}"),
    ("y'all", "{y'all|you all}"),
];

/// Endings behind an apostrophe and what they stand for.
const ENDINGS: &[(&str, &str)] =
    &[("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'d", " would")];

/// Words whose `'s` is a verb; elsewhere it is a possessive.
const TAKES_IS: &[&str] =
    &["it", "that", "there", "what", "here", "where", "who", "how", "this", "he", "she"];

/// Puts both the short and the long form in the place of every short form of the phrase.
pub(super) fn spell_out(phrase: &str) -> String {
    if !phrase.contains(['\'', '’']) {
        return phrase.to_owned();
    }
    let mut spelled = String::new();
    let mut word = String::new();
    for character in phrase.replace('’', "'").chars().chain(['\0']) {
        if character.is_ascii_alphabetic() || character == '\'' {
            word.push(character);
            continue;
        }
        spelled.push_str(&both_forms(&word));
        word.clear();
        if character != '\0' {
            spelled.push(character);
        }
    }
    spelled
}

fn both_forms(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    if let Some((_, both)) = IRREGULAR.iter().find(|(short, _)| *short == lower) {
        return (*both).to_owned();
    }
    if let Some(verb) = lower.strip_suffix("n't") {
        return format!("{{{lower}|{verb} not}}");
    }
    if let Some((stem, long)) =
        ENDINGS.iter().find_map(|(ending, long)| lower.strip_suffix(ending).map(|s| (s, long)))
    {
        return format!("{{{lower}|{stem}{long}}}");
    }
    match lower.strip_suffix("'s") {
        Some(stem) if TAKES_IS.contains(&stem) => format!("{{{lower}|{stem} is}}"),
        _ => word.to_owned(),
    }
}
