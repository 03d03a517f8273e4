//! English short forms in phrases: who writes `don't` means `dont` and `do not` as well.

/// What stands for a short form, itself with it.
const WHOLE: &[(&str, &[&str])] = &[
    ("can't", &["cannot", "can not"]),
    ("won't", &["will not"]),
    ("shan't", &["shall not"]),
    ("ain't", &["is not", "am not", "are not"]),
    ("i'm", &["i am"]),
    ("let's", &["let us"]),
    ("y'all", &["you all"]),
];

const ENDINGS: &[(&str, &str)] =
    &[("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'d", " would")];

const BEFORE_IS: &[&str] =
    &["it", "that", "there", "what", "here", "where", "who", "how", "this", "he", "she"];

/// The phrase with alternatives in the place of every short form.
pub(crate) fn spelled_out(phrase: &str) -> String {
    if !phrase.contains(['\'', '’']) {
        return phrase.to_owned();
    }
    let phrase = phrase.replace('’', "'");
    let of_word = |c: char| c.is_ascii_alphabetic() || c == '\'';
    let mut spelled = String::new();
    let mut rest = phrase.as_str();
    while let Some(next) = rest.chars().next() {
        let end = rest.find(|c| of_word(c) != of_word(next)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        spelled.push_str(&if of_word(next) { word(run) } else { run.to_owned() });
        rest = behind;
    }
    spelled
}

fn word(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    if let Some((_, long)) = WHOLE.iter().find(|(short, _)| *short == lower) {
        return format!("{{{lower}|{}}}", long.join("|"));
    }
    for (ending, long) in ENDINGS {
        if let Some(stem) = lower.strip_suffix(ending) {
            return format!("{{{lower}|{stem}{long}}}");
        }
    }
    match lower.strip_suffix("'s").filter(|stem| BEFORE_IS.contains(stem)) {
        Some(stem) => format!("{{{lower}|{stem} is}}"),
        None => word.to_owned(),
    }
}
