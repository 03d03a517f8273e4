//! What keeps a text from being YAML, put into words for its author. The reader of YAML has its own,
//! which are for programmers where a file is too deep or too large.

use super::{Codes, Fault};
use serde_yaml::{Error, budget::BudgetBreach};

/// The fault of a text that is no YAML.
pub(super) fn not_yaml(error: &Error, yaml: &str, codes: &Codes) -> Fault {
    let at = error.location().map_or(0, |l| byte_offset(yaml, l.line(), l.column()));
    if let Some(key) = repeated_key(error) {
        let key_is_here = yaml.get(at..).is_some_and(|rest| rest.starts_with(key));
        let end = if key_is_here { at + key.len() } else { next_edge(yaml, at) };
        let message = format!("the key `{key}` stands here twice");
        return Fault::new(codes.yaml, at..end, message, "take one of them out");
    }
    let (message, help) = too_much(error).unwrap_or_else(|| {
        let message = format!("this is not YAML: {}", reason(&error.to_string()));
        (message, "check the indentation, and put the text between quotation marks if it holds `: `, ` #`, or begins with one of [ ] { } * & ! | > % @ `")
    });
    Fault::new(codes.yaml, at..next_edge(yaml, at), message, help)
}

/// What is said, and what to do, where a text may be YAML and is more than one file may be.
fn too_much(error: &Error) -> Option<(String, &'static str)> {
    let (message, help) = match error {
        Error::WithSnippet { error, .. } | Error::AliasError { error, .. } => {
            return too_much(error);
        }
        Error::MultipleDocuments { .. } => {
            ("a second document begins here, behind a line `---`", "put it into a file of its own")
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            ("this alias stands in what it names", "write out what is meant")
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => TOO_DEEP,
        // What the parser says itself has no kind.
        Error::ExternalMessage { msg, .. } if msg == "recursion limit exceeded" => TOO_DEEP,
        Error::Budget {
            breach:
                BudgetBreach::Aliases { .. }
                | BudgetBreach::Anchors { .. }
                | BudgetBreach::MergeKeys { .. }
                | BudgetBreach::RecordedAnchorEvents { .. }
                | BudgetBreach::RecordedAnchorBytes { .. },
            ..
        }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => (
            "anchors (`&`) and aliases (`*`) come to more than a file may hold",
            "write out what they name, or name a word list: `{list}`",
        ),
        Error::Budget { .. } => {
            ("more values than a file may hold", "divide it into several files")
        }
        _ => return None,
    };
    Some((message.to_owned(), help))
}

const TOO_DEEP: (&str, &str) =
    ("lists and maps stand too deep in each other", "no key here is more than a few deep");

fn repeated_key(error: &Error) -> Option<&str> {
    match error {
        Error::WithSnippet { error, .. } => repeated_key(error),
        Error::DuplicateMappingKey { key, .. } => key.as_deref(),
        _ => None,
    }
}

/// The first line of a message, without the place that it begins with.
fn reason(message: &str) -> &str {
    let line = message.lines().next().unwrap_or(message);
    let behind_place = || line.strip_prefix("error: line ")?.split_once(": ");
    behind_place().map_or(line, |(_, reason)| reason)
}

/// The byte at which the column (from 1, in characters) of a line (from 1) begins.
fn byte_offset(text: &str, line: u64, column: u64) -> usize {
    let lines = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

fn next_edge(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::super::{Codes, Node};

    const CODES: Codes = Codes {
        yaml: "yaml",
        shape: "",
        character: "",
        missing_key: "",
        unknown_key: "",
        unknown_name: "",
    };

    #[test]
    fn what_is_more_than_a_file_may_be_is_said_in_words() {
        let laughs: String = ('b'..'k')
            .zip('a'..)
            .map(|(name, before)| {
                format!("{name}: &{name} [{}]\n", format!("*{before},").repeat(10))
            })
            .collect();
        let many = |line: fn(usize) -> String, times| (0..times).map(line).collect::<String>();
        for (yaml, expected) in [
            (format!("a: {}{}", "[".repeat(300), "]".repeat(300)), "lists and maps stand too deep"),
            (many(|at| format!("{}- a:\n", "  ".repeat(at)), 300), "lists and maps stand too deep"),
            (format!("a: &a [x]\n{laughs}"), "anchors (`&`) and aliases (`*`) come to more"),
            (many(|at| format!("a{at}: &a{at} x\n"), 60_000), "anchors (`&`) and aliases"),
            (format!("a: &a x\n{}", many(|at| format!("a{at}: *a\n"), 60_000)), "anchors"),
            (format!("a: {}{}", "[".repeat(70), "]".repeat(70)), "lists and maps stand too deep"),
            ("a: &a [*a]".to_owned(), "this alias stands in what it names"),
            ("a: b\n---\na: b\n".to_owned(), "a second document begins here"),
            ("a: 1\na: 2\n".to_owned(), "the key `a` stands here twice"),
            ("a: *b".to_owned(), "this is not YAML: "),
            ("a: [".to_owned(), "this is not YAML: "),
        ] {
            let fault = Node::read(&yaml, &CODES).unwrap_err();
            let start: String = yaml.chars().take(40).collect();
            assert!(fault.to_string().starts_with(expected), "{start}: {fault}");
            assert!(!fault.to_string().contains("budget") && !fault.help().is_empty(), "{start}");
        }
        for yaml in [
            format!("a: {}{}", "[".repeat(60), "]".repeat(60)),
            format!("a: &a x\n{}", many(|at| format!("a{at}: *a\n"), 40_000)),
        ] {
            assert!(Node::read(&yaml, &CODES).is_ok());
        }
    }
}
