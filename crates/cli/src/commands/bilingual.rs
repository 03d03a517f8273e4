//! Templates of files for people to go on with, whose comments stand there in both languages: a line
//! that begins with `#zh ` or `#en ` is a comment for readers of that language.

use jinyu::Language;

/// The template with the comments of one language only.
pub(super) fn in_one(template: &str, language: Language) -> String {
    let (wanted, other) = match language {
        Language::Zh => ("#zh ", "#en "),
        Language::En => ("#en ", "#zh "),
    };
    let mut text = String::new();
    for line in template.split_inclusive('\n') {
        let words = line.trim_start();
        if words.starts_with(other) {
            continue;
        }
        match words.strip_prefix(wanted) {
            Some(comment) => {
                text.push_str(line.strip_suffix(words).unwrap_or_default());
                text.push_str("# ");
                text.push_str(comment);
            }
            None => text.push_str(line),
        }
    }
    text
}
