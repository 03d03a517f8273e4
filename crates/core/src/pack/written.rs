//! A condition as YAML again, for people: from the tree, because the file says where a map begins and not
//! where it ends. Comments and quotation marks are gone; what it means is the same.

use crate::yaml::{Node, Value};

/// In lines: what joins conditions stands above them, every test in a line of its own.
pub(super) fn in_lines(node: &Node, yaml: &str) -> String {
    let mut lines = Vec::new();
    block(node, yaml, &mut lines);
    lines.join("\n")
}

/// In one line; a map in it has braces, unless it is the whole.
pub(super) fn in_one_line(node: &Node, yaml: &str) -> String {
    match &node.value {
        Value::Map(entries) => pairs(entries, yaml),
        _ => flow(node, yaml),
    }
}

fn block(node: &Node, yaml: &str, lines: &mut Vec<String>) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                let key = key.text(yaml).unwrap_or_default();
                if joins(value) {
                    lines.push(format!("{key}:"));
                    let mut inner = Vec::new();
                    block(value, yaml, &mut inner);
                    lines.extend(inner.into_iter().map(|line| format!("  {line}")));
                } else {
                    lines.push(format!("{key}: {}", flow(value, yaml)));
                }
            }
        }
        Value::List(items) => {
            for item in items {
                let mut inner = Vec::new();
                block(item, yaml, &mut inner);
                let marked = inner.into_iter().enumerate();
                lines.extend(
                    marked.map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " })),
                );
            }
        }
        _ => lines.push(flow(node, yaml)),
    }
}

/// Whether conditions stand in a value.
fn joins(node: &Node) -> bool {
    let is_map = |node: &Node| matches!(node.value, Value::Map(_));
    match &node.value {
        Value::List(items) => items.iter().any(is_map),
        Value::Map(entries) => entries.iter().any(|(_, value)| is_map(value) || joins(value)),
        _ => false,
    }
}

fn flow(node: &Node, yaml: &str) -> String {
    match &node.value {
        Value::Map(entries) => format!("{{ {} }}", pairs(entries, yaml)),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, yaml)).collect();
            format!("[{}]", items.join(", "))
        }
        _ => node.text(yaml).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn pairs(entries: &[(Node, Node)], yaml: &str) -> String {
    let pair = |(key, value): &(Node, Node)| {
        format!("{}: {}", key.text(yaml).unwrap_or_default(), flow(value, yaml))
    };
    entries.iter().map(pair).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::CODES;

    #[test]
    fn conditions_in_lines_and_in_one() {
        let yaml = "all:\n  - { said: hold, near: {cue: b, characters: 3} }\n  - missing: [a, \"b\"] # no\n    in:   first 2 turns\n  - none: [{said: x}]\nat: y\n";
        let node = Node::read(yaml, &CODES).expect("it is YAML");
        let expected = "all:\n  - said: hold\n    near: { cue: b, characters: 3 }\n  - missing: [a, b]\n    in: first 2 turns\n  - none:\n      - said: x\nat: y";
        assert_eq!(in_lines(&node, yaml), expected);
        let one = Node::read("said: a\nwithin: 3 turns\n", &CODES).expect("it is YAML");
        assert_eq!(in_one_line(&one, "said: a\nwithin: 3 turns\n"), "said: a, within: 3 turns");
    }
}
