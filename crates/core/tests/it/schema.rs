//! The JSON Schema of packs says what the reader says: shipped packs and those of the fixtures pass,
//! those with unknown keys and names or missing keys do not, and the keys are the reader's own.

use boon::{Compiler, SchemaIndex, Schemas};
use jinyu::{Pack, Source};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The faults that the schema can see.
const SEEN: [&str; 5] = [
    "pack::unknown-key",
    "pack::unknown-name",
    "pack::missing-key",
    "pack::shape",
    "pack::list-name",
];

fn schema() -> Value {
    serde_json::from_str(Pack::SCHEMA).expect("the schema is JSON")
}

fn validator() -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("pack.schema.json", schema()).expect("the schema can be read");
    let index = compiler.compile("pack.schema.json", &mut schemas).expect("the schema is one");
    (schemas, index)
}

/// The YAML files below a folder of the workspace.
fn packs(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder)];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder can be read");
            open.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    found.sort();
    assert!(!found.is_empty(), "the packs of {folder} are gone");
    found
}

#[test]
fn packs_pass_where_the_reader_reads_them() {
    let (schemas, index) = validator();
    for path in ["rules", "fixtures", "crates"].into_iter().flat_map(packs) {
        let text = fs::read_to_string(&path).expect("a pack can be read");
        let Ok(document) = serde_yaml::from_str::<Value>(&text) else { continue };
        let faults = match Pack::parse(&Source::new("pack", text)) {
            Ok(_) => Vec::new(),
            Err(error) => error.faults().to_vec(),
        };
        let wrong = faults.iter().any(|fault| SEEN.contains(&fault.code()));
        let said = schemas.validate(&document, index).err().map(|error| error.to_string());
        assert_eq!(said.is_none(), !wrong, "{}: {said:?} {faults:#?}", path.display());
    }
}

/// The keys that the reader names where it meets one that it does not know.
fn known_keys(yaml: &str) -> Vec<String> {
    let faults = Pack::parse(&Source::new("pack", yaml)).expect_err("a key is unknown");
    let fault = faults.faults().iter().find(|fault| fault.code() == "pack::unknown-key");
    let help = fault.expect("a key is unknown").help();
    let keys = help.strip_prefix("one of: ").expect("no key is near to this one");
    let mut keys: Vec<String> = keys.split(", ").map(String::from).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn the_keys_are_those_of_the_reader() {
    let schema = schema();
    let rule = |inner: &str| format!("pack: a\nrules:\n  - {inner}\n");
    let table = [
        ("", "QQ: 1\n".to_owned()),
        ("/definitions/rule", rule("QQ: 1")),
        ("/definitions/bilingual", rule("message: { QQ: 1 }")),
        ("/definitions/innocent", rule("innocent: { QQ: 1 }")),
        ("/definitions/phrase/anyOf/1", rule("phrases: [{ QQ: 1 }]")),
        ("/definitions/wording/anyOf/1", rule("say: [{ QQ: 1 }]")),
        ("/definitions/example/anyOf/1", rule("examples: [{ QQ: 1 }]")),
        ("/definitions/cue", "pack: a\ncues: { a: { QQ: 1 } }\n".to_owned()),
        ("/definitions/report", rule("report: { said: a, QQ: 1 }")),
        ("/definitions/condition", rule("report: { not: { said: a, QQ: 1 } }")),
        ("/definitions/condition/properties/near", rule("report: { said: a, near: { QQ: 1 } }")),
        ("/definitions/condition/properties/at_least", rule("report: { at_least: { QQ: 1 } }")),
        ("/definitions/condition/properties/answer", rule("report: { answer: { QQ: 1 } }")),
        ("/definitions/condition/properties/silence", rule("report: { silence: { QQ: 1 } }")),
        (
            "/definitions/condition/properties/unanswered/anyOf/1",
            rule("report: { unanswered: { QQ: 1 } }"),
        ),
        ("/definitions/condition/properties/repeated", rule("report: { repeated: { QQ: 1 } }")),
    ];
    for (at, yaml) in table {
        let properties = schema.pointer(at).and_then(|at| at["properties"].as_object());
        let mut keys: Vec<&String> = properties.expect("it has keys").keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, known_keys(&yaml).iter().collect::<Vec<_>>(), "{at}");
    }
}

#[test]
fn the_names_are_those_of_the_reader() {
    let schema = schema();
    let rule = |inner: &str| format!("pack: a\nrules:\n  - {inner}\n");
    let table = [
        ("/properties/language", "language: QQ\n".to_owned()),
        ("/definitions/rule/properties/severity", rule("severity: QQ")),
        ("/definitions/role", rule("roles: QQ")),
        ("/definitions/channel", rule("channels: QQ")),
        ("/definitions/actor", rule("innocent: { whose: QQ }")),
        ("/definitions/speaker", rule("report: { said: a, by: QQ }")),
    ];
    for (at, yaml) in table {
        let names = schema.pointer(at).and_then(|at| at["enum"].as_array()).expect("it has names");
        let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
        let faults = Pack::parse(&Source::new("pack", yaml)).expect_err("a name is unknown");
        let mut faults = faults.faults().iter();
        let fault = faults.find(|fault| fault.code() == "pack::unknown-name");
        let help = fault.expect("a name is unknown").help();
        assert_eq!(help, format!("one of: {}", names.join(", ")), "{at}");
    }
}
